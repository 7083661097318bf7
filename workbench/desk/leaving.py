"""What of a project may leave, and why the rest stays: the list of fields that may, and the profiles over it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import inspect

from workbench.model.sets import Anonymity, Attribution, Confidentiality
from workbench.model.tables import NOUNS
from workbench.store.redact import Heads, Leaves


class Profile(StrEnum):
    """Whom a copy is for."""

    COLLEAGUE = "colleague"
    PUBLIC = "public"
    CUSTOM = "custom"


class Part(StrEnum):
    """What can be left out of a copy as a kind, beside single documents."""

    NOTES = "notes"
    NAMES = "names"
    PATHS = "paths"
    METADATA = "metadata"
    FILES = "files"
    INTERNAL = "internal"


LEFT_OUT: Mapping[Profile, frozenset[Part]] = {
    Profile.COLLEAGUE: frozenset(),
    Profile.PUBLIC: frozenset(Part),
    Profile.CUSTOM: frozenset(),
}

C: frozenset[Part] = frozenset()
NOTE, NAME, PATH, META, FILE = (frozenset({part}) for part in list(Part)[:5])


def _fields(words: str, of: frozenset[Part] = C) -> dict[str, frozenset[Part]]:
    return dict.fromkeys(words.split(), of)


# The fields that may leave, by noun, each with the parts it is one of. A field that is not here never leaves.
FIELDS: Mapping[str, Mapping[str, frozenset[Part]]] = {
    "project": _fields("title workflow scale_key scale_version language rate_as_of is_example notice created_at"),
    "person": _fields("name initials role", NAME),
    "scale": _fields("key version name org decision worst best labels"),
    "article": _fields("number title byline outlet url published language"),
    "article_version": _fields("article_id seq text blocks sha256 received_at") | _fields("received_from", PATH),
    "claim": _fields(
        "number article_id statement kind types claimant claimant_source_id claim_date place pair_id parent_id priority"
        " verdict_id"
        " risks checkability status created_at"
    )
    | _fields("note due", NOTE)
    | _fields("assignee created_by", NAME),
    "occurrence": _fields("claim_id version_id start end exact prefix suffix anchor_state"),
    "no_fact": _fields("version_id start end exact at") | _fields("by", NAME),
    "independence_group": _fields("label reason"),
    "source": _fields("name kind aliases description attribution anonymity reliability part_of_id group_id")
    | _fields("interests agreed_terms", NOTE)
    | _fields("approved_by", NAME),
    "file_blob": _fields("sha256 size mime evidentiary", FILE) | _fields("original_name", FILE | PATH),
    "document": _fields(
        "number title kind author publisher date language medium capture_state url archive_url tier derived_from_id"
        " derives_from_article source_id group_id confidentiality quotation quoted"
    )
    | _fields("blob_id", FILE)
    | _fields("captured_at captured_how", META)
    | _fields("captured_by", NAME)
    | _fields("problem", PATH)
    | _fields("note", NOTE),
    "custody_event": _fields("document_id action at") | _fields("by", NAME) | _fields("note", PATH | NOTE | FILE),
    "passage": _fields(
        "document_id start end exact prefix suffix text_sha256 extractor page region translation anchor_state"
    ),
    "evidence_link": _fields("claim_id passage_id stance decisive credibility resolution state at")
    | _fields("note", NOTE)
    | _fields("by", NAME),
    "verdict": _fields(
        "claim_id scale_key scale_version label rationale short_conclusion not_established sole_source_reason as_of"
        " state at"
    )
    | _fields("by", NAME),
    "query": _fields("claim_id to text state answer at", NOTE) | _fields("by", NOTE | NAME),
    "proposed_change": _fields("claim_id was should_be reason decision at", NOTE) | _fields("by", NOTE | NAME),
    "waiver": _fields("finding_key rule claim_id at") | _fields("reason", NOTE) | _fields("by", NAME),
}

OFF_THE_RECORD = "its source spoke off the record"
CONFIDENTIAL = "it is confidential"
INTERNAL = "it is for the newsroom only"
ASKED = "you left it out"
DERIVED = "it derives from a document that stays"
CARRIES = "its file could give a protected source away"


@dataclass(slots=True)
class Plan:
    """What leaves of one project: rows with the fields that do, rows that stay with the reason."""

    heads: Heads
    without: frozenset[Part]
    rows: dict[str, tuple[str, dict[str, Any]]]
    fields: dict[str, set[str]] = field(default_factory=dict)
    staying: dict[str, str] = field(default_factory=dict)  # documents and sources, with the reason
    protected: set[str] = field(default_factory=set)  # documents whose file and metadata stay for a source's sake

    def of(self, noun: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield (id, fields) of every row of a noun that is not deleted, by id."""
        for ident in sorted(self.rows):
            name, values = self.rows[ident]
            if name == noun:
                yield ident, values

    def leaves(self, ident: str, name: str) -> bool:
        """Return whether a field of a row leaves."""
        return name in self.fields.get(ident, ())


