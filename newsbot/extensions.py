"""Extensions: the crawl's record, and what is shown of a run."""

from __future__ import annotations

import asyncio
import logging
import sys
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals
from scrapy.exceptions import NotConfigured
from scrapy.logformatter import LogFormatter
from scrapy.utils.asyncio import create_looping_call

from newsbot.errors import NewsbotError
from newsbot.logs import quieten

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.logformatter import LogFormatterResult
    from twisted.python.failure import Failure

    from newsbot.run import Run

logger = logging.getLogger(__name__)


def _run(crawler: Crawler) -> Run:
    spider: Any = crawler.spider
    run: Run = spider.run
    return run


class CrawlRecord:
    """Keeps the `crawl` row: counts errors, stops on trouble, ends the run with the crawl.

    Writes the run's counts to the stats as `newsbot/…`.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._closing: asyncio.Future[None] | None = None
        connect = crawler.signals.connect
        connect(self.spider_error, signals.spider_error)
        connect(self.item_error, signals.item_error)
        connect(self.spider_closed, signals.spider_closed)
        quieten()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def spider_error(self, failure: Failure, response: Response | Failure | None, spider: Spider) -> None:
        self._trouble(failure)

    def item_error(self, failure: Failure, item: Any, spider: Spider) -> None:
        self._trouble(failure)

    def _trouble(self, failure: Failure) -> None:
        run = _run(self._crawler)
        if isinstance(failure.value, NewsbotError):
            run.fail(failure.value)
            self._closing = asyncio.ensure_future(self._crawler.engine.close_spider_async(reason="trouble"))
        else:
            run.counts["errors"] += 1

    def spider_closed(self, spider: Spider, reason: str) -> None:
        run = _run(self._crawler)
        run.end(reason)
        logger.info(run.summary())
        for name, count in run.counts.items():
            self._crawler.stats.set_value(f"newsbot/{name}", count)


class Progress:
    """A line on a terminal that shows how far the crawl is. Reads NEWSBOT_PROGRESS."""

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("NEWSBOT_PROGRESS"):
            raise NotConfigured
        self._crawler = crawler
        self._loop = create_looping_call(self._show)
        crawler.signals.connect(self.spider_opened, signals.spider_opened)
        crawler.signals.connect(self.spider_closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def spider_opened(self, spider: Spider) -> None:
        self._loop.start(0.5, now=False)

    def spider_closed(self, spider: Spider) -> None:
        self._loop.stop()
        sys.stderr.write("\r\x1b[K")

    def _show(self) -> None:
        run = _run(self._crawler)
        waiting, rate = run.waiting(), run.rate()
        left = f", {waiting / rate:.0f} s left" if rate else ""
        counts = run.counts
        line = (
            f"{run.site.name}: {counts['found']} found, {counts['new']} new, {counts['changed']} changed, "
            f"{waiting} waiting, {rate:.1f} pages/s{left}"
        )
        sys.stderr.write(f"\r{line[:100]}\x1b[K")
        sys.stderr.flush()


class QuietLogFormatter(LogFormatter):
    """Leaves what the run tells in one line to the run, and the text of items out of the log."""

    def spider_error(
        self, failure: Failure, request: Request, response: Response | Failure, spider: Spider
    ) -> LogFormatterResult:
        said = super().spider_error(failure, request, response, spider)
        return {**said, "level": logging.DEBUG} if isinstance(failure.value, NewsbotError) else said

    def item_error(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        level = logging.DEBUG if isinstance(exception, NewsbotError) else logging.ERROR
        return {"level": level, "msg": "Error processing %(url)s", "args": {"url": item.url}}
