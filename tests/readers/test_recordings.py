"""Sound and video: kept, told apart by their bytes, and as long as their headers say."""

import struct
import wave
from pathlib import Path

import pytest

from workbench.model.sets import DocumentKind, TextLayer
from workbench.readers import documents, kinds


def atom(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", len(content) + 8, name) + content


def movie(length: int, scale: int, *, brand: bytes = b"isom", version: int = 0) -> bytes:
    if version:
        head = struct.pack(">B3xQQIQ", 1, 0, 0, scale, length)
    else:
        head = struct.pack(">B3xIIII", 0, 0, 0, scale, length)
    large = struct.pack(">I4sQ", 1, b"mdat", 16 + 64) + bytes(64)  # its size in eight bytes
    inside = atom(b"udta", b"x" * 20) + atom(b"mvhd", head + bytes(80))
    return atom(b"ftyp", brand + bytes(8)) + large + atom(b"moov", inside)


def flac(samples: int, rate: int) -> bytes:
    packed = (rate << 44) | (1 << 41) | (15 << 36) | samples
    return b"fLaC" + b"\x00\x00\x00\x22" + bytes(10) + packed.to_bytes(8) + bytes(16)


def sound(path: Path, seconds: float) -> None:
    with wave.open(str(path), "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(8000)
        made.writeframes(bytes(2 * int(8000 * seconds)))


def test_a_wave_file_says_how_long_it_is(tmp_path: Path) -> None:
    sound(tmp_path / "call.wav", 2.5)
    found = documents.read(tmp_path / "call.wav")
    assert (found.kind, found.mime, found.text_layer) == (DocumentKind.SOUND, "audio/wav", TextLayer.NONE)
    assert found.metadata == {"duration": "2.5"}
    assert "not played here" in found.warnings[0]


@pytest.mark.parametrize(
    ("data", "name", "kind", "duration"),
    [
        (movie(725_000, 1000), "talk.mp4", DocumentKind.VIDEO, "725.0"),
        (movie(90_000 * 3600, 90_000, version=1), "long.mp4", DocumentKind.VIDEO, "3600.0"),
        (movie(5000, 1000, brand=b"qt  "), "clip.mov", DocumentKind.VIDEO, "5.0"),
        (movie(5000, 1000, brand=b"M4A "), "voice.m4a", DocumentKind.SOUND, "5.0"),
        (flac(441_000, 44_100), "take.flac", DocumentKind.SOUND, "10.0"),
    ],
)
def test_films_and_flac_say_how_long_they_are(
    data: bytes, name: str, kind: DocumentKind, duration: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    found = documents.read(tmp_path / name)
    assert (found.kind, dict(found.metadata)) == (kind, {"duration": duration})


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"ID3\x04\x00" + bytes(64), DocumentKind.SOUND),
        (b"\xff\xfb\x90\x00" + bytes(64), DocumentKind.SOUND),
        (b"OggS" + bytes(64), DocumentKind.SOUND),
        (b"\x1a\x45\xdf\xa3" + bytes(64), DocumentKind.VIDEO),
        (b"RIFF\x00\x00\x00\x00AVI " + bytes(64), DocumentKind.VIDEO),
    ],
)
def test_recordings_are_known_by_their_bytes(data: bytes, kind: DocumentKind) -> None:
    assert kinds.sniff_bytes(data, "file.bin").kind is kind


@pytest.mark.parametrize(
    "data",
    [
        movie(5000, 0),  # a scale of nothing
        movie(2**32 - 1, 1),  # longer than anything
        movie(5000, 1000)[:-90],  # cut short
        atom(b"ftyp", b"isom" + bytes(8)) + struct.pack(">I4s", 4, b"moov"),  # smaller than its own head
        atom(b"ftyp", b"isom" + bytes(8)) + struct.pack(">I4sQ", 1, b"moov", 2**63),
        atom(b"ftyp", b"isom" + bytes(8)) + atom(b"free", b"") * 3000,
        b"RIFF\xff\xff\xff\xffWAVEfmt \xff\xff\xff\xff",
        b"fLaC",
    ],
)
def test_a_damaged_header_says_nothing_and_costs_nothing(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "broken.mp4").write_bytes(data)
    found = documents.read(tmp_path / "broken.mp4")
    assert dict(found.metadata) == {}
