"""Every version of the file there ever was opens in this one, holds together, says what it said, and is reported."""

import hashlib
import shutil
from pathlib import Path

import pytest

from workbench import places
from workbench.desk import articles, claims, documents, evidence, history, projects, sharing, verdicts
from workbench.model.sets import DocumentKind, Stance
from workbench.model.tables import Document
from workbench.reports import build
from workbench.reports.report import Edition
from workbench.store import schema

OLD = Path(__file__).resolve().parents[2] / "seeds" / "old"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "of_the_user", lambda: tmp_path / "of the user")


def test_a_file_is_kept_of_every_version() -> None:
    """A new version of the file comes with one of its own: python seeds/make_old.py seeds/old/N.factcheck."""
    assert sorted(int(path.stem) for path in OLD.iterdir()) == list(range(1, schema.SCHEMA_VERSION + 1))


@pytest.mark.parametrize("number", range(1, schema.SCHEMA_VERSION + 1))
@pytest.mark.parametrize("read_only", [False, True])
def test_an_old_file_opens_holds_together_and_says_what_it_said(tmp_path: Path, number: int, read_only: bool) -> None:
    path = tmp_path / "old.factcheck"
    shutil.copyfile(OLD / f"{number}.factcheck", path)
    project = projects.open(path, read_only=read_only)
    try:
        assert [result for result in history.verify(project) if not result.ok] == []
        assert projects.info(project).title == "Kept for ever"
        article = articles.listing(project)[0]
        assert (article.outlet, article.published, len(article.text)) == ("The Media Line", "2019-02-22", 3701)
        first, second = claims.listing(project)
        assert [(one.stance, one.exact) for one in evidence.listing(project)] == [
            (Stance.REFUTES, "facilitated by the Turkish government"),
            (Stance.CONTEXT, "what the sample project is built from"),
        ]
        verdict = verdicts.every(project)[first.id][0]
        assert (verdict.label, verdict.rationale) == ("Mostly false", "Another host is named [E1].")
        held = next(one for one in documents.listing(project) if one.sha256)
        assert hashlib.sha256(b"".join(project.bytes_of(held.sha256))).hexdigest() == held.sha256
        (conflict,) = sharing.conflicts(project)
        assert {conflict.mine.value, conflict.theirs.value} == {
            "He spoke on 22 February 2019 in Dubai.",
            "He spoke in Dubai on 22 February.",
        }
        assert second.statement in {conflict.mine.value, conflict.theirs.value}
        report = build.build(project, Edition.EDITOR)
        assert [sheet.statement for sheet in report.sheets] == [first.statement]
        if not read_only:
            assert project.undo_label() is not None
    finally:
        project.close()


def test_a_file_of_version_1_takes_in_what_it_had_no_word_for(tmp_path: Path) -> None:
    """Kinds of evidence that came later, and everything that referred to documents refers to them still."""
    path = tmp_path / "old.factcheck"
    shutil.copyfile(OLD / "1.factcheck", path)
    looked_at = projects.open(path, read_only=True)
    before = documents.listing(looked_at)
    looked_at.close()
    project = projects.open(path)
    try:
        assert documents.listing(project) == before
        with project.step("Kind") as session:
            session.get_one(Document, before[0].id).kind = DocumentKind.SHEET
        assert documents.get(project, before[0].id).kind is DocumentKind.SHEET
        assert [result for result in history.verify(project) if not result.ok] == []
    finally:
        project.close()
