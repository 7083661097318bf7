"""A progress bar on the terminal, and nothing at all when piped."""

import sys
from types import TracebackType
from typing import Self

WIDTH = 24


class Progress:
    """How far long work is, on standard error. Silent unless that is a terminal and it was asked for."""

    def __init__(self, doing: str, total: int, *, silent: bool) -> None:
        self.shown = not silent and total > 1 and sys.stderr.isatty()
        self._doing = doing
        self._total = total
        self._done = 0

    def __enter__(self) -> Self:
        self._draw()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def show(self, done: int, total: int) -> None:
        """Say how much is done of how much, where that is known only now."""
        self._done, self._total = done, max(1, total)
        self._draw()

    def step(self) -> None:
        """Say that one more is done."""
        self._done += 1
        self._draw()

    def _draw(self) -> None:
        if not self.shown:
            return
        full = WIDTH * self._done // self._total
        bar = "▓" * full + "░" * (WIDTH - full)
        sys.stderr.write(f"\r\x1b[K{self._doing} {self._done} of {self._total} {bar}")
        sys.stderr.flush()
