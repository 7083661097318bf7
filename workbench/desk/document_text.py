"""The stored text of a document as the desk hands it out."""

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.readers.reading import Block, Page
from workbench.readers.recognised import Recognised
from workbench.store.shown import Part


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The stored text of a document, which is the text shown."""

    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...]
    sha256: str
    extractor: str
    metadata: Mapping[str, str]
    warnings: tuple[str, ...]
    parts: tuple[Part, ...] = ()  # which stretch stands in which layer; none where there is one layer only

    @property
    def read(self) -> dict[int, Recognised]:
        """The pages that are shown as OCR read them, by number."""
        return {part.page: part.read for part in self.parts if part.page is not None and part.read is not None}
