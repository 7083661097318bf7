"""Whoever cannot see the window can still use it: everything that takes the keyboard has a name."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QWidget

from tests.windows import press, turn
from workbench.ui.palette import Palette
from workbench.ui.panels.navigator import Part
from workbench.ui.panels.verdict_box import LabelButton


def nameless(top: QWidget) -> list[str]:
    """Return the focusable widgets below ``top`` that a screen reader could not name."""
    found = []
    for widget in top.findChildren(QWidget):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isVisibleTo(top):
            continue
        parent = widget.parentWidget()
        if isinstance(parent, QAbstractScrollArea) and widget is parent.viewport():
            continue
        face = QAccessible.queryAccessibleInterface(widget)
        name = face.text(QAccessible.Text.Name) if face is not None else widget.accessibleName()
        if not (name or widget.accessibleName()).strip():
            found.append(f"{type(widget).__name__} in {type(parent).__name__}")
    return found


def test_the_start_page_names_everything(window):
    assert nameless(window) == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_the_button_that_has_the_keyboard_is_pressed_by_enter_as_by_the_space_bar(window, key):
    begin = next(one for one in window.findChildren(QAbstractButton) if one.text().startswith("New project"))
    press(begin, key)
    turn(50)
    assert not begin.isVisible()


def test_the_form_of_a_new_project_names_everything(window):
    window.do("file.new")
    assert nameless(window) == []


def test_an_open_project_names_everything(window, sample):
    judged = next(row for row in sample.workspace.rows if row.number == 45)
    sample.open_claim(judged.id)
    for part in Part:
        sample.navigator.show_part(part)
        turn(10)
        assert nameless(window) == [], part


def test_evidence_being_read_names_everything(window, sample):
    sample.open_document(sample.workspace.documents[0].id)
    sample.show_cite_form()
    sample.inspector.ask()
    assert nameless(window) == []


def test_palette_and_key_sheet_name_everything(window, sample):
    window.do("edit.palette")
    assert nameless(window) == []
    window.findChild(Palette).dismiss()
    window.do("help.keys")
    assert nameless(window) == []


def test_a_widget_without_a_name_is_noticed(qtbot):
    from PySide6.QtWidgets import QLineEdit

    top = QWidget()
    qtbot.addWidget(top)
    QLineEdit(top).show()
    assert nameless(top) == ["QLineEdit in QWidget"]


def test_every_row_speaks_its_claim_with_its_standing(sample):
    row = next(row for row in sample.workspace.rows if row.number == 45)
    index = sample.navigator.claims.index(sample.navigator.claims.row_of(row.id))
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert row.statement in spoken
    assert "Mostly false" in spoken
    assert "contradicts" in spoken


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_what_is_clicked_is_large_enough(window, sample, scale):
    from workbench.ui import theme

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.Scheme.LIGHT, scale=scale)

    small = [
        f"{type(one).__name__} {one.text() or one.accessibleName()} {one.width()}x{one.height()}"
        for one in window.findChildren(QAbstractButton)
        if one.isVisibleTo(window) and min(one.width(), one.height()) < 24
    ]
    assert small == []


def test_verdict_tiles_never_collapse_while_colours_and_sizes_change(window, sample):
    from workbench.ui import theme

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    sample.open_claim(next(row for row in sample.workspace.rows if row.number == 45).id)
    turn(50)
    tiles = sample.inspector.findChildren(LabelButton)
    lowest = []
    for scheme, scale in (("dark", 1.0), ("light", 1.0), ("light", 2.0), ("dark", 2.0), ("light", 1.5), ("light", 1.0)):
        theme.apply(app, scheme, scale=scale)
        for _ in range(6):
            lowest.append(min(tile.height() / scale for tile in tiles))
            app.processEvents()
    assert min(lowest) >= 40
