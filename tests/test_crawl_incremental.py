"""Runs after the first: only what is new is asked for, and nothing is missed or fetched twice."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import Crawled, Crawler
from gazette import NOW, Gazette, sentences
from server import Answer, Server

from newsbot.errors import Exit


def content(database: Path) -> dict[str, list[tuple[Any, ...]]]:
    """What two crawls of the same pages agree in: no ids, no times of seeing."""
    queries = {
        "article": "SELECT canonical_url, headline, date_published, authors, section, body, content_hash"
        " FROM article ORDER BY 1",
        "paragraph": "SELECT canonical_url, position, kind, text, verdict, repeats"
        " FROM paragraph JOIN article ON id = article_id ORDER BY 1, 2",
        "revision": "SELECT canonical_url, changed, r.headline, paragraphs"
        " FROM revision r JOIN article a ON a.id = article_id ORDER BY r.id",
    }
    with closing(sqlite3.connect(database)) as connection:
        return {name: connection.execute(query).fetchall() for name, query in queries.items()}


def everything(database: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All tables but `crawl`, without the times of seeing."""
    told = {}
    with closing(sqlite3.connect(database)) as connection:
        for (table,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        ).fetchall():
            names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            kept = [n for n in names if n not in ("last_checked", "last_seen", "completed_at", "status")]
            if table != "crawl" and not table.startswith("sqlite"):
                told[table] = connection.execute(f"SELECT {', '.join(kept)} FROM {table}").fetchall()
    return told


def run(crawl: Crawler, gazette: Gazette, *arguments: str) -> Crawled:
    """A crawl at the gazette's time, which goes well. Its requests alone stay in the server's log."""
    gazette.server.log.clear()
    crawled = crawl(*arguments, site=f"{gazette.server.home}/monde/", NEWSBOT_NOW=gazette.now.isoformat())
    assert (crawled.code, crawled.err) == (Exit.DONE, "")
    return crawled


def asked(gazette: Gazette) -> list[str]:
    """Which articles were asked for."""
    return [path for path in gazette.server.paths() if "numero" in path]


def stored(crawled: Crawled, gazette: Gazette) -> set[str]:
    return {
        row["canonical_url"].removeprefix(gazette.server.home)
        for row in crawled.rows("SELECT canonical_url FROM article")
    }


KINDS = pytest.mark.parametrize("sources", ["feed rest", "feed", "", "sitemap"])


@KINDS
def test_a_second_run_changes_nothing(crawl: Crawler, server: Server, sources: str) -> None:
    gazette = Gazette(server, 25, sources=sources)
    first = run(crawl, gazette)
    assert len(stored(first, gazette)) == 25
    assert Counter(asked(gazette)).most_common(1)[0][1] == 1, "no article is fetched twice"
    before = everything(first.database)
    second = run(crawl, gazette)
    assert everything(second.database) == before
    assert asked(gazette) == []
    assert len(server.log) <= 4


def test_two_fresh_databases_are_equal(crawl: Crawler, server: Server, tmp_path: Path) -> None:
    gazette = Gazette(server, 25)
    first = run(crawl, gazette)
    second = run(replace(crawl, database=tmp_path / "autre.sqlite3"), gazette)
    assert content(first.database) == content(second.database)


def test_each_kind_of_source_finds_the_same(crawl: Crawler, server: Server, tmp_path: Path) -> None:
    gazette = Gazette(server, 10, sources="feed rest sitemap", per_page=4)
    whole = content(run(crawl, gazette).database)
    for kind in ("rest", "feed", "listing", "sitemap"):
        alone = replace(crawl, database=tmp_path / f"{kind}.sqlite3")
        crawled = run(alone, gazette, "-a", f"sources={kind}")
        assert content(crawled.database) == whole, kind
        assert {row["kind"] for row in crawled.rows("SELECT kind FROM source")} == {kind}
        assert asked(gazette) != []
        run(alone, gazette, "-a", f"sources={kind}")
        assert asked(gazette) == [], kind


def test_requests_are_conditional(crawl: Crawler, server: Server) -> None:
    gazette = Gazette(server, 12)
    run(crawl, gazette)
    run(crawl, gazette)
    (feed,) = [request for request in server.log if request.path == "/monde/feed/"]
    assert feed.get("If-Modified-Since")
    assert not feed.get("If-None-Match"), "a weak ETag is not understood by every server"
    (rest,) = [request for request in server.log if "/posts" in request.path]
    assert "modified_after=" in rest.path


