"""Every file is read in a process of its own; whatever happens to it, the user gets a sentence."""

import hashlib
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from workbench.model.sets import BlockKind, DocumentKind, TextLayer
from workbench.readers import protocol, supervise
from workbench.readers.child import Child, WorkerTimedOut, worker_command
from workbench.readers.identity import identified, status_of
from workbench.readers.problems import FileNotReadable, ReadingCancelled
from workbench.readers.protocol import Message
from workbench.readers.reading import Block, Page, Reading

SHORT = supervise.Limits(seconds=2.0, output=1024 * 1024)
BABBLE = [
    "a block past the end",
    "a block backwards",
    "an unknown block kind",
    "half a block",
    "text that is not UTF-8",
    "text not in stored form",
    "decomposed text",
    "an unknown kind",
    "a number for a warning",
    "metadata that is a list",
    "half a surrogate",
    "a page outside the text",
    "a page without a size",
    "a place outside the text",
    "a place without a span",
    "no frames",
    "frames that are not numbers",
    "a list for a header",
    "no JSON",
    "an endless header",
]


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "words.txt"
    path.write_text("A headline\n\nSome words in it.\n", encoding="utf-8")
    return path


def read_by(command, document, limits=SHORT):
    with supervise.ReaderPool(spares=0, command=command) as pool:
        return supervise.read_file(document, limits=limits, pool=pool)


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_file_is_read_with_its_hash_size_and_kind(document, pool):
    file = supervise.read_file(document, pool=pool)
    data = document.read_bytes()
    assert (file.sha256, file.size, file.name) == (hashlib.sha256(data).hexdigest(), len(data), "words.txt")
    assert file.problem is None
    assert file.reading is not None
    assert file.reading.text == data.decode()
    assert file.mime == "text/plain"


def test_a_file_is_read_without_a_pool_too(document):
    file = supervise.read_file(str(document))
    assert file.reading is not None


def test_what_the_process_reads_is_what_the_reader_reads(make_pdf, pool):
    from workbench.readers import pdf

    path = make_pdf("= Title\n#lorem(200)\n#pagebreak()\nيوم")
    file = supervise.read_file(path, pool=pool)
    assert file.reading == pdf.read(path)


def test_options_reach_the_reader(tmp_path, pool):
    path = tmp_path / "a.txt"
    path.write_bytes("Grüße".encode("cp1252"))
    file = supervise.read_file(path, encoding="cp1252", pool=pool)
    assert file.reading is not None
    assert file.reading.text == "Grüße"
    page = tmp_path / "a.html"
    page.write_text("<html><body><nav>Menu</nav><p>" + "Some words of an article. " * 20 + "</p></body></html>")
    whole = supervise.read_file(page, whole_page=True, pool=pool)
    assert whole.reading is not None
    assert "Menu" in whole.reading.text


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("none.pdf", b"", "empty"),
        ("none.txt", b"", "empty"),
        ("broken.pdf", b"%PDF-1.7 nothing", "damaged"),
        ("program.txt", bytes(range(256)) * 10, "binary"),
        ("sheet.rtf", b"{\\rtf1}", "RTF"),
        ("page.html", b"<html><body></body></html>", "no text"),
        ("image.png", b"\x89PNG\r\n\x1a\n" + bytes(50), "image"),
    ],
)
def test_a_bad_file_keeps_its_hash_and_gets_one_sentence(tmp_path, pool, name, data, sentence):
    path = tmp_path / name
    path.write_bytes(data)
    file = supervise.read_file(path, pool=pool)
    assert file.reading is None
    assert file.problem is not None
    assert sentence in file.problem
    assert file.problem.endswith(".")
    assert "!" not in file.problem
    assert file.sha256 == hashlib.sha256(data).hexdigest()


def test_a_name_with_anything_in_it_is_read(tmp_path, pool):
    names = ["it's a (test) #1 %20.txt", "تقرير.txt", "new\nline.txt"]
    if sys.platform == "linux":
        names.append(os.fsdecode(b"caf\xe9.txt"))
    for name in names:
        path = tmp_path / name
        path.write_text("Words.\n", encoding="utf-8")
        assert supervise.read_file(path, pool=pool).reading is not None


def test_a_missing_file_a_folder_and_a_locked_file_are_told_apart(tmp_path, document):
    with pytest.raises(FileNotReadable, match=r"There is no file gone\.txt"):
        supervise.read_file(tmp_path / "gone.txt")
    with pytest.raises(FileNotReadable, match="is a folder"):
        supervise.read_file(tmp_path)
    with pytest.raises(FileNotReadable):
        supervise.read_file("null\0byte")
    if sys.platform != "win32" and os.geteuid() != 0:
        document.chmod(0)
        with pytest.raises(FileNotReadable, match="permission"):
            supervise.read_file(document)


def test_a_pipe_in_the_place_of_a_file_does_not_block(tmp_path):
    if sys.platform == "win32":
        pytest.skip("named pipes are not files there")
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(FileNotReadable, match="not a file"):
        supervise.read_file(tmp_path / "pipe.txt")


