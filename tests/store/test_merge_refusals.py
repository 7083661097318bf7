"""A colleague's file that was forged or harmed: refused with a sentence, and nothing here has changed."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from workbench.model.ids import new_id
from workbench.model.sets import Workflow
from workbench.model.tables import Article, Claim
from workbench.model.tables import Project as ProjectRow
from workbench.store import incoming
from workbench.store.foreign import Refused
from workbench.store.log import GONE, Op, append, ops_of
from workbench.store.project import Project
from workbench.store.trouble import DamagedProject

MERGED = "a colleague's step"


@pytest.fixture
def copies(tmp_path: Path):
    mine = Project.create(tmp_path / "mine.factcheck")
    article = Article(number=1, title="t")
    claim = Claim(number=1, article_id=article.id, statement="He did.")
    with mine.step("New project", kind="fixed") as session:
        session.add(ProjectRow(title="t", workflow=Workflow.CLAIMCHECK, scale_key="k", scale_version=1, created_at=""))
        session.add(article)
        session.add(claim)
    mine.close()
    shutil.copy(tmp_path / "mine.factcheck", tmp_path / "other.factcheck")
    mine, other = Project.open(tmp_path / "mine.factcheck"), Project.open(tmp_path / "other.factcheck")
    for project, words in ((mine, "Mine."), (other, "Theirs.")):
        with project.step("Edit") as session:
            session.get_one(Claim, claim.id).note = words
        with project.step(MERGED) as session:
            session.get_one(Claim, claim.id).place = words
    yield mine, other, claim.id
    mine.close()
    other.close()


def state(project: Project) -> tuple[str, str, str]:
    with project.look() as session:
        claim = session.connection().exec_driver_sql("SELECT note, place FROM claim").one()
    return project.head(), claim[0], claim[1]


def refused(mine: Project, other: Project, *, match: str = "Nothing was merged") -> None:
    before = state(mine)
    with pytest.raises((Refused, DamagedProject), match=match):
        incoming.join(mine, other.path, before=list)
    assert state(mine) == before


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE log_change SET label = 'Other' WHERE n = (SELECT max(n) FROM log_change)",
        "UPDATE log_change SET time = time + 1 WHERE n = (SELECT max(n) FROM log_change)",
        "UPDATE log_change SET seq = 'x' WHERE n = (SELECT max(n) FROM log_change)",
        "UPDATE log_change SET id = 'x' WHERE n = (SELECT max(n) FROM log_change)",
        "UPDATE log_op SET body = (SELECT body FROM log_op WHERE n = 1) WHERE n = (SELECT max(n) FROM log_op)",
        "UPDATE log_op SET body = x'00' WHERE n = (SELECT max(n) FROM log_op)",
        "UPDATE log_op SET body = NULL WHERE n = (SELECT max(n) FROM log_op)",
        "DELETE FROM log_op WHERE n = (SELECT max(n) FROM log_op)",
        "DELETE FROM log_change WHERE n = (SELECT max(n) - 1 FROM log_change)",
        "DELETE FROM log_actor",
    ],
)
def test_what_was_altered_is_refused(copies, harm: str) -> None:
    mine, other, _ = copies
    with sqlite3.connect(other.path) as connection:
        connection.execute(harm)
    connection.close()
    refused(mine, other)


def test_a_foreign_trigger_is_refused(copies) -> None:
    mine, other, _ = copies
    with sqlite3.connect(other.path) as connection:
        connection.execute("CREATE TRIGGER t AFTER UPDATE ON claim BEGIN DELETE FROM claim; END")
    connection.close()
    refused(mine, other, match="inside|damaged")


def forge(project: Project, op: Op) -> None:
    """Write an operation whose hashes are right, as only a forger would."""
    with project.derive() as connection:
        append(connection, actor=project.acting, seq=99, time=1, kind="do", label="Forged", target=None, ops=[op])


@pytest.mark.parametrize(
    ("noun", "values"),
    [
        (6, {"status": "rumour"}),
        (6, {"statement": 5}),
        (6, {"priority": "high"}),
        (6, {"secret": "x"}),
        (6, {"article_id": "nowhere"}),
        (6, {"types": [1]}),
        (6, {"number": -1}),
        (99, {"statement": "x"}),
        (6, {GONE: "yes"}),
        (6, {GONE: True, "note": "x"}),
        (6, {}),
    ],
)
def test_what_could_not_have_been_written_is_refused(copies, noun: int, values: dict[str, object]) -> None:
    mine, other, claim = copies
    forge(other, Op(noun, claim, values, {}, "00" * 16))
    refused(mine, other)


def test_an_operation_that_names_what_its_author_never_saw_is_refused(copies) -> None:
    """Else a forger who knows our log could overwrite our work without a conflict."""
    mine, other, claim = copies
    with mine.look() as session:
        ours = ops_of(session.connection(), claim)[-1]
    forge(other, Op(6, claim, {"place": "Forged."}, {"place": [ours.id]}, "00" * 16))
    refused(mine, other, match="cannot have seen")


def test_a_thing_made_without_what_it_needs_is_refused(copies) -> None:
    mine, other, _ = copies
    forge(other, Op(6, new_id(), {"statement": "x"}, {}, "00" * 16))
    refused(mine, other, match="without what it needs")


def test_a_second_project_is_refused(copies) -> None:
    mine, other, _ = copies
    values = {"title": "u", "workflow": "claimcheck", "scale_key": "k", "scale_version": 1, "created_at": ""}
    forge(other, Op(1, new_id(), values, {}, "00" * 16))
    refused(mine, other)


def test_an_honest_copy_is_taken_in(copies) -> None:
    mine, other, _ = copies
    assert incoming.join(mine, other.path, before=list).lost == 0
    incoming.join(other, mine.path, before=list)
    assert state(mine) == state(other)
