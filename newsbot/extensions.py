"""What is shown of a run: how far it is, and what its log leaves out."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Any

from scrapy import signals
from scrapy.exceptions import NotConfigured
from scrapy.logformatter import LogFormatter
from scrapy.utils.asyncio import create_looping_call

from newsbot.errors import NewsbotError
from newsbot.run import Component

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.logformatter import LogFormatterResult
    from twisted.python.failure import Failure


class Progress(Component):
    """A line on a terminal that shows how far the crawl is. Reads NEWSBOT_PROGRESS."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        if not crawler.settings.getbool("NEWSBOT_PROGRESS"):
            raise NotConfigured
        self._loop = create_looping_call(self._show)
        crawler.signals.connect(self.spider_opened, signals.spider_opened)
        crawler.signals.connect(self.spider_closed, signals.spider_closed)

    def spider_opened(self, spider: Spider) -> None:
        self._loop.start(0.5, now=False)

    def spider_closed(self, spider: Spider) -> None:
        self._loop.stop()
        sys.stderr.write("\r\x1b[K")

    def _show(self) -> None:
        run = self.run
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
