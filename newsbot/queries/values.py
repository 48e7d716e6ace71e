"""How stored values are read."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from newsbot.errors import NewsbotError


def decoded(row: sqlite3.Row, column: str) -> Any:
    """The value of a JSON column. Raises NewsbotError where someone has put something else there."""
    try:
        return json.loads(row[column])
    except (TypeError, ValueError):
        raise NewsbotError(
            f"the column {column} of row {row['id']} is not JSON: {row[column]!r:.60}"
        ) from None


def local_date(fields: Mapping[str, Any], name: str) -> str:
    """An article's date as people of its site read it, `2022-09-30 18:21`, as fine as it is known, or ''."""
    value, precision = fields[name], fields[f"{name}_precision"]
    if not value or precision != "minute":
        return (value or "")[: {"year": 4, "month": 7}.get(precision, 10)]
    try:
        zone = ZoneInfo(fields["time_zone"])
        return datetime.fromisoformat(value).astimezone(zone).strftime("%Y-%m-%d %H:%M")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return str(value)
