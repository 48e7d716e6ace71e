"""The arguments of a run; wrong ones are tried in test_crawl_bad_input."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsbot.arguments import KINDS, Arguments
from newsbot.errors import ConfigurationError


def test_none() -> None:
    assert Arguments.of({}) == Arguments(site="demo", sources=KINDS)


def test_all() -> None:
    given = {
        "site": "journal",
        "max_pages": "3",
        "max_requests": "50",
        "max_minutes": "2.5",
        "since": "2022-10-02",
        "sources": "feed, listing",
    }
    assert Arguments.of(given) == Arguments(
        "journal", 3, 50, 2.5, datetime(2022, 10, 2, tzinfo=UTC), frozenset(("feed", "listing"))
    )


@pytest.mark.parametrize(
    "given",
    [
        {"max_minutes": "nan"},
        {"max_minutes": "inf"},
        {"max_pages": "2.5"},
        {"since": "2022-02-30"},
        {"x": ""},
    ],
)
def test_wrong(given: dict[str, str]) -> None:
    with pytest.raises(ConfigurationError, match=next(iter(given))):
        Arguments.of(given)
