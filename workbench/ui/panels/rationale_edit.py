"""The rationale: prose in which [E1] becomes a chip as soon as it is typed; a click on it opens the passage."""

import re
from collections.abc import Collection

from PySide6.QtCore import QMimeData, QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPyTextObject,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
)
from PySide6.QtWidgets import QSizePolicy, QTextEdit

from workbench.ui import fonts, theme
from workbench.ui.offsets import OffsetMap
from workbench.ui.widgets import is_commit

CHIP = QTextFormat.ObjectTypes.UserObject.value + 1
CODE = QTextFormat.Property.UserProperty.value + 1
OBJECT = "\ufffc"
# One code, or several in one pair of brackets as the desk joins them.
WRITTEN = re.compile(r"\[(E\d+(?:\s*,\s*E\d+)*)\]")
NEIGHBOURS = re.compile(r"(?<=\d)\]\[(?=E\d)")


class RationaleEdit(QTextEdit):
    """``text`` gives and ``show_value`` takes the prose with codes written as [E1]."""

    committed = Signal(str)
    reference_opened = Signal(str)
    edited = Signal()

    def __init__(self, name: str, placeholder: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setMouseTracking(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._known: frozenset[str] = frozenset()
        self._stored = ""
        self._busy = False
        self._chips = _Chips(self)
        self.document().documentLayout().registerHandler(CHIP, self._chips)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.textChanged.connect(self._typed)
        self._fit()

    def know(self, codes: Collection[str]) -> None:
        """Tell which codes there are; others stay plain words."""
        self._known = frozenset(codes)
        self._make_chips()

    def text(self) -> str:
        """Return the prose with chips written as [E1]."""
        return _written(self.document()).strip()

    def show_value(self, text: str) -> None:
        """Show what is stored, unless the user is in the middle of changing it."""
        if self.hasFocus() and self.text() != self._stored:
            return
        if text != self.text() or text != self._stored:
            self._put(text)
            self.document().clearUndoRedoStacks()

    @property
    def changed(self) -> bool:
        """Say whether something was written that is not stored."""
        return self.text() != self._stored

    def commit(self) -> None:
        """Hand over what was written, if it differs from what is stored."""
        if self.changed:
            self._stored = self.text()
            self.committed.emit(self._stored)

    def resume(self, text: str) -> None:
        """Show ``text`` as written and not yet handed over."""
        stored = self._stored
        self._put(text)
        self._stored = stored

    def cite(self, code: str) -> None:
        """Put a chip where the cursor is."""
        cursor = self.textCursor()
        before = self.document().characterAt(cursor.position() - 1) if cursor.position() else " "
        cursor.insertText(f"[{code}]" if before.isspace() else f" [{code}]")

    # -- Qt ---------------------------------------------------------------------------------------------------

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving commits."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter commits, Escape puts the stored text back."""
        if is_commit(event):
            self.commit()
        elif event.key() == Qt.Key.Key_Escape and self.changed:
            self._put(self._stored)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a chip opens what it cites."""
        super().mouseReleaseEvent(event)
        code = self._code_at(event.position())
        if code and not self.textCursor().hasSelection() and event.button() == Qt.MouseButton.LeftButton:
            self.reference_opened.emit(code)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over chips."""
        super().mouseMoveEvent(event)
        over = bool(self._code_at(event.position()))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy chips as [E1]."""
        mime = QMimeData()
        cursor = self.textCursor()
        mime.setText(_written(self.document(), cursor.selectionStart(), cursor.selectionEnd()))
        return mime

    # -- chips ------------------------------------------------------------------------------------------------

    def _put(self, text: str) -> None:
        self._stored = text
        self._busy = True
        self.setPlainText(text)
        self._busy = False
        self._make_chips()

    def _typed(self) -> None:
        if not self._busy:
            # After an undo there is something to redo: making the chip again would undo the undo.
            if not self.document().isRedoAvailable():
                self._make_chips()
            self.edited.emit()

    def _make_chips(self) -> None:
        # Positions of Qt are UTF-16 units, those of the pattern code points.
        raw = OffsetMap(plain := self.document().toRawText())
        found = [match for match in WRITTEN.finditer(plain) if self._known.issuperset(_codes(match))]
        if not found:
            return
        self._busy = True
        cursor = QTextCursor(self.document())
        cursor.joinPreviousEditBlock()
        for match in reversed(found):
            cursor.setPosition(raw.to_units(match.start()))
            cursor.setPosition(raw.to_units(match.end()), QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
            for code in _codes(match):
                cursor.insertText(OBJECT, _chip(code))
        cursor.endEditBlock()
        self.setCurrentCharFormat(QTextCharFormat())
        self._busy = False

    def _code_at(self, point: QPointF) -> str:
        layout = self.document().documentLayout()
        inside = point + QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        place = layout.hitTest(inside, Qt.HitTestAccuracy.ExactHit)
        if place < 0:
            return ""
        cursor = QTextCursor(self.document())
        cursor.setPosition(place)
        cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
        return str(cursor.charFormat().property(CODE) or "")

    def _fit(self) -> None:
        frame = self.height() - self.viewport().height() if self.isVisible() else 12
        wanted = round(self.document().size().height()) + max(frame, 10)
        self.setFixedHeight(max(wanted, QFontMetrics(self.document().defaultFont()).lineSpacing() * 3 + 18))


class _Chips(QPyTextObject):
    """Draws a reference as a small filled label."""

    def __init__(self, edit: RationaleEdit) -> None:
        super().__init__(edit)
        self._edit = edit

    def intrinsicSize(
        self,
        doc: QTextDocument,
        posInDocument: int,
        format: QTextFormat,  # noqa: A002  (Qt's name)
    ) -> QSizeF:
        """As wide as the code with room around."""
        metrics = QFontMetricsF(self._font())
        return QSizeF(metrics.horizontalAdvance(str(format.property(CODE))) + 12, metrics.height() + 1)

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        posInDocument: int,
        format: QTextFormat,  # noqa: A002  (Qt's name)
    ) -> None:
        """Draw one chip."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("selection"))
        box = QRectF(rect).adjusted(1.5, 0, -1.5, 0)
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(theme.colour("text"))
        painter.setFont(self._font())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(format.property(CODE)))
        painter.restore()

    def _font(self) -> QFont:
        font = fonts.desk_font(theme.look().scale * 0.86)
        font.setWeight(QFont.Weight.DemiBold)
        return font


def _codes(match: re.Match[str]) -> list[str]:
    return [code.strip() for code in match[1].split(",")]


def _chip(code: str) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setObjectType(CHIP)
    form.setProperty(CODE, code)
    form.setToolTip(code)
    form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
    return form


def _written(document: QTextDocument, start: int = 0, end: int | None = None) -> str:
    """Return the text between two of Qt's positions with chips written as [E1] and paragraphs as line breaks."""
    pieces: list[str] = []
    block = document.begin()
    while block.isValid():
        if block.position() > start and (end is None or block.position() <= end):
            pieces.append("\n")
        walk = block.begin()
        while not walk.atEnd():
            fragment = walk.fragment()
            pieces.append(_fragment(fragment, start, end))
            walk += 1
        block = block.next()
    return NEIGHBOURS.sub(", ", "".join(pieces))


def _fragment(fragment: QTextFragment, start: int, end: int | None) -> str:
    first, last = fragment.position(), fragment.position() + fragment.length()
    low, high = max(first, start), last if end is None else min(last, end)
    if low >= high:
        return ""
    if code := fragment.charFormat().property(CODE):
        return f"[{code}]" * (high - low)
    units = OffsetMap(text := fragment.text())
    return text[units.to_points(low - first) : units.to_points(high - first)].replace("\u2028", "\n")
