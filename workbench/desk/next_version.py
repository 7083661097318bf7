"""Whether a file that came is the next version of an article: by its title, or by the sentences they share."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.desk.views import ArticleView
from workbench.model.sets import BlockKind
from workbench.readers.reading import Reading
from workbench.suggest.sentences import sentences

SHARED = 0.6
"""Share of the sentences, of either text, from which the one is a version of the other."""
SHORTEST = 12
"""Code points below which a sentence ("Yes.") tells nothing."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How a file is like an article. ``shared`` is the larger of both shares of common sentences, 0 to 1."""

    article: ArticleView
    shared: float
    same_title: bool
    same_text: bool


def likeness(articles: Sequence[ArticleView], reading: Reading | None) -> Likeness | None:
    """Return the article a reading is most like, where it is like one: the same title, or three sentences in five."""
    if reading is None or not reading.text.strip():
        return None
    title, theirs = _folded(_title(reading)), _sentences(reading.text)
    found = [_compared(article, reading, title, theirs) for article in articles]
    alike = [one for one in found if one.same_title or one.shared >= SHARED]
    return max(alike, key=lambda one: (one.same_text, one.shared), default=None)


def _compared(article: ArticleView, reading: Reading, title: str, theirs: set[str]) -> Likeness:
    ours = _sentences(article.text)
    common = len(ours & theirs)
    return Likeness(
        article=article,
        shared=max(common / len(ours) if ours else 0.0, common / len(theirs) if theirs else 0.0),
        same_title=bool(title) and title == _folded(article.title),
        same_text=reading.text == article.text,
    )


def _title(reading: Reading) -> str:
    first = next((block for block in reading.blocks if block.kind is BlockKind.TITLE), None)
    return reading.metadata.get("title", "") or (reading.text[first.start : first.end] if first else "")


def _sentences(text: str) -> set[str]:
    found = (_folded(text[start:end]) for start, end in sentences(text))
    return {one for one in found if len(one) >= SHORTEST}


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold()
