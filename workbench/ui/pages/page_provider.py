"""Pages drawn and measured by a reader process, asked from a thread of its own, so that the window never waits."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage

from workbench.readers.page_server import PageServer
from workbench.readers.picture import Picture
from workbench.readers.problems import PageNotShown
from workbench.readers.reading import Box
from workbench.readers.recognised import Recognised
from workbench.ui.pages.provider import PageBoxes, PageImage

# Images kept, in bytes: about twenty A4 pages at 100 % on an ordinary screen, five on a fine one.
CACHE_BYTES = 72 * 1024 * 1024
# Requests waiting; older ones are dropped, their pages have long been scrolled past.
WAITING = 12
# Pixels of one image at most: beyond it the page is drawn smaller and shown enlarged.
MOST_PIXELS = 14_000_000


class _Kind(StrEnum):
    IMAGE = "image"
    BOXES = "boxes"


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is wanted of a page; the scale is 0 for boxes."""

    kind: _Kind
    page: int
    scale: float


class Server(Protocol):
    """What this provider needs of ``readers.page_server.PageServer``: calls that block."""

    def render(self, page: int, scale: float, *, max_pixels: int) -> Picture:
        """Draw a page. Raises PageNotShown."""
        ...

    def boxes(self, page: int) -> tuple[Box, ...]:
        """Measure a page's characters. Raises PageNotShown."""
        ...

    def close(self) -> None:
        """End the process."""
        ...


class _Read:
    """A page server of a document some pages of which OCR read."""

    def __init__(self, server: Server, read: Mapping[int, Recognised]) -> None:
        self._server = server
        self._read = read
        self.render, self.close = server.render, server.close

    def boxes(self, page: int) -> tuple[Box, ...]:
        """Return where OCR found the letters of a page, else where the file says they are."""
        read = self._read.get(page)
        return read.boxes() if read is not None else self._server.boxes(page)


class ServedPages(QObject):
    """A ``PageProvider`` over one document's page server."""

    _answered = Signal(object, object)

    def __init__(self, server: Server, parent: QObject | None = None) -> None:
        """Take the server over: ``close`` closes it."""
        super().__init__(parent)
        self._server = server
        self._images: OrderedDict[tuple[int, float], QImage] = OrderedDict()
        self._bytes = 0
        self._wanted: OrderedDict[_Wish, list[Callable[[object], None]]] = OrderedDict()
        self._under_way: _Wish | None = None
        self._lock = threading.Condition()
        self._closed = False
        self._thread: threading.Thread | None = None
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @classmethod
    def of_file(
        cls, path: Path, parent: QObject | None = None, *, read: Mapping[int, Recognised] = MappingProxyType({})
    ) -> "ServedPages":
        """Serve the pages of the PDF or image at ``path``, which must stay there until ``close``.

        Of pages that OCR ``read`` the letters lie where it found them.
        """
        return cls(_Read(PageServer(path), read) if read else PageServer(path), parent)

    def image(self, page: int, scale: float) -> QImage | None:
        """Return the image if it is at hand."""
        found = self._images.get((page, scale))
        if found is not None:
            self._images.move_to_end((page, scale))
        return found

    def any_image(self, page: int) -> QImage | None:
        """Return the sharpest image of the page that is at hand."""
        known = ((scale, image) for (number, scale), image in self._images.items() if number == page)
        return max(known, key=lambda one: one[0], default=(0.0, None))[1]

    def request_image(self, page: int, scale: float, done: Callable[[PageImage], None]) -> None:
        """Have the page drawn at ``scale`` device pixels to the unit."""
        self._ask(_Wish(_Kind.IMAGE, page, scale), done)

    def request_boxes(self, page: int, done: Callable[[PageBoxes], None]) -> None:
        """Have the page's character boxes measured."""
        self._ask(_Wish(_Kind.BOXES, page, 0.0), done)

    def _ask(self, wish: _Wish, done: Callable[..., None]) -> None:
        with self._lock:
            if self._closed:
                return
            waiting = self._wanted.setdefault(wish, [])
            if done not in waiting:
                waiting.append(done)
            self._wanted.move_to_end(wish)
            while len(self._wanted) > WAITING:
                oldest = next(w for w in self._wanted if w != self._under_way)
                del self._wanted[oldest]
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="pages", daemon=True)
                self._thread.start()
            self._lock.notify()

    def _work(self) -> None:
        while True:
            with self._lock:
                while not self._closed and not self._wanted:
                    self._lock.wait()
                if self._closed:
                    return
                wish = next(reversed(self._wanted))
                self._under_way = wish
            answer = self._fulfil(wish)
            with self._lock:
                self._under_way = None
                callbacks = self._wanted.pop(wish, [])
                if self._closed:
                    return
                self._answered.emit(answer, callbacks)

    def _fulfil(self, wish: _Wish) -> PageImage | PageBoxes:
        try:
            match wish.kind:
                case _Kind.IMAGE:
                    picture = self._server.render(wish.page, wish.scale, max_pixels=MOST_PIXELS)
                    return PageImage(wish.page, wish.scale, _image(picture))
                case _Kind.BOXES:
                    return PageBoxes(wish.page, self._server.boxes(wish.page))
        except PageNotShown as problem:
            if wish.kind is _Kind.IMAGE:
                return PageImage(wish.page, wish.scale, None, problem.sentence)
            return PageBoxes(wish.page, (), problem.sentence)

    @Slot(object, object)
    def _deliver(self, answer: PageImage | PageBoxes, callbacks: list[Callable[[object], None]]) -> None:
        if self._closed:
            return
        if isinstance(answer, PageImage) and answer.image is not None:
            self._keep((answer.page, answer.scale), answer.image)
        for done in callbacks:
            done(answer)

    def _keep(self, key: tuple[int, float], image: QImage) -> None:
        old = self._images.pop(key, None)
        self._bytes += image.sizeInBytes() - (old.sizeInBytes() if old else 0)
        self._images[key] = image
        while self._bytes > CACHE_BYTES and len(self._images) > 1:
            _, dropped = self._images.popitem(last=False)
            self._bytes -= dropped.sizeInBytes()

    def close(self) -> None:
        """Answer nothing any more, end the reader process and its thread."""
        with self._lock:
            self._closed = True
            self._wanted.clear()
            self._lock.notify()
        self._server.close()
        if self._thread is not None:
            self._thread.join(timeout=2.0)
        self._images.clear()
        self._bytes = 0


def _image(picture: Picture) -> QImage:
    """Return the pixels as the screen's own kind of image, so that painting it is a plain copy."""
    raw = QImage(picture.pixels, picture.width, picture.height, 4 * picture.width, QImage.Format.Format_RGBX8888)
    return raw.convertToFormat(QImage.Format.Format_RGB32)
