"""The page of a transcript: what is said, the time of each cue in a gutter beside it, and the speakers set apart."""

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QWidget

from workbench.readers import times
from workbench.readers.reading import Block, Place
from workbench.ui.pages.columns import Look
from workbench.ui.pages.text_page import TextPage
from workbench.ui.text import tr

TIMED = Look(numbers=True, notes=False, gutter=84)
# "Anna: ", "- JOHN SMITH: " at the beginning of what is said.
_SPEAKER = re.compile(r"(?:[-–—]\s*)?([^\W\d_][\w .'’\-]{0,38}?):\s")


class TranscriptPage(TextPage):
    """Shows one transcript. See ``TextPage`` and ``contract.ReadingPage``."""

    _places: tuple[Place, ...] = ()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty page."""
        super().__init__(parent)
        self._numbers.setAccessibleName(tr("Times"))
        self._numbers.setToolTip(tr("Click a time to select what is said then"))

    def show_transcript(
        self, text: str, blocks: tuple[Block, ...], places: Sequence[Place], *, language: str = ""
    ) -> None:
        """Show ``text``; ``places`` give the time of each cue."""
        self._places = tuple(places)
        self.show_text(text, blocks, language=language, look=TIMED)

    def _typeset(self) -> None:
        super()._typeset()
        self._set_speakers_apart()
        long = bool(self._places) and times.ends(self._places[-1]) >= 3600
        cursor = QTextCursor(self.document())
        labels: dict[int, str] = {}
        for place in self._places:
            cursor.setPosition(self.offsets.to_units(place.start))
            labels[cursor.blockNumber()] = times.short(times.begins(place), hours=long)
        self._numbers.numbers = labels

    def _set_speakers_apart(self) -> None:
        apart = QTextCharFormat()
        apart.setFontWeight(QFont.Weight.DemiBold)
        cursor = QTextCursor(self.document())
        for place in self._places:
            said = _SPEAKER.match(self._text, place.start, place.end)
            if said is not None:
                cursor.setPosition(self.offsets.to_units(said.start(1)))
                cursor.setPosition(self.offsets.to_units(said.end(1) + 1), QTextCursor.MoveMode.KeepAnchor)
                cursor.mergeCharFormat(apart)

    def go_to_time(self, moment: float) -> bool:
        """Bring what is said at a moment (seconds) into view, selected; return whether anything is said then."""
        place = times.at(self._places, moment)
        if place is None:
            return False
        self.scroll_to(place.start, place.end)
        self.select(place.start, place.end)
        return True

    def last_moment(self) -> float:
        """Return when the last cue ends, in seconds."""
        return times.ends(self._places[-1]) if self._places else 0.0

    def _choose_paragraph(self, unit: int) -> None:
        """A click on a time selects its cue, however many lines it has."""
        at = self.offsets.to_points(unit)
        place = next((one for one in self._places if one.start <= at < one.end), None)
        if place is None:
            super()._choose_paragraph(unit)
            return
        self.select(place.start, place.end)
        self.setFocus(Qt.FocusReason.MouseFocusReason)
