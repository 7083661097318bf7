"""Web archives (WARC, also packed, and WACZ): the list of their captured pages, and the bytes of one of them."""

import gzip
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any, Final
from urllib.parse import urlsplit

import brotli
from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import BufferedReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from workbench.model.sets import BlockKind, DocumentKind, TextLayer
from workbench.readers import kinds, page_letters
from workbench.readers.enclosed import AT_MOST, LARGEST, Contents, Enclosed, Taken, What
from workbench.readers.markup import Piece, assembled, folded
from workbench.readers.normalise import normalise
from workbench.readers.problems import CannotRead
from workbench.readers.reading import Reading

EXTRACTOR: Final = "archive/1"
DAMAGED: Final = "This web archive is damaged and cannot be read. Ask for another copy of it."
CUT_SHORT: Final = "This web archive is damaged or cut short: what comes after its last whole record is missing."
LOCKED: Final = "This web archive is protected by a password. Ask for it, unpack it and add what was in it."
NO_PAGES: Final = "This web archive holds no captured page, only parts of pages."
ONLY_LISTED: Final = "The captured pages are listed here, not read: take out those that you need."
ALSO_HELD: Final = "Other records of the archive, such as pictures and styles: {count:,}."
TOO_MANY: Final = f"Only the first {AT_MOST:,} captured pages are listed. Split the archive to reach the others."
TOO_LARGE: Final = f"This capture is larger than {LARGEST // 2**20} MB and stays in the archive."
NOT_UNPACKED: Final = "This capture is packed in a way that cannot be undone here; it stays in the archive."
NOT_WHOLE: Final = "the archive holds only part of it"
ALTERED: Final = "its bytes are not those that the archive's own checksum was made of"
_FAILURES: Final = (
    *(ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, zlib.error, ValueError),
    *(AttributeError, TypeError, IndexError, KeyError, RecursionError),
)
_TITLE = re.compile(r"<title[^>]*>(.{0,2000}?)</title", re.IGNORECASE | re.DOTALL)
_WHEN = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?Z")
_PAGES: Final = {
    "text/html": ".html",
    "application/xhtml+xml": ".xhtml",
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}
_BY_NAME: Final = (".txt", ".md", ".csv", ".srt", ".vtt", ".pdf", ".docx")  # what servers call text, or nothing
_TYPES: Final = ("warcinfo", "response", "resource", "request", "metadata", "revisit", "conversion", "continuation")
_PACKED: Final = {"gzip", "deflate", "br", "x-gzip", "identity", ""}
_HEAD: Final = 64 * 1024
_CHUNK: Final = 1024 * 1024
_NOTES_AT_MOST: Final = 16 * 1024 * 1024


class _Brotli:
    """What the archive library calls to unpack, for the brotli of today; a bomb gives no more than is looked at."""

    unused_data: Final = b""

    def __init__(self) -> None:
        self._unpacker = brotli.Decompressor()

    def decompress(self, data: bytes) -> bytes:
        if not self._unpacker.can_accept_more_data():
            return b""
        return bytes(self._unpacker.process(data, output_buffer_limit=LARGEST + 1))

    def flush(self) -> bytes:
        return b""


BufferedReader.DECOMPRESSORS["br"] = _Brotli


def read(path: Path) -> Reading:
    """The list of what was captured, as text. Raises CannotRead."""
    found = _Archive(path)
    held = found.contents()
    if not held.items and found.records == 0:
        raise CannotRead(DAMAGED)
    pieces = [Piece(BlockKind.HEADING, "Captured pages"), *(_listed(one) for one in held.items)]
    if not held.items:
        pieces = [Piece(BlockKind.NOTE, NO_PAGES)]
    if found.parts:
        pieces.append(Piece(BlockKind.NOTE, ALSO_HELD.format(count=found.parts)))
    stored, blocks = assembled(pieces)
    return Reading(
        kind=DocumentKind.HTML,
        mime=kinds.WACZ_MIME if found.zipped else kinds.WARC_MIME,
        text=stored,
        blocks=blocks,
        pages=(),
        text_layer=TextLayer.GOOD,
        extractor=EXTRACTOR,
        metadata={"title": found.title} if found.title else {},
        warnings=(*held.warnings, *((ONLY_LISTED,) if held.items else ())),
    )


def contents(path: Path) -> Contents:
    """List the captured pages. Raises CannotRead."""
    found = _Archive(path)
    held = found.contents()
    if found.records == 0:
        raise CannotRead(DAMAGED)
    return held


