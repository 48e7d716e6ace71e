"""A whole crawl, from the first request to the closed database, beside bare Scrapy and Scrapy + trafilatura.

    python -m benchmarks crawl [--articles 2000] [--rounds 3] [--no-trafilatura]

The three ask the same pages of a generated site that another process serves on loopback. The bare spider
yields nothing; trafilatura's reads each article (its default mode, where it is installed) and stores
nothing; newsbot's extracts, reads dates, judges paragraphs and stores, with the full-text index. They run in
turn, and ratios are of one round.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from benchmarks.report import ROOT, Spent, in_turn, medians, report, run
from benchmarks.site import GeneratedSite


def main() -> None:
    """Measure, print, write JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-trafilatura", action="store_true", help="leave the slow variant out")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        with GeneratedSite(Path(folder), options.articles) as site:
            variants = {"bare Scrapy": counted(site, lambda: baseline(site))}
            if find_spec("trafilatura") and not options.no_trafilatura:
                variants["Scrapy + trafilatura"] = counted(site, lambda: baseline(site, "--trafilatura"))
            variants["newsbot"] = counted(site, lambda: crawl(site, fresh(Path(folder))))
            spent = in_turn(variants, options.rounds)
        size = (Path(folder) / "news.sqlite3").stat().st_size
    rows = medians(spent, "bare Scrapy")
    rows[-1] |= {"KB an article": round(size / options.articles / 1000, 1)}
    for row in rows:
        row.setdefault("KB an article", "")
    report("crawl", {f"A crawl of {options.articles:,} articles": rows}, spent)


def baseline(site: GeneratedSite, *options: str) -> Spent:
    """One run of a spider that stores nothing."""
    return run([sys.executable, "-m", "benchmarks.baseline", site.section, *options], cwd=ROOT)


def crawl(site: GeneratedSite, database: str | Path) -> Spent:
    """One run of newsbot on the site."""
    command = [sys.executable, "-m", "scrapy", "crawl", "monde", "-a", f"site={site.section}"]
    return run(command, cwd=ROOT, NEWSBOT_DATABASE=str(database), NEWSBOT_CONTACT="bench@example.org")


def fresh(folder: Path) -> Path:
    """The path of a database that is not there yet."""
    for file in folder.glob("news.sqlite3*"):
        file.unlink()
    return folder / "news.sqlite3"


def counted(site: GeneratedSite, variant: Callable[[], Spent]) -> Callable[[], Spent]:
    """The variant with the requests that the site's server saw."""

    def measured() -> Spent:
        before = site.requests()
        return replace(variant(), requests=site.requests() - before)

    return measured
