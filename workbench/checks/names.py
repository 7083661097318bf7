"""Rules on names: nearly the same in the source, and one name in two spellings."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from workbench.checks import weight
from workbench.checks.dossier import ArticleFacts, ClaimDossier
from workbench.checks.finding import Hit, Target
from workbench.suggest.names import Name, NameKind, names, similar_but_different
from workbench.suggest.spellings import spelled_twice
from workbench.suggest.wordlists import AGENCIES, DEMONYMS

_QUALIFIER: Final = re.compile(r"\s?\((?P<words>[^)]{1,60})\)")


def check(claim: ClaimDossier) -> Iterator[Hit]:
    """N09, once for each pair of names."""
    seen: dict[tuple[str, str], list[str]] = {}
    for link in weight.accepted(claim.links):
        for pair in _unlike(claim, link.exact):
            seen.setdefault(pair, []).append(link.document.code)
    for (here, there), codes in seen.items():
        where = ", ".join(dict.fromkeys(codes))
        yield Hit("N09", claim.claim_id, (here, there), f"the claim names “{here}”, {where} “{there}”")


def check_article(article: ArticleFacts) -> Iterator[Hit]:
    """N08."""
    for one, other in _spelled_twice(article.text):
        detail = f"“{one.text}” and “{other.text}”"
        yield Hit("N08", article.id, (one.text, other.text), detail, Target.ARTICLE, article.code)


@lru_cache(maxsize=8)  # markings come and go, the article's text stays
def _spelled_twice(text: str) -> tuple[tuple[Name, Name], ...]:
    return tuple(spelled_twice(names(text)))


def _unlike(claim: ClaimDossier, passage: str) -> Iterator[tuple[str, str]]:
    ours = {one.tokens: one for text in (claim.statement, claim.verbatim) for one in names(text)}
    theirs = names(passage)
    for name in ours.values():
        yield from ((name.text, other) for other in _qualified(name, claim, passage))
        other = _state_for_agency(name, passage)
        if other:
            yield name.text, other
        if name.kind is NameKind.OTHER or any(set(name.tokens) <= set(one.tokens) for one in theirs):
            continue
        for found in theirs:
            if found.tokens not in ours and similar_but_different(name, found):
                yield name.text, found.text


def _qualified(name: Name, claim: ClaimDossier, passage: str) -> Iterator[str]:
    """`Muslim League` is not `Muslim League (Zia-ul-Haq Shaheed)`; `(ISI)` after a name adds nothing to it."""
    if name.kind is not NameKind.ORGANISATION or len(name.tokens) < 2:
        return
    for match in re.finditer(re.escape(name.text), passage):
        added = _QUALIFIER.match(passage, match.end())
        if added is None or not added.group("words")[0].isupper():
            continue
        words = added.group("words")
        acronym = words.isupper() and len(words) > 1 and words[0] == name.text[0]
        if not acronym and words not in claim.statement and words not in claim.verbatim:
            yield f"{name.text} ({words})"


def _state_for_agency(name: Name, passage: str) -> str:
    """What the passage has in place of an agency: `the Israelis` where the claim says `the Mossad`."""
    state = AGENCIES.get(" ".join(name.tokens))
    if state is None or re.search(rf"\b{re.escape(name.text)}\b", passage):
        return ""
    people, *adjectives = DEMONYMS[state]
    bodies = r"(?:intelligence|officials|agents|authorities|services|government|spies)"
    forms = [rf"the {people}\b(?!\s+(?:people|public|state)\b)"]
    forms += [rf"(?:the )?{re.escape(one)}\s+{bodies}\b" for one in (people, *adjectives)]
    match = re.search("|".join(rf"\b{form}" for form in forms), passage, re.IGNORECASE)
    return match.group() if match else ""
