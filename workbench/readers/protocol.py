"""What goes over the pipe between desk and reader: a JSON header and raw frames, every length said first.

A message is 4 bytes of header length, the header (a JSON object whose "frames" lists lengths), then the frames.
Nothing is ever unpickled, and the desk believes nothing before it has checked its size and shape.
"""

import json
import math
import struct
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.model.sets import BlockKind, DocumentKind, TextLayer
from workbench.readers.reading import Block, Box, Page, Place, Reading
from workbench.readers.recognised import Recognised, Word, must_be_words

_LENGTH = struct.Struct(">I")
ROWS = "rows"  # what a reader is told that only reads rows of databases, and so starts in no time
HEADER_AT_MOST = 48 * 1024 * 1024
_BLOCK = struct.Struct("<BII")
_PAGE = struct.Struct("<IIIff")
_PLACE = struct.Struct("<II")
_WORD = struct.Struct("<IIffffB")
_KINDS = tuple(BlockKind)
_MAX_ENTRIES = 200
_MAX_ENTRY = 100_000


class BadReply(ValueError):
    """The other side sent something that cannot be a message: it is not to be talked to any more."""


class TooMuch(BadReply):
    """The reply is larger than the limit allows."""


@dataclass(frozen=True, slots=True)
class Message:
    """A JSON header (without "frames") and its raw frames."""

    header: Mapping[str, Any]
    frames: tuple[bytes, ...] = ()


def packed(message: Message) -> bytes:
    """The bytes of a message."""
    header = dict(message.header) | {"frames": [len(frame) for frame in message.frames]}
    encoded = json.dumps(header, separators=(",", ":")).encode()
    return b"".join((_LENGTH.pack(len(encoded)), encoded, *message.frames))


def receive(read: Callable[[int], bytes], *, at_most: int) -> Message | None:
    """Read one message by ``read(size)``, which returns fewer bytes only at the end of the stream.

    None at a clean end. ``at_most`` bounds the frames together, in bytes. Raises BadReply.
    """
    first = read(_LENGTH.size)
    if not first:
        return None
    length = _LENGTH.unpack(_whole(first, _LENGTH.size))[0]
    if length > HEADER_AT_MOST:
        raise BadReply("header too long")
    header = _header(_whole(read(length), length))
    sizes = header.pop("frames", None)
    if not isinstance(sizes, list) or not all(_is_count(size) for size in sizes) or len(sizes) > 16:
        raise BadReply("frames not listed")
    if sum(sizes) > at_most:
        raise TooMuch("more than may be sent")
    return Message(header, tuple(_whole(read(size), size) for size in sizes))


def _whole(data: bytes, size: int) -> bytes:
    if len(data) != size:
        raise BadReply("cut short")
    return data


def _header(encoded: bytes) -> dict[str, Any]:
    try:
        header = json.loads(encoded)
    except (ValueError, RecursionError) as error:
        raise BadReply("header is not JSON") from error
    if not isinstance(header, dict):
        raise BadReply("header is not an object")
    return header


def limit_request(*, memory: int, cpu_seconds: int, readable: Iterable[Path]) -> Message:
    """The request that makes a reader limit itself: bytes, seconds of processor time, the files it may open."""
    paths = [str(path) for path in readable]
    return Message({"do": "limit", "memory": memory, "cpu_seconds": cpu_seconds, "readable": paths})


def reading_message(reading: Reading) -> Message:
    """A Reading as a message: text, blocks, pages and places as frames, the rest in the header."""
    header = {
        "kind": reading.kind.value,
        "mime": reading.mime,
        "text_layer": reading.text_layer.value,
        "extractor": reading.extractor,
        "metadata": dict(reading.metadata),
        "warnings": list(reading.warnings),
        "labels": [page.label for page in reading.pages],
        "places": [place.label for place in reading.places],
    }
    blocks = b"".join(_BLOCK.pack(_KINDS.index(block.kind), block.start, block.end) for block in reading.blocks)
    pages = b"".join(_PAGE.pack(page.number, page.start, page.end, page.width, page.height) for page in reading.pages)
    places = b"".join(_PLACE.pack(place.start, place.end) for place in reading.places)
    return Message({"reading": header}, (reading.text.encode(), blocks, pages, places))


def reading_of(message: Message) -> Reading:
    """The Reading of a message, checked: closed sets, spans within the text, text in stored form. Raises BadReply."""
    header = message.header.get("reading")
    if not isinstance(header, dict) or len(message.frames) != 4:
        raise BadReply("not a reading")
    text = _text(message.frames[0])
    try:
        return Reading(
            kind=DocumentKind(_string(header, "kind")),
            mime=_string(header, "mime"),
            text=text,
            blocks=_blocks(message.frames[1], len(text)),
            pages=_pages(message.frames[2], header.get("labels"), len(text)),
            text_layer=TextLayer(_string(header, "text_layer")),
            extractor=_string(header, "extractor"),
            metadata=_metadata(header.get("metadata")),
            warnings=tuple(_strings(header.get("warnings"))),
            places=_places(message.frames[3], header.get("places"), len(text)),
        )
    except ValueError as error:
        raise BadReply("not a reading") from error


