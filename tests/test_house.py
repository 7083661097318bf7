"""The rules of the house, as tests: rooms, words, licences, what a user's machine is promised."""

import ast
import importlib.metadata
import re
import shutil
import socket
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from PySide6.QtCore import QObject

from workbench import places

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "workbench"
MODULES = sorted(PACKAGE.rglob("*.py"))
LEFT_OUT = {".git", ".venv", "build", "dist", "__pycache__"}
TEXT = {"", ".py", ".md", ".toml", ".json", ".jinja", ".typ", ".qss", ".xml", ".svg", ".in", ".spec", ".iss"}
TEXT |= {
    ".desktop",
    ".plist",
    ".sh",
    ".yml",
    ".yaml",
    ".cfg",
    ".ini",
    ".txt",
    ".css",
    ".html",
    ".ts",
    ".control",
}


def imports(module: Path) -> Iterator[str]:
    """Every module named in an import statement of a file, wherever it stands."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        match node:
            case ast.Import():
                yield from (alias.name for alias in node.names)
            case ast.ImportFrom():
                yield f"{node.module}"
                yield from (f"{node.module}.{alias.name}" for alias in node.names)
            case _:
                pass


def room(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0]


def our_files() -> Iterator[Path]:
    """Every text file of the repository that was written here (the article and the fonts were not)."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = any(part.startswith(".") for part in parts) and parts[0] != ".ci"
        if hidden or LEFT_OUT & set(parts) or path.is_dir() or path.suffix not in TEXT:
            continue
        if parts[0] == "seeds" and path.suffix == ".txt":
            continue
        yield path


# ------------------------------------------------------------------------------------------- the rooms


def check_rooms(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as go; go()",
        "--no-cache",
    ]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_every_room_imports_downwards_only():
    done = check_rooms(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("room_name", "forbidden"),
    [
        ("model", "from workbench.desk import claims"),
        ("anchors", "from workbench.readers import reading"),
        ("store", "import PySide6.QtCore"),
        ("ui", "from sqlmodel import Session"),
        ("cli", "import sqlite3"),
        ("errors", "from workbench.model import sets"),
    ],
)
def test_a_forbidden_import_is_found(tmp_path, room_name, forbidden):
    """The contract bites: the same rooms with one wrong import are refused."""
    for folder in sorted({path.parent for path in MODULES}):
        (tmp_path / folder.relative_to(ROOT)).mkdir(parents=True, exist_ok=True)
    for module in ("__init__", "errors", "places", "model/sets", "readers/reading", "desk/claims"):
        target = tmp_path / "workbench" / f"{module}.py"
        target.write_text('"""A room."""\n', encoding="utf-8")
    for folder in sorted({path.parent for path in MODULES} - {PACKAGE}):
        (tmp_path / folder.relative_to(ROOT) / "__init__.py").write_text('"""A room."""\n', encoding="utf-8")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    assert check_rooms(tmp_path).returncode == 0
    wrong = tmp_path / "workbench" / ("errors.py" if room_name == "errors" else f"{room_name}/wrong.py")
    wrong.write_text(f'"""A wrong turn."""\n\n{forbidden}\n', encoding="utf-8")
    done = check_rooms(tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "BROKEN" in done.stdout


def test_only_the_window_imports_qt_and_the_fronts_never_the_database():
    wrong = []
    for module in MODULES:
        named = {name.split(".")[0] for name in imports(module)}
        if room(module) not in {"ui", "__main__.py"}:
            wrong += [(module, name) for name in named & {"PySide6", "shiboken6"}]
        if room(module) in {"ui", "cli", "__main__.py"}:
            wrong += [(module, name) for name in named & {"sqlmodel", "sqlalchemy", "sqlite3"}]
    assert not wrong


def declared(table: str) -> set[str]:
    """The names of the libraries pyproject.toml asks for, as they are compared."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = project["dependencies"] if table == "always" else project["optional-dependencies"][table]
    return {Requirement(line).name.lower().replace("_", "-") for line in lines}


def test_every_library_that_is_imported_is_asked_for_and_none_is_asked_for_in_vain():
    known = importlib.metadata.packages_distributions()
    used = {
        distribution.lower().replace("_", "-")
        for module in MODULES
        for name in imports(module)
        for distribution in known.get(name.split(".")[0], [])
    } - {"workbench"}
    arrive_with_others = {"shiboken6", "pydantic"}
    assert used - declared("always") - declared("heic") - declared("ocr") - arrive_with_others == set()
    tables_on_a_page = {"pdfplumber"}  # the next reader to come; it brings pypdfium2 in the range it was measured with
    under_trafilatura = {"lxml-html-clean"}  # it needs it, and an older pip does not bring it
    assert declared("always") - used - tables_on_a_page - under_trafilatura == set()


def test_importing_the_nouns_package_brings_nothing():
    code = "import sys, workbench.model.sets; print('sqlalchemy' in sys.modules or 'pydantic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


# ------------------------------------------------------------------------------------- how it is written


def test_every_module_says_what_it_is_for():
    assert [path for path in MODULES if not path.read_text(encoding="utf-8").startswith('"""')] == []


def test_every_module_is_named_after_what_it_is_about():
    assert [path for path in MODULES if re.search(r"util|helper|manager|misc|common", path.stem)] == []


def test_no_module_grows_past_what_one_reads_in_a_sitting():
    """The aim is 50 to 250 lines; past 500 it is split by subject."""
    lengths = {path: path.read_text(encoding="utf-8").count("\n") for path in MODULES}
    assert {path: length for path, length in lengths.items() if length > 500} == {}


# What a file must not name: places of one machine, hosts of one network, tickets.
UNWANTED = {
    "a folder of somebody's machine": re.compile(
        r"(?<![\w.])(?:/home/|/root/|/work/|/Users/|/opt/(?!workbench)|[A-Z]:\\Users)"
    ),
    "an address of one network": re.compile(
        r"https?://(?:localhost|10\.|127\.|172\.1[6-9]\.|192\.168\.)|--?(?:extra-)?index-url|trusted-host"
    ),
    "a ticket": re.compile(r"\b(?:[Ii]ssue|[Tt]icket|[Bb]rief)s? ?#? ?\d+\b"),
    "work left for later": re.compile(r"(?:#|//|%|<!--|\*) ?(?:TODO|FIXME|XXX|HACK)\b"),
}


@pytest.mark.parametrize("what", UNWANTED)
def test_the_repository_speaks_of_the_product_alone(what):
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in our_files()
        if path != Path(__file__).resolve()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if UNWANTED[what].search(line)
    ]
    assert not found, f"{what}:\n" + "\n".join(found)


