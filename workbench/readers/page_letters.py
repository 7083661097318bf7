"""The letters of a web page: which encoding its bytes are written in."""

import re

from workbench.readers import text
from workbench.readers.normalise import normalise

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)


def decode(data: bytes, *, encoding: str | None = None, outside: str = "") -> str:
    """Bytes of a page to text: the encoding asked for, its mark, what was said of it from ``outside`` (the headers
    it came with), what the page declares, UTF-8, then guessed.
    """
    # What is not ASCII and still valid UTF-8 is UTF-8, whatever the page declares.
    if encoding is None and not _is_utf8(data) and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        found = _CHARSET.search(data[:4096])
        for declared in filter(None, (outside, found[1].decode("ascii") if found else "")):
            try:
                return normalise(data.decode(declared))
            except (LookupError, UnicodeError):
                pass  # pages declare encodings they are not written in; fall through to what the bytes say
    return text.decode(data, encoding=encoding)[0]


def _is_utf8(data: bytes) -> bool:
    try:
        return not data.isascii() and bool(data.decode("utf-8"))
    except UnicodeDecodeError:
        return False
