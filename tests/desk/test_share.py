"""A copy holds what may leave and not a letter more; it verifies, and work done in it fits the project it came from."""

import ast
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect
from sqlmodel import select

from tests.desk import canaries
from tests.desk.canaries import Cage
from workbench.desk import claims, documents, evidence, history, leaving, projects, share, share_listing, verdicts
from workbench.desk.leaving import LEFT_OUT, Part, Profile
from workbench.desk.share_listing import Mention
from workbench.desk.views import ArticleView
from workbench.model import tables
from workbench.model.sets import Confidentiality, Stance
from workbench.store import redact
from workbench.store.log import all_ops, changes, fold, ops_of
from workbench.store.project import Project
from workbench.store.trouble import AlreadyThere
from workbench.store.undo import Withheld

PARTS = [part.value for part in Part]


@pytest.fixture
def cage(tmp_path: Path) -> Iterator[Cage]:
    made = canaries.build(tmp_path / "whole.factcheck", 7)
    yield made
    made.project.close()


def check_copy(cage: Cage, out: Path, profile: Profile, leave_out: list[str]) -> None:
    """Make a copy and hold it against what the canaries say."""
    before = share.preview(cage.project, profile=profile, leave_out=leave_out)
    shared = share.copy(cage.project, out, profile=profile, leave_out=leave_out)
    assert shared.preview == before
    parts = frozenset(LEFT_OUT[profile] | {one for one in leave_out if one in PARTS})
    codes = {f"E{number}": ident for ident, number in cage.documents.items()}
    left_out = canaries.spread(cage, {codes[one] for one in leave_out if one in codes})
    staying = [c.word for c in cage.canaries if canaries.must_stay(cage, c, parts, left_out)]
    assert canaries.traces(out, staying) == []
    core = [
        c.word for c in cage.canaries if c.standing and (c.noun, c.field) in {("claim", "place"), ("project", "title")}
    ]
    assert canaries.traces(out, core) == core
    copy = projects.open(out, read_only=True)
    try:
        assert [one for one in history.verify(copy) if not one.ok] == []
        assert [c.id for c in all_changes(copy)] == [c.id for c in all_changes(cage.project)]
        assert op_ids(copy) == op_ids(cage.project)
        agrees(copy, before)
    finally:
        copy.close()


def agrees(copy: Project, before: share.Preview) -> None:
    """What the dry run said is what is there: documents, files, notes, names, paths and metadata."""

    def said(kind: str) -> set[str]:
        return {item.what for item in before.leaves if item.kind == kind}

    held = documents.listing(copy)
    assert {d.code for d in held} == {item.code for item in before.leaves if item.kind == "document"}
    assert {d.sha256 for d in held if d.sha256} == said("file")
    assert {d.title for d in held if d.title} <= said("document")
    read = (documents.text(copy, d.id) for d in held)
    assert {f"{k}: {v}" for text in read for k, v in text.metadata.items()} == said("metadata")
    with copy.look() as session:
        noted = [*session.exec(select(tables.Claim)), *session.exec(select(tables.EvidenceLink))]
        notes = {row.note for row in noted} - {""}
        names = set(session.exec(select(tables.Person.name)))
        names |= {row.by for row in session.exec(select(tables.Verdict)) if row.by}
        files = set(session.exec(select(tables.FileBlob.original_name))) - {""}
        blobs = set(session.connection().exec_driver_sql("SELECT sha256 FROM blob").scalars())
        actors = set(session.connection().exec_driver_sql("SELECT person_name FROM log_actor").scalars()) - {""}
        views = session.connection().exec_driver_sql("SELECT count(*) FROM view_state").scalar()
    assert notes <= said("note")
    assert bool(notes) == bool(said("note"))
    assert names | actors <= said("name")
    assert bool(names) == bool(said("name"))
    assert files <= said("path")
    assert blobs == said("file")
    assert views == 0


