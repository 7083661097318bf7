"""A redacted copy that a colleague worked in is merged back into the project it was made from: nothing is lost."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.desk import canaries
from workbench.desk import claims, documents, evidence, history, projects, share, sharing
from workbench.desk.leaving import Part, Profile
from workbench.model.sets import Stance
from workbench.store.project import Project

DERIVED = ("log_", "sqlite_", "search", "conflict", "revived", "renumbered", "view_state", "blob")


def rows(path: Path) -> dict[str, dict[str, dict[str, object]]]:
    """Return every row of every noun, by table and id."""
    found: dict[str, dict[str, dict[str, object]]] = {}
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            if not table.startswith(DERIVED):
                key = "id" if table not in ("document_text", "passage_picture") else f"{table.split('_')[0]}_id"
                found[table] = {row[key]: dict(row) for row in connection.execute(f"SELECT * FROM {table}")}
    return found


def work(copy: Project, chance: random.Random) -> dict[tuple[str, str, str], object]:
    """Do what a colleague does in a copy; return what was set, by table, id and field."""
    done: dict[tuple[str, str, str], object] = {}
    there = claims.listing(copy)
    for claim in chance.sample(there, min(3, len(there))):
        claims.edit(copy, claim.id, statement=f"Reworded {claim.code}.")
        done["claim", claim.id, "statement"] = f"Reworded {claim.code}."
    new = documents.cite(copy, title="Added in the copy", quotation="It was said.")
    done["document", new.id, "title"] = "Added in the copy"
    if there:
        link = evidence.link(copy, there[0].id, new.id, 0, 6, Stance.CONTEXT, note="by the colleague")
        done["evidence_link", link.id, "note"] = "by the colleague"
        if not claims.get(copy, there[-1].id).note:  # it stayed behind, or there was none
            claims.edit(copy, there[-1].id, note="Noted in the copy.")
    return done


def merged_back(folder: Path, seed: int) -> None:
    """Share a random project, let somebody work in the copy and in the project, and merge the copy back."""
    cage = canaries.build(folder / "whole.factcheck", seed)
    chance = random.Random(seed)
    whole, out = cage.project, folder / "copy.factcheck"
    try:
        parts = chance.sample([part.value for part in Part], chance.randint(0, 3))
        share.copy(whole, out, profile=chance.choice(list(Profile)), leave_out=parts)
        copy = projects.open(out, person="Eve Adams")
        done = work(copy, chance)
        assert [one.detail for one in history.verify(copy) if not one.ok] == []
        copy.close()
        before = rows(whole.path)
        told = sharing.take_in(whole, out)
        assert told.lost == 0
        after = rows(whole.path)
        for (table, ident, name), value in done.items():
            assert value == after[table][ident][name]
        for table, ones in before.items():
            for ident, row in ones.items():
                changed = {name for name, value in row.items() if after[table][ident][name] != value}
                assert changed <= {name for t, i, name in done if (t, i) == (table, ident)} | {"note"}
                assert str(row.get("note", "")) in str(after[table][ident].get("note", ""))
        assert [one.detail for one in history.verify(whole) if not one.ok] == []
        assert sharing.take_in(whole, out).nothing_new
        whole.undo()
        assert rows(whole.path) == before
    finally:
        whole.close()


@pytest.mark.parametrize("seed", range(6))
def test_a_redacted_copy_is_merged_back(tmp_path: Path, seed: int) -> None:
    merged_back(tmp_path, seed)
