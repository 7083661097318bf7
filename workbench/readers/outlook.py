"""Outlook messages (MSG): the properties of a compound file that say from whom, to whom, when and what."""

import struct
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Final

import olefile

from workbench.readers import letters, page_letters, text
from workbench.readers.letters import Attachment, Letter
from workbench.readers.markup import Piece, folded
from workbench.readers.problems import CannotRead
from workbench.readers.reading import Reading

EXTRACTOR: Final = "outlook/1"
MIME: Final = "application/vnd.ms-outlook"
DAMAGED: Final = "This Outlook message is damaged and cannot be read. Ask for another copy of it, or save it as PDF."
IN_PART: Final = "This Outlook message is damaged: part of it may be missing. Ask for another copy of it."
ONLY_RTF: Final = "The words of this message are kept as RTF only, which is not read; save it as HTML or PDF for them."
_SUBJECT, _BODY, _HTML, _RTF = "0037", "1000", "10130102", "10090102"
_SENDER, _SENDER_ADDRESS = "0C1A", ("5D01", "0C1F", "0065")
_TO, _CC = "0E04", "0E03"
_SENT: Final = (0x00390040, 0x0E060040)
_LONG_NAME, _NAME, _DATA, _SHOWN_NAME = "3707", "3704", "37010102", "3001"
_AT_MOST: Final = 256 * 1024 * 1024
_EPOCH: Final = datetime(1601, 1, 1, tzinfo=UTC)


def read(path: Path) -> Reading:
    """Read an Outlook message. Raises CannotRead for a damaged or empty one."""
    try:
        with olefile.OleFileIO(path) as file:
            store = _Store(file)
            body, warnings = _body(store)
            warnings += [IN_PART] if file.parsing_issues else []
            letter = Letter(_headers(store), body, store.attachments())
    except (OSError, struct.error, ValueError, IndexError, KeyError, TypeError, RecursionError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise CannotRead(DAMAGED) from error
    return letters.reading([letter], mime=MIME, extractor=EXTRACTOR, warnings=warnings)


class _Store:
    """The streams of a message by the numbers of their properties."""

    def __init__(self, file: olefile.OleFileIO) -> None:
        self._file = file

    def data(self, number: str, folder: str = "") -> bytes:
        name = f"{folder}/__substg1.0_{number}".lstrip("/")
        if not self._file.exists(name) or self._file.get_size(name) > _AT_MOST:
            return b""
        return bytes(self._file.openstream(name).read())

    def words(self, number: str, folder: str = "") -> str:
        wide = self.data(f"{number}001F", folder)
        if wide:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        narrow = self.data(f"{number}001E", folder)
        return text.decode(narrow)[0].rstrip("\0") if narrow else ""

    def sent(self) -> str:
        if not self._file.exists("__properties_version1.0"):
            return ""
        found = self._file.openstream("__properties_version1.0").read()[32:]
        times = {tag: ticks for tag, _, ticks in struct.iter_unpack("<IIQ", found[: len(found) // 16 * 16])}
        ticks = next((times[tag] for tag in _SENT if times.get(tag)), 0)
        try:
            return format_datetime(_EPOCH + timedelta(microseconds=ticks // 10)) if ticks else ""
        except OverflowError:
            return ""

    def attachments(self) -> list[Attachment]:
        tops = dict.fromkeys(one[0] for one in self._file.listdir(streams=True, storages=True))
        return [self._attachment(folder) for folder in tops if folder.startswith("__attach_version1.0_")]

    def _attachment(self, folder: str) -> Attachment:
        name = self.words(_LONG_NAME, folder) or self.words(_NAME, folder) or self.words(_SHOWN_NAME, folder)
        if self._file.exists(f"{folder}/__substg1.0_3701000D"):
            return Attachment(f"{folded(name)[:300] or 'without a name'} (an attached message or object)", None, "")
        return letters.attachment(name.replace("\\", "/").rpartition("/")[2], self.data(_DATA, folder))


def _headers(store: _Store) -> dict[str, str]:
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


def _body(store: _Store) -> tuple[list[Piece], list[str]]:
    plain = letters.plain(store.words(_BODY))
    if plain:
        return plain, []
    markup = store.data(_HTML) or store.words("1013").encode()
    if markup:
        return letters.marked_up(page_letters.decode(markup)), []
    return [], [ONLY_RTF] if store.data(_RTF) else []
