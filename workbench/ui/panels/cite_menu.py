"""The menu that puts a reference into the rationale: the claim's own evidence first, then all other."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from workbench.desk.views import DocumentView
from workbench.ui.text import tr

# Beyond this many, the evidence picker (E) is the better tool.
AT_MOST = 30
LONGEST = 60


class CiteMenu(QMenu):
    """``picked`` carries the code."""

    picked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._linked: Sequence[str] = ()
        self._documents: Sequence[DocumentView] = ()
        self.aboutToShow.connect(self._build)

    def feed(self, linked: Sequence[str], documents: Sequence[DocumentView]) -> None:
        """Take the codes of the claim's evidence, and all evidence."""
        self._linked, self._documents = linked, documents

    def _build(self) -> None:
        self.clear()
        first = [one for one in self._documents if one.code in self._linked]
        others = [one for one in self._documents if one.code not in self._linked][:AT_MOST]
        for group in (first, others):
            for one in group:
                title = one.title if len(one.title) <= LONGEST else one.title[:LONGEST].rstrip() + "…"
                self.addAction(f"{one.code}  {title}".replace("&", "&&"), partial(self.picked.emit, one.code))
            if group is first and first and others:
                self.addSeparator()
        if not self._documents:
            self.addAction(tr("No evidence yet")).setEnabled(False)
