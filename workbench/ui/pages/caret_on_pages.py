"""Where a key takes the caret on pages of characters."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from workbench.readers.reading import Page
from workbench.ui.pages import caret
from workbench.ui.pages.page_text import PageText


def moved(
    event: QKeyEvent,
    offset: int,
    *,
    page: Page,
    pages: Sequence[Page],
    characters: Callable[[int], PageText | None],
    text: str,
) -> int | None:
    """Return the offset that the key takes the caret to, from ``offset`` on ``page``; None for any other key.

    Arrows go by character and line, with Ctrl by word, with Alt and Shift by sentence; Home and End along the line.
    Up and Down need the page measured: until then they do not move.
    """
    key = event.key()
    modifiers = event.modifiers()
    control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
    alt = bool(modifiers & Qt.KeyboardModifier.AltModifier)
    match key:
        case Qt.Key.Key_Left | Qt.Key.Key_Right:
            forwards = (key == Qt.Key.Key_Right) != _runs_left(offset, page, characters)
            if alt:
                return _by_sentence(text, offset, forwards=forwards)
            if control:
                return _by_word(text, offset, forwards=forwards)
            return min(len(text), offset + 1) if forwards else max(0, offset - 1)
        case Qt.Key.Key_Up | Qt.Key.Key_Down if not alt:
            return _by_line(offset, page, pages, characters, down=key == Qt.Key.Key_Down)
        case Qt.Key.Key_Home | Qt.Key.Key_End if not control:
            known = characters(page.number)
            line = known.line_of(offset - page.start) if known else None
            if line is None:
                return offset
            return page.start + (line.start if key == Qt.Key.Key_Home else line.end)
        case _:
            return None


def _runs_left(offset: int, page: Page, characters: Callable[[int], PageText | None]) -> bool:
    known = characters(page.number)
    return known.runs_left(offset - page.start) if known else False


def _by_word(text: str, offset: int, *, forwards: bool) -> int:
    step = 1 if forwards else -1
    here = offset if forwards else offset - 1

    def at(i: int, wanted: bool) -> bool:
        return 0 <= i < len(text) and text[i].isalnum() == wanted

    # Forwards: over the word, then to the next one's beginning; backwards: to the word's beginning.
    for wanted in (True, False) if forwards else (False, True):
        while at(here, wanted):
            here += step
    return here if forwards else here + 1


def _by_sentence(text: str, offset: int, *, forwards: bool) -> int:
    # Sentences are short: a window around the caret is enough and keeps long documents quick.
    low, high = max(0, offset - 2000), min(len(text), offset + 2000)
    window = text[low:high].replace("\n", " ")
    at = offset - low
    if forwards:
        end = caret.sentence_in(window, at)[1]
        return low + (end if end > at else caret.sentence_in(window, min(at + 1, len(window)))[1])
    return low + caret.sentence_in(window, max(0, at - 1))[0]


def _by_line(
    offset: int,
    page: Page,
    pages: Sequence[Page],
    characters: Callable[[int], PageText | None],
    *,
    down: bool,
) -> int:
    known = characters(page.number)
    if known is None:
        return offset
    found = known.vertical(offset - page.start, down=down)
    if found is not None:
        return page.start + found
    number = page.number + (1 if down else -1)
    if not 1 <= number <= len(pages):
        return offset
    return pages[number - 1].start if down else pages[number - 1].end