def test_a_reader_that_hangs_is_stopped_in_time(document, misbehaving):
    start = time.monotonic()
    file = read_by(misbehaving("hangs"), document)
    assert time.monotonic() - start < 6
    assert file.problem is not None
    assert "longer than 2 seconds and was stopped" in file.problem
    assert file.size == document.stat().st_size


@pytest.mark.skipif(sys.platform == "win32", reason="groups of processes are killed otherwise there")
def test_a_reader_that_hangs_is_stopped_with_what_it_started(document, misbehaving):
    note = Path(os.environ["HOME"], "child.pid")
    note.unlink(missing_ok=True)
    read_by(misbehaving("hangs with a child"), document)
    pid = int(note.read_text())
    deadline = time.monotonic() + 5
    while is_running(pid) and _state(pid) != "Z" and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_running(pid) or _state(pid) == "Z"


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""


@pytest.mark.parametrize("how", ["dies", "leaves", "a reply cut short", *BABBLE])
def test_a_reader_that_dies_or_babbles_is_a_sentence(document, misbehaving, how):
    file = read_by(misbehaving(how), document)
    assert file.reading is None
    assert file.problem is not None
    assert "made its reader stop" in file.problem or "longer than 2 seconds" in file.problem
    assert "longer" not in file.problem or how == "a reply cut short"
    assert file.sha256


@pytest.mark.parametrize("how", ["a text larger than allowed", "a frame said to be endless"])
def test_a_reader_that_sends_too_much_is_a_sentence(document, misbehaving, how):
    file = read_by(misbehaving(how), document)
    assert file.problem is not None
    assert "more text than 1 MB" in file.problem or "made its reader stop" in file.problem


def test_a_reader_that_complains_without_end_does_not_block(document, misbehaving):
    file = read_by(misbehaving("complains without end"), document, supervise.Limits(seconds=20))
    assert file.problem == "It complained and went on."


def test_a_reader_can_be_cancelled_from_another_thread(document, misbehaving):
    task = supervise.Task()
    threading.Timer(0.5, task.cancel).start()
    start = time.monotonic()
    with (
        supervise.ReaderPool(spares=0, command=misbehaving("hangs")) as pool,
        pytest.raises(ReadingCancelled, match=r"words\.txt was cancelled"),
    ):
        supervise.read_file(document, pool=pool, task=task, limits=supervise.Limits(seconds=30))
    assert time.monotonic() - start < 5
    assert task.cancelled


def test_a_task_cancelled_before_it_began_reads_nothing(document, pool):
    task = supervise.Task()
    task.cancel()
    with pytest.raises(ReadingCancelled):
        supervise.read_file(document, pool=pool, task=task)


def test_a_file_that_changes_while_it_is_read_is_not_believed(document, misbehaving):
    threading.Timer(0.5, document.write_text, ["Other words, more of them.\n"]).start()
    file = read_by(misbehaving("hangs"), document)
    assert file.reading is None
    assert file.problem is not None
    assert "changed while" in file.problem
    assert file.sha256 == hashlib.sha256(document.read_bytes()).hexdigest()


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited by the system on Linux only")
def test_a_document_that_needs_too_much_memory_is_a_sentence(tmp_path, pool):
    path = tmp_path / "large.txt"
    path.write_bytes(b"word " * 60_000_000)
    file = supervise.read_file(path, pool=pool, limits=supervise.Limits(memory=400 * 1024 * 1024))
    assert file.problem is not None
    assert "needs more memory" in file.problem


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
def test_a_reader_may_write_no_file_and_hold_few_open():
    code = (
        "from workbench.readers.confine import confine\n"
        "print(confine(memory=2**30, cpu_seconds=5))\n"
        "import os, sys\n"
        "try: open(sys.argv[1], 'wb', buffering=0).write(b'x')\n"
        "except OSError as error: print('refused', error.errno)\n"
        "try: [os.dup(0) for _ in range(500)]\n"
        "except OSError as error: print('refused', error.errno)\n"
        "import resource; print(resource.getrlimit(resource.RLIMIT_CORE))\n"
    )
    target = Path(os.environ["HOME"], "written.bin")
    root = Path(supervise.__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code, target], capture_output=True, text=True, cwd=root, timeout=30, check=False
    )
    assert done.stdout.count("refused") == 2, done
    assert "(0, 0)" in done.stdout
    assert target.stat().st_size == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
def test_a_reader_that_burns_its_processor_time_is_ended_by_the_system():
    code = "from workbench.readers.confine import confine; confine(memory=2**31, cpu_seconds=1)\nwhile True: pass"
    root = Path(supervise.__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, timeout=30, check=False)
    assert done.returncode < 0


