"""The start page: recent projects, a new one, an old one, the sample; the first thing painted, so it is light."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from workbench.ui.basics import button, label, rule
from workbench.ui.notice_bar import NoticeBar
from workbench.ui.settings import Recent
from workbench.ui.text import tr

WIDTH = 760


class StartPage(QWidget):
    """Says what the user chose: ``open_file`` carries a path, "" for one still to be chosen."""

    open_file = Signal(str)
    new_project = Signal()
    sample = Signal()
    forget = Signal(str)

    def __init__(self, recent: list[Recent]) -> None:
        super().__init__()
        self.setAccessibleName(tr("Start"))
        self.notice_bar = NoticeBar()
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        self._front = QWidget()
        self._lay_out_front()
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._front)
        column = QVBoxLayout()
        column.addStretch(2)
        column.addWidget(self._stack)
        column.addStretch(3)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addLayout(column)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.notice_bar)
        whole.addLayout(row, 1)
        self.show_recent(recent)

    def show_recent(self, recent: list[Recent]) -> None:
        """Show these projects as the ones opened last."""
        while (item := self._recent.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if not recent:
            hint = label(tr("Projects you open appear here."), "muted")
            self._recent.addWidget(hint)
        for one in recent:
            self._recent.addWidget(_RecentRow(one, self))
        self._recent.addStretch(1)

    def show_waiting(self, words: str) -> None:
        """Say on its button that the sample is being made; "" when it is."""
        self._sample.setText(words or tr("Try the sample project"))
        self._sample.setEnabled(not words)

    def show_opening(self, name: str) -> None:
        """Say that a project is being opened, in the place of all that could be chosen instead."""
        self.show_form(label(f"{tr('Opening')} {name}…", "title"))

    def show_form(self, form: QWidget) -> None:
        """Put a form in the place of the front."""
        self.drop_form()
        self._stack.addWidget(form)
        self._stack.setCurrentWidget(form)
        form.setFocus()

    def drop_form(self) -> None:
        """Go back to the front."""
        self._stack.setCurrentWidget(self._front)
        while self._stack.count() > 1:
            if (old := self._stack.widget(1)) is not None:
                self._stack.removeWidget(old)
                old.deleteLater()

    def _lay_out_front(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(label(tr("Recent"), "strong"))
        left.addLayout(self._recent)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(label(tr("Begin"), "strong"))
        new = button(tr("New project…"), self.new_project.emit, "primary")
        right.addWidget(new)
        right.addWidget(button(tr("Open…"), lambda: self.open_file.emit("")))
        right.addSpacing(8)
        self._sample = button(tr("Try the sample project"), self.sample.emit)
        right.addWidget(self._sample)
        right.addWidget(
            label(
                tr("A published article with 51 claims marked and three of them judged, as a worked example."),
                "muted",
                wrap=True,
            )
        )
        right.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(48)
        columns.addLayout(left, 5)
        columns.addLayout(right, 3)
        drop = QFrame()
        drop.setProperty("role", "dropzone")
        hint = label(tr("Drop a project or an article anywhere in this window."), "muted")
        line = QHBoxLayout(drop)
        line.addStretch(1)
        line.addWidget(hint)
        line.addStretch(1)
        drop.setMinimumHeight(56)
        page = QVBoxLayout(self._front)
        page.setContentsMargins(24, 24, 24, 24)
        page.setSpacing(6)
        page.addWidget(label("Workbench", "display"))
        page.addWidget(label(tr("Check an article claim by claim. Everything stays on this computer."), "muted"))
        page.addSpacing(18)
        page.addWidget(rule())
        page.addSpacing(14)
        page.addLayout(columns)
        page.addSpacing(22)
        page.addWidget(drop)
        self._front.setMinimumWidth(WIDTH)
        self._front.setMaximumWidth(WIDTH)
        self._first = new

    def focus_first(self) -> None:
        """Put the keyboard on the first button."""
        self._first.setFocus()


class _RecentRow(QFrame):
    """One project opened before."""

    def __init__(self, recent: Recent, page: StartPage) -> None:
        super().__init__()
        there = recent.there
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 6)
        layout.setSpacing(0)
        top = QHBoxLayout()
        open_it = button(recent.title, lambda: page.open_file.emit(recent.path), "link")
        open_it.setEnabled(there)
        open_it.setToolTip(recent.path)
        top.addWidget(open_it)
        top.addStretch(1)
        if not there:
            top.addWidget(button("✕", lambda: page.forget.emit(recent.path), "quiet", name=tr("Forget this project")))
        layout.addLayout(top)
        folder = str(Path(recent.path).parent).replace(str(Path.home()), "~", 1)
        where = folder if there else tr("The file is no longer there.")
        layout.addWidget(label(f"{recent.detail} · {where}" if recent.detail else where, "muted"))
