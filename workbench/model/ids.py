"""The ids of nouns, made here."""

import os
import threading
import time


class _Clock:
    """Ticks of a 4096th of a millisecond that never stand still, not even where the system's clock does."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0

    def tick(self) -> int:
        with self._lock:
            self._last = max(time.time_ns() * 4096 // 1_000_000, self._last + 1)
            return self._last


_clock = _Clock()


def new_id() -> str:
    """Return a UUIDv7 as text (RFC 9562, method 1 of section 6.2: ids made here sort in the order they were made)."""
    tick = _clock.tick()  # 48 bits of milliseconds followed by 12 bits of their fraction
    random = int.from_bytes(os.urandom(8)) & (1 << 62) - 1
    value = (tick >> 12) << 80 | 0x7 << 76 | (tick & 0xFFF) << 64 | 0b10 << 62 | random
    digits = f"{value:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
