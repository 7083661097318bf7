"""Makes the project file that is kept of a version of the file for ever: python seeds/make_old.py seeds/old/1.factcheck

Run once, when a version is released; from then on that file is only read, by every later version of the program.
"""

import shutil
import sys
from pathlib import Path

from workbench.desk import articles, claims, documents, evidence, projects, queries, sharing, verdicts
from workbench.desk.views import ArticleView
from workbench.model.sets import Stance
from workbench.readers import supervise
from workbench.store.project import Project

HERE = Path(__file__).resolve().parent
MADE = "The meeting was facilitated by Jack Rosen"


def make(path: Path) -> None:
    """Make a small project with something of every kind at ``path``, a merge with an open conflict included."""
    project = projects.create(path, title="Kept for ever", person="Ada Bell")
    text = (HERE / "000_cc34874bd0f47476.txt").read_text(encoding="utf-8")
    article = articles.paste(project, text, outlet="The Media Line", date="2019-02-22")
    first, second = (_mark(project, article, words) for words in (MADE, "February 22 in Dubai"))
    cited = documents.cite(project, title="Statement", quotation="It was facilitated by the Turkish government.")
    held = documents.add(project, supervise.read_file(HERE / "README.md"), title="A file with bytes").document
    evidence.link_words(project, first, cited.id, "facilitated by the Turkish government", Stance.REFUTES)
    evidence.link_words(project, second, held.id, "what the sample project is built from", Stance.CONTEXT)
    verdicts.decide(project, first, label="Mostly false", rationale=f"Another host is named [{cited.code}].")
    queries.ask(project, second, "Which year is meant?")
    claims.edit(project, second, statement="Taken back.")
    project.undo()
    other = path.with_name("other.factcheck")
    shutil.copyfile(path, other)
    colleague = projects.open(other, person="Cy Dee")
    claims.edit(colleague, second, statement="He spoke on 22 February 2019 in Dubai.")
    colleague.close()
    claims.edit(project, second, statement="He spoke in Dubai on 22 February.")
    sharing.take_in(project, other)
    project.close()
    other.unlink()


def _mark(project: Project, article: ArticleView, words: str) -> str:
    start = article.text.index(words)
    return claims.mark(project, article.version_id, start, start + len(words)).id


if __name__ == "__main__":
    make(Path(sys.argv[1]))
