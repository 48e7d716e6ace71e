"""Downloader middlewares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from scrapy import signals
from scrapy.utils.httpobj import urlparse_cached

from newsbot.demo import StaticSite

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.crawler import Crawler

LOOPBACK = ("127.0.0.1", "localhost", "::1")


class OwnMachineMiddleware:
    """Reads one's own machine without the rest that others' need, and serves sites from a folder.

    Requests for a site whose file says `served_from` go to a loopback port of this process, as to a proxy, so
    that no stored address holds the port.
    """

    def __init__(self, crawler: Crawler) -> None:
        spider: Any = crawler.spider
        site = spider.run.site
        self._server: StaticSite | None = None
        if site.served_from:
            self._server = StaticSite(site.served_from, site.home or site.start_urls[0])
            crawler.signals.connect(self.spider_opened, signals.spider_opened)
            crawler.signals.connect(self.spider_closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def spider_opened(self, spider: Spider) -> None:
        if self._server:
            self._server.start()

    def spider_closed(self, spider: Spider) -> None:
        if self._server:
            self._server.stop()

    def process_request(self, request: Request) -> None:
        if self._server:
            request.meta["proxy"] = self._server.proxy
            request.meta["download_slot"] = LOOPBACK[0]
        if self._server or urlparse_cached(request).hostname in LOOPBACK:
            request.meta["autothrottle_dont_adjust_delay"] = True
