"""Build the packages: build.py folder|deb|appimage|tree|installer|dmg (see packaging/README.md)."""

import datetime
import importlib.metadata
import os
import platform
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import dev  # noqa: E402 - found only once the checkout is on the path
from workbench import __version__  # noqa: E402
from workbench.store.schema import APPLICATION_ID  # noqa: E402

BUILD, DIST, LINUX = ROOT / "build", ROOT / "dist", ROOT / "packaging" / "linux"
FOLDER = DIST / "workbench"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)


def main(arguments: Sequence[str]) -> int:
    """Build what is asked for and say where it lies."""
    makers = {
        "folder": folder,
        "deb": deb,
        "appimage": appimage,
        "tree": tree,
        "installer": installer,
        "dmg": dmg,
    }
    if len(arguments) != 1 or arguments[0] not in makers:
        print(__doc__, file=sys.stderr)
        return 2
    made = makers[arguments[0]]()
    size = sum(path.lstat().st_size for path in [made, *made.rglob("*")])
    print(f"{made.relative_to(ROOT)}  {size / 1e6:.0f} MB")
    return 0


def folder() -> Path:
    """The program with everything it needs, by PyInstaller."""
    icons()
    third_party(BUILD / "THIRD-PARTY.txt")
    shutil.rmtree(FOLDER, ignore_errors=True)
    run(
        *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"),
        *("--distpath", DIST, "--workpath", BUILD / "pyinstaller", ROOT / "packaging" / "workbench.spec"),
    )
    return FOLDER


def tree() -> Path:
    """Files as they lie on a Linux system, below build/tree/usr."""
    folder()
    root = BUILD / "tree"
    shutil.rmtree(root, ignore_errors=True)
    usr = root / "usr"
    shutil.copytree(FOLDER, usr / "lib" / "workbench", symlinks=True)
    (usr / "bin").mkdir()
    (usr / "bin" / "workbench").symlink_to("../lib/workbench/workbench")
    fill(LINUX / "workbench.desktop", usr / "share" / "applications" / "workbench.desktop")
    fill(LINUX / "workbench.mime.xml", usr / "share" / "mime" / "packages" / "workbench.xml")
    fill(LINUX / "workbench.metainfo.xml", usr / "share" / "metainfo" / "workbench.metainfo.xml")
    for size in SIZES:
        themed = usr / "share" / "icons" / "hicolor" / f"{size}x{size}"
        place(BUILD / "icons" / f"{size}.png", themed / "apps" / "workbench.png")
        place(BUILD / "icons" / f"{size}.png", themed / "mimetypes" / "application-x-factcheck.png")
    place(BUILD / "THIRD-PARTY.txt", usr / "share" / "doc" / "workbench" / "copyright")
    return root


def deb() -> Path:
    """A package for Debian and Ubuntu, with the system libraries dev.py knows."""
    root = tree()
    architecture = run("dpkg", "--print-architecture").strip()
    kilobytes = sum(path.lstat().st_size for path in root.rglob("*")) // 1024
    needs = sorted({*dev.FOR_QT.values(), *dev.FOR_A_WINDOW.values(), "libc6"})
    control = {
        "Package": "workbench",
        "Version": __version__,
        "Architecture": architecture,
        "Maintainer": "Workbench <maintainers@workbench.invalid>",
        "Installed-Size": str(kilobytes),
        "Depends": ", ".join(needs),
        "Section": "editors",
        "Priority": "optional",
        "Description": "Check an article claim by claim, offline\n"
        " Mark claims, link passages of documents as evidence, judge, and hand over\n"
        " a verdict report as PDF. Nothing leaves the computer.",
    }
    about = root / "DEBIAN" / "control"
    about.parent.mkdir()
    about.write_text("".join(f"{key}: {value}\n" for key, value in control.items()), encoding="utf-8")
    package = DIST / f"workbench_{__version__}_{architecture}.deb"
    run("dpkg-deb", "--root-owner-group", "-Zxz", "--build", root, package)
    shutil.rmtree(about.parent)
    return package