# ------------------------------------------------------------------------------------------ no network


NETWORK = {"socket", "ssl", "http", "ftplib", "smtplib", "requests", "urllib3", "httpx", "aiohttp", "asyncio"}
NETWORK_PARTS = ("urllib.request", "PySide6.QtNetwork", "PySide6.QtWebEngine", "multiprocessing.managers")


def test_no_module_reaches_for_the_network():
    reaching = [
        (module, name)
        for module in MODULES
        for name in imports(module)
        if name.split(".")[0] in NETWORK or name.startswith(NETWORK_PARTS)
    ]
    assert not reaching


@pytest.mark.parametrize("family", [socket.AF_INET, getattr(socket, "AF_UNIX", socket.AF_INET6)])
def test_opening_a_socket_fails_the_test_that_does_it(no_socket_is_opened, family):
    with pytest.raises(AssertionError, match="offline"):
        socket.socket(family)
    assert len(no_socket_is_opened) == 1, "remembered, so that swallowing the refusal does not help"
    no_socket_is_opened.clear()


def test_a_python_started_by_a_test_cannot_open_a_socket_either():
    code = "import socket; socket.socketpair()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "A socket was opened" in done.stderr


# ------------------------------------------------------------------------------------------- libraries


def test_qt_gives_back_every_none_it_lends():
    """PySide6 6.12.0 loses a reference to None on every void call and aborts Python after some thousand."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(500):
        thing.setObjectName("a void call")
    assert abs(sys.getrefcount(None) - before) < 50


def shipped() -> dict[str, importlib.metadata.Distribution]:
    """Every library that comes with an installation without extras, by name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found: dict[str, importlib.metadata.Distribution] = {}
    wanted = [Requirement(line) for line in project["dependencies"]]
    while wanted:
        needed = wanted.pop()
        if needed.name.lower() in found or (needed.marker and not needed.marker.evaluate({"extra": ""})):
            continue
        library = found[needed.name.lower()] = importlib.metadata.distribution(needed.name)
        wanted += [Requirement(line) for line in library.requires or []]
    return found


def licence(library: importlib.metadata.Distribution) -> str:
    words = library.metadata
    expression, free_text = words.get_all("License-Expression", []), words.get_all("License", [])
    classified = [line.rpartition("::")[2] for line in words.get_all("Classifier", []) if "License ::" in line]
    files = [file for file in library.files or [] if file.name in words.get_all("License-File", [])]
    titles = [file.read_text(encoding="utf-8").partition("\n")[0] for file in files]
    return next(filter(None, [*expression, " OR ".join(classified), *free_text, *titles]), "")


def test_no_library_that_ships_is_under_the_gpl():
    for name, library in shipped().items():
        choices = re.split(r"\bOR\b|/", licence(library))
        assert any(choice.strip() for choice in choices), f"{name} names no licence"
        free = [choice for choice in choices if not re.search(r"(?<!L)(?<!Lesser )A?GPL|Affero", choice)]
        assert free, f"{name}: {licence(library)}"


def test_no_library_that_ships_bundles_a_gpl_codec():
    """pillow-heif says BSD, its wheel holds x265 (GPL): it stays an extra. See docs/decisions/007."""
    bundled = [
        f"{name}: {file}"
        for name, library in shipped().items()
        for file in library.files or []
        if re.search(r"x26[45]|libmupdf|libpoppler", str(file))
    ]
    assert not bundled


# ------------------------------------------------------------------------------------------ installation


def test_a_checkout_finds_its_own_files():
    assert places.resources() == ROOT / "resources"
    assert places.seeds() == ROOT / "seeds"


def files_below(folder: Path) -> set[str]:
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and path.parent.name != "__pycache__"
    }


@pytest.mark.timeout(300)
def test_an_installed_package_finds_its_own_files(tmp_path):
    ours = {name: files_below(ROOT / name) for name in ("resources", "seeds")}
    build = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    done = subprocess.run(
        [sys.executable, "-c", build, tmp_path], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    installed = tmp_path / "site-packages"
    zipfile.ZipFile(wheel).extractall(installed)
    where = "from workbench import places; print(places.resources()); print(places.seeds())"
    command = [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(installed)!r}); {where}"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    resources, seeds = map(Path, done.stdout.splitlines())
    assert resources.is_relative_to(installed)
    assert ours["resources"] <= files_below(resources)
    assert ours["seeds"] <= files_below(seeds)
    assert not list(installed.glob("tests*"))


def test_the_page_of_architecture_names_every_room_and_every_decision_is_listed():
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    assert [name for name in sorted(rooms) if f"\n  {name}/ " not in page] == []
    index = (ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    decisions = {path.name for path in (ROOT / "docs" / "decisions").glob("[0-9]*.md")}
    assert decisions == set(re.findall(r"\]\((\d{3}-[\w-]+\.md)\)", index))
