"""Two colleagues, two laptops: what a merge brings, what it asks, and that nothing is lost."""

import hashlib
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from workbench.desk import (
    articles,
    backups,
    claims,
    codes,
    documents,
    evidence,
    findings,
    history,
    projects,
    search,
    sharing,
    verdicts,
)
from workbench.model.ids import new_id
from workbench.model.sets import Stance, WorkStatus
from workbench.model.tables import Claim, EvidenceLink, Occurrence
from workbench.readers.reading import FileRead
from workbench.reports.build import NothingToReport, build
from workbench.reports.report import Edition
from workbench.store.foreign import Refused
from workbench.store.incoming import AnotherProject
from workbench.store.log import Op, append
from workbench.store.project import Project

TEXT = "A Title Here\n\nThe café in Zürich 😀 was closed in 2008. About 40 people came on Monday. Nobody was hurt."
SECOND = "About 40 people came on Monday"


class Pair:
    """A project and the copy a colleague works on."""

    def __init__(self, folder: Path) -> None:
        self.ada_path, self.bob_path = folder / "ada.factcheck", folder / "bob.factcheck"
        start = projects.create(self.ada_path, title="Check", person="Ada Bell")
        article = articles.paste(start, TEXT)
        self.version, self.text = article.version_id, article.text
        self.claim = claims.mark(start, self.version, *self.span("The café in Zürich 😀 was closed in 2008")).id
        self.document = documents.cite(start, title="Gazette", quotation="It was closed in May.").id
        self.link = evidence.link(start, "C1", "E1", 0, 21, Stance.SUPPORTS).id
        self.labels = [one.label for one in projects.info(start).scale.labels]
        start.close()
        shutil.copy(self.ada_path, self.bob_path)
        self.ada = projects.open(self.ada_path, person="Ada Bell")
        self.bob = projects.open(self.bob_path, person="Bob Cole")

    def span(self, words: str) -> tuple[int, int]:
        at = self.text.index(words)
        return at, at + len(words)

    def both(self) -> None:
        """Merge in both directions."""
        sharing.take_in(self.ada, self.bob_path)
        sharing.take_in(self.bob, self.ada_path)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    made = Pair(tmp_path)
    yield made
    for project in (made.ada, made.bob):
        assert [one.detail for one in history.verify(project) if not one.ok] == []
        project.close()


def tables(project: Project) -> object:
    """Everything that is shown, and the log's heads."""
    verdict = {claim: [one.id for one in ones] for claim, ones in verdicts.every(project).items()}
    return (
        project.head(),
        claims.listing(project),
        evidence.listing(project),
        documents.listing(project),
        verdict,
        [one.id for one in sharing.conflicts(project)],
    )


def shown(project: Project) -> tuple[object, ...]:
    return tables(project)[1:]  # type: ignore[index]  # a tuple


def test_merging_in_either_direction_gives_the_same_project(pair: Pair) -> None:
    claims.edit(pair.ada, "C1", note="asked the owner")
    claims.edit(pair.bob, "C1", place="Zürich")
    claims.mark(pair.bob, pair.version, *pair.span(SECOND))
    pair.both()
    assert tables(pair.ada) == tables(pair.bob)
    merged = claims.get(pair.ada, "C1")
    assert (merged.note, merged.place) == ("asked the owner", "Zürich")
    assert claims.get(pair.ada, "C2").occurrences[0].exact == SECOND


def test_merging_again_changes_nothing(pair: Pair) -> None:
    claims.edit(pair.bob, "C1", note="b")
    assert sharing.take_in(pair.ada, pair.bob_path).steps == 2  # the colleague and the note
    before = tables(pair.ada)
    again = sharing.take_in(pair.ada, pair.bob_path)
    assert again.nothing_new
    assert again.sentences() == ("Everything in the other copy is here already.",)
    assert tables(pair.ada) == before


