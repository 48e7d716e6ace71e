"""What newsbot's crawl is measured against: `python -m benchmarks.baseline SECTION [--trafilatura]`.

Plain Scrapy with its own settings, that follows the section's pages and asks for every article; it yields
nothing, or reads each article with trafilatura and stores nothing.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Iterator

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import TextResponse

SETTINGS = {"CONCURRENT_REQUESTS_PER_DOMAIN": 8, "LOG_LEVEL": "ERROR"}


class Baseline(Spider):
    """Asks for what newsbot asks for."""

    name = "baseline"

    async def start(self) -> AsyncIterator[Request]:
        yield Request(sys.argv[1], self.parse)

    def parse(self, response: TextResponse) -> Iterator[Request]:
        for link in response.css("div.posts h3 a"):
            yield response.follow(link, self.parse_article)
        for link in response.css("a.next"):
            yield response.follow(link, self.parse, priority=1)

    def parse_article(self, response: TextResponse) -> None:
        if "--trafilatura" in sys.argv:
            import trafilatura

            trafilatura.bare_extraction(response.text, url=response.url, with_metadata=True)


if __name__ == "__main__":
    process = AsyncCrawlerProcess(SETTINGS)
    crawler = process.create_crawler(Baseline)
    process.crawl(crawler)
    process.start()
    sys.exit(bool(crawler.stats.get_value("spider_exceptions/count")))
