"""Fields edited in place: they commit when they are left, and never lose what is being typed."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from workbench.ui.basics import PlainLabel
from workbench.ui.direction import side


class Elided(PlainLabel):
    """A line that ends in "…" where there is no room for it, instead of making room by pushing others aside."""

    def __init__(self, text: str, role: str) -> None:
        super().__init__(text)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what fits."""
        if self.fontMetrics().horizontalAdvance(self.text()) <= self.width():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, shown)


class Yielding(Elided):
    """A line as wide as its words where there is room; where there is none it gives way, and its tooltip says all."""

    def __init__(self, text: str, role: str) -> None:
        super().__init__(text, role)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        """Show ``text``."""
        super().setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        """As narrow as need be."""
        return QSize(0, super().minimumSizeHint().height())


class Choice(QComboBox):
    """A choice in place; the wheel scrolls the panel it is in, it does not change the choice."""

    def setAccessibleName(self, name: str) -> None:
        """Name the choice, and the list that unfolds from it."""
        super().setAccessibleName(name)
        self.view().setAccessibleName(name)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the panel."""
        event.ignore()


class Field(QLineEdit):
    """A line edited in place: ``committed`` carries the new text when it is left or Enter is pressed; Escape undoes."""

    committed = Signal(str)

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "inplace")
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self._stored = ""
        self.editingFinished.connect(self.commit)

    def show_value(self, text: str) -> None:
        """Show what is stored, unless the user is in the middle of changing it."""
        if self.hasFocus() and self.text() != self._stored:
            return
        self._stored = text
        self.setAlignment(side(text))
        if self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)

    def commit(self) -> None:
        """Hand over what was typed, if it differs from what is stored."""
        text = self.text().strip()
        if text != self._stored:
            self._stored = text
            self.committed.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts the stored text back."""
        if event.key() == Qt.Key.Key_Escape and self.text() != self._stored:
            self.setText(self._stored)
            return
        super().keyPressEvent(event)


def is_commit(event: QKeyEvent) -> bool:
    """Say whether a key hands over what was typed: Ctrl+Enter."""
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Prose(QPlainTextEdit):
    """A few lines edited in place, as tall as they are. Commits when left or with Ctrl+Enter; Escape undoes."""

    committed = Signal(str)

    def __init__(self, name: str, placeholder: str = "", *, role: str = "inplace", lines: int = 1) -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._stored = ""
        self._lines = lines
        self.document().setDocumentMargin(0)
        option = self.document().defaultTextOption()
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self.document().setDefaultTextOption(option)
        self.textChanged.connect(self._turn)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def show_value(self, text: str) -> None:
        """Show what is stored, unless the user is in the middle of changing it."""
        if self.hasFocus() and self.toPlainText() != self._stored:
            return
        self._stored = text
        if self.toPlainText() != text:
            self.setPlainText(text)
        self._fit()

    @property
    def changed(self) -> bool:
        """Say whether something was typed that is not stored."""
        return self.toPlainText().strip() != self._stored

    def commit(self) -> None:
        """Hand over what was typed, if it differs from what is stored."""
        if self.changed:
            self._stored = self.toPlainText().strip()
            self.committed.emit(self._stored)

    def resume(self, text: str) -> None:
        """Show ``text`` as typed and not yet handed over."""
        self.setPlainText(text)

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
            self.setPlainText(self._stored)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another font, other lines; measured once it is in force everywhere."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            QTimer.singleShot(0, self, self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other lines."""
        super().resizeEvent(event)
        self._fit()

    def _turn(self) -> None:
        """Arabic and Hebrew stand at the right."""
        option = self.document().defaultTextOption()
        wanted = side(self.toPlainText())
        if option.alignment() != wanted:
            option.setAlignment(wanted)
            self.document().setDefaultTextOption(option)

    def _fit(self) -> None:
        # The document's font: while a stylesheet is being applied the widget's own may be gone.
        metrics = QFontMetrics(self.document().defaultFont())
        line = metrics.lineSpacing()
        # QPlainTextEdit's layout counts its height in lines.
        lines = max(self._lines, round(self.document().documentLayout().documentSize().height()))
        if self.document().isEmpty():
            room = QRect(0, 0, max(1, self.viewport().width()), 10_000)
            hint = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, self.placeholderText())
            lines = max(lines, round(hint.height() / line))
        frame = self.contentsMargins().top() + self.contentsMargins().bottom()
        self.setFixedHeight(max(line * lines, round(self._tall())) + frame + 10)

    def _tall(self) -> float:
        """Return the height of the words as they are set: letters of other scripts may be taller than the font's."""
        height, block = 0.0, self.document().begin()
        while block.isValid():
            height += self.blockBoundingRect(block).height()
            block = block.next()
        return height
