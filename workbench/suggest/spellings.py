"""One name in two spellings: Ahmad and Ahmed Shuja Pasha, Qaddafi and Gaddafi."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from workbench.suggest.names import Name, NameKind, distance

_ENDINGS: Final = frozenset(
    [
        "",
        "s",
        "i",
        "is",
        "n",
        "an",
        "ans",
        "ian",
        "ians",
        "e",
        "es",
        "ese",
        "ish",
        "er",
        "ers",
        "a",
        "al",
        "y",
        "ic",
    ]
)
"""What words of one family differ in: Israel, Israelis; Palestine, Palestinian."""


def spelled_twice(found: Sequence[Name]) -> list[tuple[Name, Name]]:
    """Pairs of names of one text that are probably one name; each pair of spellings once, at its first
    places.

    Two names of several words count when all their words but one are the same and that one is a near miss;
    single words only when they sound alike and are long.
    """
    first = list({name.tokens: name for name in reversed(found) if name.certain}.values())[::-1]
    alike: dict[tuple[object, ...], list[Name]] = {}
    pairs: dict[tuple[Name, Name], None] = {}
    for name in first:
        for key in _keys(name):
            pairs.update({(one, name): None for one in alike.get(key, ()) if _two_spellings(one, name)})
            alike.setdefault(key, []).append(name)
    return list(pairs)


def _keys(name: Name) -> list[tuple[object, ...]]:
    """What two spellings of a name share: all words but one, or a single word's sound."""
    if len(name.tokens) == 1:
        return [(1, sound(name.tokens[0]))]
    count = len(name.tokens)
    return [(count, at, name.tokens[:at] + name.tokens[at + 1 :]) for at in range(count)]


def sound(word: str) -> str:
    """How a word sounds, roughly: without marks, doubled letters, vowels after the first, and ways to write
    k, f.
    """
    plain = "".join(s for s in unicodedata.normalize("NFKD", word.casefold()) if s.isalpha() and s.isascii())
    for written, heard in (
        ("ph", "f"),
        ("kh", "k"),
        ("gh", "g"),
        ("dh", "d"),
        ("ck", "k"),
        ("sch", "sh"),
        ("q", "k"),
    ):
        plain = plain.replace(written, heard)
    plain = re.sub(r"(.)\1+", r"\1", plain)
    return plain[:1] + re.sub(r"[aeiouy]", "", plain[1:])


def _two_spellings(one: Name, other: Name) -> bool:
    if len(one.tokens) != len(other.tokens) or one.kind is not other.kind:
        return False
    odd = [(a, b) for a, b in zip(one.tokens, other.tokens, strict=True) if a != b]
    if len(odd) != 1 or _one_family(*odd[0]):
        return False
    a, b = odd[0]
    if len(one.tokens) == 1:
        return one.kind is not NameKind.ORGANISATION and min(len(a), len(b)) >= 6 and sound(a) == sound(b)
    near = min(len(a), len(b)) >= 4 and distance(a, b) <= 2 and (a[0] == b[0] or sound(a) == sound(b))
    return near or (min(len(a), len(b)) >= 3 and sound(a) == sound(b))


def _one_family(one: str, other: str) -> bool:
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared]:
        shared += 1
    return shared >= 4 and one[shared:] in _ENDINGS and other[shared:] in _ENDINGS
