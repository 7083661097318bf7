"""What leaves and what stays, line by line, for a person to read before a copy is made."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from workbench.anchors.fold import fold
from workbench.desk.leaving import CARRIES, FIELDS, Part, Plan
from workbench.desk.withheld import Words
from workbench.model.tables import NOUNS
from workbench.store import blobs, traces
from workbench.store.redact import Leaves

# Every word a step's label may hold beside codes, rules and labels of the scale. Names are never among them.
LABEL_WORDS = frozenset(
    """
    a about accept add again alone also and answer article as ask at backup change changes cite claim claimant
    claims colleague conflict conflicts context contradicts copy delete documents drop edit evidence fact file
    finding for from in irrelevant is join judge judgements keep link links mark may merge merged mixed new no
    no-fact note of on origin page pair passage place priority project propose proposed query quote read remove
    rename resolve restore restored revise sample search see set settle source statement status supports tag take
    that the three tier to undo up verdict version who whole withdraw work
    """.split()
)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:]+Z\Z")
_CODE = re.compile(r"[ACEVNSPX]\d{1,9}\Z")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that leaves or stays. ``kind`` is document, file, metadata, claim, note, name, path, source, view state
    or history; ``code`` is the code it belongs to, such as E3; ``why`` says why it stays.
    """

    kind: str
    code: str
    what: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that were to stay, and the place among what leaves where they stand."""

    words: str
    where: str


def is_plain(label: str, ratings: frozenset[str]) -> bool:
    """Return whether a step's label holds nothing but our own words, codes and a rating of the scale."""
    head, _, rating = label.partition(": ")
    if rating and rating not in ratings and not is_plain(rating, ratings):
        return False
    words = re.split(r"[\s,]+", head.strip())
    return all(word.casefold() in LABEL_WORDS or _CODE.match(word) for word in words if word)


def words_of_scales(connection: Connection) -> frozenset[str]:
    """Return the labels of every scale in the project."""
    rows = connection.exec_driver_sql("SELECT labels FROM scale").scalars()
    return frozenset(str(value) for row in rows for label in json.loads(row) for value in label.values())


def leaving(connection: Connection, plan: Plan, leaves: Leaves) -> tuple[Item, ...]:
    """Return what leaves."""
    return tuple(item for item, gone in _lines(connection, plan, leaves) if gone)


def staying(connection: Connection, plan: Plan, leaves: Leaves) -> tuple[Item, ...]:
    """Return what stays."""
    return tuple(item for item, gone in _lines(connection, plan, leaves) if not gone)


def _lines(connection: Connection, plan: Plan, leaves: Leaves) -> Iterator[tuple[Item, bool]]:
    for ident, values in plan.of("document"):
        code = f"E{values['number']}"
        gone = ident in plan.fields
        yield Item("document", code, values["title"], plan.staying.get(ident, "")), gone
        if gone and not plan.leaves(ident, "title"):
            yield Item("path", code, values["title"]), False
        yield from _file(plan, ident, values, code)
        yield from _metadata(connection, ident, code, leaves)
    for ident, values in plan.of("claim"):
        yield Item("claim", f"C{values['number']}", values["statement"]), ident in plan.fields
    for ident, values in plan.of("source"):
        yield Item("source", "", values["name"], plan.staying.get(ident, "")), plan.leaves(ident, "name")
    yield from _fields(plan)
    yield from _names(connection, plan, leaves)
    for (key,) in connection.exec_driver_sql("SELECT key FROM view_state ORDER BY key"):
        yield Item("view state", "", key), False
    yield Item("history", "", "when each step was done, what kind of step it was, and the codes it names"), True
    yield Item("history", "", "what was written over or deleted"), False


def _file(plan: Plan, ident: str, values: Mapping[str, Any], code: str) -> Iterator[tuple[Item, bool]]:
    blob = plan.rows.get(values["blob_id"] or "")
    if blob is not None:
        leaves = values["blob_id"] in plan.fields and plan.leaves(ident, "blob_id")
        yield Item("file", code, blob[1]["sha256"], "" if leaves or ident not in plan.protected else CARRIES), leaves


def _metadata(connection: Connection, ident: str, code: str, leaves: Leaves) -> Iterator[tuple[Item, bool]]:
    layout = connection.exec_driver_sql("SELECT layout FROM document_text WHERE document_id = ?", (ident,)).scalar()
    for key, value in sorted(json.loads(layout)["metadata"].items()) if layout else ():
        yield Item("metadata", code, f"{key}: {value}"), ident in leaves.metadata


