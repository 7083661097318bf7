"""Images: size, format and what the camera noted; no text. Also drawn and cropped as the one page they are."""

import contextlib
import struct
import warnings
from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import PIL
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from workbench.model.sets import DocumentKind, TextLayer
from workbench.readers.frame import part_png
from workbench.readers.normalise import normalise
from workbench.readers.pdf_draw import cropped
from workbench.readers.picture import Picture, capped
from workbench.readers.problems import CannotRead
from workbench.readers.reading import Box, Page, Reading
from workbench.readers.table import Table

EXTRACTOR: Final = f"pillow/{PIL.__version__}"
NO_TEXT: Final = (
    "This is an image without text. It can be shown and cited, but nothing in it can be searched or quoted as text."
)
_DAMAGED: Final = "This image is damaged and cannot be shown. Ask for another copy of it."
_UNKNOWN: Final = "This image is of a format that cannot be read here. Save it as PNG or JPEG and add that."
_TOO_LARGE: Final = "This image has more than 250 million pixels and cannot be shown. Add a smaller copy of it."
_MAX_PIXELS: Final = 250_000_000
_MAX_ENTRY: Final = 500
_CROP_PIXELS: Final = 12_000_000

# The cap above is ours and gives a sentence; Pillow's own would only warn.
Image.MAX_IMAGE_PIXELS = None
# HEIC needs a library under another licence, which the installed program does not bring.
with contextlib.suppress(ImportError):
    import pillow_heif

    pillow_heif.register_heif_opener()


def read(path: Path) -> Reading:
    """Read an image's size and EXIF. Raises CannotRead for a damaged, unknown or excessively large one."""
    with _opened(path) as image:
        mime = Image.MIME.get(image.format or "", "image/x-unknown")
        exif = _exif(image)
        width, height = _upright(image)
        frames = getattr(image, "n_frames", 1)
        _loaded(image)
    metadata = {"exif": "\n".join(f"{name}: {value}" for name, value in exif.items()), **_dated(exif)}
    return Reading(
        kind=DocumentKind.IMAGE,
        mime=mime,
        text="",
        blocks=(),
        pages=(Page(1, "1", 0, 0, float(width), float(height)),),
        text_layer=TextLayer.NONE,
        extractor=EXTRACTOR,
        metadata={key: value for key, value in metadata.items() if value},
        warnings=(NO_TEXT,) if frames == 1 else (NO_TEXT, f"This file holds {frames} images; the first is shown."),
    )


class ImagePages:
    """An image as a document of one page, in pixels."""

    count = 1
    forms = False

    def __init__(self, path: Path) -> None:
        """Decode the image once. Raises CannotRead."""
        with _opened(path) as image:
            flat = ImageOps.exif_transpose(_loaded(image)).convert("RGBA")
        self._image = Image.alpha_composite(Image.new("RGBA", flat.size, "white"), flat)

    def render(self, page: int, scale: float, max_pixels: int) -> Picture:
        """The image at ``scale``, within ``max_pixels``."""
        _only(page)
        within = capped(self._image.width, self._image.height, scale, max_pixels)
        size = max(1, round(self._image.width * within)), max(1, round(self._image.height * within))
        image = self._image if size == self._image.size else self._image.resize(size, Image.Resampling.LANCZOS)
        return Picture(image.width, image.height, image.tobytes())

    def edges(self, page: int) -> "array[float]":
        """An image has no text, so no boxes."""
        _only(page)
        return array("f")

    def crop(self, page: int, boxes: Sequence[Box], margin: float, scale: float, *, framed: bool = True) -> bytes:
        """PNG of the region ``boxes[0]`` (pixels) in a frame, with what lies around it; without one, of the image."""
        del framed  # a part of an image always is
        _only(page)
        if not boxes:
            picture = self.render(page, min(1.0, scale), _CROP_PIXELS)
            return cropped(picture, picture.width / self._image.width, (), margin)
        return part_png(self._image, boxes[0], margin)

    def table(self, page: int, within: Box) -> Table:
        """An image has no text to make a table of. Raises CannotRead."""
        del within
        _only(page)
        raise CannotRead("An image holds no text, so no table can be taken out of it.")


def _only(page: int) -> None:
    if page != 1:
        raise CannotRead(f"An image has one page; there is no page {page}.")


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    try:
        with warnings.catch_warnings(action="ignore"), path.open("rb") as file, Image.open(file) as image:
            if image.width * image.height > _MAX_PIXELS:
                raise CannotRead(_TOO_LARGE)
            yield image
    except UnidentifiedImageError as error:
        raise CannotRead(_UNKNOWN) from error
    except (SyntaxError, ValueError, EOFError, struct.error) as error:
        raise CannotRead(_DAMAGED) from error
    except OSError as error:
        if error.errno is not None:  # the file itself could not be opened
            raise
        raise CannotRead(_DAMAGED) from error


def _loaded(image: Image.Image) -> Image.Image:
    try:
        image.load()
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise CannotRead(_DAMAGED) from error
    return image


def _upright(image: Image.Image) -> tuple[int, int]:
    turned = image.getexif().get(ExifTags.Base.Orientation, 1) in (5, 6, 7, 8)
    return (image.height, image.width) if turned else image.size


def _exif(image: Image.Image) -> dict[str, str]:
    """Every EXIF entry that can be read as text, by its English name."""
    exif = image.getexif()
    found = dict(_named(dict(exif), ExifTags.TAGS))
    for directory in (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo):
        names = ExifTags.GPSTAGS if directory is ExifTags.IFD.GPSInfo else ExifTags.TAGS
        found |= dict(_named(exif.get_ifd(directory), names))
    return found


def _named(entries: Mapping[int, object], names: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    for number, value in entries.items():
        readable = value.decode("latin-1") if isinstance(value, bytes) else str(value)
        text = " ".join(normalise(readable).split())
        if (
            number in names
            and not names[number].endswith(("Offset", "Info"))
            and text
            and len(text) <= _MAX_ENTRY
            and text.isprintable()
        ):
            yield names[number], text


def _dated(exif: Mapping[str, str]) -> dict[str, str]:
    """When the picture was taken (EXIF writes 2024:05:01 12:00:00) and by whom."""
    taken = exif.get("DateTimeOriginal", exif.get("DateTime", ""))
    day = taken[:10].replace(":", "-")
    valid = len(day) == 10 and day.replace("-", "").isdigit() and day[:4] != "0000"
    return {"created": day if valid else "", "date": day if valid else "", "author": exif.get("Artist", "")}
