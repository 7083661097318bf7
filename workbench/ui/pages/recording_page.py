"""The page of sound or video: what the file is, how large and how long. Nothing is played, no word of it is stored."""

from PySide6.QtWidgets import QWidget

from workbench.model.sets import BlockKind
from workbench.readers import times
from workbench.readers.reading import Block
from workbench.ui.pages import columns
from workbench.ui.pages.contract import Selection
from workbench.ui.pages.text_page import TextPage
from workbench.ui.text import tr

FORMATS = {
    "audio/wav": "WAV",
    "audio/flac": "FLAC",
    "audio/mpeg": "MP3",
    "audio/ogg": "Ogg",
    "audio/mp4": "MPEG-4",
    "video/mp4": "MPEG-4",
    "video/quicktime": "QuickTime",
    "video/x-matroska": "Matroska",
    "video/x-msvideo": "AVI",
}


class RecordingPage(TextPage):
    """See ``contract.ReadingPage``; there are no words to select, so there is never a selection."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty page."""
        super().__init__(parent)
        self.setAccessibleName(tr("Recording"))

    def show_recording(self, kind: str, mime: str, size: str, duration: float | None) -> None:
        """Say what a recording is: its kind in words, its size as people write it, and how long it is in seconds."""
        how_long = times.short(duration, hours=duration >= 3600) if duration is not None else tr("not told by the file")
        facts = (
            f"{tr('Format')}: {FORMATS.get(mime, mime)}",
            f"{tr('Size')}: {size}",
            f"{tr('Length')}: {how_long}",
        )
        parts = (
            kind,
            "\n".join(facts),
            tr("The file is kept as it came, with its SHA-256. It is not played here."),
            tr("Add a transcript with times (SRT, VTT) of the same name, and link what is said by its words."),
        )
        title = (Block(BlockKind.HEADING, 0, len(kind)),)
        self.show_text("\n\n".join(parts), title, look=columns.EVIDENCE)

    def selection(self) -> Selection | None:
        """Return None: what stands here is no text of the evidence."""
        return None