def _fields(plan: Plan) -> Iterator[tuple[Item, bool]]:
    for ident in sorted(plan.rows):
        noun, values = plan.rows[ident]
        for name, parts in FIELDS.get(noun, {}).items():
            kind = "note" if Part.NOTES in parts else "path" if Part.PATHS in parts else ""
            value = values.get(name)
            if kind and isinstance(value, str) and value and not name.endswith("_id"):
                yield Item(kind, code_of(plan, ident), value), plan.leaves(ident, name)


def _names(connection: Connection, plan: Plan, leaves: Leaves) -> Iterator[tuple[Item, bool]]:
    seen: dict[str, bool] = {}
    actors = connection.exec_driver_sql("SELECT person_name FROM log_actor WHERE id IN (SELECT actor FROM log_change)")
    for name in actors.scalars():
        seen[name] = leaves.names
    for ident in sorted(plan.rows):
        noun, values = plan.rows[ident]
        for field, parts in FIELDS.get(noun, {}).items():
            value = values.get(field)
            if Part.NAMES in parts and field not in {"role", "initials"} and isinstance(value, str):
                seen[value] = seen.get(value, False) or plan.leaves(ident, field)
    for name in sorted(filter(None, seen)):
        yield Item("name", "", name), seen[name]


def code_of(plan: Plan, ident: str) -> str:
    """Return the code under which a person finds a row: its own, or that of what it belongs to."""
    if ident not in plan.rows:
        return ""
    noun, values = plan.rows[ident]
    if noun in {"claim", "document", "article"}:
        return f"{'E' if noun == 'document' else noun[0].upper()}{values['number']}"
    for name in ("claim_id", "document_id", "article_id"):
        if values.get(name) in plan.rows:
            return code_of(plan, values[name])
    if noun == "file_blob":
        owner = next((one for one, document in plan.of("document") if document["blob_id"] == ident), "")
        return code_of(plan, owner)
    return ""


def place_of(plan: Plan, ident: str) -> str:
    """Return words for where something stands: "C4 (verdict)"."""
    if not ident:
        return "the history"
    noun = str(NOUNS[plan.heads.nouns[ident]].__tablename__).replace("_", " ") if ident in plan.heads.nouns else "text"
    code = code_of(plan, ident)
    return f"{code} ({noun})" if code else f"the {noun}"


def mentions(plan: Plan, words: Words, again: Mapping[str, str]) -> tuple[Mention, ...]:
    """Return where words that stay also stand among what leaves; ``again`` are those words."""
    found = []
    for text in sorted(one for one in again if not _TIME.match(one)):
        place = next((place_of(plan, ident) for ident, whole in words.leaving if text in whole), "a file that leaves")
        found.append(Mention(text, place))
    return tuple(found)


def refused(connection: Connection, plan: Plan, words: Words, secrets: Sequence[str]) -> tuple[Mention, ...]:
    """Return where words of the vault stand among what leaves: in texts however they are written, in files as bytes."""
    if not secrets:
        return ()
    folded = [(secret, _word(secret), re.sub(r"\D", "", secret)) for secret in secrets]
    found: dict[Mention, None] = {}
    for ident, text in words.leaving:
        whole, digits = fold(text).text, re.sub(r"(?<=\d)[\s()./-]+(?=\d)", "", text)
        for secret, pattern, number in folded:
            if pattern.search(whole) or (len(number) > 6 and number in digits):
                found[Mention(secret, place_of(plan, ident))] = None
    for ident, values in plan.of("file_blob"):
        if ident in plan.fields:
            hit = _in_bytes(connection, values["sha256"], secrets)
            found.update(dict.fromkeys(Mention(one, f"the file of {code_of(plan, ident)}") for one in hit))
    return tuple(found)


def _word(secret: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(fold(secret).text.strip())}(?!\w)")


def _in_bytes(connection: Connection, sha256: str, secrets: Iterable[str]) -> list[str]:
    forms = {form: secret for secret in secrets if len(secret) >= 4 for form in traces.forms(secret)}
    found = traces.in_chunks(blobs.read(connection, sha256), list(forms))
    return sorted({forms[form] for form in found})
