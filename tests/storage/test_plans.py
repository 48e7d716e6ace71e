"""No statement that is run for each article reads through all articles of a site."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import CompoundSelect, Delete, Insert, Select, Update
from sqlalchemy.dialects import sqlite

from newsbot.storage import Store, articles, earlier, lines

COMPILED = {
    f"{module.__name__}.{name}": statement.compile(dialect=sqlite.dialect())
    for module in (articles, earlier, lines)
    for name, statement in vars(module).items()
    if isinstance(statement, (Select, Update, Delete, Insert, CompoundSelect))
}
STATEMENTS = {
    name: str(compiled)
    for name, compiled in COMPILED.items()
    if "WHERE" in str(compiled) and None in compiled.params.values()  # else it is part of another one
}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plans") / "news.sqlite3"
    Store(path).close()
    return path


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_statement_finds_its_rows_by_an_index(name: str, database: Path) -> None:
    sql = STATEMENTS[name]
    with sqlite3.connect(database) as raw:
        plan = [row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {sql}", ["[1]"] * sql.count("?"))]
    raw.close()
    # what the statement itself puts together
    found = ("json_each", "subquery", "anon", "keyed", "places", "CONSTANT")
    read = [step for step in plan if not any(name in step for name in found)]
    assert not [step for step in read if step.startswith("SCAN")]
    assert not [step for step in read if step.startswith("SEARCH article") and "(site_id=?)" in step]
