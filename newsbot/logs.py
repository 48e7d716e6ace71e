"""What is told of a run: on a terminal how far it is, on stderr what went wrong, and the log."""

from __future__ import annotations

import json
import logging
import sys
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from scrapy import signals
from scrapy.exceptions import NotConfigured
from scrapy.logformatter import LogFormatter
from scrapy.utils.asyncio import create_looping_call

from newsbot.errors import NewsbotError
from newsbot.run import Component

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.logformatter import LogFormatterResult
    from twisted.python.failure import Failure

_SITE_TROUBLES = (
    "scrapy.core.downloader.handlers.http11",
    "scrapy.downloadermiddlewares.httpcompression",
    "scrapy.downloadermiddlewares.retry",
    "scrapy.downloadermiddlewares.robotstxt",
)
"""Scrapy's loggers that tell what a site does wrong, each time: the run tells it in one line."""


class Progress(Component):
    """A line on a terminal that shows how far the crawl is. Reads NEWSBOT_PROGRESS."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        if not crawler.settings.getbool("NEWSBOT_PROGRESS"):
            raise NotConfigured
        self._loop = create_looping_call(self._show)
        crawler.signals.connect(self.spider_opened, signals.spider_opened)
        crawler.signals.connect(self.spider_closed, signals.spider_closed)

    def spider_opened(self) -> None:
        self._loop.start(0.5, now=False)

    def spider_closed(self) -> None:
        self._loop.stop()
        sys.stderr.write("\r\x1b[K")

    def _show(self) -> None:
        run, counts = self.run, self.run.counts
        # about how many of the articles found are still to be asked for
        waiting = max(counts["found"] - run.skipped.total() - run.outcomes.total(), 0)
        rate = counts["requests"] / max(time.monotonic() - run.began, 0.001)
        left = f", {waiting / rate:.0f} s left" if rate else ""
        line = (
            f"{run.site.name}: {counts['found']} found, {counts['new']} new, {counts['changed']} changed, "
            f"{waiting} waiting, {rate:.1f} pages/s{left}"
        )
        sys.stderr.write(f"\r{line[:100]}\x1b[K")
        sys.stderr.flush()


class QuietLogFormatter(LogFormatter):
    """Leaves what the run tells in one line to the run: its troubles are no errors of the log, and those of
    the site information without a traceback. Keeps the text of items out of the log."""

    def __init__(self) -> None:
        for name in _SITE_TROUBLES:
            logging.getLogger(name).addFilter(_as_information)

    def spider_error(self, failure: Failure, *args: Any) -> LogFormatterResult:
        said = super().spider_error(failure, *args)
        return {**said, "level": _level(failure.value)}

    def item_error(self, item: Any, exception: BaseException, *args: Any) -> LogFormatterResult:
        return {"level": _level(exception), "msg": "Error processing %(url)s", "args": {"url": item.url}}


def _level(error: BaseException | None) -> int:
    return logging.DEBUG if isinstance(error, NewsbotError) else logging.ERROR


def _as_information(record: logging.LogRecord) -> bool:
    if record.levelno > logging.INFO:
        record.levelno, record.levelname = logging.INFO, "INFO"
    record.exc_info = record.exc_text = None
    return True


class JsonRecord(logging.LogRecord):
    """A record whose attribute `json` is the whole record as one line of JSON, for LOG_FORMAT."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        line = {
            "time": datetime.fromtimestamp(self.created, UTC).isoformat(timespec="milliseconds"),
            "level": self.levelname,
            "logger": self.name,
            "message": self.getMessage(),
        }
        if self.exc_info:
            line["exception"] = logging.Formatter().formatException(self.exc_info)
            self.exc_info = None
        self.json = json.dumps(line, ensure_ascii=False)


def say(line: str) -> None:
    """Tell the person who started the run, on stderr: as a record where the log is JSON."""
    if logging.getLogRecordFactory() is JsonRecord:
        logging.getLogger("newsbot").error(line)
    else:
        sys.stderr.write(f"newsbot: {line}\n")
