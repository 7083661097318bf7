"""Pixels on their way from a page to the screen."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn page: ``pixels`` is RGBA, 4 bytes a pixel, rows from the top without padding, alpha always 255."""

    width: int
    height: int
    pixels: bytes
