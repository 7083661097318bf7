"""E-mail as it is sent (EML) and boxes of it (MBOX), by the standard library's parser."""

import re
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value
from pathlib import Path
from typing import Final

from workbench.readers import elsewhere, kinds, letters, mailbox, page_letters, text
from workbench.readers.letters import Letter
from workbench.readers.markup import Piece, folded
from workbench.readers.problems import CannotRead
from workbench.readers.reading import Reading

EXTRACTOR: Final = "mail/2"
DAMAGED: Final = "This message is damaged and cannot be read. Ask for another copy of it."
UNKNOWN_LETTERS: Final = (
    "Part of this message is written in an encoding that is not known or not kept to; some letters may look wrong."
)
NOT_ALL: Final = (
    "This mailbox is long: the text holds the first {read:,} of its {all:,} messages. Take out the others you need."
)
_LONGEST_HEADER: Final = 20_000  # letters of one header that are looked at; addressees of a newsletter fit
_QUOTED: Final = re.compile(rb"^>(>*From )", re.MULTILINE)
_DEEPEST: Final = 30
_LONGEST: Final = 10_000_000  # code points read of a box before it is left at that


def read(path: Path) -> Reading:
    """Read a message, or the messages of a box, in order. Raises CannotRead."""
    with mailbox.opened(path) as box:
        reader = _Reader(boxed=box.boxed)
        found: list[Letter] = []
        length = 0
        for at in range(len(box.spans)):
            try:
                found.append(reader.letter(message_from_bytes(box.message(at))))
            except (RecursionError, CannotRead) as error:
                if not box.boxed:
                    raise CannotRead(DAMAGED) from error
                found.append(Letter({}, letters.plain(DAMAGED)))
            length += sum(len(piece.text) for piece in found[-1].body)
            if length > _LONGEST and at + 1 < len(box.spans):
                reader.warnings.append(NOT_ALL.format(read=at + 1, all=len(box.spans)))
                break
        mime = kinds.BOX_MIME if box.boxed else kinds.MAIL_MIME
    remote = elsewhere.sentence("message", reader.remote)
    warnings = [*reader.warnings, *([remote] if remote else [])]
    return letters.reading(found, mime=mime, extractor=EXTRACTOR, warnings=warnings)


class _Reader:
    """Reads messages and gathers what is to be said of them; ``remote`` counts the pictures they would load."""

    def __init__(self, *, boxed: bool) -> None:
        self._boxed = boxed
        self.warnings: list[str] = []
        self.remote = 0

    def letter(self, message: "Message[str, str]", depth: int = 0) -> Letter:
        headers: dict[str, str] = {}
        for name, value in message.raw_items():
            shown = name.title()
            if shown in letters.SHOWN and shown not in headers:
                headers[shown] = decoded(str(value))
        made = Letter(headers, [])
        made.body.extend(self._body(message, made, depth))
        return made

    def _body(self, part: "Message[str, str]", into: Letter, depth: int) -> list[Piece]:
        """The words of a part; files and messages in it go ``into`` the letter."""
        if depth > _DEEPEST:
            raise CannotRead(DAMAGED)
        kind, inner = part.get_content_type(), children(part)
        if kind == "message/rfc822" and inner:
            into.inside.append(self.letter(inner[0], depth + 1))
            return []
        if kind == "multipart/alternative":
            ways = [self._body(child, into, depth + 1) for child in sorted(inner, key=_plainest)]
            return next((way for way in ways if way), [])
        if inner:
            return [piece for child in inner for piece in self._body(child, into, depth + 1)]
        data = payload(part)
        if is_file(part):
            if data or name_of(part):
                into.attached.append(letters.attachment(name_of(part) or kind, data))
            return []
        if kind == "text/html":
            markup = self._words(part, data, markup=True)
            self.remote += elsewhere.pictures(markup)
            return letters.marked_up(markup)
        return letters.plain(self._words(part, data, markup=False))

    def _words(self, part: "Message[str, str]", data: bytes, *, markup: bool) -> str:
        charset = part.get_content_charset()
        if self._boxed and part.get("Content-Transfer-Encoding", "").lower() != "base64":
            data = _QUOTED.sub(rb"\1", data)
        try:
            if charset and charset != "us-ascii":
                return data.decode(charset)
        except (LookupError, UnicodeError):
            self.warnings.append(UNKNOWN_LETTERS)
        try:
            return page_letters.decode(data) if markup else text.decode(data)[0]
        except CannotRead:
            self.warnings.append(UNKNOWN_LETTERS)
            return data.decode("latin-1")


def is_file(part: "Message[str, str]") -> bool:
    """Whether a part without parts is a file rather than words of the message."""
    return bool(
        name_of(part) or part.get_content_disposition() == "attachment" or part.get_content_maintype() != "text"
    )


def children(part: "Message[str, str]") -> "list[Message[str, str]]":
    """The parts of a part; none where it has content of its own."""
    held = part.get_payload()
    return [one for one in held if isinstance(one, Message)] if isinstance(held, list) else []


def payload(part: "Message[str, str]") -> bytes:
    """The content of a part, as it was before it was encoded for the way."""
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def name_of(part: "Message[str, str]") -> str:
    """The file's own name, without folders: it is shown, never written to."""
    found = part.get_param("filename", None, "content-disposition") or part.get_param("name")
    try:
        name = decoded(collapse_rfc2231_value(found)) if found else ""
    except (LookupError, ValueError, TypeError):
        return "a name that cannot be read"
    return re.split(r"[/\\]", name)[-1]


def decoded(value: str) -> str:
    """A header in words: encoded words decoded, raw bytes guessed, folded to one line."""
    raw = value[:_LONGEST_HEADER].encode("utf-8", "surrogateescape")
    try:
        words = value[:_LONGEST_HEADER] if raw.isascii() else text.decode(raw)[0]
        parts = decode_header(words)
    except (ValueError, CannotRead):
        return folded(raw.decode("latin-1"))
    return folded("".join(part if isinstance(part, str) else _part(part, charset) for part, charset in parts))


def _plainest(part: "Message[str, str]") -> int:
    return 0 if part.get_content_type() == "text/plain" else 1


def _part(data: bytes, charset: str | None) -> str:
    try:
        return data.decode(charset or "utf-8")
    except (LookupError, UnicodeError):
        return data.decode("latin-1")
