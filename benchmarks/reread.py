"""Pages kept and read again: what they take in the database, and how many are read in a second.

    python -m benchmarks reread [--articles 2000] [--rounds 3]

A generated site is crawled twice, without NEWSBOT_RAW_DAYS and with it; then `newsbot reread` reads all pages
again, by the same rules and by a site file that changes a field of each article, in one process and in one a
core. Processor time is told where there is one process: what others take is not counted as their parent's.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.report import ROOT, Spent, in_turn, medians, report, run
from benchmarks.site import GeneratedSite

RULE = '[selectors]\nkeywords = "h1"\n'


def main() -> None:
    """Measure, print, write JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sites = folder / "sites"
        sites.mkdir()
        bare, kept = folder / "bare.sqlite3", folder / "kept.sqlite3"
        with GeneratedSite(folder, options.articles) as site:
            (sites / "fil.toml").write_text(f'start_urls = ["{site.section}"]\n')
            crawls = {
                "nothing kept": [crawl(bare, sites, "0")],
                "NEWSBOT_RAW_DAYS=30": [crawl(kept, sites, "30")],
            }
        rows = medians(crawls, "nothing kept")
        for row, database in zip(rows, (bare, kept), strict=True):
            row["KB an article"] = round(database.stat().st_size / options.articles / 1000, 2)
        other = folder / "other"
        other.mkdir()
        (other / "fil.toml").write_text((sites / "fil.toml").read_text() + RULE)
        cores = os.cpu_count() or 1
        variants = {
            f"{rules} rules, {jobs} process{'es' * (jobs > 1)}": (lambda f=files, j=jobs: again(kept, f, j))
            for rules, files in (("same", sites), ("other", other))
            for jobs in sorted({1, cores})
        }
        spent = in_turn(variants, options.rounds)
    read = [
        {
            "variant": name,
            "wall s": round(median(each.wall for each in runs), 2),
            "pages a second": round(options.articles / median(each.wall for each in runs)),
            "cpu ms a page": round(1000 * median(each.cpu for each in runs) / options.articles, 2)
            if " 1 " in name
            else "",
            "peak MB": round(max(each.memory for each in runs)),
        }
        for name, runs in spent.items()
    ]
    tables = {f"A crawl of {options.articles:,} articles": rows, "Reading them again": read}
    report("reread", tables, {**crawls, **spent})


def crawl(database: Path, sites: Path, days: str) -> Spent:
    """A crawl that keeps pages for so many days."""
    command = [sys.executable, "-m", "scrapy", "crawl", "monde", "-a", "site=fil"]
    contact = {"NEWSBOT_CONTACT": "bench@example.org", "NEWSBOT_SITES": str(sites)}
    return run(command, cwd=ROOT, NEWSBOT_DATABASE=str(database), NEWSBOT_RAW_DAYS=days, **contact)


def again(database: Path, sites: Path, jobs: int) -> Spent:
    """A reread of a copy, as the site files say."""
    copy = Path(shutil.copy(database, database.with_name("copy.sqlite3")))
    command = [sys.executable, "-m", "newsbot.cli", "reread", "--db", copy, "--jobs", str(jobs)]
    return run(command, cwd=ROOT, NEWSBOT_SITES=str(sites))


if __name__ == "__main__":
    main()
