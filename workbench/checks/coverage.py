"""Rules on text that nobody has marked."""

from collections.abc import Iterator
from typing import Final

from workbench.checks.dossier import ArticleFacts
from workbench.checks.finding import Hit, Target
from workbench.model.sets import BlockKind, Workflow
from workbench.suggest.factual import Reason, reasons
from workbench.suggest.sentences import sentences

_DISPLAY: Final = {
    BlockKind.TITLE: "the headline",
    BlockKind.DEK: "the dek",
    BlockKind.CAPTION: "a caption",
    BlockKind.PULL_QUOTE: "a pull quote",
}
_HARD: Final = frozenset({Reason.NUMBER, Reason.DATE, Reason.QUOTATION})
"""What must not be left over beside a marking; a name may, it often is the subject of the clause."""


def check(article: ArticleFacts, workflow: Workflow) -> Iterator[Hit]:
    """A10; A11 in a pre-publication project."""
    display = [block for block in article.blocks if block.kind in _DISPLAY and workflow is Workflow.PREPUBLICATION]
    for block in display:
        words = article.text[block.start : block.end]
        if words.strip() and not _touched(article, block.start, block.end):
            detail = f"{_DISPLAY[block.kind]}, “{_short(words)}”"
            yield Hit("A11", article.id, (block.kind, words), detail, Target.ARTICLE, article.code)
    for start, end in sentences(article.text):
        if not any(block.start <= start < block.end for block in display):
            yield from _sentence(article, start, end)


def _sentence(article: ArticleFacts, start: int, end: int) -> Iterator[Hit]:
    sentence = article.text[start:end]
    rest = _unmarked(article, start, end)
    found = tuple(one for one in reasons(rest) if rest == sentence or one in _HARD)
    if found:
        why = " and ".join(f"a {one}" for one in found)
        detail = f"“{_short(sentence)}” ({why})"
        yield Hit("A10", article.id, (sentence, *found), detail, Target.ARTICLE, article.code)


def _unmarked(article: ArticleFacts, start: int, end: int) -> str:
    """The sentence with what is marked blanked out, and quotation marks beside a marking with it."""
    signs = list(article.text[start:end])
    for first, last in (*article.claimed, *article.no_fact):
        low, high = first, last
        while low > start and article.text[low - 1] in "“‘„«\"'":
            low -= 1
        while high < end and article.text[high] in "”’»\"'.,":
            high += 1
        for at in range(max(low, start), min(high, end)):
            signs[at - start] = " "
    rest = "".join(signs)
    return rest if rest.strip() else ""


def _touched(article: ArticleFacts, start: int, end: int) -> bool:
    return any(low < end and high > start for low, high in (*article.claimed, *article.no_fact))


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= 90 else flat[:87].rstrip() + "…"
