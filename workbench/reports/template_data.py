"""A Report as the data the template reads: JSON values only, texts prepared, crops named by their hash.

Nothing of a report is ever part of the template's markup, so no text can act as markup.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workbench.desk.views import ScaleView, VerdictMark
from workbench.reports import words
from workbench.reports.claim_data import ClaimData, Json
from workbench.reports.dates import day, moment
from workbench.reports.prose import Setter, digest_groups
from workbench.reports.report import (
    ArticleHead,
    Edition,
    EvidenceEntry,
    Head,
    Report,
    ReportState,
    Tally,
    WaivedFinding,
)


@dataclass(frozen=True, slots=True)
class TemplateData:
    """``values`` is what the template reads; ``crops`` are the PNG files it names, by their SHA-256."""

    values: Json
    crops: Mapping[str, bytes]


def template_data(report: Report, covered: frozenset[int]) -> TemplateData:
    """Return ``report`` for the template; ``covered`` are the code points its fonts can draw."""
    say = Setter(covered, report.head.language)
    claims = ClaimData(report, say)
    values = {
        "head": _head(report.head, say),
        "summary": _summary(report, claims, say),
        "sheets": [claims.sheet(sheet) for sheet in report.sheets],
        "open": [claims.open_claim(claim) for claim in report.open_claims],
        "evidence": [_entry(entry, claims, say) for entry in report.evidence],
        "scales": [_scale(scale, claims, say) for scale in report.scales],
        "method": [say.line(text, "en") for text in report.method],
        "waived": [_waived(waiver, claims, say) for waiver in report.waived],
    }
    return TemplateData(values, claims.crops)


def _head(head: Head, say: Setter) -> Json:
    return {
        "title": say.line(head.title or "Untitled project"),
        "plain_title": say.plain(head.title) or "Untitled project",
        "state": "Final" if head.state is ReportState.FINAL else "Draft",
        "edition": words.EDITION[head.edition],
        "single": head.edition is Edition.SINGLE,
        "internal": head.edition is not Edition.PUBLIC,
        "workflow": words.WORKFLOW[head.workflow],
        "articles": [_article(article, say) for article in head.articles],
        "authors": [say.plain(name) for name in head.prepared_by],
        "prepared_by": say.inline(", ".join(head.prepared_by)),
        "as_of": day(head.as_of),
        "made": moment(head.made_at),
        "fingerprint": digest_groups(head.fingerprint),
        "example": head.is_example,
        "notice": say.line(head.notice, "en"),
    }


def _article(article: ArticleHead, say: Setter) -> Json:
    return {
        "code": article.code,
        "title": say.line(article.title or "Untitled article", article.language),
        "byline": say.inline(article.byline),
        "outlet": say.inline(article.outlet),
        "url": say.line(article.url, "en"),
        "link": _web(article.url),
        "published": day(article.published),
        "version": article.version,
        "short": article.sha256[:12],
        "sha256": digest_groups(article.sha256),
        "received": moment(article.received_at),
        "from": say.inline(article.received_from),
        "words": f"{article.words:,}",
    }


def _summary(report: Report, claims: ClaimData, say: Setter) -> Json:
    summary = report.summary
    return {
        "sentence": _sentence(summary.claims, summary.judged),
        "proportions": _proportions(summary.claims, summary.judged, summary.tallies),
        "claims": summary.claims,
        "judged": summary.judged,
        "tallies": [{**claims.mark(tally.mark), "count": tally.count} for tally in summary.tallies],
        "must_change": [claims.change(change) for change in summary.must_change],
        "queries": [claims.query(query) for query in summary.queries],
        "not_checked": [say.line(text, "en") for text in summary.not_checked],
    }


def _entry(entry: EvidenceEntry, claims: ClaimData, say: Setter) -> Json:
    reference = (say.inline(entry.author), say.inline(entry.publisher), day(entry.date))
    kinds = (
        words.DOCUMENT[entry.kind] if entry.held else "",
        "" if entry.tier is None else f"{words.TIER[entry.tier]} source",
        f"derived from {entry.derived_from}" if entry.derived_from else "",
        f"{entry.pages} pages" if entry.pages > 1 else "",
        words.size(entry.size) if entry.held else "",
    )
    captured = (moment(entry.captured_at), f"by {entry.captured_by}" if entry.captured_by else "")
    custody = ((moment(c.at), c.action, c.by, c.note) for c in entry.custody)
    return {
        "code": entry.code,
        "held": entry.held,
        "title": say.line(entry.title or entry.original_name or "Untitled", entry.language),
        "reference": [part for part in reference if part],
        "kinds": [kind for kind in kinds if kind],
        "url": say.line(entry.url, "en"),
        "link": _web(entry.url),
        "archive_url": say.line(entry.archive_url, "en"),
        "archive_link": _web(entry.archive_url),
        "captured": say.inline(" ".join(part for part in captured if part)),
        "captured_word": "Captured" if entry.held else "Accessed",
        "file": say.inline(entry.original_name),
        "sha256": digest_groups(entry.sha256),
        "note": say.line(entry.note),
        "custody": [say.line(" · ".join(part for part in parts if part), "en") for parts in custody],
        "used_in": [claims.reference(code) for code in entry.used_in],
    }


def _scale(scale: ScaleView, claims: ClaimData, say: Setter) -> Json:
    labels = []
    for label in scale.labels:
        mark = VerdictMark(label.label, label.polarity, label.rank, scale.worst, scale.best)
        rank = "" if label.rank is None or scale.best is None else f"{label.rank} of {scale.best}"
        labels.append({**claims.mark(mark), "rank": rank, "meaning": say.line(label.meaning)})
    return {
        "name": say.line(scale.name),
        "org": say.line(scale.org),
        "version": scale.version,
        "labels": labels,
    }


def _waived(waiver: WaivedFinding, claims: ClaimData, say: Setter) -> Json:
    by = " · ".join(part for part in (waiver.by, moment(waiver.at)) if part)
    return {
        **claims.reference(waiver.claim),
        "rule": waiver.rule,
        "finding": say.line(waiver.finding, "en"),
        "reason": say.line(waiver.reason),
        "by": say.line(by),
    }


def _web(url: str) -> str:
    """Return ``url`` where it may become a link: plain web addresses only."""
    whole = url.isprintable() and " " not in url and url.casefold().startswith(("https://", "http://"))
    return url if whole else ""


def _sentence(claims: int, judged: int) -> str:
    """Return the one sentence of the summary: "3 of 51 claims have a verdict, 48 are still open."."""
    if claims == 0:
        return "No claim has been marked yet."
    if judged == 0:
        return f"{words.claims(claims)} marked, none judged yet."
    if judged == claims:
        return "The one claim has a verdict." if claims == 1 else f"All {words.claims(claims)} have a verdict."
    have, are = ("has", "are") if judged == 1 else ("have", "are")
    still = claims - judged
    return f"{judged:,} of {words.claims(claims)} {have} a verdict, {still:,} {'is' if still == 1 else are} still open."


def _proportions(claims: int, judged: int, tallies: Iterable[Tally]) -> str:
    """Return in words what the bar shows: "1 half true, 1 false, 48 not yet judged"."""
    parts = [f"{tally.count} {tally.mark.label}" for tally in tallies if tally.count]
    if claims > judged:
        parts.append(f"{claims - judged} not yet judged")
    return f"{words.claims(claims)}: {', '.join(parts)}"
