"""The text under check, the claims in it and where they stand."""

from typing import Any

from workbench.model.base import Noun, closed, json_list, reference
from workbench.model.sets import AnchorState, Checkability, ClaimKind, WorkStatus


class Article(Noun, table=True):
    """An article under check; its text lives in its versions."""

    number: int
    title: str
    byline: str = ""
    outlet: str = ""
    url: str = ""
    published: str = ""
    language: str = ""


class ArticleVersion(Noun, table=True):
    """One state of an article's text. Never updated."""

    __tablename__ = "article_version"

    article_id: str = reference("article")
    seq: int
    text: str
    blocks: list[list[Any]] = json_list()
    sha256: str
    received_at: str
    received_from: str = ""


class Claim(Noun, table=True):
    """One atomic, self-contained statement."""

    number: int
    article_id: str = reference("article")
    statement: str
    kind: ClaimKind = closed(ClaimKind, ClaimKind.CONTENT)
    types: list[str] = json_list()
    claimant: str = ""
    claimant_source_id: str | None = reference("source", optional=True, index=False)
    claim_date: str = ""
    place: str = ""
    pair_id: str | None = reference("claim", optional=True, index=False)
    parent_id: str | None = reference("claim", optional=True, index=False)
    priority: int = 2
    risks: list[str] = json_list()
    checkability: Checkability = closed(Checkability, Checkability.CHECKABLE)
    status: WorkStatus = closed(WorkStatus, WorkStatus.OPEN)
    assignee: str = ""
    due: str = ""
    note: str = ""
    verdict_id: str = ""  # the verdict that stands; no reference, since each verdict refers to its claim
    created_by: str = ""
    created_at: str = ""


class Occurrence(Noun, table=True):
    """Where a claim stands in a version of the article: code points, end exclusive."""

    claim_id: str = reference("claim")
    version_id: str = reference("article_version")
    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""
    anchor_state: AnchorState = closed(AnchorState, AnchorState.EXACT)


class NoFact(Noun, table=True):
    """A stretch of an article version that a checker has declared to state no fact."""

    __tablename__ = "no_fact"

    version_id: str = reference("article_version")
    start: int
    end: int
    exact: str
    by: str = ""
    at: str = ""