def test_a_whole_copy_is_kept_before_anything_comes(pair: Pair) -> None:
    claims.edit(pair.bob, "C1", note="b")
    before = pair.ada.head()
    sharing.preview(pair.ada, pair.bob_path)
    assert backups.listing(pair.ada_path) == []
    sharing.take_in(pair.ada, pair.bob_path)
    (kept,) = backups.listing(pair.ada_path)
    assert (kept.whole, before.startswith(kept.head)) == (True, True)
    sharing.take_in(pair.ada, pair.bob_path)  # nothing comes, nothing is kept
    assert len(backups.listing(pair.ada_path)) == 1


def test_a_preview_tells_everything_and_changes_nothing(pair: Pair) -> None:
    verdicts.decide(pair.ada, "C1", label=pair.labels[0], rationale="Seen.")
    verdicts.decide(pair.bob, "C1", label=pair.labels[1], rationale="Heard.")
    claims.mark(pair.bob, pair.version, *pair.span(SECOND))
    before = tables(pair.ada)
    told = sharing.preview(pair.ada, pair.bob_path)
    assert tables(pair.ada) == before
    assert pair.ada.undo_label() == f"Judge C1: {pair.labels[0]}"
    assert (told.people, told.lost, told.done) == (("Bob Cole",), 0, False)
    assert "Claims: 1 new, 1 changed." in told.sentences()
    assert "Lost: nothing." in told.sentences()
    assert [one.field for one in told.conflicts] == ["verdict_id"]
    done = sharing.take_in(pair.ada, pair.bob_path)
    assert (done.coming, done.conflicts) == (told.coming, told.conflicts)


def test_two_verdicts_made_apart_are_asked_about_and_settled(pair: Pair) -> None:
    verdicts.decide(pair.ada, "C1", label=pair.labels[0], rationale="Seen [E1].", short_conclusion="Yes.")
    verdicts.decide(pair.bob, "C1", label=pair.labels[1], rationale="Heard.")
    pair.both()
    assert verdicts.current(pair.ada, "C1") == verdicts.current(pair.bob, "C1")
    (found,) = sharing.conflicts(pair.ada)
    assert (found.about, found.code, found.base) == ("the verdict on C1", "C1", "no verdict")
    assert found.claim_id == pair.claim
    assert (found.mine.shown, found.mine.who, found.theirs.shown, found.theirs.who) == (
        pair.labels[0],
        "Ada Bell",
        pair.labels[1],
        "Bob Cole",
    )
    assert ("rationale", "Seen [E1].") in found.mine.details
    (mirrored,) = sharing.conflicts(pair.bob)
    assert (mirrored.id, mirrored.mine.who) == (found.id, "Bob Cole")
    sharing.resolve(pair.ada, found.id, "mine")
    assert verdicts.current(pair.ada, "C1").label == pair.labels[0]
    assert len(verdicts.history(pair.ada, "C1")) == 2  # nothing disappears
    assert sharing.conflicts(pair.ada) == []
    sharing.take_in(pair.bob, pair.ada_path)
    assert sharing.conflicts(pair.bob) == []
    assert tables(pair.ada) == tables(pair.bob)


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_undoing_a_decision_opens_the_conflict_again(pair: Pair, choice: str) -> None:
    claims.edit(pair.ada, "C1", statement="Ada says so.")
    claims.edit(pair.bob, "C1", statement="Bob says so.")
    sharing.take_in(pair.ada, pair.bob_path)
    (found,) = sharing.conflicts(pair.ada)
    sharing.resolve(pair.ada, found.id, choice)
    wanted = "Ada says so." if choice == "mine" else "Bob says so."
    assert claims.get(pair.ada, "C1").statement == wanted
    pair.ada.undo()
    (again,) = sharing.conflicts(pair.ada)
    assert {side.shown for side in again.sides} == {"Ada says so.", "Bob says so."}
    pair.ada.redo()
    assert claims.get(pair.ada, "C1").statement == wanted
    assert sharing.conflicts(pair.ada) == []
    pair.ada.undo()
    assert len(sharing.conflicts(pair.ada)[0].sides) == 2


def test_the_same_words_written_twice_are_no_conflict(pair: Pair) -> None:
    for project in (pair.ada, pair.bob):
        claims.edit(project, "C1", statement="The same.")
    pair.both()
    assert sharing.conflicts(pair.ada) == []


