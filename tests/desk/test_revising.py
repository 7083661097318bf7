"""A late revision: what did not change asks for no rework, what changed does not stay green, nothing moves silently."""

from pathlib import Path

import pytest

from workbench.cli.main import main
from workbench.desk import articles, claims, coverage, findings, history, projects, revising, search, sharing, verdicts
from workbench.desk.revising import SameText
from workbench.model.sets import AnchorState, BlockKind, DocumentKind, TextLayer, WorkStatus
from workbench.readers.reading import Block, FileRead, Reading
from workbench.store.project import Project

FIRST = (
    "A Title Here\n\nIn 2008 the café in Zürich was closed. 40 people came to the meeting on Monday. "
    "The mayor said that the budget had doubled since 2019 and would double again.\n\n"
    "Nobody counted the votes. The house was built in 1911 by a baker from Bern and sold in 1950 to his brother."
)
SECOND = (
    "A Title Here\n\nThe house was built in 1911 by a baker from Bern and sold in 1950 to his brother. "
    "Yesterday it rained 12 hours.\n\n"
    "In 2008 the café in Zürich was closed. 60 people came to the meeting on Monday. Nobody counted the votes."
)


def read(text: str, name: str = "second.txt") -> FileRead:
    reading = Reading(
        kind=DocumentKind.TEXT,
        mime="text/plain",
        text=text,
        blocks=(Block(BlockKind.BODY, 0, len(text)),),
        pages=(),
        text_layer=TextLayer.GOOD,
        extractor="test/1",
        metadata={},
        warnings=(),
    )
    return FileRead(name, name, "0" * 64, len(text), "text/plain", reading, None)


MARKED = (
    "In 2008 the café in Zürich was closed",
    "40 people came to the meeting on Monday",
    "the budget had doubled since 2019 and would double again",
    "The house was built in 1911 by a baker from Bern and sold in 1950 to his brother",
)


@pytest.fixture
def revised(project: Project) -> Project:
    """A project with four claims and a sentence without a fact, judged where it matters, at version 1."""
    article = articles.add(project, read(FIRST, "first.txt"))
    for words in MARKED:
        start = FIRST.index(words)
        claims.mark(project, article.version_id, start, start + len(words))
    start = FIRST.index("Nobody counted the votes.")
    coverage.no_fact(project, article.version_id, start, start + 25)
    label = projects.info(project).scale.labels[0].key
    for code in ("C1", "C2"):
        verdicts.decide(project, claims.find(project, code).id, label=label, rationale="Looked up.")
    return project


def state(project: Project, code: str) -> AnchorState | None:
    version = articles.listing(project)[0].version_id
    places = [one for one in claims.find(project, code).occurrences if one.version_id == version]
    return places[0].anchor_state if places else None


def test_each_claim_is_carried_over_or_waits_for_a_person(revised: Project) -> None:
    made = revising.revise(revised, "A1", read(SECOND))
    assert (made.unchanged, made.reworded, made.cut) == (("C1",), ("C2",), ("C3",))
    assert made.moved == ("C4",)
    assert made.sentences == 1
    assert made.article.seq == 2
    assert [state(revised, code) for code in ("C1", "C2", "C3", "C4")] == [
        AnchorState.EXACT,
        AnchorState.CHANGED,
        None,
        AnchorState.RELOCATED,
    ]
    for code in ("C1", "C4"):
        place = claims.find(revised, code).occurrences[-1]
        assert made.article.text[place.start : place.end] == place.exact
    assert all(result.ok for result in history.verify(revised))


def test_what_did_not_change_asks_for_no_rework_and_what_did_is_found(revised: Project) -> None:
    before = {(one.claim_id, one.rule) for one in findings.every(revised)}
    revising.revise(revised, "A1", read(SECOND))
    codes = {claims.find(revised, code).id: code for code in ("C1", "C2", "C3", "C4")}
    new = {(codes[one.claim_id], one.rule) for one in findings.every(revised) if (one.claim_id, one.rule) not in before}
    assert {code for code, rule in new if rule.startswith("A")} == {"C2", "C3", "C4"}
    assert {("C2", "A02"), ("C3", "A01"), ("C4", "A02")} <= new
    assert not any(code == "C1" for code, _ in new)


def test_a_letter_changed_in_place_is_never_taken_for_the_same(revised: Project) -> None:
    made = revising.revise(revised, "A1", read(FIRST.replace("40 people", "46 people")))
    assert made.reworded == ("C2",)
    assert made.unchanged == ("C1", "C3", "C4")
    (place,) = (one for one in claims.find(revised, "C2").occurrences if one.version_id == made.article.version_id)
    assert place.exact == MARKED[1], "the words that were judged are kept"
    assert made.article.text[place.start : place.end] == MARKED[1].replace("40", "46")