def take(path: Path, numbers: frozenset[int]) -> Iterator[Taken]:
    """Yield the bytes of captured pages, unpacked as a browser would, in the archive's order. Raises CannotRead."""
    found = _Archive(path)
    found.contents()
    return found.take(numbers)


@dataclass(slots=True)
class _Archive:
    """One pass lists, a second one takes out: nothing is held but the list."""

    path: Path
    title: str = ""
    records: int = 0
    parts: int = 0
    zipped: bool = False
    warnings: list[str] = field(default_factory=list)
    _found: list[tuple[int, Enclosed]] = field(default_factory=list)  # with the record's place in the archive

    def contents(self) -> Contents:
        """List the pages, those first that the archive itself calls pages."""
        known: dict[str, str] = {}
        with self._sources(known) as sources:
            for at, record in _records(sources, self.warnings):
                self.records += record.rec_type in _TYPES
                page = _page(record) if len(self._found) < AT_MOST else None
                if page is not None:
                    self._found.append((at, replace(page, title=known.get(page.url) or page.title)))
                elif record.rec_type in ("response", "resource", "revisit"):
                    self.parts += 1
        if len(self._found) == AT_MOST:
            self.warnings.append(TOO_MANY)
        self._found.sort(key=lambda one: (bool(known) and one[1].url not in known, one[0]))
        self._found = [(at, replace(page, number=n)) for n, (at, page) in enumerate(self._found, 1)]
        return Contents(tuple(page for _, page in self._found), tuple(dict.fromkeys(self.warnings)))

    def take(self, numbers: frozenset[int]) -> Iterator[Taken]:
        """Yield the pages of these numbers."""
        wanted = {at: page for at, page in self._found if page.number in numbers}
        with self._sources({}) as sources:
            for at, record in _records(sources, [], checked=True):
                if at in wanted:
                    yield _taken(record, wanted.pop(at).number)
                if not wanted:
                    return

    @contextmanager
    def _sources(self, known: dict[str, str]) -> Iterator[Iterable[IO[bytes]]]:
        """The WARC files of the archive; titles of its own list of pages go into ``known`` by address."""
        self.zipped = zipfile.is_zipfile(self.path)
        if not self.zipped:
            with self.path.open("rb") as file:
                yield [file]
            return
        try:
            with zipfile.ZipFile(self.path) as box:
                members = [one for one in box.infolist() if _is_warc(one.filename)]
                if any(one.flag_bits & 1 for one in members):
                    raise CannotRead(LOCKED)
                self.title, titles = _of_itself(box)
                known.update(titles)
                yield (box.open(one) for one in sorted(members, key=lambda one: one.filename))
        except (zipfile.BadZipFile, NotImplementedError) as error:
            raise CannotRead(DAMAGED) from error


class _Source:
    """A file that ends where it is damaged, and says so afterwards."""

    def __init__(self, file: IO[bytes]) -> None:
        head = file.read(2)
        file.seek(0)
        self._file: Any = gzip.GzipFile(fileobj=file) if head == b"\x1f\x8b" else file
        self.broken = False

    def read(self, size: int) -> bytes:
        try:
            return bytes(self._file.read1(size))
        except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile):
            self.broken = True
            return b""


def _records(files: Iterable[IO[bytes]], warnings: list[str], *, checked: bool = False) -> Iterator[tuple[int, Any]]:
    """Every record with its place, counted through all files; what is damaged ends its file and is noted."""
    at = 0
    for file in files:
        with file:
            source = _Source(file)
            try:
                found = ArchiveIterator(source, check_digests=checked)
                for record in found:
                    yield at, record
                    at += 1
                    source.broken |= _rest(record) or bool(found.err_count)
            except _FAILURES:
                source.broken = True
            if source.broken:
                warnings.append(CUT_SHORT)


def _rest(record: Any) -> bool:
    """Read a record to its end; return whether less of it is there than it says."""
    stream = record.raw_stream
    while stream.read(_CHUNK):
        pass
    return bool(getattr(stream, "limit", 0))


def _is_warc(name: str) -> bool:
    return name.startswith("archive/") and name.endswith((".warc", ".warc.gz"))


def _of_itself(box: zipfile.ZipFile) -> tuple[str, dict[str, str]]:
    """The title a WACZ gives itself, and the titles of its pages by address."""
    about = _json(_member(box, "datapackage.json"))
    titles = {}
    for line in _member(box, "pages/pages.jsonl").split(b"\n"):
        page = _json(line)
        if isinstance(page.get("url"), str):
            titles[page["url"]] = _line(page.get("title"))
    return _line(about.get("title")), titles


