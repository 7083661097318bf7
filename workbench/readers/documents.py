"""The one door to all readers: a path in, a Reading out, whatever kind of file it is."""

from dataclasses import replace
from pathlib import Path

from workbench.model.sets import DocumentKind
from workbench.readers import kinds
from workbench.readers.problems import CannotRead
from workbench.readers.reading import Reading

EMPTY = "This file is empty (0 bytes). Ask for another copy of it."
_NOT_YET = (
    "This is {called}, which cannot be read as text. Save it as PDF, Word (DOCX), HTML or plain text and add that."
)


def read(path: Path, *, encoding: str | None = None, whole_page: bool = False, charset: str = "") -> Reading:
    """Read a file by what its bytes are. Raises CannotRead with the sentence for the user, or OSError.

    ``encoding`` overrides the guess for text; ``whole_page`` keeps all of an HTML page, not the article alone;
    ``charset`` is what the headers a page came with say of its letters.
    """
    found = kinds.sniff(path)
    if path.stat().st_size == 0:
        raise CannotRead(EMPTY)
    reading = _read(path, found, encoding=encoding, whole_page=whole_page, charset=charset)
    warning = kinds.wrong_name(found, path.name)
    return replace(reading, warnings=(warning, *reading.warnings)) if warning else reading


def _read(path: Path, found: kinds.Sniffed, *, encoding: str | None, whole_page: bool, charset: str) -> Reading:
    """Readers are imported when they are needed: a worker reads one file and should not load the others."""
    match found.kind:
        case DocumentKind.PDF:
            from workbench.readers import pdf

            return pdf.read(path)
        case DocumentKind.HTML:
            return _web_page(path, found, encoding=encoding, whole_page=whole_page, charset=charset)
        case DocumentKind.DOCX | DocumentKind.ODT | DocumentKind.RTF | DocumentKind.BOOK:
            return _office(path, found)
        case DocumentKind.SHEET:
            return _sheet(path, found, encoding=encoding)
        case DocumentKind.IMAGE:
            from workbench.readers import image

            return image.read(path)
        case DocumentKind.SOUND | DocumentKind.VIDEO:
            from workbench.readers import recording

            return recording.read(path, found.kind, found.mime)
        case DocumentKind.TRANSCRIPT:
            from workbench.readers import transcript

            return transcript.read(path, encoding=encoding)
        case DocumentKind.MESSAGE:
            return _message(path, found)
        case DocumentKind.TEXT | DocumentKind.MARKDOWN:
            from workbench.readers import text

            return text.read(path, encoding=encoding, as_markdown=found.kind is DocumentKind.MARKDOWN)
        case _:
            raise CannotRead(_refusal(path, found))


def _web_page(path: Path, found: kinds.Sniffed, *, encoding: str | None, whole_page: bool, charset: str) -> Reading:
    if found.mime in (kinds.WARC_MIME, kinds.WACZ_MIME):
        from workbench.readers import archive

        return archive.read(path)
    if found.mime == kinds.MHTML_MIME:
        from workbench.readers import mhtml

        return mhtml.read(path, whole_page=whole_page)
    from workbench.readers import html

    reading = html.read(path, encoding=encoding, whole_page=whole_page, charset=charset)
    return replace(reading, metadata={**reading.metadata, "charset": charset}) if charset else reading


def _office(path: Path, found: kinds.Sniffed) -> Reading:
    match found.kind:
        case DocumentKind.DOCX:
            from workbench.readers import docx

            return docx.read(path)
        case DocumentKind.ODT:
            from workbench.readers import odt

            return odt.read(path)
        case DocumentKind.RTF:
            from workbench.readers import rtf

            return rtf.read(path)
        case _:
            from workbench.readers import book

            return book.read(path)


def _sheet(path: Path, found: kinds.Sniffed, *, encoding: str | None) -> Reading:
    from workbench.readers import sheet

    return sheet.read_csv(path, encoding=encoding) if found.mime == "text/csv" else sheet.read(path, mime=found.mime)


def _message(path: Path, found: kinds.Sniffed) -> Reading:
    if found.mime == kinds.MAIL_MIME:
        from workbench.readers import mail

        return mail.read(path)
    from workbench.readers import outlook

    return outlook.read(path)


def _refusal(path: Path, found: kinds.Sniffed) -> str:
    if found.mime == kinds.OLE_MIME:
        from workbench.readers import old_office

        return old_office.sentence(path)
    return _NOT_YET.format(called=found.called)
