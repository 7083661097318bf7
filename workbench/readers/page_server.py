"""The pages of one document, drawn and measured by a long-lived reader process."""

import math
import threading
from array import array
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from workbench.readers.child import Child, WorkerDied, WorkerFailed, WorkerTimedOut, worker_command
from workbench.readers.passage import lines_of
from workbench.readers.picture import Picture
from workbench.readers.problems import PageNotShown
from workbench.readers.protocol import BadReply, Message, limit_request
from workbench.readers.reading import Box
from workbench.readers.table import Table, table_of

_MEBIBYTE = 1024 * 1024
_START_SECONDS = 30.0
_CROP_AT_MOST = 32 * _MEBIBYTE
MAX_PIXELS = 40_000_000
_CPU_SECONDS = 3600
# Drawing a form takes milliseconds; one whose fields contain themselves takes for ever.
_FORMS_SECONDS = 5.0


class PageServer:
    """One document's pages, on demand. Calls block, may come from any thread and are answered one at a time.

    The process starts with the first call and again after it had to be killed.
    """

    def __init__(
        self,
        path: Path,
        *,
        seconds: float = 20.0,
        memory: int = 1536 * _MEBIBYTE,
        command: Sequence[str] | None = None,
    ) -> None:
        """``seconds`` is the time one answer may take, ``memory`` (bytes) what the process may use."""
        self._path = Path(path).resolve()
        self._seconds = seconds
        self._memory = memory
        self._command = list(command or worker_command())
        self._child: Child | None = None
        self._turn = threading.Lock()
        self._closed = False
        self._cancelled = False
        self._forms = True  # until the document is known to have none, or its forms to be a trap

    def render(self, page: int, scale: float, *, max_pixels: int = MAX_PIXELS) -> Picture:
        """Draw page ``page`` (from 1), ``scale`` pixels to the point (images: to the pixel). Raises PageNotShown."""
        reply = self._ask({"do": "render", "page": page, "scale": scale, "max_pixels": max_pixels}, page)
        return _picture(reply, page, max_pixels)

    def boxes(self, page: int) -> tuple[Box, ...]:
        """One Box for each code point of the page's stored text. Raises PageNotShown."""
        return _boxes(self._ask({"do": "boxes", "page": page}, page), page)

    def crop(
        self, page: int, boxes: Sequence[Box], *, margin: float = 28.0, scale: float = 2.0, framed: bool = False
    ) -> bytes:
        """PNG of the page around ``boxes``, their lines tinted or the first of them ``framed``; ``margin`` in points.

        Raises PageNotShown.
        """
        lines = array("f", (edge for box in lines_of(boxes) for edge in (box.x0, box.y0, box.x1, box.y1)))
        request = {"do": "crop", "page": page, "margin": margin, "scale": scale, "framed": framed}
        reply = self._ask(request, page, (lines.tobytes(),))
        if len(reply.frames) != 1 or not reply.frames[0].startswith(b"\x89PNG") or len(reply.frames[0]) > _CROP_AT_MOST:
            raise _not_shown(page)
        return reply.frames[0]

    def table(self, page: int, within: Box) -> Table:
        """Take the table out of a part of a page (points). Raises PageNotShown, with the reason where there is none."""
        box = [within.x0, within.y0, within.x1, within.y1]
        reply = self._ask({"do": "table", "page": page, "box": box}, page)
        try:
            return table_of(reply)
        except BadReply as error:
            raise _not_shown(page) from error

    def cancel(self) -> None:
        """Kill the process; a waiting call raises PageNotShown, the next one starts afresh."""
        self._cancelled = True
        child = self._child
        if child:
            child.kill()

    def close(self) -> None:
        """Kill the process for good."""
        self._closed = True
        self.cancel()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ask(self, request: dict[str, Any], page: int, frames: tuple[bytes, ...] = ()) -> Message:
        with self._turn:
            self._cancelled = False
            try:
                reply = self._answer(Message(request, frames))
            except WorkerFailed as failure:
                self._child = None
                raise _not_shown(page, failure, self._seconds) from failure
        problem = reply.header.get("problem")
        if isinstance(problem, str):
            raise PageNotShown(problem or str(_not_shown(page)))
        return reply

    def _running(self) -> Child:
        if self._closed:
            raise PageNotShown("This document is closed. Open it again to see its pages.")
        if self._child and self._child.alive:
            return self._child
        child = self._child = Child(self._command, output_at_most=4 * MAX_PIXELS + _MEBIBYTE)
        child.wait_ready(seconds=_START_SECONDS)
        child.ask(
            limit_request(memory=self._memory, cpu_seconds=_CPU_SECONDS, readable=[self._path]),
            seconds=_START_SECONDS,
        )
        opened = child.ask(
            Message({"do": "open", "path": str(self._path), "forms": self._forms}), seconds=self._patience()
        )
        problem = opened.header.get("problem")
        if isinstance(problem, str):
            child.kill()
            raise PageNotShown(problem)
        self._forms = opened.header.get("forms") is True
        return child

    def _answer(self, message: Message) -> Message:
        """Ask; where a document's form fields keep the process from answering, ask again without drawing them."""
        try:
            return self._running().ask(message, seconds=self._patience())
        except WorkerFailed:
            if self._cancelled or not self._forms:
                raise
            self._forms = False
            return self._running().ask(message, seconds=self._seconds)

    def _patience(self) -> float:
        return min(_FORMS_SECONDS, self._seconds) if self._forms else self._seconds


def _picture(reply: Message, page: int, max_pixels: int) -> Picture:
    width, height = reply.header.get("width"), reply.header.get("height")
    if not isinstance(width, int) or not isinstance(height, int) or len(reply.frames) != 1:
        raise _not_shown(page)
    # Rounding a page's two sides may add a pixel to each.
    fits = width > 0 and height > 0 and width * height <= max_pixels + width + height + 1
    if not fits or len(reply.frames[0]) != 4 * width * height:
        raise _not_shown(page)
    return Picture(width, height, reply.frames[0])


def _boxes(reply: Message, page: int) -> tuple[Box, ...]:
    if len(reply.frames) != 1 or len(reply.frames[0]) % 16:
        raise _not_shown(page)
    edges = array("f", reply.frames[0])
    if not all(map(math.isfinite, edges)):
        raise _not_shown(page)
    return tuple(map(Box, edges[0::4], edges[1::4], edges[2::4], edges[3::4]))


def _not_shown(page: int, failure: WorkerFailed | None = None, seconds: float = 0.0) -> PageNotShown:
    match failure:
        case WorkerTimedOut() | WorkerDied(out_of_time=True):
            return PageNotShown(
                f"Page {page} took longer than {seconds:g} seconds and was stopped. Its text can still be used."
            )
        case _:
            return PageNotShown(f"Page {page} made its reader stop, so it cannot be shown. Its text can still be used.")