def test_what_needs_no_person_is_settled_alike_on_both_sides(pair: Pair) -> None:
    claims.edit(pair.ada, "C1", note="a", priority=1)
    claims.edit(pair.bob, "C1", note="b", priority=4)
    pair.both()
    assert sharing.conflicts(pair.ada) == []
    assert claims.get(pair.ada, "C1") == claims.get(pair.bob, "C1")


def test_notes_written_apart_stand_one_under_the_other(pair: Pair) -> None:
    claims.edit(pair.ada, "C1", note="Ada asked the owner.")
    claims.edit(pair.bob, "C1", note="Bob asked the town.")
    pair.both()
    for project in (pair.ada, pair.bob):
        paragraphs = claims.get(project, "C1").note.split("\n\n")
        assert sorted(paragraphs) == ["Ada asked the owner.", "Bob asked the town."]
    claims.edit(pair.ada, "C1", note="Both asked.")
    sharing.take_in(pair.bob, pair.ada_path)
    assert claims.get(pair.bob, "C1").note == "Both asked."


def test_a_stance_judged_apart_is_asked_about(pair: Pair) -> None:
    evidence.edit(pair.ada, pair.link, stance=Stance.REFUTES)
    evidence.edit(pair.bob, pair.link, stance=Stance.CONTEXT)
    sharing.take_in(pair.ada, pair.bob_path)
    (found,) = sharing.conflicts(pair.ada)
    assert {side.shown for side in found.sides} == {"Contradicts", "Context"}
    with pytest.raises(sharing.NotAChoice, match="mine, theirs"):
        sharing.resolve(pair.ada, found.id, "perhaps")
    sharing.resolve(pair.ada, found.id, "supports")
    assert evidence.get(pair.ada, pair.link).stance is Stance.SUPPORTS


def test_a_statement_may_be_settled_with_new_words(pair: Pair) -> None:
    claims.edit(pair.ada, "C1", statement="a")
    claims.edit(pair.bob, "C1", statement="b")
    sharing.take_in(pair.ada, pair.bob_path)
    sharing.resolve(pair.ada, sharing.conflicts(pair.ada)[0].id, "What both mean.")
    assert claims.get(pair.ada, "C1").statement == "What both mean."
    with pytest.raises(sharing.UnknownConflict):
        sharing.resolve(pair.ada, "12345678", "mine")


def test_one_undo_takes_the_whole_merge_back_and_one_redo_brings_it_again(pair: Pair) -> None:
    claims.edit(pair.ada, "C1", note="ada")
    before = tables(pair.ada)
    claims.mark(pair.bob, pair.version, *pair.span(SECOND))
    claims.edit(pair.bob, "C1", note="bob", statement="Bob says so.")
    evidence.drop(pair.bob, pair.link)
    sharing.take_in(pair.ada, pair.bob_path)
    after = tables(pair.ada)
    assert after != before
    assert pair.ada.undo_label() == "Merge with bob.factcheck"
    pair.ada.undo()
    assert tables(pair.ada) == before
    assert pair.ada.redo_label() == "Merge with bob.factcheck"
    pair.ada.redo()
    assert tables(pair.ada) == after
    pair.ada.undo()
    sharing.take_in(pair.ada, pair.bob_path)  # merging again brings it back as well
    assert tables(pair.ada) == after


def test_steps_after_a_merge_are_undone_before_it(pair: Pair) -> None:
    claims.edit(pair.bob, "C1", note="bob")
    before = shown(pair.ada)
    sharing.take_in(pair.ada, pair.bob_path)
    claims.edit(pair.ada, "C1", place="here")
    assert pair.ada.undo().label == "Edit C1"
    assert pair.ada.undo().label == "Merge with bob.factcheck"
    assert shown(pair.ada) == before
    pair.ada.redo()
    assert pair.ada.redo().label == "Edit C1"
    assert (claims.get(pair.ada, "C1").note, claims.get(pair.ada, "C1").place) == ("bob", "here")