def edits(gazette: Gazette, first: int) -> dict[str, str]:
    """An edit of every kind to the stories from number `first` on; returns the titles before, by kind."""
    kinds = ("text", "append", "title", "typo_only", "remove_par", "slug", "touch")
    stories = {kind: gazette.stories[-1 - first - i] for i, kind in enumerate(kinds)}
    titles = {kind: story.title for kind, story in stories.items()}
    gazette.now += timedelta(hours=1)
    for kind, story in stories.items():
        text = story.paragraphs
        change: dict[str, dict[str, Any]] = {
            "text": {"paragraphs": [text[0], *sentences("nouveau", 1), *text[2:]]},
            "append": {"paragraphs": [*text, *sentences("ajout", 1)]},
            "title": {"title": "Le titre a changé du tout au tout pendant la nuit"},
            "typo_only": {"paragraphs": [text[0].replace("'", "’"), *text[1:]]},
            "remove_par": {"paragraphs": text[:-1]},
            "slug": {"slug": "une-autre-adresse-numero-999"},
            "touch": {},
        }
        gazette.edit(story, **change[kind])
    return titles


@pytest.mark.parametrize("sources", ["feed rest", "feed", "sitemap"])
def test_edits(crawl: Crawler, server: Server, sources: str) -> None:
    """As `edit.sh` of the real WordPress does: all kinds of edits, new articles, one deleted."""
    gazette = Gazette(server, 20, sources=sources, per_page=50 if sources == "sitemap" else 10)
    gazette.now = NOW + timedelta(days=100)  # none is due by its age
    before = {
        row["headline"]: row["id"] for row in run(crawl, gazette).rows("SELECT id, headline FROM article")
    }
    old = edits(gazette, first=12)
    changed = {title: kind for kind, title in old.items()}
    for number in (100, 101):
        gazette.write(number)
    crawled = run(crawl, gazette)
    total = len(old) + 2
    assert crawled.one("SELECT new FROM crawl ORDER BY id DESC") == 2
    assert len(server.log) < 2 * total + 5
    assert len(crawled.rows("SELECT id FROM article")) == 22
    revised = {
        changed[title]: row["changed"]
        for row in crawled.rows("SELECT article_id, changed FROM revision")
        for title, number in before.items()
        if number == row["article_id"]
    }
    assert revised == {
        "text": '["text"]',
        "append": '["text"]',
        "title": '["headline"]',
        "remove_par": '["text"]',
    }
    cosmetic = [row["url"][-4:] for row in crawled.rows("SELECT url FROM page WHERE cosmetic > 0")]
    assert "-15/" in cosmetic, "typography alone is counted, not kept"
    (moved,) = crawled.rows("SELECT id, url FROM article WHERE canonical_url LIKE '%999/'")
    assert moved["id"] == before[old["slug"]]
    run(crawl, gazette)
    assert asked(gazette) == []


def test_a_cut_first_run_goes_on(crawl: Crawler, server: Server) -> None:
    """Each run is cut after ten requests: all is found in the end, and nothing is fetched twice."""
    gazette = Gazette(server, 25)
    fetched: list[str] = []
    for _ in range(10):
        server.log.clear()
        crawled = crawl(
            "-a", "max_requests=10", site=f"{server.home}/monde/", NEWSBOT_NOW=gazette.now.isoformat()
        )
        assert len(server.log) <= 10
        fetched += asked(gazette)
        if crawled.code == Exit.DONE:
            break
        assert crawled.code == Exit.PARTLY
        (line,) = crawled.told
        assert "max_requests=10 is used up" in line
        assert crawled.one("SELECT reason FROM crawl ORDER BY id DESC") == "max_requests"
    assert len(stored(crawled, gazette)) == 25
    assert sorted(fetched) == sorted(set(fetched))


def test_a_few_pages_are_a_few(crawl: Crawler, server: Server) -> None:
    gazette = Gazette(server, 60, sources="rest sitemap")
    few = crawl("-a", "max_pages=2", site=f"{server.home}/monde/", NEWSBOT_NOW=gazette.now.isoformat())
    assert (few.code, few.one("SELECT count(*) FROM article")) == (Exit.DONE, 20)
    gazette.now += timedelta(hours=1)
    whole = crawl(site=f"{server.home}/monde/", NEWSBOT_NOW=gazette.now.isoformat())
    assert whole.one("SELECT count(*) FROM article") == 60


@pytest.mark.parametrize("sources", ["feed", ""])
def test_more_new_articles_than_the_feed_holds(crawl: Crawler, server: Server, sources: str) -> None:
    gazette = Gazette(server, 42, sources=sources)
    run(crawl, gazette)
    gazette.now += timedelta(hours=1)
    for number in range(100, 125):
        gazette.write(number, gazette.now + timedelta(minutes=number - 150))
    assert len(stored(run(crawl, gazette), gazette)) == 67
    assert "/monde/page/5/" not in server.paths(), "the walk ends where all is known"
    run(crawl, gazette)
    assert asked(gazette) == []


