"""The margin with notes beside the lines they speak of."""

from bisect import bisect_left
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QTextEdit, QToolTip

from workbench.ui import theme
from workbench.ui.offsets import OffsetMap
from workbench.ui.pages import shapes
from workbench.ui.pages.contract import MarginNote, NoteRun
from workbench.ui.pages.margins import Margin
from workbench.ui.pages.marked import Laid
from workbench.ui.pages.strokes import ink
from workbench.ui.pages.text_paint import Geometry
from workbench.ui.text import tr

# How far a note may be pushed below its line, in notes; where more would be, they share one row.
DRIFT = 3
# Notes before the first in sight that are laid out too at most, so that a note pushed down by a crowd above stays
# put.
LOOK_BACK = 300
# A column narrower than this (pixels at scale 1) holds only a note's first run, the claim's number.
COMPACT = 110
# From the rule to the notes, and between two notes, in pixels.
RULE_GAP = 12.0
LEADING = 4.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A note and its box in the document's height and the column's width.

    ``sharing`` are all notes of a row that stands for several, this one among them; none where it stands for itself.
    """

    note: MarginNote
    box: QRectF
    sharing: tuple[MarginNote, ...] = ()

    def of(self, mark_id: str) -> bool:
        """Return whether the row speaks of this mark."""
        return mark_id in {one.mark_id for one in self.sharing or (self.note,)}


class NotesColumn(Margin):
    """Notes beside the lines they speak of; one that would lie on another is pushed down a little, and where too many
    crowd a line, the last of them share a row.
    """

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
        height = self._row()
        low = self._clear_start(bisect_left(self._starts, blocks[0][0].position()), height)
        high = bisect_left(self._starts, last.position() + last.length())
        found: list[Placed] = []
        free = 0.0
        for y, group in groupby(range(low, high), key=self._beside):
            notes = [self._notes[at] for at in group]
            begin = max(y, free)
            rows = min(len(notes), max(1, 1 + int((y + DRIFT * height - begin) / height)))
            for at in range(rows):
                box = QRectF(0, begin + at * height, self.width(), height)
                sharing = tuple(notes[at:]) if at == rows - 1 and len(notes) > rows else ()
                if box.bottom() >= top and box.top() <= bottom:
                    found.append(Placed(self._first(sharing) if sharing else notes[at], box, sharing))
            free = begin + rows * height
        return found

    def _row(self) -> float:
        return QFontMetricsF(self.note_font()).height() + LEADING * self.scale

    def _beside(self, at: int) -> float:
        """Return the height at which a note would stand by its line."""
        ascent = QFontMetricsF(self.note_font()).ascent()
        return self.lies.baseline(self._starts[at]) - ascent - LEADING * self.scale / 2

    def _clear_start(self, at: int, height: float) -> int:
        """Return the nearest note before ``at`` that nothing above can have pushed down."""
        least = max(0, at - LOOK_BACK)
        while at > least and self._beside(at - 1) + (DRIFT + 1) * height > self._beside(min(at, len(self._starts) - 1)):
            at -= 1
        return at

    def _first(self, sharing: tuple[MarginNote, ...]) -> MarginNote:
        """Return which note a shared row shows: the active claim's, else the first."""
        active = self.active.mark.id if self.active is not None else ""
        return next((one for one in sharing if one.mark_id == active), sharing[0])

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
            self._ground(painter, placed, box)
            self._write(painter, self._runs(placed), box)

    def _runs(self, placed: Placed) -> tuple[NoteRun, ...]:
        if not placed.sharing:
            return placed.note.runs
        if self.active is not None and placed.of(self.active.mark.id):
            return (placed.note.runs[0], NoteRun(f"+{len(placed.sharing) - 1} {tr('here')}"))
        return (NoteRun(f"{len(placed.sharing)} {tr('claims here')}"),)

    def _ground(self, painter: QPainter, placed: Placed, box: QRectF) -> None:
        active = self.active is not None and placed.of(self.active.mark.id)
        if not active and not (self._under and placed.of(self._under)):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(
            ink(self.active.mark.style).tint if active and self.active else QColor(theme.tokens().background)
        )
        painter.drawRoundedRect(box.adjusted(RULE_GAP / 2, 1, -RULE_GAP / 2, -1), 3, 3)

    def _write(self, painter: QPainter, runs: tuple[NoteRun, ...], box: QRectF) -> None:
        runs = runs[:1] if self.width() < COMPACT * self.scale else runs
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
        placed = self._placed_at(point)
        return placed.note if placed is not None else None

    def _placed_at(self, point: QPointF) -> Placed | None:
        # A row may have been pushed down from a line above.
        y, reach = point.y() + self.scrolled(), (DRIFT + 1) * self._row()
        found = (p for p in self.placed(y - reach, y + 1) if p.box.top() <= y < p.box.bottom())
        return next(found, None)

    def event(self, event: QEvent) -> bool:
        """Tell, in a tooltip, which claims share a row."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            placed = self._placed_at(QPointF(event.pos()))
            numbers = [one.runs[0].text for one in placed.sharing] if placed is not None else []
            QToolTip.showText(event.globalPos(), f"{tr('Claims')} {', '.join(numbers)}" if numbers else "", self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell which mark's note the mouse is over."""
        note = self.note_at(event.position())
        self._hover(note.mark_id if note else "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Activate the mark of the note under the mouse; clicking on goes through those that share its row."""
        placed = self._placed_at(event.position())
        if placed is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        chosen = placed.note
        if placed.sharing and self.active is not None and chosen.mark_id == self.active.mark.id:
            chosen = placed.sharing[(placed.sharing.index(chosen) + 1) % len(placed.sharing)]
        if chosen.mark_id:
            self.activated.emit(chosen.mark_id)

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