def recognised_message(page: Recognised) -> Message:
    """A recognised page as a message: text and words as frames, the rest in the header."""
    words = b"".join(
        _WORD.pack(one.start, one.end, one.box.x0, one.box.y0, one.box.x1, one.box.y1, one.sure) for one in page.words
    )
    header = {"extractor": page.extractor, "languages": page.languages, "turn": page.turn}
    return Message({"recognised": header}, (page.text.encode(), words))


def recognised_of(message: Message, *, width: float, height: float) -> Recognised:
    """The recognised page of a message, checked: words within the text, in order, on a page of this size.

    Raises BadReply.
    """
    header = message.header.get("recognised")
    if not isinstance(header, dict) or len(message.frames) != 2 or len(message.frames[1]) % _WORD.size:
        raise BadReply("not a recognised page")
    text, turn = _text(message.frames[0]), header.get("turn")
    words = tuple(
        Word(
            start,
            end,
            Box(*(min(max(edge, 0.0), most) for edge, most in zip(edges, 2 * (width, height), strict=True))),
            sure,
        )
        for start, end, *edges, sure in _WORD.iter_unpack(message.frames[1])
    )
    try:
        must_be_words(words, len(text))
    except ValueError as error:
        raise BadReply(str(error)) from error
    if not isinstance(turn, int) or not 0 <= turn <= 3:
        raise BadReply("a page turned by no quarters")
    return Recognised(text, words, _string(header, "extractor"), _string(header, "languages"), turn)


def _text(frame: bytes) -> str:
    try:
        text = frame.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadReply("text is not UTF-8") from error
    if "\r" in text or "\0" in text or text.startswith("\ufeff") or not unicodedata.is_normalized("NFC", text):
        raise BadReply("text is not in stored form")
    return text


def _blocks(frame: bytes, length: int) -> tuple[Block, ...]:
    if len(frame) % _BLOCK.size:
        raise BadReply("blocks cut short")
    blocks = []
    before = 0
    for kind, start, end in _BLOCK.iter_unpack(frame):
        if kind >= len(_KINDS) or not before <= start < end <= length:
            raise BadReply("block outside the text or out of order")
        blocks.append(Block(_KINDS[kind], start, end))
        before = end
    return tuple(blocks)


def _pages(frame: bytes, labels: object, length: int) -> tuple[Page, ...]:
    names = _strings(labels, at_most=1_000_000)
    if len(frame) != _PAGE.size * len(names):
        raise BadReply("pages cut short")
    pages = []
    before = 0
    for place, (number, start, end, width, height) in enumerate(_PAGE.iter_unpack(frame)):
        sized = math.isfinite(width) and math.isfinite(height) and width >= 0 and height >= 0
        if number != place + 1 or not before <= start <= end <= length or not sized:
            raise BadReply("page outside the text or out of order")
        pages.append(Page(number, names[place], start, end, width, height))
        before = end
    return tuple(pages)


def _places(frame: bytes, labels: object, length: int) -> tuple[Place, ...]:
    names = _strings(labels, at_most=1_000_000)
    if len(frame) != _PLACE.size * len(names):
        raise BadReply("places cut short")
    places = []
    before = 0
    for name, (start, end) in zip(names, _PLACE.iter_unpack(frame), strict=True):
        if len(name) > 200 or not before <= start <= end <= length:
            raise BadReply("place outside the text or out of order")
        places.append(Place(name, start, end))
        before = end
    return tuple(places)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _string(header: Mapping[str, Any], key: str) -> str:
    value = header.get(key)
    if not isinstance(value, str) or len(value) > 200:
        raise BadReply(f"no {key}")
    return value


def _strings(values: object, *, at_most: int = _MAX_ENTRIES) -> list[str]:
    if not isinstance(values, list) or len(values) > at_most:
        raise BadReply("no list of texts")
    if not all(isinstance(value, str) and len(value) <= _MAX_ENTRY and _is_encodable(value) for value in values):
        raise BadReply("not a text in a list of texts")
    return values


def _metadata(values: object) -> dict[str, str]:
    if not isinstance(values, dict) or len(values) > _MAX_ENTRIES:
        raise BadReply("no metadata")
    _strings(list(values.values()))
    _strings(list(values))
    return values


def _is_encodable(value: str) -> bool:
    """JSON may smuggle half a surrogate pair, which no database takes."""
    return not any("\ud800" <= character <= "\udfff" for character in value)
