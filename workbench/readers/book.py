"""Books (EPUB): the chapters in the order they are read, each cited by its own title."""

import posixpath
import zipfile
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from lxml.etree import _Element

from workbench.model.sets import BlockKind, DocumentKind, TextLayer
from workbench.readers import packed, page_letters
from workbench.readers.markup import Piece, assembled, folded, pieces_of
from workbench.readers.packed import local
from workbench.readers.problems import CannotRead
from workbench.readers.reading import Block, Place, Reading

EXTRACTOR: Final = "epub/1"
CALLED: Final = "an EPUB book"
EMPTY: Final = "This EPUB book holds no text. If it shows pictures of pages, add it as PDF."
PROTECTED: Final = "This EPUB book is locked by its seller and cannot be read. Ask for a copy without that protection."
_META: Final = {"title": "title", "creator": "author", "publisher": "publisher", "date": "date", "language": "language"}
_FONTS_ONLY: Final = {"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"}
_LABEL_AT_MOST: Final = 80
_BETWEEN: Final = "\n\n"


def read(path: Path) -> Reading:
    """Read an EPUB. ``places`` gives every chapter its title.

    Raises CannotRead for one that is locked, damaged, empty or a bomb.
    """
    with packed.opened(path, CALLED) as archive:
        if _is_locked(archive):
            raise CannotRead(PROTECTED)
        package = _package(archive)
        root = packed.parsed(archive, package)
        spine = _spine(archive, root, package)
        stored, blocks, places = _joined([pieces_of(page_letters.decode(archive.read(name))) for name in spine])
        metadata = _metadata(root)
    if not stored:
        raise CannotRead(EMPTY)
    return Reading(
        kind=DocumentKind.BOOK,
        mime="application/epub+zip",
        text=stored,
        blocks=blocks,
        pages=(),
        text_layer=TextLayer.GOOD,
        extractor=EXTRACTOR,
        metadata=metadata,
        places=places,
    )


def _is_locked(archive: zipfile.ZipFile) -> bool:
    """Fonts may be scrambled and nothing else: anything more is a seller's lock."""
    names = set(archive.namelist())
    if "META-INF/rights.xml" in names:
        return True
    if "META-INF/encryption.xml" not in names:
        return False
    said = packed.parsed(archive, "META-INF/encryption.xml").iter()
    methods = {str(one.get("Algorithm", "")) for one in said if local(one) == "EncryptionMethod"}
    return not methods <= _FONTS_ONLY


def _package(archive: zipfile.ZipFile) -> str:
    container = packed.parsed(archive, "META-INF/container.xml")
    return next(str(one.get("full-path", "")) for one in container.iter() if local(one) == "rootfile")


def _spine(archive: zipfile.ZipFile, root: _Element, package: str) -> list[str]:
    """The members that are read, in their order; those that are missing are left out."""
    folder, held = posixpath.dirname(package), set(archive.namelist())
    items = {one.get("id", ""): one.get("href", "") for one in root.iter() if local(one) == "item"}
    wanted = [items.get(one.get("idref", ""), "") for one in root.iter() if local(one) == "itemref"]
    names = [posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0]))) for href in wanted if href]
    return [name for name in names if name in held]


def _joined(chapters: list[list[Piece]]) -> tuple[str, tuple[Block, ...], tuple[Place, ...]]:
    parts: list[str] = []
    blocks: list[Block] = []
    places: list[Place] = []
    at = 0
    for number, pieces in enumerate(chapters, 1):
        words, own = assembled(pieces)
        if not words:
            continue
        blocks += [Block(one.kind, one.start + at, one.end + at) for one in own]
        places.append(Place(_label(pieces, number), at, at + len(words)))
        parts.append(words)
        at += len(words) + len(_BETWEEN)
    return _BETWEEN.join(parts), tuple(blocks), tuple(places)


def _label(pieces: list[Piece], number: int) -> str:
    title = next((folded(piece.text) for piece in pieces if piece.kind is BlockKind.HEADING), "")
    return title if 0 < len(title) <= _LABEL_AT_MOST else f"part {number}"


def _metadata(root: _Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in root.iter():
        key = _META.get(local(one))
        words = folded(one.text or "")
        if key and words and not len(one):
            found.setdefault(key, words[:2000])
    if "date" in found:
        found["date"] = found["date"][:10]
    return found
