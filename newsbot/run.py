"""A run: one crawl of one site, from its lock to its exit code."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Protocol, Self

from newsbot import health, sites
from newsbot.arguments import Arguments
from newsbot.errors import (
    ConfigurationError,
    Exit,
    HealthError,
    NewsbotError,
    PartlyError,
    SectionError,
    StorageError,
)
from newsbot.items import ArticleItem
from newsbot.lock import SiteLock
from newsbot.sites import Site
from newsbot.storage import Store, instant

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_FILLED = (*health.FIELDS, "section")
_MOST_FAILURES = 0.1
_IN_A_ROW = 10
_RUNS = 30
_SETTLE_AT = 16  # articles; again at each doubling, so that few are judged again at the end


class Settings(Protocol):
    """What is needed of Scrapy's settings."""

    def get(self, name: str, default: Any = None) -> Any: ...


class Run:
    """One crawl of one site: its store, its lock, its budget, its counts, and what went wrong.

    `now` tells the present; every instant that is stored comes from it. `lines` are the site's recurring
    lines as the database last settled them: no other run changes these while this one has the site's lock.
    Raises ConfigurationError; LockedError after `wait` seconds behind another run; StorageError where the
    database cannot be used.
    """

    def __init__(self, settings: Settings, arguments: Arguments, *, wait: float = 0) -> None:
        self.arguments = arguments
        self.site = chosen_site(settings, arguments.site)
        self.now = clock(settings)
        self.health_runs = int(settings.get("NEWSBOT_HEALTH_RUNS"))
        self.raw_days = float(settings.get("NEWSBOT_RAW_DAYS"))
        self.counts: Counter[str] = Counter()
        self.skipped: Counter[str] = Counter()
        self.outcomes: Counter[str] = Counter()
        self.filled: Counter[str] = Counter()
        self.words: list[int] = []
        self.trouble: NewsbotError | None = None
        self.exit_code: Exit | None = None
        self.began = time.monotonic()
        self._paused_until = 0.0
        self._failures = 0
        self._health = ""
        database = database_of(settings, self.site)
        self._lock = SiteLock(database, self.site.name, wait=wait)
        self._lock.acquire()
        try:
            self.store = Store(database, busy_timeout=float(settings.get("NEWSBOT_BUSY_TIMEOUT")))
            zone = self.site.time_zone or ""
            files = sites.names((site_folder(settings),))
            self.site_id = self.store.site(self.site.name, address_of(self.site), zone, others=files)
            self.lines = self.store.lines(self.site_id)
            self.crawl_id = self.store.begin_crawl(self.site_id, self.now())
            self.pace = self.store.pace(self.site_id)
        except BaseException:
            self._lock.release()
            raise
        self._file = self._identity()

    # ------------------------------------------------------------ on the way

    def over_budget(self) -> str:
        """Which argument's budget is used up, '' while none is."""
        limits = self.arguments
        if limits.max_requests and self.counts["requests"] >= limits.max_requests:
            return f"max_requests={limits.max_requests}"
        if limits.max_minutes and time.monotonic() - self.began >= 60 * limits.max_minutes:
            return f"max_minutes={limits.max_minutes:g}"
        return ""

    def cut(self) -> str:
        """Note why no further request goes out; returns why, in a word."""
        budget = self.over_budget()
        if not budget:
            return "trouble"
        waiting = self.store.waiting(self.site_id, self.now())
        wait = "1 page waits" if waiting == 1 else f"{waiting} pages wait"
        self._partly(f"{budget} is used up, {wait}; the next run goes on")
        return budget.partition("=")[0]

    def pause(self, seconds: float) -> None:
        """Let no request go out for that long."""
        self._paused_until = max(self._paused_until, time.monotonic() + seconds)

    def paused(self) -> float:
        """For how many seconds no request is to go out."""
        return max(self._paused_until - time.monotonic(), 0)

    def rest(self, seconds: float) -> None:
        """End the run, and leave the site alone for that long, as it asked."""
        until = self.now() + timedelta(seconds=seconds)
        self.store.rest(self.site_id, until)
        self._partly(f"asks to be left alone until {until:%Y-%m-%d %H:%M} UTC; it will be")

    def heard(self, answered: bool) -> None:
        """Count a request that the site answered, or failed to; many failures in a row end the run."""
        self._failures = 0 if answered else self._failures + 1
        if self._failures >= _IN_A_ROW:
            self._partly(f"failed {_IN_A_ROW} requests in a row; the next run tries again")

    def stored(self, item: ArticleItem, saved: str) -> None:
        """Count an article that was read and, but for a forgotten one, stored."""
        if saved == "forgotten":
            self.outcomes[saved] += 1
            return
        self.counts[saved] += 1
        self.outcomes[item.outcome] += 1
        self.words.append(item.word_count)
        self.filled.update(name for name in _FILLED if getattr(item, name))
        if saved in ("new", "changed"):
            self.counts["dropped"] += sum(p.verdict != "kept" for p in item.paragraphs)
        if len(self.words) >= _SETTLE_AT and len(self.words).bit_count() == 1:
            self.store.settle_lines(self.site_id)
            self.lines = self.store.lines(self.site_id)
            self._tidy_captures()

    def _tidy_captures(self) -> None:
        if self.raw_days:
            self.store.tidy_captures(self.site_id, self.now(), timedelta(days=self.raw_days))

    def fail(self, trouble: NewsbotError) -> None:
        """Note what keeps the run from doing its job; the first trouble is told, but the storage's before."""
        if self.trouble is None or isinstance(trouble, StorageError):
            self.trouble = trouble

    def _partly(self, what: str) -> None:
        self.fail(PartlyError(f"{self.site.name}: {what}"))

    # ------------------------------------------------------------ the end

    def end(self, reason: str) -> Exit:
        """Settle what depends on other articles, complete the run's row, let the lock go.

        `reason` says why the crawl closed.
        """
        if self.exit_code is not None:
            return self.exit_code
        self.exit_code = Exit.ERROR
        counts = self.counts
        counts["moved"] = self.store.merged
        counts["new"] = max(counts["new"] - counts["moved"], 0)
        if self._identity() != self._file:
            self.fail(StorageError(f"{self.store.where} was removed or replaced during the run; run again"))
        try:
            read = self._read()
            if not isinstance(self.trouble, StorageError):
                self.store.settle(self.site_id)
                self._tidy_captures()
                self._judge(reason, read)
            if self.trouble:
                self.exit_code = self.trouble.exit_code
            elif not counts["errors"]:
                self.exit_code = Exit.DONE
            self.store.end_crawl(
                self.crawl_id,
                self.now(),
                reason=reason,
                exit_code=self.exit_code,
                message=str(self.trouble or ""),
                health=self._health,
                unchanged=counts["unchanged"] + counts["cosmetic"],
                skipped=dict(self.skipped),
                outcomes=dict(self.outcomes),
                coverage=read.coverage,
                words=read.words,
                **{n: counts[n] for n in ("requests", "found", "new", "changed", "dropped", "unreadable")},
            )
        except StorageError as error:
            self.fail(error)
            self.exit_code = error.exit_code
        finally:
            self.store.close()
            self._lock.release()
        return self.exit_code

    def _identity(self) -> tuple[int, int] | None:
        """The database's file, None where there is none (any more)."""
        try:
            file = os.stat(self.store.where)
        except OSError:
            return None
        return file.st_dev, file.st_ino

    def _read(self) -> health.Reading:
        articles = len(self.words)
        coverage = {name: round(self.filled[name] / articles, 3) for name in _FILLED if articles}
        return health.Reading(self.outcomes, coverage, round(median(self.words or [0])))

    def _judge(self, reason: str, read: health.Reading) -> None:
        """Find what is wrong with a run that came to its end."""
        name, failed = self.site.name, self.counts["failed"]
        if reason == "shutdown":
            self._partly("stopped by a signal; the next run goes on from there")
        elif self.counts["broken"] or failed > _MOST_FAILURES * (len(self.words) + failed):
            what = f"{failed} page{'s' * (failed > 1)}" if failed else "pages of a source"
            self._partly(f"{what} could not be fetched; the next run tries again")
        rows = self.store.crawls(self.site_id, limit=_RUNS)
        published = self.store.published(self.site_id, limit=1000)
        if not published and not self.words:
            ever = health.Reading(self.store.outcomes(self.site_id), {}, 0)
            if ever.pages and not ever.articles:
                self.fail(SectionError(f"{name}: none of its pages is an article: {_told(ever.outcomes)}"))
            elif not ever.articles and "error" in ever.outcomes:
                self._partly("none of its pages could be fetched so far; the next run tries again")
        self._health = health.complaint(read, [health.reading(row) for row in rows if not row.health])
        if not self._health and not self.counts["new"]:
            first = instant(self.store.first_crawl(self.site_id))
            self._health = health.silence(published, first, self.now())
        in_a_row = 1
        for row in rows:
            if not row.health and health.reading(row).pages:
                break
            in_a_row += bool(row.health)
        if self._health and in_a_row >= self.health_runs:
            unlike = f"{name} is unlike itself, {in_a_row} runs in a row: {self._health}"
            self.fail(HealthError(f"{unlike}; has the site changed?"))

    # ------------------------------------------------------------ what is told

    def summary(self) -> str:
        """What the run did, in one line."""
        c = self.counts
        unread = _told(self.outcomes, but=("article", "paywall"))
        skipped = _told(self.skipped)
        parts = (
            f"{c['found']} articles found",
            f"{c['new']} new",
            f"{c['changed']} changed",
            f"{c['unchanged'] + c['cosmetic']} unchanged",
            f"{c['dropped']} paragraphs dropped",
            unread and f"not articles: {unread}",
            skipped and f"not asked for: {skipped}",
            c["failed"] and f"{c['failed']} failed",
            self._health,
        )
        seconds = time.monotonic() - self.began
        told = ", ".join(str(part) for part in parts if part)
        return f"{self.site.name}: {told}; {c['requests']} requests in {seconds:.1f} s"


