"""Saved web pages: the article as a reader sees it, or the whole page, with what the page says of itself."""

import re
from pathlib import Path
from typing import Any, Final

import trafilatura
from trafilatura.metadata import extract_metadata

from workbench.model.sets import BlockKind, DocumentKind, TextLayer
from workbench.readers import article_tree, elsewhere
from workbench.readers.elsewhere import ALONE, Beside
from workbench.readers.markup import Piece, assembled, folded, pieces_of
from workbench.readers.normalise import normalise
from workbench.readers.page_letters import decode
from workbench.readers.problems import CannotRead
from workbench.readers.reading import Reading

EXTRACTOR: Final = f"trafilatura/{trafilatura.__version__}"
WHOLE_PAGE_EXTRACTOR: Final = "page/1"
FELL_BACK = "No article was recognised in this page, so all its text was kept, menus included."
_EMPTY = "This web page holds no text. It may have been saved before it had loaded; save it again or add a PDF of it."
_PROLOG = re.compile(r"^\s*<\?xml[^>]*\?>")
_SINGLE_FILE = re.compile(r"Page saved with SingleFile\s+url:\s*(\S+)\s+saved date:\s*([^\n]{10,80})")
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
_SAVED_DATE = re.compile(r"([A-Z][a-z]{2}) (\d\d) (\d{4})")
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_LEAST = 25
# Only a date the page gives as its own, the first one: any year named in the text would become the day of the page.
_DATES: Final = {"extensive_search": False, "original_date": True}


def read(path: Path, *, encoding: str | None = None, whole_page: bool = False, charset: str = "") -> Reading:
    """Read a saved page. ``whole_page`` keeps all visible text, not the article alone; ``charset`` is what the
    headers it came with say of its letters. Raises CannotRead.
    """
    return read_markup(decode(path.read_bytes(), encoding=encoding, outside=charset), whole_page=whole_page)


def read_markup(markup: str, *, whole_page: bool = False, beside: Beside = ALONE) -> Reading:
    """The Reading of a page already decoded; no link in it is followed. Raises CannotRead for a page without text."""
    markup = _PROLOG.sub("", markup)
    document = None if whole_page else _article(markup)
    pieces = article_tree.pieces_of(document.body) if document is not None else []
    fell_back = not whole_page and sum(len(piece.text) for piece in pieces) < _LEAST
    if whole_page or fell_back:
        pieces = pieces_of(markup)
    if not pieces:
        raise CannotRead(_EMPTY)
    metadata = _metadata(
        markup, document if document is not None else extract_metadata(markup, date_config=dict(_DATES))
    )
    stored, blocks = assembled(_headed(pieces, metadata))
    return Reading(
        kind=DocumentKind.HTML,
        mime="text/html",
        text=stored,
        blocks=blocks,
        pages=(),
        text_layer=TextLayer.GOOD,
        extractor=WHOLE_PAGE_EXTRACTOR if whole_page or fell_back else EXTRACTOR,
        metadata=metadata,
        warnings=tuple(filter(None, (FELL_BACK if fell_back else "", _elsewhere(markup, beside)))),
    )


def _elsewhere(markup: str, beside: Beside) -> str:
    return elsewhere.sentence("page", elsewhere.in_tree(article_tree.parsed(markup), beside))


def _article(markup: str) -> Any:
    return trafilatura.bare_extraction(
        markup,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        include_links=False,
        date_extraction_params=dict(_DATES),
    )


def _metadata(markup: str, document: Any) -> dict[str, str]:
    """What the page says of itself, by Reading's metadata keys."""
    names = {
        "title": "title",
        "author": "author",
        "date": "date",
        "publisher": "sitename",
        "url": "url",
        "dek": "description",
    }
    said = {key: folded(normalise(str(getattr(document, name, None) or ""))) for key, name in names.items()}
    said["title"] = _headline(markup, said["title"])
    said["language"] = _language(markup)
    return {key: value[:2000] for key, value in (said | _saved(markup, said["url"])).items() if value}


def _headline(markup: str, title: str) -> str:
    """The headline without the site's name: the page's own first heading where the title contains it."""
    tree = article_tree.parsed(markup)
    headings = [folded(normalise(node.text())) for node in tree.css("h1")[:5]]
    inside = [heading for heading in headings if len(heading) > 10 and heading.casefold() in title.casefold()]
    node = tree.css_first("title")
    return (
        max(inside, key=len)
        if inside
        else title or (folded(normalise(node.text())) if node else "") or next(iter(headings), "")
    )


def _language(markup: str) -> str:
    root = article_tree.parsed(markup).css_first("html")
    return (root.attributes.get("lang") or "").strip()[:35] if root else ""


def _saved(markup: str, url: str) -> dict[str, str]:
    """Where and when the page was saved, as browsers and SingleFile note it in a comment."""
    single = _SINGLE_FILE.search(markup[:20_000])
    if single:
        date = _SAVED_DATE.search(single[2])
        day = f"{date[3]}-{_MONTHS.index(date[1]) + 1:02}-{date[2]}" if date and date[1] in _MONTHS else ""
        return {"url": single[1], "saved": day}
    browser = _SAVED_FROM.search(markup[:20_000])
    return {"url": url or browser[1]} if browser else {}


def _headed(pieces: list[Piece], metadata: dict[str, str]) -> list[Piece]:
    """The title as the first piece, once; the standfirst after it where the text has it."""
    title = metadata.get("title", "")
    headed = [piece for place, piece in enumerate(pieces) if place > 3 or not _same(piece.text, title)]
    dek = metadata.get("dek", "")
    for place, piece in enumerate(headed[:3]):
        if dek and _same(piece.text, dek):
            headed[place] = Piece(BlockKind.DEK, piece.text)
    return [Piece(BlockKind.TITLE, title), *headed] if title else headed


def _same(one: str, other: str) -> bool:
    return bool(other) and folded(one).casefold() == other.casefold()
