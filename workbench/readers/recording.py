"""Sound and video: what they are and how long, as far as their headers say so. They hold no text and are not played."""

import struct
import wave
from pathlib import Path
from typing import BinaryIO, Final

from workbench.model.sets import DocumentKind, TextLayer
from workbench.readers.reading import Reading

EXTRACTOR: Final = "recording/1"
NOT_PLAYED: Final = (
    "Sound and video are kept and not played here. Add a transcript with times (SRT, VTT) of the same name, and cite"
    " what is said by it."
)
_ATOMS_AT_MOST: Final = 2000
_LONGEST: Final = 1_000_000.0  # seconds; what says more is damaged
_MOVIE_HEADER: Final = 32


def read(path: Path, kind: DocumentKind, mime: str) -> Reading:
    """Read the length of a recording, if its header tells it. ``metadata`` has it in seconds, as "duration"."""
    with path.open("rb") as file:
        seconds = _seconds(file, mime)
    known = seconds is not None and 0 < seconds <= _LONGEST
    return Reading(
        kind=kind,
        mime=mime,
        text="",
        blocks=(),
        pages=(),
        text_layer=TextLayer.NONE,
        extractor=EXTRACTOR,
        metadata={"duration": f"{seconds:.1f}"} if known else {},
        warnings=(NOT_PLAYED,),
    )


def _seconds(file: BinaryIO, mime: str) -> float | None:
    try:
        match mime:
            case "audio/wav":
                return _of_wave(file)
            case "audio/flac":
                return _of_flac(file.read(42))
            case "video/mp4" | "audio/mp4" | "video/quicktime":
                return _of_movie(file)
            case _:
                return None
    except (struct.error, ZeroDivisionError, EOFError, wave.Error):
        return None  # a damaged header says nothing; the file is kept all the same


def _of_wave(file: BinaryIO) -> float:
    with wave.open(file, "rb") as sound:
        return sound.getnframes() / sound.getframerate()


def _of_flac(head: bytes) -> float:
    """The first block says the rate (20 bits) and the number of samples (36 bits)."""
    packed = int.from_bytes(head[18:26])
    return (packed & 0xFFFFFFFFF) / (packed >> 44)


def _of_movie(file: BinaryIO) -> float | None:
    """Walk the atoms of the file to moov, and those in it to mvhd, which says how long it is."""
    file.seek(0, 2)
    start, end = 0, file.tell()
    for wanted in (b"moov", b"mvhd"):
        found = _atom(file, start, end, wanted)
        if found is None:
            return None
        start, end = found
    file.seek(start)
    head = file.read(_MOVIE_HEADER)
    scale, length = struct.unpack(">IQ", head[20:32]) if head[0] == 1 else struct.unpack(">II", head[12:20])
    return float(length / scale)


def _atom(file: BinaryIO, start: int, end: int, wanted: bytes) -> tuple[int, int] | None:
    """Return where the content of an atom lies between two places of the file."""
    for _ in range(_ATOMS_AT_MOST):
        if start + 8 > end:
            return None
        file.seek(start)
        size, name = struct.unpack(">I4s", file.read(8))
        content = start + 8
        if size == 1:  # the size follows, in eight bytes
            size, content = struct.unpack(">Q", file.read(8))[0], start + 16
        size = size or end - start
        if size < content - start or start + size > end:
            return None
        if name == wanted:
            return content, start + size
        start += size
    return None
