"""When an article is read again: often while it is fresh, then ever more rarely, then never."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

_HOURS, _DAYS = timedelta(hours=1), timedelta(days=1)

AGES: tuple[tuple[timedelta, timedelta], ...] = (
    (6 * _HOURS, 2 * _HOURS),
    (1 * _DAYS, 6 * _HOURS),
    (3 * _DAYS, 1 * _DAYS),
    (14 * _DAYS, 5 * _DAYS),
    (60 * _DAYS, 20 * _DAYS),
)
"""Up to which age of an article it is read again after how long, on a site that changes as most do."""

USUAL = 0.1
"""The share of re-visits that find another text, for which AGES is made."""


def next_visit(published: datetime | None, now: datetime, *, pace: float = 1) -> datetime | None:
    """When to read an article again, or None: not unless a source says that it was modified.

    `published` and `now` are aware; `pace` stretches the time until then.
    """
    if published is None:
        return None
    age = now - published
    return next((now + pace * wait for limit, wait in AGES if age < limit), None)


def next_try(failures: int, now: datetime) -> datetime:
    """When to ask again for what failed that many times in a row: an hour, then twice as long each time, up
    to a week."""
    return now + min(_HOURS * (1 << min(failures - 1, 10)), 7 * _DAYS)


def next_crawl(published: Sequence[datetime], ended: datetime) -> datetime:
    """When to look at a site again after a run that ended at `ended`: after a quarter of its usual pause
    between articles, six hours at most. `published` are the dates of its last articles, the newest first."""
    pauses = [(later - earlier).total_seconds() for later, earlier in pairwise(published)]
    return ended + min(timedelta(seconds=median(pauses) / 4), 6 * _HOURS) if pauses else ended


def pace(visits: int, changes: int) -> float:
    """How much longer than AGES says to wait on a site where `changes` of `visits` visits found another text.

    From 0.25 where most do to 4 where none does; near 1 while there were few visits.
    """
    return min(max(USUAL * (visits + 20) / (changes + 20 * USUAL), 0.25), 4)
