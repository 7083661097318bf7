"""The quiet line above a picture: what the camera noted in the file, and that it leaves with the file."""

from PySide6.QtWidgets import QFrame, QHBoxLayout

from workbench.readers.camera import noted
from workbench.ui.basics import label
from workbench.ui.text import tr


class CameraBar(QFrame):
    """Shown only where something is noted."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("linkBar")
        self.setAccessibleName(tr("What the camera noted"))
        self.words = label("", "muted", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 5, 12, 5)
        row.addWidget(self.words, 1)
        self.hide()

    def show_noted(self, exif: str) -> None:
        """Say when, with what and where a picture was taken, by its own account."""
        found = noted(exif)
        parts = (
            tr("Taken %1").replace("%1", found.taken) if found.taken else "",
            tr("with %1").replace("%1", found.camera) if found.camera else "",
            tr("at %1").replace("%1", found.place) if found.place else "",
        )
        said = ", ".join(part for part in parts if part)
        if found.place:
            said += ". " + tr("Whoever gets the file gets the place: leave the file out when you share.")
        elif said:
            said += " " + tr("(by the file's own account)")
        self.words.setText(said)
        self.setToolTip(exif)
        self.setVisible(bool(said))
