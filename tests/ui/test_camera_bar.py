"""What a camera noted in a picture is shown above it, with a word on where it goes."""

import pytest
from PIL import Image

from tests.windows import wait_for
from workbench.desk import documents, share
from workbench.desk.leaving import Profile
from workbench.readers import supervise
from workbench.readers.camera import Noted, noted


@pytest.mark.parametrize(
    ("exif", "found"),
    [
        (
            "Make: Canon\nModel: Canon EOS 5D\nDateTimeOriginal: 2024:05:01 12:30:00\nGPSLatitudeRef: N\n"
            "GPSLatitude: (48.0, 12.0, 30.24)\nGPSLongitudeRef: W\nGPSLongitude: (16.0, 22.0, 23.16)",
            Noted("2024-05-01 12:30", "Canon EOS 5D", "48.2084° N, 16.3731° W"),
        ),
        ("Make: Apple\nModel: iPhone 12", Noted("", "Apple iPhone 12", "")),
        ("GPSLatitude: (480.0, 0.0, 0.0)\nGPSLongitude: (16.0, 0.0, 0.0)", Noted("", "", "")),
        ("GPSLatitude: nan\nGPSLongitude: 3", Noted("", "", "")),
        ("", Noted("", "", "")),
    ],
)
def test_what_is_noted_is_read_as_people_read_it(exif, found):
    assert noted(exif) == found


def test_a_picture_says_when_and_where_it_was_taken_and_that_this_leaves_with_it(window, sample, tmp_path):
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0132] = "Canon", "EOS 5D", "2024:05:01 12:30:00"
    exif[0x8825] = {1: "N", 2: (48.0, 12.0, 30.24), 3: "E", 4: (16.0, 22.0, 23.16)}
    Image.new("RGB", (80, 60), "grey").save(tmp_path / "photo.jpg", exif=exif)
    Image.new("RGB", (80, 61), "grey").save(tmp_path / "plain.png")
    project = sample.workspace.project
    photo, plain = (
        documents.add(project, supervise.read_file(tmp_path / name)).document for name in ("photo.jpg", "plain.png")
    )
    sample.open_document(photo.id)
    bar = sample.reader.evidence.camera_bar
    wait_for(bar.isVisible)
    assert "Taken 2024-05-01 12:30, with Canon EOS 5D, at 48.2084° N, 16.3731° E" in bar.words.text()
    assert "Whoever gets the file gets the place" in bar.words.text()
    leaves = share.preview(project, profile=Profile.COLLEAGUE)
    assert any("GPSLatitude" in item.what for item in leaves.leaves), "the dry run names it"
    sample.open_document(plain.id)
    assert not bar.isVisible()
