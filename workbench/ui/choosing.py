"""Choosing files and folders: in the system's own dialog where it has one, else in Qt's, made large enough to read.

Each kind of file is looked for where one of its kind was found last.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QFileDialog, QSplitter, QTreeView, QWidget

from workbench.ui import theme

if TYPE_CHECKING:
    from workbench.ui.settings import Settings
    from workbench.ui.window import Window

# Of Qt's own dialog, in pixels at 100 %: its size, the places at its left, the columns of names, sizes and kinds.
SIZE = (960, 600)
PLACES, NAMES, SIZES, KINDS = 190, 360, 90, 130
# What the window leaves free around it, in pixels.
AROUND = 60


class For(StrEnum):
    """What is chosen; the folder of each is remembered apart."""

    PROJECT = "project"
    ARTICLE = "article"
    EVIDENCE = "evidence"
    COPY = "copy"


def file_to_open(near: QWidget, title: str, kinds: str, *, what: For, folder: Path) -> Path | None:
    """Ask for one file that is there; ``folder`` is where to look the first time. None where none is chosen."""
    return next(iter(files_to_open(near, title, kinds, what=what, folder=folder, many=False)), None)


def files_to_open(near: QWidget, title: str, kinds: str, *, what: For, folder: Path, many: bool = True) -> list[Path]:
    """Ask for any number of files that are there."""
    dialog = _dialog(near, title, _last(near, what, folder), kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles if many else QFileDialog.FileMode.ExistingFile)
    return _ask(dialog, near, what)


def file_to_write(near: QWidget, title: str, kinds: str, proposed: Path, *, ask_twice: bool = True) -> Path | None:
    """Ask where to write, beginning with ``proposed``; ``ask_twice``: whether a file that is there may be replaced."""
    dialog = _dialog(near, title, proposed.parent, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite, not ask_twice)
    dialog.selectFile(proposed.name)
    return next(iter(_ask(dialog, near, None)), None)


def folder_to_use(near: QWidget, title: str, folder: Path) -> Path | None:
    """Ask for a folder."""
    dialog = _dialog(near, title, folder, "")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return next(iter(_ask(dialog, near, None)), None)


def _dialog(near: QWidget, title: str, folder: Path, kinds: str) -> QFileDialog:
    dialog = QFileDialog(near.window(), title, str(folder), kinds)
    dialog.setViewMode(QFileDialog.ViewMode.Detail)
    window = near.window()
    dialog.resize(
        min(theme.px(SIZE[0]), window.width() - AROUND),
        min(theme.px(SIZE[1]), window.height() - AROUND),
    )
    # There are none of these where the system brings its own dialog.
    splitter, names = dialog.findChild(QSplitter, "splitter"), dialog.findChild(QTreeView, "treeView")
    if isinstance(splitter, QSplitter):
        splitter.setSizes([theme.px(PLACES), dialog.width() - theme.px(PLACES)])
    if isinstance(names, QTreeView):
        for at, width in enumerate((min(theme.px(NAMES), dialog.width() // 2), theme.px(SIZES), theme.px(KINDS))):
            names.header().resizeSection(at, width)
    return dialog


def _ask(dialog: QFileDialog, near: QWidget, what: For | None) -> list[Path]:
    try:
        if dialog.exec() != QFileDialog.DialogCode.Accepted:
            return []
        chosen = [Path(path) for path in dialog.selectedFiles()]
    finally:
        dialog.deleteLater()
    if chosen and what is not None:
        _settings(near).put(f"folders/{what}", str(chosen[0].parent))
    return chosen


def _last(near: QWidget, what: For, folder: Path) -> Path:
    last = Path(_settings(near).text(f"folders/{what}", str(folder)))
    return last if last.is_dir() else folder


def _settings(near: QWidget) -> Settings:
    return cast("Window", near.window()).settings
