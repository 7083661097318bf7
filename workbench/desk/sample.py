"""The sample project, built from seeds/: the seed article, its claims, and evidence that is cited, not held."""

import hashlib
import json
from pathlib import Path
from typing import Any

from sqlmodel import Session

from workbench import places
from workbench.anchors.quote import describe
from workbench.desk import projects
from workbench.desk.verdicts import to_stored
from workbench.model.sets import (
    Anonymity,
    CaptureState,
    Checkability,
    ClaimKind,
    DocumentKind,
    SourceKind,
    Stance,
    Tier,
    VerdictState,
    Workflow,
    WorkStatus,
)
from workbench.model.tables import (
    Article,
    ArticleVersion,
    Claim,
    CustodyEvent,
    Document,
    EvidenceLink,
    IndependenceGroup,
    Occurrence,
    Passage,
    ProposedChange,
    Source,
    Verdict,
)
from workbench.readers.text import blocks_of
from workbench.store.clock import now
from workbench.store.project import Project
from workbench.store.steps import FIXED

Rows = dict[str, str]  # a key or code of the seeds, and the id it was given


def build(path: Path) -> Project:
    """Make the sample project at ``path`` and open it. Raises as ``projects.create`` does.

    Its steps cannot be undone, so that undo in the sample takes back only what its user did.
    """
    data = json.loads((places.seeds() / "sample_project.json").read_text(encoding="utf-8"))
    about = data["project"]

    def fill(project: Project) -> None:
        builder = _Builder(project, data)
        with project.step("Sample: article and claims", kind=FIXED) as session:
            builder.article(session)
            builder.sources(session)
            builder.claims(session)
        with project.step("Sample: evidence", kind=FIXED) as session:
            builder.evidence(session)
            builder.links(session)
        with project.step("Sample: three judgements", kind=FIXED) as session:
            builder.judgements(session)

    project = projects.create(
        path,
        title=about["title"],
        workflow=Workflow(about["workflow"]),
        scale=about["scale"],
        language=about["language"],
        person=data["person"]["name"],
        is_example=about["is_example"],
        notice=about["notice"],
        fill=fill,
    )
    project.act_as(person_id="", name="")
    return project


