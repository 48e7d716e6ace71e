"""One article, or all of them, with everything that is stored."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from newsbot.errors import NewsbotError
from newsbot.queries.filters import EVERYTHING, Filters
from newsbot.queries.values import decoded

LISTS = ("authors", "dates_disagree", "breadcrumb", "keywords")
"""The columns whose values are lists."""

_UNTOLD = ("site_id", "content_hash", "settled")
_SELECT = "SELECT article.*, site.name AS site FROM article JOIN site ON site.id = site_id"


class NotFoundError(NewsbotError):
    """What was asked for is not in the database."""


@dataclass(slots=True)
class StoredParagraph:
    """A paragraph with its verdict. `repeats` is the position of the one it repeats, in the same article.

    `earlier_article_id` and `earlier_position` are those of a paragraph of an earlier article with that text.
    """

    position: int
    kind: str
    text: str
    verdict: str
    repeats: int | None
    line_key: int
    earlier_article_id: int | None
    earlier_position: int | None


@dataclass(slots=True)
class Article:
    """A stored article: `fields` by the names of the table's columns, lists as lists, and its paragraphs."""

    fields: dict[str, Any]
    paragraphs: list[StoredParagraph]


def show(connection: sqlite3.Connection, article: str) -> Article:
    """The article with that number, or known by that address. Raises NotFoundError."""
    article_id = find(connection, article)
    row = connection.execute(f"{_SELECT} WHERE article.id = ?", (article_id,)).fetchone()
    return Article(_fields(row), paragraphs(connection, article_id))


def export(connection: sqlite3.Connection, filters: Filters = EVERYTHING) -> Iterator[dict[str, Any]]:
    """Every article as a dict by the names of the table's columns, in the order of storing, one at a time."""
    where = filters.where(connection)
    rows = connection.execute(f"{_SELECT} WHERE {where.sql} ORDER BY article.id", where.values)
    return map(_fields, rows)


def columns(connection: sqlite3.Connection) -> dict[str, str]:
    """The fields of an exported article in order, with their types: INTEGER, TEXT, or JSON for lists."""
    known = dict(connection.execute("SELECT name, type FROM pragma_table_info('article')").fetchall())
    return {"id": "INTEGER", "site": "TEXT", **{name: known[name] for name in known if name not in _UNTOLD}}


def find(connection: sqlite3.Connection, article: str) -> int:
    """The id of the article with that number or address. Raises NotFoundError."""
    if article.isascii() and article.isdigit():
        query = "SELECT id FROM article WHERE id = ?"
        keys: list[Any] = [min(int(article), 2**63 - 1)]
    else:
        query = (
            "SELECT article_id FROM page WHERE url = ?1 AND article_id IS NOT NULL"
            " UNION ALL SELECT id FROM article WHERE canonical_url = ?1"
        )
        keys = addresses(article)
    for key in keys:
        if found := connection.execute(query, (key,)).fetchone():
            return int(found[0])
    raise NotFoundError(f"no article {article}: give its number, as `newsbot list` shows it, or its address")


def addresses(url: str) -> list[str]:
    """The ways in which an address may be stored: as typed, and in its canonical spelling."""
    from newsbot.urls import canonical

    return [url, canonical(url)]


def paragraphs(connection: sqlite3.Connection, article_id: int) -> list[StoredParagraph]:
    """The article's paragraphs in page order."""
    query = (
        "SELECT position, kind, text, verdict, repeats, line_key, earlier_article_id, earlier_position"
        " FROM paragraph WHERE article_id = ? ORDER BY position"
    )
    return [StoredParagraph(*row) for row in connection.execute(query, (article_id,))]


def _fields(row: sqlite3.Row) -> dict[str, Any]:
    fields = {"id": row["id"], "site": row["site"], **dict(row)}
    for name in _UNTOLD:
        del fields[name]
    for name in LISTS:
        fields[name] = decoded(row, name)
    return fields
