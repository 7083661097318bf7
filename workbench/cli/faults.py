"""Our own faults: never a traceback in the terminal, but a sentence and a file with the details."""

import sys
import tempfile
import traceback
from types import TracebackType

from workbench.cli.answer import complain


def tell_faults() -> None:
    """Let whatever nobody catches be told in a sentence; Python then ends with status 1."""
    if sys.excepthook is sys.__excepthook__:
        sys.excepthook = _tell


def _tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    with tempfile.NamedTemporaryFile(
        "w",
        prefix="workbench-fault-",
        suffix=".txt",
        encoding="utf-8",
        errors="backslashreplace",
        delete=False,
    ) as file:
        file.writelines(traceback.format_exception(kind, error, trace))
    complain(
        f"Workbench has a fault here and stopped; what was done before is kept."
        f" The details are in {file.name}: send them to those who look after it."
    )
