"""Web pages saved as one file with all their parts (MHTML): the page is read, nothing it refers to is loaded."""

from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final

from workbench.readers import html, kinds, mail, page_letters
from workbench.readers.elsewhere import Beside
from workbench.readers.normalise import normalise
from workbench.readers.problems import CannotRead
from workbench.readers.reading import Reading

DAMAGED: Final = "This saved web page is damaged and cannot be read. Save it again or ask for another copy of it."
FRAMES: Final = "This page shows {count} further pages in frames of its own; they were saved with it and are not read."
_DEEPEST: Final = 10


def read(path: Path, *, whole_page: bool = False) -> Reading:
    """Read the page of an MHTML file, as ``html.read`` does. Raises CannotRead."""
    try:
        message = message_from_bytes(path.read_bytes())
        pages = _pages(message, 0)
    except RecursionError as error:
        raise CannotRead(DAMAGED) from error
    if not pages:
        raise CannotRead(DAMAGED)
    page = _root(message, pages)
    data = mail.payload(page)
    declared = page.get_content_charset()
    markup = page_letters.decode(data, outside=declared or "")
    reading = html.read_markup(markup, whole_page=whole_page, beside=_beside(message, page))
    others = len({_name(one) for one in pages}) - 1
    return replace(
        reading,
        mime=kinds.MHTML_MIME,
        metadata=dict(reading.metadata) | _where_and_when(message, page),
        warnings=(*reading.warnings, *((FRAMES.format(count=others),) if others > 0 else ())),
    )


def _pages(part: "Message[str, str]", depth: int) -> "list[Message[str, str]]":
    if depth > _DEEPEST:
        raise CannotRead(DAMAGED)
    children = mail.children(part)
    if children:
        return [page for child in children for page in _pages(child, depth + 1)]
    return [part] if part.get_content_type() in ("text/html", "application/xhtml+xml") else []


def _beside(message: "Message[str, str]", page: "Message[str, str]") -> Beside:
    """The addresses of everything that was saved with the page."""
    places = (one.get("Content-Location") for one in message.walk())
    return Beside(str(page.get("Content-Location") or ""), frozenset(str(one).strip() for one in places if one))


def _root(message: "Message[str, str]", pages: "list[Message[str, str]]") -> "Message[str, str]":
    """The part the message calls its start, or that has its address; else the first page."""
    start = mail.decoded(str(message.get_param("start") or ""))
    where = mail.decoded(str(message.get("Snapshot-Content-Location") or message.get("Content-Location") or ""))
    for page in pages:
        if (start and page.get("Content-ID") == start) or (where and page.get("Content-Location") == where):
            return page
    return pages[0]


def _name(page: "Message[str, str]") -> str:
    return str(page.get("Content-ID") or page.get("Content-Location") or id(page))


def _where_and_when(message: "Message[str, str]", page: "Message[str, str]") -> dict[str, str]:
    """Address and day of saving, as browsers note them in the headers."""
    where = next((h for h in (message.get("Snapshot-Content-Location"), page.get("Content-Location")) if h), "")
    url = normalise(mail.decoded(str(where)))[:2000]
    found = {"url": url if url.startswith(("http://", "https://", "ftp://")) else "", "saved": _day(message)}
    return {key: value for key, value in found.items() if value}


def _day(message: "Message[str, str]") -> str:
    try:
        return parsedate_to_datetime(str(message.get("Date", ""))).date().isoformat()
    except (ValueError, IndexError, OverflowError, TypeError):
        return ""
