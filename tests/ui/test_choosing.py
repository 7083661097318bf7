"""Files are chosen in a dialog large enough to read names in, at the folder where the last of their kind lay."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QTreeView

from tests.windows import turn
from workbench.ui import choosing
from workbench.ui.choosing import For


def dialog() -> QFileDialog:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, QFileDialog) and one.isVisible())


def choose(name: str, seen: list[QFileDialog]) -> None:
    """Type a name into the dialog once it is there and press Enter, or Escape for none."""

    def answer() -> None:
        shown = dialog()
        seen.append(shown)
        seen_sizes.append((shown.width(), shown.height(), shown.directory().absolutePath()))
        if name:
            shown.findChild(QLineEdit, "fileNameEdit").setText(name)
            shown.accept()
        else:
            shown.reject()

    QTimer.singleShot(150, answer)


seen_sizes: list[tuple[int, int, str]] = []


@pytest.fixture(autouse=True)
def forget():
    seen_sizes.clear()


def test_the_dialog_is_roomy_and_comes_back_to_the_last_folder(window, tmp_path):
    far = tmp_path / "deep" / "folder of the backup"
    far.mkdir(parents=True)
    (far / "memo.txt").write_text("A memo.", "utf-8")
    kinds = "All files (*)"
    choose(str(far / "memo.txt"), [])
    assert choosing.files_to_open(window, "Add evidence", kinds, what=For.EVIDENCE, folder=tmp_path) == [
        far / "memo.txt"
    ]
    choose("", [])
    assert choosing.files_to_open(window, "Add evidence", kinds, what=For.EVIDENCE, folder=tmp_path) == []
    choose("", [])
    assert choosing.file_to_open(window, "Add article", kinds, what=For.ARTICLE, folder=tmp_path) is None
    assert [folder for *_, folder in seen_sizes] == [str(tmp_path), str(far), str(tmp_path)]
    for width, height, _ in seen_sizes:
        assert width >= 900
        assert height >= 560
    turn(10)


def test_a_folder_that_is_gone_is_not_gone_back_to(window, tmp_path):
    window.settings.put(f"folders/{For.EVIDENCE}", str(tmp_path / "gone"))
    choose("", [])
    assert choosing.files_to_open(window, "Add evidence", "", what=For.EVIDENCE, folder=tmp_path) == []
    assert seen_sizes[0][2] == str(tmp_path)


def test_names_have_room_and_the_dialog_stays_within_the_window(window, tmp_path):
    window.resize(900, 560)
    seen: list[QFileDialog] = []
    widths = []

    def look() -> None:
        widths.append(dialog().findChild(QTreeView, "treeView").header().sectionSize(0))

    QTimer.singleShot(100, look)
    choose("", seen)
    assert choosing.file_to_write(window, "Export report", "PDF (*.pdf)", tmp_path / "report.pdf") is None
    assert seen_sizes[0][0] <= 900
    assert seen_sizes[0][1] <= 560
    assert widths[0] >= 300
