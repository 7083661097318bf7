"""What a revision leaves to look at, and what became of verdicts on words that are no longer there."""

import pytest

from tests.desk.test_revising import FIRST, MARKED, SECOND, read
from workbench.anchors.transfer import unchanged
from workbench.desk import (
    articles,
    claims,
    coverage,
    findings,
    history,
    next_version,
    projects,
    revising,
    touched,
    verdicts,
)
from workbench.desk.since import Since
from workbench.desk.touched import NoProposedPlace
from workbench.model.sets import WorkStatus
from workbench.store.project import Project


@pytest.fixture
def revised(project: Project) -> Project:
    """Four claims, all judged, the second settled, and the next version taken in."""
    article = articles.add(project, read(FIRST, "first.txt"))
    for words in MARKED:
        start = FIRST.index(words)
        judge(project, claims.mark(project, article.version_id, start, start + len(words)).id)
    claims.edit(project, claims.find(project, "C2").id, status=WorkStatus.SETTLED)
    revising.revise(project, "A1", read(SECOND))
    return project


def judge(project: Project, claim_id: str) -> None:
    verdicts.decide(project, claim_id, label=projects.info(project).scale.labels[0].key, rationale="Looked up.")


def since(project: Project, code: str) -> Since | None:
    return next(row.since for row in claims.rows(project) if row.code == code)


def left(project: Project) -> list[str]:
    found = touched.look(project, articles.listing(project)[0].id)
    assert found is not None
    return [one.claim.code if one.claim else one.now for one in found.left]


def test_what_changed_does_not_stay_green_and_what_did_not_does(revised: Project) -> None:
    became = {row.code: row.since for row in claims.rows(revised)}
    assert became == {"C1": None, "C2": Since.REWORDED, "C3": Since.GONE, "C4": Since.MOVED}
    assert {row.code for row in claims.rows(revised) if row.settled} == {"C1"}
    version = articles.listing(revised)[0].version_id
    assert {one.code: one.settled is not None for one in claims.highlights(revised, version)} == {
        "C1": True,
        "C2": False,
        "C4": False,
    }
    assert projects.info(revised).counts.checked == 1
    assert claims.find(revised, "C2").status is WorkStatus.IN_CHECK


def test_only_what_was_touched_is_walked_in_the_order_of_the_new_text(revised: Project) -> None:
    assert left(revised) == ["C4", "Yesterday it rained 12 hours.", "C2", "C3"]
    found = touched.look(revised, articles.listing(revised)[0].id)
    assert found is not None
    second = next(one for one in found.left if one.claim and one.claim.code == "C2")
    assert (second.was, second.now) == (MARKED[1], MARKED[1].replace("40", "60"))
    assert second.old is not None
    assert second.new is not None
    assert found.before.text[slice(*second.old)] == second.was
    assert found.after.text[slice(*second.new)] == second.now
    assert found.same == tuple(unchanged(FIRST, SECOND))


def test_the_counts_stay_what_they_were_whatever_is_done_since(revised: Project) -> None:
    article = articles.listing(revised)[0].id

    def counts() -> tuple[int, ...]:
        found = touched.look(revised, article)
        assert found is not None
        became = found.became
        return tuple(map(len, (became.unchanged, became.moved, became.reworded, became.cut)))

    assert counts() == (1, 1, 1, 1)
    touched.accept(revised, "C4")
    touched.accept(revised, "C2")
    assert counts() == (1, 1, 1, 1)


def test_an_accepted_place_counts_again_where_the_words_are_the_same(revised: Project) -> None:
    touched.accept(revised, "C4")
    assert since(revised, "C4") is None
    assert "C4" not in left(revised)


def test_a_verdict_on_other_words_waits_for_another_judgement(revised: Project) -> None:
    touched.accept(revised, "C2")
    assert "C2" not in left(revised)
    assert since(revised, "C2") is Since.JUDGED_BEFORE
    claim_id = claims.find(revised, "C2").id
    (found,) = (one for one in findings.of_claim(revised, claim_id) if one.rule == "A09")
    assert MARKED[1] in found.sentence
    judge(revised, claim_id)
    assert since(revised, "C2") is None
    assert "A09" not in {one.rule for one in findings.of_claim(revised, claim_id)}


def test_what_was_judged_on_the_new_words_before_its_place_was_accepted_counts(revised: Project) -> None:
    judge(revised, claims.find(revised, "C2").id)
    assert since(revised, "C2") is Since.REWORDED
    touched.accept(revised, "C2")
    assert since(revised, "C2") is None
    revising.revise(revised, "A1", read(SECOND.replace("60 people", "61 people"), "third.txt"))
    assert since(revised, "C2") is Since.REWORDED
    assert since(revised, "C1") is None


def test_what_was_cut_has_no_place_to_accept(revised: Project) -> None:
    with pytest.raises(NoProposedPlace, match="C3"):
        touched.accept(revised, "C3")
    claims.drop(revised, claims.find(revised, "C3").id)
    assert "C3" not in left(revised)


def test_a_new_sentence_is_done_with_once_it_is_marked_or_states_no_fact(revised: Project) -> None:
    article = articles.listing(revised)[0]
    start = SECOND.index("Yesterday it rained")
    coverage.no_fact(revised, article.version_id, start, start + 20)
    assert left(revised) == ["C4", "C2", "C3"]


def test_one_undo_takes_all_of_it_back(revised: Project) -> None:
    revised.undo()
    assert {row.since for row in claims.rows(revised)} == {None}
    assert claims.find(revised, "C2").status is WorkStatus.SETTLED
    assert touched.look(revised, articles.listing(revised)[0].id) is None
    assert all(result.ok for result in history.verify(revised))


@pytest.mark.parametrize(
    ("text", "like", "same"),
    [
        (SECOND, True, False),
        (FIRST, True, True),
        ("A Title Here\n\nQuite another text, but under the very title.", True, False),
        ("Another title\n\n" + FIRST.partition("\n\n")[2], True, False),
        (
            "Another title\n\nNobody counted the votes. It rained. Nothing else of it stands here, not one word.",
            False,
            False,
        ),
        ("🙂🙂🙂", False, False),
    ],
)
def test_a_next_version_is_known_by_its_title_or_its_sentences(
    project: Project, text: str, like: bool, same: bool
) -> None:
    articles.add(project, read(FIRST, "first.txt"), title="A Title Here")
    reading = read(text).reading
    assert reading is not None
    from dataclasses import replace

    found = next_version.likeness(
        articles.listing(project), replace(reading, metadata={"title": text.partition("\n\n")[0]})
    )
    assert (found is not None) is like
    assert (found.same_text if found else False) is same
    assert next_version.likeness(articles.listing(project), None) is None
