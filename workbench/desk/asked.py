"""The query language: words (all must occur), "a phrase", OR, -not, begin*, NEAR, /pattern/.

A query is read into alternatives; each has terms, which the index finds, and patterns, which are then looked for in
the words of what it found.
"""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.anchors.fold import fold, folded, words
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    import regex

SHORTEST = 3  # letters before a star: fewer begin half the words of a project
NEAR = 10  # words between, if not said otherwise
PATIENCE = 2.0  # seconds that one pattern may take over one stretch of text, before it is called endless

_PIECE = re.compile(
    r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"(?P<star>\*?)|/(?P<pattern>(?:\\.|[^/\\])+)/(?=\s|$)|(?P<word>\S+))'
)
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
_NEAR = re.compile(r"NEAR(?:/(\d{1,3}))?\Z")


class EmptyQuery(WorkbenchError):
    """There is nothing to look for."""


class WrongQuery(WorkbenchError):
    """The query cannot be read as it is."""


class TooLong(WorkbenchError):
    """What is looked for takes longer than anybody waits."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing looked for: folded words that follow each other; the last may be the beginning of a word.

    ``near`` holds further terms that must stand within ``within`` words of it.
    """

    words: tuple[str, ...]
    prefix: bool = False
    near: tuple[Term, ...] = ()
    within: int = NEAR

    @property
    def parts(self) -> tuple[Term, ...]:
        """The term itself and those near it."""
        return self, *self.near

    @property
    def match(self) -> str:
        """The term in the words of FTS5. Every word is quoted, so that none is taken for an operator."""
        own = '"' + " ".join(self.words) + '"' + ("*" if self.prefix else "")
        if not self.near:
            return own
        return f"NEAR({own} {' '.join(one.match for one in self.near)}, {self.within})"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression that is looked for in the words as they are shown, whatever their case."""

    source: str

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where it is found in ``text``; raise TooLong where that would never end."""
        try:
            found = _compiled(self.source).finditer(text, timeout=PATIENCE)
            return [one.span() for one in found if one.end() > one.start()]
        except TimeoutError as error:
            raise TooLong(
                f"The pattern /{self.source}/ takes too long; write it without nested repetitions."
            ) from error


