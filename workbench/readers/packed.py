"""ZIP files that hold a document: opened within bounds, and their XML read without loading or unfolding anything."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Final
from xml.parsers.expat import ExpatError

from lxml import etree
from lxml.etree import _Element

from workbench.readers.problems import CannotRead

UNPACKED_AT_MOST: Final = 512 * 1024 * 1024
# A document may not name files or addresses for us to load, nor unfold entities without end.
PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
_BROKEN: Final = (
    StopIteration,
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    IndexError,
    etree.XMLSyntaxError,
    ExpatError,
    NotImplementedError,
    RuntimeError,  # a member that is encrypted
    ValueError,
    EOFError,
)


@contextmanager
def opened(path: Path, called: str) -> Iterator[zipfile.ZipFile]:
    """Open a packed document; ``called`` is what it is in words ("an EPUB book").

    What goes wrong inside comes out as CannotRead: damaged, or larger than can be read safely.
    """
    this = called.partition(" ")[2]
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > UNPACKED_AT_MOST:
                raise CannotRead(f"This {this} unpacks to more than can be read safely. Ask for a smaller copy of it.")
            yield archive
    except _BROKEN as error:
        raise CannotRead(f"This {this} is damaged and cannot be read. Ask for another copy of it.") from error


def parsed(archive: zipfile.ZipFile, name: str) -> _Element:
    """The root of an XML member. Raises KeyError where there is none, XMLSyntaxError where it is broken."""
    return etree.parse(BytesIO(archive.read(name)), PARSER).getroot()


def local(element: _Element) -> str:
    """The name of an element without its namespace; "" for comments and the like."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
