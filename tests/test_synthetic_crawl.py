"""Eight kinds of sites crawled from their home pages with no site file: every MONDE article, nothing else."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from synthetic import NAMES_OF_SITES, Site, build, serve

ROOT = Path(__file__).parent.parent
WAYS = [(name, "") for name in NAMES_OF_SITES]
WAYS += [("wordpress", source) for source in ("rest", "feed", "listing", "sitemap")]


def crawl(site: Site, database: Path, sources: str) -> str:
    """Crawl `site` in a process of its own; gives what it said on stderr."""
    command = [sys.executable, "-m", "scrapy", "crawl", "monde", "-a", f"site={site.home}"]
    command += [
        "-s",
        "DOWNLOAD_DELAY=0",
        "-s",
        "AUTOTHROTTLE_ENABLED=0",
        "-s",
        "CONCURRENT_REQUESTS_PER_DOMAIN=8",
    ]
    if sources:
        command += ["-a", f"sources={sources}"]
    told = {
        "NEWSBOT_DATABASE": str(database),
        "NEWSBOT_CONTACT": "redaction@journal.example",
        "NEWSBOT_SITES": "",
    }
    with serve(site) as proxy:
        environment = {**os.environ, **told, "http_proxy": proxy, "no_proxy": ""}
        run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    return f"exit {run.returncode}: {run.stderr}"


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], tuple[str, set[str]]]:
    """For every way, what the crawl said and the canonical addresses that it stored."""
    folder = tmp_path_factory.mktemp("synthetic")

    def one(way: tuple[str, str]) -> tuple[str, set[str]]:
        database = folder / f"{'-'.join(way)}.sqlite3"
        said = crawl(build(way[0]), database, way[1])
        if not said.startswith("exit 0"):
            return said, set()
        connection = sqlite3.connect(database)
        found = {url for (url,) in connection.execute("SELECT canonical_url FROM article")}
        connection.close()
        return said, found

    with ThreadPoolExecutor(4) as pool:
        return dict(zip(WAYS, pool.map(one, WAYS), strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS, ids="-".join)
def test_every_article_of_the_section_and_nothing_else(
    way: tuple[str, str], stored: dict[tuple[str, str], tuple[str, set[str]]]
) -> None:
    said, found = stored[way]
    assert said.startswith("exit 0"), said
    assert found == build(way[0]).expected
