"""Reading pages by OCR from the command line."""

import argparse
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from workbench.cli import ocr
from workbench.readers import recogniser


@pytest.mark.parametrize(("text", "numbers"), [("3", (3,)), ("1-3,7", (1, 2, 3, 7)), ("2–3, 3", (2, 3)), (" 5 ", (5,))])
def test_pages_are_named_as_people_write_them(text: str, numbers: tuple[int, ...]) -> None:
    assert ocr.pages(text) == numbers


@pytest.mark.parametrize("text", ["", "0", "3-1", "a", "1-2-3", "1-999999", "٣"])
def test_what_are_no_pages_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        ocr.pages(text)


def test_without_the_engine_one_sentence_says_how_to_get_it(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recogniser, "installed", lambda: False)
    told = run("evidence", "ocr", project, "E1")
    assert (told.status, told.out) == (1, "")
    assert told.err.count("\n") == 1
    assert 'pip install "workbench[ocr]"' in told.err


def test_a_package_without_the_engine_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.frozen", True, raising=False)
    assert "not part of this package" in recogniser.how_to_install()


def test_the_languages_that_come_with_the_program_are_listed(ok: Any) -> None:
    listed = {one["code"]: one["name"] for one in ok("ocr", "languages")["languages"]}
    assert {"eng": "English", "ara": "Arabic", "urd": "Urdu", "hin": "Hindi"}.items() <= listed.items()
    assert "osd" not in listed


def test_a_language_is_added_by_its_file(tmp_path: Path, run: Run, ok: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "data"))
    data = tmp_path / "fra.traineddata"
    data.write_bytes((24).to_bytes(4, "little") + b"\0" * 60)
    assert run("ocr", "add", data).status == 0
    assert ("fra", "French") in {(one["code"], one["name"]) for one in ok("ocr", "languages")["languages"]}
    for name, content in {"deu.traineddata": b"no data", "notes.txt": b"x"}.items():
        (tmp_path / name).write_bytes(content)
        told = run("ocr", "add", tmp_path / name)
        assert told.status == 1
        assert "no language data" in told.err
    assert run("ocr", "add", tmp_path / "gone.traineddata").status == 1
