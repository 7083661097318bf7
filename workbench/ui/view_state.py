"""Where a project was left: panes, tabs, places, the active claim. Kept in the project, beside its log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

from workbench.desk import projects
from workbench.ui import theme
from workbench.ui.panels.navigator import Part
from workbench.ui.panels.reader_tabs import TabKind

if TYPE_CHECKING:
    from workbench.ui.panels.project_view import ProjectView

KEY = "view"


def keep(view: ProjectView) -> None:
    """Write down where things stand; one small write."""
    reader = view.reader
    view.lend_room(False)
    current = reader.tabs.current
    state: dict[str, Any] = {
        "claim": view.workspace.claim_id,
        "article_id": view.workspace.article_id,
        "part": view.navigator.part.value,
        "panes": view.splitter.sizes(),
        "hidden": [name for name in ("navigator", "inspector") if getattr(view, name).isHidden()],
        "split": reader.split,
        "halves": reader.halves,
        "coverage": reader.article.coverage_shown,
        "documents": [tab.id for tab in reader.tabs.tabs if tab.kind is TabKind.DOCUMENT],
        "beside": reader.evidence.document_id,
        "front": current.id if current and current.kind is TabKind.DOCUMENT else "",
        "article": reader.article.place(),
        "places": reader.evidence.places(),
    }
    if state != view.kept_state:
        projects.remember(view.workspace.project, KEY, state)
        view.kept_state = state


def restore(view: ProjectView) -> None:
    """Put things back as they stood; what is no longer there is left out."""
    found = projects.recall(view.workspace.project, KEY)
    state: dict[str, Any] = found if isinstance(found, dict) else {}
    reader, space = view.reader, view.workspace
    reader.set_zoom(theme.look().scale)
    space.article_id = str(state.get("article_id", ""))
    reader.open_article(space.article)
    if sizes := state.get("panes"):
        view.splitter.setSizes(sizes)
    for name in state.get("hidden", ()):
        getattr(view, name).hide()
    reader.show_split(bool(state.get("split")))
    front = str(state.get("front", ""))
    # Only the document in front is made now; the others when their tabs are chosen.
    for document_id in state.get("documents", ()):
        document = space.document(document_id)
        if document is not None:
            reader.add_tab(document)
    beside = front or (str(state.get("beside", "")) if reader.split else "")
    document = space.document(beside) if beside else None
    if document is not None:
        reader.open_document(document)
        if not front:
            reader.open_article(space.article)
    reader.restore_places(state.get("places", {}))
    first = space.rows[0].id if space.rows else ""
    space.activate(str(state.get("claim", "")) or first)
    view.navigator.show_part(Part(state.get("part", Part.CLAIMS.value)))
    reader.tabs.coverage_button.setChecked(bool(state.get("coverage")))
    view.kept_state = state
    # Once the panes have their widths: lines break elsewhere before, and another line would be at the top.
    QTimer.singleShot(0, view, lambda: _settle(view, state))


def _settle(view: ProjectView, state: dict[str, Any]) -> None:
    reader = view.reader
    if halves := state.get("halves"):
        reader.keep_halves(halves)
    if place := state.get("article"):
        QTimer.singleShot(0, view, lambda: reader.article.restore(place))
