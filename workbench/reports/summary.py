"""The page an editor reads first: how it came out, what must change, what nobody has checked."""

from collections.abc import Iterable, Sequence

from workbench.desk.views import ScaleView, VerdictMark, VerdictView
from workbench.model.sets import ChangeDecision, Polarity, WorkStatus
from workbench.reports import sheets
from workbench.reports.material import Material, cited_codes
from workbench.reports.report import Edition, EvidenceEntry, MustChange, Summary, Tally
from workbench.reports.words import claims as claims_in_words

# More paragraph numbers than this help nobody.
_NAMED = 12


def summary(material: Material, edition: Edition, evidence: Sequence[EvidenceEntry]) -> Summary:
    """Return the summary of all claims that are not dropped; ``evidence`` is what the edition lists."""
    judged = [row for row in material.rows if material.verdict(row.id)]
    internal = edition is not Edition.PUBLIC
    alive = {row.id for row in material.rows}
    return Summary(
        claims=len(material.rows),
        judged=len(judged),
        tallies=tallies([material.verdicts[row.id][0] for row in judged], material.info.scale),
        must_change=must_change(material) if internal else (),
        queries=tuple(sheets.query(one) for one in material.queries if one.claim_id in alive) if internal else (),
        not_checked=not_checked(material, edition, evidence),
    )


def tallies(verdicts: Iterable[VerdictView], scale: ScaleView) -> tuple[Tally, ...]:
    """Count the verdicts by label: the labels of ``scale`` in its order, then what another scale left."""
    marks: dict[str, VerdictMark] = {}
    counts: dict[str, int] = {}
    for verdict in verdicts:
        marks.setdefault(verdict.label, verdict.mark)
        counts[verdict.label] = counts.get(verdict.label, 0) + 1
    order = [label.label for label in scale.labels]
    first = [label for label in order if label in counts]
    rest = sorted(label for label in counts if label not in order)
    return tuple(Tally(marks[label], counts[label]) for label in (*first, *rest))


def must_change(material: Material) -> tuple[MustChange, ...]:
    """Return what cannot stand: every proposal the editor did not refuse, and false claims without one."""
    found: list[MustChange] = []
    for row in material.rows:
        proposals = sheets.changes(material, row.id)
        found.extend(one for one in proposals if one.decision is not ChangeDecision.STET)
        verdict = material.verdict(row.id)
        if not proposals and verdict is not None and verdict.polarity is Polarity.FALSE:
            found.append(_unworded(material, row.id, verdict))
    return tuple(found)


def _unworded(material: Material, claim_id: str, verdict: VerdictView) -> MustChange:
    claim = material.claims[claim_id]
    return MustChange(
        claim=claim.code,
        was=claim.occurrences[-1].exact if claim.occurrences else claim.statement,
        should_be="",
        reason=verdict.short_conclusion,
        decision=None,
        sources=cited_codes(verdict.rationale),
    )


def not_checked(material: Material, edition: Edition, evidence: Sequence[EvidenceEntry]) -> tuple[str, ...]:
    """Return in sentences what this report does not vouch for."""
    still = sum(1 for row in material.rows if not material.verdict(row.id))
    lines = [f"{claims_in_words(still)} {_has(still)} no verdict yet."] if still else []
    lines.extend(_undecided(material))
    lines.extend(_unmarked(material))
    gone = [str(row.number) for row in material.rows if row.paragraph == 0]
    if gone:
        lines.append(f"No longer in the newest version of the article: {_named('claim', gone)}.")
    if edition is not Edition.PUBLIC:
        dropped = [one for one in material.claims.values() if one.status is WorkStatus.DROPPED]
        if dropped:
            lines.append(f"Dropped by the desk: {_named('claim', [str(one.number) for one in dropped])}.")
    lines.extend(_not_held(evidence))
    return tuple(lines)


def _undecided(material: Material) -> Iterable[str]:
    claims = [str(row.number) for row in material.rows if material.undecided(row.id)]
    if claims:
        yield f"Decided in two ways by two people and not settled yet: {_named('claim', claims)}."


def _unmarked(material: Material) -> Iterable[str]:
    """Say how many sentences that state a fact nobody marked, and where."""
    unmarked = [sentence for sentence in material.sentences if sentence.state == "open"]
    if unmarked:
        where = _named("paragraph", list(dict.fromkeys(str(sentence.paragraph) for sentence in unmarked)))
        count = "1 sentence seems" if len(unmarked) == 1 else f"{len(unmarked)} sentences seem"
        yield f"{count} to state a fact and {_has(len(unmarked))} no claim marked: {where}."


def _not_held(evidence: Sequence[EvidenceEntry]) -> Iterable[str]:
    cited = [entry for entry in evidence if not entry.held]
    if cited:
        share = "All" if len(cited) == len(evidence) > 1 else f"{len(cited)} of"
        documents = "document" if len(evidence) == 1 else "documents"
        verb = "is" if len(cited) == 1 else "are"
        yield (
            f"{share} {len(evidence)} {documents} of evidence {verb} cited, not held:"
            " the words were not compared with the original."
        )


def _named(noun: str, numbers: Sequence[str]) -> str:
    if len(numbers) == 1:
        return f"{noun} {numbers[0]}"
    if len(numbers) > _NAMED:
        return f"{len(numbers)} {noun}s"
    return f"{noun}s {', '.join(numbers[:-1])} and {numbers[-1]}"


def _has(count: int) -> str:
    return "has" if count == 1 else "have"