def all_changes(project: Project) -> list:
    with project.look() as session:
        return list(changes(session.connection()))


def op_ids(project: Project) -> list[bytes]:
    with project.look() as session:
        return list(session.connection().exec_driver_sql("SELECT id FROM log_op ORDER BY n").scalars())


@pytest.mark.parametrize("seed", range(20))
def test_nothing_that_stays_is_found_in_a_copy_in_any_encoding(tmp_path: Path, seed: int) -> None:
    cage = canaries.build(tmp_path / "whole.factcheck", seed)
    try:
        profile = list(Profile)[seed % 3]
        chance = random.Random(seed)
        codes = [f"E{number}" for number in cage.documents.values()]
        leave_out = chance.sample(PARTS, chance.randint(1, 4)) if profile is Profile.CUSTOM else []
        check_copy(
            cage, tmp_path / "copy.factcheck", profile, [*leave_out, *chance.sample(codes, chance.randint(0, 1))]
        )
    finally:
        cage.project.close()


def test_every_field_of_every_noun_was_thought_about() -> None:
    for noun in tables.NOUNS.values():
        table = inspect(noun).local_table
        assert set(leaving.FIELDS[table.name]) == {column.name for column in table.columns} - {"id"}, table.name


def test_a_field_nobody_thought_about_stays(cage: Cage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fewer = {name: of for name, of in leaving.FIELDS["claim"].items() if name != "claimant"}
    monkeypatch.setattr(leaving, "FIELDS", {**leaving.FIELDS, "claim": fewer})
    share.copy(cage.project, tmp_path / "copy.factcheck")
    words = [c.word for c in cage.canaries if (c.noun, c.field) == ("claim", "claimant")]
    assert words
    assert canaries.traces(tmp_path / "copy.factcheck", words) == []


@pytest.mark.parametrize(
    "leak",
    [
        "INSERT INTO view_state SELECT * FROM source.view_state",
        "INSERT OR REPLACE INTO log_actor SELECT * FROM source.log_actor",
        "UPDATE log_op SET body = (SELECT body FROM source.log_op o WHERE o.id = log_op.id)",
        "INSERT OR IGNORE INTO blob SELECT n + 1000, sha256, size, complete FROM source.blob;"
        "INSERT OR IGNORE INTO blob_chunk SELECT blob + 1000, seq, bytes FROM source.blob_chunk",
        "INSERT INTO search (rowid, body) SELECT n + 100000, body FROM source.search_row WHERE body IS NOT NULL",
        "INSERT INTO search_row SELECT n + 100000, field, start, end, page, body FROM source.search_row",
        "INSERT OR REPLACE INTO document_text SELECT * FROM source.document_text",
        "INSERT OR REPLACE INTO passage_picture SELECT * FROM source.passage_picture",
        "CREATE TABLE scrap AS SELECT * FROM source.claim; DROP TABLE scrap",
        "UPDATE claim SET note = (SELECT CAST(note AS BLOB) FROM source.claim c WHERE c.id = claim.id)",
    ],
)
def test_a_builder_that_leaks_is_noticed_before_the_copy_is_handed_over(
    cage: Cage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leak: str
) -> None:
    build = redact.build
    whole = cage.project.path

    def leaky(source, target, leaves) -> None:
        build(source, target, leaves)
        target.exec_driver_sql("COMMIT")
        target.exec_driver_sql("ATTACH ? AS source", (str(whole),))
        for statement in leak.split(";"):
            target.exec_driver_sql(statement)
        target.exec_driver_sql("DETACH source")
        target.exec_driver_sql("BEGIN")

    monkeypatch.setattr(redact, "build", leaky)
    with pytest.raises(share.LeftTraces):
        share.copy(cage.project, tmp_path / "copy.factcheck", profile=Profile.PUBLIC)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".whole.factcheck.lock", "whole.factcheck"]


