"""What a reader cannot do once it is locked down, tried one by one in a process that is."""

import subprocess
import sys
from pathlib import Path

import pytest

from workbench.readers import sandbox, supervise

ROOT = Path(sandbox.__file__).parents[2]
BEGIN = """
import ctypes, os, signal, sys
from pathlib import Path
from workbench.readers.sandbox import lock
document, other, folder = map(Path, sys.argv[1:4])
libc = ctypes.CDLL(None, use_errno=True)
def call(name, *arguments):
    if getattr(libc, name)(*arguments) < 0:
        raise OSError(ctypes.get_errno(), name)
in_force = lock([document])
if "--which" in sys.argv: print(*in_force); sys.exit()
try:
"""
END = """
except OSError as error:
    print("refused", error.errno)
else:
    print("done")
"""

FORBIDDEN = {
    "read another file of the user": "other.read_bytes()",
    "list a folder of the user": "os.listdir(folder)",
    "write a file": "(folder / 'new').write_bytes(b'x')",
    "write into the document": "document.open('r+b').close()",
    "make a folder": "(folder / 'new').mkdir()",
    "delete the document": "document.unlink()",
    "rename the document": "document.rename(folder / 'moved')",
    "make a link": "(folder / 'link').symlink_to('/etc/passwd')",
    "open a socket": "call('socket', 2, 1, 0)",
    "open a socket of the machine": "call('socket', 1, 1, 0)",
    "make a pair of sockets": "call('socketpair', 1, 1, 0, (ctypes.c_int * 2)())",
    "start a program": "os.execv('/bin/true', ['true'])",
    "fork": "os.fork()",
    "kill its parent": "os.kill(os.getppid(), signal.SIGTERM)",
    "trace another process": "call('ptrace', 16, os.getppid(), 0, 0)",
    "make new name spaces": "call('unshare', 0x10000000)",
}
ALLOWED = {
    "read its document": "assert document.read_bytes() == b'words'",
    "load a module": "import decimal, xml.dom.minidom",
    "start a thread": "import threading; t = threading.Thread(target=print); t.start(); t.join()",
    "read a font": "next(Path('/usr').iterdir())",
    "write to its pipe": "os.write(1, b'')",
}

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="these are means of Linux")


@pytest.fixture
def locked(tmp_path):
    document, other = tmp_path / "document.txt", tmp_path / "other.txt"
    document.write_bytes(b"words")
    other.write_bytes(b"private")

    def run(act: str, *arguments: str) -> str:
        code = BEGIN + f"    {act}\n" + END
        command = [sys.executable, "-c", code, document, other, tmp_path, *arguments]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    if set(run("pass", "--which").split()) != {"landlock", "seccomp"}:
        pytest.skip("this kernel cannot lock a process down")
    return run


@pytest.mark.parametrize("act", FORBIDDEN)
def test_a_reader_cannot(locked, act, tmp_path):
    assert "refused" in locked(FORBIDDEN[act])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["document.txt", "other.txt"]


@pytest.mark.parametrize("act", ALLOWED)
def test_a_reader_can(locked, act):
    assert "done" in locked(ALLOWED[act])


def test_what_holds_a_reader_in_is_told():
    told = supervise.isolation()
    assert {"RLIMIT_FSIZE", "RLIMIT_CPU", "RLIMIT_AS"} <= set(told)


def test_every_reader_works_locked_down(locked, tmp_path, make_pdf, make_docx, pool):
    """One document of each kind; what is imported late must still be found."""
    from PIL import Image

    page, text, image = tmp_path / "a.html", tmp_path / "a.txt", tmp_path / "a.png"
    page.write_text("<html><body><p>" + "Some words of an article. " * 20 + "</p></body></html>", encoding="utf-8")
    text.write_bytes("Съдът постанови друго. ".encode("cp1251") * 20)
    Image.new("RGB", (9, 9)).save(image)
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(make_pdf("Words").read_bytes().replace(b"startxref", b"startxxxx"))
    word = make_docx("<w:p><w:r><w:t>Words</w:t></w:r></w:p>")
    for document in (make_pdf("Words"), word, page, text, image, broken):
        file = supervise.read_file(document, pool=pool)
        assert file.reading is not None, (document.name, file.problem)
