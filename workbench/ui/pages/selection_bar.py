"""The bar that floats by a selection and offers what can be done with it. It never covers what is selected."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from workbench.ui import theme
from workbench.ui.pages.bar_button import BarAction, BarButton, Length
from workbench.ui.pages.contract import ReadingPage, Shape, Tone
from workbench.ui.text import tr

# In pixels: between selection and bar, inside the bar around the buttons, the shadow around it.
AWAY = 8
INSIDE = 4
SHADOW = 12


def article_actions() -> tuple[BarAction, ...]:
    """Return what can be done with words of the article."""
    return (
        BarAction("mark", tr("Mark claim"), "C", primary=True, brief=tr("Claim")),
        BarAction("pair", tr("Quote pair"), "⇧C", brief=tr("Pair")),
        BarAction("no_fact", tr("No fact"), "N", brief=tr("No fact")),
        BarAction("query", tr("Query"), "Q", brief=tr("Query")),
    )


def evidence_actions() -> tuple[BarAction, ...]:
    """Return how a passage of evidence can bear on the active claim."""
    return (
        BarAction("supports", tr("Supports"), "S", Shape.TICK, Tone.SUPPORTS),
        BarAction("contradicts", tr("Contradicts"), "X", Shape.TIMES, Tone.CONTRADICTS),
        BarAction("mixed", tr("Mixed"), "M", Shape.HALF_MOON, Tone.MIXED),
        BarAction("context", tr("Context"), "T", Shape.DOT, Tone.CONTEXT),
    )


def table_action() -> BarAction:
    """Return what else can be done with a framed part of a page."""
    return BarAction("table", tr("Table…"), "⇧T")


def spot(area: QRect, end: QPoint, size: QSize, inside: QRect) -> QPoint | None:
    """Return where a bar of ``size`` stands by a selection: below it, else above, else beside it, within ``inside``.

    None when there is no room that leaves the selection free.
    """
    left = min(max(end.x() - round(0.6 * size.width()), inside.left()), inside.right() + 1 - size.width())
    if left < inside.left():
        return None
    if area.bottom() + AWAY + size.height() <= inside.bottom():
        return QPoint(left, area.bottom() + AWAY)
    if area.top() - AWAY - size.height() >= inside.top():
        return QPoint(left, area.top() - AWAY - size.height())
    top = min(max(end.y() - size.height(), inside.top()), inside.bottom() + 1 - size.height())
    if area.right() + AWAY + size.width() <= inside.right():
        return QPoint(area.right() + AWAY, top)
    if area.left() - AWAY - size.width() >= inside.left():
        return QPoint(area.left() - AWAY - size.width(), top)
    return None


class SelectionBar(QWidget):
    """Floats over a page. Tab reaches it from the page, arrows walk it, Escape goes back."""

    triggered = Signal(str)

    def __init__(self, page: QWidget, reading: ReadingPage, actions: Sequence[BarAction]) -> None:
        """Float over ``page``; ``reading`` is the same page as a ``ReadingPage``."""
        super().__init__(page)
        self._page = page
        self._reading = reading
        self._away = False
        self._length = Length.WHOLE
        self.setAccessibleName(tr("What to do with the selection"))
        self._buttons: list[BarButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(*[SHADOW + INSIDE] * 4)
        self._row.setSpacing(2)
        self.set_actions(actions)
        self.hide()
        reading.selection_changed.connect(self._selected)
        reading.view_moved.connect(self._follow)
        theme.look().changed.connect(self._resized)
        page.installEventFilter(self)

    def set_actions(self, actions: Sequence[BarAction]) -> None:
        """Offer these."""
        for old in self._buttons:
            self._row.removeWidget(old)
            old.deleteLater()
        self._buttons = [BarButton(action, self) for action in actions]
        self._length = Length.WHOLE
        before: QWidget = self._page
        for button in self._buttons:
            self._row.addWidget(button)
            button.clicked.connect(lambda _=False, b=button: self.triggered.emit(b.action.id))
            QWidget.setTabOrder(before, button)
            before = button
        self.adjustSize()
        self._follow()

    def offers(self) -> int:
        """Return how many things it offers."""
        return len(self._buttons)

    def dismiss(self) -> None:
        """Hide until the selection changes."""
        self._away = True
        self._follow()

    def _selected(self) -> None:
        self._away = False
        self._follow()

    def _resized(self) -> None:
        self._shorten(self._length)
        self._follow()

    def _shorten(self, length: Length) -> None:
        self._length = length
        for button in self._buttons:
            button.show_length(length)
        self.adjustSize()

    def _size_at(self, length: Length) -> QSize:
        sizes = [button.size_at(length) for button in self._buttons]
        around = self._row.spacing() * max(0, len(sizes) - 1) + 2 * INSIDE
        return QSize(sum(size.width() for size in sizes) + around, max(size.height() for size in sizes) + 2 * INSIDE)

    def _place(self, area: QRect, end: QPoint) -> QPoint | None:
        """Return where the bar stands, as long as the room lets it be."""
        inside = self._page.rect().adjusted(AWAY, AWAY, -AWAY - 12, -AWAY)
        for length in Length:
            place = spot(area, end, self._size_at(length), inside)
            if place is not None:
                if length is not self._length:
                    self._shorten(length)
                return place
        return None

    def _follow(self) -> None:
        """Stand by the selection as far as it is in sight, or hide."""
        where = None if self._away else self._reading.selection_area()
        place = self._place(*where) if where is not None else None
        if place is None:
            if any(button.hasFocus() for button in self._buttons):
                self._page.setFocus()
            self.hide()
            return
        around = QSize(2 * SHADOW, 2 * SHADOW)
        self.setGeometry(QRect(place - QPoint(SHADOW, SHADOW), self._size_at(self._length) + around))
        self.show()
        self.raise_()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Escape on the page sends the bar away."""
        if (
            watched is self._page
            and event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self.isVisible()
        ):
            self.dismiss()
            chosen = self._reading.selection()
            return chosen is None or bool(chosen.text)  # a frame is taken away by the page itself
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right walk from button to button, Escape goes back to the page; letters go on to the window."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            self._page.setFocus()
        elif step is not None:
            focused = next((i for i, button in enumerate(self._buttons) if button.hasFocus()), 0)
            self._buttons[(focused + step) % len(self._buttons)].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a quiet shadow, the ground and its hairline."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.tokens()
        ground = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 10 if theme.is_dark() else 3))
        for spread in range(SHADOW - 3, 0, -1):
            fall = ground.adjusted(-spread, -spread, spread, spread).translated(0, 2)
            painter.drawRoundedRect(fall, 6 + spread, 6 + spread)
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.setBrush(QColor(colours.surface))
        painter.drawRoundedRect(ground.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
