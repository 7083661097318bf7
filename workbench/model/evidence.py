"""Sources, documents, their bytes and custody, passages and the links that bear on claims."""

from sqlmodel import Field

from workbench.model.base import Noun, closed, json_list, reference
from workbench.model.sets import (
    AnchorState,
    Anonymity,
    Attribution,
    CaptureState,
    Confidentiality,
    DocumentKind,
    LinkState,
    SourceKind,
    Stance,
    Tier,
)


class IndependenceGroup(Noun, table=True):
    """Sources that count once."""

    __tablename__ = "independence_group"

    label: str
    reason: str = ""


class Source(Noun, table=True):
    """Who originates information, or is named in the article: by name, or by codename only."""

    name: str
    kind: SourceKind = closed(SourceKind, SourceKind.PERSON)
    aliases: list[str] = json_list()
    description: str = ""
    interests: str = ""
    attribution: Attribution = closed(Attribution, Attribution.ON_THE_RECORD)
    agreed_terms: str = ""
    anonymity: Anonymity = closed(Anonymity, Anonymity.NONE)
    reliability: str = ""
    part_of_id: str | None = reference("source", optional=True, index=False)
    approved_by: str = ""
    group_id: str | None = reference("independence_group", optional=True, index=False)


class FileBlob(Noun, table=True):
    """The record of bytes held in the project. Never updated."""

    __tablename__ = "file_blob"

    sha256: str = Field(index=True)
    size: int
    mime: str
    original_name: str
    evidentiary: bool = True


class Document(Noun, table=True):
    """Evidence held or cited. ``quotation`` is the stored text of a document that is only cited."""

    number: int
    title: str
    kind: DocumentKind = closed(DocumentKind)
    author: str = ""
    publisher: str = ""
    date: str = ""
    language: str = ""
    medium: str = ""
    capture_state: CaptureState = closed(CaptureState, CaptureState.CAPTURED)
    blob_id: str | None = reference("file_blob", optional=True)
    url: str = ""
    archive_url: str = ""
    captured_at: str = ""
    captured_by: str = ""
    captured_how: str = ""
    tier: Tier | None = closed(Tier, optional=True)
    derived_from_id: str | None = reference("document", optional=True, index=False)
    derives_from_article: bool = False
    source_id: str | None = reference("source", optional=True, index=False)
    group_id: str | None = reference("independence_group", optional=True, index=False)
    confidentiality: Confidentiality = closed(Confidentiality, Confidentiality.OPEN)
    quotation: str = ""
    quoted: bool = True
    problem: str = ""
    note: str = ""


class CustodyEvent(Noun, table=True):
    """Who did what to a document."""

    __tablename__ = "custody_event"

    document_id: str = reference("document")
    action: str
    by: str = ""
    at: str
    note: str = ""


class Passage(Noun, table=True):
    """An anchored excerpt of a document: code points into the text whose SHA-256 is kept beside it.

    Part of a picture has no words (``start == end``); ``region`` is where it lies, [x0, y0, x1, y1] in pixels. Of a
    rectangle of cells ``region`` says which cells between the first and the last belong to it: [column, row, column,
    row], from 0, ends included.
    """

    document_id: str = reference("document")
    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""
    text_sha256: str
    extractor: str = ""
    page: int | None = None
    region: list[int] = json_list()
    translation: str = ""
    anchor_state: AnchorState = closed(AnchorState, AnchorState.EXACT)


class EvidenceLink(Noun, table=True):
    """A passage, a claim and the stance between them."""

    __tablename__ = "evidence_link"

    claim_id: str = reference("claim")
    passage_id: str = reference("passage")
    stance: Stance = closed(Stance)
    decisive: bool = False
    credibility: int | None = None
    note: str = ""
    resolution: str = ""
    state: LinkState = closed(LinkState, LinkState.ACCEPTED)
    by: str = ""
    at: str = ""