def test_a_merge_taken_back_takes_nothing_from_the_colleague(pair: Pair) -> None:
    """An undo written as inverse steps would travel to the colleague and undo his own work there."""
    claims.edit(pair.bob, "C1", note="bob")
    sharing.take_in(pair.ada, pair.bob_path)
    pair.ada.undo()
    claims.edit(pair.ada, "C1", place="here")
    sharing.take_in(pair.bob, pair.ada_path)
    assert (claims.get(pair.bob, "C1").note, claims.get(pair.bob, "C1").place) == ("bob", "here")


def test_after_new_work_a_merge_taken_back_is_brought_in_by_merging(pair: Pair) -> None:
    claims.edit(pair.bob, "C1", note="bob")
    sharing.take_in(pair.ada, pair.bob_path)
    pair.ada.undo()
    claims.edit(pair.ada, "C1", place="here")
    assert pair.ada.redo_label() is None
    sharing.take_in(pair.ada, pair.bob_path)
    assert claims.get(pair.ada, "C1").note == "bob"


def test_a_link_deleted_here_and_worked_on_there_lives_with_its_passage(pair: Pair) -> None:
    evidence.drop(pair.ada, pair.link)
    evidence.edit(pair.bob, pair.link, note="important")
    pair.both()
    assert evidence.get(pair.ada, pair.link).note == "important"
    assert evidence.get(pair.ada, pair.link).exact == "It was closed in May."
    found = [one for one in sharing.conflicts(pair.ada) if one.noun == "evidence_link"]
    assert [one.field for one in found] == ["deleted"]
    assert tables(pair.ada) == tables(pair.bob)
    sharing.resolve(pair.ada, found[0].id, "delete")
    assert evidence.listing(pair.ada) == []
    assert sharing.conflicts(pair.ada) == []
    pair.ada.undo()
    assert evidence.get(pair.ada, pair.link).note == "important"
    sharing.resolve(pair.bob, found[0].id, "keep")
    assert evidence.get(pair.bob, pair.link).note == "important"
    assert sharing.conflicts(pair.bob) == []


@pytest.mark.parametrize("choice", ["keep", "delete"])
def test_undoing_what_became_of_a_deleted_link_asks_again(pair: Pair, choice: str) -> None:
    evidence.drop(pair.ada, pair.link)
    evidence.edit(pair.bob, pair.link, note="important")
    sharing.take_in(pair.ada, pair.bob_path)
    for _ in range(2):
        (found,) = [one for one in sharing.conflicts(pair.ada) if one.noun == "evidence_link"]
        sharing.resolve(pair.ada, found.id, choice)
        assert sharing.conflicts(pair.ada) == []
        pair.ada.undo()
    pair.ada.redo()
    assert sharing.conflicts(pair.ada) == []
    assert len(evidence.listing(pair.ada)) == (choice == "keep")


def test_redo_after_a_merge_brings_no_step_back_that_the_colleague_took_back(pair: Pair) -> None:
    claims.edit(pair.bob, "C1", note="bob")
    pair.bob.undo()
    sharing.take_in(pair.ada, pair.bob_path)
    assert pair.ada.redo_label() is None
    assert claims.get(pair.ada, "C1").note == ""


def test_a_passage_deleted_here_that_a_new_link_needs_there_lives_on(pair: Pair) -> None:
    claims.mark(pair.bob, pair.version, *pair.span(SECOND))
    evidence.drop(pair.ada, pair.link)
    new = evidence.link(pair.bob, "C2", "E1", 0, 21, Stance.CONTEXT)
    pair.both()
    assert evidence.get(pair.ada, new.id).exact == "It was closed in May."
    assert tables(pair.ada) == tables(pair.bob)


