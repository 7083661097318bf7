"""The operation log: captured, hashed, replayed; undo and redo only append, and never overwrite later work."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from workbench.model.ids import new_id
from workbench.model.sets import DocumentKind
from workbench.model.tables import Article, Claim, Document
from workbench.store.log import GONE, Op, changes, fold, ops_of, pack, unpack
from workbench.store.project import Project
from workbench.store.undo import ChangedSince, NothingToUndo
from workbench.store.verify import verify


@pytest.fixture
def project(tmp_path: Path):
    project = Project.create(tmp_path / "check.factcheck")
    yield project
    project.close()


def add(project: Project, title: str = "t") -> str:
    article = Article(number=1, title=title)
    with project.step("Add article") as session:
        session.add(article)
    return article.id


def retitle(project: Project, ident: str, title: str) -> None:
    with project.step("Retitle") as session:
        session.get_one(Article, ident).title = title


def title(project: Project, ident: str) -> str | None:
    with project.look() as session:
        found = session.get(Article, ident)
        return found.title if found else None


def sound(project: Project) -> bool:
    with project.look() as session:
        return all(ok for _, ok, _ in verify(session.connection()))


def test_ids_sort_in_the_order_they_were_made() -> None:
    made = [new_id() for _ in range(2000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert all(one[14] == "7" and one[19] in "89ab" for one in made)


def test_an_operation_survives_packing() -> None:
    op = Op(
        6, new_id(), {"statement": "ہ é 😀", "number": 3, "x": None}, {"statement": ["ab" * 32]}, "00" * 16, "cd" * 32
    )
    assert unpack(pack(op)) == op
    assert unpack(pack(op)).id == op.id


def test_every_letter_of_an_operation_counts() -> None:
    ident = new_id()
    op = Op(6, ident, {"a": 1}, {}, "00" * 16)
    others = [
        Op(7, ident, {"a": 1}, {}, "00" * 16),
        Op(6, new_id(), {"a": 1}, {}, "00" * 16),
        Op(6, ident, {"a": 2}, {}, "00" * 16),
        Op(6, ident, {"a": 1}, {"a": ["ab" * 32]}, "00" * 16),
        Op(6, ident, {"a": 1}, {}, "01" * 16),
        Op(6, ident, {"a": 1}, {}, "00" * 16, "ab" * 32),
    ]
    assert len({op.id, *(other.id for other in others)}) == len(others) + 1


def test_an_edit_names_what_it_replaced(project: Project) -> None:
    ident = add(project)
    retitle(project, ident, "u")
    with project.look() as session:
        first, second = ops_of(session.connection(), ident)
    assert second.values == {"title": "u"}
    assert second.prev == {"title": [first.id]}


def test_an_edit_of_one_field_logs_that_field_only(project: Project) -> None:
    ident = add(project)
    with project.step("Edit") as session:
        row = session.get_one(Article, ident)
        row.title = row.title
        row.byline = "A. Writer"
    with project.look() as session:
        assert ops_of(session.connection(), ident)[-1].values == {"byline": "A. Writer"}


def test_a_step_without_change_leaves_no_trace(project: Project) -> None:
    ident = add(project)
    head = project.head()
    retitle(project, ident, "t")
    assert project.head() == head


def test_a_new_opening_is_a_new_actor(tmp_path: Path) -> None:
    path = tmp_path / "x.factcheck"
    first = Project.create(path)
    add(first)
    first.close()
    second = Project.open(path)
    retitle(second, title_id(second), "u")
    with second.look() as session:
        actors = {change.actor for change in changes(session.connection())}
    assert len(actors) == 2
    second.close()


def title_id(project: Project) -> str:
    with project.look() as session:
        return session.exec(select(Article.id)).one()


def test_undo_and_redo_survive_closing(tmp_path: Path) -> None:
    path = tmp_path / "x.factcheck"
    project = Project.create(path)
    ident = add(project)
    retitle(project, ident, "u")
    project.undo()
    project.close()
    project = Project.open(path)
    assert (title(project, ident), project.undo_label(), project.redo_label()) == ("t", "Add article", "Retitle")
    project.redo()
    assert (title(project, ident), project.redo_label()) == ("u", None)
    project.undo()
    project.undo()
    assert (title(project, ident), project.undo_label()) == (None, None)
    assert sound(project)
    project.close()


def test_a_new_step_ends_what_could_be_redone(project: Project) -> None:
    ident = add(project)
    retitle(project, ident, "u")
    project.undo()
    retitle(project, ident, "v")
    assert project.redo_label() is None
    with pytest.raises(NothingToUndo, match="nothing to redo"):
        project.redo()


def test_nothing_to_undo_is_said(project: Project) -> None:
    with pytest.raises(NothingToUndo, match="nothing to undo"):
        project.undo()


def test_making_the_project_is_never_undone(project: Project) -> None:
    with project.step("New project", kind="fixed") as session:
        session.add(Article(number=1, title="t"))
    assert project.undo_label() is None


def _edit_as_somebody_else(project: Project, ident: str, field: str, value: str) -> None:
    """What a merge will do: an operation arrives that undo did not foresee and may not overwrite."""
    with project.step("Merge", kind="merged") as session:
        setattr(session.get_one(Article, ident), field, value)


@pytest.mark.parametrize("value", ["theirs", "mine"])
def test_undo_never_overwrites_what_somebody_else_wrote_since(project: Project, value: str) -> None:
    from workbench.store import undo

    ident = add(project)
    retitle(project, ident, "mine")
    with project.look() as session:
        applied = undo.next_undo(session.connection())
    assert applied
    _edit_as_somebody_else(project, ident, "title", "theirs")
    if value == "mine":  # even where they came back to the very same words
        _edit_as_somebody_else(project, ident, "title", "mine")
    with project.look() as session, pytest.raises(ChangedSince, match="Retitle"):
        undo.inverse(session.connection(), applied[1])


def test_undoing_a_making_is_refused_once_somebody_else_worked_on_it(project: Project) -> None:
    from workbench.store import undo

    ident = add(project)
    with project.look() as session:
        applied = undo.next_undo(session.connection())
    assert applied
    _edit_as_somebody_else(project, ident, "byline", "theirs")
    with project.look() as session, pytest.raises(ChangedSince):
        undo.inverse(session.connection(), applied[1])


def test_undoing_a_making_spares_a_field_that_came_to_the_noun_later(project: Project) -> None:
    """A noun made before its table had a field, and that field written by somebody else since."""
    from workbench.store import log, undo

    ident = new_id()
    made = Op(4, ident, {"title": "t", "number": 1}, {}, "00")
    later = Op(4, ident, {"byline": "theirs"}, {}, "01")
    for ops in ([made], [later]):
        with project.derive() as connection:
            log.append(
                connection, actor=project.acting, seq=1, time=len(ops), kind="do", label="x", target=None, ops=ops
            )
    with project.look() as session:
        first = next(iter(changes(session.connection())))
        with pytest.raises(ChangedSince):
            undo.inverse(session.connection(), first)


def test_deleting_is_undone_with_everything(project: Project) -> None:
    ident = add(project)
    retitle(project, ident, "u")
    with project.step("Delete") as session:
        session.delete(session.get_one(Article, ident))
    assert title(project, ident) is None
    project.undo()
    assert title(project, ident) == "u"
    assert sound(project)


def test_an_edit_the_deletion_did_not_see_revives() -> None:
    ident = new_id()
    made = Op(4, ident, {"title": "t"}, {}, "00")
    gone = Op(4, ident, {GONE: True}, {"title": [made.id]}, "01")
    unseen = Op(4, ident, {"title": "u"}, {"title": [made.id]}, "02")
    assert fold([made, gone]).values() is None
    for order in ([made, gone, unseen], [made, unseen, gone]):
        assert fold(order).values() is not None


def test_two_edits_that_did_not_see_each_other_both_stand() -> None:
    ident = new_id()
    made = Op(4, ident, {"title": "t"}, {}, "00")
    one = Op(4, ident, {"title": "one"}, {"title": [made.id]}, "01")
    two = Op(4, ident, {"title": "two"}, {"title": [made.id]}, "02")
    assert fold([made, one, two]).ids("title") == sorted([one.id, two.id])
    assert fold([made, one, two]).values() == fold([made, two, one]).values()


ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.text(max_size=5)),
        st.tuples(st.just("edit"), st.text(max_size=5)),
        st.tuples(st.sampled_from(["delete", "undo", "redo"]), st.just("")),
    ),
    max_size=9,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTIONS)
def test_undoing_everything_and_redoing_it_gives_every_state_again(
    tmp_path_factory: pytest.TempPathFactory, actions: list[tuple[str, str]]
) -> None:
    project = Project.create(tmp_path_factory.mktemp("undo") / "x.factcheck")
    past: list[dict[str, str]] = [state(project)]
    future: list[dict[str, str]] = []
    for action, words in actions:
        if action in ("undo", "redo"):
            if (len(past) > 1) if action == "undo" else future:
                if action == "undo":
                    future.append(past.pop())
                    project.undo()
                else:
                    past.append(future.pop())
                    project.redo()
                assert state(project) == past[-1]
            continue
        if act(project, action, words):
            past.append(state(project))
            future.clear()
    while len(past) > 1:
        future.append(past.pop())
        project.undo()
        assert state(project) == past[-1]
    assert project.undo_label() is None
    while future:
        past.append(future.pop())
        project.redo()
        assert state(project) == past[-1]
    assert sound(project)
    project.close()


def state(project: Project) -> dict[str, str]:
    with project.look() as session:
        return {row.id: row.title for row in session.exec(select(Article))}


def act(project: Project, action: str, words: str) -> bool:
    ids = sorted(state(project))
    if action == "add":
        add(project, words)
        return True
    if not ids:
        return False
    with project.step(action) as session:
        row = session.get_one(Article, ids[len(words) % len(ids)])
        if action == "delete":
            session.delete(row)
        elif row.title == words:
            return False
        else:
            row.title = words
    return True


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE claim SET statement = 'He did.'",
        "DELETE FROM claim",
        "UPDATE log_change SET label = 'Nothing'",
        "UPDATE log_change SET time = time - 1",
        "DELETE FROM log_op WHERE n = (SELECT max(n) FROM log_op)",
        "DELETE FROM log_change WHERE n = (SELECT max(n) FROM log_change)",
        "DELETE FROM log_change WHERE n = 1",
        "UPDATE log_op SET body = (SELECT body FROM log_op WHERE n = 1) WHERE n = 2",
        "DELETE FROM log_head",
    ],
)
def test_what_was_altered_behind_the_log_is_found(project: Project, harm: str) -> None:
    ident = add(project)
    with project.step("Mark") as session:
        session.add(Claim(number=1, article_id=ident, statement="He did not."))
    with project.step("Add") as session:
        session.add(Document(number=1, title="d", kind=DocumentKind.TEXT))
    assert sound(project)
    with sqlite3.connect(project.path) as connection:
        connection.execute(harm)
    connection.close()
    assert not sound(project)


def test_the_log_is_no_larger_than_twice_the_tables(project: Project) -> None:
    """The stated limit for the log, on claims and links as a long check makes them."""
    ident = add(project)
    with project.step("Mark") as session:
        for number in range(600):
            session.add(
                Claim(number=number, article_id=ident, statement=f"The statement with number {number} is here.")
            )
    with project.look() as session:
        connection = session.connection()
        log = connection.exec_driver_sql("SELECT sum(length(body) + length(id) + 16 + 16) FROM log_op").scalar_one()
        rows = connection.exec_driver_sql("SELECT * FROM claim").all()
    plain = sum(len(str(value)) for row in rows for value in row if value is not None)
    assert log <= 2 * plain
