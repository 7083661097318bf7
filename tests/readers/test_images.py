"""Images: their size, what the camera noted, and how they are shown."""

import io

import pytest
from PIL import Image

from workbench.model.sets import DocumentKind, TextLayer
from workbench.readers import image
from workbench.readers.problems import CannotRead
from workbench.readers.reading import Box


def saved(tmp_path, format_, size=(60, 40), **options):
    path = tmp_path / f"picture.{format_.lower()}"
    Image.new("RGB", size, (200, 30, 30)).save(path, format_, **options)
    return path


@pytest.mark.parametrize("format_", ["PNG", "JPEG", "WEBP", "GIF", "TIFF", "BMP", "HEIF"])
def test_an_image_is_a_page_of_its_pixels(tmp_path, format_):
    if format_ == "HEIF":
        pytest.importorskip("pillow_heif")
    reading = image.read(saved(tmp_path, format_))
    assert reading.kind is DocumentKind.IMAGE
    assert reading.text == ""
    assert reading.text_layer is TextLayer.NONE
    assert [(page.width, page.height) for page in reading.pages] == [(60, 40)]
    assert reading.mime.startswith("image/")


def test_what_the_camera_noted_is_kept(tmp_path):
    exif = Image.Exif()
    exif[0x010F], exif[0x0132], exif[0x013B] = "Nikon", "2024:05:09 10:00:00", "J. Doe"
    exif[0x0112] = 6
    reading = image.read(saved(tmp_path, "JPEG", exif=exif))
    assert "Make: Nikon" in reading.metadata["exif"].splitlines()
    assert reading.metadata["date"] == "2024-05-09"
    assert reading.metadata["author"] == "J. Doe"
    assert (reading.pages[0].width, reading.pages[0].height) == (40, 60)
    pages = image.ImagePages(tmp_path / "picture.jpeg")
    assert (pages.render(1, 1.0, 10**6).width, pages.render(1, 1.0, 10**6).height) == (40, 60)


def test_a_damaged_image_is_refused_in_a_sentence(tmp_path):
    path = saved(tmp_path, "JPEG", size=(400, 400))
    path.write_bytes(path.read_bytes()[:500])
    with pytest.raises(CannotRead, match="damaged"):
        image.read(path)


def test_an_image_of_more_pixels_than_can_be_held_is_refused_in_a_sentence(tmp_path):
    path = tmp_path / "huge.png"
    data = bytearray(saved(tmp_path, "PNG").read_bytes())
    data[16:24] = (60_000).to_bytes(4, "big") * 2
    import zlib

    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    path.write_bytes(data)
    with pytest.raises(CannotRead, match="250 million pixels"):
        image.read(path)


def test_an_image_is_drawn_and_cropped_as_a_page(tmp_path):
    pages = image.ImagePages(saved(tmp_path, "PNG", size=(400, 300)))
    half = pages.render(1, 0.5, 10**6)
    assert (half.width, half.height) == (200, 150)
    assert half.pixels[:4] == bytes((200, 30, 30, 255))
    with Image.open(io.BytesIO(pages.crop(1, [Box(100, 100, 160, 130)], 10, 2.0))) as crop:
        assert (crop.width, crop.height) == (60 + 2 * 21, 30 + 2 * 21)
    with pytest.raises(CannotRead, match="no page 2"):
        pages.render(2, 1.0, 10**6)


def test_a_part_of_a_picture_is_shown_in_a_frame_with_what_lies_around_it_and_nothing_is_tinted(tmp_path):
    pages = image.ImagePages(saved(tmp_path, "PNG", size=(400, 300)))
    with Image.open(io.BytesIO(pages.crop(1, [Box(100, 100, 200, 180)], 28, 2.0))) as crop:
        assert crop.size == (100 + 2 * 35, 80 + 2 * 35)
        assert crop.getpixel((85, 75)) == (200, 30, 30)
        frame = {crop.getpixel((x, 75)) for x in range(25, 36)}
        assert {(0, 0, 0), (255, 255, 255), (200, 30, 30)} == frame


def test_a_part_at_the_edge_of_a_large_picture_is_cut_to_it_and_kept_small(tmp_path):
    pages = image.ImagePages(saved(tmp_path, "PNG", size=(4000, 3000)))
    with Image.open(io.BytesIO(pages.crop(1, [Box(0, 0, 4000, 3000)], 28, 2.0))) as crop:
        assert crop.width * crop.height <= 2_010_000
