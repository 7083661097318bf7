"""What a merge leaves to decide: one question at a time, the answers side by side with who, when and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from workbench.ui import theme
from workbench.ui.basics import button, empty, label
from workbench.ui.desk_pages import questions
from workbench.ui.desk_pages.page import DeskPage, PageName
from workbench.ui.desk_pages.questions import Answer, Column, Question
from workbench.ui.diff_label import OneOfTwo
from workbench.ui.text import tr
from workbench.ui.widgets import Prose

if TYPE_CHECKING:
    from workbench.ui.window import Window
    from workbench.ui.workspace import News

SOON = 150  # milliseconds: several steps at once are one look


class ConflictsPage(DeskPage):
    """The numbers answer, J and K go on and back: the keys of verdicts and claims, while the page is in front."""

    def __init__(self, window: Window) -> None:
        super().__init__(
            window,
            PageName.CONFLICTS,
            tr("To decide after the merge"),
            tr("Whichever answer you take, both stay in the history. Each decision is one step that can be undone."),
        )
        self.questions: list[Question] = []
        self.question: Question | None = None
        self._most = 0
        self._deciding = False
        self.place = label("", "strong")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(theme.px(140))
        self._bar.setAccessibleName(tr("Decided so far"))
        self.later = button(tr("Later"), lambda: self._step(1), "quiet", name=tr("Decide this one later (J)"))
        self.about = label("", "title", wrap=True)
        self.claim = label("", wrap=True)
        self.base = label("", "muted", wrap=True)
        self.columns = QGridLayout()
        self.columns.setSpacing(12)
        self._answers = QHBoxLayout()
        self._answers.setSpacing(8)
        self.buttons: list[QWidget] = []
        self.rewrite = Prose(tr("Written anew"), tr("Other words for both"), role="", lines=2)
        self.rewritten = button(tr("Take these words"), self._take_words)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.place)
        head.addWidget(self._bar)
        head.addStretch(1)
        head.addWidget(self.later)
        self._later_key = label("J", "key")
        head.addWidget(self._later_key)
        words = QHBoxLayout()
        words.setSpacing(8)
        words.addWidget(self.rewrite, 1)
        words.addWidget(self.rewritten)
        self.body.addLayout(head)
        self.body.addWidget(self.about)
        self.body.addWidget(self.claim)
        self.body.addWidget(self.base)
        self.body.addLayout(self.columns)
        self.body.addLayout(self._answers)
        self._anew = label(tr("Or in other words"), "muted")
        self.body.addWidget(self._anew)
        self.body.addLayout(words)
        self.body.addStretch(1)
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self._look)

    def focus_widget(self) -> QWidget:
        """The first answer."""
        return self.buttons[0] if self.buttons else self

    def takes(self, action_id: str) -> bool:
        """The number keys answer, the keys of the next and the previous claim go through the questions."""
        match action_id:
            case "claim.next":
                self._step(1)
            case "claim.previous":
                self._step(-1)
            case _ if action_id.startswith("review.rate_"):
                self._answer_number(int(action_id.removeprefix("review.rate_")))
            case _:
                return False
        return True

    def refresh(self, news: News | None = None) -> None:
        """Look again what is to be decided."""
        if news is None or not self.isHidden():
            self._soon.start()

    # -- what is decided --------------------------------------------------------------------------------------

    def _answer_number(self, number: int) -> None:
        if self.question is not None and number <= len(self.question.answers):
            self._answer(self.question.answers[number - 1])

    def _answer(self, answer: Answer) -> None:
        """Decide beside the window: among many conflicts, finding one and what hangs on it takes a while."""
        question, project, naming = self.question, self.project, self.view.naming
        if question is None or self._deciding or naming is None:
            return

        def decided(_: None) -> None:
            self._deciding = False
            self.view.status.tell(f"{question.about}: {answer.words}")
            self._soon.start()

        def failed(error: BaseException) -> None:
            self._deciding = False
            self._window.notices.report(error, self)

        def go() -> None:
            self._deciding = True
            self._window.jobs.run(
                lambda _: questions.settle(project, question, answer.take), owner=self, done=decided, failed=failed
            )

        naming.named(go)

    def _take_words(self) -> None:
        words = self.rewrite.toPlainText().strip()
        if words:
            self._answer(Answer(tr("written anew"), words))

    def _step(self, by: int) -> None:
        if self.questions:
            at = self._at()
            self._show(self.questions[(at + by) % len(self.questions)])
            self.focus_widget().setFocus()

    def _at(self) -> int:
        ids = [one.id for one in self.questions]
        return ids.index(self.question.id) if self.question is not None and self.question.id in ids else 0

    # -- what is shown ----------------------------------------------------------------------------------------

    def _look(self) -> None:
        project = self.project
        self._window.jobs.run(lambda _: questions.waiting(project), owner=self, done=self._found)

    def _found(self, found: list[Question]) -> None:
        at = self._at()
        self.questions = found
        self._most = max(self._most, len(found))
        if self.question is not None and any(one == self.question for one in found):
            self._tell_place()
            return
        same = [one for one in found if self.question is not None and one.id == self.question.id]
        had_keys = self.isAncestorOf(self._window.focusWidget()) if self._window.focusWidget() else False
        self._show(same[0] if same else found[min(at, len(found) - 1)] if found else None)
        if had_keys or self._window.focusWidget() is None:
            self.focus_widget().setFocus()

    def _tell_place(self) -> None:
        left, number = len(self.questions), self._at() + 1
        if left:
            words = tr("%1 of %2").replace("%1", str(number)).replace("%2", str(left))
            self.place.setText(f"{words} {tr('left to decide')}")
        else:
            self.place.setText(tr("Everything is decided.") if self._most else tr("Nothing is waiting for a decision."))
        self._bar.setRange(0, max(self._most, 1))
        self._bar.setValue(self._most - left)
        self._bar.setVisible(self._most > 1)
        self.later.setVisible(left > 1)
        self._later_key.setVisible(left > 1)

    def _show(self, question: Question | None) -> None:
        self.question = question
        self._tell_place()
        empty(self.columns)
        empty(self._answers)
        self.buttons = []
        shown = question is not None
        for part in (self.about, self.claim, self.base, self.rewrite, self.rewritten, self._anew):
            part.setVisible(shown)
        if question is None:
            self.setFocus()
            return
        self.about.setText(question.about)
        row = self.workspace.row(question.claim_id)
        self.claim.setText(row.statement if row is not None else "")
        self.claim.setVisible(row is not None and not question.written)
        self.base.setText(f"{tr('Before, both saw')}: {question.base}")
        self.base.setVisible(bool(question.base))
        first = question.columns[0]
        for at, column in enumerate(question.columns):
            beside = question.columns[1] if at == 0 else first
            answer = question.answers[at]
            card = _Card(column, beside)
            choose = self._button(answer, at + 1)
            card.add(choose, str(at + 1))
            self.columns.addWidget(card, at // 2, at % 2)
        for at, answer in enumerate(question.answers[len(question.columns) :], len(question.columns)):
            self._answers.addWidget(self._button(answer, at + 1))
            self._answers.addWidget(label(str(at + 1), "key"))
        self._answers.addStretch(1)
        self.rewrite.setVisible(bool(question.written))
        self.rewritten.setVisible(bool(question.written))
        self._anew.setVisible(bool(question.written))
        self.rewrite.show_value(question.written)
        if question.claim_id:
            self.workspace.activate(question.claim_id)

    def _button(self, answer: Answer, number: int) -> QWidget:
        name = f"{answer.words} ({number})"
        made = button(answer.words, lambda: self._answer(answer), "", name=name)
        self.buttons.append(made)
        return made


class _Card(QFrame):
    """One answer: what it says, with the words that differ from the other marked, and who, when and why."""

    def __init__(self, column: Column, beside: Column) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(f"{column.title}: {column.shown}. {column.who}")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(14, 12, 14, 12)
        self._layout.setSpacing(5)
        self._layout.addWidget(label(column.title, "muted"))
        self._layout.addWidget(OneOfTwo(column.shown, beside.shown, large=True))
        others = dict(beside.details)
        for name, words in column.details:
            self._layout.addWidget(label(name[:1].upper() + name[1:], "small"))
            self._layout.addWidget(OneOfTwo(words, others.get(name, "")))
        self._layout.addStretch(1)
        self._layout.addWidget(label(column.who, "muted", wrap=True))
        self._layout.addWidget(label(column.why, "small", wrap=True))

    def add(self, choose: QWidget, key: str) -> None:
        """Put the button that takes this answer at the foot, its key beside it."""
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(choose)
        row.addWidget(label(key, "key"))
        row.addStretch(1)
        self._layout.addSpacing(4)
        self._layout.addLayout(row)
