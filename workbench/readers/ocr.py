"""Tesseract at work on the picture of one page, in a reader process. Needs the extra ``ocr``."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tesserocr
from PIL import Image

from workbench.readers.languages import ORIENTATION
from workbench.readers.normalise import normalise
from workbench.readers.page_source import open_pages
from workbench.readers.picture import Picture
from workbench.readers.problems import CannotRead
from workbench.readers.reading import Box
from workbench.readers.recognised import Recognised, Word, reads_leftward

EXTRACTOR = f"tesseract/{tesserocr.PyTessBaseAPI.Version()}"
MAX_PIXELS = 25_000_000
# What Tesseract was trained on: it only needs to be told.
_DOTS_AN_INCH = 300
# Less sure than this of a page, it may lie on its side, which is worth a second look; and how sure of that to be.
_DOUBTFUL, _TURNED_ENOUGH = 60, 2.0
# Marks of direction that Tesseract sets are no part of what stands on the page.
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"))
# Lines of one paragraph stand nearer to each other than this share of their height.
_PARAGRAPH_GAP = 0.75
_Edges = tuple[int, int, int, int]  # left, top, right, bottom in pixels
# Languages in Arabic letters: their dots make Tesseract take whole lines for dirt and drop them.
_DOTTED = {"ara", "fas", "kur", "pus", "snd", "uig", "urd"}
_WORD = "5"  # the level of a row that is a word
_UPRIGHT = {1: Image.Transpose.ROTATE_90, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_270}


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page as grey pixels, ``scale`` of them to its unit, after writing that lay ``turn`` quarters clockwise was set
    upright.
    """

    image: Image.Image
    scale: float
    turn: int = 0

    def box(self, edges: _Edges) -> Box:
        """Pixels of this sheet as a box on the page as it is shown."""
        left, top, right, bottom = edges
        width, height = self.image.size
        match self.turn:
            case 1:
                left, top, right, bottom = height - bottom, left, height - top, right
            case 2:
                left, top, right, bottom = width - right, height - bottom, width - left, height - top
            case 3:
                left, top, right, bottom = top, width - right, bottom, width - left
            case _:
                pass
        return Box(left / self.scale, top / self.scale, right / self.scale, bottom / self.scale)


class Engine:
    """One open document and the languages to expect in it."""

    def __init__(self, path: Path, *, data: Path, languages: str) -> None:
        """``data`` is the folder of language data, with that for orientation where there is any. Raises CannotRead."""
        self._pages = open_pages(path)
        self._data, self._languages = data, languages
        self._tesseract = _tesseract(data, languages)

    def page(self, number: int, *, width: float, scale: float) -> Recognised:
        """Recognise page ``number`` (from 1), ``width`` units wide, drawn at ``scale`` pixels to the unit.

        Raises CannotRead.
        """
        picture = self._pages.render(number, scale, MAX_PIXELS)
        sheet = _Sheet(_grey(picture), picture.width / width)
        found = self._recognised(sheet)
        if found.sure() >= _DOUBTFUL:
            return found
        turn = self._turn(sheet.image)
        if not turn:
            return found
        again = self._recognised(_Sheet(sheet.image.transpose(_UPRIGHT[turn]), sheet.scale, turn))
        return again if again.sure() > found.sure() else found

    def _recognised(self, sheet: _Sheet) -> Recognised:
        _show(self._tesseract, sheet.image)
        if not self._tesseract.Recognize():
            raise CannotRead("This page could not be recognised.")
        seen = list(_words(self._tesseract.GetTSVText(0)))
        text, words = _assembled(seen, sheet)
        turn = (sheet.turn + _lies(seen)) % 4
        return Recognised(text, words, EXTRACTOR, self._languages, turn)

    def _turn(self, image: Image.Image) -> int:
        """Return by how many quarters clockwise the writing lies; 0 where that cannot be told."""
        if not (self._data / f"{ORIENTATION}.traineddata").exists():
            return 0
        with tesserocr.PyTessBaseAPI(path=str(self._data), lang=ORIENTATION, psm=tesserocr.PSM.OSD_ONLY) as looking:
            _show(looking, image)
            seen = looking.DetectOrientationScript()
        if not seen or seen["orient_conf"] < _TURNED_ENOUGH:
            return 0
        return int(seen["orient_deg"]) // 90 % 4


