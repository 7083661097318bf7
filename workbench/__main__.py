"""Start: the window by default, ``workbench <verb>`` for the command line, the workers when we start ourselves."""

import sys
from collections.abc import Sequence

VERBS = frozenset(
    (
        "new sample show article claim evidence link verdict search check undo redo history verify merge conflicts "
        "resolve share unlock seal codename backup compact report export ocr"
    ).split()
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run what ``argv`` (without the program's name) asks for; returns the exit status.

    Every import is inside: the window must paint before anything heavy is loaded, and a worker loads no window.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    match arguments:
        case ["--reader-worker", *_]:
            from workbench.readers import worker

            return worker.main()
        case ["--age-worker", *rest]:
            from workbench.store import age_worker

            return age_worker.main(rest)
        case ["--typst-worker", *rest]:
            from workbench.reports import compile_worker

            return compile_worker.main(rest)
        case ["--hash-worker", *rest]:
            from workbench.store import hash_worker

            return hash_worker.main(rest)
        case [first, *_] if first in VERBS or first.startswith("-"):
            from workbench.cli import main as cli

            return cli.main(arguments)
        case _:
            from workbench.ui import app

            return app.main(arguments)


if __name__ == "__main__":
    sys.exit(main())
