"""What a file holds that can become evidence of its own: captured pages, messages of a box, what is attached."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from workbench.readers import kinds
from workbench.readers.problems import CannotRead

AT_MOST = 20_000  # how many are listed
LARGEST = 192 * 1024 * 1024  # bytes of one
HOLDERS = frozenset({kinds.WARC_MIME, kinds.WACZ_MIME, kinds.BOX_MIME})
"""Files that are no document themselves but hold documents by whoever: nobody's word, so no common origin."""
MAY_HOLD = HOLDERS | {kinds.MAIL_MIME, kinds.OUTLOOK_MIME}
NOTHING = "This file holds nothing that can be taken out of it. Web archives and e-mail do."


ATTACHED = "attached"


class What(StrEnum):
    """What is enclosed."""

    PAGE = "page"
    MESSAGE = "message"
    ATTACHMENT = "attachment"
    PICTURE = "picture"  # shown within the words of a message


@dataclass(frozen=True, slots=True)
class Enclosed:
    """One thing that can be taken out. ``number`` counts from 1 in the order of the file.

    ``name`` is a label, never a place to write to; ``when`` is ISO 8601 as far as it is known; ``by`` a sender;
    ``size`` is in bytes, None where it is not known; ``note`` says what is odd of it ("404").
    """

    number: int
    what: What
    name: str
    title: str = ""
    url: str = ""
    by: str = ""
    when: str = ""
    mime: str = ""
    size: int | None = None
    note: str = ""

    @property
    def comes_along(self) -> bool:
        """Whether it becomes evidence as soon as the message does: what somebody attached to it."""
        return self.what is What.ATTACHMENT or (self.what is What.MESSAGE and self.note == ATTACHED)


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything a file holds, and sentences on what of it cannot be had."""

    items: tuple[Enclosed, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """One thing taken out: its bytes, or the sentence that says why there are none.

    ``charset`` is what its surroundings say of its letters ("" where nothing); ``note`` how it was got, for custody.
    """

    number: int
    data: bytes
    charset: str = ""
    note: str = ""
    problem: str = ""


def contents(path: Path) -> Contents:
    """List what ``path`` holds. Raises CannotRead, OSError."""
    match kinds.sniff(path).mime:
        case kinds.WARC_MIME | kinds.WACZ_MIME:
            from workbench.readers import archive

            return archive.contents(path)
        case kinds.MAIL_MIME:
            from workbench.readers import mail_parts

            return mail_parts.contents(path)
        case kinds.OUTLOOK_MIME:
            from workbench.readers import outlook_parts

            return outlook_parts.contents(path)
        case _:
            raise CannotRead(NOTHING)


def take(path: Path, numbers: Iterable[int]) -> Iterator[Taken]:
    """Yield what was asked for, by its numbers in the list, in the order of the file. Raises CannotRead, OSError."""
    wanted = frozenset(numbers)
    match kinds.sniff(path).mime:
        case kinds.WARC_MIME | kinds.WACZ_MIME:
            from workbench.readers import archive

            return archive.take(path, wanted)
        case kinds.MAIL_MIME:
            from workbench.readers import mail_parts

            return mail_parts.take(path, wanted)
        case kinds.OUTLOOK_MIME:
            from workbench.readers import outlook_parts

            return outlook_parts.take(path, wanted)
        case _:
            raise CannotRead(NOTHING)
