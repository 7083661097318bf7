"""A part of a picture or of a page in a frame, for the record: its colours are left as they are."""

import io

from PIL import Image, ImageDraw

from workbench.readers.picture import capped
from workbench.readers.reading import Box

_PIXELS = 2_000_000
# What is shown around a part, as a share of the part's longer side.
_AROUND = 0.35


def part_png(image: Image.Image, box: Box, margin: float) -> bytes:
    """PNG of ``box`` (pixels of ``image``) with what lies around it.

    Tinting would falsify it: the part is framed, black in white, which shows on any ground.
    """
    room = round(max(margin, _AROUND * max(box.x1 - box.x0, box.y1 - box.y0)))
    left, top = max(0, int(box.x0 - room)), max(0, int(box.y0 - room))
    right, bottom = min(image.width, int(box.x1 + room)), min(image.height, int(box.y1 + room))
    part = image.crop((left, top, right, bottom)).convert("RGB")
    smaller = capped(part.width, part.height, 1.0, _PIXELS)
    part = part.resize((max(1, round(part.width * smaller)), max(1, round(part.height * smaller))))
    frame = [round(edge * smaller) for edge in (box.x0 - left, box.y0 - top, box.x1 - left - 1, box.y1 - top - 1)]
    stroke = max(2, max(part.size) // 300)
    pen = ImageDraw.Draw(part)
    for grown, colour in ((2 * stroke, "white"), (stroke, "black")):
        outer = [frame[0] - grown, frame[1] - grown, frame[2] + grown, frame[3] + grown]
        pen.rectangle(outer, outline=colour, width=stroke)
    out = io.BytesIO()
    part.save(out, "PNG", compress_level=6)
    return out.getvalue()
