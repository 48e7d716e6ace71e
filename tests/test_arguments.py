"""The arguments and settings of a run; what the command tells of wrong ones is in test_crawl_bad_input."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from scrapy.settings import Settings

from newsbot.arguments import KINDS, Arguments, check
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
    ("given", "says"),
    [
        ({"max_page": "2"}, "-a max_page: unknown argument (did you mean 'max_pages'?)"),
        ({"x": ""}, "-a x: unknown argument (known: site, max_pages, "),
        ({"max_pages": "deux"}, "-a max_pages=deux: a whole number is expected"),
        ({"max_pages": "2.5"}, "a whole number is expected"),
        ({"max_requests": "-1"}, "a whole number is expected, 0 or more"),
        ({"max_minutes": "nan"}, "a number is expected"),
        ({"max_minutes": "inf"}, "a number is expected"),
        ({"since": "hier"}, "-a since=hier: a day is expected, as in 2022-10-02"),
        ({"since": "2022-02-30"}, "a day is expected"),
        ({"sources": "rss"}, "unknown rss; known: feed, listing, rest, sitemap"),
    ],
)
def test_wrong_arguments(given: dict[str, str], says: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        Arguments.of(given)
    assert says in str(raised.value)


def scrapys(**given: str) -> Settings:
    settings = Settings()
    settings.setmodule("newsbot.settings")
    settings.setdict(given, priority="cmdline")
    return settings


def test_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    check(scrapys())
    check(
        scrapys(NEWSBOT_PATIENCE="0.5", DOWNLOAD_TIMEOUT="0.5", RETRY_TIMES="0", AUTOTHROTTLE_ENABLED="false")
    )
    monkeypatch.setenv("NEWSBOT_PATIANCE", "3")
    with pytest.raises(ConfigurationError, match="did you mean 'NEWSBOT_PATIENCE'"):
        check(scrapys())


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("NEWSBOT_BUSY_TIMEOUT", "long", "NEWSBOT_BUSY_TIMEOUT=long: a number is expected"),
        ("NEWSBOT_PATIENCE", "-1", "a number is expected, 0 or more"),
        ("NEWSBOT_PATIENCE", "", "NEWSBOT_PATIENCE=: a number is expected"),
        ("NEWSBOT_RAW_DAYS", "inf", "a number is expected, 0 or more"),
        ("NEWSBOT_HEALTH_RUNS", "nan", "a whole number is expected"),
        ("NEWSBOT_SITES_AT_ONCE", "deux", "a whole number is expected"),
        ("NEWSBOT_LOG_JSON", "peut-être", "NEWSBOT_LOG_JSON=peut-être: 0 or 1 is expected"),
        ("NEWSBOT_DATABSE", "x.sqlite3", "unknown setting (did you mean 'NEWSBOT_DATABASE'?)"),
        ("DOWNLOAD_DELAY", "vite", "DOWNLOAD_DELAY=vite: a number is expected"),
        ("RETRY_TIMES", "x", "a number is expected"),
        ("AUTOTHROTTLE_ENABLED", "oui", "0 or 1 is expected"),
        ("LOG_LEVEL", "FORT", "DEBUG, INFO, WARNING or ERROR is expected"),
    ],
)
def test_wrong_settings(name: str, value: str, says: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        check(scrapys(**{name: value}))
    assert says in str(raised.value)