def _tesseract(data: Path, languages: str) -> Any:
    try:
        engine = tesserocr.PyTessBaseAPI(
            path=str(data), lang=languages, psm=tesserocr.PSM.AUTO, oem=tesserocr.OEM.LSTM_ONLY
        )
    except RuntimeError as error:
        raise CannotRead(
            f"The language data for “{languages}” cannot be used. Add files of tessdata_fast for Tesseract 4 or 5."
        ) from error
    if _DOTTED & set(languages.split("+")):
        engine.SetVariable("textord_noise_rejrows", "0")
    return engine


def _show(tesseract: Any, image: Image.Image) -> None:
    tesseract.SetImageBytes(image.tobytes(), image.width, image.height, 1, image.width)
    tesseract.SetSourceResolution(_DOTS_AN_INCH)


def _grey(picture: Picture) -> Image.Image:
    return Image.frombytes("RGBA", (picture.width, picture.height), picture.pixels).convert("L")


@dataclass(frozen=True, slots=True)
class _Seen:
    letters: str
    edges: _Edges
    sure: int
    line: tuple[int, ...]  # block, paragraph and line, by their numbers


def _words(table: str) -> Iterator[_Seen]:
    """Yield the words of Tesseract's table in the order they are read.

    Its iterators hand the letters of Arabic and Hebrew words out from left to right; only its tables do not.
    """
    for row in table.splitlines():
        cells = row.split("\t", 11)
        letters = " ".join(normalise(cells[-1].translate(_UNSEEN)).split())
        if len(cells) == 12 and cells[0] == _WORD and letters:
            left, top, width, height = map(int, cells[6:10])
            sure = max(0, min(100, round(float(cells[10]))))
            line = tuple(map(int, cells[2:5]))
            yield _Seen(letters, (left, top, left + width, top + height), sure, line)


def _between(one: _Seen, other: _Seen, lines: dict[tuple[int, ...], _Edges]) -> str:
    """What stands between two words: a space, a line break, or an empty line where a paragraph begins."""
    if one.line == other.line:
        return " "
    above, below = lines[one.line], lines[other.line]
    gap = below[1] - above[3]
    wide = gap > _PARAGRAPH_GAP * min(below[3] - below[1], above[3] - above[1])
    return "\n\n" if one.line[0] != other.line[0] or wide else "\n"


def _around(seen: Iterable[_Seen]) -> dict[tuple[int, ...], _Edges]:
    """The edges of every line."""
    lines: dict[tuple[int, ...], _Edges] = {}
    for one in seen:
        known = lines.get(one.line, one.edges)
        (left, top, right, bottom), (x0, y0, x1, y1) = known, one.edges
        lines[one.line] = (min(left, x0), min(top, y0), max(right, x1), max(bottom, y1))
    return lines


def _lies(seen: Sequence[_Seen]) -> int:
    """By how many quarters clockwise writing lies that Tesseract read as it lay: along the longer side it reads so."""
    long = [one for one in seen if len(one.letters) > 2]
    upended = [one for one in long if one.edges[3] - one.edges[1] > 1.5 * (one.edges[2] - one.edges[0])]
    if len(upended) * 2 <= len(long):
        return 0
    first, last = upended[0], upended[-1]
    if first.line == last.line:  # one line: it runs down or up
        return 1 if (last.edges[1] >= first.edges[1]) != reads_leftward(first.letters) else 3
    return 1 if first.edges[0] >= last.edges[0] else 3


def _assembled(seen: Sequence[_Seen], sheet: _Sheet) -> tuple[str, tuple[Word, ...]]:
    pieces: list[str] = []
    words: list[Word] = []
    lines = _around(seen)
    at = 0
    for number, one in enumerate(seen):
        before = _between(seen[number - 1], one, lines) if number else ""
        pieces += (before, one.letters)
        at += len(before)
        words.append(Word(at, at + len(one.letters), sheet.box(one.edges), one.sure))
        at += len(one.letters)
    return "".join(pieces), tuple(words)