def test_codes_given_twice_keep_the_elder_and_change_no_reference(pair: Pair) -> None:
    one = claims.mark(pair.ada, pair.version, *pair.span(SECOND))
    other = claims.mark(pair.bob, pair.version, *pair.span("Nobody was hurt"))
    mine = documents.cite(pair.ada, title="Mine", quotation="Mine.")
    theirs = documents.cite(pair.bob, title="Theirs", quotation="Theirs.")
    verdicts.decide(pair.ada, one.id, label=pair.labels[0], rationale="See [E2].")
    verdicts.decide(pair.bob, other.id, label=pair.labels[0], rationale="See [E2].")
    told = sharing.preview(pair.ada, pair.bob_path)
    assert told.renumbered == (("C2", "C3"), ("E2", "E3"))
    pair.both()
    for project in (pair.ada, pair.bob):
        assert [claims.get(project, x.id).code for x in (one, other)] == ["C2", "C3"]
        assert [documents.get(project, x.id).code for x in (mine, theirs)] == ["E2", "E3"]
        assert verdicts.current(project, one.id).rationale == "See [E2]."
        assert verdicts.current(project, other.id).rationale == "See [E3]."
    new = claims.mark(pair.ada, pair.version, *pair.span("Monday"))
    assert (new.code, claims.get(pair.ada, other.id).code) == ("C4", "C3")  # a code once shown stays


def test_the_same_file_added_on_both_sides_is_one_document(pair: Pair, file_read: Callable[..., FileRead]) -> None:
    file = file_read("It was a Monday in May.")
    mine = documents.add(pair.ada, file).document
    theirs = documents.add(pair.bob, file).document
    claims.mark(pair.bob, pair.version, *pair.span(SECOND))
    link = evidence.link(pair.bob, "C2", theirs.id, 9, 15, Stance.SUPPORTS)
    told = sharing.take_in(pair.ada, pair.bob_path)
    assert (told.files, told.documents_joined) == (0, ("E2",))
    sharing.take_in(pair.bob, pair.ada_path)
    for project in (pair.ada, pair.bob):
        assert [one.code for one in documents.listing(project)] == ["E1", "E2"]
        assert documents.get(project, theirs.id).id == mine.id
        assert [one.id for one in evidence.of_document(project, "E2")] == [link.id]
        assert evidence.get(project, link.id).document_code == "E2"
        assert documents.get(project, "E2").links == 1
        assert len([hit for hit in search.search(project, "Monday", scope="evidence") if hit.kind == "document"]) == 1
        assert documents.add(project, file).already_there
    assert tables(pair.ada) == tables(pair.bob)


def test_bytes_of_evidence_come_over_and_are_hashed_again(pair: Pair, file_read: Callable[..., FileRead]) -> None:
    file = file_read("Bytes that travel.")
    documents.add(pair.bob, file)
    assert sharing.take_in(pair.ada, pair.bob_path).files == 1
    assert hashlib.sha256(b"".join(pair.ada.bytes_of(file.sha256))).hexdigest() == file.sha256
    assert documents.text(pair.ada, "E2").text == "Bytes that travel."


def test_bytes_that_the_copy_does_not_hold_are_not_said_to_come(pair: Pair, file_read: Callable[..., FileRead]) -> None:
    file = file_read("Bytes that stay.")
    documents.add(pair.bob, file)
    harm(pair.bob_path, "DELETE FROM blob", "DELETE FROM blob_chunk")
    assert sharing.preview(pair.ada, pair.bob_path).files == 0
    assert sharing.take_in(pair.ada, pair.bob_path).files == 0
    assert sharing.take_in(pair.ada, pair.bob_path).nothing_new
    assert documents.text(pair.ada, "E2").text == "Bytes that stay."
    pair.bob.keep([b"Bytes that stay."], sha256=file.sha256, size=16)  # another day
    again = sharing.take_in(pair.ada, pair.bob_path)
    assert (again.steps, again.files) == (0, 1)


def test_of_what_is_refused_no_bytes_stay(pair: Pair, file_read: Callable[..., FileRead]) -> None:
    file = file_read("Bytes of a forger.")
    documents.add(pair.bob, file)
    with pair.bob.derive() as connection:
        op = Op(6, pair.claim, {"parent_id": new_id()}, {}, "00" * 16)
        append(connection, actor=pair.bob.acting, seq=99, time=1, kind="do", label="Forged", target=None, ops=[op])
    with pytest.raises(Refused, match="refers to what is not there"):
        sharing.take_in(pair.ada, pair.bob_path)
    assert b"".join(pair.ada.bytes_of(file.sha256)) == b""
    pair.bob.close()
    shutil.copy(pair.ada_path, pair.bob_path)  # a sound one, for the checks at the end
    pair.bob = projects.open(pair.bob_path, person="Bob Cole")


