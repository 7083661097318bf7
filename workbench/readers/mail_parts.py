"""What can be taken out of mail: the messages of a box; the files and messages attached to one."""

from collections.abc import Iterator
from datetime import UTC
from email import message_from_bytes
from email.generator import BytesGenerator
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from io import BytesIO
from pathlib import Path
from typing import Final

from workbench.readers import mail, mailbox
from workbench.readers.enclosed import AT_MOST, ATTACHED, LARGEST, Contents, Enclosed, Taken, What
from workbench.readers.markup import folded
from workbench.readers.normalise import normalise
from workbench.readers.problems import CannotRead

TOO_MANY_MESSAGES: Final = (
    f"Only the first {AT_MOST:,} of {{count:,}} messages are listed. Split the mailbox for the rest."
)
TOO_MANY_PARTS: Final = f"Only the first {AT_MOST:,} attachments are listed."
TOO_LARGE: Final = f"This attachment is larger than {LARGEST // 2**20} MB and stays in the message."
WRITTEN_ANEW: Final = "written out from the message around it, which holds it in another form"
_HEAD: Final = 128 * 1024
_DEEPEST: Final = 30


def contents(path: Path) -> Contents:
    """List the messages of a box, or what is attached to a message. Raises CannotRead."""
    with mailbox.opened(path) as box:
        if box.boxed:
            return _messages(box)
        items = list(_attached(_parsed(box.message(0))))
    said = (TOO_MANY_PARTS,) if len(items) > AT_MOST else ()
    return Contents(tuple(item for item, _ in items[:AT_MOST]), said)


def take(path: Path, numbers: frozenset[int]) -> Iterator[Taken]:
    """Yield messages of a box as they lie in it, or what is attached to a message. Raises CannotRead."""
    with mailbox.opened(path) as box:
        if box.boxed:
            for number in sorted(numbers):
                if 1 <= number <= len(box.spans):
                    start, end = box.spans[number - 1]
                    fits = end - start <= LARGEST
                    yield Taken(number, box.message(number - 1) if fits else b"", problem="" if fits else TOO_LARGE)
            return
        whole = box.message(0)
        for item, part in _attached(_parsed(whole)):
            if item.number in numbers:
                yield _taken(item, part, whole)


def _parsed(data: bytes) -> "Message[str, str]":
    try:
        return message_from_bytes(data)
    except RecursionError as error:
        raise CannotRead(mail.DAMAGED) from error


def _messages(box: mailbox.Box) -> Contents:
    parser = BytesHeaderParser()
    count = min(len(box.spans), AT_MOST)
    items = [
        _described(parser.parsebytes(box.head(at, _HEAD)), at + 1, box.spans[at][1] - box.spans[at][0], note="")
        for at in range(count)
    ]
    said = (TOO_MANY_MESSAGES.format(count=len(box.spans)),) if count < len(box.spans) else ()
    return Contents(tuple(items), said)


def _described(message: "Message[str, str]", number: int, size: int | None, *, note: str) -> Enclosed:
    subject = _words(message, "Subject")
    return Enclosed(
        number=number,
        what=What.MESSAGE,
        name=f"{(subject or 'message').replace('/', ' ')[:80]}.eml",
        title=subject,
        by=_words(message, "From"),
        when=moment(_words(message, "Date")),
        mime="message/rfc822",
        size=size,
        note=note,
    )


def moment(date: str) -> str:
    """The date of a header as ISO 8601 in UTC; "" where it is none."""
    try:
        found = parsedate_to_datetime(date)
        return found.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if found.tzinfo else found.date().isoformat()
    except (ValueError, IndexError, OverflowError, TypeError):
        return ""


def _attached(message: "Message[str, str]") -> "Iterator[tuple[Enclosed, Message[str, str]]]":
    """Files and messages in the order they stand in; those of a message within stay in it."""
    for number, part in enumerate(_leaves(message, 0), 1):
        if part.get_content_type() == "message/rfc822":
            inner = mail.children(part)
            yield _described(inner[0] if inner else part, number, None, note=ATTACHED), part
            continue
        data = mail.payload(part)
        name = folded(normalise(mail.name_of(part)))[:300]
        yield (
            Enclosed(
                number=number,
                what=What.PICTURE if _is_shown(part) else What.ATTACHMENT,
                name=name or f"attachment {number}",
                title=name,
                mime=part.get_content_type()[:100],
                size=len(data),
            ),
            part,
        )


def _leaves(part: "Message[str, str]", depth: int) -> "Iterator[Message[str, str]]":
    if depth > _DEEPEST:
        raise CannotRead(mail.DAMAGED)
    if part.get_content_type() == "message/rfc822" and depth:
        yield part
        return
    inner = mail.children(part)
    for child in inner:
        yield from _leaves(child, depth + 1)
    if not inner and mail.is_file(part) and (mail.payload(part) or mail.name_of(part)):
        yield part


def _is_shown(part: "Message[str, str]") -> bool:
    """A picture that stands among the words, such as a logo: it has an address within the message."""
    inline = part.get_content_disposition() != "attachment"
    return part.get_content_maintype() == "image" and inline and bool(part.get("Content-ID"))


def _taken(item: Enclosed, part: "Message[str, str]", whole: bytes) -> Taken:
    if part.get_content_type() != "message/rfc822":
        data = mail.payload(part)
        if len(data) > LARGEST:
            return Taken(item.number, b"", problem=TOO_LARGE)
        return Taken(item.number, data, charset=part.get_content_charset() or "")
    data, exact = _message(part, whole)
    return Taken(item.number, data, note="" if exact else WRITTEN_ANEW)


def _message(part: "Message[str, str]", whole: bytes) -> tuple[bytes, bool]:
    """The bytes of a message within a message, and whether they stand in it just so."""
    inner = mail.children(part)
    if not inner:
        return mail.payload(part), False
    made = _written(inner[0])
    for candidate in (made, made.replace(b"\n", b"\r\n")):
        if candidate and candidate in whole:
            return candidate, True
    return made, False


def _written(message: "Message[str, str]") -> bytes:
    target = BytesIO()
    BytesGenerator(target, mangle_from_=False, maxheaderlen=0).flatten(message)
    return target.getvalue()


def _words(message: "Message[str, str]", name: str) -> str:
    raw = next((value for header, value in message.raw_items() if header.lower() == name.lower()), "")
    return normalise(mail.decoded(str(raw)))[:500]
