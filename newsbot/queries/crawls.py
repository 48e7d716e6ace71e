"""How the crawls are doing: each site, its last runs, and what is wrong."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from newsbot.queries.values import decoded

RUNS = 7
"""How many of a site's last runs are told."""

_LISTS = ("skipped", "outcomes", "coverage")


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


def status(connection: sqlite3.Connection) -> list[SiteStatus]:
    """The state of each site, by name."""
    query = (
        "SELECT id, name, url, (SELECT count(*) FROM article WHERE site_id = site.id) AS articles,"
        " (SELECT max(date_published) FROM article WHERE site_id = site.id) AS newest,"
        " (SELECT count(*) FROM page WHERE site_id = site.id"
        "  AND next_fetch <= strftime('%Y-%m-%dT%H:%M:%SZ')) AS due"
        " FROM site ORDER BY name"
    )
    return [_status(connection, row) for row in connection.execute(query)]


def _status(connection: sqlite3.Connection, site: sqlite3.Row) -> SiteStatus:
    query = "SELECT * FROM crawl WHERE site_id = ? ORDER BY started_at DESC, id DESC LIMIT ?"
    runs = [_run(row) for row in connection.execute(query, (site["id"], RUNS))]
    return SiteStatus(
        site["name"], site["url"], site["articles"], site["newest"], site["due"], runs, _wrong(runs)
    )


def _run(row: sqlite3.Row) -> dict[str, Any]:
    run = dict(row)
    del run["site_id"]
    for name in _LISTS:
        run[name] = decoded(row, name)
    return run


def _wrong(runs: list[dict[str, Any]]) -> str:
    if not runs:
        return "never crawled"
    last = runs[0]
    if last["finished_at"] is None:
        return "the last run is still under way, or was killed"
    if last["message"]:
        return str(last["message"])
    return f"the last run ended with exit code {last['exit_code']}" if last["exit_code"] else ""
