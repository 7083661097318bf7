"""Numbers with their units: "220 million people", "$1.2bn", "1.234,5", "one third", "3 lakh", "5 %"."""

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final

from workbench.suggest.dates import dates
from workbench.suggest.units import CURRENCY_SIGNS, SCALES, unit_after

_SMALL: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS: Final = {
    **{word: value for value, word in enumerate(_SMALL)},
    **{word: 20 + 10 * value for value, word in enumerate(_TENS)},
}
_FRACTIONS: Final = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "eighth": 8,
    "tenth": 10,
}
_SIGN: Final = "|".join(sorted((re.escape(sign) for sign in CURRENCY_SIGNS), key=len, reverse=True))
_SCALE: Final = "|".join(sorted((re.escape(word) for word in SCALES), key=len, reverse=True))
_DIGITS: Final = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,٫٬'’]\d+)*"
_FIGURES: Final = re.compile(
    rf"(?<![\w.,#/+@:])(?<!\w[-–])(?:(?P<sign>{_SIGN})\s?)?(?P<digits>{_DIGITS}|[½⅓⅔¼¾⅕⅛])(?P<half>[½⅓⅔¼¾])?"
    rf"(?:(?:[-–]|\s(?:to|or)\s)(?P<to>{_DIGITS}))?(?!\w*\d|/\d|st\b|nd\b|rd\b|th\b|:\d)"
    rf"(?:[\s\u00a0-]?(?P<scale>{_SCALE})\b\.?(?:\s(?P<more>crores?)\b)?)?"
)
_NUMBER_WORD: Final = "|".join(sorted(_WORDS, key=len, reverse=True))
_MORE_WORDS: Final = rf"(?:[\s-](?:and\s)?(?:{_NUMBER_WORD}|hundred|thousand|million|billion))*"
_IN_WORDS: Final = re.compile(
    rf"\b(?P<words>(?:(?:{_NUMBER_WORD}|a|half a|several)[\s-])?"
    rf"(?:hundred|thousand|million|billion|trillion|dozen|lakh|crore){_MORE_WORDS}"
    rf"|(?:{_NUMBER_WORD}){_MORE_WORDS})\b",
    re.IGNORECASE,
)
_SHARE: Final = re.compile(
    rf"\b(?:(?P<count>{_NUMBER_WORD}|a|an)[\s-])?(?P<part>half|halves|third|quarter|fifth|sixth|eighth|tenth)s?\b",
    re.IGNORECASE,
)
_ABOUT: Final = re.compile(
    r"(?:about|around|roughly|nearly|almost|some|approximately|over|under|more than|less than|fewer than"
    r"|at least|at most|up to|close to|just|estimated|circa|ca\.|~|≈)\s*$",
    re.IGNORECASE,
)
_PEOPLE_BEFORE: Final = re.compile(r"\b(?:population|census|inhabitants)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """``text[start:end]`` says ``value`` of ``unit``; unit is "" when none is named, "%" for shares of a
    whole.

    ``about`` is whether the text itself says that it is not exact. A currency is its code, a counted thing
    its singular in lower case.
    """

    start: int
    end: int
    value: Fraction
    unit: str
    about: bool


def numbers(text: str) -> list[Quantity]:
    """The quantities in ``text``, in order (code points). Dates, years, ordinals, clock times and names
    such as "F-16" are none; nor is the pronoun "one".
    """
    return list(_numbers(text))


@lru_cache(maxsize=4096)  # the rules ask for the same statements and passages again and again
def _numbers(text: str) -> tuple[Quantity, ...]:
    taken = [(one.start, one.end) for one in dates(text)]
    found: list[Quantity] = []
    for read in (_shares, _figures, _in_words):
        for one in read(text):
            if not any(one.start < end and one.end > start for start, end in taken):
                found.append(one)
                taken.append((one.start, one.end))
    return tuple(sorted(found, key=lambda one: one.start))


def value_of(digits: str) -> Fraction:
    """The value of figures with separators of any custom: 1,234.5 · 1.234,5 · 1 234,5 · 12,34,567 · ٣٫٥.

    A lone comma before three figures parts thousands, a lone point is a decimal point.
    """
    plain = "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in digits)
    plain = re.sub(r"[\s'’٬]", "", plain).replace("٫", ".")
    points, commas = plain.count("."), plain.count(",")
    if points and commas:
        decimal = max(".,", key=plain.rfind)
        plain = plain.replace("," if decimal == "." else ".", "").replace(decimal, ".")
    elif points > 1 or commas > 1 or (commas and re.fullmatch(r"[1-9]\d{0,2},\d{3}", plain)):
        plain = plain.replace(".", "").replace(",", "")
    else:
        plain = plain.replace(",", ".")
    return Fraction(plain)


def _figures(text: str) -> list[Quantity]:
    found: list[Quantity] = []
    for match in _FIGURES.finditer(text):
        sign, scale = match.group("sign") or "", (match.group("scale") or "").lower()
        if scale == "m" and not sign:
            end, factor = match.start("scale"), Fraction(1)
        else:
            end, factor = match.end(), Fraction(SCALES.get(scale, 1)) * (10**7 if match.group("more") else 1)
        unit, end = unit_after(text, end, sign)
        unit = unit or (
            "person" if scale and _PEOPLE_BEFORE.search(text[max(0, match.start() - 60) : match.start()]) else ""
        )
        about = bool(_ABOUT.search(text[: match.start()]))
        value = _value(match.group("digits")) + _value(match.group("half") or "0")
        if match.group("to"):
            found.append(Quantity(match.start(), match.end("digits"), value * factor, unit, about))
            value, start = _value(match.group("to")), match.start("to")
        else:
            start = match.start()
        found.append(Quantity(start, end, value * factor, unit, about))
    return found


def _value(written: str) -> Fraction:
    if len(written) == 1 and not written.isdecimal():
        return Fraction(unicodedata.numeric(written)).limit_denominator(16)
    return value_of(written)


def _in_words(text: str) -> list[Quantity]:
    found: list[Quantity] = []
    for match in _IN_WORDS.finditer(text):
        words = match.group("words").lower()
        if words in {"one", "zero"} or words.startswith("several"):
            continue
        unit, end = unit_after(text, match.end(), "")
        about = bool(_ABOUT.search(text[: match.start()])) or "dozen" in words
        found.append(Quantity(match.start(), end, _spelt(words), unit, about))
    return found


def _spelt(words: str) -> Fraction:
    total, current = Fraction(0), Fraction(0)
    for word in re.split(r"[\s-]+", words):
        if word in {"a", "and"}:
            current = current or Fraction(int(word == "a"))
        elif word == "half":
            current = Fraction(1, 2)
        elif word in _WORDS:
            current += _WORDS[word]
        elif SCALES.get(word, 0) >= 1000:
            total += (current or Fraction(1)) * SCALES[word]
            current = Fraction(0)
        else:
            current = (current or Fraction(1)) * SCALES[word]
    return total + current


def _shares(text: str) -> list[Quantity]:
    found: list[Quantity] = []
    for match in _SHARE.finditer(text):
        count, part = (match.group("count") or "").lower(), match.group("part").lower()
        whole = re.match(r"\s+(?:of\b|the\b)", text[match.end() :])
        if part in {"half", "halves"} and not whole:
            continue
        # "a third man", "the fifth": ordinals. Only "a third of" and "two thirds" are shares.
        if part not in {"half", "halves"} and not whole and count not in _WORDS:
            continue
        top = _WORDS.get(count, 1)
        value = Fraction(100 * top, _FRACTIONS[part])
        found.append(Quantity(match.start(), match.end(), value, "%", bool(_ABOUT.search(text[: match.start()]))))
    return found