def test_the_salt_of_what_came_in_part_stays(cage: Cage, tmp_path: Path) -> None:
    share.copy(cage.project, tmp_path / "copy.factcheck", profile=Profile.PUBLIC)
    with cage.project.look() as session:
        whole = {op.id: op.salt for op in all_ops(session.connection())}
    copy = projects.open(tmp_path / "copy.factcheck", read_only=True)
    with copy.look() as session:
        rows = session.connection().exec_driver_sql("SELECT id FROM log_op WHERE body IS NULL").scalars().all()
    copy.close()
    salts = [whole[ident.hex()] for ident in rows]
    assert salts
    assert canaries.traces(tmp_path / "copy.factcheck", salts) == []


def test_work_in_a_copy_names_what_it_replaced_in_the_project(cage: Cage, tmp_path: Path) -> None:
    share.copy(cage.project, tmp_path / "copy.factcheck", profile=Profile.PUBLIC)
    copy = projects.open(tmp_path / "copy.factcheck", person="A Colleague")
    claim = claims.listing(copy)[0]
    claims.edit(copy, claim.id, statement="Better words.", note="A new note.")
    assert all(one.ok for one in history.verify(copy))
    with copy.look() as session:
        new = ops_of(session.connection(), claim.id)[-1]
    copy.close()
    with cage.project.look() as session:
        registers = fold([*ops_of(session.connection(), claim.id), new])
    assert registers.heads["statement"] == {new.id: "Better words."}, "a plain successor"
    assert len(registers.heads["note"]) == 2, "the note that was not seen stands beside the new one"


def test_work_in_a_copy_is_undone_and_what_was_left_out_is_not(cage: Cage, tmp_path: Path) -> None:
    out = tmp_path / "copy.factcheck"
    share.copy(cage.project, out, profile=Profile.PUBLIC)
    copy = projects.open(out, person="A Colleague", introduce=False)
    claim = claims.listing(copy)[0]
    with pytest.raises(Withheld, match="was left out of this copy"):
        projects.undo(copy)
    claims.edit(copy, claim.id, statement="Better words.")
    projects.undo(copy)
    assert claims.listing(copy)[0].statement == claim.statement
    projects.redo(copy)
    projects.undo(copy)
    claims.edit(copy, claim.id, note="Over a note that stayed behind.")
    with pytest.raises(Withheld):
        projects.undo(copy)
    assert all(one.ok for one in history.verify(copy))
    copy.close()


def test_a_step_left_out_whole_is_not_undone_as_if_it_were_nothing(project: Project, tmp_path: Path) -> None:
    cited = documents.cite(project, title="A book")
    documents.edit(project, cited.id, note="A note that stays behind")
    share.copy(project, tmp_path / "copy.factcheck", leave_out=["notes"])
    copy = projects.open(tmp_path / "copy.factcheck")
    head = copy.head()
    with pytest.raises(Withheld, match="was left out of this copy"):
        projects.undo(copy)
    assert copy.head() == head
    copy.close()


def test_a_copy_can_be_copied_again(cage: Cage, tmp_path: Path) -> None:
    share.copy(cage.project, tmp_path / "one.factcheck", profile=Profile.CUSTOM, leave_out=["notes"])
    one = projects.open(tmp_path / "one.factcheck", read_only=True)
    share.copy(one, tmp_path / "two.factcheck", profile=Profile.PUBLIC)
    one.close()
    two = projects.open(tmp_path / "two.factcheck", read_only=True)
    assert all(result.ok for result in history.verify(two))
    assert two.head() == cage.project.head()
    two.close()


def test_altering_what_came_in_part_shows(cage: Cage, tmp_path: Path) -> None:
    out = tmp_path / "copy.factcheck"
    share.copy(cage.project, out, profile=Profile.PUBLIC)
    copy = projects.open(out)
    with copy.derive() as connection:
        connection.exec_driver_sql("UPDATE claim SET statement = 'forged' WHERE number = 1")
    assert [one.name for one in history.verify(copy) if not one.ok] == ["tables"]
    with copy.derive() as connection:
        connection.exec_driver_sql("UPDATE log_partial SET op = x'00' WHERE op = (SELECT min(op) FROM log_partial)")
    assert "log" in [one.name for one in history.verify(copy) if not one.ok]
    copy.close()


