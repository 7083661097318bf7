"""Marking, pairing, editing and dropping claims."""

import pytest

from tests.desk.conftest import ARTICLE
from workbench.anchors.quote import NothingSelectedError, OutsideTextError
from workbench.desk import articles, claims, codes, projects, verdicts
from workbench.desk.views import ArticleView
from workbench.model.sets import AnchorState, ClaimKind, WorkStatus
from workbench.store.project import Project


def span(words: str) -> tuple[int, int]:
    start = ARTICLE.index(words)
    return start, start + len(words)


def test_a_claim_stands_on_its_words(project: Project, article: ArticleView) -> None:
    claim = claims.mark(project, article.version_id, *span("café in Zürich 😀 was closed in 2008"))
    place = claim.occurrences[0]
    assert article.text[place.start : place.end] == place.exact == "café in Zürich 😀 was closed in 2008"
    assert (article.text[: place.start].endswith(place.prefix), place.anchor_state) == (True, AnchorState.EXACT)
    assert claim.code == "C1"
    assert claim.statement
    assert claim.created_by == "Ada Bell"


def test_white_space_at_the_ends_is_left_out(project: Project, article: ArticleView) -> None:
    start, end = span(" 40 people ")
    place = claims.mark(project, article.version_id, start, end).occurrences[0]
    assert place.exact == "40 people"


@pytest.mark.parametrize(("start", "end"), [(3, 3), (12, 14)])
def test_marking_nothing_tells_the_user_what_to_do(
    project: Project, article: ArticleView, start: int, end: int
) -> None:
    with pytest.raises(NothingSelectedError, match="Select"):
        claims.mark(project, article.version_id, start, end)
    assert claims.listing(project) == []


def test_a_span_outside_the_text_is_refused(project: Project, article: ArticleView) -> None:
    with pytest.raises(OutsideTextError):
        claims.mark(project, article.version_id, 5, len(ARTICLE) + 1)


def test_claims_overlap_and_nest(project: Project, article: ArticleView) -> None:
    outer = claims.mark(project, article.version_id, *span("According to the ministry, 40 people came."))
    inner = claims.mark(project, article.version_id, *span("40 people"))
    again = claims.mark(project, article.version_id, *span("40 people"))
    shown = claims.highlights(project, article.version_id)
    assert [one.claim_id for one in shown] == [outer.id, inner.id, again.id]
    assert [row.code for row in claims.rows(project)] == ["C1", "C2", "C3"]


def test_a_quote_pair_is_one_step(project: Project, article: ArticleView) -> None:
    said, content = claims.mark_pair(project, article.version_id, *span("“I never met him,” Ada Bell said on Monday."))
    assert (said.kind, content.kind) == (ClaimKind.ATTRIBUTION, ClaimKind.CONTENT)
    assert (said.pair_code, content.pair_code) == (content.code, said.code)
    assert content.occurrences[0].exact.strip(",") == "I never met him"
    project.undo()
    assert claims.listing(project) == []
    project.redo()
    assert len(claims.listing(project)) == 2


def test_no_pair_is_invented(project: Project, article: ArticleView) -> None:
    with pytest.raises(claims.NoPairFound, match="who says what"):
        claims.mark_pair(project, article.version_id, *span("was closed in 2008"))
    assert claims.listing(project) == []


def test_codes_are_never_given_twice(project: Project, article: ArticleView) -> None:
    first = claims.mark(project, article.version_id, *span("40 people"))
    claims.drop(project, first.id)
    assert claims.mark(project, article.version_id, *span("2008")).code == "C2"
    assert claims.find(project, "C1").status is WorkStatus.DROPPED
    assert claims.find(project, "c01").id == first.id == claims.find(project, first.id).id
    assert [row.code for row in claims.rows(project)] == ["C2"]
    claims.restore(project, first.id)
    assert [row.code for row in claims.rows(project)] == ["C1", "C2"]


@pytest.mark.parametrize("code", ["C99999999999999999999", "C9", "E1", "45", "", "C1x"])
def test_an_unknown_code_says_which_there_are(project: Project, article: ArticleView, code: str) -> None:
    claims.mark(project, article.version_id, *span("40 people"))
    with pytest.raises(codes.UnknownCode, match="The codes run from C1 to C1"):
        claims.find(project, code)


def test_editing_changes_what_is_given_and_is_one_step(project: Project, article: ArticleView) -> None:
    claim = claims.mark(project, article.version_id, *span("40 people"), claimant="The ministry")
    after = claims.edit(project, claim.id, statement="Forty  people\ncame.", priority=1, status=WorkStatus.IN_CHECK)
    assert (after.statement, after.priority, after.status) == ("Forty people came.", 1, WorkStatus.IN_CHECK)
    assert after.claimant == "The ministry"
    project.undo()
    assert claims.get(project, claim.id) == claim


def test_a_claim_needs_a_statement(project: Project, article: ArticleView) -> None:
    claim = claims.mark(project, article.version_id, *span("40 people"))
    with pytest.raises(claims.EmptyStatement):
        claims.edit(project, claim.id, statement="  ")
    with pytest.raises(claims.WrongPriority):
        claims.edit(project, claim.id, priority=7)


def test_context_is_the_paragraph_around_the_words(project: Project, article: ArticleView) -> None:
    claim = claims.mark(project, article.version_id, *span("40 people"))
    around = claims.context(project, claim.id)
    assert around.before + around.exact + around.after == ARTICLE.split("\n\n")[2]
    assert (around.exact, around.paragraph) == ("40 people", 3)


def test_status_and_verdict_are_two_axes(project: Project, article: ArticleView) -> None:
    claim = claims.mark(project, article.version_id, *span("40 people"))
    verdicts.decide(project, claim.id, label="False", rationale="No.")
    row = claims.rows(project)[0]
    assert (row.status, row.verdict and row.verdict.label) == (WorkStatus.OPEN, "False")
    claims.edit(project, claim.id, status=WorkStatus.SETTLED)
    assert verdicts.history(project, claim.id)[0].label == "False"


def test_rows_and_highlights_can_be_asked_for_some_claims(project: Project, article: ArticleView) -> None:
    claims.mark(project, article.version_id, *span("40 people"))
    second = claims.mark(project, article.version_id, *span("2008"))
    verdicts.decide(project, second.id, label="True")
    assert claims.rows(project, only=[second.id]) == claims.rows(project)[1:]
    assert (
        claims.highlights(project, article.version_id, only={second.id})
        == claims.highlights(project, article.version_id)[1:]
    )


def test_pasting_nothing_and_an_untitled_project_are_refused(project: Project, tmp_path) -> None:
    with pytest.raises(articles.NoArticleText):
        articles.paste(project, " \n ")
    with pytest.raises(projects.UntitledProject):
        projects.create(tmp_path / "y.factcheck", title=" ")
    assert not (tmp_path / "y.factcheck").exists()
