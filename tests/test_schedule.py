"""When articles, failed pages and sites come up again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot.schedule import AGES, next_crawl, next_try, next_visit, pace

NOW = datetime(2024, 5, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "wait"), [(0, 2), (5, 2), (7, 6), (30, 24), (24 * 10, 24 * 5), (24 * 59, 24 * 20)]
)
def test_the_older_the_rarer(hours: float, wait: float) -> None:
    assert next_visit(NOW - timedelta(hours=hours), NOW) == NOW + timedelta(hours=wait)


def test_old_articles_are_left_alone() -> None:
    assert next_visit(NOW - timedelta(days=60), NOW) is None
    assert next_visit(None, NOW) is None


@settings(max_examples=50, deadline=None)
@given(st.timedeltas(timedelta(days=-400), timedelta(days=400)), st.floats(0.25, 4))
def test_the_next_visit_lies_ahead(age: timedelta, pace: float) -> None:
    """Whatever the clock does, a page is not due again at once."""
    again = next_visit(NOW - age, NOW, pace=pace)
    assert again is None or again >= NOW + pace * AGES[0][1]


def test_failures_wait_longer_each_time() -> None:
    waits = [next_try(failures, NOW) - NOW for failures in range(1, 40)]
    assert waits[:4] == [timedelta(hours=hours) for hours in (1, 2, 4, 8)]
    assert waits[-1] == timedelta(days=7)


def test_sites_that_change_often_are_visited_often() -> None:
    assert pace(0, 0) == 1
    assert pace(1000, 100) == pytest.approx(1)
    assert pace(1000, 900) == 0.25
    assert pace(1000, 0) == 4
    assert 0.5 < pace(3, 1) < 1 < pace(10, 0) < 2


def test_sites_that_publish_rarely_are_looked_at_rarely() -> None:
    def dates(pause: timedelta) -> list[datetime]:
        return [NOW - n * pause for n in range(5)]

    assert next_crawl([], NOW) == next_crawl([NOW], NOW) == NOW
    assert next_crawl(dates(timedelta(hours=2)), NOW) == NOW + timedelta(minutes=30)
    assert next_crawl(dates(timedelta(days=9)), NOW) == NOW + timedelta(hours=6)
