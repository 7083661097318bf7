"""The margin with notes beside the lines they speak of."""

from bisect import bisect_left
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QTextEdit

from workbench.ui import theme
from workbench.ui.offsets import OffsetMap
from workbench.ui.pages import shapes
from workbench.ui.pages.contract import MarginNote, NoteRun
from workbench.ui.pages.margins import Margin
from workbench.ui.pages.marked import Laid
from workbench.ui.pages.strokes import ink
from workbench.ui.pages.text_paint import Geometry
from workbench.ui.text import tr

# Notes before the first in sight that are laid out too, so that a note pushed down by a crowd above stays
# put.
LOOK_BACK = 60
# A column narrower than this (pixels at scale 1) holds only a note's first run, the claim's number.
COMPACT = 110
# From the rule to the notes, and between two notes, in pixels.
RULE_GAP = 12.0
LEADING = 4.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A note and its box in the document's height and the column's width."""

    note: MarginNote
    box: QRectF


class NotesColumn(Margin):
    """Notes beside the lines they speak of; one that would lie on another is pushed down."""

    activated = Signal(str)
    hovered = Signal(str)

    def __init__(self, page: QTextEdit, geometry: Geometry) -> None:
        """Lie behind the text."""
        super().__init__(page, geometry)
        self.active: Laid | None = None
        self._notes: list[MarginNote] = []
        self._starts: list[int] = []
        self._under: str = ""
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Margin notes"))

    def set_notes(self, notes: list[MarginNote], offsets: OffsetMap) -> None:
        """Show these notes, in the order of their places."""
        self._notes = sorted(notes, key=lambda note: note.start)
        self._starts = [offsets.to_units(min(note.start, offsets.length)) for note in self._notes]
        self.update()

    def has_notes(self) -> bool:
        """Return whether there is any note."""
        return bool(self._notes)

    def placed(self, top: float, bottom: float) -> list[Placed]:
        """Return the notes between two heights of the document, pushed apart."""
        blocks = list(self.lies.blocks(top, bottom))
        if not blocks or not self._notes:
            return []
        last = blocks[-1][0]
        low = max(0, bisect_left(self._starts, blocks[0][0].position()) - LOOK_BACK)
        high = bisect_left(self._starts, last.position() + last.length())
        metrics = QFontMetricsF(self.note_font())
        height = metrics.height() + LEADING * self.scale
        found = []
        free = 0.0
        for note, start in zip(self._notes[low:high], self._starts[low:high], strict=True):
            y = max(self.lies.baseline(start) - metrics.ascent() - LEADING * self.scale / 2, free)
            free = y + height
            if free >= top and y <= bottom:
                found.append(Placed(note, QRectF(0, y, self.width(), height)))
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the hairline and the notes in sight."""
        painter = QPainter(self)
        colours = theme.tokens()
        painter.fillRect(event.rect(), QColor(colours.surface))
        rule = self.width() - 1 if self.mirrored else 0
        painter.fillRect(rule, 0, 1, self.height(), QColor(colours.line))
        top = self.scrolled()
        for placed in self.placed(top + event.rect().top(), top + event.rect().bottom()):
            box = placed.box.translated(0, -top)
            self._ground(painter, placed.note, box)
            self._write(painter, placed.note, box)

    def _ground(self, painter: QPainter, note: MarginNote, box: QRectF) -> None:
        active = self.active is not None and note.mark_id == self.active.mark.id
        if not active and not (note.mark_id and note.mark_id == self._under):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(
            ink(self.active.mark.style).tint if active and self.active else QColor(theme.tokens().background)
        )
        painter.drawRoundedRect(box.adjusted(RULE_GAP / 2, 1, -RULE_GAP / 2, -1), 3, 3)

    def _write(self, painter: QPainter, note: MarginNote, box: QRectF) -> None:
        runs = note.runs[:1] if self.width() < COMPACT * self.scale else note.runs
        edge = box.width() - RULE_GAP
        x = RULE_GAP
        for run in runs:
            x = self._write_run(painter, run, x, edge, box)
            if x >= edge:
                return

    def _write_run(self, painter: QPainter, run: NoteRun, x: float, edge: float, box: QRectF) -> float:
        """Write one run from ``x`` on, not beyond ``edge``; return where the next begins. Mirrored: from
        the right.
        """
        font = self.note_font(bold=run.bold)
        metrics = QFontMetricsF(font)
        gap = metrics.horizontalAdvance(" ")
        if run.shape is not None:
            side = round(metrics.ascent())
            square = self._turned(QRectF(x, box.center().y() - side / 2, side, side))
            shapes.draw(painter, run.shape, square, shapes.tone_colour(run.tone))
            x += side + (gap * 0.5 if run.text else gap)
        if not run.text or x >= edge:
            return x
        text = metrics.elidedText(run.text, Qt.TextElideMode.ElideRight, edge - x + 0.5)
        width = metrics.horizontalAdvance(text)
        painter.setFont(font)
        painter.setPen(shapes.tone_colour(run.tone))
        painter.drawText(
            self._turned(QRectF(x, box.top(), width + 1, box.height())), Qt.AlignmentFlag.AlignVCenter, text
        )
        return edge if text != run.text else x + width + gap

    def _turned(self, box: QRectF) -> QRectF:
        if not self.mirrored:
            return box
        return QRectF(self.width() - box.right(), box.top(), box.width(), box.height())

    def note_at(self, point: QPointF) -> MarginNote | None:
        """Return the note under a point of the column."""
        y = point.y() + self.scrolled()
        found = (p.note for p in self.placed(y - 1, y + 1) if p.box.top() <= y < p.box.bottom())
        return next(found, None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell which mark's note the mouse is over."""
        note = self.note_at(event.position())
        self._hover(note.mark_id if note else "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Activate the mark of the note under the mouse."""
        note = self.note_at(event.position())
        if note and note.mark_id and event.button() is Qt.MouseButton.LeftButton:
            self.activated.emit(note.mark_id)

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse is over no note."""
        self._hover("")

    def _hover(self, mark_id: str) -> None:
        if mark_id == self._under:
            return
        self._under = mark_id
        self.setCursor(Qt.CursorShape.PointingHandCursor if mark_id else Qt.CursorShape.ArrowCursor)
        self.hovered.emit(mark_id)
        self.update()
