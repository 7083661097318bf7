"""Rows of text for people who like terminals."""

from collections.abc import Sequence
from dataclasses import astuple

from workbench.desk.views import ClaimRow, DocumentView, LinkView
from workbench.model.sets import Stance

# What the screen calls them: stored "refutes" is shown as "contradicts".
STANCES = {
    Stance.SUPPORTS: "supports",
    Stance.REFUTES: "contradicts",
    Stance.MIXED: "mixed",
    Stance.CONTEXT: "context",
    Stance.IRRELEVANT: "irrelevant",
}


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return rows in columns as wide as their widest cell, a line each; the last column is as long as it is."""
    if not rows:
        return ""
    rows = [[" ".join(cell.splitlines()) for cell in row] for row in rows]
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]) - 1)]
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=True)), row[-1]]).rstrip()
        for row in rows
    )


def short(text: str, at_most: int = 72) -> str:
    """Return a text on one line, cut with an ellipsis where it is longer than ``at_most`` characters."""
    line = " ".join(text.split())
    return line if len(line) <= at_most else line[: at_most - 1].rstrip() + "…"


def amount(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: "1 claim", "2 claims"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def claim(row: ClaimRow) -> list[str]:
    """Return the cells of a claim in a list."""
    tally = (("✓", row.supports), ("✕", row.refutes), ("◐", row.mixed), ("·", row.context))
    return [
        row.code,
        row.verdict.label if row.verdict else "–",
        row.status.replace("_", " "),
        " ".join(f"{sign}{number}" for sign, number in tally if number) or "–",
        short(row.statement),
    ]


def document(view: DocumentView) -> list[str]:
    """Return the cells of a document in a list."""
    return [
        view.code,
        view.kind,
        view.date or "–",
        amount(view.pages, "page") if view.pages else "–",
        amount(view.links, "link"),
        short(view.title or view.original_name) + (f" ({view.problem})" if view.problem else ""),
    ]


def link(view: LinkView) -> str:
    """Return a link as one line: who, how, where and the words."""
    paged = view.page and (view.page_label or not view.region) and not view.place
    page = f" p. {view.page_label or view.page}" if paged else ""
    page = page or f" {view.place}".rstrip()
    page += f" (read by OCR, {view.sure} % sure)" if view.sure is not None else ""
    decisive = ", decisive" if view.decisive else ""
    what = f"“{short(view.exact)}”"
    if view.region:
        part = "part of the page" if view.page_label else "part of the picture"
        what = part + ", {:.0f},{:.0f},{:.0f},{:.0f}".format(*astuple(view.region))
    return f"{view.document_code}{page} {STANCES[view.stance]}{decisive}: {what}  [{view.id}]"
