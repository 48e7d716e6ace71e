"""Kill a crawl many times at random instants, then let it end: nothing is lost, nothing is there twice.

`PYTHONPATH=tests python -m kill 200` kills as often as that.
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
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


def check(folder: Path, kills: int, seed: int = 1, stories: int = STORIES) -> int:
    """Crawl, edit, crawl: undisturbed, and with so many kills in both. Raises LossError where they differ.

    A crawl that came to its end in spite of its kills is compared, and begun anew for the kills that are
    left. Returns how many were compared.
    """
    random = Random(seed)
    compared = 0
    with Server() as server, Nursery() as nursery:
        gazette = Gazette(server, stories, sources="feed rest")
        whole, before, cut = (folder / f"{name}.sqlite3" for name in ("whole", "before", "cut"))
        for part in (0, 1):
            began = time.monotonic()
            crawl(nursery, gazette, whole, None)
            longest = max((time.monotonic() - began) / 6, 0.4)  # a crawl takes a dozen kills
            expected = content(whole)
            left = kills // 2
            while left or not compared:
                if part:
                    shutil.copy(before, cut)
                ended = False
                while left and not ended:
                    ended = crawl(nursery, gazette, cut, random.uniform(0.05, longest)) == 0
                    left -= not ended
                if not ended and crawl(nursery, gazette, cut, None) != 0:
                    raise LossError("the last crawl was to end by itself")
                _compare(expected, content(cut))
                compared += 1
                for file in folder.glob("cut.*"):
                    file.unlink()
            if not part:
                shutil.copy(whole, before)
                edit(gazette)
    return compared


def _compare(expected: dict[str, list[tuple[Any, ...]]], got: dict[str, list[tuple[Any, ...]]]) -> None:
    for table, rows in expected.items():
        if rows != got[table]:
            odd = [row for row in got[table] if row not in rows][:1]
            raise LossError(f"{table} differs: {len(rows)} rows, {len(got[table])} after kills, as {odd}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
        start = time.monotonic()
        crawls = check(Path(name), count)
        print(
            f"{count} kills in {crawls} crawls, {time.monotonic() - start:.0f} s: nothing lost, nothing twice"
        )
