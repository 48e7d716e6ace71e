"""The pipelines: thin shells over `newsbot.reading` and `newsbot.storage`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from newsbot.errors import StorageError
from newsbot.reading import settle_dates, settle_paragraphs

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from newsbot.items import ArticleItem
    from newsbot.run import Run


class _Pipeline:
    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    @property
    def run(self) -> Run:
        spider: Any = self._crawler.spider
        run: Run = spider.run
        return run


class DatesPipeline(_Pipeline):
    """Reads the dates that the page and its sources give, and chooses between them."""

    def process_item(self, item: ArticleItem) -> ArticleItem:
        visit = item.visit
        fetched = visit.fetched if visit else self.run.now()
        told = visit.told if visit else ()
        settle_dates(item, fetched=fetched, tz=self.run.site.time_zone, candidates=told)
        return item


class ParagraphsPipeline(_Pipeline):
    """Gives each paragraph its verdict, from the article and the site's recurring lines."""

    def process_item(self, item: ArticleItem) -> ArticleItem:
        settle_paragraphs(item, site_lines=self.run.lines)
        return item


class StoragePipeline(_Pipeline):
    """Stores the article with its paragraphs, in one transaction."""

    def process_item(self, item: ArticleItem) -> ArticleItem:
        if isinstance(self.run.trouble, StorageError):  # it would only wait for the database once more
            raise self.run.trouble
        self.run.stored(item, self.run.store.save_article(self.run.site_id, item))
        if item.visit:
            item.visit.pages.clear()  # stored, and not for a feed export
        return item
