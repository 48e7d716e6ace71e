"""The pipelines: thin shells over `newsbot.reading` and `newsbot.storage`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsbot.errors import StorageError
from newsbot.reading import settle_dates, settle_paragraphs
from newsbot.run import Component

if TYPE_CHECKING:
    from newsbot.items import ArticleItem


class DatesPipeline(Component):
    """Reads the dates that the page and its sources give, and chooses between them."""

    def process_item(self, item: ArticleItem) -> ArticleItem:
        visit = item.visit
        fetched = visit.fetched if visit else self.run.now()
        told = visit.told if visit else ()
        settle_dates(item, fetched=fetched, tz=self.run.site.time_zone, candidates=told)
        return item


class ParagraphsPipeline(Component):
    """Gives each paragraph its verdict, from the article and the site's recurring lines."""

    def process_item(self, item: ArticleItem) -> ArticleItem:
        settle_paragraphs(item, site_lines=self.run.lines)
        return item


class StoragePipeline(Component):
    """Stores the article with its paragraphs, in one transaction."""

    def process_item(self, item: ArticleItem) -> ArticleItem:
        if isinstance(self.run.trouble, StorageError):  # it would only wait for the database once more
            raise self.run.trouble
        self.run.stored(item, self.run.store.save_article(self.run.site_id, item))
        if item.visit:
            item.visit.pages.clear()  # stored, and not for a feed export
        return item
