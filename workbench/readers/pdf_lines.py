"""Lines of a PDF page grouped to paragraphs, headings and the title, by their place and height."""

import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from workbench.model.sets import BlockKind
from workbench.readers.pdf_chars import PageChars
from workbench.readers.reading import Block

_LINE = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"[.!?:。।۔؟][\"'”’»)\]]*$")
# Set so that single and double spacing stay one paragraph and a blank line ends it.
_GAP_OVER_TYPICAL = 0.45
_OTHER_SIZE = 1.18
_HEADING_AT_MOST = 180
_TITLE_AT_MOST = 300


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page's text: its span (code points of the page text) and its box in points."""

    start: int
    end: int
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def height(self) -> float:
        """Height in points."""
        return self.y1 - self.y0


def lines_of(chars: PageChars) -> list[Line]:
    """The lines of the page that hold more than white space, in reading order."""
    lines = []
    for match in _LINE.finditer(chars.text):
        text = match.group()
        if text.isspace():
            continue
        start = match.start() + len(text) - len(text.lstrip())
        end = match.end() - (len(text) - len(text.rstrip()))
        lines.append(_line(chars.edges, start, end))
    return lines


def _line(edges: "array[float]", start: int, end: int) -> Line:
    part = edges[4 * start : 4 * end]
    return Line(start, end, min(part[0::4]), min(part[1::4]), max(part[2::4]), max(part[3::4]))


def body_height(lines: Iterable[Line]) -> float:
    """The height most of the text has: the median over lines, each weighed by its length."""
    heights = [line.height for line in lines for _ in range(max(1, (line.end - line.start) // 10))]
    return median(heights) if heights else 0.0


def blocks_of(chars: PageChars, offset: int, *, body: float, title: Sequence[Line] = ()) -> list[Block]:
    """Blocks of one page; ``offset`` is added to the spans, ``body`` is the document's usual line height."""
    lines = lines_of(chars)
    typical = _typical_gap(lines)
    blocks: list[Block] = []
    paragraph: list[Line] = []
    for line in lines:
        if paragraph and _ends(paragraph, line, chars.text, typical):
            blocks.append(_block(paragraph, offset, body, title))
            paragraph = []
        paragraph.append(line)
    if paragraph:
        blocks.append(_block(paragraph, offset, body, title))
    return blocks


def title_lines(chars: PageChars, *, body: float) -> tuple[Line, ...]:
    """The lines of the first page that look like its title: the tallest, in one run, clearly above the body's."""
    lines = [line for line in lines_of(chars) if line.y0 < chars.height * 0.7 and line.end - line.start > 2]
    if not lines or not body:
        return ()
    tallest = max(line.height for line in lines)
    if tallest < body * _OTHER_SIZE:
        return ()
    first = next(place for place, line in enumerate(lines) if line.height >= tallest * 0.97)
    run = [lines[first]]
    for line in lines[first + 1 :]:
        if line.height < tallest * 0.9 or line.y0 - run[-1].y1 > tallest:
            break
        run.append(line)
    return tuple(run) if run[-1].end - run[0].start <= _TITLE_AT_MOST else ()


def _typical_gap(lines: list[Line]) -> float:
    gaps = [after.y0 - before.y1 for before, after in pairwise(lines)]
    near = [gap for gap, line in zip(gaps, lines, strict=False) if -0.6 * line.height < gap < 1.5 * line.height]
    return median(near) if near else 0.0


def _ends(paragraph: list[Line], line: Line, text: str, typical: float) -> bool:
    """Whether ``line`` begins a new paragraph after the lines in ``paragraph``."""
    last = paragraph[-1]
    if min(last.y1, line.y1) - max(last.y0, line.y0) > 0.5 * min(last.height, line.height):
        return line.x0 - last.x1 > 3 * line.height  # the same row: a table cell or another column when far off
    gap, height = line.y0 - last.y1, max(last.height, line.height)
    if gap < -height or gap > typical + _GAP_OVER_TYPICAL * height:
        return True
    if height > _OTHER_SIZE * min(last.height, line.height) or line.x0 > max(each.x1 for each in paragraph):
        return True
    ended = bool(_SENTENCE_END.search(text[last.start : last.end]))
    left, right = min(each.x0 for each in paragraph), max(each.x1 for each in paragraph)
    indented = line.x0 > left + 0.8 * line.height and len(paragraph) > 1
    return ended and (indented or last.x1 < right - 0.2 * (right - left))


def _block(paragraph: list[Line], offset: int, body: float, title: Sequence[Line]) -> Block:
    start, end = paragraph[0].start, paragraph[-1].end
    return Block(_kind(paragraph, end - start, body, title), offset + start, offset + end)


def _kind(paragraph: list[Line], length: int, body: float, title: Sequence[Line]) -> BlockKind:
    if title and title[0].start <= paragraph[0].start and paragraph[-1].end <= title[-1].end:
        return BlockKind.TITLE
    tall = min(line.height for line in paragraph) > body * _OTHER_SIZE
    return BlockKind.HEADING if tall and body and length <= _HEADING_AT_MOST else BlockKind.BODY
