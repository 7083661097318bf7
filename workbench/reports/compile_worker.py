"""The process that sets a report: runs Typst on one job folder and says in JSON how it went.

Runs as ``python -m workbench.reports.compile_worker JOB`` (in a packaged build ``PROGRAM --typst-worker JOB``).
The job folder holds the template, ``data.json`` and ``job.json``; the result is ``report.pdf`` in it.
It reads nothing outside the job folder and the font folder, and opens no connection.
"""

import json
import sys
from pathlib import Path

import typst

from workbench.reports.stream_ends import plain_stream_ends

STANDARDS: "list[typst.PDFStandard]" = ["a-3a", "ua-1"]


def main(arguments: list[str]) -> int:
    """Set the job in the folder ``arguments[0]``; write ``{"ok": true}`` or what Typst had against it."""
    folder = Path(arguments[0])
    job = json.loads((folder / "job.json").read_text("utf-8"))
    compiler = typst.Compiler(folder / "report.typ", root=folder, font_paths=[job["fonts"]], ignore_system_fonts=True)
    try:
        pdf = compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=job["timestamp"])
    except typst.TypstError as error:
        answer = {"ok": False, "message": error.message, "diagnostic": error.diagnostic}
    else:
        if not isinstance(pdf, bytes):
            raise TypeError("Typst gave several files where one was asked for")
        (folder / "report.pdf").write_bytes(plain_stream_ends(pdf))
        answer = {"ok": True}
    sys.stdout.write(json.dumps(answer) + "\n")
    return 0 if answer["ok"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
