"""A look at a site: a real crawl of a few pages, in a database that is thrown away."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings

from newsbot.arguments import Arguments, Kind, check
from newsbot.errors import NewsbotError
from newsbot.items import ArticleItem, Reason
from newsbot.queries import Explanation, explain, export
from newsbot.run import Run
from newsbot.spiders.ledger import Walk
from newsbot.spiders.monde import MondeSpider
from newsbot.spiders.replies import document_of
from newsbot.spiders.sources import Sources
from newsbot.sqlite import read
from newsbot.urls import canonical

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response
    from sqlalchemy import Row

    from newsbot.discovery import Entry, Section
    from newsbot.extraction import Document
    from newsbot.sites import Site

SAMPLE = 5
"""Articles to read."""
MOST_ARTICLES = 12
"""Addresses to try for them: some are no article, or another section's."""
MOST_PARTS = 3
"""Parts to read of the sitemaps that an index names, the last modified first."""
MOST_REQUESTS = 40


@dataclass(frozen=True, slots=True)
class FirstPage:
    """What the first page of a source told: articles, and where its next page is ('' for none)."""

    kind: Kind
    url: str
    articles: tuple[str, ...]
    next_page: str


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at `site` showed.

    `broken` are the sources that did not answer, with their status; `outcomes` counts the pages asked for as
    articles. `documents` are the pages of the articles read, `explanations` all that is known of each, or of
    each address that was given. `trouble` is what kept the look from being whole.
    """

    site: Site
    sections: tuple[Section, ...]
    sources: tuple[FirstPage, ...]
    broken: Mapping[str, int | None]
    outcomes: Counter[str]
    documents: tuple[Document, ...]
    explanations: tuple[Explanation, ...]
    trouble: NewsbotError | None


def look(target: str, addresses: Sequence[str] = ()) -> Look:
    """Crawl a little of the site that `target` names, a site file or any URL: the first page of each of its
    sources, and some articles; or only `addresses`.

    As politely as any crawl, once in a process. Raises ConfigurationError for a target that is no site.
    """
    settings = Settings()
    settings.setmodule("newsbot.settings", priority="project")
    with TemporaryDirectory(prefix="newsbot-") as folder:
        database = str(Path(folder) / "look.sqlite3")
        settings.set("NEWSBOT_DATABASE", database, priority="cmdline")
        check(settings)
        run = Run(settings, Arguments(target, max_requests=MOST_REQUESTS + len(addresses)))
        wanted = [{"url": canonical(url), "in_section": True, "wanted": "new"} for url in addresses]
        run.store.discover(run.site_id, wanted, run.now())
        process = CrawlerProcess(settings)
        crawler = process.create_crawler(_FewPages)
        process.crawl(crawler, run=run)
        process.start()
        if process.bootstrap_failed or not isinstance(spider := crawler.spider, _FewPages):
            run.end("failed to start")
            raise NewsbotError(f"the crawl of {run.site.name} did not start; `scrapy crawl monde` says why")
        with closing(read(database)) as connection:
            known = addresses or [str(article["id"]) for article in export(connection)]
            explanations = tuple(explain(connection, address) for address in known)
        return Look(
            run.site,
            tuple(spider.sources.sections.values()),
            tuple(spider.sources.told),
            spider.sources.broken,
            run.outcomes,
            tuple(filter(None, map(document_of, spider.articles))),
            explanations,
            run.trouble,
        )


class _FirstPages(Sources):
    """Asks each source for its first page only; what it tells is kept in `told`, what failed in `broken`."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.told: list[FirstPage] = []
        self.broken: dict[str, int | None] = {}
        self._parts = MOST_PARTS

    def go_on(self) -> Iterator[Request]:
        newest = sorted(self.waiting, key=lambda walk: walk[0].part.date_modified if walk[0].part else "")
        self.waiting = newest[::-1][: self._parts]
        self._parts -= len(self.waiting)
        return super().go_on()

    def _proceed(self, walk: Walk, entries: tuple[Entry, ...], next_page: str) -> Iterator[Request]:
        self.told.append(FirstPage(walk.kind, walk.url, tuple(entry.url for entry in entries), next_page))
        return super()._proceed(walk, entries, "")

    def _broke(self, walk: Walk, reason: str, status: int | None = None) -> Iterator[Request]:
        self.broken[walk.url] = status
        return super()._broke(walk, reason, status)


class _FewPages(MondeSpider):
    """Reads SAMPLE articles; where the database knows of pages from the start, those and no source."""

    sources: _FirstPages

    def __init__(self, run: Run, **kwargs: Any) -> None:
        super().__init__(run, **kwargs)
        self.sources = _FirstPages(run, self.ask)
        self.articles: list[Response] = []
        self._given = run.store.waiting(run.site_id, run.now())
        self.sources.answered = bool(self._given)

    async def start(self) -> AsyncIterator[Any]:
        if not self._given:
            async for request in super().start():
                yield request

    def _due(self) -> Iterator[Request]:
        left = min(SAMPLE - len(self.run.words), MOST_ARTICLES - len(self.asked))
        return islice(super()._due(), self._given or max(left, 0))

    def parse_article(self, response: Response, page: Row[Any], reason: Reason) -> Iterator[Any]:
        for result in super().parse_article(response, page, reason):
            if isinstance(result, ArticleItem):
                self.articles.append(response)
            yield result
