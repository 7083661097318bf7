"""A checker's work for the fault programs: acts of a user, on a project that holds something of every kind."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from workbench.desk import articles, claims, documents, evidence, projects, queries, verdicts
from workbench.model.sets import Stance
from workbench.readers.reading import FileRead
from workbench.store.project import Project

ARTICLE = (
    "A Title Here\n\nA dek that says more\n\n“I never met him,” Ada Bell said on Monday. 40 people came to Zürich.\n\n"
    "The café 😀 was closed in 2008. It opened again in 2011, said the ministry."
)


def mark(project: Project, words: str) -> str:
    """Mark a claim on ``words`` of the article; return its id."""
    text = articles.listing(project)[0].text
    version = articles.listing(project)[0].version_id
    start = text.index(words)
    return claims.mark(project, version, start, start + len(words)).id


def file(folder: Path, *, size: int, name: str = "leak.bin") -> FileRead:
    """Make a file of ``size`` bytes that looks like nothing, as a reader hands it over."""
    data = b"".join(hashlib.sha256(f"{name}{n}".encode()).digest() for n in range(size // 32 + 1))[:size]
    path = folder / name
    path.write_bytes(data)
    sha = hashlib.sha256(data).hexdigest()
    return FileRead(str(path), name, sha, size, "application/octet-stream", None, "It cannot be read as text.")


def begin(path: Path, made: Callable[[Project], object] = bool) -> Project:
    """Make a project, tell ``made``, and put an article, two claims, a citation, a link and a verdict into it."""
    project = projects.create(path, title="Check", person="Ada Bell")
    made(project)
    articles.paste(project, ARTICLE)
    mark(project, "40 people came")
    claim = mark(project, "closed in 2008")
    document = documents.cite(project, title="Register", quotation="The café was closed in 2009.")
    evidence.link_words(project, claim, document.id, "closed in 2009", Stance.REFUTES)
    verdicts.decide(project, claim, label=projects.info(project).scale.labels[0].key, rationale="See [E1].")
    return project


Act = Callable[[Project, Path], object]

ACTS: dict[str, Act] = {
    "mark a claim": lambda project, _: mark(project, "opened again in 2011"),
    "edit a claim": lambda project, _: claims.edit(project, _claim(project), statement="It closed in 2009." * 40),
    "drop a claim": lambda project, _: claims.drop(project, _claim(project)),
    "paste an article": lambda project, _: articles.paste(project, "Another\n\n" + ARTICLE * 30),
    "cite": lambda project, _: documents.cite(project, title="Report", quotation="It was open."),
    "import a file": lambda project, folder: documents.add(project, file(folder, size=1_300_000)),
    "link a passage": lambda project, _: evidence.link_words(
        project, _claim(project), documents.listing(project)[0].id, "The café", Stance.CONTEXT
    ),
    "decide": lambda project, _: verdicts.decide(
        project, _claim(project), label=projects.info(project).scale.labels[1].key, rationale="Now [E1] again."
    ),
    "ask the author": lambda project, _: queries.ask(project, _claim(project), "Where is this from?"),
    "rename the project": lambda project, _: projects.rename(project, "Another title"),
    "undo": lambda project, _: project.undo(),
    "redo": lambda project, _: project.redo(),
}


def _claim(project: Project) -> str:
    return claims.rows(project)[-1].id


def ready(project: Project, act: str) -> None:
    """Bring the project to where ``act`` can be done."""
    if act == "redo":
        project.undo()


def steps(project: Project) -> int:
    """Return how many steps the log holds."""
    with project.look() as session:
        return int(session.connection().exec_driver_sql("SELECT count(*) FROM log_change").scalar_one())
