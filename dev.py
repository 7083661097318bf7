#!/usr/bin/env python3
"""Everything a developer does, standard library only: dev.py run|test|faults|bench|lint|format|install.

It brings what is missing (system libraries where apt may be used, a virtual environment in ``.venv``, the
libraries of pyproject.toml), then hands over. ``run`` and ``test`` take further arguments after ``--``.
"""

import contextlib
import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
STAMP = VENV / "workbench-installed.json"
WINDOWS = os.name == "nt"
LINUX = sys.platform.startswith("linux")
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")

# What Qt asks the system for on Linux, and the Debian package that brings it.
FOR_QT = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
FOR_A_WINDOW = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
FOR_NO_SCREEN = {"Xvfb": "xvfb", "xauth": "xauth"}


class Trouble(Exception):
    """One sentence that says what is missing and what to do."""


def main(arguments: Sequence[str]) -> int:
    """Run one verb and return its exit status."""
    verb, rest = (arguments[0], list(arguments[1:])) if arguments else ("", [])
    rest = rest[1:] if rest[:1] == ["--"] else rest
    verbs = {
        "run": run,
        "test": test,
        "faults": faults,
        "bench": bench,
        "lint": lint,
        "format": reformat,
        "install": install,
    }
    if verb not in verbs:
        print(__doc__, file=sys.stderr)
        return 2
    os.chdir(HERE)
    try:
        return verbs[verb](rest)
    except Trouble as trouble:
        print(f"dev.py: {trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


# ------------------------------------------------------------------------------------------ the verbs


def run(arguments: list[str]) -> int:
    """Open the window on the sample project, or pass the arguments on to the program."""
    window = not arguments or arguments[0].endswith(".factcheck")
    screen = bool(window and LINUX and not os.environ.get("QT_QPA_PLATFORM"))
    hidden = screen and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    need_system(window=screen, virtual_screen=hidden)
    need_libraries("heic", "ocr")
    if not arguments:
        arguments = [str(sample_project())]
    command = [str(PYTHON), "-m", "workbench", *arguments]
    if hidden:
        say("There is no screen here (DISPLAY is not set): the window opens on a virtual one, out of sight.")
        command = ["xvfb-run", "-a", "-s", "-screen 0 1440x900x24", *command]
    hand_over(command)


def test(arguments: list[str]) -> int:
    """Lint, then every test except faults and bench; with arguments, only pytest with them."""
    need_system()
    need_libraries("heic", "ocr", "test")
    if arguments:
        return call([PYTHON, "-m", "pytest", *arguments])
    untidy = untidy_steps()
    status = call([PYTHON, "-m", "pytest", "-n", "2", "--dist", "worksteal"])
    if untidy:
        print(f"dev.py: not tidy, see above: {', '.join(untidy)}", file=sys.stderr)
    return status or bool(untidy)


def faults(arguments: list[str]) -> int:
    """The long trials: killed programs, full disks, power loss."""
    return apart("faults", arguments)


def bench(arguments: list[str]) -> int:
    """The benchmarks: ratios in one run, printed."""
    return apart("bench", ["-s", *arguments])


def lint(_arguments: list[str]) -> int:
    """Style, types and rooms."""
    need_libraries("heic", "ocr", "test")
    return bool(untidy_steps())


def reformat(_arguments: list[str]) -> int:
    """Format the code and mend what can be mended by itself."""
    need_libraries("heic", "ocr", "test")
    return call([PYTHON, "-m", "ruff", "format"]) or call([PYTHON, "-m", "ruff", "check", "--fix"])


def install(_arguments: list[str]) -> int:
    """Bring everything, the tools for themes, fonts and packages too."""
    need_system(window=True)
    need_libraries("build", "heic", "ocr", "test")
    say(f"Ready: {PYTHON}")
    return 0


def untidy_steps() -> list[str]:
    """Run every check of style, types and rooms; the names of those that failed."""
    steps: dict[str, list[Path | str]] = {
        "ruff check": [PYTHON, "-m", "ruff", "check", "--quiet"],
        "ruff format": [PYTHON, "-m", "ruff", "format", "--check", "--quiet"],
        "mypy": [PYTHON, "-m", "mypy", "--no-error-summary"],
        "lint-imports": [BIN / "lint-imports", "--no-cache"],
    }
    failed = []
    for name, command in steps.items():
        say(name)
        if call(command):
            failed.append(name)
    return failed


def apart(name: str, arguments: list[str]) -> int:
    """Run a folder of tests that ``test`` leaves out, one at a time and without a time limit."""
    folder = HERE / "tests" / name
    if not any(folder.glob("**/test_*.py")):
        raise Trouble(f"There is nothing to run in tests/{name} yet.")
    need_system()
    need_libraries("heic", "ocr", "test")
    return call([PYTHON, "-m", "pytest", "--override-ini", "timeout=0", folder, *arguments])


def sample_project() -> Path:
    """The sample project in the user's data folder, built there if it is not."""
    sample = data_folder() / "Sample.factcheck"
    if not sample.exists():
        sample.parent.mkdir(parents=True, exist_ok=True)
        say(f"Building the sample project: {sample}")
        if call([PYTHON, "-m", "workbench", "sample", sample, "--quiet"]):
            sample.unlink(missing_ok=True)
            raise Trouble("The sample project could not be built, see above.")
    return sample


def data_folder() -> Path:
    """Where this system keeps what a program makes for its user."""
    if WINDOWS:
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "Workbench"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Workbench"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "workbench"


# ------------------------------------------------------------------------------- the system's libraries


def need_system(*, window: bool = False, virtual_screen: bool = False) -> None:
    """Bring the libraries Qt asks the system for (Linux only; elsewhere they come with it)."""
    if not LINUX:
        return
    libraries = FOR_QT | FOR_A_WINDOW if window else FOR_QT
    programs = FOR_NO_SCREEN if virtual_screen else {}
    missing = absent(libraries, programs)
    if not missing:
        return
    apt_install(missing.values())
    missing = absent(libraries, programs)
    if missing:
        raise Trouble(f"These are still missing after installing them: {', '.join(missing)}.")


def absent(libraries: dict[str, str], programs: dict[str, str]) -> dict[str, str]:
    """Those of the libraries and programs that are not there, with their packages."""
    no_library = {name: package for name, package in libraries.items() if not loads(name)}
    no_program = {name: package for name, package in programs.items() if not shutil.which(name)}
    return no_library | no_program


def loads(library: str) -> bool:
    """Whether the system finds this shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def apt_install(packages: Iterable[str]) -> None:
    """Install Debian packages as root, or say which command does."""
    names = sorted(packages)
    by_hand = f"sudo apt-get install --no-install-recommends {' '.join(names)}"
    if not shutil.which("apt-get"):
        raise Trouble(f"Install the packages of your system that hold what Debian calls: {' '.join(names)}")
    as_root = root_prefix()
    if as_root is None:
        raise Trouble(f"Some system libraries are missing. Install them, then try again:\n  {by_hand}")
    say(f"Installing system libraries: {' '.join(names)}")
    get = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    command = [*get, "install", "-y", "--no-install-recommends", *names]
    # The lists of packages may be absent (fresh machine) or too old: fetch them only when needed.
    if call(command, quiet=True) and (call([*get, "update"], quiet=True) or call(command)):
        raise Trouble(f"The system libraries could not be installed. Try by hand:\n  {by_hand}")


def root_prefix() -> list[str] | None:
    """What to put before a command to run it as root without a password; None if that cannot be."""
    if sys.platform != "win32" and os.geteuid() == 0:
        return []
    if shutil.which("sudo") and not call(["sudo", "-n", "true"], quiet=True):
        return ["sudo", "-n"]
    return None


# ------------------------------------------------------------------------------- the Python libraries


def need_libraries(*extras: str) -> None:
    """Bring ``.venv`` up to pyproject.toml with these extras; nothing to do when the stamp says so."""
    wanted = fingerprint()
    known, have = read_stamp()
    if PYTHON.exists() and known == wanted and have >= set(extras):
        return
    if not PYTHON.exists() or call([PYTHON, "-c", ""], quiet=True):
        make_environment()
    everything = sorted(set(extras) | have)
    say(f"Installing the libraries into {VENV.name} (some 500 MB, once)")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    if call([*pip, "--editable", f".[{','.join(everything)}]"]):
        raise Trouble("The libraries could not be installed, see above. Is there a network connection?")
    STAMP.write_text(json.dumps({"fingerprint": wanted, "extras": everything}), encoding="utf-8")


def fingerprint() -> str:
    """Changes when the libraries asked for, or the Python they are for, change."""
    import tomllib  # not there before 3.11, where this file only says so

    project = tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))
    asked = json.dumps([project["build-system"], project["project"], sys.version, str(HERE)], sort_keys=True)
    return hashlib.sha256(asked.encode()).hexdigest()


def read_stamp() -> tuple[str, set[str]]:
    """The fingerprint and the extras of the last installation; empty if there is none."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
        return str(stamp["fingerprint"]), set(stamp["extras"])
    except (OSError, ValueError, KeyError, TypeError):
        return "", set()


def make_environment() -> None:
    """Make ``.venv``, also where Debian keeps ensurepip in a package of its own (python3-venv)."""
    say(f"Making {VENV.name}")
    plain = importlib.util.find_spec("ensurepip") is not None
    if plain and not call([sys.executable, "-m", "venv", "--clear", VENV]):
        return
    if call([sys.executable, "-m", "venv", "--clear", "--without-pip", VENV]):
        raise Trouble("The virtual environment could not be made, see above.")
    if importlib.util.find_spec("pip") is None:
        raise Trouble("Python came without pip. Install it (Debian: sudo apt-get install python3-pip).")
    pip = [sys.executable, "-m", "pip", "--python", str(PYTHON), "install", "--quiet"]
    if call([*pip, "--disable-pip-version-check", "--no-input", "pip"]):
        raise Trouble("pip could not be installed, see above. Is there a network connection?")


# ------------------------------------------------------------------------------------------ running


def call(command: Sequence[str | Path], *, quiet: bool = False) -> int:
    """Run a command without a keyboard and return its status."""
    words = [str(word) for word in command]
    output = subprocess.DEVNULL if quiet else None
    return subprocess.run(words, stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False).returncode


def hand_over(command: list[str]) -> NoReturn:
    """Become the command (on Windows: wait for it), so that a signal sent to us reaches it."""
    if WINDOWS:
        with contextlib.suppress(KeyboardInterrupt):
            sys.exit(subprocess.run(command, check=False).returncode)
        sys.exit(130)
    os.execvp(command[0], command)  # noqa: S606 - a shell would add nothing


def say(sentence: str) -> None:
    """Tell what goes on, at once."""
    print(f"· {sentence}", flush=True)


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - older Pythons get this sentence
        sys.exit("dev.py: Workbench needs Python 3.11 or newer.")
    sys.exit(main(sys.argv[1:]))
