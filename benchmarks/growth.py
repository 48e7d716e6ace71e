"""How cost grows with the work: whole crawls of larger sites, and storing into a larger database.

    python -m benchmarks growth [--crawls 2000 10000 20000] [--stored 1000000]

Crawls are of generated sites; storing is `Store.save_article` of articles of 1.5 KB in a process of its own,
told for each tenth of the way, the comparison with earlier articles included.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from time import process_time

from benchmarks.corpus import NOW, Writer
from benchmarks.crawl import crawl
from benchmarks.report import ROOT, peak, report, table
from benchmarks.site import GeneratedSite
from newsbot.items import ArticleItem, Paragraph, Visit
from newsbot.reading import settle_paragraphs
from newsbot.storage import Store


def main() -> None:
    """Measure, print, write JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--crawls", type=int, nargs="*", default=[2000, 10_000, 20_000])
    parser.add_argument("--stored", type=int, default=1_000_000)
    parser.add_argument("--into", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.into:
        for row in stored(Path(options.into), options.stored):
            print(json.dumps(row), flush=True)
        return
    rows = []
    for articles in options.crawls:
        with tempfile.TemporaryDirectory() as folder, GeneratedSite(Path(folder), articles) as site:
            database = Path(folder) / "news.sqlite3"
            spent = crawl(site, database)
            rows.append(
                {
                    "articles": articles,
                    "cpu ms an article": round(1000 * spent.cpu / articles, 2),
                    "wall ms an article": round(1000 * spent.wall / articles, 2),
                    "peak MB": round(spent.memory),
                    "KB an article": round(database.stat().st_size / articles / 1000, 1),
                }
            )
            print(table(rows[-1:]), flush=True)
    tables = {"Whole crawls": rows} if rows else {}
    if options.stored:
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "benchmarks", "growth", "--stored", str(options.stored)]
            command += ["--into", f"{folder}/news.sqlite3"]
            with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
                told = [json.loads(line) for line in process.stdout or () if line.startswith(b"{")]
            if process.returncode:
                sys.exit(f"{command} ended with {process.returncode}")
            tables["Storing into a growing database"] = told
    report("growth", tables)


def stored(path: Path, articles: int) -> Iterator[dict[str, object]]:
    """Store that many articles, and tell what each tenth of them cost."""
    part = max(articles // 10, 1)
    with Store(path) as store:
        site = store.site("growth", "https://growth.example/monde/")
        for first in range(0, articles, part):
            spent = 0.0
            for item in items(first, first + part):
                began = process_time()
                store.save_article(site, item)
                spent += process_time() - began
            began = process_time()
            store.settle(site)
            settled = process_time() - began
            yield {
                "articles": first + part,
                "ms to store one": round(1000 * spent / part, 2),
                "ms to compare it": round(1000 * settled / part, 2),
                "peak MB": round(peak("self") / 1024),
                "KB an article": round(path.stat().st_size / (first + part) / 1000, 1),
            }


def items(first: int, last: int) -> Iterator[ArticleItem]:
    """Articles as the pipelines hand them to the store."""
    writer = Writer(first)
    for number in range(first, last):
        url = f"https://growth.example/monde/article-{number}"
        paragraphs = [Paragraph(writer.paragraph()[:400]) for _ in range(4)]
        item = ArticleItem(url, url, headline=writer.headline(), paragraphs=paragraphs, authors=["AFP"])
        item.date_published, item.date_published_precision = NOW - timedelta(minutes=number), "minute"
        item.time_zone, item.section = "Europe/Paris", "Monde"
        item.visit = Visit(url, NOW, answered=url)
        settle_paragraphs(item)
        yield item
