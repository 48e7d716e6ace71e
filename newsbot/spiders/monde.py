"""The spider of a site's world section."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, Self

from scrapy import Request, Spider, signals
from scrapy.exceptions import CloseSpider, DontCloseSpider, IgnoreRequest
from scrapy.http import Response

from newsbot import discovery
from newsbot.arguments import Arguments
from newsbot.errors import NewsbotError
from newsbot.extraction import extract
from newsbot.items import ArticleItem, Reason, Visit
from newsbot.middlewares import RunEnded, is_own_machine
from newsbot.reading import add_page, settle_section
from newsbot.run import Run
from newsbot.spiders import replies
from newsbot.spiders.sources import Sources
from newsbot.storage import told
from newsbot.urls import canonical, same_site

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from sqlalchemy import Row
    from twisted.python.failure import Failure

BATCH = 200
"""Articles that are asked for between two looks into the database."""
MOST_PAGES = 50
"""Pages of one article."""
OWN_MACHINE_CONCURRENCY = 16

_LOST = ("elsewhere", "listing", "soft_404")
"""Outcomes that say of a known article that it is no more where it was."""


class MondeSpider(Spider):
    """Crawls the world section of one site.

    First its sources name articles, which are noted in the database; then those that are due there are asked
    for, in batches. So a killed run forgets nothing. The arguments (`-a name=value`) are those of
    `newsbot.arguments.Arguments`.
    """

    name = "monde"
    handle_httpstatus_list = (304, *range(400, 600))

    def __init__(self, run: Run, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.run = run
        self.sources = Sources(run, self.ask)
        self.asked: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        run = kwargs.pop("run", None) or Run(crawler.settings, Arguments.of(kwargs))
        if is_own_machine(run.site):
            for name in ("CONCURRENT_REQUESTS", "CONCURRENT_REQUESTS_PER_DOMAIN"):
                crawler.settings.set(name, OWN_MACHINE_CONCURRENCY, priority="spider")
        spider = super().from_crawler(crawler, *args, run=run)
        connect = crawler.signals.connect
        connect(spider.spider_idle, signals.spider_idle)
        connect(spider.went_wrong, signals.spider_error)
        connect(spider.went_wrong, signals.item_error)
        return spider

    def went_wrong(self, failure: Failure) -> None:
        """Stop on trouble; count an error of newsbot's own."""
        if isinstance(failure.value, NewsbotError):
            self.run.fail(failure.value)
            self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="trouble"))
        else:
            self.run.counts["errors"] += 1

    def closed(self, reason: str) -> None:
        """End the run with the crawl; its counts are in the stats as `newsbot/…`."""
        self.run.end(reason)
        self.logger.info(self.run.summary())
        for name, count in self.run.counts.items():
            self.crawler.stats.set_value(f"newsbot/{name}", count)

    # ------------------------------------------------------------ what to ask for

    async def start(self) -> AsyncIterator[Any]:
        for request in self.sources.start():
            yield request

    def spider_idle(self) -> None:
        """When all that was asked for is read: on to the articles that are due and the next pages."""
        try:
            if self.run.trouble:
                raise self.run.trouble
            requests = [*self._due(), *self.sources.go_on()]
            if not requests:
                self.sources.check()
        except NewsbotError as trouble:
            self.run.fail(trouble)
            raise CloseSpider("trouble") from None
        if requests:
            for request in requests:
                self.crawler.engine.crawl(request)
            raise DontCloseSpider

    def _due(self) -> Iterator[Request]:
        for page in self.run.store.due(self.run.site_id, self.run.now(), limit=BATCH + len(self.asked)):
            if page.url not in self.asked:
                self.asked.add(page.url)
                reason = "new" if not page.visits else "retry" if page.failures else page.wanted or "due"
                of: dict[str, Any] = {"headers": replies.conditions(page), "page": page, "reason": reason}
                yield self.ask(page.url, self.parse_article, self.article_failed, **of)

    def ask(
        self,
        url: str,
        callback: Callable[..., Any],
        errback: Callable[..., Any],
        *,
        headers: dict[str, str] | None = None,
        **kwargs: Any,
    ) -> Request:
        """A request whose callback and errback get `kwargs`. What names articles goes before articles."""
        return Request(
            url,
            callback,
            errback=partial(self._failed, errback, kwargs),
            headers=headers,
            cb_kwargs=kwargs,
            priority=0 if callback == self.parse_article else 1,
            dont_filter=True,
        )

    def _failed(self, errback: Callable[..., Any], kwargs: dict[str, Any], failure: Failure) -> Any:
        if isinstance(failure.value, RunEnded):
            raise CloseSpider(self.run.cut())
        return errback(failure, **kwargs)

    # ------------------------------------------------------------ articles

    def parse_article(self, response: Response, page: Row[Any], reason: Reason) -> Iterator[Any]:
        """An article's page, or what stands in its place."""
        run, now = self.run, self.run.now()
        run.heard(response.status < 500)
        answer: dict[str, Any] = {"status": response.status, "reason": reason, **replies.validators(response)}
        if response.status == 304:
            run.counts["unchanged"] += 1
            run.store.unchanged(run.site_id, page.url, now, pace=run.pace, status=304, reason=reason)
        elif response.status >= 400:
            self._unread(page.url, reason, f"answers {response.status}", status=response.status)
        elif not same_site(response.url, page.url):
            self._other(page, "elsewhere", detail=f"leads to {response.url}", **answer)
        elif (document := replies.document_of(response)) is None:
            self._other(page, "not_html", detail=replies.header(response, "Content-Type"), **answer)
        elif not self._belongs(item := extract(document, response.url, site=run.site), page):
            self._other(page, "other_section", **answer)
        else:
            settle_section(item, (section.name for section in self.sources.sections.values()))
            if item.canonical_url in self.sources.sections:
                item.canonical_url = canonical(response.url)
            addresses = (*response.meta.get("redirect_urls", ()), response.url)
            aliases = [canonical(url) for url in addresses]
            item.visit = Visit(
                page.url,
                now,
                answered=aliases[-1],
                aliases=aliases,
                told=told(page),
                signals=replies.reservations(response, document),
                pace=run.pace,
                pages=[replies.raw_page(response)] if run.raw_days else [],
                **answer,
            )
            yield from self._whole(item, item.visit, page, item.next_page)

    def _belongs(self, item: ArticleItem, page: Row[Any]) -> bool:
        sections = self.sources.sections.values()
        return page.in_section or any(discovery.belongs(item, section) for section in sections)

    def _whole(
        self, item: ArticleItem, visit: Visit, page: Row[Any], next_page: str, part: int = 1
    ) -> Iterator[Any]:
        """The item once all its pages are read; until then a request for the next one.

        `part` is the number of the page just read. Where it names no next one, but a WordPress said that
        there is one, that has WordPress's usual address.
        """
        if not next_page and part < (page.parts or 0) and "?" not in item.url:
            next_page = f"{item.url.rstrip('/')}/{part + 1}/"
        address = canonical(next_page)
        if address and address not in visit.aliases and len(visit.aliases) < MOST_PAGES:
            visit.aliases.append(address)
            of: dict[str, Any] = {"item": item, "visit": visit, "page": page, "reason": visit.reason}
            yield self.ask(next_page, self.parse_further, self.article_failed, part=part + 1, **of)
        elif item.outcome not in ("article", "paywall"):
            answer = {"etag": visit.etag, "last_modified": visit.last_modified, "signals": visit.signals}
            self._other(page, item.outcome, status=visit.status, reason=visit.reason, **answer)
        else:
            yield item

    def parse_further(
        self, response: Response, item: ArticleItem, visit: Visit, page: Row[Any], part: int, reason: Reason
    ) -> Iterator[Any]:
        """A further page of an article, whose text is added to the item's."""
        self.run.heard(response.status < 500)
        document = replies.document_of(response) if response.status < 400 else None
        if document is not None:
            further = extract(document, response.url, site=self.run.site)
            add_page(item, further)
            if visit.pages:
                visit.pages.append(replies.raw_page(response))
            yield from self._whole(item, visit, page, further.next_page, part)
        elif response.status in (404, 410) or response.status < 400:
            yield from self._whole(item, visit, page, "", MOST_PAGES)
        else:
            detail = f"page {response.url} answers {response.status}"
            self._unread(page.url, reason, detail, status=response.status)

    def article_failed(self, failure: Failure, page: Row[Any], reason: Reason, **of: Any) -> None:
        """No answer where an article's page, or a further one, was asked for."""
        if isinstance(failure.value, IgnoreRequest) and "robots.txt" in str(failure.value):
            self._other(page, "forbidden", detail=replies.why(failure), reason=reason)
        else:
            self.run.heard(isinstance(failure.value, IgnoreRequest))
            self._unread(page.url, reason, replies.why(failure))

    # ------------------------------------------------------------ pages without an article

    def _unread(self, url: str, reason: str, detail: str, status: int | None = None) -> None:
        """A page that could not be read: it is tried again later."""
        missing = status in (404, 410)
        self.run.counts["failed"] += not missing
        self.run.counts["unreadable"] += 1
        self.run.outcomes["error" if status is None or status >= 500 else f"http_{status}"] += 1
        told: dict[str, Any] = {"status": status, "detail": detail, "reason": reason}
        self.run.store.failed(self.run.site_id, url, self.run.now(), missing=missing, **told)

    def _other(self, page: Row[Any], outcome: str, **values: Any) -> None:
        """A page that is no article of the section: it is not asked for again, unless it asks for consent or
        was an article: then what stands in its place may pass, or it is gone."""
        run, now = self.run, self.run.now()
        run.outcomes[outcome] += 1
        run.counts["unreadable"] += 1
        if page.article_id is not None or outcome == "consent":
            missing = outcome in _LOST
            run.store.failed(run.site_id, page.url, now, missing=missing, outcome=outcome, **values)
        else:
            run.store.save_page(
                run.site_id, page.url, now, outcome=outcome, failures=0, next_fetch=None, **values
            )
