"""How stored values are read."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from newsbot.errors import NewsbotError


def decoded(row: sqlite3.Row, column: str) -> Any:
    """The value of a JSON column. Raises NewsbotError where someone has put something else there."""
    try:
        return json.loads(row[column])
    except (TypeError, ValueError):
        raise NewsbotError(
            f"the column {column} of row {row['id']} is not JSON: {row[column]!r:.60}"
        ) from None
