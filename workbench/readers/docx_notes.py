"""What colleagues wrote into a Word document: comments and tracked changes, as notes after the text."""

import re
import zipfile
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element

from workbench.model.sets import BlockKind
from workbench.readers.markup import Piece, folded
from workbench.readers.packed import parsed

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_QUOTED_AT_MOST = 300


def pieces_of(archive: zipfile.ZipFile) -> list[Piece]:
    """Notes under plain headings; empty where nobody commented or changed anything.

    Raises KeyError when the archive has no main document, XMLSyntaxError when it is broken.
    """
    main = parsed(archive, "word/document.xml")
    comments = list(_comments(archive, main))
    changes = list(_changes(main))
    pieces = [Piece(BlockKind.HEADING, "Comments"), *comments] if comments else []
    return pieces + ([Piece(BlockKind.HEADING, "Tracked changes"), *changes] if changes else [])


def _comments(archive: zipfile.ZipFile, main: _Element) -> Iterator[Piece]:
    if "word/comments.xml" not in archive.namelist():
        return
    quoted = _commented(main)
    for comment in parsed(archive, "word/comments.xml").iter(f"{_WORD}comment"):
        text = "\n".join(filter(None, (folded(_text(p, "t")) for p in comment.iter(f"{_WORD}p"))))
        passage = quoted.get(comment.get(f"{_WORD}id", ""), "")
        on = f" on “{passage}”" if passage else ""
        if text:
            yield Piece(BlockKind.NOTE, f"Comment by {_who_when(comment)}{on}: {text}")


def _commented(main: _Element) -> dict[str, str]:
    """The passage each comment stands at, by the comment's id."""
    passages: dict[str, list[str]] = {}
    still_open: set[str] = set()
    for element in main.iter(f"{_WORD}commentRangeStart", f"{_WORD}commentRangeEnd", f"{_WORD}t", f"{_WORD}p"):
        match etree.QName(element).localname:
            case "commentRangeStart":
                still_open.add(element.get(f"{_WORD}id", ""))
            case "commentRangeEnd":
                still_open.discard(element.get(f"{_WORD}id", ""))
            case name:
                for each in still_open:
                    passages.setdefault(each, []).append(" " if name == "p" else element.text or "")
    return {each: _short(folded("".join(parts))) for each, parts in passages.items()}


def _changes(main: _Element) -> Iterator[Piece]:
    """Insertions and deletions; neighbouring ones by the same hand on the same day are one note."""
    author, verb, parts = "", "", list[str]()
    for change in main.iter(f"{_WORD}ins", f"{_WORD}del"):
        inserted = etree.QName(change).localname == "ins"
        text = _text(change, "t" if inserted else "delText")
        if not text.strip():
            continue
        now = (_who_when(change), "inserted" if inserted else "deleted")
        if parts and (now != (author, verb) or not _touches(change)):
            yield _change(author, verb, parts)
            parts = []
        author, verb = now
        parts.append(text)
    if parts:
        yield _change(author, verb, parts)


def _touches(change: _Element) -> bool:
    """Whether the change follows another one without unchanged text between."""
    before = change.getprevious()
    return before is not None and before.tag == change.tag


def _change(author: str, verb: str, parts: list[str]) -> Piece:
    return Piece(BlockKind.NOTE, f"Tracked change by {author}: {verb} “{folded(''.join(parts))}”")


def _who_when(element: _Element) -> str:
    author = folded(element.get(f"{_WORD}author", "")) or "an unnamed person"
    day = _DAY.match(element.get(f"{_WORD}date", ""))
    return f"{author} ({day[0]})" if day else author


def _text(element: _Element, name: str) -> str:
    return "".join(part.text or "" for part in element.iter(f"{_WORD}{name}"))


def _short(text: str) -> str:
    return text if len(text) <= _QUOTED_AT_MOST else f"{text[: _QUOTED_AT_MOST - 1]}…"
