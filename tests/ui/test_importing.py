"""Files come in in the order they were chosen, however long each takes to read."""

import time

from tests.windows import drop_files, wait_for
from workbench.readers.supervise import read_file


def test_codes_follow_the_order_of_the_files(window, sample, tmp_path, monkeypatch):
    files = [tmp_path / f"{name}.txt" for name in ("slow", "quick", "broken", "last")]
    for path in files:
        path.write_text(f"What {path.stem} says.", encoding="utf-8")
    files[2].write_bytes(b"")

    def slowly(path, **given):
        if path.stem == "slow":
            time.sleep(0.6)
        return read_file(path, **given)

    monkeypatch.setattr("workbench.ui.importing.read_file", slowly)
    drop_files(window, *files)
    wait_for(lambda: not sample.imports.running and len(sample.workspace.documents) >= 38, 60_000)
    names = [one.original_name for one in sample.workspace.documents if one.original_name]
    assert names[-3:] == ["slow.txt", "quick.txt", "last.txt"]
