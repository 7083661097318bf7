"""Makes a page by its name; each is loaded when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.ui.desk_pages.page import DeskPage, PageName

if TYPE_CHECKING:
    from workbench.ui.window import Window


def make(name: PageName, window: Window) -> DeskPage:  # noqa: C901, PLR0911  (a case for each page)
    """Return a new page for the project that is open in ``window``."""
    match name:
        case PageName.SEARCH:
            from workbench.ui.desk_pages.search_page import SearchPage

            return SearchPage(window)
        case PageName.LIBRARY:
            from workbench.ui.desk_pages.library_page import LibraryPage

            return LibraryPage(window)
        case PageName.HISTORY:
            from workbench.ui.desk_pages.history_page import HistoryPage

            return HistoryPage(window)
        case PageName.VERIFY:
            from workbench.ui.desk_pages.verify_page import VerifyPage

            return VerifyPage(window)
        case PageName.BACKUPS:
            from workbench.ui.desk_pages.backups_page import BackupsPage

            return BackupsPage(window)
        case PageName.SHARE:
            from workbench.ui.desk_pages.share_page import SharePage

            return SharePage(window)
        case PageName.SOURCES:
            from workbench.ui.desk_pages.sources_page import SourcesPage

            return SourcesPage(window)
        case PageName.MERGE:
            from workbench.ui.desk_pages.merge_page import MergePage

            return MergePage(window)
        case PageName.CONFLICTS:
            from workbench.ui.desk_pages.conflicts_page import ConflictsPage

            return ConflictsPage(window)
        case PageName.REVISION:
            from workbench.ui.desk_pages.revision_page import RevisionPage

            return RevisionPage(window)
        case PageName.CONTENTS:
            from workbench.ui.desk_pages.contents_page import ContentsPage

            return ContentsPage(window)
        case PageName.TABLE:
            from workbench.ui.desk_pages.table_page import TablePage

            return TablePage(window)
