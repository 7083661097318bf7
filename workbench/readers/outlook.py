"""Outlook messages (MSG): the properties of a compound file that say from whom, to whom, when and what."""

import struct
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Final

import olefile

from workbench.readers import elsewhere, letters, page_letters, text
from workbench.readers.letters import Letter
from workbench.readers.markup import Piece, folded
from workbench.readers.problems import CannotRead
from workbench.readers.reading import Reading

EXTRACTOR: Final = "outlook/2"
MIME: Final = "application/vnd.ms-outlook"
DAMAGED: Final = "This Outlook message is damaged and cannot be read. Ask for another copy of it, or save it as PDF."
IN_PART: Final = "This Outlook message is damaged: part of it may be missing. Ask for another copy of it."
ONLY_RTF: Final = "The words of this message are kept as RTF only, which is not read; save it as HTML or PDF for them."
_SUBJECT, _BODY, _HTML, _RTF = "0037", "1000", "10130102", "10090102"
_SENDER, _SENDER_ADDRESS = "0C1A", ("5D01", "0C1F", "0065")
_TO, _CC = "0E04", "0E03"
_SENT: Final = (0x00390040, 0x0E060040)
_LONG_NAME, _NAME, _DATA, _SHOWN_NAME = "3707", "3704", "37010102", "3001"
_FOLDER: Final = "__attach_version1.0_"
_DEEPEST: Final = 10
DAMAGES: Final = (OSError, struct.error, ValueError, IndexError, KeyError, TypeError, RecursionError)
"""What reading a damaged file raises."""
_AT_MOST: Final = 256 * 1024 * 1024
_EPOCH: Final = datetime(1601, 1, 1, tzinfo=UTC)


def read(path: Path) -> Reading:
    """Read an Outlook message. Raises CannotRead for a damaged or empty one."""
    try:
        with olefile.OleFileIO(path) as file:
            warnings: list[str] = []
            letter = _letter(Store(file), warnings, 0)
            warnings += [IN_PART] if file.parsing_issues else []
    except DAMAGES as error:
        raise refusal(error) from error
    return letters.reading([letter], mime=MIME, extractor=EXTRACTOR, warnings=warnings)


def refusal(error: Exception) -> Exception:
    """What to raise for what reading a damaged file raised: the system's own troubles stay what they are."""
    return error if isinstance(error, OSError) and error.errno is not None else CannotRead(DAMAGED)


def _letter(store: "Store", warnings: list[str], depth: int) -> Letter:
    body, said = _body(store)
    warnings += said
    files, messages = [], []
    for folder in store.attached():
        inner = store.within(folder)
        if inner is None:
            files.append(letters.attachment(store.name(folder), store.content(folder)))
        elif depth < _DEEPEST:
            messages.append(_letter(inner, warnings, depth + 1))
    return Letter(headers(store), body, files, messages)


class Store:
    """The streams of a message by the numbers of their properties; ``at`` is the folder of a message within."""

    def __init__(self, file: olefile.OleFileIO, at: str = "") -> None:
        self._file = file
        self._at = at

    def data(self, number: str, folder: str = "") -> bytes:
        """The bytes of a property; none where there is no such."""
        name = "/".join(filter(None, (self._at, folder, f"__substg1.0_{number}")))
        if not self._file.exists(name) or self._file.get_size(name) > _AT_MOST:
            return b""
        return bytes(self._file.openstream(name).read())

    def words(self, number: str, folder: str = "") -> str:
        """The text of a property."""
        wide = self.data(f"{number}001F", folder)
        if wide:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        narrow = self.data(f"{number}001E", folder)
        return text.decode(narrow)[0].rstrip("\0") if narrow else ""

    def sent(self) -> str:
        """When the message was sent, as a header says it; "" where that is not known."""
        name = "/".join(filter(None, (self._at, "__properties_version1.0")))
        if not self._file.exists(name):
            return ""
        found = self._file.openstream(name).read()[24 if self._at else 32 :]
        times = {tag: ticks for tag, _, ticks in struct.iter_unpack("<IIQ", found[: len(found) // 16 * 16])}
        ticks = next((times[tag] for tag in _SENT if times.get(tag)), 0)
        try:
            return format_datetime(_EPOCH + timedelta(microseconds=ticks // 10)) if ticks else ""
        except OverflowError:
            return ""

    def attached(self) -> list[str]:
        """The folders of what is attached, in order."""
        above = self._at.split("/") if self._at else []
        paths = (
            one[len(above) :] for one in self._file.listdir(streams=True, storages=True) if one[: len(above)] == above
        )
        return [one for one in dict.fromkeys(path[0] for path in paths if path) if one.startswith(_FOLDER)]

    def within(self, folder: str) -> "Store | None":
        """The message that is attached in ``folder``; None where that is a file."""
        inside = "/".join(filter(None, (self._at, folder, "__substg1.0_3701000D")))
        return Store(self._file, inside) if self._file.exists(f"{inside}/__properties_version1.0") else None

    def name(self, folder: str) -> str:
        """The name of a file that is attached, without folders."""
        name = self.words(_LONG_NAME, folder) or self.words(_NAME, folder) or self.words(_SHOWN_NAME, folder)
        return name.replace("\\", "/").rpartition("/")[2]

    def content(self, folder: str) -> bytes:
        """The bytes of a file that is attached."""
        return self.data(_DATA, folder)


def headers(store: Store) -> dict[str, str]:
    """The headers that are shown, by name."""
    address = next((value for number in _SENDER_ADDRESS if "@" in (value := store.words(number))), "")
    sender = store.words(_SENDER)
    found = {
        "From": f"{sender} <{address}>" if sender and address and sender != address else sender or address,
        "To": store.words(_TO),
        "Cc": store.words(_CC),
        "Date": store.sent(),
        "Subject": store.words(_SUBJECT),
    }
    return {name: folded(words) for name, words in found.items() if words.strip()}


def _body(store: Store) -> tuple[list[Piece], list[str]]:
    plain = letters.plain(store.words(_BODY))
    if plain:
        return plain, []
    markup = store.data(_HTML) or store.words("1013").encode()
    if markup:
        words = page_letters.decode(markup)
        remote = elsewhere.sentence("message", elsewhere.pictures(words))
        return letters.marked_up(words), [remote] if remote else []
    return [], [ONLY_RTF] if store.data(_RTF) else []
