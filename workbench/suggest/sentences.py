"""Sentences of a text by rule, with exact offsets. English first; the stops of other scripts are known."""

import re
from functools import lru_cache
from typing import Final

from workbench.suggest.words import words

_STOPS: Final = ".!?…؟۔।॥።։။។"
"""End a sentence when white space follows."""
_FULL_WIDTH: Final = "。！？｡"
"""End a sentence whatever follows."""
_CLOSERS: Final = "\"'”’»›)]}」』）】〉》"
_END: Final = re.compile(
    rf"[{_FULL_WIDTH}]+[{re.escape(_CLOSERS)}{_FULL_WIDTH}]*"
    rf"|[{re.escape(_STOPS)}]+[{re.escape(_CLOSERS)}]*(?:\[\d{{1,3}}\]|[¹²³⁴-⁹⁰])*(?=\s|$)"
)
_BREAK: Final = re.compile(r"\n[^\S\n]*\n\s*|\n")
_BULLET: Final = re.compile(r"\s*(?:[•‣▪◦–—*-]\s|\d{1,3}[.)]\s)")
_WORD_BEFORE: Final = re.compile(r"(\w[\w.\-’']*)$")
_OPENERS: Final = "\"'“‘„«‹([{「『（【"

_NEVER_LAST: Final = words(
    """
    mr mrs ms mx dr prof rev hon fr sr sra st gen lt col maj capt cmdr adm brig sgt cpl pvt insp supt
    gov sen rep pres amb atty messrs mme mlle vs viz cf ca approx fig figs vol pp ed eds art sec e.g i.e
    eg ie bzw mrd mio hl chr z.b d.h nr hr fr.l им г-н г-жа т.е т.д ул د डॉ
    """
)
_BEFORE_FIGURES: Final = words(
    """
    no nos p par jan feb mar apr jun jul aug sep sept oct nov dec ch pt rs tel ext
    """
)
_SELDOM_LAST: Final = words(
    """
    inc ltd co corp llc plc bros jr sr esq etc al a.m p.m am pm u.s u.k u.n u.s.a e.u d.c b.c a.d ph.d
    est dept govt assn univ ave blvd rd mt ft km kg usw ee.uu
    """
)
_STARTERS: Final = words(
    """
    a an the this that these those he she it they we you i his her its their our my in on at by for from
    with after before when while since as if but and or so yet however meanwhile although there here
    then now what who why how according also both many most several some all no not one two another
    under during since until last der die das er sie es ein eine im in le la les il elle un une el los
    las
    """
)
_GERMAN_ORDINAL: Final = re.compile(
    r"\b(?:[Aa]m|[Ii]m|[Vv]om|[Zz]um|[Bb]eim|[Dd]e[rnms]|[Ss]päten|[Ff]rühen|[Aa]b|[Ss]eit)\s+\d{1,2}$"
)
_SPEECH: Final = re.compile(
    r"(?:\w+[\s-]){0,4}?(?:said|says|asked|asks|told|replied|added|stated|wrote|insisted|argued|explained|claimed|"
    r"warned|noted|recalled|continued|answered|shouted|declared|announced)\b"
)


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The sentences of ``text[start:end]``: spans in code points, in order, without white space at their
    ends.

    Together they hold every sign that is not white space, and none twice.
    """
    return list(_sentences(text, start, len(text) if end is None else end))


@lru_cache(maxsize=256)  # an article's text is asked for again after each marking
def _sentences(text: str, start: int, stop: int) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    for low, high in _paragraphs(text, start, stop):
        begin = low
        for cut in _cuts(text, low, high):
            _keep(text, begin, cut, spans)
            begin = cut
        _keep(text, begin, high, spans)
    return tuple(spans)


def _keep(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    stretch = text[start:end]
    words = stretch.strip()
    if words:
        first = start + len(stretch) - len(stretch.lstrip())
        spans.append((first, first + len(words)))


def _paragraphs(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """Stretches no sentence crosses: a blank line always parts, a single line break only where it looks so."""
    parts: list[tuple[int, int]] = []
    begin = start
    for match in _BREAK.finditer(text, start, stop):
        if match.group().count("\n") > 1 or _parts(text, begin, match.start(), match.end(), stop):
            parts.append((begin, match.start()))
            begin = match.end()
    return [*parts, (begin, stop)]


def _parts(text: str, begin: int, line_end: int, next_start: int, stop: int) -> bool:
    line = text[max(begin, text.rfind("\n", begin, line_end) + 1) : line_end].strip()
    following = text[next_start:stop].lstrip()
    if not line or not following:
        return True
    if line.rstrip(_CLOSERS).endswith(tuple(_STOPS + _FULL_WIDTH)) or _BULLET.match(text, next_start, stop):
        return True
    # A short line without a stop before a capital is a heading; a long one is a line of a page, broken to fit.
    return len(line) < 60 and not following[0].islower() and not line.endswith((",", "-", ";"))


def _cuts(text: str, low: int, high: int) -> list[int]:
    cuts: list[int] = []
    begin = low
    for match in _END.finditer(text, low, high):
        if match.end() < high and _ends_sentence(text, begin, match, high):
            cuts.append(match.end())
            begin = match.end()
    return cuts


def _ends_sentence(text: str, begin: int, match: re.Match[str], high: int) -> bool:
    mark = match.group()
    if mark[0] in _FULL_WIDTH:
        return text[match.end() : match.end() + 1] not in {"と", "、", "，"}
    following = text[match.end() : high].lstrip()
    if not following:
        return True
    head = following.lstrip(_OPENERS)[:1]
    if head.islower():
        return False
    quoted = any(sign in "\"'”’»" for sign in mark)
    if quoted and _SPEECH.match(following):
        return False
    if mark[0] == "." and not mark.startswith(".."):
        return (not quoted and _dot_ends(text[begin : match.start()], following, head)) or quoted
    return True


def _dot_ends(before: str, following: str, head: str) -> bool:
    """Whether a full stop after ``before`` is one: not of an abbreviation, an initial or a numbered item."""
    match = _WORD_BEFORE.search(before)
    word = match.group(1).lower() if match else ""
    last = re.split(r"[-\s]", word)[-1]
    first = re.split(r"\W", following.lstrip(_OPENERS), maxsplit=1)[0].lower()
    if last in _NEVER_LAST or (last in _BEFORE_FIGURES and head.isdigit()):
        return False
    if before.strip().isdigit() and len(before.strip()) <= 3:
        return False
    if _GERMAN_ORDINAL.search(before) or (len(last) == 1 and before[-1:].islower() and before[-2:-1].isspace()):
        return False
    initial = len(last) == 1 and last.isalpha() and before[-1:].isupper() and last != "i"
    if initial or last in _SELDOM_LAST or re.fullmatch(r"(?:\w\.)+\w", last):
        return first in _STARTERS
    return True
