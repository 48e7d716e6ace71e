"""The arguments of a run: `scrapy crawl monde -a name=value`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import Literal, Self, get_args

from newsbot.errors import ConfigurationError

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
                near = get_close_matches(name, names, n=1)
                hint = f"did you mean '{near[0]}'?" if near else f"known: {', '.join(names)}"
                raise ConfigurationError(f"-a {name}: unknown argument ({hint})")
        return cls(
            site=given.get("site", DEMO),
            max_pages=int(_number("max_pages", given.get("max_pages", ""))),
            max_requests=int(_number("max_requests", given.get("max_requests", ""))),
            max_minutes=_number("max_minutes", given.get("max_minutes", ""), whole=False),
            since=_day("since", given.get("since", "")),
            sources=_kinds(given.get("sources", "")),
        )


def _number(name: str, text: str, *, whole: bool = True) -> float:
    try:
        number = int(text or 0) if whole else float(text or 0)
    except ValueError:
        number = -1
    if not 0 <= number < float("inf"):
        raise ConfigurationError(f"-a {name}={text}: a {'whole ' if whole else ''}number is expected")
    return number


def _day(name: str, text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC) if text else None
    except ValueError:
        raise ConfigurationError(f"-a {name}={text}: a day is expected, as in 2022-10-02") from None


def _kinds(text: str) -> frozenset[str]:
    chosen = frozenset(filter(None, text.replace(" ", "").split(","))) or KINDS
    if unknown := chosen - KINDS:
        known = ", ".join(sorted(KINDS))
        raise ConfigurationError(f"-a sources: unknown {', '.join(sorted(unknown))}; known: {known}")
    return chosen
