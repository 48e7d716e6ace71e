"""What a run costs that finds little or nothing, and what the commands take to start.

    python -m benchmarks startup [--articles 300] [--new 10] [--rounds 3]

The base is `scrapy crawl` of a one-page spider in an empty project. newsbot crawls a generated site once, out
of the measure; then it runs with nothing new, and with `--new` articles more.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.crawl import counted, crawl
from benchmarks.report import Spent, in_turn, medians, report, run
from benchmarks.site import GeneratedSite

SPIDER = """
import scrapy

class One(scrapy.Spider):
    name = "one"
    start_urls = ["{url}"]

    def parse(self, response):
        pass
"""


def main() -> None:
    """Measure, print, write JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--new", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with GeneratedSite(folder, options.articles + options.new, hidden=options.new) as site:
            database = folder / "news.sqlite3"
            crawl(site, database)
            scrapy = [sys.executable, "-m", "scrapy"]
            run([*scrapy, "startproject", "empty", folder / "empty"])
            spider = SPIDER.format(url=site.section)
            (folder / "empty" / "empty" / "spiders" / "one.py").write_text(spider)

            def one_page() -> Spent:
                return run([*scrapy, "crawl", "one", "--loglevel=ERROR"], cwd=folder / "empty")

            def newsbot(*arguments: str) -> Spent:
                return run([sys.executable, "-m", "newsbot.cli", *arguments])

            query = ("search", "--db", str(database), "sanctions")
            spent = in_turn(
                {
                    "scrapy crawl, one page": counted(site, one_page),
                    "newsbot, nothing new": counted(site, lambda: crawl(site, database)),
                    "newsbot --help": lambda: newsbot("--help"),
                    "newsbot search": lambda: newsbot(*query),
                },
                options.rounds,
            )
            stored = [shutil.copy(database, folder / f"news-{i}.sqlite3") for i in range(options.rounds)]
            site.publish()
            renewed = iter(stored)
            variants = {
                "scrapy crawl, one page": counted(site, one_page),
                f"newsbot, {options.new} new": counted(site, lambda: crawl(site, next(renewed))),
            }
            again = in_turn(variants, options.rounds)
    base = "scrapy crawl, one page"
    rows = [*medians(spent, base), *medians(again, base)[1:]]
    report("startup", {f"Runs and commands, {options.articles} articles stored": rows}, spent | again)