class Component:
    """What Scrapy builds for a crawl (middlewares, extensions, pipelines) and what then knows its `run`."""

    def __init__(self, crawler: Crawler) -> None:
        spider: Any = crawler.spider
        self.crawler = crawler
        self.run: Run = spider.run

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)


def chosen_site(settings: Settings, site: str) -> Site:
    """The site that `-a site=` names: a site file, or any http(s) URL. Raises ConfigurationError."""
    try:
        return sites.load(site, (site_folder(settings),))
    except OSError as error:  # a folder that may not be read
        raise ConfigurationError(str(error)) from None


def site_folder(settings: Settings) -> Path:
    """The folder of the operator's site files."""
    return Path(settings.get("NEWSBOT_SITES") or "data/sites")


def address_of(site: Site) -> str:
    """Where the crawl of a site begins."""
    return site.start_urls[0] if site.start_urls else site.home


def database_of(settings: Settings, site: Site) -> str:
    """Where a crawl stores: what the settings say, else a file, of its own for the demo."""
    own = f"data/{'demo' if site.served_from else 'newsbot'}.sqlite3"
    return settings.get("NEWSBOT_DATABASE") or own


def clock(settings: Settings) -> Callable[[], datetime]:
    """The present in UTC: the machine's, or NEWSBOT_NOW. Raises ConfigurationError for what is no instant."""
    fixed = settings.get("NEWSBOT_NOW")
    if not fixed:
        return lambda: datetime.now(UTC)
    try:
        instant = datetime.fromisoformat(fixed).astimezone(UTC)
    except ValueError:
        raise ConfigurationError(f"NEWSBOT_NOW: {fixed!r} is not an ISO 8601 instant") from None
    return lambda: instant


def _told(counts: Mapping[str, int], but: tuple[str, ...] = ()) -> str:
    return ", ".join(f"{n} {name}" for name, n in sorted(counts.items()) if name not in but)
