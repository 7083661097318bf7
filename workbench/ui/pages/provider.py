"""Where pages get their images and character boxes from: asked now, answered later, never waited for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtGui import QImage

from workbench.readers.reading import Box


@dataclass(frozen=True, slots=True)
class PageImage:
    """A drawn page, or the sentence that says why there is none. ``scale`` is what was asked for."""

    page: int
    scale: float
    image: QImage | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class PageBoxes:
    """One box for each code point of a page's stored text; empty where they cannot be had."""

    page: int
    boxes: tuple[Box, ...]
    problem: str = ""


class PageProvider(Protocol):
    """The pages of one document. Pages count from 1, ``scale`` is device pixels to the unit of the page's size.

    Answers come on the window's thread. What was asked for last is answered first; a request that many later ones
    have overtaken may be dropped, so whoever still needs the page asks again when painting it.
    """

    def image(self, page: int, scale: float) -> QImage | None:
        """Return the image if it is at hand."""
        ...

    def any_image(self, page: int) -> QImage | None:
        """Return an image of the page at whatever scale is at hand, to be shown until the right one has come."""
        ...

    def request_image(self, page: int, scale: float, done: Callable[[PageImage], None]) -> None:
        """Have the page drawn; asking twice for the same is asking once."""
        ...

    def request_boxes(self, page: int, done: Callable[[PageBoxes], None]) -> None:
        """Have the page's character boxes measured."""
        ...

    def close(self) -> None:
        """Answer nothing any more and let go of the document."""
        ...
