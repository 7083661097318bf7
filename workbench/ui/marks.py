"""From the desk's claims and links to what pages and lists draw: shapes, underlines, margin notes."""

from collections.abc import Sequence

from workbench.desk.views import ClaimRow, Highlight, LinkView, SentenceState, VerdictMark
from workbench.model.sets import ClaimKind, Polarity, Stance, WorkStatus
from workbench.reports.shapes import shape_of
from workbench.ui import words
from workbench.ui.pages.contract import MarginNote, Mark, MarkStyle, NoteRun, Shape, Tone
from workbench.ui.text import tr

TONE = {
    Polarity.TRUE: Tone.SUPPORTS,
    Polarity.MIXED: Tone.MIXED,
    Polarity.FALSE: Tone.CONTRADICTS,
    Polarity.UNDETERMINED: Tone.UNCHECKED,
    Polarity.NOT_RATED: Tone.UNCHECKED,
}
STANCE_STYLE = {
    Stance.SUPPORTS: MarkStyle.SUPPORTED,
    Stance.REFUTES: MarkStyle.CONTRADICTED,
    Stance.MIXED: MarkStyle.MIXED,
    Stance.CONTEXT: MarkStyle.CONTEXT,
    Stance.IRRELEVANT: MarkStyle.UNCHECKED,
}
POLARITY_STYLE = {
    Polarity.TRUE: MarkStyle.SUPPORTED,
    Polarity.MIXED: MarkStyle.MIXED,
    Polarity.FALSE: MarkStyle.CONTRADICTED,
    Polarity.UNDETERMINED: MarkStyle.UNCHECKED,
    Polarity.NOT_RATED: MarkStyle.UNCHECKED,
}


def shape(mark: VerdictMark | None) -> Shape:
    """Return the shape of a verdict; an open ring where there is none yet."""
    return Shape(shape_of(mark).value) if mark else Shape.RING


def tone(mark: VerdictMark | None) -> Tone:
    """Return the colour that goes with a verdict."""
    return TONE[mark.polarity] if mark else Tone.UNCHECKED


def standing(row: ClaimRow | Highlight) -> str:
    """Return the verdict's word, or how far the work is where there is none: "Mostly false", "In check".

    Where the words are no longer those that were judged it says so: a verdict on them does not stand by itself.
    """
    stands = row.verdict.label if row.verdict else words.STATUS[row.status]
    return f"{stands} · {words.SINCE[row.since]}" if row.since else stands


def claim_mark(one: Highlight) -> Mark:
    """Return a claim's words as a page marks them."""
    style = POLARITY_STYLE[one.settled.polarity] if one.settled else MarkStyle.UNCHECKED
    spoken = words.spoken_tallies(supports=one.supports, refutes=one.refutes, mixed=one.mixed, context=one.context)
    label = ", ".join(part for part in (f"{tr('Claim')} {one.number}", standing(one), spoken) if part)
    return Mark(id=one.claim_id, start=one.start, end=one.end, number=str(one.number), style=style, label=label)


def margin_note(one: Highlight) -> MarginNote:
    """Return the line beside a claim: its number, verdict or state, and tallies."""
    runs = [NoteRun(str(one.number), Tone.TEXT, bold=True)]
    counts = words.tallies(supports=one.supports, refutes=one.refutes, mixed=one.mixed, context=one.context)
    if one.since:
        runs.append(NoteRun(words.SINCE[one.since], Tone.MIXED))
    elif one.verdict:
        false = one.verdict.polarity is Polarity.FALSE
        runs.append(NoteRun(one.verdict.label, Tone.CONTRADICTS if false else Tone.MUTED))
    elif not counts or one.status is not WorkStatus.OPEN:
        runs.append(NoteRun(words.STATUS[one.status].lower()))
    if one.kind is ClaimKind.IMPLIED:
        runs.append(NoteRun(tr("implied")))
    if counts and not one.since:
        runs.append(NoteRun(counts))
    if one.initials and not one.verdict:
        runs.append(NoteRun(f"· {one.initials}"))
    return MarginNote(start=one.start, runs=tuple(runs), mark_id=one.claim_id)


def link_marks(links: Sequence[LinkView], *, signs: bool = False) -> list[Mark]:
    """Return the passages of a document that are linked to claims; ``signs`` puts the stance before the number."""
    return [
        Mark(
            id=link.id,
            start=link.start,
            end=link.end,
            number=(f"{words.STANCE_SIGN[link.stance]} " if signs else "") + link.claim_code.lstrip("C"),
            style=STANCE_STYLE[link.stance],
            label=f"{words.STANCE[link.stance]} {link.claim_code}",
        )
        for link in links
    ]


def coverage_marks(sentences: Sequence[SentenceState]) -> list[Mark]:
    """Return the sentences that still ask for a claim, and those said to hold no fact."""
    marks = []
    for one in sentences:
        if one.state == "open":
            why = ", ".join(one.reasons)
            label = tr("Not marked yet") + (f": {why}" if why else "")
            marks.append(Mark(f"open:{one.start}", one.start, one.end, "", MarkStyle.SUGGESTED, label))
        elif one.state == "no_fact":
            marks.append(Mark(f"no_fact:{one.start}", one.start, one.end, "", MarkStyle.NO_FACT, tr("No fact")))
    return marks
