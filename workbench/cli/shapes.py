"""The shapes of ``--json``: what scripts may rely on. Keys may be added, never renamed."""

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from typing import Any

from workbench.desk import articles, claims, documents, evidence, projects, verdicts
from workbench.desk.views import ArticleView, ClaimView, DocumentView, LinkView, VerdictView
from workbench.readers.reading import Box
from workbench.store.project import Project

Json = dict[str, Any]


def plain(value: object) -> Any:
    """Return any value of the desk as JSON has it: frozen values as objects, tuples as lists."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value


def everything(project: Project) -> Json:
    """Return the whole project, as ``show`` gives it."""
    links: dict[str, list[LinkView]] = {}
    for one in evidence.listing(project):
        links.setdefault(one.claim_id, []).append(one)
    judged = verdicts.every(project)
    return {
        "project": head(project),
        "articles": [article(project, one) for one in articles.listing(project)],
        "claims": [
            _claim(one, verdicts.standing(judged.get(one.id, ())), links.get(one.id, ()))
            for one in claims.listing(project)
        ],
        "documents": [document(one) for one in documents.listing(project)],
    }


def head(project: Project) -> Json:
    """Return the project itself."""
    info = projects.info(project)
    return {
        "id": info.id,
        "title": info.title,
        "workflow": info.workflow,
        "scale": {"key": info.scale.key, "version": info.scale.version},
        "language": info.language,
        "is_example": info.is_example,
        "notice": info.notice,
        "schema_version": info.schema_version,
        "head": info.head,
        "counts": plain(info.counts),
    }


def article(project: Project, view: ArticleView) -> Json:
    """Return an article with its versions, without their texts."""
    return {
        "id": view.id,
        "code": view.code,
        "title": view.title,
        "byline": view.byline,
        "outlet": view.outlet,
        "published": view.published,
        "url": view.url,
        "versions": plain(articles.versions(project, view.id)),
    }


def claim(project: Project, view: ClaimView) -> Json:
    """Return a claim with its places, verdict and evidence. ``pair`` and ``parent`` are ids."""
    return _claim(view, verdicts.current(project, view.id), evidence.of_claim(project, view.id))


def _claim(view: ClaimView, judgement: VerdictView | None, links: Iterable[LinkView]) -> Json:
    return {
        "id": view.id,
        "code": view.code,
        "article": view.article_id,
        "kind": view.kind,
        "statement": view.statement,
        "status": view.status,
        "claimant": view.claimant,
        "claim_date": view.claim_date,
        "place": view.place,
        "types": list(view.types),
        "pair": view.pair_id,
        "pair_code": view.pair_code,
        "parent": view.parent_id,
        "parent_code": view.parent_code,
        "priority": view.priority,
        "checkability": view.checkability,
        "assignee": view.assignee,
        "note": view.note,
        "occurrences": [
            {
                "version": place.version_id,
                "start": place.start,
                "end": place.end,
                "exact": place.exact,
                "anchor_state": place.anchor_state,
            }
            for place in view.occurrences
        ],
        "verdict": verdict(judgement) if judgement else None,
        "links": [link(one) for one in links],
    }


def verdict(view: VerdictView) -> Json:
    """Return one version of a verdict."""
    return {
        "id": view.id,
        "version": view.version,
        "label": view.label,
        "polarity": view.polarity,
        "rationale": view.rationale,
        "short_conclusion": view.short_conclusion,
        "not_established": view.not_established,
        "references": list(view.references),
        "scale": {"key": view.scale_key, "version": view.scale_version},
        "as_of": view.as_of,
        "by": view.by,
        "at": view.at,
        "state": view.state,
    }


def link(view: LinkView) -> Json:
    """Return a passage linked to a claim. ``claim`` and ``document`` are ids."""
    return {
        "id": view.id,
        "claim": view.claim_id,
        "claim_code": view.claim_code,
        "document": view.document_id,
        "document_code": view.document_code,
        "stance": view.stance,
        "decisive": view.decisive,
        "exact": view.exact,
        "page": view.page,
        "page_label": view.page_label,
        "place": view.place,
        "region": box(view.region) if view.region else None,
        "start": view.start,
        "end": view.end,
        "anchor_state": view.anchor_state,
        "ocr_confidence": view.sure,
        "note": view.note,
        "resolution": view.resolution,
        "state": view.state,
        "by": view.by,
        "at": view.at,
    }


def document(view: DocumentView) -> Json:
    """Return a document of the evidence, without its text."""
    return {
        "id": view.id,
        "code": view.code,
        "title": view.title,
        "author": view.author,
        "publisher": view.publisher,
        "date": view.date,
        "language": view.language,
        "kind": view.kind,
        "capture_state": view.capture_state,
        "sha256": view.sha256,
        "size": view.size,
        "original_name": view.original_name,
        "url": view.url,
        "archive_url": view.archive_url,
        "captured_at": view.captured_at,
        "tier": view.tier,
        "pages": view.pages,
        "characters": view.characters,
        "text_layer": view.text_layer,
        "ocr_pages": view.read_pages,
        "problem": view.problem,
        "confidentiality": view.confidentiality,
        "derived_from": view.derived_from_id,
        "note": view.note,
        "links": view.links,
    }


def box(of: Box) -> list[float]:
    """Return the four edges of a part of a page or picture: left, top, right, bottom."""
    return [of.x0, of.y0, of.x1, of.y1]
