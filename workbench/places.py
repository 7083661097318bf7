"""Where the files that come with the program lie: in a checkout, an installed package or a packaged build.

A wheel and a packaged build keep them beside this module in ``_data``; a checkout keeps them at its top.
"""

import os
import sys
from functools import cache
from pathlib import Path

from workbench.errors import WorkbenchError


class MissingFiles(WorkbenchError):
    """The installation is incomplete."""


@cache
def resources() -> Path:
    """The folder of themes, icons, fonts, scales, rules, templates and translations.

    Raises MissingFiles if the installation lacks it.
    """
    return _folder("resources")


@cache
def seeds() -> Path:
    """The folder of the sample project's raw material. Raises MissingFiles if the installation lacks it."""
    return _folder("seeds")


def _folder(name: str) -> Path:
    package = Path(__file__).resolve().parent
    for home in (package / "_data", package.parent):
        if (home / name).is_dir():
            return home / name
    raise MissingFiles(f"The folder “{name}” that comes with Workbench is missing: install Workbench again.")


def of_the_user() -> Path:
    """The folder where the program keeps what it makes for its user. It need not exist yet."""
    home = Path.home()
    match sys.platform:
        case "win32":
            return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "Workbench"
        case "darwin":
            return home / "Library" / "Application Support" / "Workbench"
        case _:
            return Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "workbench"
