"""Linking passages to the claim being worked on; finding and citing evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.desk import crops, documents, evidence
from workbench.desk.recordings import RECORDINGS
from workbench.desk.views import DocumentView, LinkView
from workbench.errors import WorkbenchError
from workbench.model.sets import Confidentiality, DocumentKind, Stance
from workbench.readers import times
from workbench.ui import words
from workbench.ui.actions import Action
from workbench.ui.desk_pages.page import PageName
from workbench.ui.import_entry import AGAIN, UNDER_WAY, Stage
from workbench.ui.jobs import Handle
from workbench.ui.panels.reader_tabs import TabKind
from workbench.ui.subjects import Subject
from workbench.ui.text import tr

if TYPE_CHECKING:
    from workbench.ui.panels.project_view import ProjectView
    from workbench.ui.window import Window


class NoPassage(WorkbenchError):
    """There is no passage to link."""


class NoTarget(WorkbenchError):
    """There is no claim to link to."""


def link(window: Window, stance: Stance) -> None:
    """Link the selected passage to the claim being worked on."""
    view = window.view
    if view is None:
        return
    selected = view.reader.evidence.selection() if view.reader.page_in_front is None else None
    document = view.workspace.document(view.reader.evidence.document_id)
    picture = document is not None and view.reader.evidence.image_page() is not None
    if picture and selected is None:
        raise NoPassage(tr("Draw a frame round a part of the picture first, by mouse or with F7 and the arrow keys."))
    table = selected is not None and selected.cells is not None
    bare = selected is not None and selected.start == selected.end and selected.page is not None
    framed = picture or (bare and not table)
    if document is not None and selected is None and document.kind in RECORDINGS:
        raise NoPassage(tr("What is said is linked by the words of a transcript. Open or add the transcript first."))
    if document is None or selected is None or (selected.end <= selected.start and not (framed or table)):
        raise NoPassage(tr("Select a passage in a piece of evidence first, then say how it bears on the claim."))
    row = view.workspace.active_row
    if row is None:
        raise NoTarget(tr("Choose the claim first (J, K or a click in the list), then link the passage to it."))
    project = view.workspace.project
    if selected.cells is not None:
        made = evidence.link_cells(project, row.id, document.id, selected.page or 1, selected.cells, stance)
    elif framed:
        made = evidence.link_region(project, row.id, document.id, selected.boxes[0], stance, page=selected.page or 1)
    else:
        made = evidence.link(project, row.id, document.id, selected.start, selected.end, stance)
    page = view.reader.evidence.page
    if page is not None:
        page.clear_selection()
    view.status.tell(f"{document.code} {words.STANCE_PHRASE[stance]} {tr('claim')} {row.number}.")
    if document.kind is DocumentKind.PDF or picture or made.sure is not None:
        _keep_picture(window, view, made)


def _keep_picture(window: Window, view: ProjectView, made: LinkView) -> None:
    """Keep the page's picture of the passage for the report; a failure only costs the picture."""
    project = view.workspace.project

    def draw(_: Handle) -> None:
        crops.draw(project, made.id)

    window.jobs.run(
        draw,
        owner=view,
        done=lambda _: view.inspector.refresh() if made.region else None,
        failed=window.notices.quietly,
    )


def pick(window: Window) -> None:
    """Choose a piece of evidence to read."""
    window.show_palette(only="evidence")


def search(window: Window) -> None:
    """Search the evidence."""
    window.show_palette(only="passages")


def cite(window: Window) -> None:
    """Note a source that is cited, not held."""
    if window.view is not None:
        window.view.show_cite_form()


def library(window: Window) -> None:
    """Show all evidence in a table, to be narrowed, ordered and described."""
    if window.view is not None:
        window.view.inspector.commit()
        window.view.open_page(PageName.LIBRARY)


def put_away(window: Window) -> None:
    """Put the list of files that were brought in away."""
    if window.view is not None:
        window.view.imports.put_away()


def retry(window: Window) -> None:
    """Try the files again that were refused or stopped."""
    if window.view is not None:
        queue = window.view.imports
        queue.again([one.id for one in queue.entries if one.stage in AGAIN])


def stop_imports(window: Window) -> None:
    """Bring nothing more in."""
    if window.view is not None:
        window.view.imports.stop()


def _brought(window: Window, *stages: Stage) -> bool:
    view = window.view
    return view is not None and view.has_imports and any(one.stage in stages for one in view.imports.entries)


