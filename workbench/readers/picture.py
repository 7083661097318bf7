"""Pixels on their way from a page to the screen."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn page: ``pixels`` is RGBA, 4 bytes a pixel, rows from the top without padding, alpha always 255."""

    width: int
    height: int
    pixels: bytes


def capped(width: float, height: float, scale: float, max_pixels: int) -> float:
    """The scale, or the largest smaller one at which width x height stays within ``max_pixels``."""
    wanted = width * height * scale * scale
    longest = max(width, height) * scale
    within = scale * min(1.0, (max_pixels / wanted) ** 0.5 if wanted > 0 else 1.0)
    return within * min(1.0, 30_000 / longest if longest > 0 else 1.0)
