"""PDF files by pdfium: page texts in logical order, blocks, labels, metadata, and how far the text can be trusted."""

import ctypes
import re
from array import array
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from workbench.model.sets import BlockKind, DocumentKind, TextLayer
from workbench.readers import pdf_lines
from workbench.readers.normalise import normalise
from workbench.readers.pdf_chars import PageChars, chars_of
from workbench.readers.pdf_open import opened
from workbench.readers.reading import Block, Page, Reading

EXTRACTOR = f"pdfium/{pypdfium2.PDFIUM_INFO.build}"
PAGE_BREAK = "\n\n"
SCAN = "This PDF is a scan without text. Its pages can be shown, but nothing in them can be searched or quoted as text."
NO_TEXT = "This PDF holds no text. Its pages can be shown, but nothing in them can be searched or quoted as text."
BROKEN = "The letters of this PDF cannot be read as text (its fonts hide what they mean); quote it by hand."
_NOTES_AT_MOST = 60_000
_UNUSABLE_SHARE = 0.15
_DATE = re.compile(r"(?:D:)?(\d{4})(?:(\d\d)(?:(\d\d))?)?")
_METADATA = {"title": "Title", "author": "Author", "subject": "Subject", "producer": "Producer"}


def read(path: Path | bytes) -> Reading:
    """Read every page. Raises CannotRead for a protected, damaged or empty file."""
    with opened(path) as (document, warnings):
        read_pages = [chars_of(document, index) for index in range(len(document))]
        pages = [chars or _blank(document, index) for index, chars in enumerate(read_pages)]
        labels = [_label(document, index) for index in range(len(pages))]
        scans = [not chars.text.strip() and _has_image(document, index) for index, chars in enumerate(pages)]
        metadata = _metadata(document)
    lost = [index + 1 for index, chars in enumerate(read_pages) if chars is None]
    layer, about_text = _judged(pages, scans)
    spans = _spans(pages)
    return Reading(
        kind=DocumentKind.PDF,
        mime="application/pdf",
        text=PAGE_BREAK.join(chars.text for chars in pages),
        blocks=_blocks(pages, spans),
        pages=tuple(
            Page(index + 1, labels[index], *spans[index], chars.width, chars.height)
            for index, chars in enumerate(pages)
        ),
        text_layer=layer,
        extractor=EXTRACTOR,
        metadata=metadata | _notes(pages),
        warnings=(*warnings, *about_text, *_lost(lost)),
    )


def _spans(pages: list[PageChars]) -> list[tuple[int, int]]:
    spans = []
    start = 0
    for chars in pages:
        spans.append((start, start + len(chars.text)))
        start += len(chars.text) + len(PAGE_BREAK)
    return spans


def _blocks(pages: list[PageChars], spans: list[tuple[int, int]]) -> tuple[Block, ...]:
    body = pdf_lines.body_height(line for chars in pages[:20] for line in pdf_lines.lines_of(chars))
    title = pdf_lines.title_lines(pages[0], body=body) if pages else ()
    blocks: list[Block] = []
    for index, (chars, (start, _)) in enumerate(zip(pages, spans, strict=True)):
        blocks += pdf_lines.blocks_of(chars, start, body=body, title=() if index else title)
    return tuple(_one_title(blocks))


def _one_title(blocks: list[Block]) -> list[Block]:
    """A title set over several paragraphs is one block."""
    titles = [block for block in blocks if block.kind is BlockKind.TITLE]
    if len(titles) < 2:
        return blocks
    whole = Block(BlockKind.TITLE, titles[0].start, titles[-1].end)
    place = blocks.index(titles[0])
    return [*blocks[:place], whole, *(block for block in blocks[place:] if block.start >= whole.end)]


def _blank(document: pypdfium2.PdfDocument, index: int) -> PageChars:
    size = pdfium.FS_SIZEF()
    pdfium.FPDF_GetPageSizeByIndexF(document.raw, index, ctypes.byref(size))
    return PageChars("", array("f"), size.width, size.height)


def _notes(pages: list[PageChars]) -> dict[str, str]:
    """Annotations and form values of all pages as one entry: a layer of its own beside the text."""
    notes = "\n".join(f"Page {index + 1}. {note}" for index, chars in enumerate(pages) for note in chars.notes)
    return {"notes": notes[:_NOTES_AT_MOST]} if notes else {}


def _lost(numbers: list[int]) -> tuple[str, ...]:
    if not numbers:
        return ()
    which = f"Page {numbers[0]}" if len(numbers) == 1 else f"{len(numbers)} pages (the first is page {numbers[0]})"
    return (f"{which} of this PDF could not be read.",)


def _judged(pages: list[PageChars], scans: list[bool]) -> tuple[TextLayer, tuple[str, ...]]:
    """How far the text layer can be used, with the sentence about it."""
    letters = [len("".join(chars.text.split())) for chars in pages]
    if not sum(letters):
        return TextLayer.NONE, (SCAN if any(scans) else NO_TEXT,)
    bad = [chars.unusable() > _UNUSABLE_SHARE * count for chars, count in zip(pages, letters, strict=True)]
    unusable = sum(count for count, is_bad in zip(letters, bad, strict=True) if is_bad)
    if unusable > 0.5 * sum(letters):
        return TextLayer.UNUSABLE, (BROKEN,)
    gaps = [index + 1 for index in range(len(pages)) if bad[index] or scans[index]]
    if not gaps:
        return TextLayer.GOOD, ()
    return TextLayer.PARTIAL, (f"{_pages(gaps)} of this PDF cannot be read as text (a scan, or fonts that hide it).",)


def _pages(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return f"Page {numbers[0]}"
    listed = ", ".join(str(number) for number in numbers[:6])
    return f"Pages {listed}" if len(numbers) <= 6 else f"{len(numbers)} pages ({listed} and more)"


def _has_image(document: pypdfium2.PdfDocument, index: int) -> bool:
    page = pdfium.FPDF_LoadPage(document.raw, index)
    if not page:
        return False
    try:
        kinds = (
            pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, place))
            for place in range(min(200, pdfium.FPDFPage_CountObjects(page)))
        )
        return any(kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM) for kind in kinds)
    finally:
        pdfium.FPDF_ClosePage(page)


def _label(document: pypdfium2.PdfDocument, index: int) -> str:
    label = normalise(document.get_page_label(index)).strip()
    return label or str(index + 1)


def _metadata(document: pypdfium2.PdfDocument) -> dict[str, str]:
    found = {key: _entry(document, name) for key, name in _METADATA.items()}
    found["created"] = _date(_entry(document, "CreationDate"))
    found["modified"] = _date(_entry(document, "ModDate"))
    found["date"] = found["created"]
    found["language"] = _language(document)
    return {key: value for key, value in found.items() if value}


def _entry(document: pypdfium2.PdfDocument, name: str) -> str:
    return " ".join(normalise(document.get_metadata_value(name)).split())[:2000]


def _date(entry: str) -> str:
    """A PDF date as EDTF, no finer than the day: "2019-04-18"."""
    match = _DATE.match(entry)
    return "-".join(part for part in match.groups() if part) if match else ""


def _language(document: pypdfium2.PdfDocument) -> str:
    needed = pdfium.FPDFCatalog_GetLanguage(document.raw, None, 0)
    if not 2 < needed < 200:
        return ""
    buffer = ctypes.create_string_buffer(needed)
    pdfium.FPDFCatalog_GetLanguage(document.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), needed)
    return normalise(buffer.raw[: needed - 2].decode("utf-16-le", "replace")).strip()
