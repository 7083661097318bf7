"""Transcripts with times (SubRip, WebVTT): what is said, one block a cue, and when it is said."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from workbench.model.sets import BlockKind, DocumentKind, TextLayer
from workbench.readers import text
from workbench.readers.markup import folded
from workbench.readers.normalise import normalise
from workbench.readers.places import TO
from workbench.readers.problems import CannotRead
from workbench.readers.reading import Block, Place, Reading

EXTRACTOR: Final = "transcript/1"
EMPTY: Final = "This transcript holds no words with times. Ask for another copy of it."
_TIME = r"(?:(\d{1,4}):)?(\d\d?):(\d\d)[,.](\d{1,3})"
_TIMING: Final = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s|$)")
_SPEAKER: Final = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]{1,200})>")
_TAG: Final = re.compile(r"</?(?:[ibucv]|font|lang|ruby|rt|\d[\d:.]*)(?:[.\s][^<>]*)?>|\{\\[^{}]*\}", re.IGNORECASE)
_LANGUAGE: Final = re.compile(r"^Language:\s*([A-Za-z][A-Za-z0-9-]{1,34})\s*$", re.MULTILINE)


@dataclass(slots=True)
class _Cue:
    time: str
    lines: list[str] = field(default_factory=list)

    def said(self, *, web: bool) -> str:
        words = "\n".join(self.lines)
        if web:
            words = _SPEAKER.sub(lambda found: f"{found[1].strip()}: ", words)
        plain = _TAG.sub("", words)
        return folded(html.unescape(plain) if web else plain)


def read(path: Path, *, encoding: str | None = None) -> Reading:
    """Read SubRip or WebVTT. ``places`` gives every cue its time; ``encoding`` overrides the guess.

    Raises CannotRead where no words with a time are found.
    """
    stored, used = text.decode(path.read_bytes(), encoding=encoding)
    web = stored.startswith("WEBVTT")
    words, blocks, places = _assembled(_cues(stored, web=web), web=web)
    if not blocks:
        raise CannotRead(EMPTY)
    language = _LANGUAGE.search(stored.partition("\n\n")[0]) if web else None
    return Reading(
        kind=DocumentKind.TRANSCRIPT,
        mime="text/vtt" if web else "application/x-subrip",
        text=words,
        blocks=blocks,
        pages=(),
        text_layer=TextLayer.GOOD,
        extractor=EXTRACTOR,
        metadata={"language": language[1]} if language else {},
        warnings=text.encoding_warning(used, encoding),
        places=places,
    )


def _assembled(cues: Iterator[_Cue], *, web: bool) -> tuple[str, tuple[Block, ...], tuple[Place, ...]]:
    said: list[str] = []
    blocks: list[Block] = []
    places: list[Place] = []
    at = 0
    for cue in cues:
        words = normalise(cue.said(web=web))
        if words:
            said.append(words)
            blocks.append(Block(BlockKind.BODY, at, at + len(words)))
            places.append(Place(cue.time, at, at + len(words)))
            at += len(words) + 1
    return "\n".join(said), tuple(blocks), tuple(places)


def _cues(stored: str, *, web: bool) -> Iterator[_Cue]:
    """Cues by their lines of times. In WebVTT an empty line ends one; SubRip has empty lines within, too."""
    cue: _Cue | None = None
    for line in stored.split("\n"):
        found = _TIMING.match(line)
        if found:
            if cue is not None:
                yield _without_number(cue)
            cue = _Cue(f"{_clock(*found.groups()[:4])}{TO}{_clock(*found.groups()[4:])}")
        elif web and cue is not None and not line.strip():
            yield cue
            cue = None
        elif cue is not None:
            cue.lines.append(line)
    if cue is not None:
        yield cue


def _without_number(cue: _Cue) -> _Cue:
    """The number of the next cue stands on the line before its time."""
    if cue.lines and cue.lines[-1].strip().isdecimal() and (len(cue.lines) == 1 or not cue.lines[-2].strip()):
        cue.lines.pop()
    return cue


def _clock(hours: str | None, minutes: str, seconds: str, thousandths: str) -> str:
    return f"{int(hours or 0):02}:{int(minutes):02}:{seconds}.{thousandths:0<3}"
