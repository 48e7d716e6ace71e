"""Kill a crawl many times at random instants, then let it end: nothing is lost, nothing is there twice.

`PYTHONPATH=tests python -m kill 200` kills as often as that.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from gazette import Gazette, sentences
from nursery import Nursery
from server import Server

STORIES = 300


class LossError(AssertionError):
    """What a kill broke."""


def content(database: Path) -> dict[str, list[tuple[Any, ...]]]:
    """What an interrupted crawl and an uninterrupted one agree in: no ids, no times of seeing."""
    queries = {
        "article": "SELECT canonical_url, headline, date_published, authors, section, body, content_hash,"
        " word_count FROM article ORDER BY 1",
        "paragraph": "SELECT canonical_url, position, kind, text, verdict, repeats, earlier_position"
        " FROM paragraph JOIN article ON id = article_id ORDER BY 1, 2",
        "line": "SELECT line_key, text, pages, recurring FROM line ORDER BY 1",
        "revision": "SELECT canonical_url, changed, r.headline, paragraphs"
        " FROM revision r JOIN article a ON a.id = article_id ORDER BY 1, r.id",
        "search": "SELECT count(*) FROM article_fts WHERE article_fts MATCH 'conseil'",
    }
    with closing(sqlite3.connect(database)) as connection:
        (integrity,) = connection.execute("PRAGMA integrity_check").fetchone()
        if integrity != "ok":
            raise LossError(f"integrity_check: {integrity}")
        connection.execute("INSERT INTO article_fts (article_fts, rank) VALUES ('integrity-check', 1)")
        return {name: connection.execute(query).fetchall() for name, query in queries.items()}


def edit(gazette: Gazette) -> None:
    """A day at the gazette: every fifth article changes, in one of four ways."""
    gazette.now += timedelta(days=1)
    for number, story in enumerate(list(gazette.stories)):
        match number % 20:
            case 0:
                gazette.edit(story, paragraphs=[*story.paragraphs[:-1], *sentences(f"autre {number}", 2)])
            case 5:
                gazette.edit(story, title=f"Un tout autre titre pour le numéro {number} de ce matin")
            case 10:
                gazette.edit(story, paragraphs=[p.replace("'", "’") for p in story.paragraphs])
            case 15:
                gazette.edit(story, slug=f"adresse-nouvelle-du-numero-{number}")


def crawl(nursery: Nursery, gazette: Gazette, database: Path, kill_after: float | None) -> int:
    """A crawl, killed so many seconds after its start, or to its end. Returns its exit code."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("NEWSBOT_")}
    env |= {
        "NEWSBOT_DATABASE": str(database),
        "NEWSBOT_CONTACT": "essai@example.org",
        "NEWSBOT_NOW": gazette.now.isoformat(),
    }
    argv = ["crawl", "monde", "-a", f"site={gazette.server.home}/monde/"]
    child = nursery.start(argv, env, database.parent)
    if kill_after is not None:
        time.sleep(kill_after)
        child.send_signal(signal.SIGKILL)
    code = child.wait(120)
    if code not in (0, -signal.SIGKILL):
        raise LossError(f"exit code {code}: {child.communicate(1)[1]}")
    return code


def check(folder: Path, kills: int, seed: int = 1, stories: int = STORIES) -> Counter[str]:
    """Crawl, edit, crawl: undisturbed, and with so many kills in both. Raises LossError where they differ.

    Returns how many kills hit a crawl under way, and how many came after its end.
    """
    random = Random(seed)
    tally: Counter[str] = Counter()
    with Server() as server, Nursery() as nursery:
        gazette = Gazette(server, stories, sources="feed rest")
        whole, cut = folder / "whole.sqlite3", folder / "cut.sqlite3"
        for part in (0, 1):
            if part:
                edit(gazette)
            began = time.monotonic()
            crawl(nursery, gazette, whole, None)
            duration = time.monotonic() - began
            server.log.clear()
            for _ in range(kills // 2):
                # an ever smaller part of the work is left: most kills are to hit it
                code = crawl(nursery, gazette, cut, random.uniform(0.05, max(duration / 4, 0.5)))
                tally["killed" if code else "ended before"] += 1
            if crawl(nursery, gazette, cut, None) != 0:
                raise LossError("the last crawl was to end by itself")
            expected, got = content(whole), content(cut)
            for table, rows in expected.items():
                if rows != got[table]:
                    odd = [row for row in got[table] if row not in rows][:1]
                    raise LossError(
                        f"{table} differs: {len(rows)} rows, {len(got[table])} after kills, as {odd}"
                    )
    return tally


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
        start = time.monotonic()
        print(
            dict(check(Path(name), count)),
            f"in {time.monotonic() - start:.0f} s: nothing lost, nothing twice",
        )
