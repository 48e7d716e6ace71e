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
from newsbot.queries.words import pattern, words

_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


class Where(NamedTuple):
    """Conditions on `article` as SQL, and their values."""

    sql: str
    values: list[Any]


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
        """The conditions as SQL. Raises ConfigurationError."""
        conditions: list[str] = []
        values: list[Any] = []
        if self.site:
            conditions.append("article.site_id = ?")
            values.append(_site(connection, self.site))
        if self.section:
            pair = "SELECT value ->> 0, value ->> 1 FROM json_each(?)"
            conditions.append(f"(article.section, article.breadcrumb) IN ({pair})")
            values.append(json.dumps(_sections(connection, self.section)))
        if self.author:
            conditions.append("article.authors IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(_bylines(connection, self.author)))
        if self.since:
            # an instant is at most a day away from its local day: the index of instants narrows the search
            conditions.append("article.date_published >= date(?, '-1 day') AND article.day_published >= ?")
            values += [_day(self.since, last=False)] * 2
        if self.until:
            conditions.append("article.date_published < date(?, '+2 days') AND article.day_published <= ?")
            values += [_day(self.until, last=True)] * 2
        return Where(" AND ".join(conditions) or "1", values)


EVERYTHING = Filters()


def _site(connection: sqlite3.Connection, name: str) -> int:
    ids = {row["name"]: int(row["id"]) for row in connection.execute("SELECT id, name FROM site")}
    if name not in ids:
        raise ConfigurationError(f"no site {name!r} in this database; there is: {', '.join(ids) or 'none'}")
    return ids[name]


# From one pair to the next by the index, where DISTINCT would read all of it.
_PAIRS = """
    WITH RECURSIVE pair(id) AS (
        SELECT (SELECT id FROM article ORDER BY section, breadcrumb LIMIT 1)
        UNION ALL
        SELECT coalesce(
            (SELECT id FROM article AS next WHERE next.section = this.section
             AND next.breadcrumb > this.breadcrumb ORDER BY next.breadcrumb LIMIT 1),
            (SELECT id FROM article AS next WHERE next.section > this.section
             ORDER BY next.section, next.breadcrumb LIMIT 1)
        ) FROM pair JOIN article AS this USING (id)
    )
    SELECT section, breadcrumb FROM pair JOIN article USING (id)
"""


def _sections(connection: sqlite3.Connection, name: str) -> list[tuple[str, str]]:
    """The pairs of section and breadcrumb that are in the section called `name`."""
    wanted = words(name)
    return [
        (section, breadcrumb)
        for section, breadcrumb in connection.execute(_PAIRS)
        if any(words(one) == wanted for one in (section, *json.loads(breadcrumb)))
    ]


def _bylines(connection: sqlite3.Connection, name: str) -> list[str]:
    """The stored lists of authors that have `name` among them, all looked through as one text."""
    query = "SELECT group_concat(authors, char(10)) FROM (SELECT DISTINCT authors FROM article)"
    text = connection.execute(query).fetchone()[0] or ""
    phrase = " ".join(words(name))
    found = pattern([phrase] if phrase else [], between=r'[^\w"]+').finditer(text)
    lines = [(text.rfind("\n", 0, each.start()) + 1, text.find("\n", each.end())) for each in found]
    return [text[start : end if end >= 0 else None] for start, end in lines]


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
