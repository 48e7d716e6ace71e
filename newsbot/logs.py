"""The log as cron and machines want it."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any

_SITE_TROUBLES = (
    "scrapy.core.downloader.handlers.http11",
    "scrapy.downloadermiddlewares.httpcompression",
    "scrapy.downloadermiddlewares.retry",
    "scrapy.downloadermiddlewares.robotstxt",
)
"""Scrapy's loggers that tell what a site does wrong, each time: the run tells it in one line."""


def quieten() -> None:
    """Let no site's troubles appear as warnings: they are information, without a traceback."""

    def inform(record: logging.LogRecord) -> bool:
        if record.levelno > logging.INFO:
            record.levelno, record.levelname = logging.INFO, "INFO"
        record.exc_info = record.exc_text = None
        return True

    for name in _SITE_TROUBLES:
        logging.getLogger(name).addFilter(inform)


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
