"""How many passages were found in evidence of which kind, source, tier, language and document. Pure."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from workbench.desk.search import About, Filters, fits


class Facet(StrEnum):
    """By what the evidence is told apart, in the order shown."""

    KIND = "kinds"
    SOURCE = "sources"
    TIER = "tiers"
    LANGUAGE = "languages"
    LINKED = "linked"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet, and in how many passages it would find what is looked for."""

    value: str
    hits: int


_OF: dict[Facet, Callable[[About], str]] = {
    Facet.KIND: lambda one: one.kind,
    Facet.SOURCE: lambda one: one.source,
    Facet.TIER: lambda one: one.tier,
    Facet.LANGUAGE: lambda one: one.language,
    Facet.LINKED: lambda one: "yes" if one.linked else "no",
    Facet.DOCUMENT: lambda one: one.id,
}
_OPEN: dict[Facet, Callable[[Filters], Filters]] = {
    Facet.KIND: lambda filters: replace(filters, kinds=frozenset()),
    Facet.SOURCE: lambda filters: replace(filters, sources=frozenset()),
    Facet.TIER: lambda filters: replace(filters, tiers=frozenset()),
    Facet.LANGUAGE: lambda filters: replace(filters, languages=frozenset()),
    Facet.LINKED: lambda filters: replace(filters, linked=None),
    Facet.DOCUMENT: lambda filters: replace(filters, document=""),
}


def of(found: Mapping[str, int], known: Mapping[str, About], filters: Filters) -> dict[Facet, list[Value]]:
    """Return the values of each facet, those with most passages first.

    ``found`` says how many passages which document holds, whatever is filtered. A facet's own choice does not narrow
    its values, so that another can be chosen beside it; what is chosen is listed even where it finds nothing.
    """
    made = {}
    for facet, value_of in _OF.items():
        free = _OPEN[facet](filters)
        counted: Counter[str] = Counter()
        for ident, hits in found.items():
            if ident in known and fits(known[ident], free):
                counted[value_of(known[ident])] += hits
        for value in chosen(facet, filters):
            counted.setdefault(value, 0)
        made[facet] = [Value(*one) for one in sorted(counted.items(), key=lambda one: (-one[1], one[0]))]
    return made


def chosen(facet: Facet, filters: Filters) -> frozenset[str]:
    """Return the values of a facet that the filters ask for."""
    match facet:
        case Facet.LINKED:
            return frozenset() if filters.linked is None else frozenset(["yes" if filters.linked else "no"])
        case Facet.DOCUMENT:
            return frozenset([filters.document] if filters.document else [])
        case Facet.KIND:
            return filters.kinds
        case Facet.SOURCE:
            return filters.sources
        case Facet.TIER:
            return filters.tiers
        case Facet.LANGUAGE:
            return filters.languages


def toggled(facet: Facet, value: str, filters: Filters, *, on: bool) -> Filters:
    """Return the filters with a value chosen or no longer; of links and documents, one at a time."""
    match facet:
        case Facet.LINKED:
            return replace(filters, linked=(value == "yes") if on else None)
        case Facet.DOCUMENT:
            return replace(filters, document=value if on else "")
        case Facet.KIND:
            return replace(filters, kinds=_with(filters.kinds, value, on=on))
        case Facet.SOURCE:
            return replace(filters, sources=_with(filters.sources, value, on=on))
        case Facet.TIER:
            return replace(filters, tiers=_with(filters.tiers, value, on=on))
        case Facet.LANGUAGE:
            return replace(filters, languages=_with(filters.languages, value, on=on))


def _with(values: frozenset[str], value: str, *, on: bool) -> frozenset[str]:
    return values | {value} if on else values - {value}
