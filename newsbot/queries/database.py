"""A database as a whole: how its crawls are doing, whether it is sound, and any question in SQL."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsbot.errors import ConfigurationError
from newsbot.queries.values import record

RUNS = 7
"""How many of a site's last runs are told."""

# What has to be true of a database, and the number of rows for which it is not.
_STRAYS = {
    "rows that point to nothing": "SELECT count(*) FROM pragma_foreign_key_check",
    "articles missing in the full-text index": "SELECT count(*) FROM article WHERE id NOT IN"
    " (SELECT id FROM article_fts_docsize)",
    "left over in the full-text index": "SELECT count(*) FROM article_fts_docsize WHERE id NOT IN"
    " (SELECT id FROM article)",
    "articles without a page": "SELECT count(*) FROM article WHERE id NOT IN"
    " (SELECT article_id FROM page WHERE article_id IS NOT NULL)",
    "articles without paragraphs": "SELECT count(*) FROM article WHERE word_count > 0 AND NOT EXISTS"
    " (SELECT 1 FROM paragraph WHERE article_id = article.id)",
    "repeats of a paragraph that is not there": "SELECT count(*) FROM repeats"
    " WHERE repeats IS NOT NULL AND repeated_text IS NULL",
}
_REBUILD = "; mend with: INSERT INTO article_fts (article_fts) VALUES ('rebuild')"


@dataclass(slots=True)
class SiteStatus:
    """A site: its articles, the newest of them, pages that are due, and its last runs, the latest first.

    `runs` hold the columns of the table `crawl`. `wrong` says in a line what is wrong, '' where all is well.
    """

    site: str
    url: str
    articles: int
    newest: str | None
    due: int
    runs: list[dict[str, Any]]
    wrong: str


@dataclass(slots=True)
class Check:
    """One thing looked at: its name, what was found, and whether that is as it should be."""

    name: str
    found: str
    ok: bool


@dataclass(slots=True)
class Answer:
    """The names of the columns, each a different one, and the rows, one at a time."""

    columns: list[str]
    rows: Iterator[tuple[Any, ...]]


def status(connection: sqlite3.Connection) -> list[SiteStatus]:
    """The state of each site, by name."""
    query = (
        "SELECT id, name AS site, url, (SELECT count(*) FROM article WHERE site_id = site.id) AS articles,"
        " (SELECT max(date_published) FROM article WHERE site_id = site.id) AS newest,"
        " (SELECT count(*) FROM page WHERE site_id = site.id"
        "  AND next_fetch <= strftime('%Y-%m-%dT%H:%M:%SZ')) AS due"
        " FROM site ORDER BY name"
    )
    last = f"SELECT * FROM crawl WHERE site_id = ? ORDER BY started_at DESC, id DESC LIMIT {RUNS}"
    told = []
    for site in map(dict, connection.execute(query)):
        runs = [record(row) for row in connection.execute(last, (site.pop("id"),))]
        told.append(SiteStatus(**site, runs=runs, wrong=_wrong(runs)))
    return told


def _wrong(runs: list[dict[str, Any]]) -> str:
    if not runs:
        return "never crawled"
    last = runs[0]
    if last["finished_at"] is None:
        return "the last run is still under way, or was killed"
    if last["message"]:
        return str(last["message"])
    return f"the last run ended with exit code {last['exit_code']}" if last["exit_code"] else ""


def doctor(connection: sqlite3.Connection) -> list[Check]:
    """Look at everything that can be wrong with a database; the whole file is read."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    faults = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(5)")]
    checks = [Check("schema", f"version {version}", True), Check("file", "; ".join(faults), faults == ["ok"])]
    for name, query in _STRAYS.items():
        (number,) = connection.execute(query).fetchone()
        advice = _REBUILD if number and "index" in name else ""
        checks.append(Check(name, f"{number}{advice}", not number))
    row = connection.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchone()
    path = Path(row["file"])
    size = sum(file.stat().st_size for file in path.parent.glob(f"{path.name}*"))
    free = shutil.disk_usage(path.parent).free
    # a migration copies the file, and a run may double it
    checks.append(Check("disk", f"{size / 2**20:.1f} MB used, {free / 2**20:.0f} MB free", free > 2 * size))
    return checks


def sql(connection: sqlite3.Connection, statement: str) -> Answer:
    """The answer to one SQL statement, a question. Raises ConfigurationError where SQLite refuses it.

    Of columns with one name, the later ones get a number: id, id_2.
    """
    with _asking():
        cursor = connection.execute(statement)
    if cursor.description is None:
        raise ConfigurationError("this is no question: write a SELECT")
    names: list[str] = []
    for name, *_ in cursor.description:
        count, own = 1, name
        while own in names:
            count += 1
            own = f"{name}_{count}"
        names.append(own)
    return Answer(names, _rows(cursor))


def _rows(cursor: sqlite3.Cursor) -> Iterator[tuple[Any, ...]]:
    with _asking():
        yield from map(tuple, cursor)


@contextmanager
def _asking() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, sqlite3.Warning, ValueError) as error:
        raise ConfigurationError(f"SQLite says: {error}") from error
