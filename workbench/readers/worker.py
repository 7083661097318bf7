"""The reader process: takes requests from a pipe, reads documents under limits, answers over a pipe, nothing else."""

import os
import sqlite3
import sys
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from workbench.readers.confine import confine
from workbench.readers.enclosed import Taken
from workbench.readers.enclosed_protocol import contents_message, taken_message
from workbench.readers.problems import CannotRead
from workbench.readers.protocol import ROWS, Message, packed, reading_message, receive, recognised_message
from workbench.readers.reading import Box
from workbench.readers.sandbox import lock

_REQUEST_AT_MOST = 64 * 1024 * 1024
_NO_MEMORY = "Reading this file needs more memory than is allowed. Try a smaller or simpler copy of it."
_DATABASE_TROUBLE = (sqlite3.Error, UnicodeDecodeError)  # hostile bytes come out of sqlite3 as the latter
_GONE = "The file cannot be opened any more. Check that it is still there and try again."


def main() -> int:
    """Answer requests until the pipe ends. The exit code is 0 then."""
    requests, replies = _pipes()
    if ROWS not in sys.argv[1:]:
        _warm()
    _send(replies, Message({"ready": True}))
    desk = _Desk()
    while (request := receive(requests.read, at_most=_REQUEST_AT_MOST)) is not None:
        _send(replies, _answer(desk, request))
    return 0


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """The two pipes as private streams; what a library prints goes nowhere instead of between the replies."""
    if sys.platform == "win32":
        import msvcrt

        for descriptor in (0, 1):
            msvcrt.setmode(descriptor, os.O_BINARY)
    requests, replies = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return os.fdopen(requests, "rb"), os.fdopen(replies, "wb")


def _warm() -> None:
    """Load what most documents need while nobody waits."""
    import pypdfium2.raw

    from workbench.readers import documents, pdf, pdf_boxes

    del pypdfium2, documents, pdf, pdf_boxes


def _send(replies: BinaryIO, message: Message) -> None:
    replies.write(packed(message))
    replies.flush()


def _answer(desk: "_Desk", request: Message) -> Message:
    do = _VERBS.get(request.header.get("do", ""))
    if do is None:
        return Message({"problem": "", "unknown": True})
    try:
        return do(desk, request)
    except CannotRead as problem:
        return Message({"problem": str(problem)})
    except MemoryError:
        return Message({"problem": _NO_MEMORY, "memory": True})
    except OSError:
        return Message({"problem": _GONE})


class _Desk:
    """What the process holds between requests: the one open document, or database, if more is asked of it."""

    def __init__(self) -> None:
        self.pages: Any = None
        self.rows: Any = None
        self.taking: Iterator[Taken] = iter(())
        self.engine: Any = None


def _limit(desk: _Desk, request: Message) -> Message:
    del desk
    header = request.header
    in_force = confine(memory=int(header["memory"]), cpu_seconds=int(header["cpu_seconds"]))
    return Message({"limits": [*in_force, *lock([Path(path) for path in header.get("readable", [])])]})


def _read(desk: _Desk, request: Message) -> Message:
    from workbench.readers import documents

    del desk
    header = request.header
    reading = documents.read(
        Path(header["path"]),
        encoding=header.get("encoding"),
        whole_page=bool(header.get("whole_page")),
        charset=str(header.get("charset") or ""),
    )
    return reading_message(reading)


def _contents(desk: _Desk, request: Message) -> Message:
    from workbench.readers import enclosed

    del desk
    return contents_message(enclosed.contents(Path(request.header["path"])))


def _take(desk: _Desk, request: Message) -> Message:
    from workbench.readers import enclosed

    desk.taking = enclosed.take(Path(request.header["path"]), map(int, request.header["numbers"]))
    return Message({})


def _next(desk: _Desk, request: Message) -> Message:
    del request
    return taken_message(next(desk.taking, None))


def _open(desk: _Desk, request: Message) -> Message:
    from workbench.readers.page_source import open_pages

    desk.pages = open_pages(Path(request.header["path"]), forms=bool(request.header.get("forms", True)))
    return Message({"pages": desk.pages.count, "forms": desk.pages.forms})


def _render(desk: _Desk, request: Message) -> Message:
    header = request.header
    picture = desk.pages.render(int(header["page"]), float(header["scale"]), int(header["max_pixels"]))
    return Message({"width": picture.width, "height": picture.height}, (picture.pixels,))


def _boxes(desk: _Desk, request: Message) -> Message:
    return Message({}, (desk.pages.edges(int(request.header["page"])).tobytes(),))


def _crop(desk: _Desk, request: Message) -> Message:
    header = request.header
    edges = array("f", request.frames[0])
    boxes = [Box(*edges[place : place + 4]) for place in range(0, len(edges), 4)]
    framed = bool(header.get("framed"))
    png = desk.pages.crop(int(header["page"]), boxes, float(header["margin"]), float(header["scale"]), framed=framed)
    return Message({}, (png,))


def _table(desk: _Desk, request: Message) -> Message:
    from workbench.readers.table import table_message

    box = Box(*map(float, request.header["box"]))
    return table_message(desk.pages.table(int(request.header["page"]), box))


def _open_ocr(desk: _Desk, request: Message) -> Message:
    from workbench.readers.ocr import Engine

    header = request.header
    desk.engine = Engine(Path(header["path"]), data=Path(header["data"]), languages=header["languages"])
    return Message({})


def _recognise(desk: _Desk, request: Message) -> Message:
    header = request.header
    found = desk.engine.page(int(header["page"]), width=float(header["width"]), scale=float(header["scale"]))
    return recognised_message(found)


def _open_rows(desk: _Desk, request: Message) -> Message:
    from workbench.readers.rows import opened

    try:
        desk.rows = opened(Path(request.header["path"]))
    except _DATABASE_TROUBLE as error:
        return Message({"problem": str(error)})
    return Message({})


def _rows(desk: _Desk, request: Message) -> Message:
    from workbench.readers.rows import packed_rows, unpacked_rows

    try:
        found = desk.rows.execute(request.header["sql"], unpacked_rows(request.frames[0])[0])
        return Message({}, (packed_rows(found),))
    except _DATABASE_TROUBLE as error:
        return Message({"problem": str(error)})


_VERBS: dict[str, Callable[[_Desk, Message], Message]] = {
    "limit": _limit,
    "read": _read,
    "contents": _contents,
    "take": _take,
    "next": _next,
    "open": _open,
    "render": _render,
    "boxes": _boxes,
    "crop": _crop,
    "table": _table,
    "open_ocr": _open_ocr,
    "recognise": _recognise,
    "open_rows": _open_rows,
    "rows": _rows,
}

if __name__ == "__main__":
    raise SystemExit(main())
