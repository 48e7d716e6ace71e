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
from typing import Any

import pytest
from conftest import ROOT, Crawled, Crawler
from kill import content
from nursery import Nursery

from newsbot.errors import Exit

TOOLS = ROOT.parent / "shared" / "wordpress"
NEEDED = ("php", "nginx", "mariadbd")

pytestmark = [pytest.mark.wordpress, pytest.mark.slow]


@dataclass
class WordPress:
    home: str
    folder: Path

    def edit(self) -> dict[str, list[dict[str, Any]]]:
        """A round of changes: 8 edits, 3 new posts, 1 deleted. Returns those of the section, by action."""
        subprocess.run([TOOLS / "edit.sh", "--dir", self.folder], check=True, capture_output=True)
        last = max((self.folder / "changes").glob("*.json"))
        made: dict[str, list[dict[str, Any]]] = {"edit": [], "new": [], "delete": []}
        for change in json.loads(last.read_text("utf-8"))["plan"]:
            if "/monde/" in (change.get("url_before") or "") + (change["url_after"] or ""):
                made[change["action"]].append(change)
        return made


@pytest.fixture(scope="module")
def wordpress(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WordPress]:
    if not (TOOLS / "up.sh").exists():
        pytest.skip("needs the WordPress beside this repository")
    if os.geteuid() != 0 or not all(map(shutil.which, NEEDED)):
        pytest.skip(f"needs root and {', '.join(NEEDED)}")
    folder = tmp_path_factory.mktemp("wordpress") / "site"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder.parent.chmod(0o755)
    for parent in (folder.parent.parent, folder.parent.parent.parent):
        parent.chmod(0o755)
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
    revised = {
        row["canonical_url"]: row["changed"]
        for row in first.rows(
            "SELECT canonical_url, changed FROM revision r JOIN article a ON a.id = article_id"
        )
    }
    words = {"text": '["text"]', "append": '["text"]', "remove_par": '["text"]', "title": '["headline"]'}
    assert revised == {
        edit["url_after"]: words[edit["kind"]] for edit in made["edit"] if edit["kind"] in words
    }
    addresses = {row["canonical_url"] for row in first.rows("SELECT canonical_url FROM article")}
    for edit in made["edit"]:
        assert edit["url_after"] in addresses, "what moved has its new address"
        assert edit["url_before"] == edit["url_after"] or edit["url_before"] not in addresses
