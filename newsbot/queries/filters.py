"""Which articles: the conditions that searching, listing, counting and exporting share."""

from __future__ import annotations

import json
import re
import sqlite3
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from newsbot.errors import ConfigurationError
from newsbot.queries.forms import plain, words

MANY = 4000
"""From how many articles on it is faster to walk through the newest than to gather and sort all."""

_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


class Where(NamedTuple):
    """Conditions as SQL, their values, and the table to name where the newest articles are wanted."""

    sql: str
    values: list[Any]
    newest: str


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions on articles; one that is '' does not count.

    `site` is the name of a site. `section` is the name of a section, whose sub-sections are included, and
    `author` a name or a part of one in whole words; neither minds case and accents. `since` and `until` are
    local days, both included: `2022-10-01`, `2022-10` or `2022`.
    """

    site: str = ""
    section: str = ""
    author: str = ""
    since: str = ""
    until: str = ""

    def where(self, connection: sqlite3.Connection) -> Where:
        """The conditions as SQL about `article`. Raises ConfigurationError."""
        conditions: list[str] = []
        values: list[Any] = []
        newest = "article"
        if self.site:
            conditions.append("article.site_id = ?")
            values.append(_site(connection, self.site))
        if self.section:
            found, articles = _sections(connection, self.section)
            if articles > MANY:
                newest = "article INDEXED BY article_by_date"
            conditions.append(
                "(article.section, article.breadcrumb) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))"
            )
            values.append(json.dumps(found))
        if self.author:
            conditions.append("article.authors IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(_authors(connection, self.author)))
        if self.since:
            # an instant is at most a day away from its local day: the index of instants narrows the search
            conditions.append("article.date_published >= date(?, '-1 day') AND article.day_published >= ?")
            values += [_day(self.since, last=False)] * 2
        if self.until:
            conditions.append("article.date_published < date(?, '+2 days') AND article.day_published <= ?")
            values += [_day(self.until, last=True)] * 2
        return Where(" AND ".join(conditions) or "1", values, newest)


EVERYTHING = Filters()


def _site(connection: sqlite3.Connection, name: str) -> int:
    ids = {row["name"]: int(row["id"]) for row in connection.execute("SELECT id, name FROM site")}
    if name not in ids:
        raise ConfigurationError(f"no site {name!r} in this database; there is: {', '.join(ids) or 'none'}")
    return ids[name]


def _sections(connection: sqlite3.Connection, name: str) -> tuple[list[tuple[str, str]], int]:
    """The pairs of section and breadcrumb that are in the section called `name`, and their articles."""
    wanted = words(name)
    query = "SELECT section, breadcrumb, count(*) FROM article GROUP BY section, breadcrumb"
    found = [
        (section, breadcrumb, articles)
        for section, breadcrumb, articles in connection.execute(query)
        if any(words(one) == wanted for one in (section, *json.loads(breadcrumb)))
    ]
    return [(section, breadcrumb) for section, breadcrumb, _ in found], sum(row[2] for row in found)


def _authors(connection: sqlite3.Connection, name: str) -> list[str]:
    wanted = re.compile(r"\b" + r'[^\w"]+'.join(words(name)) + r"\b")
    stored = [authors for (authors,) in connection.execute("SELECT DISTINCT authors FROM article")]
    plainly = plain("\0".join(stored)).split("\0")  # all at once, which is ten times faster
    return [authors for authors, line in zip(stored, plainly, strict=True) if wanted.search(line)]


def _day(text: str, *, last: bool) -> str:
    """The first or the last day that `text`, a day, a month or a year, stands for."""
    if not _DATE.fullmatch(text):
        raise ConfigurationError(f"{text!r} is not a date: write 2022-10-01, 2022-10 or 2022")
    try:
        year, month, day, *_ = [*map(int, text.split("-")), 0, 0]
        month = month or (12 if last else 1)
        return date(year, month, day or (monthrange(year, month)[1] if last else 1)).isoformat()
    except ValueError:
        raise ConfigurationError(f"{text!r} is not in the calendar") from None
