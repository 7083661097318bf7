"""OpenDocument texts and presentations: words in their order, then footnotes, comments and tracked changes as notes."""

import re
import zipfile
from pathlib import Path
from typing import Final

from lxml.etree import _Element

from workbench.model.sets import BlockKind, DocumentKind, TextLayer
from workbench.readers import packed, text
from workbench.readers.markup import Piece, assembled, folded
from workbench.readers.packed import local
from workbench.readers.problems import CannotRead
from workbench.readers.reading import Reading

EXTRACTOR: Final = "odt/1"
CALLED: Final = "an OpenDocument file"
EMPTY: Final = "This OpenDocument file holds no text. If it shows pictures of pages, add it as PDF."
PROTECTED: Final = (
    "This OpenDocument file is protected by a password."
    " Open it with the password, save a copy without one and add that."
)
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CELLS: Final = {"table-cell", "covered-table-cell"}
_SILENT: Final = {"tracked-changes", "title", "desc", "binary-data", "forms", "script", "sequence-decls", "notes"}
_META: Final = {
    "title": "title",
    "creator": "author",
    "creation-date": "created",
    "date": "modified",
    "language": "language",
}
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_SPACES_AT_MOST: Final = 200


def read(path: Path) -> Reading:
    """Read an ODT or ODP. Raises CannotRead for one that is protected, damaged, empty or a bomb."""
    with packed.opened(path, CALLED) as archive:
        if b"encryption-data" in _member(archive, "META-INF/manifest.xml"):
            raise CannotRead(PROTECTED)
        mime = _member(archive, "mimetype").decode("ascii", "replace").strip()
        root = packed.parsed(archive, "content.xml")
        metadata = _metadata(archive)
        writer = _Writer()
        for child in root.iterchildren():
            if local(child) == "body":
                writer.walk(child)
        pieces = [*writer.pieces, *writer.notes()]
    stored, blocks = assembled(_headed(pieces))
    if not stored:
        raise CannotRead(EMPTY)
    return Reading(
        kind=DocumentKind.ODT,
        mime=mime or "application/vnd.oasis.opendocument.text",
        text=stored,
        blocks=blocks,
        pages=(),
        text_layer=TextLayer.GOOD,
        extractor=EXTRACTOR,
        metadata=metadata,
    )


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    return archive.read(name) if name in archive.namelist() else b""


class _Writer:
    """Walks the body and gathers its pieces; what is said in the margin is gathered apart."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._footnotes: list[str] = []
        self._comments: list[str] = []
        self._changes: list[str] = []

    def walk(self, element: _Element, kind: BlockKind = BlockKind.BODY) -> None:
        """Add what stands in an element that holds blocks."""
        for child in element.iterchildren():
            match local(child):
                case "h":
                    self._add(BlockKind.HEADING, self._words(child))
                case "p":
                    self._add(kind, self._words(child))
                case "list-item" | "list-header":
                    self.walk(child, BlockKind.LIST_ITEM)
                case "table-row":
                    cells = [folded(self._inside(cell)) for cell in child.iterchildren() if local(cell) in _CELLS]
                    self._add(BlockKind.TABLE_ROW, "\t".join(cells).rstrip())
                case "tracked-changes":
                    self._tracked(child)
                case "" | "title" | "desc" | "binary-data" | "forms" | "script" | "sequence-decls":
                    pass
                case "annotation":
                    self._comments.append(self._said(child))
                case _:
                    self.walk(child, kind)

    def notes(self) -> list[Piece]:
        """What stands in the margin, under plain headings."""
        gathered = (("Footnotes", self._footnotes), ("Comments", self._comments), ("Tracked changes", self._changes))
        made = []
        for title, notes in gathered:
            if notes:
                made += [Piece(BlockKind.HEADING, title), *(Piece(BlockKind.NOTE, one) for one in notes)]
        return made

    def _add(self, kind: BlockKind, words: str) -> None:
        if words.strip():
            self.pieces.append(Piece(kind, words if kind is BlockKind.TABLE_ROW else words.strip()))

    def _words(self, element: _Element) -> str:
        """The words of a paragraph, in reading order."""
        parts = [_folded_edges(element.text)]
        for child in element.iterchildren():
            match local(child):
                case "s":
                    parts.append(" " * min(int(child.get(f"{_TEXT}c", "1") or 1), _SPACES_AT_MOST))
                case "tab":
                    parts.append("\t")
                case "line-break":
                    parts.append("\n")
                case "note":
                    parts.append(self._footnote(child))
                case "annotation":
                    self._comments.append(self._said(child))
                case name:
                    parts.append(self._words(child) if name and name not in _SILENT else "")
            parts.append(_folded_edges(child.tail))
        return "".join(parts)

    def _inside(self, element: _Element) -> str:
        inner = _Writer()
        inner._footnotes, inner._comments = self._footnotes, self._comments
        inner.walk(element)
        return " ".join(piece.text for piece in inner.pieces)

    def _footnote(self, note: _Element) -> str:
        body = next((child for child in note.iterchildren() if local(child) == "note-body"), None)
        words = folded(self._inside(body)) if body is not None else ""
        self._footnotes.append(f"[{len(self._footnotes) + 1}] {words}")
        return f"[{len(self._footnotes)}]"

    def _said(self, note: _Element) -> str:
        words = " ".join(folded(self._words(child)) for child in note.iter(f"{_TEXT}p"))
        return f"Comment by {_who_when(note)}: {words}"

    def _tracked(self, changes: _Element) -> None:
        for region in changes.iterchildren():
            for change in region.iterchildren():
                words = " ".join(folded(self._words(p)) for p in change.iter(f"{_TEXT}p", f"{_TEXT}h"))
                if local(change) == "deletion" and words:
                    self._changes.append(f"Tracked change by {_who_when(change)}: deleted “{words}”")
                elif local(change) == "insertion":
                    self._changes.append(f"Tracked change by {_who_when(change)}: inserted words")


def _folded_edges(words: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", words or "")


def _who_when(element: _Element) -> str:
    found = {local(one): folded(one.text or "") for one in element.iter() if local(one) in ("creator", "date")}
    author = found.get("creator") or "an unnamed person"
    day = _DAY.match(found.get("date", ""))
    return f"{author} ({day[0]})" if day else author


def _headed(pieces: list[Piece]) -> list[Piece]:
    """Title and standfirst as in a plain article."""
    if len(pieces) < 2 or not (pieces[0].kind is BlockKind.HEADING or text.is_title(pieces[0].text)):
        return pieces
    return [Piece(BlockKind.TITLE, pieces[0].text), *pieces[1:]]


def _metadata(archive: zipfile.ZipFile) -> dict[str, str]:
    if "meta.xml" not in archive.namelist():
        return {}
    said = {local(one): folded(one.text or "") for one in packed.parsed(archive, "meta.xml").iter() if len(one) == 0}
    found = {key: said[name][:2000] for name, key in _META.items() if said.get(name)}
    for key in ("created", "modified"):
        day = _DAY.match(found.pop(key, ""))
        if day:
            found[key] = day[0]
    return {**found, "date": found["modified"]} if "modified" in found else found
