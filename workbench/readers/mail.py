"""E-mail as it is sent (EML) and boxes of it (MBOX), by the standard library's parser."""

import re
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value
from pathlib import Path
from typing import Final

from workbench.readers import letters, page_letters, text
from workbench.readers.letters import Letter
from workbench.readers.markup import Piece, folded
from workbench.readers.problems import CannotRead
from workbench.readers.reading import Reading

EXTRACTOR: Final = "mail/1"
DAMAGED: Final = "This message is damaged and cannot be read. Ask for another copy of it."
UNKNOWN_LETTERS: Final = (
    "Part of this message is written in an encoding that is not known or not kept to; some letters may look wrong."
)
# A line that begins a message in a box: "From ", a sender, a date with its year; then a header.
_BORDER: Final = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]*\d{4}[^\n]*\n(?=>?[!-9;-~]+[ :])")
_QUOTED: Final = re.compile(rb"^>(>*From )", re.MULTILINE)
_DEEPEST: Final = 30


def read(path: Path) -> Reading:
    """Read a message, or every message of a box, in order. Raises CannotRead."""
    data = path.read_bytes()
    found = list(_BORDER.finditer(data))
    try:
        if found and found[0].start() == 0:
            ends = [*(one.start() for one in found[1:]), len(data)]
            parts = [data[one.end() : end] for one, end in zip(found, ends, strict=True)]
        else:
            parts = [data]
        reader = _Reader(boxed=len(parts) > 1)
        read_letters = [reader.letter(message_from_bytes(part)) for part in parts]
    except RecursionError as error:
        raise CannotRead(DAMAGED) from error
    mime = "application/mbox" if len(parts) > 1 else "message/rfc822"
    return letters.reading(read_letters, mime=mime, extractor=EXTRACTOR, warnings=reader.warnings)


class _Reader:
    """Reads messages and gathers what is to be said of them."""

    def __init__(self, *, boxed: bool) -> None:
        self._boxed = boxed
        self.warnings: list[str] = []

    def letter(self, message: "Message[str, str]", depth: int = 0) -> Letter:
        headers: dict[str, str] = {}
        for name, value in message.raw_items():
            shown = name.title()
            if shown in letters.SHOWN and shown not in headers:
                headers[shown] = _decoded(str(value))
        made = Letter(headers, [])
        made.body.extend(self._body(message, made, depth))
        return made

    def _body(self, part: "Message[str, str]", into: Letter, depth: int) -> list[Piece]:
        """The words of a part; files and messages in it go ``into`` the letter."""
        if depth > _DEEPEST:
            raise CannotRead(DAMAGED)
        kind, children = part.get_content_type(), _children(part)
        if kind == "message/rfc822" and children:
            into.inside.append(self.letter(children[0], depth + 1))
            return []
        if kind == "multipart/alternative":
            ways = [self._body(child, into, depth + 1) for child in sorted(children, key=_plainest)]
            return next((way for way in ways if way), [])
        if children:
            return [piece for child in children for piece in self._body(child, into, depth + 1)]
        data = _payload(part)
        name = _name(part)
        if name or part.get_content_disposition() == "attachment" or part.get_content_maintype() != "text":
            if data or name:
                into.attached.append(letters.attachment(name or kind, data))
            return []
        if kind == "text/html":
            return letters.marked_up(self._words(part, data, markup=True))
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


def _children(part: "Message[str, str]") -> "list[Message[str, str]]":
    held = part.get_payload()
    return [one for one in held if isinstance(one, Message)] if isinstance(held, list) else []


def _plainest(part: "Message[str, str]") -> int:
    return 0 if part.get_content_type() == "text/plain" else 1


def _payload(part: "Message[str, str]") -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _name(part: "Message[str, str]") -> str:
    """The file's own name, without folders: it is shown, never written to."""
    found = part.get_param("filename", None, "content-disposition") or part.get_param("name")
    try:
        name = _decoded(collapse_rfc2231_value(found)) if found else ""
    except (LookupError, ValueError, TypeError):
        return "a name that cannot be read"
    return re.split(r"[/\\]", name)[-1]


def _decoded(value: str) -> str:
    """A header in words: encoded words decoded, raw bytes guessed, folded to one line."""
    raw = value.encode("utf-8", "surrogateescape")
    try:
        words = value if raw.isascii() else text.decode(raw)[0]
        parts = decode_header(words)
    except (ValueError, CannotRead):
        return folded(raw.decode("latin-1"))
    return folded("".join(part if isinstance(part, str) else _part(part, charset) for part, charset in parts))


def _part(data: bytes, charset: str | None) -> str:
    try:
        return data.decode(charset or "utf-8")
    except (LookupError, UnicodeError):
        return data.decode("latin-1")
