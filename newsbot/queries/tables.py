"""Any question in SQL, read only."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from newsbot.errors import ConfigurationError


@dataclass(slots=True)
class Answer:
    """The names of the columns, and the rows, one at a time."""

    columns: list[str]
    rows: Iterator[tuple[Any, ...]]


def sql(connection: sqlite3.Connection, statement: str) -> Answer:
    """The answer to one SQL statement. Raises ConfigurationError where SQLite does not take it."""
    try:
        cursor = connection.execute(statement)
    except (sqlite3.Error, sqlite3.Warning, ValueError) as error:
        raise ConfigurationError(f"SQLite says: {error}") from error
    names = [column[0] for column in cursor.description or ()]
    return Answer(names, map(tuple, cursor))
