"""The one form every stored text has: NFC, line feeds, no byte order mark, no NUL."""

import re
import unicodedata

_BYTE_ORDER_MARK = "\ufeff"
_SURROGATE = re.compile("[\ud800-\udfff]")


def normalise(text: str) -> str:
    """Return ``text`` as it is stored and shown; offsets count code points of the result.

    CRLF and lone CR become LF, leading byte order marks and every NUL go, lone surrogates become U+FFFD,
    and the whole is NFC. Text already in that form comes back unchanged, so the function may be applied again.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").lstrip(_BYTE_ORDER_MARK)
    if _SURROGATE.search(plain):
        plain = plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return plain if unicodedata.is_normalized("NFC", plain) else unicodedata.normalize("NFC", plain)