def test_bytes_that_are_not_what_they_say_are_refused(pair: Pair, file_read: Callable[..., FileRead]) -> None:
    documents.add(pair.bob, file_read("Bytes that travel."))
    harm(pair.bob_path, "UPDATE blob_chunk SET bytes = CAST('Bytes that differ.' AS BLOB)")
    before = tables(pair.ada)
    with pytest.raises(Refused, match="not the one it says it is"):
        sharing.take_in(pair.ada, pair.bob_path)
    assert tables(pair.ada) == before
    harm(pair.bob_path, "UPDATE blob_chunk SET bytes = CAST('Bytes that travel.' AS BLOB)")


def harm(path: Path, *statements: str) -> None:
    with sqlite3.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def test_quotations_typed_into_one_citation_on_both_sides_all_stand(pair: Pair) -> None:
    claims.mark(pair.ada, pair.version, *pair.span(SECOND))
    ada = evidence.link_words(pair.ada, "C2", "E1", "Nothing about May was said by Ada.", Stance.CONTEXT)
    bob = evidence.link_words(pair.bob, "C1", "E1", "Bob wrote quite another thing.", Stance.CONTEXT)
    pair.both()
    for project in (pair.ada, pair.bob):
        for link in (ada, bob):
            found = evidence.get(project, link.id)
            assert documents.text(project, "E1").text[found.start : found.end] == found.exact == link.exact
    assert tables(pair.ada) == tables(pair.bob)
    more = evidence.link_words(pair.ada, "C1", "E1", "And a third one.", Stance.MIXED)
    assert documents.text(pair.ada, "E1").text[more.start : more.end] == "And a third one."


def test_an_edited_article_of_the_same_name_and_length_moves_no_quotation(pair: Pair) -> None:
    """Merging by name and offset would paint Bob's claim on other words of Ada's text."""
    mine = articles.paste(pair.ada, "One Name\n\nThe mayor resigned in March. The town was calm.", title="Late")
    theirs = articles.paste(pair.bob, "One Name\n\nThe town was calm. The mayor resigned in March.", title="Late")
    assert len(mine.text) == len(theirs.text)
    start = theirs.text.index("The mayor resigned in March")
    claim = claims.mark(pair.bob, theirs.version_id, start, start + 27)
    pair.both()
    for project in (pair.ada, pair.bob):
        place = claims.get(project, claim.id).occurrences[0]
        article = next(one for one in articles.listing(project) if one.version_id == place.version_id)
        assert article.text[place.start : place.end] == place.exact == "The mayor resigned in March"
        assert article.id == theirs.id
        assert {one.id for one in articles.listing(project)} >= {mine.id, theirs.id}
        assert len({one.code for one in articles.listing(project)}) == 3


def test_an_edited_file_of_the_same_name_and_length_keeps_its_own_quotations(
    pair: Pair, file_read: Callable[..., FileRead]
) -> None:
    """Joining files by name or size would paint Bob's passage on other words."""
    ours, others = "The mayor resigned in March. The town was calm.", "The town was calm. The mayor resigned in March."
    mine = documents.add(pair.ada, file_read(ours, name="minutes.txt")).document
    theirs = documents.add(pair.bob, file_read(others, name="minutes.txt")).document
    assert (mine.size, mine.original_name) == (theirs.size, theirs.original_name)
    start = others.index("The mayor resigned")
    link = evidence.link(pair.bob, "C1", theirs.id, start, start + 18, Stance.REFUTES)
    told = sharing.take_in(pair.ada, pair.bob_path)
    assert told.documents_joined == ()
    sharing.take_in(pair.bob, pair.ada_path)
    for project in (pair.ada, pair.bob):
        found = evidence.get(project, link.id)
        assert found.document_id == theirs.id
        assert documents.text(project, found.document_id).text[found.start : found.end] == "The mayor resigned"
        assert documents.text(project, mine.id).text == ours
        assert len(documents.listing(project)) == 3
    assert tables(pair.ada) == tables(pair.bob)


