"""Pages without text, and what OCR would read on them: for tests that need no engine."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from workbench.model.sets import DocumentKind, TextLayer
from workbench.readers.reading import Box, FileRead, Page, Reading
from workbench.readers.recognised import Recognised, Word

WIDTH, HEIGHT = 595.0, 842.0


def page_read(text: str, *, sure: int = 91, extractor: str = "tesseract/5.5.4") -> Recognised:
    """A page as it might be read: one word under the other, ten points high."""
    words, at = [], 0
    for number, word in enumerate(text.split()):
        start = text.index(word, at)
        at = start + len(word)
        words.append(Word(start, at, Box(50, 50 + 20 * number, 50 + 5 * len(word), 60 + 20 * number), sure))
    return Recognised(text, tuple(words), extractor, "eng")


def scan(folder: Path, *texts: str, name: str = "scan.pdf", kind: DocumentKind = DocumentKind.PDF) -> FileRead:
    """A file with these texts on its pages, "" for a page that is a scan, as the reader hands it over."""
    data = f"%PDF {name} {texts}".encode()
    path = folder / name
    path.write_bytes(data)
    pages, at = [], 0
    for number, one in enumerate(texts, 1):
        pages.append(Page(number, str(number), at, at + len(one), WIDTH, HEIGHT))
        at += len(one) + 2
    reading = Reading(
        kind=kind,
        mime="application/pdf",
        text="\n\n".join(texts),
        blocks=(),
        pages=tuple(pages),
        text_layer=TextLayer.PARTIAL if any(texts) else TextLayer.NONE,
        extractor="pdfium/1",
        warnings=(),
    )
    return FileRead(str(path), name, hashlib.sha256(data).hexdigest(), len(data), "application/pdf", reading)


class Reader:
    """Stands where the recogniser stands, and reads what it is told stands on each page; an error is raised."""

    def __init__(self, pages: Mapping[int, Recognised | Exception]) -> None:
        self.pages = pages
        self.asked: list[int] = []

    def __call__(self, path: Path, **_: object) -> "Reader":
        assert path.exists()
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def page(self, page: Page, scale: float) -> Recognised:
        assert scale > 0
        self.asked.append(page.number)
        found = self.pages[page.number]
        if isinstance(found, Exception):
            raise found
        return found

    def cancel(self) -> None:
        """Nothing runs."""
