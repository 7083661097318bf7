"""A colleague's file that was forged or harmed: refused with a sentence, and nothing here has changed."""

import hashlib
import shutil
import sqlite3
import struct
from pathlib import Path

import pytest

from tests.faults import forging
from workbench.model.ids import new_id
from workbench.model.sets import Workflow
from workbench.model.tables import NUMBERS, Article, ArticleVersion, Claim, Occurrence, Query
from workbench.model.tables import Project as ProjectRow
from workbench.readers.child import Child, worker_command
from workbench.readers.protocol import BadReply, limit_request
from workbench.readers.rows import ForeignRows, RowsFailed, Value, packed_rows, unpacked_rows
from workbench.store import incoming
from workbench.store.foreign import MidStep, Refused
from workbench.store.log import GONE, Op, append, ops_of, pack
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


def test_words_put_into_an_operation_that_keeps_its_id_are_refused(copies) -> None:
    mine, other, claim = copies
    with other.derive() as connection:
        op = ops_of(connection, claim)[-1]
        forged = Op(op.noun, op.noun_id, {"place": "Forged."}, op.prev, op.salt)
        connection.exec_driver_sql("UPDATE log_op SET body = ? WHERE id = ?", (pack(forged), bytes.fromhex(op.id)))
    refused(mine, other, match="altered since it was written")


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


def test_what_refers_to_what_is_not_there_is_refused_before_anything_comes(copies) -> None:
    mine, other, claim = copies
    values = {"claim_id": claim, "text": "Why?", "to": "author", "state": "open", "answer": "", "by": "", "at": ""}
    known = {column for column in Query.model_fields if column != "id"}
    full = {name: values.get(name, "") for name in known}
    forge(other, Op(NUMBERS[Query], new_id(), full | {"claim_id": new_id()}, {}, "00" * 16))
    before = state(mine)
    with pytest.raises(Refused, match="refers to what is not there"):
        incoming.join(mine, other.path, before=None)
    refused(mine, other, match="refers to what is not there")
    assert state(mine) == before


@pytest.mark.parametrize("exact", ["2008", "The "])
def test_a_quotation_that_does_not_stand_where_it_says_is_refused(copies, exact: str) -> None:
    """Words painted on other words than they name would be a link nobody made."""
    mine, other, claim = copies
    text = "The cable is of October 2009."
    with other.step("Place claim") as session:
        article = session.get_one(Claim, claim).article_id
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        version = ArticleVersion(article_id=article, seq=1, text=text, blocks=[], sha256=sha256, received_at="")
        session.add(version)
        session.add(Occurrence(claim_id=claim, version_id=version.id, start=0, end=4, exact=exact))
    if exact == text[:4]:
        assert incoming.join(mine, other.path, before=list).lost == 0
    else:
        refused(mine, other, match="does not stand where it says")


def test_a_number_of_a_step_used_twice_is_refused(copies) -> None:
    mine, other, claim = copies
    forge(other, Op(6, claim, {"note": "x"}, {}, "00" * 16))
    forge(other, Op(6, claim, {"note": "y"}, {}, "11" * 16))
    refused(mine, other, match="two steps")


def test_a_copy_in_the_middle_of_a_step_is_refused(copies) -> None:
    mine, other, _ = copies
    other.path.with_name(f"{other.path.name}-journal").write_bytes(b"half")
    before = state(mine)
    with pytest.raises(MidStep, match="in the middle of a step"):
        incoming.join(mine, other.path, before=list)
    assert state(mine) == before
    other.path.with_name(f"{other.path.name}-journal").unlink()


def test_whoever_reads_a_colleagues_file_can_read_nothing_else(copies, tmp_path: Path) -> None:
    mine, other, _ = copies
    child = Child(worker_command(rows=True), output_at_most=1000)
    child.wait_ready(seconds=30)
    request = limit_request(memory=2**31, cpu_seconds=5, readable=[other.path])
    held = child.ask(request, seconds=30).header["limits"]
    child.kill()
    if "landlock" not in held:
        pytest.skip("this system cannot hold a process in so tightly")
    with ForeignRows() as rows:
        rows.open(other.path)
        assert rows.ask("SELECT count(*) FROM claim") == [(1,)]
        with pytest.raises(RowsFailed):
            rows.ask("ATTACH ? AS other", (str(mine.path),))
        with pytest.raises(RowsFailed):
            rows.ask("DELETE FROM claim")
        with pytest.raises(RowsFailed):
            rows.open(mine.path)


def test_rows_come_over_as_they_are() -> None:
    rows: list[tuple[Value, ...]] = [(None, 1, -(2**63), 2.5), ("Zürich 😀", b"", b"\x00\xff", "")]
    assert unpacked_rows(packed_rows(rows)) == rows
    for harm in (b"", packed_rows(rows)[:-3], packed_rows(rows) + b"n", packed_rows([("x",)])[:-1] + b"\xff"):
        with pytest.raises((BadReply, struct.error, ValueError)):
            unpacked_rows(harm)


def test_an_honest_copy_is_taken_in(copies) -> None:
    mine, other, _ = copies
    assert incoming.join(mine, other.path, before=list).lost == 0
    incoming.join(other, mine.path, before=list)
    assert state(mine) == state(other)


def test_forged_and_harmed_copies_are_refused_or_harmless(tmp_path: Path) -> None:
    assert forging.trials(tmp_path, amount=30, seed=1) == []
