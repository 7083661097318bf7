"""Captures operations from a session's flush, so that no verb has to remember to log and none can write around it."""

import secrets
from enum import StrEnum
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import ORMExecuteState, Session

from workbench.model.base import Closed, Noun
from workbench.model.tables import NOUNS, NUMBERS, Claim, Verdict
from workbench.store.log import GONE, Op, fold, ops_of

# A quotation and its place are one: whoever sets a part of it sets all of it, so that no merge can mix two of them.
QUOTED = {
    7: ("version_id", "start", "end", "exact", "prefix", "suffix", "anchor_state"),
    14: ("start", "end", "exact", "prefix", "suffix", "text_sha256", "extractor", "page", "region", "anchor_state"),
}


class WroteAround(RuntimeError):
    """Our own fault: a bulk statement would change nouns without the log seeing it."""


class Recorder:
    """Notes what one step changes, noun by noun, and hands it over as operations."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.kinds: dict[tuple[int, str], str] = {}
        self._values: dict[tuple[int, str], dict[str, Any]] = {}
        event.listen(session, "before_flush", self._before_flush)
        event.listen(session, "do_orm_execute", self._refuse_bulk)

    def _refuse_bulk(self, state: ORMExecuteState) -> None:
        if state.is_insert or state.is_update or state.is_delete:
            raise WroteAround("nouns are changed through their objects, never by bulk statements")

    def _before_flush(self, session: Session, *_: object) -> None:
        for row in [row for row in session.new if isinstance(row, Verdict)]:
            _judge(session, row)
        for row in session.new:
            if isinstance(row, Noun):
                self._note(row, "insert", plain(row))
        for row in session.dirty:
            if isinstance(row, Noun) and session.is_modified(row):
                self._note(row, "update", _changed(row))
        for row in session.deleted:
            if isinstance(row, Noun):
                self._note(row, "delete", {GONE: True})

    def _note(self, row: Noun, kind: str, values: dict[str, Any]) -> None:
        key = (NUMBERS[type(row)], row.id)
        if kind == "delete" and self.kinds.get(key) == "insert":  # came and went within one step
            del self.kinds[key], self._values[key]
            return
        self.kinds[key] = "insert" if self.kinds.get(key) == "insert" else kind
        self._values[key] = values if kind == "delete" else {**self._values.get(key, {}), **values}

    def ops(self) -> list[Op]:
        """Return the step's operations; each names the heads that stood before the step."""
        connection = self.session.connection()
        made = []
        for (noun, noun_id), values in self._values.items():
            new = self.kinds[noun, noun_id] == "insert"
            registers = fold([] if new else ops_of(connection, noun_id))
            seen = registers.heads if GONE in values else values
            prev = {name: registers.ids(name) for name in {*seen, *values} if registers.ids(name)}
            made.append(Op(noun, noun_id, values, prev, secrets.token_hex(16)))
        return made


def _judge(session: Session, verdict: Verdict) -> None:
    """Let a new verdict stand at its claim: two that did not see each other are then two values of one field."""
    waiting = (row for row in session.new if isinstance(row, Claim) and row.id == verdict.claim_id)
    with session.no_autoflush:
        claim = next(waiting, None) or session.get(Claim, verdict.claim_id)
    if claim is not None:
        claim.verdict_id = verdict.id


def plain(row: Noun) -> dict[str, Any]:
    """Return a noun's fields, its id left out, as the plain values the log keeps."""
    table = inspect(type(row)).local_table
    return {
        column.name: getattr(row, column.name) if not isinstance(column.type, Closed) else _word(row, column.name)
        for column in table.columns
        if column.name != "id"
    }


def _word(row: Noun, name: str) -> str | None:
    value = getattr(row, name)
    return None if value is None else str(value)


def _changed(row: Noun) -> dict[str, Any]:
    values = plain(row)
    state = inspect(row)
    changed = {name for name in values if state.attrs[name].history.has_changes()}
    quoted = QUOTED.get(NUMBERS[type(row)], ())
    if changed & set(quoted):
        changed |= set(quoted)
    return {name: value for name, value in values.items() if name in changed}


def row_of(noun: int, noun_id: str, values: dict[str, Any]) -> dict[str, Any]:
    """Return the column values of a noun's row from its registers, closed sets as their words.

    A field nobody has set, since it was left out of a redacted copy, is blank.
    """
    names = [column.name for column in inspect(NOUNS[noun]).local_table.columns if column.name != "id"]
    return {"id": noun_id, **{name: values[name] if name in values else blank(noun, name) for name in names}}


def blank(noun: int, name: str) -> Any:
    """Return what stands in a field that was left out: its default, or nothing of its kind."""
    field = NOUNS[noun].model_fields[name]
    if field.is_required():
        return 0 if field.annotation is int else ""
    value = field.get_default(call_default_factory=True)
    return str(value) if isinstance(value, StrEnum) else value