def _member(box: zipfile.ZipFile, name: str) -> bytes:
    try:
        with box.open(name) as file:
            return file.read(_NOTES_AT_MOST)
    except (KeyError, RuntimeError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        return b""


def _json(data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _line(value: object) -> str:
    return folded(normalise(value))[:500] if isinstance(value, str) else ""


def _page(record: Any) -> Enclosed | None:
    """What a record captured, where that is a page or a document."""
    if record.rec_type not in ("response", "resource"):
        return None
    url = normalise(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> \n")[:2000]
    mime, status = _mime(record), _status(record)
    ending = _PAGES.get(mime) or _ending(url, mime)
    if not ending or status.startswith("3"):
        return None
    try:
        head = record.content_stream().read(_HEAD)
    except _FAILURES:
        head = b""
    if not head:
        return None
    when = _WHEN.fullmatch(record.rec_headers.get_header("WARC-Date") or "")
    size = record.http_headers.get_header("Content-Length") if record.http_headers else None
    packed = _packing(record)
    return Enclosed(
        number=0,
        what=What.PAGE,
        name=_name(url, ending),
        title=_title(head) if "html" in mime else "",
        url=url,
        when=f"{when[1]}Z" if when else "",
        mime=mime,
        size=int(size) if size and size.isascii() and size.isdigit() and not packed and len(size) < 15 else None,
        note="" if status in ("", "200") else status,
    )


def _mime(record: Any) -> str:
    headers = record.http_headers or record.rec_headers
    return str(headers.get_header("Content-Type") or "").split(";")[0].strip().lower()[:100]


def _ending(url: str, mime: str) -> str:
    if mime not in ("text/plain", "text/csv", "text/markdown", "application/octet-stream", ""):
        return ""
    path = urlsplit(url).path.lower() if "[" not in url else ""
    return next((one for one in _BY_NAME if path.endswith(one)), "")


def _status(record: Any) -> str:
    return str(record.http_headers.get_statuscode() or "")[:3] if record.http_headers else ""


def _packing(record: Any) -> str:
    found = record.http_headers.get_header("Content-Encoding") if record.http_headers else ""
    return str(found or "").strip().lower()


def _title(head: bytes) -> str:
    try:
        markup = page_letters.decode(head)
    except CannotRead:
        return ""
    found = _TITLE.search(markup)
    return _line(_unescaped(found[1])) if found else ""


def _unescaped(markup: str) -> str:
    from html import unescape

    return unescape(markup)


def _name(url: str, ending: str) -> str:
    """A name for the file, from the address: a label, without folders."""
    bare = re.sub(r"[^\w.-]+", "_", url.partition("://")[2] or url).strip("_.")[:100] or "page"
    return bare if bare.lower().endswith(ending) else bare + ending


def _taken(record: Any, number: int) -> Taken:
    if _packing(record) not in _PACKED:
        return Taken(number, b"", problem=NOT_UNPACKED)
    try:
        data = b"".join(_pieces(record.content_stream()))
    except _FAILURES:
        return Taken(number, b"", problem=NOT_UNPACKED)
    if len(data) > LARGEST:
        return Taken(number, b"", problem=TOO_LARGE)
    short = _rest(record)
    checker = getattr(record, "digest_checker", None)
    said = [NOT_WHOLE] if short else [ALTERED] if checker is not None and checker.passed is False else []
    ident = record.rec_headers.get_header("WARC-Record-ID") or ""
    note = "; ".join([f"record {ident}" if ident else "", *said]).strip("; ")[:500]
    return Taken(number, data, charset=_charset(record), note=note)


def _pieces(stream: Any) -> Iterator[bytes]:
    size = 0
    while size <= LARGEST and (piece := stream.read(_CHUNK)):
        size += len(piece)
        yield piece


def _charset(record: Any) -> str:
    headers = record.http_headers or record.rec_headers
    found = re.search(
        r"charset\s*=\s*[\"']?([\w.:-]{2,40})", str(headers.get_header("Content-Type") or ""), re.IGNORECASE
    )
    return found[1].lower() if found else ""


def _listed(one: Enclosed) -> Piece:
    when = f"captured {one.when.replace('T', ' ').replace('Z', ' UTC')}" if one.when else "captured at an unknown time"
    about = [one.url, when, *([f"answered with {one.note}"] if one.note else [])]
    first = f"{one.number}. {one.title}" if one.title else f"{one.number}."
    return Piece(BlockKind.LIST_ITEM, f"{first}\n{', '.join(about)}" if one.title else f"{first} {', '.join(about)}")
