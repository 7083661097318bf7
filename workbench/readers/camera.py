"""What a camera noted in a picture, as people read it: when, with what, where. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Noted:
    """``taken`` is "2024-05-01 12:00", ``place`` "48.2084° N, 16.3731° E"; "" for what is not noted."""

    taken: str
    camera: str
    place: str


def noted(exif: str) -> Noted:
    """Return what ``exif`` ("name: value" a line) says; nothing where it says nothing of these."""
    entries = dict(line.partition(": ")[::2] for line in exif.split("\n"))
    taken = entries.get("DateTimeOriginal", entries.get("DateTime", ""))
    day, _, hour = taken.partition(" ")
    maker, model = entries.get("Make", "").strip(), entries.get("Model", "").strip()
    # Many makers begin the name of the model with their own.
    camera = model if model.casefold().startswith(maker.casefold()) else f"{maker} {model}"
    return Noted(f"{day.replace(':', '-')} {hour[:5]}".strip(), camera.strip(), _place(entries))


def _place(entries: Mapping[str, str]) -> str:
    latitude = _degrees(entries.get("GPSLatitude", ""), most=90)
    longitude = _degrees(entries.get("GPSLongitude", ""), most=180)
    if latitude is None or longitude is None:
        return ""
    north, east = entries.get("GPSLatitudeRef", "N")[:1], entries.get("GPSLongitudeRef", "E")[:1]
    return f"{latitude:.4f}° {north}, {longitude:.4f}° {east}"


def _degrees(written: str, *, most: int) -> float | None:
    """Degrees, minutes and seconds as "(48.0, 12.0, 30.2)"; None for what is none."""
    parts = [float(found) for found in _NUMBER.findall(written)]
    if not parts or len(parts) > 3:
        return None
    value = sum(part / 60**at for at, part in enumerate(parts))
    return value if 0 <= value <= most else None
