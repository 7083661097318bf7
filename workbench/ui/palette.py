"""The palette (Ctrl+K): every action, claim, document and passage in one box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from workbench.desk import search
from workbench.desk.views import Hit
from workbench.errors import WorkbenchError
from workbench.ui import fonts, icons, theme
from workbench.ui.basics import label
from workbench.ui.models.rows_model import RowRole, RowsModel
from workbench.ui.overlay import Overlay
from workbench.ui.pages import shapes
from workbench.ui.palette_entries import Entry, all_results, entries, passages
from workbench.ui.text import tr

if TYPE_CHECKING:
    from workbench.ui.jobs import Handle
    from workbench.ui.window import Window

WIDTH = 680
# Texts are searched once typing pauses, in milliseconds.
PAUSE = 120
SHORTEST = 2
HINTS = {
    "": tr("Search claims, evidence, commands"),
    "evidence": tr("Open evidence: type a code, a title, a publisher"),
    "passages": tr("Search in all evidence: words, “a phrase”, OR, -not, begin*"),
}


class Palette(Overlay):
    """Type, go with the arrow keys, Enter opens."""

    @classmethod
    def over(cls, window: Window, only: str) -> Palette:
        """Open the palette over a window; one at a time."""
        for old in window.findChildren(Palette):
            old.dismiss()
        palette = cls(window, only)
        palette.open()
        palette.box.setFocus()
        return palette

    def __init__(self, window: Window, only: str) -> None:
        super().__init__(window, tr("Search everything"), WIDTH)
        self._window = window
        self._only = only
        self._asked = 0
        self._running: Handle | None = None
        self.box = QLineEdit()
        self.box.setProperty("role", "palette")
        self.box.setPlaceholderText(HINTS[only])
        self.box.setAccessibleName(HINTS[only])
        self.box.installEventFilter(self)
        self.box.textChanged.connect(self._typed)
        self.model: RowsModel[Entry] = RowsModel(_title, _title, self)
        self.list = QListView()
        self.list.setAccessibleName(tr("Found"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(_EntryDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._choose)
        layout = QVBoxLayout(self.panel)
        layout.setContentsMargins(1, 1, 1, 6)
        layout.setSpacing(4)
        layout.addWidget(self.box)
        layout.addWidget(self.list, 1)
        self.nothing = label(tr("Nothing found. Words are found whole; a star stands for their rest: minist*"), "muted")
        self.nothing.setContentsMargins(16, 8, 16, 8)
        layout.addWidget(self.nothing)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self._search)
        self._typed("")

    def height_wanted(self) -> int:
        """As many rows as there are, ten at most."""
        rows = min(max(self.model.rowCount(), 1), 10)
        return self.box.sizeHint().height() + rows * _row_height() + 20

    def _typed(self, text: str) -> None:
        query = text.strip()
        self._asked += 1
        if self._running is not None:
            self._running.stop()
        found = entries(self._window, query, self._only) if self._only != "passages" else []
        searching = len(query) >= SHORTEST and self._window.view is not None and self._only != "evidence"
        self._show(found, waiting=searching or not query)
        if searching:
            self._timer.start()
        else:
            self._timer.stop()

    def _search(self) -> None:
        view, asked = self._window.view, self._asked
        query = search.closed(self.box.text().strip())
        if view is None:
            return
        project = view.workspace.project
        scope = "evidence" if self._only == "passages" else "all"
        limit = 40 if self._only == "passages" else 12

        def work(handle: Handle) -> list[Hit]:
            return search.search(project, query, scope=scope, limit=limit, stop=lambda: handle.stopped)

        def done(hits: list[Hit]) -> None:
            if asked == self._asked:  # a later query has not overtaken this one
                known = {entry.id for entry in self.model.rows}
                # What is listed already and has no passage to open at would only be there twice.
                fresh = [hit for hit in hits if hit.end > hit.start or hit.id not in known]
                found = passages(view, query, fresh)
                more = [all_results(view, query, scope)] if fresh else []
                self._show([*self.model.rows, *found, *more])

        def failed(error: BaseException) -> None:
            if isinstance(error, search.Interrupted):
                return
            if not isinstance(error, WorkbenchError):
                raise error
            self._show(list(self.model.rows))

        self._running = self._window.jobs.run(work, owner=self, done=done, failed=failed)

    def _show(self, found: list[Entry], *, waiting: bool = False) -> None:
        self.model.put(found)
        self.nothing.setVisible(not found and not waiting)
        self.list.setHidden(self.nothing.isVisibleTo(self.panel))
        if found and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0))
        self.arrange()

    def _choose(self, index: QModelIndex) -> None:
        entry = self.model.at(index)
        if entry is not None:
            self.dismiss()
            self._window.notices.attempt(entry.run, near=self._window.view)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrow keys move in the list while the box keeps the keyboard."""
        if watched is self.box and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Down | Qt.Key.Key_Up | Qt.Key.Key_PageDown | Qt.Key.Key_PageUp:
                    self._move(event.key())
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._choose(self.list.currentIndex())
                    return True
                case _:
                    pass
        return super().eventFilter(watched, event)

    def _move(self, key: int) -> None:
        count = self.model.rowCount()
        by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}[Qt.Key(key)]
        if count:
            at = min(max(self.list.currentIndex().row() + by, 0), count - 1)
            self.list.setCurrentIndex(self.model.index(at))


