"""The bar above evidence: which claim a passage will be linked to, so that nobody links to the wrong one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from workbench.desk.views import ClaimRow
from workbench.ui import marks
from workbench.ui.basics import label
from workbench.ui.panels.shape_label import ShapeLabel
from workbench.ui.text import tr


class LinkBar(QFrame):
    """A click goes to the claim."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("linkBar")
        self._words = label(tr("Linking to"), "muted")
        self._shape = ShapeLabel()
        self._number = label("", "strong")
        self._statement = label()
        self._full = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 7, 16, 7)
        row.setSpacing(10)
        row.addWidget(self._words)
        row.addWidget(self._shape)
        row.addWidget(self._number)
        row.addWidget(self._statement, 1)
        self.show_claim(None)

    def show_claim(self, row: ClaimRow | None) -> None:
        """Show the claim that is being worked on."""
        self._words.setText(
            tr("Linking to") if row else tr("Choose a claim to link passages to (J, K or a click in the list).")
        )
        self._shape.setVisible(row is not None)
        self._number.setVisible(row is not None)
        self._full = row.statement if row else ""
        if row is not None:
            self._shape.show_mark(row.settled, marks.standing(row))
            self._number.setText(str(row.number))
            self.setAccessibleName(f"{tr('Linking to claim')} {row.number}: {row.statement}")
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the statement to the room there is."""
        super().resizeEvent(event)
        self._cut()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the claim."""
        self.clicked.emit()

    def _cut(self) -> None:
        room = max(40, self.width() - self._words.sizeHint().width() - 110)
        self._statement.setText(self._statement.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, room))
        self._statement.setMinimumWidth(10)
        self._statement.setToolTip(self._full)
