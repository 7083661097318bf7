"""A project to check in, and files as the readers hand them over."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbench.desk import articles, projects
from workbench.desk.views import ArticleView
from workbench.model.sets import BlockKind, DocumentKind, TextLayer
from workbench.readers.reading import Block, FileRead, Page, Reading
from workbench.store.project import Project

ARTICLE = (
    "A Title Here\n\nA dek that says more\n\n"
    "“I never met him,” Ada Bell said on Monday. According to the ministry, 40 people came.\n\n"
    "The café in Zürich 😀 was closed in 2008."
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = projects.create(tmp_path / "check.factcheck", title="Check", person="Ada Bell")
    yield project
    project.close()


@pytest.fixture
def article(project: Project) -> ArticleView:
    return articles.paste(project, ARTICLE)


@pytest.fixture
def file_read(tmp_path: Path) -> Callable[..., FileRead]:
    """Make a file and what reading it gave: pages where several texts are given, else one text."""

    def make(*texts: str, name: str = "file.txt", problem: str | None = None) -> FileRead:
        text = "\n\n".join(texts)
        data = (text or "raw").encode()
        path = tmp_path / name
        path.write_bytes(data)
        pages, at = [], 0
        for number, one in enumerate(texts, 1):
            pages.append(Page(number, str(number), at, at + len(one), 595.0, 842.0))
            at += len(one) + 2
        reading = Reading(
            kind=DocumentKind.TEXT,
            mime="text/plain",
            text=text,
            blocks=tuple(Block(BlockKind.BODY, page.start, page.end) for page in pages),
            pages=tuple(pages) if len(texts) > 1 else (),
            text_layer=TextLayer.GOOD,
            extractor="test/1",
            metadata={"title": "Titled by the file", "date": "2009-10-07"},
            warnings=("A warning.",),
        )
        sha = hashlib.sha256(data).hexdigest()
        return FileRead(str(path), name, sha, len(data), "text/plain", None if problem else reading, problem)

    return make