class _EntryDelegate(QStyledItemDelegate):
    """A sign, words with a lead, what it is at the right; below, a line of detail with the places found."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Two lines."""
        return QSize(200, _row_height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one entry."""
        entry = index.data(RowRole)
        if not isinstance(entry, Entry):
            return
        rect, state = QRect(option.rect), option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selection"))
            painter.drawRoundedRect(QRectF(rect).adjusted(6, 1, -6, -1), 4, 4)
        inner = rect.adjusted(theme.px(16), theme.px(5), -theme.px(16), -theme.px(5))
        side = theme.px(15)
        sign = QRectF(inner.left(), inner.top() + theme.px(2), side, side)
        if entry.shape is not None:
            shapes.draw(painter, entry.shape, sign, shapes.tone_colour(entry.tone))
        elif entry.icon:
            painter.drawPixmap(sign.topLeft(), icons.pixmap(entry.icon, "muted", size=side))
        inner.setLeft(inner.left() + side + theme.px(11))
        _write(painter, inner, entry)
        painter.restore()


def _write(painter: QPainter, inner: QRect, entry: Entry) -> None:
    plain, small = fonts.desk_font(theme.look().scale), fonts.desk_font(theme.look().scale * 0.88)
    bold = QFont(plain)
    bold.setWeight(QFont.Weight.DemiBold)
    painter.setFont(small)
    metrics = painter.fontMetrics()
    painter.setPen(theme.colour("muted"))
    line = metrics.lineSpacing()
    top = QRect(inner.left(), inner.top(), inner.width(), line + theme.px(3))
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(top, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, entry.right)
    top.setRight(top.right() - metrics.horizontalAdvance(entry.right) - theme.px(14))
    below = QRect(inner.left(), top.bottom() + theme.px(1), inner.width(), line)
    _detail(painter, below, entry)
    painter.setPen(theme.colour("text"))
    if entry.lead:
        painter.setFont(bold)
        painter.drawText(top, flags, entry.lead)
        top.setLeft(top.left() + painter.fontMetrics().horizontalAdvance(entry.lead) + theme.px(8))
    painter.setFont(plain)
    words = painter.fontMetrics().elidedText(entry.words, Qt.TextElideMode.ElideRight, top.width())
    painter.drawText(top, flags, words)


def _detail(painter: QPainter, line: QRect, entry: Entry) -> None:
    metrics = painter.fontMetrics()
    for start, end in entry.spans:
        left = metrics.horizontalAdvance(entry.detail[:start])
        width = metrics.horizontalAdvance(entry.detail[start:end])
        if left + width < line.width():
            painter.fillRect(
                QRect(line.left() + left - 1, line.top(), width + 2, line.height()), theme.colour("mixed_bg")
            )
    painter.setPen(QPen(theme.colour("muted")))
    shown = metrics.elidedText(entry.detail, Qt.TextElideMode.ElideRight, line.width())
    painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def _row_height() -> int:
    return theme.px(46)


def _title(entry: Entry) -> str:
    return " ".join(part for part in (entry.lead, entry.words, entry.right) if part)
