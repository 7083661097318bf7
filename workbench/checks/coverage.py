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
    marked = _marked(article)
    for start, end in sentences(article.text):
        if not any(block.start <= start < block.end for block in display):
            yield from _sentence(article, marked, start, end)


def _sentence(article: ArticleFacts, marked: bytearray, start: int, end: int) -> Iterator[Hit]:
    sentence = article.text[start:end]
    if not any(marked[start:end]):
        found = reasons(sentence)
    else:
        rest = "".join(" " if mark else sign for mark, sign in zip(marked[start:end], sentence, strict=True))
        found = tuple(one for one in reasons(rest) if one in _HARD)
    if found:
        why = " and ".join(f"a {one}" for one in found)
        detail = f"“{_short(sentence)}” ({why})"
        yield Hit("A10", article.id, (sentence, *found), detail, Target.ARTICLE, article.code)


def _marked(article: ArticleFacts) -> bytearray:
    """For each sign of the text whether it is marked; quotation marks beside a marking count as marked."""
    text, marked = article.text, bytearray(len(article.text))
    for first, last in (*article.claimed, *article.no_fact):
        low, high = first, last
        while low > 0 and text[low - 1] in "“‘„«\"'":
            low -= 1
        while high < len(text) and text[high] in "”’»\"'.,":
            high += 1
        marked[low:high] = b"\1" * (high - low)
    return marked


def _touched(article: ArticleFacts, start: int, end: int) -> bool:
    return any(low < end and high > start for low, high in (*article.claimed, *article.no_fact))


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= 90 else flat[:87].rstrip() + "…"
