"""The lists behave as Qt asks of models, and tell no more than what differs."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt

from workbench.desk.views import ClaimRow, VerdictMark
from workbench.model.sets import ClaimKind, Polarity, WorkStatus
from workbench.ui.models.claims import ClaimFilter, ClaimsModel
from workbench.ui.models.rows_model import RowsModel
from workbench.ui.panels import faces
from workbench.ui.panels.row_list import RowList


def claim(number, **other) -> ClaimRow:
    return replace(
        ClaimRow(
            id=f"id{number}",
            code=f"C{number}",
            number=number,
            statement=f"Statement {number} of the ISI",
            kind=ClaimKind.CONTENT,
            status=WorkStatus.OPEN,
            verdict=None,
            supports=0,
            refutes=0,
            mixed=0,
            context=0,
            findings=0,
            initials="",
            start=number * 10,
            end=number * 10 + 5,
            paragraph=1,
            pair_code=None,
        ),
        **other,
    )


FALSE = VerdictMark("False", Polarity.FALSE, 1, 1, 5)


@pytest.fixture
def model(qapp, qtmodeltester):
    made = ClaimsModel()
    qtmodeltester.check(made)
    return made


def test_the_model_keeps_qts_rules_whatever_happens(model, qtmodeltester):
    model.feed([claim(n) for n in range(5)])
    model.feed([claim(n) for n in range(6)])
    model.feed([claim(9), *(claim(n) for n in range(6))])
    model.narrow(ClaimFilter(text="statement 3"))
    model.narrow(ClaimFilter())
    model.feed([])
    model.feed([claim(1)])
    qtmodeltester.check(model)
    assert model.rowCount(model.index(0)) == 0


def test_a_changed_row_is_announced_alone(model):
    model.feed([claim(n) for n in range(4)])
    told = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    resets = []
    model.modelReset.connect(lambda: resets.append(1))
    model.feed([claim(0), claim(1), claim(2, verdict=FALSE), claim(3)])
    assert told == [(2, 2)]
    assert resets == []


def test_one_new_claim_is_put_in_without_a_jump(model):
    model.feed([claim(0), claim(2)])
    put, resets = [], []
    model.rowsInserted.connect(lambda _, first, last: put.append((first, last)))
    model.modelReset.connect(lambda: resets.append(1))
    model.feed([claim(0), claim(1), claim(2)])
    assert put == [(1, 1)]
    assert resets == []
    assert [row.number for row in model.rows] == [0, 1, 2]


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        (ClaimFilter(), [1, 2, 3, 4]),
        (ClaimFilter(text="isi 3"), [3]),
        (ClaimFilter(text="c2"), [2]),
        (ClaimFilter(status=WorkStatus.IN_REVIEW), [2]),
        (ClaimFilter(judged=True), [3]),
        (ClaimFilter(judged=False), [1, 2, 4]),
        (ClaimFilter(polarity=Polarity.FALSE), [3]),
        (ClaimFilter(polarity=Polarity.TRUE), []),
        (ClaimFilter(with_findings=True), [4]),
        (ClaimFilter(text="isi", judged=False, with_findings=True), [4]),
    ],
)
def test_the_filter_lets_through_what_it_says(model, wanted, shown):
    model.feed([claim(1), claim(2, status=WorkStatus.IN_REVIEW), claim(3, verdict=FALSE), claim(4, findings=2)])
    model.narrow(wanted)
    assert [row.number for row in model.rows] == shown


def test_a_row_outside_is_nothing(model):
    model.feed([claim(1)])
    assert model.at(QModelIndex()) is None
    assert model.row_of("id7") == -1


def test_enter_opens_the_row_one_was_on_though_many_rows_came_in(qtbot):
    rows: RowsModel[ClaimRow] = RowsModel(lambda row: row.statement, lambda row: row.statement)
    rows.put([claim(n) for n in range(3)])
    shown = RowList("Claims", rows, faces.claim_face, "")
    qtbot.addWidget(shown)
    shown.setCurrentIndex(rows.index(1))
    opened: list[ClaimRow] = []
    chosen: list[ClaimRow] = []
    shown.opened.connect(opened.append)
    shown.chosen.connect(chosen.append)
    rows.put([claim(n) for n in range(-5, 8)])
    assert chosen == []
    qtbot.keyClick(shown, Qt.Key.Key_Return)
    assert [row.id for row in opened] == ["id1"]
    rows.put([claim(n) for n in range(20, 24)])
    assert not shown.currentIndex().isValid(), "a row that went away leaves no other one chosen"
