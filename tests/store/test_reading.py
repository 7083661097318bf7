"""Rows read by plain SQL are what the model would give, and one look answers from one moment."""

import threading

import pytest
from sqlalchemy import Boolean, inspect
from sqlmodel import select

from workbench.desk import claims, sample
from workbench.model.base import Closed, Json
from workbench.model.columns import CLOSED, FLAGS, LISTS
from workbench.model.tables import NOUNS
from workbench.store.reading import NoRow


def columns(kind):
    found = {}
    for noun in NOUNS.values():
        names = {column.name: column.type for column in inspect(noun).local_table.columns}
        wanted = {name: type_ for name, type_ in names.items() if isinstance(type_, kind)}
        if wanted:
            found[noun.__tablename__] = wanted
    return found


def test_the_columns_that_are_read_are_those_of_the_model():
    assert {noun: {name: t.words for name, t in names.items()} for noun, names in columns(Closed).items()} == CLOSED
    assert {noun: frozenset(names) for noun, names in columns(Json).items()} == LISTS
    assert {noun: frozenset(names) for noun, names in columns(Boolean).items()} == FLAGS


@pytest.fixture
def project(tmp_path):
    project = sample.build(tmp_path / "sample.factcheck")
    yield project
    project.close()


def test_every_row_reads_as_the_model_gives_it(project):
    count = 0
    for noun in NOUNS.values():
        with project.look() as session:
            expected = {row.id: row.model_dump() for row in session.exec(select(noun))}
        with project.read() as snapshot:
            rows = snapshot.nouns(str(noun.__tablename__))
        assert {row.id: {name: getattr(row, name) for name in expected[row.id]} for row in rows} == expected
        kinds = [type(value) for row in expected.values() for value in row.values()]
        assert [type(getattr(row, name)) for row in rows for name in expected[row.id]] == kinds
        count += len(rows)
    assert count > 300


def test_one_look_answers_from_one_moment(project):
    article = next(iter(project_versions(project)))
    with project.read() as snapshot:
        before = snapshot.value("SELECT count(*) FROM claim")
        writer = threading.Thread(target=lambda: claims.mark(project, article, 0, 20))
        writer.start()
        writer.join(0.3)
        assert snapshot.value("SELECT count(*) FROM claim") == before
    writer.join(10)
    with project.read() as snapshot:
        assert snapshot.value("SELECT count(*) FROM claim") == before + 1


def project_versions(project):
    with project.read() as snapshot:
        return [row[0] for row in snapshot.exec_driver_sql("SELECT id FROM article_version")]


def test_a_reader_cannot_write(project):
    from workbench.store.trouble import ReadOnlyProject

    with pytest.raises(ReadOnlyProject), project.read() as snapshot:
        snapshot.exec_driver_sql("DELETE FROM claim")


def test_the_only_row_has_to_be_there(project):
    with project.read() as snapshot, pytest.raises(NoRow):
        snapshot.exec_driver_sql("SELECT 1 FROM claim").one()


def test_a_project_is_opened_and_listed_without_the_model(tmp_path, project):
    import subprocess
    import sys

    path = project.path
    project.close()
    code = (
        "import sys; from pathlib import Path\n"
        "from workbench.desk import projects, claims, documents, sheets, articles\n"
        f"project = projects.open(Path({str(path)!r}), introduce=False)\n"
        "rows = claims.rows(project); sheets.sheet(project, 'C45'); documents.listing(project)\n"
        "articles.listing(project); projects.info(project); projects.recall(project, 'x')\n"
        "print(len(rows), 'sqlalchemy' in sys.modules, 'pydantic' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.split() == ["51", "False", "False"]
