"""Words that run from right to left stand at the right, and Urdu is set as Urdu."""

import pytest
from PySide6.QtGui import QTextCursor

from tests.windows import turn, view_of
from workbench.desk import articles, claims, projects
from workbench.ui.direction import language_of, reads_right_to_left
from workbench.ui.panels.row_delegate import _lay_out
from workbench.ui.widgets import Prose

URDU = (
    "سابق صدر پرویز مشرف نے کہا ہے کہ پاکستان کو اسرائیل کے ساتھ تعلقات قائم کرنے چاہئیں\n\n"
    "انہوں نے دبئی میں ایک پریس کانفرنس سے خطاب کرتے ہوئے کہا کہ یہ پاکستان کے مفاد میں ہے۔ بڑے شہروں میں لوگ آئے۔"
)
ARABIC = "قال الرئيس السابق برويز مشرف في مؤتمر صحفي إن الوقت قد حان كي تنظر باكستان في إقامة علاقات مع إسرائيل."


def test_urdu_is_told_by_its_letters_and_arabic_stays_arabic():
    assert language_of(URDU, "") == "ur"
    assert language_of(URDU, "en") == "ur"
    assert language_of(ARABIC, "ar") == "ar"
    assert language_of(f"{ARABIC} «سے»", "ar") == "ar"
    assert language_of("د ښځو او ړندو ټولګی", "ps") == "ps"
    assert language_of("گفت که این کار را می‌کند", "fa") == "fa"
    assert not reads_right_to_left("An English text with the word اردو in it")


@pytest.fixture
def urdu(window, tmp_path):
    path = tmp_path / "urdu.factcheck"
    project = projects.create(path, title="Urdu", person="Ada Byron")
    article = articles.paste(project, URDU)
    claims.mark(project, article.version_id, 0, 40)
    project.close()
    assert window.opener.open(path)
    turn(50)
    return view_of(window)


def test_an_urdu_article_without_a_language_is_set_in_nastaliq(urdu):
    page = urdu.reader.article.page
    assert page.mirrored
    assert page.document().defaultFont().families()[0] == "Workbench Nastaliq"


def feet(laid):
    """Where the letters of each line of a row stand."""
    return [laid.lineAt(number).y() + laid.lineAt(number).ascent() for number in range(laid.lineCount())]


def test_a_statement_that_runs_from_right_to_left_stands_at_the_right(urdu):
    statement = urdu.inspector.head.statement
    cursor = statement.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.Start)
    statement.setTextCursor(cursor)
    assert statement.cursorRect().x() > statement.viewport().width() * 0.8
    row = urdu.workspace.rows[0]
    laid = _lay_out(str(row.number), row.statement[:20], 220, 1.0)
    assert laid.lineAt(0).naturalTextRect().right() > 215
    assert laid.lineAt(0).naturalTextRect().left() > 20
    tall, plain = (_lay_out("12", words, 220, 1.0) for words in (row.statement * 2, "An English statement " * 5))
    assert tall.lineCount() == plain.lineCount() == 2
    assert feet(tall) == pytest.approx(feet(plain), abs=1)
    english = _lay_out("12", "An English statement", 220, 1.0)
    assert english.lineAt(0).naturalTextRect().left() == 0


def test_what_is_typed_turns_with_its_words(qtbot):
    prose = Prose("Statement")
    qtbot.addWidget(prose)
    prose.resize(400, 60)
    prose.show()
    qtbot.keyClicks(prose, "Words")
    assert prose.cursorRect().x() < 100
    prose.selectAll()
    prose.insertPlainText("كلمات")
    assert prose.cursorRect().x() > 300
