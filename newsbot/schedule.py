"""When an article is read again: often while it is fresh, then ever more rarely, then never."""

from __future__ import annotations

from datetime import datetime, timedelta

_HOURS, _DAYS = timedelta(hours=1), timedelta(days=1)

AGES: tuple[tuple[timedelta, timedelta], ...] = (
    (6 * _HOURS, 2 * _HOURS),
    (1 * _DAYS, 6 * _HOURS),
    (3 * _DAYS, 1 * _DAYS),
    (14 * _DAYS, 5 * _DAYS),
    (60 * _DAYS, 20 * _DAYS),
)
"""Up to which age of an article it is read again after how long."""


def next_visit(published: datetime | None, now: datetime, *, failures: int = 0) -> datetime | None:
    """When to read an article again, or None: not unless a source says that it was modified.

    `published` and `now` are aware. After failures, the wait doubles from an hour.
    """
    if failures:
        return now + _HOURS * (1 << (failures - 1))
    if published is None:
        return None
    age = now - published
    return next((now + wait for limit, wait in AGES if age < limit), None)