def test_a_quotation_moved_on_both_sides_is_never_mixed(pair: Pair) -> None:
    for project, words in ((pair.ada, "closed in 2008"), (pair.bob, "café in Zürich")):
        start, end = pair.span(words)
        with project.step("Move claim") as session:
            row = session.exec(select(Occurrence)).one()
            row.start, row.end, row.exact = start, end, words
    pair.both()
    place = claims.get(pair.ada, "C1").occurrences[0]
    assert pair.text[place.start : place.end] == place.exact
    (found,) = sharing.conflicts(pair.ada)
    assert {side.shown for side in found.sides} == {"closed in 2008", "café in Zürich"}
    for take in ("mine", "theirs"):
        sharing.resolve(pair.ada, found.id, take)
        place = claims.get(pair.ada, "C1").occurrences[0]
        assert pair.text[place.start : place.end] == place.exact == getattr(found, take).shown
        pair.ada.undo()


def test_claims_on_the_same_words_are_offered_as_one_and_joined_on_request(pair: Pair) -> None:
    one = claims.mark(pair.ada, pair.version, *pair.span(SECOND))
    other = claims.mark(pair.bob, pair.version, *pair.span(SECOND))
    link = evidence.link(pair.bob, other.id, "E1", 3, 9, Stance.CONTEXT)
    told = sharing.take_in(pair.ada, pair.bob_path)
    assert [(pair.code, pair.other_code) for pair in told.same_span] == [("C2", "C3")]
    assert claims.get(pair.ada, other.id).status is WorkStatus.OPEN  # never by itself
    sharing.join_claims(pair.ada, one.id, other.id)
    assert evidence.get(pair.ada, link.id).claim_id == one.id
    assert claims.get(pair.ada, other.id).status is WorkStatus.DROPPED
    assert sharing.same_span(pair.ada) == []
    with pytest.raises(sharing.NotTheSameSpan):
        sharing.join_claims(pair.ada, "C1", "C2")


