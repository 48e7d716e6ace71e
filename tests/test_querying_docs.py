"""The recipes of docs/querying.md do what they say, and docs/schema.md and docs/cli.md are the code's."""

from __future__ import annotations

import importlib.util
import os
import re
import runpy
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import press
import pytest

from newsbot.cli.parser import VERBS
from newsbot.models import metadata
from newsbot.queries import Filters, count, diff, explain, list_, search, show, status
from newsbot.sqlite import read
from newsbot.storage import Store

DOCS = Path(__file__).parent.parent / "docs"
BLOCK = re.compile(r"```(sh|sql|python)\n(.*?)```", re.DOTALL)
RECIPES = BLOCK.findall((DOCS / "querying.md").read_text())
PAGES = [DOCS.parent / "README.md", *sorted(DOCS.glob("*.md"))]
STATEMENTS = [
    statement.strip()
    for page in PAGES
    for kind, text in BLOCK.findall(page.read_text())
    if kind == "sql"
    for statement in text.split(";")
    if statement.strip()
]
COMMANDS = [line for kind, text in RECIPES if kind == "sh" for line in text.splitlines()]
PROGRAMS = [text for kind, text in RECIPES if kind == "python"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database, in which something has changed and something was copied."""
    folder = tmp_path_factory.mktemp("analyst")
    (folder / "data").mkdir()
    press.write(folder / "data" / "newsbot.sqlite3")
    with Store(folder / "data" / "newsbot.sqlite3") as store:
        changed = press.items()["general"]
        changed.headline = "Un général russe commande en Ukraine"
        assert store.save_article(1, changed) == "changed"
        copied = press.items()["paix"]
        copied.url = copied.canonical_url = "https://presse.example/monde/paix-2/"
        assert copied.visit
        copied.visit.requested = copied.url
        assert store.save_article(1, copied) == "new"
        store.settle(1)
    return folder


@pytest.fixture(scope="module")
def connection(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{folder}/data/newsbot.sqlite3?mode=ro", uri=True)


def whole_tables(connection: sqlite3.Connection, statement: str) -> list[str]:
    """The steps of the query plan that read a table from its first row to its last, without an index."""
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
    return [step for step in plan if re.match(r"SCAN (article|page|paragraph|line|revision|crawl)$", step)]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_sql_recipes_find_something_by_an_index(connection: sqlite3.Connection, statement: str) -> None:
    assert connection.execute(statement).fetchall()
    assert not whole_tables(connection, statement)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM articles WHERE id = 23",
        "SELECT * FROM articles WHERE day_published = '2022-09-30'",
        "SELECT * FROM articles WHERE canonical_url = 'https://presse.example/monde/general/'",
        "SELECT * FROM articles WHERE section = 'Europe'",
        "SELECT * FROM articles ORDER BY date_published DESC LIMIT 5",
        "SELECT * FROM paragraphs_kept WHERE article_id = 23",
        "SELECT * FROM repeats",
        "SELECT * FROM repeats WHERE article_id = 23",
        "SELECT * FROM daily_counts",
        "SELECT * FROM daily_counts WHERE day_published >= '2022-10-01'",
    ],
)
def test_views_use_an_index(connection: sqlite3.Connection, statement: str) -> None:
    assert connection.execute(statement).fetchall()
    assert not whole_tables(connection, statement)


def test_verbs_use_an_index(folder: Path) -> None:
    filters = Filters("presse", "Europe", "Marie Dupont", "2022", "2022-12")
    with closing(read(folder / "data" / "newsbot.sqlite3")) as connection:
        asked: list[str] = []
        connection.set_trace_callback(asked.append)
        for chosen in (*(Filters(**{name: value}) for name, value in asdict(filters).items()), filters):
            list_(connection, chosen)
            search(connection, "Ukraine", chosen)
            search(connection, "Ukraine", chosen, order="newest")
        for by in ("day", "month", "year", "site", "section", "author"):
            count(connection, by=by)
        for verb in (show, explain, diff):
            verb(connection, "23")
        explain(connection, "https://presse.example/monde/general/")
        status(connection)
        connection.set_trace_callback(None)
        questions = [each for each in dict.fromkeys(asked) if each.lstrip().startswith(("SELECT", "WITH"))]
        wrong = {each: steps for each in questions if (steps := whole_tables(connection, each))}
    assert len(questions) > 50
    assert not wrong


@pytest.mark.parametrize("command", COMMANDS)
def test_shell_recipes(folder: Path, command: str) -> None:
    tools = re.findall(r"(?:^|\| )(\w+)", command)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    if missing := [tool for tool in tools if not shutil.which(tool, path=path)]:
        pytest.skip(f"needs {', '.join(missing)}")
    if ".parquet" in command and not importlib.util.find_spec("pyarrow"):
        pytest.skip("needs pyarrow")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NEWSBOT_")}
    done = subprocess.run(
        ["bash", "-euc", command],
        cwd=folder,
        env={**environment, "PATH": path},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    if " -o " not in command and "VACUUM" not in command and ".wrong" not in command:
        assert done.stdout.strip("[]\n")


@pytest.mark.parametrize("program", PROGRAMS)
def test_python_recipes(folder: Path, program: str) -> None:
    for module in re.findall(r"^import (\w+)", program, re.MULTILINE):
        if not importlib.util.find_spec(module):
            pytest.skip(f"needs {module}")
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) > 2


def test_there_are_recipes_of_each_kind() -> None:
    assert (len(STATEMENTS) > 12, len(COMMANDS) > 10, len(PROGRAMS)) == (True, True, 3)


@pytest.mark.parametrize("page", ["schema.md", "cli.md"])
def test_a_generated_page_is_up_to_date(page: str) -> None:
    write = runpy.run_path(str(DOCS / "generate.py"))["PAGES"][page]
    assert (DOCS / page).read_text() == write(), "run: python docs/generate.py"


def test_the_schema_page_tells_each_table_and_column(tmp_path: Path) -> None:
    text = (DOCS / "schema.md").read_text()
    Store(tmp_path / "empty.sqlite3").close()
    with closing(sqlite3.connect(tmp_path / "empty.sqlite3")) as raw:
        stored = {name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'view'")}
        assert all(f"**`{name}`**" in text for name in stored)
        for name, table in metadata.tables.items():
            columns = {row[1] for row in raw.execute(f"PRAGMA table_info({name})")}
            assert columns == {column.name for column in table.columns}
            section = text.partition(f"## `{name}`\n")[2].partition("\n## ")[0]
            assert columns == set(re.findall(r"^\| `(\w+)`", section, re.MULTILINE))
            assert not re.findall(r"^\|[^|]+\|[^|]+\| *\|$", section, re.MULTILINE)


def test_each_verb_is_a_function_of_the_same_name() -> None:
    import newsbot.queries

    here = {"search", "list", "show", "export", "stats", "sql", "explain", "diff", "status", "doctor"}
    assert here <= set(VERBS)
    for verb in here:
        assert hasattr(newsbot.queries, verb) or hasattr(newsbot.queries, f"{verb}_")
