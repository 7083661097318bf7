"""Nouns, fields and values of the log in the words of the screen, for previews and conflicts."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Session, col, select

from workbench.desk import codes
from workbench.desk.verdicts import to_shown
from workbench.model.base import Noun
from workbench.model.tables import NOUNS, Article, Claim, Document, EvidenceLink, Occurrence, Passage, Verdict
from workbench.store.log import GONE, Op
from workbench.store.many import AT_ONCE

NAMES = {
    "claim": ("claim", "claims"),
    "verdict": ("verdict", "verdicts"),
    "evidence_link": ("link to evidence", "links to evidence"),
    "passage": ("passage", "passages"),
    "document": ("evidence document", "evidence documents"),
    "article": ("article", "articles"),
    "article_version": ("version of an article", "versions of an article"),
    "occurrence": ("place of a claim", "places of claims"),
    "no_fact": ("stretch without facts", "stretches without facts"),
    "query": ("query", "queries"),
    "proposed_change": ("proposed change", "proposed changes"),
    "waiver": ("accepted finding", "accepted findings"),
    "source": ("source", "sources"),
    "independence_group": ("independence group", "independence groups"),
    "person": ("colleague", "colleagues"),
    "file_blob": ("file record", "file records"),
    "custody_event": ("custody entry", "custody entries"),
    "project": ("setting of the project", "settings of the project"),
    "scale": ("rating scale", "rating scales"),
}
FIELDS = {
    "verdict_id": "the verdict on",
    "statement": "the statement of",
    "stance": "the stance of",
    "exact": "the quotation of",
    "rationale": "the rationale on",
    GONE: "deleted on one side, worked on on the other:",
}
STANCES = {
    "supports": "Supports",
    "refutes": "Contradicts",
    "mixed": "Mixed",
    "context": "Context",
    "irrelevant": "Irrelevant",
}


def order(noun: str) -> int:
    """Return where a noun stands in a list of what comes."""
    return list(NAMES).index(noun)


def coming(noun: str, kinds: Mapping[str, int]) -> str:
    """Return the sentence of how many of a noun are new, changed and deleted."""
    verbs = {"insert": "new", "update": "changed", "delete": "deleted"}
    parts = [f"{number:,} {verbs[how]}" for how, number in kinds.items() if number]
    total = sum(kinds.values())
    return f"{NAMES[noun][total != 1].capitalize()}: {', '.join(parts)}."


class Words:
    """The words for nouns and values of one project, looked up once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._claims = codes.codes(session.connection(), "claim")
        self._documents = codes.codes(session.connection(), "document")
        self._known: list[Noun] = []  # held, so that the session finds them again without asking

    def know(self, keys: Iterable[tuple[int, str]]) -> None:
        """Look up many nouns at once that will be spoken of."""
        by_noun: dict[int, list[str]] = {}
        for noun, noun_id in keys:
            by_noun.setdefault(noun, []).append(noun_id)
        for noun, ids in by_noun.items():
            for start in range(0, len(ids), AT_ONCE):
                rows = select(NOUNS[noun]).where(col(NOUNS[noun].id).in_(ids[start : start + AT_ONCE]))
                self._known += self._session.exec(rows)

    def code(self, noun: int, noun_id: str) -> str:
        """Return the code of a noun, or of the claim or document it hangs on."""
        kind = NOUNS[noun]
        row: Any = self._session.get(kind, noun_id)
        if row is None:
            return ""
        if isinstance(row, Claim | Document | Article):
            return codes.code(row)
        if isinstance(row, EvidenceLink | Verdict | Occurrence):
            return self._claims.get(row.claim_id, "")
        if isinstance(row, Passage):
            return self._documents.get(row.document_id, "")
        return self._claims.get(getattr(row, "claim_id", "") or "", "")

    def claim(self, noun: int, noun_id: str) -> str:
        """Return the id of the claim that a noun is or hangs on, or nothing."""
        row: Any = self._session.get(NOUNS[noun], noun_id)
        return noun_id if isinstance(row, Claim) else str(getattr(row, "claim_id", "") or "")

    def about(self, noun: int, noun_id: str, field: str) -> str:
        """Return what a conflict is about, such as "the verdict on C5"."""
        return f"{FIELDS.get(field, 'the ' + field.replace('_', ' ') + ' of')} {self._thing(noun, noun_id)}"

    def _thing(self, noun: int, noun_id: str) -> str:
        name = NAMES[str(NOUNS[noun].__tablename__)][0]
        code = self.code(noun, noun_id)
        if noun in (4, 6, 12):
            return code or f"a {name}"
        return f"the {name} of {code}" if code else f"a {name}"

    def value(self, field: str, value: Any, op: Op) -> str:
        """Return a value as it is shown."""
        match field:
            case "verdict_id":
                verdict = self._session.get(Verdict, value) if value else None
                return verdict.label if verdict else "no verdict"
            case "stance":
                return STANCES.get(str(value), str(value))
            case "rationale":
                return to_shown(str(value), self._documents)
            case _ if field == GONE:
                return "delete it" if value == "delete" else _worked(op)
            case _:
                return str(value)

    def details(self, field: str, value: Any) -> tuple[tuple[str, str], ...]:
        """Return what else belongs to a value: of a verdict its reasons, conclusion and date."""
        verdict = self._session.get(Verdict, value) if field == "verdict_id" and value else None
        if verdict is None:
            return ()
        told = (
            ("rationale", to_shown(verdict.rationale, self._documents)),
            ("short conclusion", verdict.short_conclusion),
            ("as of", verdict.as_of),
        )
        return tuple((name, words) for name, words in told if words)


def _worked(op: Op) -> str:
    names = sorted(name.replace("_", " ") for name in op.values if name != GONE)
    return f"keep it (changed: {', '.join(names)})" if names else "keep it (brought back)"
