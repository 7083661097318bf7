"""The claims of a report as data for the template: sheets, open claims, passages, changes and queries."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from workbench.desk.views import VerdictMark
from workbench.model.sets import Stance
from workbench.reports import words
from workbench.reports.dates import day, moment
from workbench.reports.prose import Setter, Text
from workbench.reports.report import (
    ClaimSheet,
    MustChange,
    OpenClaim,
    OpenQuery,
    PassageSheet,
    Report,
    VerdictSheet,
)
from workbench.reports.shapes import shape_of, underline_of

Json = Mapping[str, Any]


class ClaimData:
    """Turns the claims of one report into JSON values, and collects the ``crops`` they name by SHA-256."""

    def __init__(self, report: Report, say: Setter) -> None:
        self._say = say
        self._articles = {article.code: article.title for article in report.head.articles}
        numbers = [(sheet.code, sheet.number) for sheet in report.sheets]
        numbers += [(claim.code, claim.number) for claim in report.open_claims]
        self._numbers = {code: str(number) for code, number in numbers}
        self._documents = frozenset(entry.code for entry in report.evidence)
        self._sheets = frozenset(sheet.code for sheet in report.sheets)
        self.crops: dict[str, bytes] = {}

    def sheet(self, sheet: ClaimSheet) -> Json:
        """Return one judged claim."""
        open_points = (sheet.verdict.not_established, *sheet.not_established)
        return {
            "code": sheet.code,
            "number": str(sheet.number),
            "overline": self._overline(sheet),
            "statement": self._say.line(sheet.statement),
            "context": self._say.sentence(sheet.context.before, sheet.context.exact, sheet.context.after),
            "underline": underline_of(sheet.verdict.mark).value,
            "facts": self._facts(sheet),
            "mark": self.mark(sheet.verdict.mark),
            "verdict": self._verdict(sheet.verdict),
            "passages": self._passages(sheet.passages),
            "not_established": [
                paragraph for text in open_points for paragraph in self._say.cited(text, self._documents)
            ],
            "changes": [self.change(change) for change in sheet.changes],
            "queries": [self.query(query) for query in sheet.queries],
            "earlier": [self._verdict(earlier) for earlier in sheet.earlier],
            "note": self._say.paragraphs(sheet.note),
        }

    def open_claim(self, claim: OpenClaim) -> Json:
        """Return one claim without a verdict."""
        kind = words.KIND[claim.kind] if words.KIND[claim.kind] != "content" else ""
        kinds = (kind, words.CHECKABILITY[claim.checkability], words.STATUS[claim.status])
        return {
            "code": claim.code,
            "number": str(claim.number),
            "statement": self._say.line(claim.statement),
            "paragraph": str(claim.paragraph or ""),
            "kinds": " · ".join(dict.fromkeys(part for part in kinds if part)),
            "undecided": [self._say.line(text) for text in claim.undecided],
            "supports": claim.supports,
            "refutes": claim.refutes,
            "other": claim.other,
        }

    def change(self, change: MustChange) -> Json:
        """Return words that cannot stay, and what should stand there."""
        return {
            **self.reference(change.claim),
            "was": self._say.quotation(change.was),
            "should_be": self._say.quotation(change.should_be),
            "reason": self._say.line(change.reason),
            "decision": "" if change.decision is None else words.DECISION[change.decision],
            "sources": [code for code in change.sources if code in self._documents],
        }

    def query(self, query: OpenQuery) -> Json:
        """Return an open question."""
        asked = (f"to {query.to}" if query.to else "", f"asked by {query.by}" if query.by else "")
        parts = [part for part in (*asked, moment(query.at)) if part]
        return {
            **self.reference(query.claim),
            "text": self._say.line(query.text),
            "asked": self._say.line(" · ".join(parts), "en"),
        }

    def reference(self, code: str) -> dict[str, object]:
        """Return how a claim is named, and which sheet a link to it leads to ("" where there is none)."""
        return {"claim": self._numbers.get(code, code), "to": code if code in self._sheets else ""}

    def mark(self, mark: VerdictMark) -> dict[str, object]:
        """Return the shape and the word of a verdict."""
        return {
            "label": self._say.line(mark.label),
            "shape": shape_of(mark).value,
            "polarity": mark.polarity.value,
        }

    def _overline(self, sheet: ClaimSheet) -> list[Json]:
        parts: list[tuple[str, str]] = []
        kind = words.KIND[sheet.kind]
        if sheet.pair is not None:
            label = sheet.pair.mark.label if sheet.pair.mark else "not yet judged"
            target = sheet.pair.code if sheet.pair.code in self._sheets else ""
            parts.append((f"{kind} of claim {sheet.pair.number} ({label})", target))
        elif kind != "content":
            parts.append((kind, ""))
        if sheet.context.paragraph:
            parts.append((f"paragraph {sheet.context.paragraph}", ""))
        if words.CHECKABILITY[sheet.checkability]:
            parts.append((words.CHECKABILITY[sheet.checkability], ""))
        return [{"text": self._say.inline(text), "to": target} for text, target in parts]

    def _facts(self, sheet: ClaimSheet) -> list[list[Text]]:
        facts = (
            ("Claimant", sheet.claimant or "not known"),
            ("Claim date", day(sheet.claim_date)),
            ("Place", sheet.place),
            ("Article", self._articles.get(sheet.context.article, "") if len(self._articles) > 1 else ""),
            ("Verdict", _given(sheet.verdict)),
        )
        return [[name, self._say.inline(value)] for name, value in facts if value]

    def _verdict(self, verdict: VerdictSheet) -> Json:
        return {
            **self.mark(verdict.mark),
            "short": self._say.line(verdict.short_conclusion),
            "rationale": self._say.cited(verdict.rationale, self._documents),
            "version": verdict.version,
            "by": self._say.inline(verdict.by),
            "at": moment(verdict.at),
        }

    def _passages(self, passages: Iterable[PassageSheet]) -> Json:
        """Return the passages by stance; those found irrelevant stay out of the sheet."""
        by_stance: dict[str, list[Json]] = {stance.value: [] for stance in words.STANCE}
        for passage in passages:
            if passage.stance is not Stance.IRRELEVANT:
                by_stance[passage.stance.value].append(self._passage(passage))
        return by_stance

    def _passage(self, passage: PassageSheet) -> Json:
        notes = (
            f"p. {passage.page_label}" if passage.page_label and not passage.place else passage.place,
            f"part of the {_shown(passage)}" if passage.pictured else "",
            "" if passage.sure is None else words.read_by_ocr(passage.sure),
            "" if passage.tier is None else words.TIER[passage.tier],
            "decisive" if passage.decisive else "",
            "" if passage.held else "cited, not held",
            "" if passage.quoted else "in summary",
            f"derived from {passage.derived_from}" if passage.derived_from else "",
            words.ANCHOR[passage.anchor_state],
        )
        setter = self._say.quotation if passage.quoted else self._say.paragraphs
        origin = (self._say.inline(passage.publisher or passage.title), day(passage.date))
        return {
            "code": passage.document,
            "linked": passage.document in self._documents,
            "exact": setter(passage.exact, passage.language),
            "origin": [part for part in origin if part],
            "notes": [self._say.inline(note) for note in notes if note],
            "comments": [self._say.line(text) for text in (passage.note, passage.resolution) if text],
            "crop": self._crop(passage),
        }

    def _crop(self, passage: PassageSheet) -> Json | None:
        size = png_size(passage.crop) if passage.crop else None
        if passage.crop is None or size is None:
            return None
        name = hashlib.sha256(passage.crop).hexdigest()
        self.crops[name] = passage.crop
        page = f", page {passage.page_label}" if passage.page_label else ""
        shown = self._say.plain(passage.exact)[:300]
        alt = f"Picture of the passage in {passage.document}{page}: {shown}"
        if passage.pictured:
            place = f"page {passage.page_label} of" if page else "picture"
            alt = f"The part of the {place} {passage.document} that is linked, in a frame, with what lies around it"
        return {"file": f"crops/{name}.png", "alt": alt, "width": size[0], "height": size[1]}


def _shown(passage: PassageSheet) -> str:
    return "page" if passage.page_label else "picture"


def png_size(data: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG in pixels, or None if ``data`` is not a whole PNG."""
    if data[:8] != b"\x89PNG\r\n\x1a\n" or data[12:16] != b"IHDR" or data[-8:-4] != b"IEND":
        return None
    width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    return (width, height) if width and height else None


def _given(verdict: VerdictSheet) -> str:
    """Return who gave a verdict when: "Version 2, draft · A. B. · 20 November 2026, 16:10 UTC"."""
    state = f"Version {verdict.version}, {verdict.state.value.replace('_', ' ')}"
    as_of = f"as of {day(verdict.as_of)}" if verdict.as_of else ""
    return " · ".join(part for part in (state, verdict.by, moment(verdict.at), as_of) if part)
