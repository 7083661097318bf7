"""A sheet as rows and columns: the same cells that ``readers.cells`` finds by reading all of it, found at once."""

import time

from hypothesis import given
from hypothesis import strategies as st

from workbench.readers import cells
from workbench.readers.cells import Cells
from workbench.readers.grid import Grid
from workbench.readers.reading import Page

CELL = st.sampled_from(["", "", "a", "é𝒳", "12"])


@given(st.lists(st.lists(CELL, min_size=1, max_size=4), min_size=1, max_size=6), st.data())
def test_a_grid_finds_what_reading_the_whole_sheet_finds(rows, data):
    lead = "before\n\n"
    words = "\n".join("\t".join(row).rstrip("\t") for row in rows)
    text = lead + words + "\n\nafter"
    page = Page(1, "", len(lead), len(lead) + len(words), max(map(len, rows)), len(rows))
    grid = Grid(text, page)
    top, left = data.draw(st.integers(0, 6)), data.draw(st.integers(0, 4))
    one = Cells(left, top, left + data.draw(st.integers(0, 3)), top + data.draw(st.integers(0, 3)))
    assert grid.span(one) == cells.span(text, page, one)
    start = data.draw(st.integers(page.start, page.end))
    end = data.draw(st.integers(start, page.end))
    assert grid.cells(start, end) == cells.at(text, page, start, end)


def test_any_cell_of_a_long_sheet_is_found_at_once():
    text = "\n".join(f"{row}\tname {row}\t{row * 2}" for row in range(100_000))
    page = Page(1, "", 0, len(text), 3, 100_000)
    grid = Grid(text, page)
    assert (grid.rows, grid.columns) == (100_000, 3)
    start = time.perf_counter()
    whole = cells.span(text, page, Cells(1, 99_999, 1, 99_999))
    slow = time.perf_counter() - start
    start = time.perf_counter()
    assert grid.span(Cells(1, 99_999, 1, 99_999)) == whole == grid.span_of_cell(99_999, 1)
    assert grid.place(whole[0]) == (99_999, 1)
    assert time.perf_counter() - start < slow / 5
    assert text[slice(*whole)] == "name 99999"