class _Builder:
    """Turns the seeds' entries into rows, remembering which key became which id."""

    def __init__(self, project: Project, data: dict[str, Any]) -> None:
        self.data = data
        self.by = project.acting.person_name
        self.at = now()
        self.claim_ids: Rows = {}
        self.source_ids: Rows = {}
        self.group_ids: Rows = {}
        self.document_ids: Rows = {}

    def article(self, session: Session) -> None:
        about = self.data["article"]
        text = (places.seeds() / about["file"]).read_bytes().decode("utf-8")
        row = Article(
            number=1,
            title=about["title"],
            byline=about["byline"],
            outlet=about["outlet"],
            url=about["url"],
            published=about["published"],
            language=self.data["project"]["language"],
        )
        self.version = ArticleVersion(
            article_id=row.id,
            seq=1,
            text=text,
            blocks=[[block.kind.value, block.start, block.end] for block in blocks_of(text)],
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            received_at=self.at,
            received_from=about["file"],
        )
        session.add_all([row, self.version])

    def sources(self, session: Session) -> None:
        for group in self.data["independence_groups"]:
            made = IndependenceGroup(label=group["label"], reason=group["reason"])
            self.group_ids[group["key"]] = made.id
            session.add(made)
        rows = []
        for source in self.data["sources"]:
            row = Source(
                name=source["name"],
                kind=SourceKind(source["kind"]),
                aliases=source["aliases"],
                description=source["description"],
                anonymity=Anonymity(source["anonymity"]),
                approved_by=source["approval"],
            )
            self.source_ids[source["key"]] = row.id
            rows.append((row, source["part_of"]))
        for row, whole in rows:
            row.part_of_id = self.source_ids.get(whole)
            session.add(row)

    def claims(self, session: Session) -> None:
        rows = {entry["code"]: self._claim(entry) for entry in self.data["claims"]}
        self.claim_ids = {code: row.id for code, row in rows.items()}
        for entry in self.data["claims"]:
            row = rows[entry["code"]]
            row.pair_id = self.claim_ids.get(entry["pair"])
            row.parent_id = self.claim_ids.get(entry["parent"])
            session.add(row)
            session.add(self._occurrence(row.id, entry))

    def _claim(self, entry: dict[str, Any]) -> Claim:
        return Claim(
            number=int(entry["code"][1:]),
            article_id=self.version.article_id,
            statement=entry["statement"],
            kind=ClaimKind(entry["kind"]),
            types=entry["types"],
            claimant=entry["claimant"],
            claimant_source_id=self.source_ids.get(entry["claimant_source"]),
            claim_date=entry["claim_date"],
            priority=entry["priority"],
            checkability=Checkability(entry["checkability"]),
            status=WorkStatus(entry["status"]),
            note=entry["note"],
            created_by=self.by,
            created_at=self.at,
        )

    def _occurrence(self, claim_id: str, entry: dict[str, Any]) -> Occurrence:
        quote = describe(self.version.text, entry["start"], entry["end"])
        return Occurrence(
            claim_id=claim_id,
            version_id=self.version.id,
            start=quote.start,
            end=quote.end,
            exact=quote.exact,
            prefix=quote.prefix,
            suffix=quote.suffix,
        )

    def evidence(self, session: Session) -> None:
        for number, entry in enumerate(self.data["evidence"], 1):
            row = Document(
                number=number,
                title=entry["title"],
                kind=DocumentKind.CITATION,
                author=entry["author"],
                publisher=entry["publisher"],
                date=entry["date"],
                capture_state=CaptureState.CITATION_ONLY,
                url=entry["url"],
                tier=Tier(entry["tier"]) if entry["tier"] else None,
                derived_from_id=self.document_ids.get(entry["derived_from"]),
                derives_from_article=entry["derived_from"] == self.data["article"]["key"],
                source_id=self.source_ids.get(entry["source"]),
                group_id=self.group_ids.get(entry["independence_group"]),
                quotation=entry["quotation"],
                quoted=entry["quoted"],
                note=entry["note"],
            )
            self.document_ids[entry["key"]] = row.id
            session.add(row)
            session.add(CustodyEvent(document_id=row.id, action="cited", by=self.by, at=self.at))

    def links(self, session: Session) -> None:
        quotations = {entry["key"]: entry["quotation"] for entry in self.data["evidence"]}
        passages: dict[tuple[str, str], str] = {}
        for entry in self.data["links"]:
            key = (entry["evidence"], entry["words"])
            if key not in passages:
                passage = self._passage(quotations[entry["evidence"]], *key)
                passages[key] = passage.id
                session.add(passage)
            session.add(
                EvidenceLink(
                    claim_id=self.claim_ids[entry["claim"]],
                    passage_id=passages[key],
                    stance=Stance(entry["stance"]),
                    decisive=entry["decisive"],
                    note=entry["note"],
                    resolution=entry["resolution"],
                    by=self.by,
                    at=self.at,
                )
            )

    def _passage(self, quotation: str, key: str, words: str) -> Passage:
        start = quotation.index(words)
        quote = describe(quotation, start, start + len(words))
        return Passage(
            document_id=self.document_ids[key],
            start=quote.start,
            end=quote.end,
            exact=quote.exact,
            prefix=quote.prefix,
            suffix=quote.suffix,
            text_sha256=hashlib.sha256(quotation.encode()).hexdigest(),
            extractor="cited/1",
        )

    def judgements(self, session: Session) -> None:
        session.flush()
        about = self.data["project"]
        for entry in self.data["verdicts"]:
            session.add(
                Verdict(
                    claim_id=self.claim_ids[entry["claim"]],
                    scale_key=about["scale"],
                    scale_version=about["scale_version"],
                    label=entry["label"],
                    rationale=to_stored(session.connection(), entry["rationale"]),
                    short_conclusion=entry["short_conclusion"],
                    as_of=entry["as_of"] or self.at[:10],
                    state=VerdictState(entry["state"]),
                    by=self.by,
                    at=self.at,
                )
            )
        for entry in self.data["changes"]:
            session.add(
                ProposedChange(
                    claim_id=self.claim_ids[entry["claim"]],
                    was=entry["was"],
                    should_be=entry["should_be"],
                    reason=entry["reason"],
                    by=self.by,
                    at=self.at,
                )
            )
