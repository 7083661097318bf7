"""What numbers count: scales, currencies, measures, and the nouns that follow a figure."""

import re
from typing import Final

from workbench.suggest.words import words

SCALES: Final = {
    "hundred": 100,
    "dozen": 12,
    "thousand": 10**3,
    "k": 10**3,
    "lakh": 10**5,
    "lakhs": 10**5,
    "million": 10**6,
    "millions": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "m": 10**6,
    "crore": 10**7,
    "crores": 10**7,
    "billion": 10**9,
    "bn": 10**9,
    "b": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
}

CURRENCY_SIGNS: Final = {
    "US$": "USD",
    "A$": "AUD",
    "C$": "CAD",
    "HK$": "HKD",
    "NZ$": "NZD",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "₹": "INR",
    "₪": "ILS",
    "¥": "JPY",
    "Rs.": "INR/PKR",
    "Rs": "INR/PKR",
    "PKR": "PKR",
    "INR": "INR",
    "USD": "USD",
    "EUR": "EUR",
    "GBP": "GBP",
    "CHF": "CHF",
}

_NAMED: Final = {
    "%": "%",
    "percent": "%",
    "per cent": "%",
    "pct": "%",
    "percentage points": "percentage point",
    "percentage point": "percentage point",
    "people": "person",
    "persons": "person",
    "inhabitants": "person",
    "residents": "person",
    "dollars": "USD",
    "us dollars": "USD",
    "u.s. dollars": "USD",
    "euros": "EUR",
    "euro": "EUR",
    "rupees": "INR/PKR",
    "indian rupees": "INR",
    "pakistani rupees": "PKR",
    "pounds sterling": "GBP",
    "shekels": "ILS",
    "yen": "JPY",
    "km": "km",
    "kilometres": "km",
    "kilometers": "km",
    "square kilometres": "km²",
    "square kilometers": "km²",
    "km²": "km²",
    "sq km": "km²",
    "miles": "mile",
    "square miles": "square mile",
    "metres": "m",
    "meters": "m",
    "m": "m",
    "feet": "foot",
    "kg": "kg",
    "kilograms": "kg",
    "kilos": "kg",
    "tonnes": "tonne",
    "tons": "ton",
    "hectares": "hectare",
    "children": "child",
    "men": "man",
    "women": "woman",
    "countries": "country",
    "degrees": "degree",
    "°c": "°C",
    "mw": "MW",
    "gw": "GW",
    "kwh": "kWh",
}
_LONGEST: Final = sorted(_NAMED, key=len, reverse=True)
_KNOWN: Final = re.compile(
    r"[\s\u00a0-]{0,2}(" + "|".join(re.escape(name) for name in _LONGEST) + r")(?!\w)", re.IGNORECASE
)
_NOUN: Final = re.compile(r"(?:\s|-)(?P<word>[^\W\d_]{3,})\b")
_NO_NOUN: Final = words(
    """
    and or but the for from with than that this these those who which while when where are was were had
    has have been being will would could should more less fewer other others others' its his her their
    our your each per last next first out off into onto over under about around after before during
    since until between among against because killed dead injured wounded new old big small large major
    young such different separate additional not only also then later earlier ago half times time said
    says say did does can may might must years' times' them him via
    """
)
_TIME: Final = {
    "years": "year",
    "months": "month",
    "weeks": "week",
    "days": "day",
    "hours": "hour",
    "minutes": "minute",
}


def unit_after(text: str, at: int, sign: str) -> tuple[str, int]:
    """The unit of a number that ends at ``at``, and where its name ends. ``sign`` is the currency before
    it.
    """
    if sign:
        return CURRENCY_SIGNS[sign], at
    known = _KNOWN.match(text, at)
    if known:
        return _NAMED[known.group(1).lower()], known.end()
    noun = _NOUN.match(text, at)
    word = noun.group("word").lower() if noun else ""
    if noun is None or word in _NO_NOUN or noun.group("word")[0].isupper() or word.endswith(("ed", "ing", "ly")):
        return "", at
    return _TIME.get(word) or singular(word), noun.end()


def singular(noun: str) -> str:
    """The singular of a regular English plural."""
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "sses", "xes", "zes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun
