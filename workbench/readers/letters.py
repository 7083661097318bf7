"""A message that was read, however it was kept, to a Reading: headers on top, the words, what was attached."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

from workbench.model.sets import BlockKind, DocumentKind, TextLayer
from workbench.readers import text
from workbench.readers.markup import Piece, assembled, folded, pieces_of
from workbench.readers.normalise import normalise
from workbench.readers.problems import CannotRead
from workbench.readers.reading import Reading

SHOWN = ("From", "To", "Cc", "Date", "Subject")
EMPTY = "This message holds no headers and no words. Ask for another copy of it."
ATTACHED = "What is attached to these messages is listed only: take out a message to have its attachments as evidence."
LISTED_AT_MOST = 1000


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a message: its name, its size in bytes (None: not known) and its SHA-256 ("" where not known)."""

    name: str
    size: int | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One message. ``headers`` are those of SHOWN it has; ``inside`` are the messages attached to it."""

    headers: dict[str, str]
    body: list[Piece]
    attached: list[Attachment] = field(default_factory=list)
    inside: list["Letter"] = field(default_factory=list)


def attachment(name: str, data: bytes) -> Attachment:
    """An attachment by its bytes."""
    return Attachment(folded(name)[:300] or "without a name", len(data), hashlib.sha256(data).hexdigest())


def plain(words: str) -> list[Piece]:
    """The paragraphs of a message's plain text; lines stay as they were sent."""
    stored = normalise(words)
    return [Piece(BlockKind.BODY, stored[block.start : block.end]) for block in text.blocks_of(stored)]


def marked_up(markup: str) -> list[Piece]:
    """The words of a message in HTML; nothing it names is loaded."""
    return pieces_of(markup)


def reading(letters: Sequence[Letter], *, mime: str, extractor: str, warnings: Sequence[str] = ()) -> Reading:
    """The Reading of one message or of a box of them. Raises CannotRead where there is nothing in them."""
    pieces = [
        piece
        for number, letter in enumerate(letters, 1)
        for piece in _pieces(letter, f"Message {number}" if len(letters) > 1 else "")
    ]
    stored, blocks = assembled(pieces)
    if not blocks:
        raise CannotRead(EMPTY)
    said = (ATTACHED,) if len(letters) > 1 and any(_attached(letter) for letter in letters) else ()
    return Reading(
        kind=DocumentKind.MESSAGE,
        mime=mime,
        text=stored,
        blocks=blocks,
        pages=(),
        text_layer=TextLayer.GOOD,
        extractor=extractor,
        metadata=_metadata(letters[0]) if len(letters) == 1 else {},
        warnings=(*dict.fromkeys(warnings), *said),
    )


def _pieces(letter: Letter, heading: str) -> list[Piece]:
    said = [f"{name}: {letter.headers[name]}" for name in SHOWN if letter.headers.get(name)]
    pieces = [Piece(BlockKind.HEADING, heading), Piece(BlockKind.NOTE, "\n".join(said)), *letter.body]
    if letter.attached:
        pieces.append(Piece(BlockKind.HEADING, "Attachments"))
        pieces += [Piece(BlockKind.LIST_ITEM, _listed(one)) for one in letter.attached[:LISTED_AT_MOST]]
        more = len(letter.attached) - LISTED_AT_MOST
        pieces += [Piece(BlockKind.LIST_ITEM, f"and {more:,} more")] if more > 0 else []
    for one in letter.inside:
        pieces += _pieces(one, "Attached message")
    return pieces


def _listed(one: Attachment) -> str:
    size = "" if one.size is None else f", {one.size:,} bytes"
    return one.name + size + (f", SHA-256 {one.sha256}" if one.sha256 else "")


def _attached(letter: Letter) -> bool:
    return bool(letter.attached) or any(_attached(one) for one in letter.inside)


def _metadata(letter: Letter) -> dict[str, str]:
    headers, attached = letter.headers, len(letter.attached) + len(letter.inside)
    found = {"title": headers.get("Subject", ""), "author": headers.get("From", ""), "date": _day(headers)}
    found["attached"] = str(attached or "")
    return {key: value[:2000] for key, value in found.items() if value}


def _day(headers: dict[str, str]) -> str:
    try:
        return parsedate_to_datetime(headers.get("Date", "")).date().isoformat()
    except (ValueError, IndexError, OverflowError):
        return ""
