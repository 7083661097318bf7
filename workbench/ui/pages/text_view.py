"""A text set for reading: exact words, measure, zoom, place. Selecting and painting come on top of it."""

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QResizeEvent, QShowEvent, QTextCursor, QTextFrameFormat
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from workbench.readers.reading import Block
from workbench.ui import fonts, theme
from workbench.ui.direction import language_of, reads_right_to_left
from workbench.ui.offsets import OffsetMap, shown
from workbench.ui.pages import columns, zoom
from workbench.ui.pages.columns import Columns, Look
from workbench.ui.pages.contract import Place
from workbench.ui.pages.ground import desk
from workbench.ui.pages.text_paint import Geometry
from workbench.ui.pages.typeset import Manner, heads, paragraph_kinds, set_text, typeset
from workbench.ui.text import tr

# Further above the first line than any margin reaches, in pixels.
ABOVE_ALL = -100_000.0


class TextView(QTextEdit):
    """Shows one text read-only. All offsets given and returned are code points of that text."""

    view_moved = Signal()
    zoom_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty page."""
        super().__init__(parent)
        self.look: Look = columns.ARTICLE
        self.heads: frozenset[int] = frozenset()
        self.columns = Columns(0, 0, 0, 0, 0, 0)
        self.mirrored = False
        self.offsets = OffsetMap("")
        self.numbers: dict[int, int] = {}
        self._text = ""
        self._blocks: tuple[Block, ...] = ()
        self._manner = Manner()
        self._pending: Place | None = None
        self._sheet = ""
        self.lies = Geometry(self.document())
        self._set_up()

    def _set_up(self) -> None:
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptDrops(False)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName(tr("Text"))
        # Every pixel is painted by the page: then Qt moves what is painted when it scrolls, and asks for a strip.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.verticalScrollBar().valueChanged.connect(self.view_moved)
        theme.look().changed.connect(self._recolour)
        self._restyle()

    # what is shown -------------------------------------------------------------------------------

    def show_text(
        self, text: str, blocks: tuple[Block, ...] = (), *, language: str = "", look: Look = columns.ARTICLE
    ) -> None:
        """Show ``text`` from its top. ``blocks`` say what is title, dek, heading; without them all is body
        text.

        ``language`` ("ur", "ar" …) chooses the script's reading font, unless the letters are Urdu's; direction
        follows the text itself.
        """
        self._text, self._blocks, self.look = text, blocks, look
        self._restyle()
        self.offsets = OffsetMap(text)
        self.mirrored = reads_right_to_left(text)
        language = language_of(text, language) if self.mirrored else language
        self._manner = Manner(zoom=self._manner.zoom, language=language, right_to_left=self.mirrored)
        fonts.load_for(text)
        fonts.load("NotoSerif-SemiBold.ttf")
        set_text(self.document(), shown(text))
        self._arrange()
        self._typeset()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)

    def text(self) -> str:
        """Return the text that is shown."""
        return self._text

    def first_in_sight(self) -> int:
        """Return the code point at the top edge."""
        return self.position().anchor

    def _typeset(self) -> None:
        kinds = paragraph_kinds(self._text, self.offsets, self._blocks)
        self.numbers = typeset(self.document(), kinds, self._manner, headers=self.look.headers)
        self.heads = frozenset(heads(kinds)) if self.look.headers else frozenset()
        self._pad()
        self.lies.forget()

    def _pad(self) -> None:
        frame = QTextFrameFormat()
        scale = self._manner.zoom
        above, below = round(columns.TOP * scale), columns.BOTTOM
        if self.look.sheet:
            above = columns.SHEET_GAP + columns.SHEET_PADDING
        elif self.look.inset:
            above, below = 4, 16
        frame.setTopMargin(above)
        frame.setBottomMargin(below)
        frame.setLeftMargin(self.columns.padding)
        frame.setRightMargin(self.columns.padding)
        self.document().rootFrame().setFrameFormat(frame)
        # Qt also shifts the text by this margin when it lays the root frame out.
        self.lies.forget()

    # width ---------------------------------------------------------------------------------------

    def margin_scale(self) -> float:
        """Return the scale of the margins: they grow half as fast as the text."""
        return 1.0 + (max(1.0, self._manner.zoom) - 1.0) * 0.5

    def _arrange(self) -> None:
        policy = Qt.ScrollBarPolicy
        # Always there, so that the measure does not change when a text grows beyond the page.
        self.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if self.look.inset else policy.ScrollBarAlwaysOn)
        bar = self.verticalScrollBar().sizeHint().width()
        before = self.columns
        self.columns = columns.arrange(
            max(0, self.width() - bar),
            self._manner.measure(),
            look=self.look,
            notes_scale=self.margin_scale(),
        )
        c = self.columns
        left, right = c.before + c.numbers, c.notes + c.after
        if self.mirrored:
            left, right = c.before + c.notes, c.numbers + c.after
        if before.padding != c.padding:
            self._pad()
        self.setViewportMargins(left, 0, right, 0)
        if before.text != c.text:
            self.lies.forget()

    def event(self, event: QEvent) -> bool:
        """Share the width before Qt wraps the text, and stay at the same words."""
        if event.type() is QEvent.Type.Resize:
            place = self.position()
            self._arrange()
            handled = super().event(event)
            self._settle(place)
            return handled
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Forget where lines lay."""
        super().resizeEvent(event)
        self.lies.forget()
        self.view_moved.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the reading font whatever the desk's font is."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and self._text:
            self.document().setDefaultFont(self._manner.font())

    def ground(self) -> QColor:
        """Return the colour that everything lies on."""
        return desk() if self.look.sheet else QColor(theme.tokens().surface)

    def _restyle(self) -> None:
        colours = theme.tokens()
        ground = self.ground().name()
        sheet = (
            f"QTextEdit {{ background: {ground}; color: {colours.text};"
            f" border: 0; padding: 0; border-radius: 0;"
            f" selection-background-color: {colours.selection}; selection-color: {colours.text}; }}"
        )
        if sheet != self._sheet:
            self._sheet = sheet
            self.setStyleSheet(sheet)

    def _recolour(self) -> None:
        self._restyle()
        if self._text:
            place = self.position()
            self._typeset()
            self._settle(place)

    # zoom and place ------------------------------------------------------------------------------

    def zoom(self) -> float:
        """Return the zoom of the text; 1.0 is 100 %."""
        return self._manner.zoom

    def set_zoom(self, wanted: float) -> None:
        """Set the zoom, keeping the place."""
        wanted = zoom.clamp(wanted)
        if wanted == self._manner.zoom:
            return
        place = self.position()
        self._manner = Manner(zoom=wanted, language=self._manner.language, right_to_left=self._manner.right_to_left)
        self._arrange()
        self._typeset()
        self._go_to(Place(place.anchor, place.within, wanted))
        self.zoom_changed.emit(wanted)

    def position(self) -> Place:
        """Return the code point at the top edge, and how far its line is scrolled beyond the edge."""
        if self._pending is not None:
            return self._pending
        top = self.verticalScrollBar().value()
        if top == 0:  # the very top stays the top, whatever moves above the first line
            return Place(0, ABOVE_ALL, self._manner.zoom)
        at_top = self.cursorForPosition(QPoint(self.viewport().width() // 2, 0))
        at_top.movePosition(QTextCursor.MoveOperation.StartOfLine)
        unit = at_top.position()
        within = (top - self.lies.baseline(unit)) / self._manner.zoom
        return Place(self.offsets.to_points(unit), within, self._manner.zoom)

    def restore(self, place: Place) -> None:
        """Go back to a place; before the page is first seen the place is kept until then."""
        self.set_zoom(place.zoom)
        self._settle(place)

    def _settle(self, place: Place) -> None:
        if self.isVisible() and self.viewport().height() > 1:
            self._pending = None
            self._go_to(place)
        else:
            self._pending = place

    def _go_to(self, place: Place) -> None:
        unit = self.offsets.to_units(min(max(0, place.anchor), self.offsets.length))
        self._scroll_y(self.lies.baseline(unit) + place.within * self._manner.zoom)

    def _scroll_y(self, height: float) -> None:
        bar = self.verticalScrollBar()
        if bar.maximum() < height:
            # The rest of a long text is laid out little by little; going far down needs it now.
            self.document().documentLayout().documentSize()
        bar.setValue(round(height))

    def showEvent(self, event: QShowEvent) -> None:
        """Go to the place that was asked for before there was anything to see."""
        super().showEvent(event)
        if self._pending is not None:
            self._settle(self._pending)
