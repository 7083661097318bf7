"""What holds a reader in on this computer, in plain words: said where files come in, also where it is little."""

from collections.abc import Collection

from workbench.ui.text import tr

FILES, CALLS = "landlock", "seccomp"
_MEMORY = frozenset({"RLIMIT_AS", "RLIMIT_DATA"})


def sentence(in_force: Collection[str]) -> str:
    """Return what a file cannot do while it is read, by the names of what is in force (see ``supervise.isolation``)."""
    caps = _caps(in_force)
    if FILES in in_force and CALLS in in_force:
        words = tr(
            "Every file is read in a process of its own that cannot write, go on line, start programs or see other"
            " files of yours; %1."
        )
    elif FILES in in_force:
        words = tr(
            "Every file is read in a process of its own that cannot write or see other files of yours; %1. This system"
            " does not let Workbench forbid it networks and programs."
        )
    elif CALLS in in_force:
        words = tr(
            "Every file is read in a process of its own that cannot go on line or start programs; %1. This system does"
            " not let Workbench forbid it to see other files of yours."
        )
    else:
        words = tr(
            "Limits only: every file is read in a process of its own; %1. This system does not let Workbench forbid it"
            " networks, writing or other files. Open what you do not trust on Linux."
        )
    return words.replace("%1", caps)


def _caps(in_force: Collection[str]) -> str:
    if not _MEMORY.isdisjoint(in_force):
        return tr("its time and memory are limited, and it is ended with all it started")
    return tr("its time is limited, and it is ended with all it started")