def close_tab(window: Window) -> None:
    """Close the document being read; the article stays, and with it the project."""
    if window.view is not None and (tab := window.view.reader.tabs.current) is not None:
        window.view.reader.close_tab(tab)
        if tab.kind is TabKind.ARTICLE:
            view, keys = window.view, tr("The article stays open. Ctrl+Shift+W closes the project.")
            view.status.tell(keys)


def go_to_time(window: Window) -> None:
    """Ask for a time, and go to what is said then in the transcript on show."""
    view = window.view
    page = view.reader.evidence.transcript_page() if view is not None and view.reader.reading_evidence else None
    if view is None or page is None:
        raise NoPassage(tr("Open a transcript first, then go to a time in it."))

    def go(moment: float) -> str:
        if page.go_to_time(moment):
            return ""
        end = times.short(page.last_moment(), hours=page.last_moment() >= 3600)
        return tr("Nothing is said then. The transcript ends at %1.").replace("%1", end)

    view.reader.time_bar.begin(go)


def recognise(window: Window) -> None:
    """Offer to read the pages on show that have no text by OCR."""
    if window.view is not None and window.view.ocr is not None:
        window.view.ocr.ask()


def turn_picture(window: Window) -> None:
    """Select the words of a picture, or frame its parts."""
    if window.view is not None and window.view.ocr is not None:
        window.view.ocr.turn()


def _on_show(window: Window) -> DocumentView | None:
    """The piece of evidence being read."""
    view = window.view
    reading = view is not None and view.reader.reading_evidence
    return view.workspace.document(view.reader.evidence.document_id) if view is not None and reading else None


def restrict(window: Window, who: Confidentiality) -> None:
    """Say who may see the evidence being read."""
    document = _on_show(window)
    if document is None or window.view is None:
        raise NoPassage(tr("Open the piece of evidence first, then say who may see it."))
    documents.edit(window.view.workspace.project, document.id, confidentiality=who)
    window.view.status.tell(f"{document.code}: {words.CONFIDENTIALITY[who]}")


def _restriction(who: Confidentiality) -> Action:
    return Action(
        f"evidence.{who.value}",
        words.CONFIDENTIALITY[who],
        Subject.EVIDENCE,
        lambda window: restrict(window, who),
        enabled=lambda window: _on_show(window) is not None,
        checked=lambda window: (one := _on_show(window)) is not None and one.confidentiality is who,
        section=3,
    )


def _link(stance: Stance, key: str) -> Action:
    text = f"{tr('Link passage')}: {words.STANCE[stance]}"
    return Action(f"evidence.{stance.value}", text, Subject.EVIDENCE, lambda window: link(window, stance), (key,))


ACTIONS = (
    _link(Stance.SUPPORTS, "S"),
    _link(Stance.REFUTES, "X"),
    _link(Stance.MIXED, "M"),
    _link(Stance.CONTEXT, "T"),
    Action("evidence.library", tr("Library"), Subject.EVIDENCE, library, ("Ctrl+L",), section=1),
    Action("evidence.pick", tr("Open evidence…"), Subject.EVIDENCE, pick, ("E",), section=1),
    Action("evidence.search", tr("Search evidence…"), Subject.EVIDENCE, search, ("/",), section=1),
    Action("evidence.cite", tr("Cite a source…"), Subject.EVIDENCE, cite, ("Ctrl+Shift+C",), section=1),
    Action("evidence.go_to_time", tr("Go to a time…"), Subject.EVIDENCE, go_to_time, ("Ctrl+T",), section=1),
    Action("evidence.recognise", tr("Recognise text on pages (OCR)…"), Subject.EVIDENCE, recognise, section=2),
    Action(
        "evidence.turn_picture",
        tr("Select words or frame parts of a picture"),
        Subject.EVIDENCE,
        turn_picture,
        section=2,
    ),
    Action(
        "evidence.close_tab", tr("Close this document"), Subject.EVIDENCE, close_tab, ("Ctrl+W", "Ctrl+F4"), section=2
    ),
    *(_restriction(who) for who in Confidentiality),
    Action(
        "evidence.stop_imports",
        tr("Stop bringing files in"),
        Subject.EVIDENCE,
        stop_imports,
        enabled=lambda window: _brought(window, *UNDER_WAY),
        section=4,
    ),
    Action(
        "evidence.try_again",
        tr("Try refused files again"),
        Subject.EVIDENCE,
        retry,
        enabled=lambda window: _brought(window, *AGAIN),
        section=4,
    ),
    Action(
        "evidence.put_away",
        tr("Put the list of imports away"),
        Subject.EVIDENCE,
        put_away,
        enabled=lambda window: _brought(window, *Stage),
        section=4,
    ),
)
