"""Verdicts: labels of the scale only, versions kept, rationales that keep their meaning."""

from pathlib import Path

import pytest

from tests.desk.test_claims import span
from workbench.desk import claims, codes, documents, projects, scales, verdicts
from workbench.desk.edtf import NotADate
from workbench.desk.views import ArticleView
from workbench.model.sets import Checkability, Polarity, Workflow
from workbench.store.project import Project


@pytest.fixture
def claim(project: Project, article: ArticleView) -> str:
    return claims.mark(project, article.version_id, *span("40 people")).id


def test_a_verdict_is_a_new_version_each_time(project: Project, claim: str) -> None:
    verdicts.decide(project, claim, label="true", rationale="So it was.")
    verdicts.decide(project, claim, label="Half true", rationale="Not quite.", short_conclusion="Half.")
    now, before = verdicts.history(project, claim)
    assert (now.version, now.label, now.polarity, now.rank) == (2, "Half true", Polarity.MIXED, 3)
    assert (before.version, before.label, before.rationale) == (1, "True", "So it was.")
    assert verdicts.current(project, claim) == now
    assert projects.info(project).counts.checked == 1


def test_a_label_outside_the_scale_names_those_inside(project: Project, claim: str) -> None:
    with pytest.raises(verdicts.LabelNotInScale, match="True, Mostly true, Half true"):
        verdicts.decide(project, claim, label="Pants on Fire")
    assert verdicts.history(project, claim) == []


@pytest.mark.parametrize("kind", [Checkability.OPINION, Checkability.PREDICTION])
def test_opinions_and_predictions_are_never_rated_true_or_false(
    project: Project, claim: str, kind: Checkability
) -> None:
    claims.edit(project, claim, checkability=kind)
    for label in ("True", "Half true", "False"):
        with pytest.raises(verdicts.NotRatable):
            verdicts.decide(project, claim, label=label)
    assert verdicts.decide(project, claim, label="Not checkable").polarity is Polarity.NOT_RATED


def test_a_rationale_cites_by_id_and_shows_codes(project: Project, claim: str) -> None:
    first, second = (documents.cite(project, title=title) for title in ("one", "two"))
    made = verdicts.decide(project, claim, label="True", rationale="See [E1], and [e2; E1]. [E] [Ex] stay.")
    assert made.rationale == "See [E1], and [E2, E1]. [E] [Ex] stay."
    assert made.references == (first.id, second.id)


def test_citing_what_is_not_there_is_refused(project: Project, claim: str) -> None:
    with pytest.raises(codes.UnknownCode, match="E7"):
        verdicts.decide(project, claim, label="True", rationale="See [E7].")
    assert verdicts.history(project, claim) == []


@pytest.mark.parametrize("scale", [scale.key for scale in scales.shipped()])
def test_every_scale_can_be_chosen_and_every_label_given(tmp_path: Path, scale: str) -> None:
    from workbench.desk import articles

    project = projects.create(tmp_path / "x.factcheck", title="x", scale=scale)
    article = articles.paste(project, "Words that claim something.")
    claim = claims.mark(project, article.version_id, 0, 5)
    labels = projects.info(project).scale.labels
    for label in labels:
        assert verdicts.decide(project, claim.id, label=label.label).label == label.label
    assert len(verdicts.history(project, claim.id)) == len(labels)
    project.close()


def test_there_are_thirteen_scales() -> None:
    assert len(projects.all_scales()) == 13


def test_the_workflow_chooses_the_scale_unless_one_is_given(tmp_path: Path) -> None:
    for workflow, scale in ((Workflow.CLAIMCHECK, "five-step"), (Workflow.PREPUBLICATION, "prepub")):
        project = projects.create(tmp_path / f"{scale}.factcheck", title="x", workflow=workflow)
        assert projects.info(project).scale.key == scale
        project.close()
    with pytest.raises(scales.UnknownScale, match="five-step"):
        projects.create(tmp_path / "z.factcheck", title="x", scale="stars")
    assert not (tmp_path / "z.factcheck").exists()


def test_the_date_on_which_this_was_known_is_a_date(project: Project, claim: str) -> None:
    with pytest.raises(NotADate):
        verdicts.decide(project, claim, label="False", rationale="r", as_of="yesterday")
    made = verdicts.decide(project, claim, label="False", rationale="r", as_of="7 October 2009")
    assert made.as_of == "2009-10-07"


def test_an_id_of_nothing_cannot_be_cited(project: Project, claim: str) -> None:
    with pytest.raises(codes.UnknownCode):
        verdicts.decide(project, claim, label="False", rationale="[[01a207ca-a91c-70d3-8193-b84a6c5f6064]]")
