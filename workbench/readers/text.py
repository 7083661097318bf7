"""Plain text and Markdown: bytes decoded, paragraphs found, title and dek guessed as in a pasted article."""

import codecs
import re
from pathlib import Path

from workbench.model.sets import BlockKind, DocumentKind, TextLayer
from workbench.readers import markdown
from workbench.readers.normalise import normalise
from workbench.readers.problems import CannotRead
from workbench.readers.reading import Block, Reading

EXTRACTOR = "text/1"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What texts without Unicode are written in. Code pages of DOS and others out of use fit short texts by chance.
_GUESSES = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258"),
    *("koi8_r", "iso8859_2", "cp874", "cp932", "euc_jp", "gb18030", "big5", "cp949"),
)
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_ITEM = re.compile(r"(?:[-*•‣◦–]|\d{1,3}[.)])\s+\S")
_ENDS_SENTENCE = re.compile(r"[.。।۔॥։]['\"’”»)\]]*$")
_DATELINE = re.compile(r"^(?:\[[^\]]{2,40}\]|[^\n]{2,60}\((?:AP|AFP|Reuters|dpa|PTI|EFE|ANSA)\)|[A-Z .,]{3,40}[—–-])")
_BYLINE = re.compile(r"^(?:by|von|par|por|di|door|av)\s+\S", re.IGNORECASE)
# A line this long was never wrapped by hand: every line of such a run is a paragraph of its own.
_UNWRAPPED = 160
_TITLE_AT_MOST = 220
_DEK_AT_MOST = 320
_HEAD_AT_MOST = 4


def read(path: Path, *, encoding: str | None = None, as_markdown: bool = False) -> Reading:
    """Read a text file. ``encoding`` overrides the guess. Raises CannotRead for empty and binary files."""
    text, used = decode(path.read_bytes(), encoding=encoding)
    if not text.strip():
        raise CannotRead("This file is empty. Choose the file that holds the text.")
    metadata = markdown.metadata_of(text) if as_markdown else {}
    blocks = markdown.blocks_of(text) if as_markdown else blocks_of(text)
    return Reading(
        kind=DocumentKind.MARKDOWN if as_markdown else DocumentKind.TEXT,
        mime="text/markdown" if as_markdown else "text/plain",
        text=text,
        blocks=blocks,
        pages=(),
        text_layer=TextLayer.GOOD,
        extractor=EXTRACTOR,
        metadata=_with_title(metadata, text, blocks),
        warnings=encoding_warning(used, encoding),
    )


def decode(data: bytes, *, encoding: str | None = None) -> tuple[str, str]:
    """Bytes to stored text and the name of the encoding: asked for, announced by its mark, UTF-8, then guessed."""
    if encoding:
        return _decode_as(data, encoding), encoding
    for mark, name in _MARKS:
        if data.startswith(mark):
            return normalise(data.decode(name, "replace")), name
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(data)
    _refuse_binary(text)
    return normalise(text), "utf-8"


def blocks_of(text: str) -> tuple[Block, ...]:
    """Paragraphs of plain or pasted text: TITLE, DEK where one is recognised, LIST_ITEM and BODY.

    Spans are code points of ``text``, end exclusive, without surrounding white space.
    """
    runs = list(_PARAGRAPH.finditer(text))
    spans = [span for run in runs for span in _paragraphs(text, run, head=run is runs[0] and len(runs) > 1)]
    blocks = [Block(_kind(text[start:end]), start, end) for start, end in spans]
    return tuple(_with_head(text, blocks))


def is_title(line: str) -> bool:
    """Whether a first paragraph reads as a headline: one short line that does not end as a sentence does."""
    short = "\n" not in line and len(line) <= _TITLE_AT_MOST
    return short and not line.startswith(("<", "{", "[")) and not _ENDS_SENTENCE.search(line)


def is_dek(line: str) -> bool:
    """Whether a second paragraph reads as a standfirst: one short line, no dateline, byline or full stop."""
    short = "\n" not in line and len(line) <= _DEK_AT_MOST
    return short and not (_ENDS_SENTENCE.search(line) or _DATELINE.match(line) or _BYLINE.match(line))


def _paragraphs(text: str, match: re.Match[str], *, head: bool) -> list[tuple[int, int]]:
    lines = [(line.start(), line.end()) for line in _LINE.finditer(text, match.start(), match.end())]
    apart = any(end - start > _UNWRAPPED for start, end in lines)
    apart = apart or all(_ITEM.match(text[start:end].lstrip()) for start, end in lines)
    apart = apart or (head and _is_head([text[start:end].strip() for start, end in lines]))
    spans = lines if apart else [(match.start(), match.end())]
    return [_stripped(text, start, end) for start, end in spans]


def _is_head(lines: list[str]) -> bool:
    """Whether headline, standfirst and byline stand one under the other without an empty line between them."""
    begins = [next((sign for sign in line if sign.isalnum()), "") for line in lines]
    apart = all(sign.isupper() or sign.isdecimal() for sign in begins)
    return 1 < len(lines) <= _HEAD_AT_MOST and apart and not any(_ENDS_SENTENCE.search(line) for line in lines)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - (len(part) - len(part.rstrip()))


def _kind(paragraph: str) -> BlockKind:
    return BlockKind.LIST_ITEM if _ITEM.match(paragraph) else BlockKind.BODY


def _with_head(text: str, blocks: list[Block]) -> list[Block]:
    if len(blocks) < 2 or not is_title(text[blocks[0].start : blocks[0].end]):
        return blocks
    blocks[0] = Block(BlockKind.TITLE, blocks[0].start, blocks[0].end)
    second = blocks[1]
    if len(blocks) > 2 and second.kind is BlockKind.BODY and is_dek(text[second.start : second.end]):
        blocks[1] = Block(BlockKind.DEK, second.start, second.end)
    return blocks


def _with_title(metadata: dict[str, str], text: str, blocks: tuple[Block, ...]) -> dict[str, str]:
    found = dict(metadata)
    for block, key in ((BlockKind.TITLE, "title"), (BlockKind.DEK, "dek")):
        for candidate in blocks[:2]:
            if candidate.kind is block:
                found.setdefault(key, text[candidate.start : candidate.end])
    return found


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        return normalise(data.decode(encoding))
    except LookupError as error:
        raise CannotRead(f"There is no text encoding called {encoding}. Choose another one.") from error
    except UnicodeError as error:
        raise CannotRead(f"This file is not written in {encoding}. Choose another encoding.") from error


def _guess(data: bytes) -> tuple[str, str]:
    # Imported here: the desk splits pasted text by this module and needs no guessing.
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=list(_GUESSES)).best()
    if best is None:
        raise CannotRead(_BINARY)
    text = str(best)
    _refuse_binary(text)
    return normalise(text), best.encoding


def _refuse_binary(text: str) -> None:
    sample = text[:65536]
    controls = sum(character < " " and character not in "\t\n\r\f\x1b" for character in sample)
    if controls > max(2, len(sample) // 50) or sample.count("\0") > 2:
        raise CannotRead(_BINARY)


def encoding_warning(used: str, asked: str | None) -> tuple[str, ...]:
    """What is said of an encoding that was guessed: nothing where it was asked for or is Unicode."""
    if asked or used.startswith("utf") or used == "ascii":
        return ()
    return (f"The text encoding was guessed as {used.replace('_', '-')}; choose another one if letters look wrong.",)


_BINARY = "This file does not hold text but binary data. Add a text, Word, HTML or PDF file, or an image."
