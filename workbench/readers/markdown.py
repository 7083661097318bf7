"""Markdown as it is written: the marks stay in the text, the blocks leave them out."""

import re
from collections.abc import Iterator

from workbench.model.sets import BlockKind
from workbench.readers.reading import Block

_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(
    r"^(title|author|date|language|lang|url|publisher|subtitle|description)\s*:\s*(.+)$",
    re.IGNORECASE | re.MULTILINE,
)
_NAMES = {"lang": "language", "subtitle": "dek", "description": "dek"}
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S)")
_QUOTE = re.compile(r"\s*(?:>[ \t]?)+(?=\S)")
_SKIPPED = re.compile(r"^\s*(?:```|~~~|(?:[-*_][ \t]*){3,}$|\|?[ \t:|-]*-{3,}[ \t:|-]*$|<!--.*-->\s*$)")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_ROW = re.compile(r"\s*\|.*\|\s*$")


def metadata_of(text: str) -> dict[str, str]:
    """Title, author, date and the like from a YAML head between "---" lines, by Reading's metadata keys."""
    head = _FRONT_MATTER.match(text)
    if not head:
        return {}
    fields = ((name.lower(), value.strip().strip("'\"")) for name, value in _FIELD.findall(head[1]))
    return {_NAMES.get(name, name): value for name, value in fields if value}


def blocks_of(text: str) -> tuple[Block, ...]:
    """Headings, paragraphs, list items and table rows; the first heading is the title.

    Spans are code points of ``text``, end exclusive, and begin after the marks ("# ", "- ", "> ").
    """
    head = _FRONT_MATTER.match(text)
    blocks = list(_merged(_lines(text, head.end() if head else 0)))
    for index, block in enumerate(blocks[:3]):
        if block.kind is BlockKind.HEADING:
            blocks[index] = Block(BlockKind.TITLE, block.start, block.end)
            break
    return tuple(blocks)


def _lines(text: str, position: int) -> Iterator[Block | None]:
    """One block for each line that says something, None where a paragraph ends."""
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        line = text[position:end]
        following = text[end + 1 : end + 200].partition("\n")[0]
        yield from _of_line(line, position, following)
        position = end + 1


def _of_line(line: str, at: int, following: str) -> Iterator[Block | None]:
    heading = _HEADING.match(line)
    if not line.strip() or _SKIPPED.match(line) or _UNDERLINE.match(line):
        yield None
    elif heading and heading[2]:
        yield from (None, Block(BlockKind.HEADING, at + heading.start(2), at + heading.end(2)), None)
    elif _ROW.match(line):
        yield from (None, _block(BlockKind.TABLE_ROW, line, at, 0), None)
    elif item := _ITEM.match(line):
        yield from (None, _block(BlockKind.LIST_ITEM, line, at, item.end()))
    elif _UNDERLINE.match(following) and following.strip():
        yield from (None, _block(BlockKind.HEADING, line, at, 0), None)
    else:
        quote = _QUOTE.match(line)
        yield _block(BlockKind.BODY, line, at, quote.end() if quote else 0)


def _block(kind: BlockKind, line: str, at: int, skip: int) -> Block:
    start = skip + len(line[skip:]) - len(line[skip:].lstrip())
    return Block(kind, at + start, at + len(line.rstrip()))


def _merged(lines: Iterator[Block | None]) -> Iterator[Block]:
    """Following lines of one paragraph or list item become one block."""
    current: Block | None = None
    for line in lines:
        if line is None or current is None or line.kind is not BlockKind.BODY:
            if current:
                yield current
            current = line
        else:
            current = Block(current.kind, current.start, line.end)
    if current:
        yield current