def test_a_stretch_without_a_fact_stays_one_where_its_words_stand(revised: Project) -> None:
    made = revising.revise(revised, "A1", read(FIRST.replace("In 2008", "Long ago, in 2008")))
    (mark,) = coverage.marks(revised, made.article.version_id)
    assert made.article.text[mark[1] : mark[2]] == "Nobody counted the votes."


def test_a_claim_is_put_where_a_person_says(revised: Project) -> None:
    made = revising.revise(revised, "A1", read(SECOND))
    claims.edit(revised, claims.find(revised, "C2").id, status=WorkStatus.SETTLED)
    start = SECOND.index("60 people came")
    placed = revising.place(revised, "C2", start, start + 14)
    assert state(revised, "C2") is AnchorState.EXACT
    assert placed.occurrences[-1].exact == "60 people came"
    assert placed.status is WorkStatus.IN_CHECK, "its verdict was about other words"
    assert "A02" not in {one.rule for one in findings.of_claim(revised, placed.id)}
    revising.place(revised, "C3", start, start + 14)
    assert len([one for one in claims.rows(revised) if one.paragraph]) == 4
    assert made.article.version_id == placed.occurrences[-1].version_id


def test_what_waits_goes_on_waiting_at_the_next_version(revised: Project) -> None:
    revising.revise(revised, "A1", read(SECOND))
    third = revising.revise(revised, "A1", read(SECOND + " And so on.", "third.txt"))
    assert third.article.seq == 3
    assert [state(revised, code) for code in ("C1", "C2", "C4")] == [
        AnchorState.EXACT,
        AnchorState.CHANGED,
        AnchorState.RELOCATED,
    ]


def test_one_undo_takes_the_revision_back(revised: Project) -> None:
    before = claims.rows(revised)
    revising.revise(revised, "A1", read(SECOND))
    assert claims.rows(revised) != before
    revised.undo()
    assert articles.listing(revised)[0].text == FIRST
    assert claims.rows(revised) == before
    revised.redo()
    assert articles.listing(revised)[0].text == SECOND
    assert all(result.ok for result in history.verify(revised))


def test_the_search_finds_what_stands_in_the_newest_version(revised: Project) -> None:
    revising.revise(revised, "A1", read(SECOND))
    (hit,) = (one for one in search.search(revised, "rained") if one.kind == "article")
    assert SECOND[hit.start : hit.end] == "rained"
    assert [one for one in search.search(revised, "doubled") if one.kind == "article"] == []


def test_the_same_text_is_no_new_version(revised: Project) -> None:
    steps = len(history.entries(revised))
    with pytest.raises(SameText, match="the very text of version 1"):
        revising.revise(revised, "A1", read(FIRST, "again.txt"))
    with pytest.raises(articles.NoArticleText):
        revising.revise(revised, "A1", read(" ", "blank.txt"))
    assert len(history.entries(revised)) == steps


def test_a_revision_goes_to_a_colleague_by_merging(revised: Project, tmp_path: Path) -> None:
    other = tmp_path / "colleague.factcheck"
    other.write_bytes(revised.path.read_bytes())
    revising.revise(revised, "A1", read(SECOND))
    colleague = projects.open(other, person="Cy Dee")
    claims.edit(colleague, claims.find(colleague, "C1").id, note="Seen.")
    sharing.take_in(colleague, revised.path)
    assert articles.listing(colleague)[0].text == SECOND
    assert state(colleague, "C2") is AnchorState.CHANGED
    assert all(result.ok for result in history.verify(colleague))
    colleague.close()


def test_the_commands_revise_and_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "check.factcheck"
    for name, text in (("first.txt", FIRST), ("second.txt", SECOND)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    for words in (
        ("new", path),
        ("article", "add", path, tmp_path / "first.txt"),
        ("claim", "mark", path, "A1", "--quote", MARKED[1]),
    ):
        assert main([*map(str, words), "--quiet"]) == 0
    assert main(["article", "revise", str(path), "A1", str(tmp_path / "second.txt")]) == 0
    assert "A1 is at version 2: 1 reworded (C1)" in capsys.readouterr().out
    assert main(["claim", "place", str(path), "C1", "--quote", "60 people came to the meeting"]) == 0
    assert main(["article", "text", str(path), "A1"]) == 0
    assert "60 people" in capsys.readouterr().out
    assert main(["article", "revise", str(path), "A1", str(tmp_path / "second.txt")]) == 1
    assert "very text" in capsys.readouterr().err
