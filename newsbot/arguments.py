"""The arguments of a run (`scrapy crawl monde -a name=value`) and its settings, as people write them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from logging import getLevelNamesMapping
from typing import TYPE_CHECKING, Literal, Self, get_args

from newsbot import __version__
from newsbot.errors import ConfigurationError, hint

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

Kind = Literal["listing", "feed", "rest", "sitemap"]
KINDS: frozenset[str] = frozenset(get_args(Kind))

DEMO = "demo"


@dataclass(frozen=True, slots=True)
class Arguments:
    """What a run is asked to do.

    `site` is a site file's name, any URL, or 'all' for every site file. `max_pages` is how many listing pages
    to follow, `max_requests` and `max_minutes` what the run may use up; 0 for no limit. Articles from before
    the day `since` are left alone. `sources` are the kinds of sources to use.
    """

    site: str = DEMO
    max_pages: int = 0
    max_requests: int = 0
    max_minutes: float = 0
    since: datetime | None = None
    sources: frozenset[str] = KINDS

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Self:
        """Read the texts of the command line. Raises ConfigurationError."""
        names = [field.name for field in fields(cls)]
        for name in given:
            if name not in names:
                raise ConfigurationError(f"-a {name}: unknown argument {hint(name, names)}")
        if given.get("site") == "":
            raise ConfigurationError("-a site= is empty: give the name of a site file, or any URL")
        return cls(
            site=given.get("site", DEMO),
            max_pages=int(number("-a max_pages", given.get("max_pages") or "0")),
            max_requests=int(number("-a max_requests", given.get("max_requests") or "0")),
            max_minutes=number("-a max_minutes", given.get("max_minutes") or "0", whole=False),
            since=_day(given.get("since", "")),
            sources=_kinds(given.get("sources", "")),
        )


def check(settings: BaseSettings) -> None:
    """Raises ConfigurationError for a setting of newsbot's that there is not, and for a value of the wrong
    kind, newsbot's or Scrapy's."""
    from scrapy.settings import default_settings

    from newsbot import settings as own

    names = [name for name in vars(own) if name.startswith("NEWSBOT_")]
    for name in (*settings, *os.environ):
        if name.startswith("NEWSBOT_") and name not in names:
            raise ConfigurationError(f"{name}: unknown setting {hint(name, names)}")
    for name in ("NEWSBOT_SITES_AT_ONCE", "NEWSBOT_HEALTH_RUNS"):
        number(name, settings[name])
    for name in ("NEWSBOT_BUSY_TIMEOUT", "NEWSBOT_PATIENCE", "NEWSBOT_RAW_DAYS"):
        number(name, settings[name], whole=False)
    if settings["LOG_LEVEL"] not in getLevelNamesMapping():
        raise ConfigurationError(
            f"LOG_LEVEL={settings['LOG_LEVEL']}: DEBUG, INFO, WARNING or ERROR is expected"
        )
    for name, default in {**vars(default_settings), "NEWSBOT_LOG_JSON": False}.items():
        try:
            if isinstance(default, bool):
                settings.getbool(name)
            elif isinstance(default, int | float):
                float(settings[name])
        except ValueError:
            what = "0 or 1" if isinstance(default, bool) else "a number"
            raise ConfigurationError(f"{name}={settings[name]}: {what} is expected") from None


def user_agent(contact: str) -> str:
    """Who asks, and where to write."""
    return f"newsbot/{__version__} (+{contact or 'no contact given'})"


def number(name: str, text: str, *, whole: bool = True) -> float:
    """The value of an argument or a setting that is a number, 0 or more. Raises ConfigurationError."""
    try:
        value = int(text) if whole else float(text)
    except ValueError:
        value = -1
    if not 0 <= value < float("inf"):
        raise ConfigurationError(f"{name}={text}: a {'whole ' if whole else ''}number is expected, 0 or more")
    return value


def _day(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC) if text else None
    except ValueError:
        raise ConfigurationError(f"-a since={text}: a day is expected, as in 2022-10-02") from None


def _kinds(text: str) -> frozenset[str]:
    chosen = frozenset(filter(None, text.replace(" ", "").split(","))) or KINDS
    if unknown := chosen - KINDS:
        known = ", ".join(sorted(KINDS))
        raise ConfigurationError(f"-a sources: unknown {', '.join(sorted(unknown))}; known: {known}")
    return chosen