def test_a_listing_cut_by_a_kill_is_walked_again(crawl: Crawler, server: Server) -> None:
    """A later run that was killed between two listing pages loses nothing of the second."""
    gazette = Gazette(server, 12, sources="")
    run(crawl, gazette)
    for number in range(100, 130):
        gazette.write(number, gazette.now + timedelta(minutes=number - 90))
    gazette.now += timedelta(hours=2)
    crawl("-a", "max_requests=4", site=f"{server.home}/monde/", NEWSBOT_NOW=gazette.now.isoformat())
    gazette.now += timedelta(hours=1)
    assert len(stored(run(crawl, gazette), gazette)) == 42


def test_pinned_articles_do_not_end_the_walk(crawl: Crawler, server: Server) -> None:
    gazette = Gazette(server, 12, sources="", per_page=5)
    for story in gazette.stories[-3:]:
        gazette.edit(story, published=NOW + timedelta(days=300))  # on top for ever
    run(crawl, gazette)
    gazette.now += timedelta(hours=1)
    for number in range(100, 112):
        gazette.write(number)
    assert len(stored(run(crawl, gazette), gazette)) == 24


def test_a_deleted_article_is_marked_gone_and_kept(crawl: Crawler, server: Server) -> None:
    gazette = Gazette(server, 12, sources="feed")
    run(crawl, gazette)
    gazette.delete(gazette.stories[2])
    gazette.edit(gazette.stories[3])
    gazette.now += timedelta(minutes=10)
    crawled = run(crawl, gazette)
    assert asked(gazette) == [gazette.stories[2].path], "the feed lists it no more"
    assert crawled.one("SELECT count(*) FROM article WHERE gone_at IS NOT NULL") == 0
    gazette.now += timedelta(hours=2)
    crawled = run(crawl, gazette)
    assert crawled.one("SELECT count(*) FROM article") == 12
    (gone,) = crawled.rows("SELECT headline, gone_at FROM article WHERE gone_at IS NOT NULL")
    assert gone["headline"] == gazette.stories[2].title
    gazette.stories[2].status = 200
    gazette.edit(gazette.stories[2], title="Le voici de nouveau parmi nous ce matin")
    gazette.now += timedelta(hours=1)
    crawled = run(crawl, gazette)
    assert crawled.one("SELECT count(*) FROM article WHERE gone_at IS NOT NULL") == 0, "it came back"


def test_an_address_that_now_leads_to_another_article(crawl: Crawler, server: Server) -> None:
    gazette = Gazette(server, 12, sources="rest")
    run(crawl, gazette)
    replaced, target = gazette.stories[1], gazette.stories[0]
    gazette.now += timedelta(hours=8)
    target.old.append(replaced.path)
    replaced.status, replaced.slug = 404, "nulle-part-numero-0"
    crawled = run(crawl, gazette)
    assert crawled.one("SELECT count(*) FROM article") == 12, "what it was is kept"
    (gone,) = crawled.rows("SELECT headline FROM article WHERE gone_at IS NOT NULL")
    assert gone["headline"] == replaced.title


def test_revisits_grow_rarer_with_age(crawl: Crawler, server: Server) -> None:
    """Every two hours at first, then ever more rarely for two months."""
    gazette = Gazette(server, 0, sources="rest")
    story = gazette.write(1, NOW)
    gazette.now = NOW + timedelta(minutes=5)
    page = "SELECT next_fetch, reason FROM page WHERE article_id IS NOT NULL"
    pauses = []
    while due := run(crawl, gazette).one(page):
        assert asked(gazette) == [story.path]
        pauses.append(datetime.fromisoformat(due) - gazette.now)
        if len(pauses) == 3:
            gazette.now = datetime.fromisoformat(due) - timedelta(minutes=5)
            run(crawl, gazette)
            assert asked(gazette) == [], "not before its time"
        gazette.now = datetime.fromisoformat(due)
    assert pauses == sorted(pauses)
    assert pauses[0] <= timedelta(hours=2.5)
    assert 8 <= len(pauses) <= 12
    assert timedelta(days=50) < gazette.now - NOW < timedelta(days=120)
    gazette.now += timedelta(days=90)
    crawled = run(crawl, gazette)
    assert (asked(gazette), crawled.rows(page)) == ([], [{"next_fetch": None, "reason": "due"}])
    gazette.edit(story, title="Le titre a changé du tout au tout pendant la nuit")
    run(crawl, gazette)
    assert asked(gazette) == [story.path], "unless a source says that it was modified"