def plan(heads: Heads, *, without: frozenset[Part], documents: Collection[str]) -> Plan:
    """Return what leaves when some parts and some documents (by id) are left out."""
    rows = {ident: (str(NOUNS[noun].__tablename__), values) for noun, ident, values in heads.rows()}
    made = Plan(heads, without, rows)
    _sort_sources(made)
    _sort_documents(made, documents)
    for ident, (noun, values) in rows.items():
        if ident not in made.staying:
            made.fields[ident] = {
                name for name, parts in FIELDS.get(noun, {}).items() if name in values and not parts & without
            }
    _protect(made)
    _hide_titles(made)
    _settle(made)
    return made


def _sort_sources(made: Plan) -> None:
    for ident, values in made.of("source"):
        if values["attribution"] == Attribution.OFF_THE_RECORD:
            made.staying[ident] = OFF_THE_RECORD


def _sort_documents(made: Plan, documents: Collection[str]) -> None:
    for ident, values in made.of("document"):
        if ident in documents:
            made.staying[ident] = ASKED
        elif values["confidentiality"] == Confidentiality.CONFIDENTIAL:
            made.staying[ident] = CONFIDENTIAL
        elif values["confidentiality"] == Confidentiality.INTERNAL and Part.INTERNAL in made.without:
            made.staying[ident] = INTERNAL
        elif values["source_id"] in made.staying:
            made.staying[ident] = OFF_THE_RECORD
    grown = True
    while grown:
        derived = [i for i, v in made.of("document") if i not in made.staying and v["derived_from_id"] in made.staying]
        made.staying |= dict.fromkeys(derived, DERIVED)
        grown = bool(derived)


def _protect(made: Plan) -> None:
    """Leave behind a file, and what it says of itself, where a protected source gave it; in public the codename too."""
    guarded = {
        ident
        for ident, values in made.of("source")
        if values["anonymity"] != Anonymity.NONE or values["attribution"] != Attribution.ON_THE_RECORD
    }
    for ident in guarded:
        if Part.NAMES in made.without and ident in made.fields:
            made.fields[ident] -= {"name", "aliases", "description"}
    for ident, values in made.of("document"):
        if values["source_id"] in guarded and ident in made.fields:
            made.protected.add(ident)
            made.fields[ident] -= {"blob_id", "author", "captured_at", "captured_how", "captured_by", "problem"}


def _hide_titles(made: Plan) -> None:
    """Leave a title behind that is the name of a file, where names of files stay."""
    names = {ident: values["original_name"] for ident, values in made.of("file_blob")}
    for ident, values in made.of("document"):
        name = names.get(values["blob_id"] or "", "")
        hidden = Part.PATHS in made.without or ident in made.protected
        if ident in made.fields and hidden and name and _names(values["title"], name):
            made.fields[ident].discard("title")
        if Part.PATHS in made.without and ident in made.fields and values["url"].casefold().startswith("file:"):
            made.fields[ident].discard("url")


def _names(title: str, file: str) -> bool:
    stem = file.rsplit(".", 1)[0]
    return file.casefold() in title.casefold() or (len(stem) > 3 and stem.casefold() in title.casefold())


def _settle(made: Plan) -> None:
    """Take out rows nothing is left of, and what hangs on rows that stay, until every reference leads somewhere."""
    wanted = {values["blob_id"] for ident, values in made.of("document") if made.leaves(ident, "blob_id")}
    for ident, _values in made.of("file_blob"):
        if ident not in wanted:
            made.fields.pop(ident, None)
    for ident, values in made.of("custody_event"):
        if ident in made.fields and values["document_id"] in made.protected:
            made.fields[ident] -= {"note", "by"}
    while sum(_loosened(made, ident) for ident in list(made.fields)):
        pass  # what was taken out may have held something else up


def _loosened(made: Plan, ident: str) -> bool:
    """Take out a row, or its references, where they lead to nothing that leaves; return whether anything was done."""
    fields = made.fields[ident]
    if not fields or not made.heads.stays_alive(ident, frozenset(fields)):
        del made.fields[ident]
        return True
    leading = [
        (name, optional)
        for name, optional in _references(made.heads.nouns[ident])
        if made.rows[ident][1].get(name)
        and made.rows[ident][1][name] not in made.fields
        and (name in fields or not optional)
    ]
    if not all(optional for _, optional in leading):
        del made.fields[ident]
    fields.difference_update(name for name, _ in leading)
    return bool(leading)


def _references(noun: int) -> Sequence[tuple[str, bool]]:
    table = inspect(NOUNS[noun]).local_table
    return [(key.parent.name, bool(key.parent.nullable)) for key in table.foreign_keys]


def allowed(made: Plan) -> Leaves:
    """Return the plan as the builder of the copy takes it."""
    documents = {ident for ident, _ in made.of("document") if ident in made.fields}
    open_files = documents - made.protected
    blobs = [(ident, values) for ident, values in made.of("file_blob") if ident in made.fields]
    crops = {
        ident
        for ident, values in made.of("passage")
        if ident in made.fields and values["document_id"] in open_files and Part.FILES not in made.without
    }
    return Leaves(
        fields={ident: frozenset(names) for ident, names in made.fields.items()},
        texts=frozenset(documents),
        metadata=frozenset() if made.without & {Part.METADATA, Part.PATHS} else frozenset(open_files),
        files=frozenset(values["sha256"] for _, values in blobs),
        pictures=frozenset(crops),
        names=Part.NAMES not in made.without,
    )
