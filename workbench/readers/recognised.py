"""What was recognised in the picture of a page: its words with a box and a confidence each. Pure."""

import json
import math
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from workbench.readers.reading import Box

UNSURE = 70
"""Words recognised with less than this many per cent of confidence are marked for the reader."""
_LEFTWARD = {"R", "AL"}
_NOWHERE = Box(0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Word:
    """``text[start:end]`` (code points), where it stands on the page, and how sure the engine is, in per cent."""

    start: int
    end: int
    box: Box
    sure: int


@dataclass(frozen=True, slots=True)
class Recognised:
    """The recognised text of one page, with its words in the order of the text; boxes in the page's units.

    ``extractor`` is engine/version, ``languages`` what it was told to expect ("eng+ara"), ``turn`` by how many
    quarters clockwise the writing lies on the page.
    """

    text: str
    words: tuple[Word, ...]
    extractor: str
    languages: str
    turn: int = 0

    def boxes(self) -> tuple[Box, ...]:
        """One box a code point: each word's is shared out among its letters, in the direction they are read."""
        boxes = [_NOWHERE] * len(self.text)
        for word in self.words:
            boxes[word.start : word.end] = _shares(word, self.text[word.start : word.end], self.turn)
        return tuple(boxes)

    def sure(self, start: int = 0, end: int | None = None) -> int:
        """How sure the engine is of ``text[start:end]``, in per cent: the mean of its words, longer ones weigh more."""
        end = len(self.text) if end is None else end
        found = [(word.sure, word.end - word.start) for word in self.words if word.start < end and word.end > start]
        letters = sum(length for _, length in found)
        return round(sum(sure * length for sure, length in found) / letters) if letters else 0

    def unsure(self) -> tuple[Word, ...]:
        """The words a reader should look at twice."""
        return tuple(word for word in self.words if word.sure < UNSURE)


def _shares(word: Word, letters: str, turn: int) -> list[Box]:
    count, box = len(letters), word.box
    upright = turn % 2 == 0
    first, last = (box.x0, box.x1) if upright else (box.y0, box.y1)
    edges = [first + (last - first) * at / count for at in range(count + 1)]
    pairs = list(pairwise(edges))
    # Read against the axis: right to left, upside down, or upwards; two of them undo each other.
    if reads_leftward(letters) != (turn in (2, 3)):
        pairs.reverse()
    if upright:
        return [Box(low, box.y0, high, box.y1) for low, high in pairs]
    return [Box(box.x0, low, box.x1, high) for low, high in pairs]


def reads_leftward(word: str) -> bool:
    """Whether a word is read from right to left, by the first letter that says so either way."""
    strong = (kind for letter in word if (kind := unicodedata.bidirectional(letter)) in {"L", *_LEFTWARD})
    return next(strong, "L") in _LEFTWARD


def words_to(page: Recognised) -> str:
    """Return the stored form of a page's words; ``page_from`` reads it."""
    rows = [
        [one.start, one.end, *(round(edge, 1) for edge in (one.box.x0, one.box.y0, one.box.x1, one.box.y1)), one.sure]
        for one in page.words
    ]
    return json.dumps({"turn": page.turn, "words": rows}, separators=(",", ":"))


def page_from(text: str, words: str, *, extractor: str, languages: str) -> Recognised:
    """Return a page from its text and the stored form of its words, checked. Raises ValueError for what is none."""
    try:
        data = json.loads(words)
        turn, rows = data["turn"], data["words"]
        found = tuple(Word(start, end, Box(*map(float, edges)), sure) for start, end, *edges, sure in rows)
    except (TypeError, LookupError, RecursionError) as error:
        raise ValueError("not words") from error
    if type(turn) is not int or not 0 <= turn <= 3:
        raise ValueError("a page turned by no quarters")
    must_be_words(found, len(text))
    return Recognised(text, found, extractor, languages, turn)


def must_be_words(words: Iterable[Word], length: int) -> None:
    """Raise ValueError where words do not lie in order within a text of ``length`` code points."""
    before = 0
    for word in words:
        whole = all(type(number) is int for number in (word.start, word.end, word.sure))
        edges = (word.box.x0, word.box.y0, word.box.x1, word.box.y1)
        if not whole or not before <= word.start < word.end <= length or not 0 <= word.sure <= 100:
            raise ValueError("a word outside the text or out of order")
        if not all(map(math.isfinite, edges)):
            raise ValueError("a word without a place")
        before = word.end