@dataclass(frozen=True, slots=True)
class Alternative:
    """Terms and patterns that must all be found."""

    terms: tuple[Term, ...] = ()
    patterns: tuple[Pattern, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """Alternatives, and terms and patterns that must not be found."""

    wanted: tuple[Alternative, ...]
    unwanted: tuple[Term, ...] = ()
    unwanted_patterns: tuple[Pattern, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether the index alone can answer."""
        return not self.unwanted_patterns and not any(one.patterns for one in self.wanted)

    @property
    def match(self) -> str:
        """The terms of the query in the words of FTS5; empty where an alternative has patterns only."""
        if not all(one.terms for one in self.wanted):
            return ""
        anyone = " OR ".join(f"({' AND '.join(term.match for term in one.terms)})" for one in self.wanted)
        return f"({anyone})" + "".join(f" NOT {term.match}" for term in self.unwanted)

    def alone(self) -> list[Query]:
        """Return the query once for each alternative: with patterns, each has to be looked for by itself."""
        return [self] if self.plain else [replace(self, wanted=(one,)) for one in self.wanted]

    def holds(self, text: str) -> bool:
        """Return whether the patterns of its one alternative are found in ``text`` and those unwanted are not."""
        patterns = self.wanted[0].patterns
        return all(one.spans(text) for one in patterns) and not any(one.spans(text) for one in self.unwanted_patterns)


def parse(query: str) -> Query:
    """Read a query; raise EmptyQuery where it holds nothing to look for, WrongQuery where it cannot be read."""
    wanted = [Alternative()]
    unwanted: list[Term] = []
    refused: list[Pattern] = []
    near = 0
    pieces = list(_pieces(query))
    for at, piece in enumerate(pieces):
        minus, word, last = bool(piece["minus"]), piece["word"] or "", wanted[-1]
        if word == "OR" and not minus:
            wanted.append(Alternative())
        elif (within := _NEAR.match(word)) and not minus and last.terms and _term_follows(pieces, at):
            near = min(int(within[1] or NEAR), 200) or 1
            continue
        elif piece["pattern"]:
            pattern = _pattern(piece["pattern"])
            if minus:
                refused.append(pattern)
            else:
                wanted[-1] = replace(last, patterns=(*last.patterns, pattern))
        elif (term := _term(piece)) is not None:
            if minus:
                unwanted.append(term)
            elif near:
                joined = replace(last.terms[-1], near=(*last.terms[-1].near, term), within=near)
                wanted[-1] = replace(last, terms=(*last.terms[:-1], joined))
            else:
                wanted[-1] = replace(last, terms=(*last.terms, term))
        near = 0
    alternatives = tuple(one for one in wanted if one.terms or one.patterns)
    if not alternatives:
        raise EmptyQuery("Type a word to look for.")
    return Query(alternatives, tuple(unwanted), tuple(refused))


def closed(query: str) -> str:
    """Return a query that is still being typed, with its last quotation mark closed."""
    return f'{query}"' if query.translate(_QUOTES).count('"') % 2 else query


def _pieces(query: str) -> Iterator[re.Match[str]]:
    for piece in _PIECE.finditer(unicodedata.normalize("NFC", query).translate(_QUOTES)):
        if '"' in (piece["word"] or ""):
            raise WrongQuery("A quotation mark is left open; put one before and one after the phrase.")
        yield piece


def _term_follows(pieces: Sequence[re.Match[str]], at: int) -> bool:
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    usable = after is not None and not after["minus"] and not after["pattern"] and after["word"] != "OR"
    return usable and after is not None and _term(after) is not None


def _term(piece: re.Match[str]) -> Term | None:
    word = piece["word"] or ""
    text = folded(piece["phrase"] or word)
    term = Term(tuple(text[a:b] for a, b in words(text)), prefix=word.endswith("*") or bool(piece["star"]))
    if not term.words:
        return None
    if term.prefix and len(term.words[-1]) < SHORTEST and term.words[-1].isascii():
        raise WrongQuery(f"Type at least {SHORTEST} letters before the star.")
    return term


_known: dict[str, regex.Pattern[str]] = {}


def _pattern(source: str) -> Pattern:
    pattern = Pattern(source.replace("\\/", "/"))
    _compiled(pattern.source)
    return pattern


def _compiled(source: str) -> regex.Pattern[str]:
    import regex  # needed by few searches, and it takes its time to load

    if source not in _known:
        if len(_known) > 50:
            _known.clear()
        try:
            _known[source] = regex.compile(source, regex.IGNORECASE | regex.V0)
        except (regex.error, OverflowError, RecursionError) as error:
            raise WrongQuery(f"The pattern /{source}/ cannot be read: {error}.") from error
    return _known[source]


# -- where the words stand -------------------------------------------------------------------------------------------


def spans(text: str, query: str) -> list[tuple[int, int]]:
    """Return where the words of a query stand in ``text``, in order: for highlighting every hit of a document."""
    return marks(text, parse(query))


def marks(text: str, query: Query) -> list[tuple[int, int]]:
    """Return where what a query wants stands in ``text``, in order; of overlapping places, the first."""
    found = {span for one in query.wanted for pattern in one.patterns for span in pattern.spans(text)}
    terms = [part for one in query.wanted for term in one.terms for part in term.parts]
    if terms:
        found |= set(_of_terms(text, terms))
    kept: list[tuple[int, int]] = []
    for span in sorted(found):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _of_terms(text: str, terms: Sequence[Term]) -> Iterator[tuple[int, int]]:
    seen = fold(text)
    at = words(seen.text)
    tokens = [seen.text[a:b] for a, b in at]
    for term in terms:
        length = len(term.words)
        for first in _begins(tokens, term):
            if _matches(tokens[first : first + length], term):
                yield seen.raw(at[first][0], at[first + length - 1][1])


def _begins(tokens: Sequence[str], term: Term) -> Iterator[int]:
    first, whole = term.words[0], len(term.words) > 1 or not term.prefix
    return (at for at, token in enumerate(tokens) if (token == first if whole else token.startswith(first)))


def _matches(tokens: Sequence[str], term: Term) -> bool:
    if len(tokens) < len(term.words):
        return False
    if term.prefix:
        return tuple(tokens[:-1]) == term.words[:-1] and tokens[-1].startswith(term.words[-1])
    return tuple(tokens) == term.words


def until(seconds: float, stop: Callable[[], bool]) -> Callable[[], bool]:
    """Return what says that ``stop`` says so or that the time is over."""
    end = time.monotonic() + seconds
    return lambda: stop() or time.monotonic() > end
