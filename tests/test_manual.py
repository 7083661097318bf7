"""The manual says what the program does: every action, key, command and scale is in it, and every example works."""

import json
import re
import shlex
import shutil
import sys
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from pathlib import Path

import pytest
import typst
from PIL import Image, ImageDraw, ImageFont

from workbench.cli.main import main, parser
from workbench.desk import projects
from workbench.readers import recogniser
from workbench.ui.actions import Action, all_actions

ROOT = Path(__file__).resolve().parents[1]
MANUAL = (ROOT / "docs" / "manual.md").read_text(encoding="utf-8")
EXAMPLES = [
    line
    for block in re.findall(r"^```\n(.*?)^```$", MANUAL, re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
    if line.startswith("workbench ")
]
# The files that the examples name.
FILES = {
    "article.txt": (ROOT / "seeds" / "000_cc34874bd0f47476.txt").read_text(encoding="utf-8"),
    "statement.html": (
        "<html><head><title>Statement</title></head><body><nav><p>Home and news</p></nav>"
        "<article><h1>Statement</h1><p>The meeting of the foreign ministers"
        " was facilitated by the Turkish government.</p></article></body></html>"
    ),
    "revised.txt": (ROOT / "seeds" / "000_cc34874bd0f47476.txt")
    .read_text(encoding="utf-8")
    .replace("facilitated by Jack Rosen", "arranged by Jack Rosen"),
    "old.txt": "A text of plain letters.",
    "notes.txt": "Notes of a telephone call.\n\nThe ministers were asked for an answer.\n",
    "letter.eml": (
        "From: a@paper.invalid\nMessage-ID: <1>\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n"
        "See below.\n--b\nContent-Disposition: attachment; filename=a.txt\n\nOne.\n--b\n"
        "Content-Disposition: attachment; filename=b.txt\n\nTwo.\n--b--\n"
    ),
    "names.txt": "Rosen, Jack\nministers\nNobody Atall\n",
    "memo.txt": "The ministry was told of the meeting in August.\n",
}


def between(first: str, last: str) -> str:
    """What stands between two marks of the manual."""
    return MANUAL.partition(first)[2].partition(last)[0].strip()


def commands(of: ArgumentParser, before: str = "") -> Iterator[str]:
    """Every command, noun and verb."""
    sets = [action for action in of._actions if isinstance(action, _SubParsersAction)]
    if not sets:
        yield before
    for verbs in sets:
        for name, verb in verbs.choices.items():
            yield from commands(verb, f"{before} {name}".strip())


def table_of_keys(actions: tuple[Action, ...]) -> str:
    """The actions as they stand in the manual: menu, what it is called, keys."""
    rows = ["| menu | action | key |", "|---|---|---|"]
    for action in actions:
        keys = " or ".join(f"`{key}`" for key in action.keys)
        rows.append(f"| {action.subject.value} | {action.text} | {keys} |")
    return "\n".join(rows)


def table_of_scales() -> str:
    """The scales as they stand in the manual: key, name, labels."""
    rows = [
        f"| `{scale.key}` | {scale.name} | {', '.join(label.label for label in scale.labels)} |"
        for scale in projects.all_scales()
    ]
    return "\n".join(["| key | scale | labels |", "|---|---|---|", *rows])


def test_every_action_stands_in_the_manual_with_its_keys() -> None:
    wanted = table_of_keys(all_actions())
    found = between("<!-- keys: made from the actions of the window -->", "<!-- end of keys -->")
    assert found == wanted, f"Put this between the marks of docs/manual.md:\n{wanted}"


def test_every_scale_stands_in_the_manual_with_its_labels() -> None:
    wanted = table_of_scales()
    found = between("<!-- scales: made from resources/scales.json -->", "<!-- end of scales -->")
    assert found == wanted, f"Put this between the marks of docs/manual.md:\n{wanted}"


def test_keys_named_in_the_text_are_keys_of_the_program() -> None:
    known = {key for action in all_actions() for key in action.keys}
    text = MANUAL.partition("\n## Keys")[0]
    named = set(re.findall(r"`((?:(?:Ctrl|Shift|Alt)\+)+\S+|F\d+|[A-Z]|\d|/|\?)`", text))
    assert len(named) > 15
    assert named <= known


def test_every_command_has_an_example() -> None:
    shown = {" ".join(shlex.split(line)[1:3]) for line in EXAMPLES}
    missing = [name for name in commands(parser()) if not any(one == name or one.split()[0] == name for one in shown)]
    assert missing == []


def test_every_link_of_the_manual_leads_to_a_section() -> None:
    headings = re.findall(r"^## (.+)$", MANUAL, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    links = re.findall(r"\]\(#([\w-]+)\)", MANUAL)
    assert sorted(links) == sorted(anchors)


@pytest.mark.timeout(180)
def test_every_example_of_the_manual_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, content in FILES.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name in ("XDG_DATA_HOME", "APPDATA", "HOME"):  # where the vault lies
        monkeypatch.setenv(name, str(tmp_path / "data"))
    for name in ("WORKBENCH_PASSPHRASE", "WORKBENCH_VAULT_PASSPHRASE"):
        monkeypatch.setenv(name, "five words nobody would guess")
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # put back what the command line sets
    draw_scan(tmp_path / "scan.png")
    set_table(tmp_path / "cases.pdf")
    shutil.copyfile(ROOT / "resources" / "ocr" / "eng.traineddata", tmp_path / "fra.traineddata")
    examples = [line for line in EXAMPLES if recogniser.installed() or " ocr " not in line]
    assert len(examples) > 30
    link = conflict = "nothing yet"
    for line in examples:
        words = [{"LINK": link, "CONFLICT": conflict}.get(word, word) for word in shlex.split(line)[1:]]
        if words[0] == "merge" and not Path("Colleague.factcheck").exists():
            come_apart(capsys)
        status = main(words)
        out, err = capsys.readouterr()
        assert (status, err) == (0, ""), line
        if words[:2] == ["link", "add"]:
            link = made_link(out)
        if words[0] == "conflicts":
            conflict = out.split()[0]
        if "--json" in words:
            assert json.loads(out)["claims"]
        if words[0] == "search":
            assert "Nothing was found" not in out, line
    assert {"report.pdf", "claim.pdf", "ratings.json", "project.json", "copy.html"} <= {
        path.name for path in tmp_path.iterdir()
    }
    assert (tmp_path / "copy.html").read_text(encoding="utf-8") == FILES["statement.html"]


def draw_scan(path: Path) -> None:
    """A picture with a line of words on it."""
    drawn = Image.new("L", (1700, 300), 250)
    face = ImageFont.truetype(ROOT / "resources" / "fonts" / "NotoSerif-Regular.ttf", 64)
    ImageDraw.Draw(drawn).text((80, 90), "The cable is dated 7 October 2009.", font=face, fill=20)
    drawn.save(path)


def set_table(path: Path) -> None:
    """A page with a table on it."""
    written = path.with_suffix(".typ")
    page = "#set page(width: 300pt, height: 200pt, margin: 40pt)\n"
    written.write_text(f"{page}#table(columns: 2, [Year], [Cases], [2009], [1204])", encoding="utf-8")
    typst.compile(written, output=path, font_paths=[ROOT / "resources" / "fonts"], ignore_system_fonts=True)


def come_apart(capsys: pytest.CaptureFixture[str]) -> None:
    """Give a colleague a copy, and let both word one claim anew."""
    shutil.copy("Check.factcheck", "Colleague.factcheck")
    for project, person in (("Check.factcheck", "Ada Bell"), ("Colleague.factcheck", "Bob Cole")):
        assert main(["claim", "edit", project, "C1", "--statement", f"As {person} says.", "--as-person", person]) == 0
    capsys.readouterr()


def made_link(out: str) -> str:
    """The id that ``link add`` tells."""
    found = re.search(r"\[([0-9a-f-]{36})\]", out)
    assert found, out
    return found[1]