def test_a_clock_moved_back(crawl: Crawler, server: Server) -> None:
    gazette = Gazette(server, 12)
    run(crawl, gazette)
    gazette.now -= timedelta(days=30)
    story = gazette.write(100, NOW + timedelta(hours=1))
    gazette.edit(gazette.stories[3], title="Le titre a changé du tout au tout pendant la nuit")
    gazette.stories[3].modified = NOW + timedelta(hours=1)
    crawled = run(crawl, gazette)
    assert story.path in stored(crawled, gazette)
    assert crawled.one("SELECT count(*) FROM revision") == 1


def test_since_is_walked_to_once(crawl: Crawler, server: Server) -> None:
    gazette = Gazette(server, 40, sources="", per_page=5)
    day = (NOW - timedelta(hours=5 * 12)).date()
    crawled = run(crawl, gazette, "-a", f"since={day}")
    recent = {s.path for s in gazette.stories if s.published.date() >= day}
    assert stored(crawled, gazette) == recent
    run(crawl, gazette, "-a", f"since={day}")
    assert [path for path in server.paths() if "page" in path] == [], "the second run looks at the first page"
    assert len(stored(run(crawl, gazette), gazette)) == 40, "without it, the walk goes on"


def test_a_section_that_moved_is_found_again(crawl: Crawler, server: Server) -> None:
    gazette = Gazette(server, 6, sources="")
    server.routes["/"] = gazette.listing(1)
    crawled = crawl(site=server.home, NEWSBOT_NOW=gazette.now.isoformat())
    assert len(stored(crawled, gazette)) == 6, crawled.err


def test_signals_are_recorded(crawl: Crawler, server: Server) -> None:
    gazette = Gazette(server, 3, sources="")
    page = gazette.article(gazette.stories[0]).replace(
        "</head>", '<meta name="robots" content="noindex"></head>'
    )
    server.routes[gazette.stories[0].path] = Answer(page, headers={"tdm-reservation": "1"})
    crawled = run(crawl, gazette)
    (row,) = crawled.rows("SELECT signals FROM page WHERE signals <> '[]'")
    assert row["signals"] == '["noindex","tdm-reservation"]'


def test_reservations_of_the_host(crawl: Crawler, server: Server) -> None:
    """The host's file is asked for once a week at most, and what it reserves is recorded with each page."""
    gazette = Gazette(server, 12, sources="rest")
    closed, free = gazette.stories[0].path, gazette.stories[1].path
    rules = [
        {"location": "/monde/*numero-1", "tdm-reservation": 1, "tdm-policy": "https://gazette.example/tdm"},
        {"location": free, "tdm-reservation": 0},
        {"location": "/a\nDisallow: /"},
        "non",
    ]
    file = "/.well-known/tdmrep.json"
    modified = {"Last-Modified": "Mon, 20 May 2024 08:00:00 GMT"}
    server.routes[file] = Answer(json.dumps(rules), type="application/json", headers=modified)
    crawled = run(crawl, gazette)
    reserved = {row["url"] for row in crawled.rows("SELECT url FROM page WHERE signals LIKE '%tdm%=1 %'")}
    assert reserved == {server.home + file}
    pages = {
        row["url"].removeprefix(server.home)
        for row in crawled.rows("""SELECT url FROM page WHERE signals = '["tdm-reservation"]'""")
    }
    assert closed in pages
    assert pages == {s.path for s in gazette.stories if s.number in (1, 10, 11)} - {free}
    gazette.now += timedelta(days=2)
    gazette.write(100)
    run(crawl, gazette)
    assert file not in server.paths()
    gazette.now += timedelta(days=6)
    server.routes[file] = Answer("", 304)
    story = gazette.write(101)
    crawled = run(crawl, gazette)
    (again,) = [asked for asked in server.log if asked.path == file]
    assert again.get("If-Modified-Since") == modified["Last-Modified"]
    assert crawled.one(f"SELECT signals FROM page WHERE url LIKE '%{story.path}'") == '["tdm-reservation"]'
    kept = crawled.one(f"SELECT last_modified FROM page WHERE url LIKE '%{file}'")
    assert kept == modified["Last-Modified"], "a 304 need not say it again"


@pytest.mark.parametrize(
    "route", [Answer("<h1>non</h1>"), Answer("{", type="application/json"), Answer("", 503)]
)
def test_a_file_of_reservations_that_is_none(crawl: Crawler, server: Server, route: Answer) -> None:
    gazette = Gazette(server, 3, sources="")
    server.routes["/.well-known/tdmrep.json"] = route
    assert len(stored(run(crawl, gazette), gazette)) == 3
    assert server.paths().count("/.well-known/tdmrep.json") == 1
