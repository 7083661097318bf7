"""What a reader process does not do: open sockets, start programs; and what its caller does not load."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.readers import supervise
from workbench.readers.child import worker_command

ROOT = Path(supervise.__file__).parents[2]
HEAVY = {"pypdfium2", "pypdfium2_raw", "trafilatura", "lxml", "PIL", "pikepdf", "mammoth", "selectolax"}
HEAVY |= {"charset_normalizer", "pillow_heif", "multiprocessing", "socket", "asyncio", "ssl"}


@pytest.mark.parametrize("module", ["supervise", "page_server", "text", "normalise"])
def test_the_one_who_asks_loads_none_of_the_readers(module):
    code = f"import sys, json; from workbench.readers import {module}; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    loaded = {name.partition(".")[0] for name in json.loads(done.stdout)}
    assert loaded & HEAVY == set()


def test_the_command_line_is_that_of_the_frozen_program_when_frozen(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert worker_command() == [sys.executable, "--reader-worker"]


def test_a_reader_is_told_nothing_of_the_environment_it_does_not_need(tmp_path, monkeypatch):
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "hush")
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example")
    note = tmp_path / "environment.json"
    code = f"import json, os; open({str(note)!r}, 'w').write(json.dumps(dict(os.environ)))"
    document = tmp_path / "a.txt"
    document.write_text("Words.", encoding="utf-8")
    with supervise.ReaderPool(spares=0, command=[sys.executable, "-c", code]) as pool:
        assert supervise.read_file(document, pool=pool).problem is not None
    environment = json.loads(note.read_text())
    assert "PATH" in environment
    assert {"AWS_SECRET_ACCESS_KEY", "HTTPS_PROXY", "DISPLAY"} & set(environment) == set()


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_no_reader_opens_a_socket_or_starts_a_program(tmp_path, make_pdf, make_docx):
    documents = [make_pdf("Words"), make_docx("<w:p><w:r><w:t>Words</w:t></w:r></w:p>")]
    page = tmp_path / "a.html"
    page.write_text(
        "<html><head><link rel='stylesheet' href='http://t.example/a.css'></head><body>"
        "<img src='http://t.example/p.gif'><p>" + "Some words of an article. " * 20 + "</p></body></html>",
        encoding="utf-8",
    )
    text = tmp_path / "a.txt"
    text.write_bytes("Съдът постанови друго. ".encode("cp1251") * 20)
    image = tmp_path / "a.png"
    from PIL import Image

    Image.new("RGB", (9, 9)).save(image)
    for document in [*documents, page, text, image]:
        trace = tmp_path / "trace"
        command = ["strace", "-f", "-qq", "-e", "trace=socket,socketpair,connect,execve", "-o", str(trace)]
        with supervise.ReaderPool(spares=0, command=[*command, *worker_command()]) as pool:
            file = supervise.read_file(document, pool=pool)
        if not trace.exists() or "execve" not in trace.read_text():
            pytest.skip("this system does not let one process watch another")
        assert file.reading is not None, file.problem
        calls = re.findall(r"\b(socket|socketpair|connect|execve)\(", trace.read_text())
        assert calls == ["execve"], document.name