def test_words_that_stay_but_stand_in_what_leaves_are_told(cage: Cage) -> None:
    note = next(c.word for c in cage.canaries if (c.noun, c.field) == ("claim", "note") and c.standing)
    claim = claims.listing(cage.project)[1]
    claims.edit(cage.project, claim.id, statement=f"He wrote {note} to me.")
    seen = share.preview(cage.project, profile=Profile.PUBLIC)
    assert Mention(note, "C2 (claim)") in seen.mentions


def test_what_derives_from_a_document_that_stays_stays(project: Project, tmp_path: Path) -> None:
    first = documents.cite(project, title="The leak itself")
    second = documents.cite(project, title="A summary of the leak")
    with project.step("Edit evidence E2") as session:
        session.get_one(tables.Document, first.id).confidentiality = Confidentiality.CONFIDENTIAL
        session.get_one(tables.Document, second.id).derived_from_id = first.id
    seen = share.preview(project)
    assert [(one.code, one.why) for one in seen.stays if one.kind == "document"] == [
        ("E1", "it is confidential"),
        ("E2", "it derives from a document that stays"),
    ]


def test_a_copy_never_replaces_a_file(project: Project, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("x")
    with pytest.raises(AlreadyThere):
        share.copy(project, tmp_path / "there")
    assert (tmp_path / "there").read_text() == "x"


def test_leaving_out_what_there_is_not_is_told(project: Project) -> None:
    with pytest.raises(share.UnknownPart, match="“E9” cannot be left out"):
        share.preview(project, leave_out=["E9"])


def test_every_step_of_the_program_has_a_label_that_names_nobody() -> None:
    """What is put into a label besides our own words is a code, a rule or a rating; names are not."""
    harmless = {"code", "number", "number + 1", "verb", "label", "chosen.label", "found.rule", "found.code"}
    harmless |= {"codes.code(claim)", "codes.code(document)", "WORDS[stance]"}
    harmless |= {"before.document_code", "before.claim_code", "before.code", "out_of.code", "in_words(whole=whole)"}
    harmless |= {"what"}  # of several documents described in one step: a code, or how many
    seen = 0
    for file in sorted(Path(leaving.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "step":
                seen += 1
                for part in ast.walk(node.args[0]):
                    if isinstance(part, ast.FormattedValue):
                        assert ast.unparse(part.value) in harmless, f"{file.name}: {ast.unparse(node.args[0])}"
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        assert share_listing.is_plain(re.sub(r"\b[ACE]$", "", part.value), frozenset()), part.value
    assert seen > 20


def test_the_work_of_a_day_leaves_only_labels_that_can_leave(project: Project, article: ArticleView) -> None:
    claim = claims.mark(project, article.version_id, 0, 7)
    cited = documents.cite(project, title="A book", quotation="It says so.")
    for stance in Stance:
        evidence.link_words(project, claim.id, cited.id, f"It says so {stance}.", stance)
    claims.edit(project, claim.id, statement="Words")
    claims.edit(project, claim.id, claimant="Words")
    claims.edit(project, claim.id, note="Words")
    claims.drop(project, claim.id)
    claims.restore(project, claim.id)
    verdicts.decide(project, claim.id, label="Half true", rationale="[E1]")
    assert share.preview(project).leaves


def test_a_step_named_with_words_is_not_shared(project: Project) -> None:
    documents.cite(project, title="x")
    with project.step("Add source Deep Throat") as session:
        session.add(tables.Source(name="Deep Throat"))
    with pytest.raises(share.TalkativeHistory, match="Deep Throat"):
        share.preview(project)
