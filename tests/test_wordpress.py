"""A real WordPress: the same articles by every way, and runs that ask only for what is new."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from conftest import ROOT, Crawled, Crawler
from kill import content
from nursery import Nursery

from newsbot.errors import Exit
from newsbot.urls import canonical

TOOLS = ROOT.parent / "shared" / "wordpress"
NEEDED = ("php", "nginx", "mariadbd")

pytestmark = [pytest.mark.wordpress, pytest.mark.slow]


@dataclass
class WordPress:
    home: str
    folder: Path

    def edit(self, edits: int = 8) -> dict[str, list[dict[str, Any]]]:
        """A round of changes: edits, 3 new posts, 1 deleted. Returns those of the section, by action."""
        command = [TOOLS / "edit.sh", "--dir", self.folder, "--edit", str(edits)]
        subprocess.run(command, check=True, capture_output=True)
        last = max((self.folder / "changes").glob("*.json"))
        made: dict[str, list[dict[str, Any]]] = {"edit": [], "new": [], "delete": []}
        for change in json.loads(last.read_text("utf-8"))["plan"]:
            change |= {name: canonical(change.get(name) or "") for name in ("url_before", "url_after")}
            if "/monde/" in change["url_before"] + change["url_after"]:
                made[change["action"]].append(change)
        return made


@pytest.fixture(scope="module")
def wordpress() -> Iterator[WordPress]:
    """A WordPress of its own, in a folder that its users may read: pytest's are closed to them again whenever
    another session begins."""
    if not (TOOLS / "up.sh").exists():
        pytest.skip("needs the WordPress beside this repository")
    if os.geteuid() != 0 or not all(map(shutil.which, NEEDED)):
        pytest.skip(f"needs root and {', '.join(NEEDED)}")
    folder = Path(mkdtemp(prefix="newsbot-wordpress-"))
    folder.chmod(0o755)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    up = [TOOLS / "up.sh", "--dir", folder, "--port", str(port)]
    started = subprocess.run(up, capture_output=True, text=True, check=False)
    if started.returncode:
        pytest.skip(f"WordPress does not start: {started.stderr[-200:]}")
    yield WordPress(f"http://127.0.0.1:{port}/", folder)
    subprocess.run([TOOLS / "down.sh", "--dir", folder, "--purge"], check=True, capture_output=True)


@pytest.fixture(scope="module")
def crawls(tmp_path_factory: pytest.TempPathFactory, nursery: Nursery) -> Crawler:
    folder = tmp_path_factory.mktemp("crawls")
    contact = {"NEWSBOT_CONTACT": "essai@example.org", "NEWSBOT_SITES": str(folder / "sites")}
    return Crawler(folder / "rest.sqlite3", {**os.environ, **contact}, nursery)


def run(crawl: Crawler, wordpress: WordPress, *arguments: str) -> Crawled:
    crawled = crawl(*arguments, site=wordpress.home, timeout=300)
    assert (crawled.code, crawled.err) == (Exit.DONE, ""), crawled.err
    return crawled


def last(crawled: Crawled) -> dict[str, Any]:
    return crawled.rows("SELECT * FROM crawl ORDER BY id DESC LIMIT 1")[0]


BARE = ("-a", "sources=feed,listing")
"""As if REST and the sitemap were switched off."""


def test_runs_after_the_first(wordpress: WordPress, crawls: Crawler) -> None:
    bare = replace(crawls, database=crawls.database.with_name("bare.sqlite3"))
    first, other = run(crawls, wordpress), run(bare, wordpress, *BARE)
    assert last(first)["new"] > 100
    assert content(first.database)["article"] == content(other.database)["article"]
    assert content(first.database)["paragraph"] == content(other.database)["paragraph"]

    for crawl, arguments in ((crawls, ()), (bare, BARE)):
        before = content(crawl.database)
        again = run(crawl, wordpress, *arguments)
        assert content(crawl.database) == before
        assert last(again)["requests"] <= 4

    made = wordpress.edit()
    changed = sum(map(len, made.values()))
    for crawl, arguments in ((crawls, ()), (bare, BARE)):
        after = run(crawl, wordpress, *arguments)
        assert last(after)["new"] == len(made["new"])
        assert last(after)["requests"] < 2 * changed + 5


REVISED = {
    "text": ["text"],
    "append": ["text"],
    "remove_par": ["text"],
    "title": ["headline"],
    **dict.fromkeys(("typo_only", "slug", "category", "touch")),
}
"""What a revision says of each kind of edit; None where there is none."""


def test_every_kind_of_edit(wordpress: WordPress, crawls: Crawler) -> None:
    """Rounds of changes until each kind was made of an article that is known."""
    crawled = run(crawls, wordpress)
    kinds: set[str] = set()
    for _ in range(5):
        ids = {row["url"]: row["article_id"] for row in crawled.rows("SELECT url, article_id FROM page")}
        last_revision = crawled.one("SELECT coalesce(max(id), 0) FROM revision")
        made = wordpress.edit(24)
        crawled = run(crawls, wordpress)
        changed = sum(map(len, made.values()))
        assert last(crawled)["requests"] < 2 * changed + 5
        edits = [edit for edit in made["edit"] if ids.get(edit["url_before"])]
        kinds |= {edit["kind"] for edit in edits}
        query = f"SELECT article_id, changed FROM revision WHERE id > {last_revision}"
        revised = {row["article_id"]: json.loads(row["changed"]) for row in crawled.rows(query)}
        wanted = {ids[edit["url_before"]]: REVISED[edit["kind"]] for edit in edits}
        assert revised == {article: what for article, what in wanted.items() if what}
        rows = crawled.rows("SELECT id, canonical_url FROM article")
        addresses = {row["canonical_url"]: row["id"] for row in rows}
        for edit in edits:
            if edit["url_before"] != edit["url_after"] and "/monde/" in edit["url_after"]:
                assert addresses.get(edit["url_after"]) == ids[edit["url_before"]], "it has its new address"
                assert edit["url_before"] not in addresses
        if kinds == set(REVISED):
            return
    raise AssertionError(f"never met: {set(REVISED) - kinds}")
