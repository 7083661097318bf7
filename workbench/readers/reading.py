"""What every reader returns: stored text with its blocks and pages, and what was learnt of the file."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from workbench.model.sets import BlockKind, DocumentKind, TextLayer


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text: ``text[start:end]`` in code points, end exclusive, without its line break."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page: ``text[start:end]`` is its text; width and height in PDF points (images: pixels)."""

    number: int
    label: str
    start: int
    end: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Place:
    """What ``text[start:end]`` is cited by where there are no pages: a time range, or a row of a sheet."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A file read. ``text`` is NFC with line feeds and no BOM; it is stored and shown as it is.

    ``metadata`` keys in use: title, author, publisher, date (EDTF), language, url, outlet, dek, created, modified,
    producer, saved (the day a web page was saved), charset (what a page's headers said of its letters), attached (how
    many files and messages a message holds), exif (one "name: value" a line),
    notes (a PDF's annotations and form values, one a line). ``warnings`` are sentences for
    the user. ``extractor`` is name/version.
    """

    kind: DocumentKind
    mime: str
    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...]
    text_layer: TextLayer
    extractor: str
    metadata: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class FileRead:
    """What came of one file: its bytes' identity always, its reading or the sentence that says why there is none."""

    path: str
    name: str
    sha256: str
    size: int
    mime: str
    reading: Reading | None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in PDF points (images: pixels), origin top left, y downwards, on the page as it is shown."""

    x0: float
    y0: float
    x1: float
    y1: float
