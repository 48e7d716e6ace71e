"""Whether a run is like the site's earlier ones: a redesign, a consent wall or a dead section shows here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import fmean, median
from typing import Any

from newsbot.storage import instant

FIELDS = {"headline": "headlines", "body": "texts", "date_published": "dates", "authors": "authors"}
"""What is looked at, and what it is called."""

_UNREAD = ("consent", "empty", "soft_404", "not_html")
_USUAL, _FALLEN = 0.9, 0.5
_SHORT = 0.25
_LEAST_DATES = 10
_LEAST_SILENCE = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a run read: pages by outcome, the share of articles with each field, their median length."""

    outcomes: Mapping[str, int]
    coverage: Mapping[str, float]
    words: int

    @property
    def articles(self) -> int:
        """How many articles it read."""
        return self.outcomes.get("article", 0) + self.outcomes.get("paywall", 0)

    @property
    def pages(self) -> int:
        """How many pages were articles or should have been."""
        return self.articles + sum(self.outcomes.get(name, 0) for name in _UNREAD)


def complaint(now: Reading, before: Sequence[Reading]) -> str:
    """What is unlike the site's earlier runs, in a few words; '' where nothing is, or nothing was read."""
    before = [run for run in before if run.articles]
    if not before or not now.pages:
        return ""
    articles = [run.articles for run in before]
    usual = sum(articles) / sum(run.pages for run in before)
    if usual >= _USUAL and now.articles < _FALLEN * usual * now.pages:
        told = ", ".join(f"{now.outcomes[name]} {name}" for name in _UNREAD if now.outcomes.get(name))
        return f"{now.articles} of {now.pages} pages are articles ({told}), {usual:.0%} before"
    if not now.articles:
        return ""
    for field, name in FIELDS.items():
        usual = fmean([run.coverage.get(field, 0) for run in before], articles)
        if usual >= _USUAL and now.coverage.get(field, 0) < _FALLEN * usual:
            return f"{name} on {now.coverage.get(field, 0):.0%} of the articles, {usual:.0%} before"
    length = median(run.words for run in before)
    if now.words < _SHORT * length:
        return f"texts of {now.words} words, {length:.0f} before"
    return ""


def silence(published: Sequence[str], first_crawl: datetime, now: datetime) -> str:
    """Whether the site has been silent for twice as long as it ever was, in a few words; '' where not.

    `published` are the dates of its last articles as stored, the newest first. How long it had been silent
    when it was first crawled counts too.
    """
    if len(published) < _LEAST_DATES:
        return ""
    dates = [instant(date) for date in published]
    pauses = [later - earlier for later, earlier in pairwise(dates)]
    pauses += [first_crawl - date for date in dates if date < first_crawl][:1]
    longest = max(pauses)
    if now - dates[0] <= max(2 * longest, _LEAST_SILENCE):
        return ""
    silent, usual = ((time / timedelta(days=1)) for time in (now - dates[0], longest))
    return f"no new article for {silent:.1f} days, never more than {usual:.1f} days before"


def reading(row: Any) -> Reading:
    """What an earlier run read, from its row of `crawl`."""
    return Reading(row.outcomes, row.coverage, row.words)
