"""How lists of what a file holds, and things taken out of it, go over the pipe between desk and reader, checked."""

import json
from dataclasses import asdict
from typing import Any

from workbench.readers.enclosed import AT_MOST, LARGEST, Contents, Enclosed, Taken, What
from workbench.readers.protocol import BadReply, Message

_TEXTS = ("name", "title", "url", "by", "when", "mime", "note")
_LONGEST = 4000
_WARNINGS = 200


def contents_message(contents: Contents) -> Message:
    """A list as a message: one frame of JSON."""
    body = json.dumps({"items": [asdict(one) for one in contents.items], "warnings": contents.warnings})
    return Message({"contents": True}, (body.encode(),))


def contents_of(message: Message) -> Contents:
    """The list of a message, checked: numbered from 1, texts that are texts, sizes that are sizes. Raises BadReply."""
    if not message.header.get("contents") or len(message.frames) != 1:
        raise BadReply("not a list")
    try:
        body = json.loads(message.frames[0])
        items, warnings = body["items"], body["warnings"]
        if not isinstance(items, list) or not isinstance(warnings, list) or len(items) > AT_MOST:
            raise BadReply("not a list")
        said = tuple(_text(one) for one in warnings[:_WARNINGS])
        return Contents(tuple(_enclosed(one, number) for number, one in enumerate(items, 1)), said)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadReply("not a list") from error


def taken_message(taken: Taken | None) -> Message:
    """Something taken out as a message; None says that there is nothing more."""
    if taken is None:
        return Message({"taken": 0})
    header = {"taken": taken.number, "charset": taken.charset, "note": taken.note, "refused": taken.problem}
    return Message(header, (taken.data,))


def taken_of(message: Message) -> Taken | None:
    """What a message brings, checked; None where there is nothing more. Raises BadReply."""
    header = message.header
    number = _count(header.get("taken"))
    if number == 0:
        return None
    if len(message.frames) != 1 or len(message.frames[0]) > LARGEST:
        raise BadReply("not one thing")
    return Taken(
        number, message.frames[0], _text(header.get("charset")), _text(header.get("note")), _text(header.get("refused"))
    )


def _enclosed(given: dict[str, Any], number: int) -> Enclosed:
    if given["number"] != number:
        raise BadReply("not numbered")
    texts = {name: _text(given[name]) for name in _TEXTS}
    size = None if given["size"] is None else _count(given["size"])
    return Enclosed(number=number, what=What(given["what"]), size=size, **texts)


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST or any("\ud800" <= sign <= "\udfff" for sign in value):
        raise BadReply("not a text")
    return value.replace("\0", "")


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**53:
        raise BadReply("not a number")
    return value