def test_a_clock_that_runs_ahead_decides_nothing_and_is_shown_clamped(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims.edit(pair.ada, "C1", statement="ada")
    real = Project.clock
    monkeypatch.setattr(Project, "clock", lambda self: real(self) + 10 * 365 * 86_400_000)
    claims.edit(pair.bob, "C1", statement="bob")
    monkeypatch.undo()
    sharing.take_in(pair.ada, pair.bob_path)
    (found,) = sharing.conflicts(pair.ada)
    assert found.theirs.when[:4] == found.mine.when[:4]
    sharing.resolve(pair.ada, found.id, "mine")
    sharing.take_in(pair.bob, pair.ada_path)
    assert claims.get(pair.bob, "C1").statement == "ada"


def test_another_project_is_no_copy(pair: Pair, tmp_path: Path) -> None:
    projects.create(tmp_path / "other.factcheck", title="Check").close()
    with pytest.raises(AnotherProject, match="another project"):
        sharing.take_in(pair.ada, tmp_path / "other.factcheck")


def test_a_report_can_be_saved_but_never_over_a_file(pair: Pair, tmp_path: Path) -> None:
    verdicts.decide(pair.ada, "C1", label=pair.labels[0], rationale="a")
    verdicts.decide(pair.bob, "C1", label=pair.labels[1], rationale="b")
    report = sharing.take_in(pair.ada, pair.bob_path)
    text = sharing.save(report, tmp_path / "merge.txt").read_text(encoding="utf-8")
    assert "Work of: Bob Cole." in text
    assert f"Bob Cole, {report.conflicts[0].theirs.when}: {pair.labels[1]}" in text
    with pytest.raises(sharing.CannotSave):
        sharing.save(report, tmp_path / "merge.txt")


def test_a_deleted_claim_somebody_linked_to_lives_on_with_its_place(pair: Pair) -> None:
    claim = claims.mark(pair.ada, pair.version, *pair.span(SECOND))
    sharing.take_in(pair.bob, pair.ada_path)
    evidence.link(pair.bob, claim.id, "E1", 3, 9, Stance.CONTEXT)
    pair.ada.undo()
    with pair.ada.look() as session:
        assert session.get(Claim, claim.id) is None
    pair.both()
    found = claims.get(pair.ada, claim.id)
    assert [one.exact for one in found.occurrences] == [SECOND]
    assert tables(pair.ada) == tables(pair.bob)
    with pair.ada.look() as session:
        assert len(session.exec(select(EvidenceLink)).all()) == 2
        assert codes.codes(session.connection(), "claim")[claim.id] == "C2"


def test_of_two_verdicts_made_apart_neither_stands_until_a_person_decides(pair: Pair) -> None:
    """Neither in the lists nor in the findings nor in print."""
    mine, theirs = pair.labels[0], pair.labels[-1]
    for project, label in ((pair.ada, mine), (pair.bob, theirs)):
        verdicts.decide(project, "C1", label=label, rationale="The gazette says so, in its issue of May [E1].")
    assert claims.rows(pair.ada)[0].verdict is not None
    sharing.take_in(pair.ada, pair.bob_path)
    claim = claims.find(pair.ada, "C1").id
    assert {one.label for one in verdicts.history(pair.ada, claim)} == {mine, theirs}
    assert verdicts.current(pair.ada, claim) is None
    assert claims.rows(pair.ada)[0].verdict is None
    assert "P06" in {one.rule for one in findings.every(pair.ada)}
    printed = build(pair.ada, Edition.PUBLIC)
    assert printed.sheets == ()
    assert printed.summary.judged == 0
    assert "Decided in two ways by two people and not settled yet: claim 1." in printed.summary.not_checked
    (still,) = build(pair.ada, Edition.EDITOR).open_claims
    assert still.undecided[0].startswith("The verdict on C1 was decided in two ways and is not settled: “")
    with pytest.raises(NothingToReport, match="decide which stands"):
        build(pair.ada, claim="C1")

    (conflict,) = sharing.conflicts(pair.ada)
    sharing.resolve(pair.ada, conflict.id, "theirs")
    standing = verdicts.current(pair.ada, claim)
    assert standing is not None
    assert standing.label == theirs
    assert "P06" not in {one.rule for one in findings.every(pair.ada)}
    assert [sheet.verdict.mark.label for sheet in build(pair.ada, Edition.PUBLIC).sheets] == [theirs]


def test_judging_anew_settles_two_verdicts(pair: Pair) -> None:
    for project, label in ((pair.ada, pair.labels[0]), (pair.bob, pair.labels[-1])):
        verdicts.decide(project, "C1", label=label, rationale="The gazette says so, in its issue of May [E1].")
    sharing.take_in(pair.ada, pair.bob_path)
    verdicts.decide(pair.ada, "C1", label=pair.labels[1], rationale="Both were read again, with the gazette [E1].")
    assert sharing.conflicts(pair.ada) == []
    assert claims.rows(pair.ada)[0].verdict is not None
    pair.ada.undo()
    assert len(sharing.conflicts(pair.ada)) == 1
    assert claims.rows(pair.ada)[0].verdict is None


def test_a_sheet_says_what_of_its_claim_was_decided_in_two_ways(pair: Pair) -> None:
    verdicts.decide(pair.ada, "C1", label=pair.labels[0], rationale="The gazette says so, in its issue of May [E1].")
    claims.edit(pair.ada, "C1", statement="The café closed in 2008.")
    claims.edit(pair.bob, "C1", statement="A café closed in 2008.")
    sharing.take_in(pair.ada, pair.bob_path)
    (sheet,) = build(pair.ada, Edition.PUBLIC).sheets
    assert "The statement of C1 was decided in two ways and is not settled" in " ".join(sheet.not_established)
