"""Finding articles: by words, or the newest."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from newsbot.errors import ConfigurationError
from newsbot.queries.filters import EVERYTHING, Filters, Where
from newsbot.queries.forms import forms
from newsbot.queries.matching import match
from newsbot.queries.snippets import CLOSE, OPEN, Places, places, snippet
from newsbot.queries.values import decoded

Order = Literal["best", "newest"]

FEW = 300
"""Up to how many matches are looked up one by one to find the newest."""

_LONGEST = 100_000
_RANK = "bm25(article_fts, 1.0, 5.0)"  # body, headline
_COLUMNS = (
    "article.id, site.name AS site, article.canonical_url AS url, article.headline, article.date_published,"
    " article.day_published, article.date_published_precision, article.authors, article.section,"
    " article.word_count"
)


@dataclass(slots=True)
class Result:
    """An article in a list. `authors` are names; the dates are as in the table `article`.

    For one that was searched for, `score` grows with relevance (None where the newest come first), `snippet`
    is a part of its text, and `headline_found` and `snippet_found` are the places of what was found there.
    """

    id: int
    site: str
    url: str
    headline: str
    date_published: str | None
    day_published: str | None
    date_published_precision: str | None
    authors: list[str]
    section: str
    word_count: int
    score: float | None = None
    snippet: str = ""
    headline_found: Places = field(default_factory=list)
    snippet_found: Places = field(default_factory=list)


def search(
    connection: sqlite3.Connection,
    query: str,
    filters: Filters = EVERYTHING,
    *,
    order: Order = "best",
    limit: int = 20,
) -> list[Result]:
    """The articles that match `query` (see `newsbot.queries.matching.match`), the best or the newest first.

    Each word is found in all its inflected forms, with or without accents. Raises ConfigurationError where
    the query or a filter cannot be understood.
    """
    wanted = match(query, partial(forms, connection))
    find = _best if order == "best" else _newest
    try:
        found = find(connection, wanted, filters.where(connection), limit)
    except sqlite3.OperationalError as error:
        if "fts5" not in str(error):
            raise
        raise ConfigurationError(f"cannot search for {query!r}: it has too many parts") from error
    return _shown(connection, wanted, dict(found))


def list_(connection: sqlite3.Connection, filters: Filters = EVERYTHING, *, limit: int = 20) -> list[Result]:
    """The newest articles, those without a date last. Raises ConfigurationError for a wrong filter."""
    where = filters.where(connection)
    query = (
        f"SELECT {_COLUMNS} FROM {where.newest} JOIN site ON site.id = article.site_id"
        f" WHERE {where.sql} ORDER BY article.date_published DESC, article.id DESC LIMIT ?"
    )
    return [_result(row) for row in connection.execute(query, (*where.values, limit))]


def _shown(connection: sqlite3.Connection, wanted: str, scores: dict[int, float | None]) -> list[Result]:
    """These articles, in their order, with what was found in them; the index is read once for all."""
    query = (
        f"SELECT {_COLUMNS}, article.body, {_marked(1, 'article.headline')} AS marked_headline,"
        f" {_marked(0, 'article.body')} AS marked_body"
        " FROM article_fts JOIN article ON article.id = article_fts.rowid"
        " JOIN site ON site.id = article.site_id WHERE article_fts MATCH ?3"
        " AND +article_fts.rowid IN (SELECT value FROM json_each(?4))"
    )
    shown = {}
    for row in connection.execute(query, (OPEN, CLOSE, wanted, json.dumps(list(scores)))):
        result = shown[row["id"]] = _result(row)
        result.score = scores[result.id]
        result.headline_found = places(row["marked_headline"], row["headline"])
        result.snippet, result.snippet_found = snippet(row["body"], places(row["marked_body"], row["body"]))
    return [shown[article_id] for article_id in scores]


def _marked(column: int, text: str) -> str:
    """SQL for a text with what was found marked; highlight() takes time by the square of a text's length."""
    return f"CASE WHEN length({text}) < {_LONGEST} THEN highlight(article_fts, {column}, ?1, ?2) ELSE '' END"


def _best(
    connection: sqlite3.Connection, wanted: str, where: Where, limit: int
) -> list[tuple[int, float | None]]:
    query = f"SELECT rowid, {_RANK} FROM article_fts WHERE article_fts MATCH ?"
    if where.values:
        query += f" AND +rowid IN (SELECT id FROM article WHERE {where.sql})"
    query += " ORDER BY 2, 1 DESC LIMIT ?"
    return [(row[0], round(-row[1], 3)) for row in connection.execute(query, (wanted, *where.values, limit))]


def _newest(
    connection: sqlite3.Connection, wanted: str, where: Where, limit: int
) -> list[tuple[int, float | None]]:
    matches = "FROM article_fts WHERE article_fts MATCH ?"
    many = connection.execute(f"SELECT 1 {matches} LIMIT 1 OFFSET {FEW}", (wanted,)).fetchone()
    by_id = "+id" if many else "id"  # few are looked up and sorted, of many the newest are walked to
    query = (
        f"SELECT id FROM {where.newest} WHERE {where.sql} AND {by_id} IN (SELECT rowid {matches})"
        " ORDER BY date_published DESC, id DESC LIMIT ?"
    )
    return [(row[0], None) for row in connection.execute(query, (*where.values, wanted, limit))]


def _result(row: sqlite3.Row) -> Result:
    return Result(
        row["id"],
        row["site"],
        row["url"],
        row["headline"],
        row["date_published"],
        row["day_published"],
        row["date_published_precision"],
        decoded(row, "authors"),
        row["section"],
        row["word_count"],
    )
