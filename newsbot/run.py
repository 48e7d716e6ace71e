"""A run: one crawl of one site, from its lock to its exit code."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol, Self

from newsbot.errors import ConfigurationError, Exit, NewsbotError, StorageError
from newsbot.items import ArticleItem
from newsbot.lock import SiteLock
from newsbot.sites import Site, SiteError, load, site_for
from newsbot.storage import Store

DEMO = "demo"
_FILLED = ("headline", "body", "date_published", "authors", "section")


class Settings(Protocol):
    """What is needed of Scrapy's settings."""

    def get(self, name: str, default: Any = None) -> Any: ...


class Run:
    """One crawl of one site: its store, its lock, its counts, and what went wrong.

    `now` tells the present; every instant that is stored comes from it.
    """

    def __init__(
        self, site: Site, database: str, *, busy_timeout: float, wait: float, now: Callable[[], datetime]
    ) -> None:
        self.site = site
        self.database = database
        self.now = now
        self.counts: Counter[str] = Counter()
        self.skipped: Counter[str] = Counter()
        self.outcomes: Counter[str] = Counter()
        self.filled: Counter[str] = Counter()
        self.trouble: NewsbotError | None = None
        self.exit_code: Exit | None = None
        self.began = time.monotonic()
        self._lock = SiteLock(database, site.name, wait=wait)
        self._lock.acquire()
        try:
            self.store = Store(database, busy_timeout=busy_timeout)
            url = site.start_urls[0] if site.start_urls else site.home
            self.site_id = self.store.site(site.name, url, site.time_zone or "")
            self.crawl_id = self.store.begin_crawl(self.site_id, now())
        except BaseException:
            self._lock.release()
            raise

    @classmethod
    def of(cls, settings: Settings, site: str = DEMO, *, wait: float = 0) -> Self:
        """The run that settings and a spider argument ask for. `site` is a site file's name, or a URL.

        Raises ConfigurationError, LockedError or StorageError.
        """
        chosen = chosen_site(settings, site)
        database = settings.get("NEWSBOT_DATABASE") or default_database(chosen)
        try:
            busy_timeout = float(settings.get("NEWSBOT_BUSY_TIMEOUT", 30))
        except ValueError:
            raise ConfigurationError("NEWSBOT_BUSY_TIMEOUT is not a number of seconds") from None
        return cls(chosen, database, busy_timeout=busy_timeout, wait=wait, now=clock(settings))

    def stored(self, item: ArticleItem, saved: str) -> None:
        """Count an article that was read and stored."""
        self.counts[saved] += 1
        self.outcomes[item.outcome] += 1
        self.counts["articles"] += 1
        self.filled.update(name for name in _FILLED if getattr(item, name))
        if saved in ("new", "changed"):
            self.counts["dropped"] += sum(p.verdict != "kept" for p in item.paragraphs)

    def fail(self, trouble: NewsbotError) -> None:
        """Note what keeps the run from doing its job; the first trouble is the one that is told."""
        self.trouble = self.trouble or trouble

    def end(self, reason: str) -> Exit:
        """Settle the site's lines, complete the run's row, let the lock go. `reason` says why it closed."""
        if self.exit_code is not None:
            return self.exit_code
        self.exit_code = Exit.ERROR
        try:
            if not isinstance(self.trouble, StorageError):
                self.store.settle(self.site_id)
            self.exit_code = self._exit_code(reason)
            self.store.end_crawl(self.crawl_id, self.now(), **self._row(reason))
        except StorageError as error:
            self.fail(error)
            self.exit_code = error.exit_code
        finally:
            self.store.close()
            self._lock.release()
        return self.exit_code

    def _exit_code(self, reason: str) -> Exit:
        if self.trouble:
            return self.trouble.exit_code
        if self.counts["errors"]:
            return Exit.ERROR
        failed = self.counts["failed"]
        if reason != "finished" or failed > 0.1 * (self.counts["articles"] + failed):
            return Exit.PARTLY
        return Exit.DONE

    def _row(self, reason: str) -> dict[str, Any]:
        articles = self.counts["articles"]
        return {
            "reason": reason,
            "exit_code": self.exit_code,
            "message": str(self.trouble or ""),
            "requests": self.counts["requests"],
            "found": self.counts["found"],
            "new": self.counts["new"],
            "changed": self.counts["changed"],
            "unchanged": self.counts["unchanged"] + self.counts["cosmetic"],
            "dropped": self.counts["dropped"],
            "unreadable": self.counts["unreadable"],
            "skipped": dict(self.skipped),
            "outcomes": dict(self.outcomes),
            "coverage": {name: round(n / articles, 3) for name, n in self.filled.items()} if articles else {},
        }

    def waiting(self) -> int:
        """About how many of the articles found are still to be asked for."""
        done = sum(self.skipped.values()) + sum(self.outcomes.values())
        return max(self.counts["found"] - done, 0)

    def rate(self) -> float:
        """Requests a second, so far."""
        return self.counts["requests"] / max(time.monotonic() - self.began, 0.001)

    def summary(self) -> str:
        """What the run did, in one line."""
        c = self.counts
        same = c["unchanged"] + c["cosmetic"]
        parts = [
            f"{c['found']} articles found",
            f"{c['new']} new",
            f"{c['changed']} changed",
            f"{same} unchanged",
            f"{c['dropped']} paragraphs dropped",
        ]
        if unread := _told(self.outcomes, but=("article", "paywall")):
            parts.append(f"not articles: {unread}")
        if skipped := _told(self.skipped):
            parts.append(f"not asked for: {skipped}")
        if c["failed"]:
            parts.append(f"{c['failed']} failed")
        seconds = time.monotonic() - self.began
        return f"{self.site.name}: {', '.join(parts)}; {c['requests']} requests in {seconds:.1f} s"


def chosen_site(settings: Settings, site: str) -> Site:
    """The site that `-a site=` names: a site file, or any http(s) URL. Raises ConfigurationError."""
    folders = (Path(settings.get("NEWSBOT_SITES") or "data/sites"),)
    try:
        return site_for(site, folders) if "://" in site else load(site, folders)
    except SiteError as error:
        raise ConfigurationError(str(error)) from None


def default_database(site: Site) -> str:
    """Where a crawl stores when nothing else is said: the demo has a file of its own."""
    return f"data/{'demo' if site.served_from else 'newsbot'}.sqlite3"


def clock(settings: Settings) -> Callable[[], datetime]:
    """The present in UTC: the machine's, or NEWSBOT_NOW. Raises ConfigurationError for what is no instant."""
    fixed = settings.get("NEWSBOT_NOW")
    if not fixed:
        return lambda: datetime.now(UTC)
    try:
        instant = datetime.fromisoformat(fixed)
        return lambda: instant.astimezone(UTC)
    except ValueError:
        raise ConfigurationError(f"NEWSBOT_NOW: {fixed!r} is not an ISO 8601 instant") from None


def _told(counts: Mapping[str, int], but: tuple[str, ...] = ()) -> str:
    return ", ".join(f"{n} {name}" for name, n in sorted(counts.items()) if name not in but)
