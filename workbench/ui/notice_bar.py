"""A bar for one quiet sentence near where something happened; details on request."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from workbench.ui.basics import button, empty, label
from workbench.ui.text import tr

# A choice offered beside the sentence: its words and what it does.
Offer = tuple[str, Callable[[], object]]


class Notice(NamedTuple):
    """What there is to say."""

    sentence: str
    details: str = ""
    offer: Offer | None = None
    also: tuple[Offer, ...] = ()


class NoticeBar(QFrame):
    """A bar that shows one sentence at a time; empty, it takes no room. ✕ puts the sentence away.

    A notice that asks for attention stays until it is put away: a passing one only covers it for a while.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self.setAccessibleName(tr("Notice"))
        self._built = False
        self._staying: list[Notice] = []
        self._shown: Notice | None = None
        self.hide()

    def tell(
        self,
        sentence: str,
        *,
        details: str = "",
        offer: Offer | None = None,
        also: Sequence[Offer] = (),
        stays: bool = False,
    ) -> None:
        """Show ``sentence``; ``details`` can be unfolded and copied; ``offer`` is one thing to do about it, ``also``
        are others.

        ``stays``: it asks for attention, and only the user puts it away.
        """
        notice = Notice(sentence, details, offer, tuple(also))
        if stays:
            self._staying.append(notice)
        self._show(notice)

    def clear(self) -> None:
        """Take a passing sentence away; what asks for attention is shown again."""
        if self._staying:
            self._show(self._staying[-1])
        else:
            self._shown = None
            self.hide()

    def put_away(self) -> None:
        """Put the sentence on show away for good."""
        self._staying = [one for one in self._staying if one is not self._shown]
        self.clear()

    def _show(self, notice: Notice) -> None:
        if not self._built:
            self._build()
        self._shown = notice
        sentence, details, offer, also = notice
        at = next((i for i, one in enumerate(self._staying, 1) if one is notice), 0)
        several = at and len(self._staying) > 1
        self._count.setText(f"{at} {tr('of')} {len(self._staying)}" if several else "")
        self._count.setVisible(bool(several))
        self.sentence.setText(sentence)
        self.setAccessibleDescription(sentence)
        self._details.setText(details)
        self._details.hide()
        self._more.setVisible(bool(details))
        self._copy.setVisible(bool(details))
        alone = offer is not None and not also
        self._act.setVisible(alone)
        self._act.setText(offer[0] if offer is not None and alone else "")
        self._show_ways([offer, *also] if offer is not None and also else [])
        self.show()

    def _show_ways(self, offers: Sequence[Offer]) -> None:
        """Several offers stand below the sentence: beside it they would leave it no room."""
        empty(self._others)
        for one in offers:
            self._others.addWidget(button(one[0], partial(self._do, one), "link"))
        if offers:
            self._others.addStretch(1)

    def text(self) -> str:
        """Return the sentence on show, "" when there is none."""
        return self.sentence.text() if self._built and not self.isHidden() else ""

    def _build(self) -> None:
        self._built = True
        from PySide6.QtCore import Qt

        self.sentence = label(wrap=True)
        self._details = label("", "small", wrap=True)
        for words in (self.sentence, self._details):
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._act = button("", self._do_offer, "quiet")
        self._more = button(tr("Details"), lambda: self._details.setVisible(self._details.isHidden()), "quiet")
        self._copy = button(tr("Copy details"), self._copy_details, "quiet")
        self._count = label("", "small")
        away = button("✕", self.put_away, "quiet", name=tr("Put this notice away"))
        row = QHBoxLayout()
        row.addWidget(self.sentence, 1)
        self._others = QHBoxLayout()
        self._others.setSpacing(14)
        for part in (self._act, self._more, self._copy, self._count, away):
            row.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 5, 8, 5)
        layout.setSpacing(2)
        layout.addLayout(row)
        layout.addLayout(self._others)
        layout.addWidget(self._details)

    def _do_offer(self) -> None:
        if self._shown is not None and self._shown.offer is not None:
            self._do(self._shown.offer)

    def _do(self, offer: Offer) -> None:
        self.put_away()
        offer[1]()

    def _copy_details(self) -> None:
        from PySide6.QtGui import QGuiApplication

        QGuiApplication.clipboard().setText(f"{self.sentence.text()}\n{self._details.text()}")
