"""A table within a drawn rectangle: cells by its ruled lines, or by the gaps between its words where it has none.

The lines become cells by pdfplumber's rules (docs/decisions/005); the words in the cells are pdfium's, in the order of
the stored text, so that what runs from right to left reads as it should.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium
from pdfplumber import table as plumber

from workbench.readers import word_table
from workbench.readers.pdf_boxes import page_index
from workbench.readers.pdf_chars import PageChars, chars_of
from workbench.readers.pdf_rules import Rule, rules_of
from workbench.readers.problems import CannotRead
from workbench.readers.reading import Box
from workbench.readers.table import COLUMNS_AT_MOST, LETTERS_AT_MOST, ROWS_AT_MOST, FoundBy, Table

# Lines nearer than this (points) are one line: pdfplumber's own tolerance.
_NEAR = 3
# Rules in the rectangle above which it is a drawing and no table; cells are sought pair by pair.
_RULES_AT_MOST = 1500
# A band of at least so many lines, alike in most of at least so many cells, is that many rows: words that merely wrap
# seldom wrap alike.
_LINES_AT_LEAST = 3
_CELLS_AT_LEAST = 3
_ALIKE = 0.6
# A cell with more letters than this is seldom one cell.
_FRAME_LETTERS = 300
NO_WORDS = "There are no words in this part of the page, so no table can be taken out of it. A scan needs OCR first."
NO_TABLE = "No table was recognised in this part of the page. Draw the frame closely around its rows and columns."
_NO_PAGE = "This page of the PDF cannot be read."
_CellBox = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Letter:
    """A code point of the page's text (its index ``at``) and its middle and edges on the page."""

    at: int
    sign: str
    box: _CellBox

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of its box."""
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2


def table_in(document: pypdfium2.PdfDocument, page_number: int, within: Box) -> Table:
    """Take the table out of ``within`` (points, from the shown top left). Raises CannotRead where there is none."""
    index = page_index(document, page_number)
    chars = chars_of(document, index)
    if chars is None:
        raise CannotRead(_NO_PAGE)
    letters = _letters(chars, within)
    if not letters:
        raise CannotRead(NO_WORDS)
    cells = _by_row(_ruled(_rules(document, index), within), letters)
    rows = _filled(cells, letters)
    if len(rows) > 1 and len(rows[0]) > 1 and not _is_frame(rows):
        return Table(_even(rows), _around(cells), FoundBy.LINES)
    columns = word_table.grid(letters)
    rows = _filled(columns, letters)
    if len(rows) < 2 or len(rows[0]) < 2:
        raise CannotRead(NO_TABLE)
    return Table(_even(rows), _around(columns), FoundBy.WORDS)


def _letters(chars: PageChars, within: Box) -> list[Letter]:
    found = []
    for at, sign in enumerate(chars.text):
        if not sign.isspace():
            x0, y0, x1, y1 = chars.edges[4 * at : 4 * at + 4]
            letter = Letter(at, sign, (x0, y0, x1, y1))
            x, y = letter.middle
            if within.x0 <= x < within.x1 and within.y0 <= y < within.y1:
                found.append(letter)
    return found


def _rules(document: pypdfium2.PdfDocument, index: int) -> list[Rule]:
    page = pdfium.FPDF_LoadPage(document.raw, index)
    if not page:
        return []
    try:
        return rules_of(page)
    finally:
        pdfium.FPDF_ClosePage(page)


def _ruled(rules: Iterable[Rule], within: Box) -> list[_CellBox]:
    """The cells of the largest ruled table that lies in the rectangle."""
    inside = [cut for rule in rules if (cut := _cut(rule, within)) is not None]
    if not inside or len(inside) > _RULES_AT_MOST:
        return []
    edges = plumber.merge_edges([_edge(rule) for rule in inside], _NEAR, _NEAR, _NEAR, _NEAR)
    cells = plumber.intersections_to_cells(plumber.edges_to_intersections(edges, _NEAR, _NEAR))
    return max(plumber.cells_to_tables(cells), key=len, default=[])


def _is_frame(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the lines are only a frame around a table without lines: most of its letters stand in huge cells."""
    sizes = [len(cell) for row in rows for cell in row]
    return 2 * sum(size for size in sizes if size > _FRAME_LETTERS) > sum(sizes)


