"""Proper names in prose by their capitals: people, organisations, and names that are nearly but not quite
the same.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from workbench.suggest.wordlists import (
    CONNECTORS,
    LEADING,
    MONTHS_AND_DAYS,
    NOT_LAST_NAMES,
    ORGANISATION_HEADS,
    TITLES,
)

_TOKEN: Final = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_][\w\u0300-\u036f]*(?:(?:\.-|[-’'&])[^\W_]\w*)*\.?|\S")
_PREFIXED: Final = re.compile(r"(?:ul|al|el|ur|ud|as|ibn|bin|de|di|ad)[-’'][^\W\d_]")
_POSSESSIVE: Final = re.compile(r"[’']s$|(?<=s)[’']$")


class NameKind(StrEnum):
    """What a name seems to name."""

    PERSON = "person"
    ORGANISATION = "organisation"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Name:
    """``text[start:end]`` is the name without titles; ``tokens`` are its words as they compare (no
    connectors).

    ``certain`` is False for a single word whose capital may only be that of a sentence's beginning.
    """

    start: int
    end: int
    text: str
    tokens: tuple[str, ...]
    kind: NameKind
    certain: bool


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str
    first: bool


def names(text: str) -> list[Name]:
    """The proper names in ``text``, in order (code points). Scripts without capitals have none for us."""
    return list(_names(text))


@lru_cache(maxsize=4096)  # the rules ask for the same statements and passages again and again
def _names(text: str) -> tuple[Name, ...]:
    found: list[Name] = []
    run: list[_Token] = []
    before_end = -1
    starts, last_end = True, 0
    for match in _TOKEN.finditer(text):
        starts = starts or "\n" in text[last_end : match.start()]
        token = _Token(match.start(), match.end(), match.group(), starts)
        starts, last_end = _begins_sentence(token), token.end
        touching = not run or text[before_end : token.start] in {" ", "\u00a0"}
        if not touching:
            _finish(text, run, found)
        if _capital(token.text) or (run and token.text.lower() in CONNECTORS) or _PREFIXED.match(token.text):
            run.append(token)
            before_end = token.end
            if _POSSESSIVE.search(token.text) or _stops(token.text):
                _finish(text, run, found)
        else:
            _finish(text, run, found)
    _finish(text, run, found)
    return tuple(found)


def similar_but_different(one: Name, other: Name) -> bool:
    """Whether two names share words and differ in others: World / American Jewish Congress, Ijaz / Zia
    ul-Haq.

    A short form of the other name, an initial and another spelling are no difference.
    """
    here, there = one.tokens, other.tokens
    if one.kind is not other.kind or here[-1] != there[-1] or min(len(here), len(there)) < 2:
        return False
    if set(here) <= set(there) or set(there) <= set(here):
        return False
    if one.kind is NameKind.ORGANISATION:
        return len(set(here) & set(there)) >= 2
    if one.kind is NameKind.PERSON:
        return not _first_names_agree(here[0], there[0])
    return False


def distance(one: str, other: str) -> int:
    """Letters to change, add or drop to come from one word to the other."""
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        above, row[0] = row[0], i
        for j, sign in enumerate(other, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (letter != sign))
    return row[-1]


def _first_names_agree(one: str, other: str) -> bool:
    if one[0] == other[0] and min(len(one), len(other)) == 1:
        return True
    return distance(one, other) <= 2 and one[0] == other[0]


def _begins_sentence(token: _Token) -> bool:
    """Whether the word after this one may have its capital only for standing first."""
    if token.text in "”’»)][(":
        return token.first
    if token.text in '.!?:…“„«"‘•–—-':
        return True
    return _stops(token.text)


def _stops(token: str) -> bool:
    return token.endswith(".") and not _abbreviation(token)


def _capital(token: str) -> bool:
    return token[0].isupper()


def _abbreviation(token: str) -> bool:
    bare = token.rstrip(".").lower()
    return bare in TITLES or len(bare) == 1 or "." in bare or bare.split(".-")[-1] in TITLES


def _finish(text: str, run: list[_Token], found: list[Name]) -> None:
    tokens = list(run)
    run.clear()
    while tokens and tokens[-1].text.lower() in CONNECTORS:
        tokens.pop()
    leading = 0
    while tokens and _leads(tokens, leading):
        tokens.pop(0)
        leading += 1
    if tokens:
        name = _name(text, tokens)
        if name:
            found.append(name)


def _leads(tokens: list[_Token], dropped: int) -> bool:
    """Words with a capital that belong to no name: The, In, President, Lt.-Gen."""
    word = tokens[0].text.rstrip(".").lower()
    if word in CONNECTORS and not _capital(tokens[0].text):
        return True
    if word in LEADING and (tokens[0].first or len(tokens) > 1 or dropped):
        return True
    return _title(word)


def _title(word: str) -> bool:
    return word in TITLES or all(part.strip(".") in TITLES for part in re.split(r"[-\s]", word))


def _name(text: str, tokens: list[_Token]) -> Name | None:
    last = tokens[-1].text
    cut = _POSSESSIVE.search(last)
    bare = last[: cut.start()] if cut else last
    if bare.endswith(".") and not _abbreviation(bare):
        bare = bare[:-1]
    start, end = tokens[0].start, tokens[-1].start + len(bare)
    words = [token.text for token in tokens[:-1]] + [bare]
    keys = tuple(word.strip(".’'").casefold() for word in words if word.lower() not in CONNECTORS)
    if not keys or all(key in MONTHS_AND_DAYS for key in keys) or text[start:end].strip(".") in {"I", "A", "O"}:
        return None
    certain = len(keys) > 1 or not tokens[0].first or (words[0].isupper() and len(words[0]) > 1)
    return Name(start, end, text[start:end], keys, _kind(words, keys), certain)


def _kind(words: list[str], keys: tuple[str, ...]) -> NameKind:
    acronym = len(words) == 1 and 2 <= len(words[0]) <= 6 and words[0].isupper()
    if acronym or any(key in ORGANISATION_HEADS for key in keys):
        return NameKind.ORGANISATION
    if 2 <= len(keys) <= 4 and not any(key in NOT_LAST_NAMES for key in keys) and "of" not in words:
        return NameKind.PERSON
    return NameKind.OTHER
