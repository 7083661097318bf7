"""The head of the window: the project, the one search box, how far the check is, and the report."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from workbench.desk.views import ClaimRow, ProjectInfo
from workbench.ui import fonts, theme, words
from workbench.ui.basics import button, label
from workbench.ui.text import tr
from workbench.ui.widgets import Elided


class Meter(QWidget):
    """How many claims are judged: the accent for those in order, another colour for those with findings."""

    def __init__(self) -> None:
        super().__init__()
        self._parts = (0, 0, 1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_parts(self, *, sound: int, questioned: int, total: int) -> None:
        """Show how many are judged without and with findings, of how many."""
        self._parts = (sound, questioned, max(total, 1))
        self.setToolTip(
            tr("Judged: %1 without findings, %2 with findings").replace("%1", str(sound)).replace("%2", str(questioned))
        )
        self.update()

    def sizeHint(self) -> QSize:
        """A thin bar."""
        return QSize(theme.px(128), theme.px(6))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar."""
        sound, questioned, total = self._parts
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(self.rect())
        radius = box.height() / 2
        for share, token in ((1.0, "line"), ((sound + questioned) / total, "mixed"), (sound / total, "accent")):
            if share > 0:
                painter.setBrush(theme.colour(token))
                painter.drawRoundedRect(
                    QRectF(0, 0, max(box.width() * share, box.height()), box.height()), radius, radius
                )


class Header(QFrame):
    """Says that the search box or the report was asked for."""

    search = Signal()
    export = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("header")
        self._title = Elided("", "title")
        # As wide as its words where there is room, so that the kind stands beside them; a long one gives way.
        self._title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._title.setMinimumWidth(theme.px(80))
        self._kind = label("", "pill")
        self._kind.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._checked = label("", "muted")
        self._meter = Meter()
        self._meter.setAccessibleName(tr("Progress"))
        self._search = _SearchButton()
        self._search.clicked.connect(self.search)
        self._export = button(tr("Export report…"), self.export.emit)
        left, right = QHBoxLayout(), QHBoxLayout()
        left.setSpacing(14)
        left.addWidget(self._title)
        left.addWidget(self._kind)
        left.addStretch(1)
        right.setSpacing(12)
        right.addStretch(1)
        right.addWidget(self._checked)
        right.addWidget(self._meter)
        right.addSpacing(4)
        right.addWidget(self._export)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 7, 16, 8)
        row.setSpacing(16)
        row.addLayout(left, 1)
        row.addWidget(self._search, 1)
        theme.look().changed.connect(self._arrange)
        row.addLayout(right, 1)

    def show_project(self, info: ProjectInfo, rows: list[ClaimRow]) -> None:
        """Show the project's name and how far the check is."""
        self._title.setText(info.title)
        self._title.setToolTip(info.title)
        self._kind.setText(f"{words.WORKFLOW[info.workflow]} · {info.scale.name}")
        self._kind.setToolTip(info.notice)
        judged = [row for row in rows if row.settled]
        self._checked.setText(tr("%1 of %2 checked").replace("%1", str(len(judged))).replace("%2", str(len(rows))))
        questioned = sum(1 for row in judged if row.findings)
        self._meter.show_parts(sound=len(judged) - questioned, questioned=questioned, total=len(rows))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Leave out what is least needed where there is little room."""
        width = self.width() / theme.look().scale
        self._kind.setVisible(width >= 1100)
        self._meter.setVisible(width >= 1000)
        self._checked.setVisible(width >= 860)
        self._search.shorten(on=width < 1000)


class _SearchButton(QPushButton):
    """Looks like a search box and opens the palette."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "search")
        self.setAccessibleName(tr("Search claims, evidence, commands"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(11, 0, 8, 0)
        self._words = label("", "muted")
        self.shorten(on=False)
        row.addWidget(self._words)
        row.addStretch(1)
        key = label("Ctrl K", "key")
        key.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row.addWidget(key)

    def shorten(self, *, on: bool) -> None:
        """Say it in one word, or in full."""
        self._words.setText(tr("Search…") if on else tr("Search claims, evidence, commands"))

    def sizeHint(self) -> QSize:
        """As tall as a field."""
        return QSize(400, fonts.desk_metrics(theme.look().scale).height() + theme.px(14))

    def minimumSizeHint(self) -> QSize:
        """May shrink with the window."""
        return QSize(theme.px(150), self.sizeHint().height())
