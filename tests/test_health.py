"""What is unlike a site's earlier runs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from newsbot.health import Reading, complaint, silence
from newsbot.storage import utc

ALL = {"headline": 1.0, "body": 1.0, "date_published": 1.0, "authors": 1.0}
BEFORE = [
    Reading({"article": 20, "empty": 1}, ALL, 400),
    Reading({"article": 1}, ALL, 300),
    Reading({}, {}, 0),
]
NOW = datetime(2024, 5, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "says"),
    [
        (Reading({"article": 3}, ALL, 350), ""),
        (Reading({}, {}, 0), ""),
        (Reading({"other_section": 4, "live": 2}, {}, 0), ""),
        (Reading({"article": 2, "paywall": 1}, {**ALL, "authors": 0.67}, 350), ""),
        (
            Reading({"article": 3}, {**ALL, "date_published": 0.0}, 350),
            "dates on 0% of the articles, 100% before",
        ),
        (
            Reading({"article": 3}, {**ALL, "headline": 0.33}, 350),
            "headlines on 33% of the articles, 100% before",
        ),
        (Reading({"article": 3}, ALL, 40), "texts of 40 words, 350 before"),
        (Reading({"consent": 4}, {}, 0), "0 of 4 pages are articles (4 consent), 95% before"),
        (
            Reading({"article": 1, "empty": 2, "soft_404": 1}, ALL, 300),
            "1 of 4 pages are articles (2 empty, 1 soft_404), 95% before",
        ),
    ],
)
def test_complaints(now: Reading, says: str) -> None:
    assert complaint(now, BEFORE) == says


def test_a_first_run_has_nothing_to_compare_with() -> None:
    assert complaint(Reading({"article": 3}, dict.fromkeys(ALL, 0.0), 1), []) == ""


def test_a_field_that_was_never_there_is_not_missed() -> None:
    without = Reading({"article": 20}, {**ALL, "authors": 0.2}, 300)
    assert complaint(Reading({"article": 3}, {**ALL, "authors": 0.0}, 300), [without]) == ""


def _daily(count: int, until: datetime) -> list[str]:
    return [utc(until - timedelta(days=n)) for n in range(count)]


def test_silence() -> None:
    first = NOW - timedelta(days=100)
    assert silence(_daily(50, NOW - timedelta(days=2)), first, NOW) == ""
    told = silence(_daily(50, NOW - timedelta(days=3)), first, NOW)
    assert told == "no new article for 3.0 days, never more than 1.0 days before"
    assert silence(_daily(5, NOW - timedelta(days=30)), first, NOW) == "", "too few to know its habits"
    assert silence(_daily(50, NOW + timedelta(days=30)), first, NOW) == "", "the clock went back"


def test_a_silence_that_was_there_from_the_first_is_no_news() -> None:
    archive = _daily(50, NOW - timedelta(days=900))
    assert silence(archive, NOW - timedelta(days=1), NOW) == ""
    assert silence(archive, NOW - timedelta(days=1), NOW + timedelta(days=1000)) != ""
