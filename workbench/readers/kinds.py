"""What a file is, judged by its bytes first and by its name only where bytes cannot tell."""

import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePath

from workbench.model.sets import DocumentKind
from workbench.readers import old_office

HEAD_BYTES = 65536
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<title", b"<article", b"<meta")
_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif")
_SUBRIP = re.compile(rb"\s*(?:\d{1,9}\s*\r?\n\s*)?\d{1,4}:\d\d:\d\d[,.]\d{1,3}\s*-->")
_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]{0,60}):")
_SAVED = re.compile(rb"^(?:from: <saved by|snapshot-content-location:|x-maf:)", re.MULTILINE)
_SENT = re.compile(rb"^(?:received|message-id|to|delivered-to):", re.MULTILINE)
_PERSONS = {b"from", b"to", b"subject", b"date"}
_MACHINES = {b"received", b"message-id", b"mime-version", b"return-path", b"delivered-to", b"x-mailer"}
_MARKDOWN = {".md", ".markdown", ".mdown"}
_TABLES = {".csv", ".tsv", ".tab"}
_SUFFIXES = {
    "a PDF": {".pdf"},
    "an HTML page": {".html", ".htm", ".xhtml", ".xht"},
    "a Word document": {".docx", ".docm", ".dotx"},
    "a PNG image": {".png"},
    "a JPEG image": {".jpg", ".jpeg", ".jpe", ".jfif"},
    "a GIF image": {".gif"},
    "a WebP image": {".webp"},
    "a TIFF image": {".tif", ".tiff"},
    "a BMP image": {".bmp"},
    "a HEIC image": {".heic", ".heif", ".avif"},
    "a transcript": {".srt", ".vtt", ".txt"},
    "an e-mail": {".eml", ".mbox", ".mbx", ".txt"},
    "a saved web page (MHTML)": {".mht", ".mhtml"},
    "a web archive": {".warc", ".wacz", ".gz"},
    "an Outlook message": {".msg"},
    "an RTF file": {".rtf", ".doc"},
    "an OpenDocument file": {".odt", ".ott", ".odp", ".fodt"},
    "an EPUB book": {".epub"},
    "a spreadsheet": {".xlsx", ".xlsm", ".xltx", ".xls", ".ods", ".xlsb"},
    "a table of values": _TABLES | {".txt"},
    "a sound recording": {".wav", ".mp3", ".m4a", ".m4b", ".flac", ".ogg", ".oga", ".opus"},
    "a video": {".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".3gp"},
    "plain text": {".txt"},
    "Markdown text": _MARKDOWN,
}
_KNOWN_SUFFIXES = frozenset().union(*_SUFFIXES.values())


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What a file seems to be: its kind, MIME type and what to call it ("a PDF", "plain text")."""

    kind: DocumentKind
    mime: str
    called: str


_PDF = Sniffed(DocumentKind.PDF, "application/pdf", "a PDF")
_HTML = Sniffed(DocumentKind.HTML, "text/html", "an HTML page")
_DOCX = Sniffed(
    DocumentKind.DOCX,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "a Word document",
)
_SUBTITLES = Sniffed(DocumentKind.TRANSCRIPT, "application/x-subrip", "a transcript")
_WEB_SUBTITLES = Sniffed(DocumentKind.TRANSCRIPT, "text/vtt", "a transcript")
MAIL_MIME = "message/rfc822"
BOX_MIME = "application/mbox"
OUTLOOK_MIME = "application/vnd.ms-outlook"
MHTML_MIME = "multipart/related"
WARC_MIME = "application/warc"
WACZ_MIME = "application/wacz"
_MAIL = Sniffed(DocumentKind.MESSAGE, MAIL_MIME, "an e-mail")
_OUTLOOK = Sniffed(DocumentKind.MESSAGE, OUTLOOK_MIME, "an Outlook message")
_MHTML = Sniffed(DocumentKind.HTML, MHTML_MIME, "a saved web page (MHTML)")
_WARC = Sniffed(DocumentKind.HTML, WARC_MIME, "a web archive")
_WACZ = Sniffed(DocumentKind.HTML, WACZ_MIME, "a web archive")
OLE_MIME = "application/x-ole-storage"
_RTF = Sniffed(DocumentKind.RTF, "application/rtf", "an RTF file")
_BOOK = Sniffed(DocumentKind.BOOK, "application/epub+zip", "an EPUB book")
_TABLE = Sniffed(DocumentKind.SHEET, "text/csv", "a table of values")
_OLD_SHEET = Sniffed(DocumentKind.SHEET, "application/vnd.ms-excel", "a spreadsheet")
_SHEET = Sniffed(
    DocumentKind.SHEET, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "a spreadsheet"
)
_OPEN = "application/vnd.oasis.opendocument"
_TEXT = Sniffed(DocumentKind.TEXT, "text/plain", "plain text")
_MARKDOWN_TEXT = Sniffed(DocumentKind.MARKDOWN, "text/markdown", "Markdown text")
_BINARY = Sniffed(DocumentKind.OTHER, "application/octet-stream", "a binary file")
_EMPTY = Sniffed(DocumentKind.TEXT, "application/x-empty", "an empty file")


def sniff(path: Path) -> Sniffed:
    """Look at the first bytes of ``path`` (and, for ZIP files, at the list of members). Raises OSError."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    found = sniff_bytes(head, path.name)
    if found.mime == OLE_MIME:
        return _inside_ole(path, found)
    return _inside_zip(path, found) if found.mime == "application/zip" else found


def sniff_bytes(head: bytes, name: str) -> Sniffed:
    """Judge by ``head``, the first bytes of the file; ``name`` only tells text formats apart."""
    if not head:
        return _EMPTY
    return (
        _by_signature(head) or _transcript(head) or _by_markup(head, name) or _mail(head, name) or _by_text(head, name)
    )


def wrong_name(found: Sniffed, name: str) -> str | None:
    """The warning for a name that promises something else than the bytes hold, or None."""
    suffix = PurePath(name).suffix.lower()
    if suffix not in _KNOWN_SUFFIXES or found.called not in _SUFFIXES or suffix in _SUFFIXES[found.called]:
        return None
    return f"The name of this file ends in {suffix}, but it is {found.called}; it was read as that."


def _by_signature(head: bytes) -> Sniffed | None:
    image = _image(head)
    if image:
        return Sniffed(DocumentKind.IMAGE, image[0], image[1])
    if b"%PDF-" in head[:1024]:
        return _PDF
    if head.startswith(_OLE):
        return Sniffed(DocumentKind.OTHER, OLE_MIME, "an older Office file")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Sniffed(DocumentKind.OTHER, "application/zip", "a ZIP file")
    if head.startswith(b"{\\rtf"):
        return _RTF
    return _sound_or_archive(head)


def _image(head: bytes) -> tuple[str, str] | None:
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png", "a PNG image"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg", "a JPEG image"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif", "a GIF image"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp", "a WebP image"
    if head.startswith((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")):
        return "image/tiff", "a TIFF image"
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0":
        return "image/bmp", "a BMP image"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS:
        return ("image/avif" if head[8:12] == b"avif" else "image/heic"), "a HEIC image"
    return None


def _sound_or_archive(head: bytes) -> Sniffed | None:
    sound, video = _sound(head), _video(head)
    if sound:
        return Sniffed(DocumentKind.SOUND, sound, "a sound recording")
    if video:
        return Sniffed(DocumentKind.VIDEO, video, "a video")
    if head.startswith(b"WARC/") or (head.startswith(b"\x1f\x8b") and _unpacked(head).startswith(b"WARC/")):
        return _WARC
    if head.startswith((b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ")):
        return Sniffed(DocumentKind.OTHER, "application/x-compressed", "a compressed file")
    return None


def _sound(head: bytes) -> str:
    """The MIME type of a sound recording, "" for anything else."""
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return "audio/wav"
    if head.startswith(b"fLaC"):
        return "audio/flac"
    if head.startswith(b"OggS"):
        return "audio/ogg"
    if head[4:8] == b"ftyp" and head[8:11] in (b"M4A", b"M4B"):
        return "audio/mp4"
    # Without a label an MP3 begins with the sign of its first frame: MPEG-1 or 2, layer III.
    bare = head[:1] == b"\xff" and head[1:2] in (b"\xfb", b"\xfa", b"\xf3", b"\xf2")
    return "audio/mpeg" if head.startswith(b"ID3") or bare else ""


def _video(head: bytes) -> str:
    """The MIME type of a video, "" for anything else."""
    if head[4:8] == b"ftyp":
        return "video/quicktime" if head[8:12] == b"qt  " else "video/mp4"
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "video/x-matroska"
    return "video/x-msvideo" if head.startswith(b"RIFF") and head[8:12] == b"AVI " else ""


def _unpacked(head: bytes) -> bytes:
    """The first bytes of what is packed by gzip; none where it is damaged."""
    try:
        return zlib.decompressobj(wbits=31).decompress(head[:4096], 64)
    except zlib.error:
        return b""


def _transcript(head: bytes) -> Sniffed | None:
    start = _ascii(head)
    if start.startswith(b"WEBVTT") and start[6:7] in (b"", b" ", b"\t", b"\n", b"\r"):
        return _WEB_SUBTITLES
    return _SUBTITLES if _SUBRIP.match(start) else None


def _mail(head: bytes, name: str) -> Sniffed | None:
    """A message begins with headers; where its name does not say so, with one that only machines write."""
    said: set[bytes] = set()
    lines = _ascii(head).lstrip().split(b"\n")
    for line in lines[1:] if lines[0].startswith(b"From ") else lines:
        header = _HEADER.match(line)
        if header:
            said.add(header[1].lower())
        elif not line.startswith((b" ", b"\t")):
            break
    named = PurePath(name).suffix.lower() in {".eml", ".mbox", ".mbx"}
    return _MAIL if said & _PERSONS and (named or said & _MACHINES) else None


def _by_markup(head: bytes, name: str) -> Sniffed | None:
    start = _ascii(head).lstrip()[:4096].lower()
    suffix = PurePath(name).suffix.lower()
    if _is_mhtml(_ascii(head), suffix):
        return _MHTML
    if suffix in _MARKDOWN or suffix == ".txt":
        return _HTML if start.startswith((b"<!doctype html", b"<html")) else None
    bare = _without_prolog(start)
    if bare.startswith(_HTML_STARTS) or (start.startswith(b"<") and b"<html" in start):
        return _HTML
    named = suffix in _SUFFIXES["an HTML page"] and b"<" in start and not _looks_binary(head)
    return _HTML if named else None


def _is_mhtml(head: bytes, suffix: str) -> bool:
    """A page saved with its pictures is built like a message; but nobody sent it, and a browser says it saved it."""
    headers = re.split(rb"\r?\n\r?\n", head.lstrip(), maxsplit=1)[0].lower()
    if _SENT.search(headers) or not (b"multipart/related" in headers or b"text/html" in headers):
        return False
    bare = headers.startswith(b"mime-version:") and b"multipart/related" in headers
    named = suffix in _SUFFIXES["a saved web page (MHTML)"] and b"mime-version:" in headers
    return bare or named or bool(_SAVED.search(headers))


def _by_text(head: bytes, name: str) -> Sniffed:
    if _looks_binary(head):
        return _BINARY
    suffix = PurePath(name).suffix.lower()
    return _MARKDOWN_TEXT if suffix in _MARKDOWN else _TABLE if suffix in _TABLES else _TEXT


def _ascii(head: bytes) -> bytes:
    """UTF-16 markup looks like ASCII with NULs between; marks and NULs are in the way of a comparison."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[2:].replace(b"\0", b"")
    return head.removeprefix(b"\xef\xbb\xbf")


def _without_prolog(start: bytes) -> bytes:
    rest = start
    while rest.startswith((b"<?", b"<!--")):
        close = b"?>" if rest.startswith(b"<?") else b"-->"
        _, found, rest = rest.partition(close)
        if not found:
            return b""
        rest = rest.lstrip()
    return rest


def _looks_binary(head: bytes) -> bool:
    """NULs or many control bytes mean no text, except in UTF-16 and UTF-32, which announce themselves."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")):
        return False
    sample = head[:8192]
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in sample)
    return b"\0" in sample or controls > len(sample) // 20


def _inside_ole(path: Path, found: Sniffed) -> Sniffed:
    if old_office.holds(path, "__properties_version1.0"):
        return _OUTLOOK
    held = [name for name in ("EncryptedPackage", "WordDocument", "Workbook", "Book") if old_office.holds(path, name)]
    return _OLD_SHEET if held and held[0] in ("Workbook", "Book") else found


def _inside_zip(path: Path, found: Sniffed) -> Sniffed:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist()[:10_000])
            said = archive.read("mimetype")[:100].decode("ascii") if _says_what_it_is(archive) else ""
    except (zipfile.BadZipFile, zlib.error, RuntimeError, UnicodeDecodeError, ValueError):
        return found
    if "word/document.xml" in names or any(name.startswith("word/document") for name in names):
        return _DOCX
    if "xl/workbook.xml" in names:
        return _SHEET
    if any(name.startswith("archive/") and name.endswith((".warc", ".warc.gz")) for name in names):
        return _WACZ
    if "xl/workbook.bin" in names:
        return Sniffed(DocumentKind.SHEET, "application/vnd.ms-excel.sheet.binary.macroenabled.12", "a spreadsheet")
    if "META-INF/container.xml" in names:
        return _BOOK
    if said.startswith(f"{_OPEN}.spreadsheet"):
        return Sniffed(DocumentKind.SHEET, f"{_OPEN}.spreadsheet", "a spreadsheet")
    if "content.xml" in names:
        return Sniffed(DocumentKind.ODT, said.strip() or f"{_OPEN}.text", "an OpenDocument file")
    return found


def _says_what_it_is(archive: zipfile.ZipFile) -> bool:
    return "mimetype" in archive.namelist() and archive.getinfo("mimetype").file_size < 1000