def appimage() -> Path:
    """One file that runs on any Linux as new as this one."""
    root = tree()
    place(LINUX / "AppRun", root / "AppRun")
    place(root / "usr" / "share" / "applications" / "workbench.desktop", root / "workbench.desktop")
    place(BUILD / "icons" / "256.png", root / "workbench.png")
    made = DIST / f"Workbench-{__version__}-{platform.machine()}.AppImage"
    run("appimagetool", "--no-appstream", root, made)
    return made


def installer() -> Path:
    """The installer for Windows, by Inno Setup."""
    folder()
    run("iscc", f"/DVersion={__version__}", ROOT / "packaging" / "windows" / "workbench.iss")
    return DIST / f"Workbench-{__version__}-setup.exe"


def dmg() -> Path:
    """The disk image for macOS: the application beside a link to the folder where it belongs."""
    folder()
    stage = BUILD / "dmg"
    shutil.rmtree(stage, ignore_errors=True)
    shutil.copytree(DIST / "Workbench.app", stage / "Workbench.app", symlinks=True)
    (stage / "Applications").symlink_to("/Applications")
    made = DIST / f"Workbench-{__version__}.dmg"
    made.unlink(missing_ok=True)
    run("hdiutil", "create", "-volname", "Workbench", "-srcfolder", stage, "-format", "UDZO", made)
    return made


def icons() -> None:
    """Every size and shape of the icon, from packaging/workbench.svg."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PIL import Image
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    target = BUILD / "icons"
    target.mkdir(parents=True, exist_ok=True)
    drawing = QSvgRenderer(str(ROOT / "packaging" / "workbench.svg"))
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        drawing.render(painter)
        painter.end()
        image.save(str(target / f"{size}.png"))
    with Image.open(target / "512.png") as large:
        large.save(target / "workbench.ico", sizes=[(size, size) for size in SIZES if size <= 256])
        large.save(target / "workbench.icns")


def third_party(target: Path) -> None:
    """The libraries in the package with version, licence and the full texts of their licences."""
    parts = [f"Workbench {__version__} is under the Apache License 2.0. It comes with these libraries.\n"]
    for library in sorted(shipped(), key=lambda found: found.name.lower()):
        words = library.metadata
        named = [*words.get_all("License-Expression", []), *words.get_all("License", [])]
        classified = [line.rpartition(":: ")[2] for line in words.get_all("Classifier", []) if "License ::" in line]
        parts.append(f"{'=' * 78}\n{library.name} {library.version}: {next(iter([*named, *classified]), '')[:200]}\n")
        parts += [
            Path(str(file.locate())).read_text(encoding="utf-8", errors="replace")
            for file in library.files or []
            if re.search(r"licen|copying|notice", str(file), re.IGNORECASE)
            and file.suffix in {"", ".txt", ".md", ".rst"}
        ]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(parts), encoding="utf-8")


def shipped() -> list[importlib.metadata.Distribution]:
    """Every library that an installation without extras brings."""
    found: dict[str, importlib.metadata.Distribution] = {}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [Requirement(line) for line in project["dependencies"]]
    while wanted:
        needed = wanted.pop()
        name = needed.name.lower().replace("_", "-")
        if name in found or (needed.marker and not needed.marker.evaluate({"extra": ""})):
            continue
        found[name] = importlib.metadata.distribution(needed.name)
        wanted += [Requirement(line) for line in found[name].requires or []]
    return list(found.values())


def fill(source: Path, target: Path) -> None:
    """Copy a text with version, date and the project file's mark put in."""
    text = source.read_text(encoding="utf-8")
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    for mark, value in {
        "@VERSION@": __version__,
        "@DATE@": today,
        "@APPLICATION_ID@": str(APPLICATION_ID),
    }.items():
        text = text.replace(mark, value)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def place(source: Path, target: Path) -> None:
    """Copy a file, its folders made."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


def run(*command: str | Path) -> str:
    """Run a command and return what it printed; stop here if it fails."""
    words = [str(word) for word in command]
    if not shutil.which(words[0]):
        sys.exit(f"{words[0]} is not installed.")
    done = subprocess.run(words, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        print(done.stdout)
        sys.exit(f"{words[0]} failed.")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
