"""A program of two that open one project at once: reads "open" and "close" from standard input, answers a word."""

import sys
from pathlib import Path

from workbench.store.project import Project
from workbench.store.trouble import OpenElsewhere


def main(path: Path) -> None:
    project: Project | None = None
    for line in sys.stdin:
        answer = "closed"
        if line.strip() == "open":
            try:
                project = Project.open(path, who="Racer")
                answer = "won"
            except OpenElsewhere:
                answer = "lost"
        elif project is not None:
            project.close()
            project = None
        print(answer, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
