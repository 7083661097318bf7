"""The line above a text whose letters look wrong: in which encoding to read it again."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from workbench.ui.basics import button, label
from workbench.ui.text import tr
from workbench.ui.widgets import Choice

# What people call them, and what they are called in files.
ENCODINGS = (
    (tr("Unicode (UTF-8)"), "utf-8"),
    (tr("Unicode (UTF-16)"), "utf-16"),
    (tr("Western European (Windows-1252)"), "cp1252"),
    (tr("Western European (Mac)"), "mac-roman"),
    (tr("Central European (Windows-1250)"), "cp1250"),
    (tr("Central European (ISO 8859-2)"), "iso8859-2"),
    (tr("Cyrillic (Windows-1251)"), "cp1251"),
    (tr("Cyrillic (KOI8-R)"), "koi8-r"),
    (tr("Greek (Windows-1253)"), "cp1253"),
    (tr("Turkish (Windows-1254)"), "cp1254"),
    (tr("Hebrew (Windows-1255)"), "cp1255"),
    (tr("Arabic (Windows-1256)"), "cp1256"),
    (tr("Baltic (Windows-1257)"), "cp1257"),
    (tr("Chinese (GB 18030)"), "gb18030"),
    (tr("Chinese (Big5)"), "big5"),
    (tr("Japanese (Shift JIS)"), "shift_jis"),
    (tr("Japanese (EUC)"), "euc_jp"),
    (tr("Korean (EUC)"), "euc_kr"),
)


class EncodingBar(QFrame):
    """Escape puts the line away."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("linkBar")
        self.setAccessibleName(tr("Read again with another encoding"))
        self._read: Callable[[str], object] = len
        self.words = label("", "muted")
        self.encoding = Choice()
        self.encoding.setAccessibleName(tr("Encoding"))
        for name, value in ENCODINGS:
            self.encoding.addItem(name, value)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 5, 12, 5)
        row.setSpacing(10)
        row.addWidget(self.words)
        row.addWidget(self.encoding)
        row.addWidget(button(tr("Read again"), self._choose, "primary"))
        row.addStretch(1)
        row.addWidget(button("✕", self.hide, "quiet", name=tr("Leave the text as it is")))
        self.hide()

    def begin(self, code: str, read: Callable[[str], object]) -> None:
        """Ask about the document called ``code``; ``read`` takes the encoding that is chosen."""
        self._read = read
        self.words.setText(tr("Read %1 again as").replace("%1", code))
        self.show()
        self.encoding.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter reads, Escape leaves the text as it is."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._choose()
            case Qt.Key.Key_Escape:
                self.hide()
            case _:
                super().keyPressEvent(event)

    def _choose(self) -> None:
        self.hide()
        self._read(str(self.encoding.currentData()))
