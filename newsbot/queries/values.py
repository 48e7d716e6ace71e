"""How stored values are read."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from newsbot.errors import NewsbotError

JSON_COLUMNS = frozenset(
    (
        *("authors", "dates_disagree", "breadcrumb", "keywords"),  # article
        *("signals", "lastmod", "told"),  # page
        *("changed", "paragraphs"),  # revision
        *("skipped", "outcomes", "coverage"),  # crawl
    )
)


_read_json = json.JSONDecoder().decode


def select(names: Iterable[str]) -> str:
    """The beginning of a query of those columns of `article`, and of `site`, its name."""
    columns = ("site.name AS site" if name == "site" else f"article.{name}" for name in names)
    return f"SELECT {', '.join(columns)} FROM article JOIN site ON site.id = article.site_id"


def record(row: sqlite3.Row) -> dict[str, Any]:
    """A row by the names of its columns, with JSON read. Raises NewsbotError where some is none."""
    values = dict(zip(row.keys(), row, strict=True))  # dict(row) would look each name up
    for name in JSON_COLUMNS:
        if isinstance(values.get(name, 0), int):
            continue  # not there; crawl.changed is a number
        try:
            values[name] = _read_json(values[name])
        except (TypeError, ValueError):
            raise NewsbotError(
                f"the column {name} of row {row['id']} is not JSON: {row[name]!r:.60}"
            ) from None
    return values


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
