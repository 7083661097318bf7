"""What stands in the reader of a project without an article: how to get one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workbench.ui import icons
from workbench.ui.basics import button, label
from workbench.ui.text import tr


class EmptyArticle(QWidget):
    """Says that the user wants to paste or to choose an article."""

    paste_wanted = Signal()
    choose_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("No article yet"))
        zone = QFrame()
        zone.setProperty("role", "dropzone")
        zone.setMinimumSize(420, 220)
        zone.setMaximumWidth(560)
        sign = QLabel()
        sign.setPixmap(icons.pixmap("file-text", "muted", size=32))
        sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        title = label(tr("Drop the article here"), "title")
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        hint = label(tr("Text, Word, web page or PDF. Title, dek and paragraphs are recognised."), "muted", wrap=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        choose = button(tr("Choose a file…"), self.choose_wanted.emit, "primary")
        paste = button(tr("Paste text"), self.paste_wanted.emit)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(choose)
        row.addWidget(paste)
        row.addStretch(1)
        inside = QVBoxLayout(zone)
        inside.setContentsMargins(32, 28, 32, 28)
        inside.setSpacing(10)
        inside.addStretch(1)
        for part in (sign, title, hint):
            inside.addWidget(part)
        inside.addSpacing(6)
        inside.addLayout(row)
        inside.addStretch(1)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(zone, 4)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addLayout(line)
        layout.addStretch(2)
        self.setFocusProxy(choose)