def _by_row(cells: Sequence[_CellBox], letters: Sequence[Letter]) -> list[_CellBox]:
    """Cells of bands that hold several rows, as where every fifth row is ruled, cut into those rows."""
    found: list[_CellBox] = []
    for top in sorted({cell[1] for cell in cells}):
        band = [cell for cell in cells if cell[1] == top]
        inside = [[letter.box for letter in letters if _holds(cell, letter)] for cell in band]
        counts = [len(word_table.bands(boxes)) for boxes in inside if boxes]
        lines = word_table.bands([box for boxes in inside for box in boxes])
        usual = max(counts, key=counts.count, default=0)
        alike = counts.count(usual) >= max(_CELLS_AT_LEAST, _ALIKE * len(counts))
        if usual >= _LINES_AT_LEAST and alike and len(lines) <= 2 * usual:
            found += [(cell[0], y0, cell[2], y1) for y0, y1 in lines for cell in band]
        else:
            found += band
    return found


def _cut(rule: Rule, within: Box) -> Rule | None:
    """The part of a line that lies in the rectangle or just at its edge, since nobody draws to the point."""
    x0, x1 = max(rule.x0, within.x0 - _NEAR), min(rule.x1, within.x1 + _NEAR)
    y0, y1 = max(rule.y0, within.y0 - _NEAR), min(rule.y1, within.y1 + _NEAR)
    return Rule(x0, y0, x1, y1) if x0 <= x1 and y0 <= y1 else None


def _edge(rule: Rule) -> dict[str, object]:
    """A line as pdfplumber has it."""
    y = (rule.y0 + rule.y1) / 2 if rule.level else 0.0
    x = 0.0 if rule.level else (rule.x0 + rule.x1) / 2
    x0, x1 = (rule.x0, rule.x1) if rule.level else (x, x)
    top, bottom = (y, y) if rule.level else (rule.y0, rule.y1)
    size = {"width": x1 - x0, "height": bottom - top}
    return {"orientation": "h" if rule.level else "v", "x0": x0, "x1": x1, "top": top, "bottom": bottom, **size}


def _filled(cells: Sequence[_CellBox], letters: Sequence[Letter]) -> list[list[str]]:
    """Rows of cells with the words whose middle lies in each; a place without a cell of its own stays empty."""
    lefts, tops = sorted({cell[0] for cell in cells}), sorted({cell[1] for cell in cells})
    if not cells or len(lefts) > COLUMNS_AT_MOST or len(tops) > ROWS_AT_MOST:
        return []
    rows = []
    for top in tops:
        band = {cell[0]: cell for cell in cells if cell[1] == top}
        bottom = max(cell[3] for cell in band.values())
        beside = [letter for letter in letters if top <= letter.middle[1] < bottom]
        inside = {x0: [letter for letter in beside if _holds(cell, letter)] for x0, cell in band.items()}
        rows.append([_words(inside.get(x0, ())) for x0 in lefts])
    return rows


def _holds(cell: _CellBox, letter: Letter) -> bool:
    x, y = letter.middle
    return cell[0] <= x < cell[2] and cell[1] <= y < cell[3]


def _words(letters: Sequence[Letter]) -> str:
    """The letters in the order of the text, with a space wherever the text had anything between them."""
    pieces: list[str] = []
    before = -1
    for letter in letters:
        if pieces and letter.at != before + 1:
            pieces.append(" ")
        pieces.append(letter.sign)
        before = letter.at
    return "".join(pieces)[:LETTERS_AT_MOST]


def _even(rows: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    """Without rows and columns in which nothing stands: they come from double lines and margins."""
    kept = [at for at in range(len(rows[0])) if any(row[at] for row in rows)]
    return tuple(tuple(row[at] for at in kept) for row in rows if any(row))


def _around(cells: Sequence[_CellBox]) -> Box:
    x0, y0 = min(cell[0] for cell in cells), min(cell[1] for cell in cells)
    return Box(x0, y0, max(cell[2] for cell in cells), max(cell[3] for cell in cells))
