"""Articles under check: added from a file that was read, or pasted."""

import hashlib
from collections.abc import Sequence
from typing import Any

from workbench import model
from workbench.desk import codes
from workbench.desk.edtf import edtf, edtf_or_nothing
from workbench.desk.views import ArticleView, VersionView
from workbench.errors import WorkbenchError
from workbench.model.sets import BlockKind
from workbench.readers.reading import Block, FileRead
from workbench.store.clock import now
from workbench.store.project import Project
from workbench.store.reading import Snapshot


class UnknownVersion(WorkbenchError):
    """The version of the article is not in the project."""


class NoArticleText(WorkbenchError):
    """There are no words to check."""


def add(
    project: Project,
    file: FileRead,
    *,
    title: str = "",
    byline: str = "",
    outlet: str = "",
    date: str = "",
    url: str = "",
) -> ArticleView:
    """Add an article from a file that was read; what is not given is taken from the file.

    Raises NoArticleText, with the reader's sentence, where the file gave no words, and NotADate.
    """
    reading = file.reading
    if reading is None:
        raise NoArticleText(file.problem or f"“{file.name}” could not be read.")
    if not reading.text.strip():
        raise NoArticleText(f"“{file.name}” holds no text that could be checked. Choose the file with the words.")
    known = reading.metadata
    return _add(
        project,
        reading.text,
        reading.blocks,
        title=title or known.get("title", ""),
        byline=byline or known.get("author", ""),
        outlet=outlet or known.get("outlet", "") or known.get("publisher", ""),
        published=edtf(date) or edtf_or_nothing(known.get("date", "")),
        url=url or known.get("url", ""),
        language=known.get("language", ""),
        received_from=file.name,
    )


def paste(
    project: Project,
    text: str,
    *,
    title: str = "",
    byline: str = "",
    outlet: str = "",
    date: str = "",
    url: str = "",
) -> ArticleView:
    """Add an article from pasted text; raise NoArticleText for none."""
    from workbench.readers.normalise import normalise
    from workbench.readers.text import blocks_of

    text = normalise(text)
    if not text.strip():
        raise NoArticleText("There is no text to add. Copy the article first.")
    return _add(
        project,
        text,
        blocks_of(text),
        title=title,
        byline=byline,
        outlet=outlet,
        published=edtf(date),
        url=url,
        language="",
        received_from="pasted text",
    )


def _add(
    project: Project,
    text: str,
    blocks: Sequence[Block],
    *,
    title: str,
    byline: str,
    outlet: str,
    published: str,
    url: str,
    language: str,
    received_from: str,
) -> ArticleView:
    with project.read() as snapshot:
        number = codes.next_number(snapshot, "article")
    with project.step(f"Add article A{number}") as session:
        article = model.Article(
            number=number,
            title=title.strip() or _title(text, blocks),
            byline=byline,
            outlet=outlet,
            url=url,
            published=published,
            language=language,
        )
        session.add(article)
        session.add(
            model.ArticleVersion(
                article_id=article.id,
                seq=1,
                text=text,
                blocks=[[block.kind.value, block.start, block.end] for block in blocks],
                sha256=hashlib.sha256(text.encode()).hexdigest(),
                received_at=now(),
                received_from=received_from,
            )
        )
    return get(project, article.id)


def _title(text: str, blocks: Sequence[Block]) -> str:
    first = next((b for b in blocks if b.kind is BlockKind.TITLE), blocks[0] if blocks else None)
    words = " ".join((text[first.start : first.end] if first else text).split())
    return words if len(words) <= 120 else words[:119].rstrip() + "…"


def edit(
    project: Project,
    article_id: str,
    *,
    title: str | None = None,
    byline: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    date: str | None = None,
) -> ArticleView:
    """Change what is known about an article; its text never changes."""
    given = {
        "title": title,
        "byline": byline,
        "outlet": outlet,
        "url": url,
        "published": None if date is None else edtf(date),
    }
    with project.step("Edit article") as session:
        article = codes.find(session, model.Article, article_id)
        for name, value in given.items():
            if value is not None:
                setattr(article, name, value.strip())
    return get(project, article_id)


def get(project: Project, code_or_id: str) -> ArticleView:
    """Return an article in its newest version; raise UnknownCode."""
    with project.read() as snapshot:
        article = codes.read(snapshot, "article", code_or_id)
        return _view(article, newest(snapshot, article.id))


def find(project: Project, code_or_id: str) -> ArticleView:
    """Return an article by code or id; raise UnknownCode."""
    return get(project, code_or_id)


def listing(project: Project) -> list[ArticleView]:
    """Return all articles in the order they came."""
    with project.read() as snapshot:
        return [
            _view(article, newest(snapshot, article.id)) for article in snapshot.nouns("article", "ORDER BY number")
        ]


def versions(project: Project, article_id: str) -> list[VersionView]:
    """Return the versions of an article, oldest first."""
    with project.read() as snapshot:
        rows = snapshot.nouns("article_version", "WHERE article_id = ? ORDER BY seq", (article_id,))
    return [VersionView(row.id, row.seq, row.sha256, len(row.text), row.received_at) for row in rows]


def before(project: Project, article: ArticleView) -> ArticleView | None:
    """Return an article as it was in the version before this one; None where this is the first."""
    with project.read() as snapshot:
        row = codes.read(snapshot, "article", article.id)
        which = "WHERE article_id = ? AND seq < ? ORDER BY seq DESC LIMIT 1"
        found = snapshot.nouns("article_version", which, (article.id, article.seq))
        return _view(row, found[0]) if found else None


def newest(snapshot: Snapshot, article_id: str) -> Any:
    """Return the newest version of an article, as a row."""
    return snapshot.nouns("article_version", "WHERE article_id = ? ORDER BY seq DESC LIMIT 1", (article_id,))[0]


def version(snapshot: Snapshot, version_id: str) -> Any:
    """Return a version of an article, as a row; raise UnknownVersion."""
    found = snapshot.nouns("article_version", "WHERE id = ?", (version_id,))
    if not found:
        raise UnknownVersion("This version of the article is not in the project any more. Open the article again.")
    return found[0]


_KINDS = {kind.value: kind for kind in BlockKind}


def blocks_of(version: Any) -> tuple[Block, ...]:
    """Return the blocks of a version."""
    # A table: calling the enum for each of thousands of blocks takes longer than reading them.
    return tuple(Block(_KINDS[kind], start, end) for kind, start, end in version.blocks)


def paragraph_of(blocks: Sequence[Block], at: int) -> tuple[int, Block | None]:
    """Return the number of the paragraph that holds an offset, counted from 1, and its block."""
    for number, block in enumerate(blocks, 1):
        if block.start <= at < block.end:
            return number, block
    return 0, None


def _view(article: Any, version: Any) -> ArticleView:
    return ArticleView(
        id=article.id,
        code=codes.code(article),
        title=article.title,
        byline=article.byline,
        outlet=article.outlet,
        url=article.url,
        published=article.published,
        language=article.language,
        version_id=version.id,
        seq=version.seq,
        text=version.text,
        blocks=blocks_of(version),
        sha256=version.sha256,
        received_at=version.received_at,
        received_from=version.received_from,
    )
