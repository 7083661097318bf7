"""The ratings of a report for machines: schema.org ClaimReview as JSON-LD.

``ratingValue`` is the rank, ``worstRating`` and ``bestRating`` the ends of the axis, ``alternateName`` the exact
label. Labels off the axis ("Unproven", "Satire") export their words only. Marks of a check before publication
are never exported: they are notes to an author about words nobody has read yet.
"""

import json
from collections.abc import Mapping

from workbench.desk.views import ScaleView
from workbench.model.sets import VerdictState, Workflow
from workbench.reports.report import ArticleHead, ClaimSheet, EvidenceEntry, Report, VerdictSheet


def claim_reviews(report: Report) -> list[dict[str, object]]:
    """Return one ClaimReview for each judged claim of ``report``, in its order.

    Empty for a check before publication, and for claims judged by marks instead of ratings.
    """
    if report.head.workflow is Workflow.PREPUBLICATION:
        return []
    scales = {scale.key: scale for scale in report.scales}
    documents = {entry.code: entry for entry in report.evidence}
    return [
        _review(sheet, report, documents)
        for sheet in report.sheets
        if (scale := scales.get(sheet.verdict.scale_key)) is not None and rates(scale)
    ]


def as_json(report: Report) -> bytes:
    """Return the ClaimReviews of ``report`` as one JSON-LD document in UTF-8, the same for the same report."""
    document = {"@context": "https://schema.org", "@graph": claim_reviews(report)}
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def rates(scale: ScaleView) -> bool:
    """Return whether a scale's labels are ratings of published claims.

    Those of a numbered axis are, and the one free conclusion of a scale that has no other label. A set of
    unnumbered marks is a desk's own.
    """
    return scale.best is not None or len(scale.labels) == 1


def _review(sheet: ClaimSheet, report: Report, documents: Mapping[str, EvidenceEntry]) -> dict[str, object]:
    verdict = sheet.verdict
    article = next((one for one in report.head.articles if one.code == sheet.context.article), None)
    review: dict[str, object] = {
        "@type": "ClaimReview",
        "identifier": sheet.code,
        "claimReviewed": sheet.statement,
        "datePublished": verdict.at[:10],
        "inLanguage": report.head.language,
        "creativeWorkStatus": _status(verdict),
        "reviewBody": verdict.short_conclusion,
        "author": [{"@type": "Person", "name": name} for name in report.head.prepared_by],
        "itemReviewed": _item(sheet, article),
        "reviewRating": _rating(verdict, report),
        "citation": _citations(sheet, documents),
    }
    return {key: value for key, value in review.items() if value not in ("", [], None)}


def _item(sheet: ClaimSheet, article: ArticleHead | None) -> dict[str, object]:
    claim: dict[str, object] = {"@type": "Claim", "text": sheet.context.exact}
    if sheet.claimant:
        claim["author"] = {"@type": "Thing", "name": sheet.claimant}
    if _is_day(sheet.claim_date):
        claim["datePublished"] = sheet.claim_date
    if article is not None:
        claim["appearance"] = _appearance(article)
    return claim


def _appearance(article: ArticleHead) -> dict[str, object]:
    appearance: dict[str, object] = {"@type": "Article", "headline": article.title}
    if article.url:
        appearance["url"] = article.url
    if _is_day(article.published):
        appearance["datePublished"] = article.published
    if article.outlet:
        appearance["publisher"] = {"@type": "Organization", "name": article.outlet}
    return appearance


def _rating(verdict: VerdictSheet, report: Report) -> dict[str, object]:
    mark = verdict.mark
    scale = next(scale for scale in report.scales if scale.key == verdict.scale_key)
    if scale.best is None:
        return {"@type": "Rating", "alternateName": verdict.short_conclusion or mark.label}
    if mark.rank is None:
        return {"@type": "Rating", "alternateName": mark.label}
    return {
        "@type": "Rating",
        "ratingValue": mark.rank,
        "worstRating": 1 if mark.worst is None else mark.worst,
        "bestRating": scale.best if mark.best is None else mark.best,
        "alternateName": mark.label,
    }


def _citations(sheet: ClaimSheet, documents: Mapping[str, EvidenceEntry]) -> list[dict[str, object]]:
    codes = dict.fromkeys(passage.document for passage in sheet.passages)
    return [_citation(documents[code]) for code in codes if code in documents]


def _citation(entry: EvidenceEntry) -> dict[str, object]:
    work: dict[str, object] = {"@type": "CreativeWork", "identifier": entry.code, "name": entry.title}
    if entry.url:
        work["url"] = entry.url
    if _is_day(entry.date):
        work["datePublished"] = entry.date
    if entry.publisher:
        work["publisher"] = {"@type": "Organization", "name": entry.publisher}
    return work


def _status(verdict: VerdictSheet) -> str:
    return "Published" if verdict.state in {VerdictState.FINAL, VerdictState.PUBLISHED} else "Draft"


def _is_day(edtf: str) -> bool:
    """Return whether an EDTF date is a plain ISO date (year, month and day may be cut short, not unknown)."""
    return bool(edtf) and all(part.isdigit() for part in edtf.split("-")) and len(edtf) in {4, 7, 10}
