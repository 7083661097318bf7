"""Makes the end of every stream of a PDF plain to see.

One stream in 256 happens to end with a carriage return. With the line feed that follows it, it reads like a
CRLF line end, and archive validators then count one byte less than the stream says it has: the file is no
longer PDF/A for them. A CRLF in place of that line feed leaves no doubt.
"""

import itertools
import re

_DOUBTFUL = b"\r\nendstream\nendobj"
_PLAIN = b"\r\r\nendstream\nendobj"
_XREF = re.compile(rb"xref\n0 (\d+)\n((?:\d{10} \d{5} [nf][ \r]\n|\d{10} \d{5} [nf] ?\r?\n)+)trailer")
_START = re.compile(rb"startxref\n(\d+)\n%%EOF\s*$")
_ENTRY = 20


def plain_stream_ends(pdf: bytes) -> bytes:
    """Return ``pdf`` with every doubtful stream end made plain and its table of offsets to match.

    The same bytes come back if there is nothing to do. Raises ValueError if the file does not close with
    one classic table of offsets, which is how Typst writes it.
    """
    start = _START.search(pdf)
    table = _XREF.match(pdf, int(start[1])) if start else None
    if start is None or table is None:
        raise ValueError("the PDF has no classic table of offsets at its end")
    rows = [table[2][at : at + _ENTRY] for at in range(0, len(table[2]), _ENTRY)]
    offsets = [int(row[:10]) for row in rows if row[17:18] == b"n"]
    bounds = sorted({*offsets, table.start()})
    out: list[bytes] = [pdf[: bounds[0]]]
    moved: dict[int, int] = {}
    shift = 0
    for first, last in itertools.pairwise(bounds):
        moved[first] = first + shift
        part = pdf[first:last]
        if part.rstrip().endswith(_DOUBTFUL):
            at = part.rindex(_DOUBTFUL)
            part = part[:at] + _PLAIN + part[at + len(_DOUBTFUL) :]
            shift += 1
        out.append(part)
    if shift == 0:
        return pdf
    entries = (b"%010d" % moved[int(row[:10])] + row[10:] if row[17:18] == b"n" else row for row in rows)
    head, tail = pdf[table.start() : table.start(2)], pdf[table.end(2) : start.start()]
    end = b"startxref\n%d\n%%%%EOF" % (table.start() + shift)
    return b"".join([*out, head, *entries, tail, end])
