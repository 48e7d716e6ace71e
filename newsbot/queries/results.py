"""Finding articles: by words, or the newest."""

from __future__ import annotations

import json
import re
import sqlite3
from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import partial
from typing import Any, Literal

from newsbot.errors import ConfigurationError
from newsbot.queries.filters import EVERYTHING, Filters, Where
from newsbot.queries.forms import forms
from newsbot.queries.query import match
from newsbot.queries.values import record, select
from newsbot.queries.words import pattern

Order = Literal["best", "newest"]
Places = list[tuple[int, int]]
"""Starts and ends in a text."""

FEW = 600
"""Up to how many matches are looked up one by one to find the newest; of more, the newest are walked to."""
MANY = 4000
"""From how many articles on it is faster to walk through the newest than to gather and sort all."""

_RANK = "bm25(article_fts, 1.0, 5.0)"  # body, headline
_LENGTH = 220
_BEFORE = 40


@dataclass(slots=True)
class Result:
    """An article in a list: some columns of the table `article`, and the name of its site."""

    id: int
    site: str
    url: str
    canonical_url: str
    headline: str
    date_published: str | None
    day_published: str | None
    date_published_precision: str | None
    authors: list[str]
    section: str
    word_count: int


@dataclass(slots=True)
class Found(Result):
    """An article that was searched for.

    `score` grows with relevance (None where the newest come first), `snippet` is a part of its text, and
    `headline_found` and `snippet_found` are the places of what was found there.
    """

    score: float | None
    snippet: str
    headline_found: Places
    snippet_found: Places


_COLUMNS = [field.name for field in fields(Result)]


def search(
    connection: sqlite3.Connection,
    query: str,
    filters: Filters = EVERYTHING,
    *,
    order: Order = "best",
    limit: int = 20,
) -> list[Found]:
    """The articles that match `query` (see `newsbot.queries.query.match`), the best or the newest first.

    Each word is found in all its inflected forms, with or without accents. Raises ConfigurationError where
    the query or a filter cannot be understood.
    """
    wanted = match(query, partial(forms, connection))
    where = filters.where(connection)
    try:
        if order == "best":
            scores: dict[int, float | None] = dict(_best(connection, wanted.fts, where, limit))
        else:
            scores = dict.fromkeys(_newest_found(connection, wanted.fts, where, limit))
    except sqlite3.OperationalError as error:
        if "fts5" not in str(error):
            raise
        raise ConfigurationError(f"cannot search for {query!r}: it has too many parts") from error
    marks = pattern(wanted.phrases)
    found = []
    for row in _rows(connection, scores, [*_COLUMNS, "body"]):
        body = row.pop("body")
        shown, places = snippet(body, _spans(marks, body))
        found.append(
            Found(
                **row,
                score=scores[row["id"]],
                snippet=shown,
                headline_found=_spans(marks, row["headline"]),
                snippet_found=places,
            )
        )
    return found


def list_(connection: sqlite3.Connection, filters: Filters = EVERYTHING, *, limit: int = 20) -> list[Result]:
    """The newest articles, those without a date last. Raises ConfigurationError for a wrong filter."""
    newest = _newest(connection, filters.where(connection), limit)
    return [Result(**row) for row in _rows(connection, newest, _COLUMNS)]


def _best(connection: sqlite3.Connection, fts: str, where: Where, limit: int) -> list[tuple[int, float]]:
    query = f"SELECT rowid, {_RANK} FROM article_fts WHERE article_fts MATCH ?"
    if where.values:
        query += f" AND +rowid IN (SELECT id FROM article WHERE {where.sql})"
    query += " ORDER BY 2, 1 DESC LIMIT ?"
    return [(row[0], round(-row[1], 3)) for row in connection.execute(query, (fts, *where.values, limit))]


def _newest(connection: sqlite3.Connection, where: Where, limit: int) -> list[int]:
    many = f"SELECT 1 FROM article WHERE {where.sql} LIMIT 1 OFFSET {MANY}"
    walked = where.values and connection.execute(many, where.values).fetchone()
    table = "article INDEXED BY article_by_date" if walked else "article"
    query = f"SELECT id FROM {table} WHERE {where.sql} ORDER BY date_published DESC, id DESC LIMIT ?"
    return [row[0] for row in connection.execute(query, (*where.values, limit))]


def _newest_found(connection: sqlite3.Connection, fts: str, where: Where, limit: int) -> list[int]:
    matches = "SELECT rowid FROM article_fts WHERE article_fts MATCH ?"
    first = [row[0] for row in connection.execute(f"{matches} LIMIT {FEW + 1}", (fts,))]
    if len(first) <= FEW:
        query = (
            "SELECT article.id FROM json_each(?) AS first CROSS JOIN article ON article.id = first.value"
            f" WHERE {where.sql} ORDER BY date_published DESC, article.id DESC LIMIT ?"
        )
        return [row[0] for row in connection.execute(query, (json.dumps(first), *where.values, limit))]
    size = (limit + 10) * first[-1] // len(first)  # enough where the matches are spread evenly
    while True:  # the newest articles were mostly stored together: a small range of the index has them
        newest = _newest(connection, where, size)
        within = (fts, min(newest, default=0), max(newest, default=0))
        near = {row[0] for row in connection.execute(f"{matches} AND rowid BETWEEN ? AND ?", within)}
        found = [article_id for article_id in newest if article_id in near]
        if len(found) >= limit or len(newest) < size:
            return found[:limit]
        size *= 4


def _rows(connection: sqlite3.Connection, ids: Iterable[int], columns: list[str]) -> list[dict[str, Any]]:
    """Columns of these articles, in their order."""
    query = f"{select(columns)} WHERE article.id IN (SELECT value FROM json_each(?))"
    rows = {row["id"]: record(row) for row in connection.execute(query, (json.dumps([*ids]),))}
    return [rows[article_id] for article_id in ids]


def _spans(marks: re.Pattern[str], text: str) -> Places:
    return [found.span() for found in marks.finditer(text)]


def snippet(text: str, found: Places) -> tuple[str, Places]:
    """Two lines of `text`, in whole words, that show most of `found`, and the places in them."""
    starts = [start for start, _ in found]
    within = _LENGTH - _BEFORE
    first = max(enumerate(starts), key=lambda at: bisect(starts, at[1] + within) - at[0], default=(0, 0))[1]
    start = max(0, first - _BEFORE)
    if start:
        start = text.find(" ", start, first) + 1 or first
    end = start + _LENGTH
    if end < len(text):
        end = max(text.rfind(" ", start, end), first + 1)
    return text[start:end], [(a - start, b - start) for a, b in found if start <= a and b <= end]
