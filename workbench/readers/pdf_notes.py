"""What stands on a PDF page beside its text: readers' notes and the values of form fields."""

import ctypes
from collections.abc import Iterator

import pypdfium2.raw as pdfium

from workbench.readers.normalise import normalise

_NOTES_AT_MOST = 300
_LETTERS_AT_MOST = 4000
_SKIPPED = (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP)


def notes_of(page: pdfium.FPDF_PAGE) -> tuple[str, ...]:
    """One line for each annotation with words and each filled-in form field: "Note by A. B.: Source?"."""
    count = min(_NOTES_AT_MOST, pdfium.FPDFPage_GetAnnotCount(page))
    return tuple(note for place in range(count) for note in _note(page, place))


def _note(page: pdfium.FPDF_PAGE, place: int) -> Iterator[str]:
    annotation = pdfium.FPDFPage_GetAnnot(page, place)
    if not annotation:
        return
    try:
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        if kind == pdfium.FPDF_ANNOT_WIDGET:
            name, value = _entry(annotation, b"T"), _entry(annotation, b"V")
            if value and value != "Off":
                yield f"Form field “{name}”: {value}" if name else f"Form field: {value}"
        elif kind not in _SKIPPED and (words := _entry(annotation, b"Contents")):
            author = _entry(annotation, b"T")
            yield f"Note by {author}: {words}" if author else f"Note: {words}"
    finally:
        pdfium.FPDFPage_CloseAnnot(annotation)


def _entry(annotation: pdfium.FPDF_ANNOTATION, key: bytes) -> str:
    """A text entry of the annotation, white space folded; pdfium counts its UTF-16 bytes with the closing NUL."""
    size = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return " ".join(normalise(buffer.raw[: size - 2].decode("utf-16-le", "replace")).split())[:_LETTERS_AT_MOST]
