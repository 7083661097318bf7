"""Recordings and their transcripts: those belong together whose files are called alike."""

from collections.abc import Iterable
from pathlib import PurePath

from workbench.desk.views import DocumentView
from workbench.model.sets import DocumentKind

RECORDINGS = (DocumentKind.SOUND, DocumentKind.VIDEO)


def belongs_with(document: DocumentView, every: Iterable[DocumentView]) -> DocumentView | None:
    """Return the transcript of a recording, or the recording of a transcript, by the names of their files.

    "talk.mp4" belongs with "talk.vtt" and with "talk.en.vtt"; the nearest name is taken, None where there is none.
    """
    if document.kind in RECORDINGS:
        wanted: tuple[DocumentKind, ...] = (DocumentKind.TRANSCRIPT,)
    elif document.kind is DocumentKind.TRANSCRIPT:
        wanted = RECORDINGS
    else:
        return None
    alike = [one for one in every if one.kind in wanted and _alike(document, one)]
    return min(alike, key=lambda one: (len(one.original_name), one.number), default=None)


def _alike(one: DocumentView, other: DocumentView) -> bool:
    """Whether the name of one, without its ending, is that of the other or begins it up to a dot."""
    short, long = sorted((PurePath(document.original_name).stem.casefold() for document in (one, other)), key=len)
    return bool(short) and (long == short or long.startswith(f"{short}."))
