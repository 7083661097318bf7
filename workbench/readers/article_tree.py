"""The tree an article extractor returns, as plain pieces."""

from collections.abc import Iterator
from functools import lru_cache

from lxml.etree import _Element
from selectolax.lexbor import LexborHTMLParser

from workbench.model.sets import BlockKind
from workbench.readers.markup import Piece, folded

_NESTING = {"list", "table", "p", "head", "quote", "div", "item", "row", "code"}


@lru_cache(maxsize=1)
def parsed(markup: str) -> LexborHTMLParser:
    """The page as a tree to ask for single elements."""
    return LexborHTMLParser(markup)


def pieces_of(body: _Element | None) -> list[Piece]:
    """Headings, paragraphs, list items and table rows of the article's ``body``, in order."""
    return [] if body is None else list(_children(body))


def _children(element: _Element) -> Iterator[Piece]:
    """Block children one by one; loose text between them is a paragraph of its own."""
    loose = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag in _NESTING:
            yield from _paragraph(loose)
            loose = []
            yield from _piece(child)
        else:
            loose.append("\n" if child.tag == "lb" else _text(child))
        loose.append(child.tail or "")
    yield from _paragraph(loose)


def _piece(element: _Element) -> Iterator[Piece]:
    match element.tag:
        case "head":
            yield Piece(BlockKind.HEADING, folded(_text(element)))
        case "item":
            nested = any(child.tag in _NESTING for child in element)
            yield from _as_items(element) if nested else [Piece(BlockKind.LIST_ITEM, _lines(_text(element)))]
        case "row":
            cells = (folded(_text(cell)) for cell in element)
            yield Piece(BlockKind.TABLE_ROW, "\t".join(cells).strip())
        case "code":
            yield Piece(BlockKind.BODY, _text(element))
        case _:
            yield from _children(element)


def _as_items(element: _Element) -> Iterator[Piece]:
    for piece in _children(element):
        yield Piece(BlockKind.LIST_ITEM, piece.text) if piece.kind is BlockKind.BODY else piece


def _paragraph(loose: list[str]) -> Iterator[Piece]:
    text = _lines("".join(loose))
    if text:
        yield Piece(BlockKind.BODY, text)


def _text(element: _Element) -> str:
    """All text below ``element``; line breaks stay."""
    parts = [element.text or ""] if isinstance(element.tag, str) else []
    for child in element:
        parts.append("\n" if child.tag == "lb" else _text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _lines(text: str) -> str:
    return "\n".join(folded(line) for line in text.split("\n")).strip("\n")
