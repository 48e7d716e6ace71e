"""Counting: how many articles when and where, which dates are known, which paragraphs repeat."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from newsbot.queries.filters import EVERYTHING, Filters

By = Literal["day", "month", "year", "site", "section", "author"]

_NAMES = {
    "day": "day_published",
    "month": "substr(day_published, 1, 7)",
    "year": "substr(day_published, 1, 4)",
    "site": "site.name",
    "section": "article.section",
    "author": "author.value",
}


@dataclass(slots=True)
class Count:
    """How many articles of `site` have `name`: a day, a section…"""

    name: str
    site: str
    articles: int


@dataclass(slots=True)
class Statistics:
    """Figures of a database, or of the articles that filters leave.

    `verdicts` are paragraphs by verdict; `witnesses` and `precisions` are articles by what gave their date
    and how fine it is ('' where there is none).
    """

    articles: int
    counts: list[Count]
    verdicts: dict[str, int]
    witnesses: dict[str, int]
    precisions: dict[str, int]


def count(connection: sqlite3.Connection, filters: Filters = EVERYTHING, *, by: By = "day") -> list[Count]:
    """How many articles each day (or what `by` says) and site has, in the order of names."""
    where = filters.where(connection)
    authors = ", json_each(article.authors) AS author" if by == "author" else ""
    query = (
        f"SELECT {_NAMES[by]}, site.name, count(*) FROM article JOIN site ON site.id = site_id{authors}"
        f" WHERE {where.sql} AND {_NAMES[by]} <> '' GROUP BY 1, site_id ORDER BY 1, 2"
    )
    return [Count(*row) for row in connection.execute(query, where.values)]


def stats(connection: sqlite3.Connection, filters: Filters = EVERYTHING, *, by: By = "day") -> Statistics:
    """Articles by day (or `by` something else) and site, with figures of dates and repeated paragraphs."""
    where = filters.where(connection)
    of_them = f"AND article_id IN (SELECT id FROM article WHERE {where.sql})" if where.values else ""
    dropped = f"SELECT verdict, count(*) FROM paragraph WHERE verdict <> 'kept' {of_them} GROUP BY verdict"
    verdicts = dict(connection.execute(dropped, where.values).fetchall())
    query = f"SELECT count(*) FROM paragraph WHERE 1 {of_them}"
    (total,) = connection.execute(query, where.values).fetchone()
    query = (
        "SELECT coalesce(date_published_witness, ''), coalesce(date_published_precision, ''), count(*)"
        f" FROM article WHERE {where.sql} GROUP BY 1, 2 ORDER BY 3 DESC"
    )
    witnesses, precisions = Counter[str](), Counter[str]()
    for witness, precision, number in connection.execute(query, where.values):
        witnesses[witness] += number
        precisions[precision] += number
    kept = {"kept": total - sum(verdicts.values())}
    counts = count(connection, filters, by=by)
    return Statistics(precisions.total(), counts, {**kept, **verdicts}, dict(witnesses), dict(precisions))
