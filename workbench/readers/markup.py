"""HTML markup to a sequence of plain pieces: what a reader sees, in order, nothing else. Shared by HTML and DOCX."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from workbench.model.sets import BlockKind
from workbench.readers.normalise import normalise
from workbench.readers.reading import Block

_SKIPPED = frozenset(
    "script style noscript template head svg iframe object canvas select datalist audio video math map".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table"
    " tbody td tfoot th thead tr ul".split()
)
_KINDS = {f"h{level}": BlockKind.HEADING for level in range(1, 7)} | {
    "li": BlockKind.LIST_ITEM,
    "dt": BlockKind.LIST_ITEM,
    "dd": BlockKind.LIST_ITEM,
    "caption": BlockKind.CAPTION,
    "figcaption": BlockKind.CAPTION,
}
_INVISIBLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_BLANK = re.compile(r"[ \t\r\n\f\u200b]+")
_LAYOUT = "table, h1, h2, h3, h4, ul, ol, form, article, section"
_CELL_AT_MOST = 600
_CLOSE_TOGETHER = {BlockKind.LIST_ITEM, BlockKind.TABLE_ROW}


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of text before it has its place."""

    kind: BlockKind
    text: str


def assembled(pieces: Iterable[Piece]) -> tuple[str, tuple[Block, ...]]:
    """The stored text of the pieces and its blocks: blank lines between paragraphs, none within a list or table."""
    parts: list[str] = []
    blocks: list[Block] = []
    length = 0
    for piece in pieces:
        text = normalise(piece.text).strip()
        if not text:
            continue
        if blocks:
            close = piece.kind is blocks[-1].kind and piece.kind in _CLOSE_TOGETHER
            parts.append("\n" if close else "\n\n")
            length += len(parts[-1])
        blocks.append(Block(piece.kind, length, length + len(text)))
        parts.append(text)
        length += len(text)
    return "".join(parts), tuple(blocks)


def pieces_of(markup: str) -> list[Piece]:
    """Everything visible in ``markup``, block by block. Nothing is loaded, run or resolved."""
    root = LexborHTMLParser(markup).body
    if root is None:
        return []
    writer = _Writer()
    for node, entering in _walk(root):
        writer.enter(node) if entering else writer.leave(node)
    writer.flush()
    return writer.pieces


def folded(text: str) -> str:
    """White space folded, ends cut: how two headlines are compared and a title is written."""
    return " ".join(text.split())


def _walk(root: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """Depth first without recursion (markup can be nested thousands deep): (node, True) in, (node, False) out."""
    node: LexborNode | None = root
    while node is not None:
        yield node, True
        child = None if node.tag in _SKIPPED or _is_hidden(node) else node.first_child
        if child is not None:
            node = child
            continue
        while node is not None:
            yield node, False
            if node.mem_id == root.mem_id:
                return
            if node.next is not None:
                node = node.next
                break
            node = node.parent


def _is_hidden(node: LexborNode) -> bool:
    if node.tag is None or node.tag.startswith("-"):
        return False
    attributes = node.attributes
    return "hidden" in attributes or bool(_INVISIBLE.search(attributes.get("style") or ""))


@dataclass(slots=True)
class _Writer:
    pieces: list[Piece] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _kinds: list[tuple[int, BlockKind]] = field(default_factory=list)
    _preformatted: int = 0
    _row: int = 0  # the table row whose cells are being joined, by node; 0 outside

    def enter(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag == "-text":
            self._add(node.text_content or "")
        elif tag == "br":
            self._parts.append(" " if self._row else "\n")
        elif self._row:
            self._parts.append("\t" if tag in ("td", "th") else " " if tag in _BLOCKS else "")
        elif tag in _BLOCKS:
            self.flush()
            self._preformatted += tag == "pre"
            self._begin(node, tag)

    def leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if self._row and node.mem_id != self._row:
            return
        if tag in _BLOCKS:
            self.flush()
            self._row = 0
            self._preformatted -= tag == "pre"
            if self._kinds and self._kinds[-1][0] == node.mem_id:
                self._kinds.pop()

    def flush(self) -> None:
        """End the piece being written."""
        text = "".join(self._parts)
        self._parts.clear()
        if text.strip():
            kind = self._kinds[-1][1] if self._kinds else BlockKind.BODY
            self.pieces.append(Piece(kind, _tidied(text)))

    def _begin(self, node: LexborNode, tag: str) -> None:
        kind = _KINDS.get(tag)
        if tag == "tr" and _is_data(node):
            self._row = node.mem_id
            kind = BlockKind.TABLE_ROW
        elif (node.id or "").startswith(("footnote-", "endnote-")):
            kind = BlockKind.NOTE
        if kind and not (self._kinds and self._kinds[-1][1] is BlockKind.NOTE):
            self._kinds.append((node.mem_id, kind))

    def _add(self, text: str) -> None:
        self._parts.append(text if self._preformatted else _BLANK.sub(" ", text))


def _is_data(row: LexborNode) -> bool:
    """Old pages are laid out by tables: a row with blocks or much text in a cell is layout, not data."""
    cells = [child for child in row.iter() if child.tag in ("td", "th")]
    if any(cell.css_first(_LAYOUT) is not None for cell in cells):
        return False
    return all(len(cell.text()) <= _CELL_AT_MOST for cell in cells)


def _tidied(text: str) -> str:
    lines = (_BLANK.sub(" ", line).strip() if "\t" not in line else _cells(line) for line in text.split("\n"))
    return "\n".join(lines).strip("\n")


def _cells(line: str) -> str:
    return "\t".join(folded(cell) for cell in line.removeprefix("\t").split("\t")).rstrip()