def test_what_a_library_prints_does_not_come_between_the_replies(document):
    code = "import sys; from workbench.readers import documents, worker\n"
    code += "old = documents.read\n"
    code += "def noisy(*a, **k):\n    print('noise' * 1000, flush=True)\n    return old(*a, **k)\n"
    code += "documents.read = noisy\nsys.exit(worker.main())"
    file = read_by([sys.executable, "-c", code], document, supervise.Limits())
    assert file.reading is not None


def test_the_folder_one_stands_in_supplies_no_modules(document, tmp_path, monkeypatch):
    (tmp_path / "charset_normalizer.py").write_text("raise SystemExit('taken over')", encoding="utf-8")
    (tmp_path / "pypdfium2.py").write_text("raise SystemExit('taken over')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert supervise.read_file(document).reading is not None


def test_a_spare_reader_waits_and_is_closed_with_the_pool(document):
    pool = supervise.ReaderPool()
    pool.warm_up()
    spare = pool._spares[0]
    assert spare.alive
    supervise.read_file(document, pool=pool)
    assert not spare.alive
    following = pool._spares[0]
    assert following.alive
    pool.close()
    assert not following.alive


def test_a_dead_spare_is_replaced(document):
    with supervise.ReaderPool() as pool:
        pool.warm_up()
        pool._spares[0].kill()
        assert supervise.read_file(document, pool=pool).reading is not None


def test_no_reader_and_no_thread_is_left_behind(document):
    before = threading.active_count()
    children = _children()
    for _ in range(3):
        supervise.read_file(document)
    assert threading.active_count() == before
    assert _children() == children


def _children() -> set[int]:
    listed = Path(f"/proc/self/task/{threading.get_native_id()}/children")
    return set(map(int, listed.read_text().split())) if listed.exists() else set()


def test_many_files_are_read_at_once(tmp_path):
    paths = [tmp_path / f"{number}.txt" for number in range(6)]
    for number, path in enumerate(paths):
        path.write_text(f"Words of file {number}.\n", encoding="utf-8")
    found = {}
    with supervise.ReaderPool() as pool:

        def read(path):
            found[path] = supervise.read_file(path, pool=pool)

        threads = [threading.Thread(target=read, args=(path,)) for path in paths]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    readings = [found[path].reading for path in paths]
    assert [reading and reading.text for reading in readings] == [f"Words of file {number}.\n" for number in range(6)]


def test_an_unknown_question_is_answered_without_dying():
    child = Child(worker_command(), output_at_most=1000)
    try:
        child.wait_ready(seconds=30)
        assert child.ask(Message({"do": "anything"}), seconds=10).header["unknown"]
        assert child.ask(Message({"do": "limit", "memory": 2**31, "cpu_seconds": 9}), seconds=10).header
        with pytest.raises(WorkerTimedOut):
            child.receive(seconds=0.1)
    finally:
        child.kill()


def test_a_reading_comes_back_from_a_message_as_it_was():
    reading = Reading(
        kind=DocumentKind.PDF,
        mime="application/pdf",
        text="éa\n\n𐍈b",
        blocks=(Block(BlockKind.BODY, 0, 2), Block(BlockKind.BODY, 4, 6)),
        pages=(Page(1, "i", 0, 2, 10.5, 20.25), Page(2, "ii", 4, 6, 1.0, 2.0)),
        text_layer=TextLayer.GOOD,
        extractor="pdfium/1",
        metadata={"title": "é"},
        warnings=("A sentence.",),
    )
    sent = protocol.packed(protocol.reading_message(reading))
    position = 0

    def read(size: int) -> bytes:
        nonlocal position
        part = sent[position : position + size]
        position += size
        return part

    received = protocol.receive(read, at_most=10_000)
    assert received is not None
    assert protocol.reading_of(received) == reading
    assert protocol.receive(read, at_most=10_000) is None


@pytest.mark.skipif(sys.platform == "win32", reason="there are none there")
def test_what_became_a_pipe_after_it_was_looked_at_lets_nobody_wait(document, monkeypatch):
    """Between the look and the opening another program may put a pipe in the file's place."""
    found = status_of(document)
    document.unlink()
    os.mkfifo(document)
    monkeypatch.setattr("workbench.readers.supervise.status_of", lambda _: found)
    begun = time.monotonic()
    with pytest.raises(FileNotReadable, match="not a file that can be read"):
        supervise.read_file(document)
    assert time.monotonic() - begun < 20


def test_a_large_file_stops_being_hashed_once_it_is_cancelled(tmp_path):
    path = tmp_path / "large.bin"
    with path.open("wb") as file:
        file.truncate(64 * 1024 * 1024)
    asked = []

    def stopped() -> bool:
        asked.append(1)
        return len(asked) > 3

    with pytest.raises(ReadingCancelled, match=r"large\.bin"):
        identified(path, stopped=stopped)
    assert len(asked) == 4


def test_a_sentence_never_breaks_or_turns_by_a_files_name(tmp_path):
    with pytest.raises(FileNotReadable) as caught:
        supervise.read_file(tmp_path / "a\nb\u202efdp.exe")
    assert caught.value.sentence == "There is no file a�b�fdp.exe. Check the name and the folder."
