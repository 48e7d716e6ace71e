"""Downloader middlewares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from scrapy import signals
from scrapy.exceptions import NotConfigured

from newsbot.demo import StaticSite

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.crawler import Crawler


class StaticSiteMiddleware:
    """Serves a site that its file describes with `served_from` from that folder, inside this process.

    Requests for the site's own address go to a loopback port, as to a proxy, so that no stored address holds
    the port.
    """

    def __init__(self, folder: Any, home: str) -> None:
        self._server = StaticSite(folder, home)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        spider: Any = crawler.spider
        site = spider.run.site
        if site.served_from is None:
            raise NotConfigured
        made = cls(site.served_from, site.home or site.start_urls[0])
        crawler.signals.connect(made.spider_opened, signals.spider_opened)
        crawler.signals.connect(made.spider_closed, signals.spider_closed)
        return made

    def spider_opened(self, spider: Spider) -> None:
        self._server.start()

    def spider_closed(self, spider: Spider) -> None:
        self._server.stop()

    def process_request(self, request: Request) -> None:
        request.meta["proxy"] = self._server.proxy
        request.meta["download_slot"] = "127.0.0.1"
