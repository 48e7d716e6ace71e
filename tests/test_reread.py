"""`newsbot reread`: what is stored is read again by the rules of now."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Crawler
from gazette import NOW, Gazette, sentences
from server import Answer, Server

from newsbot.cli import main
from newsbot.errors import ConfigurationError, Exit, LockedError
from newsbot.items import RawPage, Visit
from newsbot.lock import SiteLock
from newsbot.reading import read
from newsbot.reread import SHARE, reread
from newsbot.storage import Store

HOME = "https://gazette.example/monde/"
AGAIN = [sys.executable, "-c", "import sys; from newsbot.cli import main; sys.exit(main())", "reread"]
LINE = "La Gazette est imprimée à Brest par ses ouvriers depuis 1987."
Content = dict[str, list[tuple[Any, ...]]]


def content(database: Path) -> Content:
    """All tables, whole; of revisions not when they were made."""
    with closing(sqlite3.connect(database)) as raw:
        tables = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {name: sorted(raw.execute(f"SELECT * FROM {name}"), key=repr) for name in tables}
    return {**found, "revision": [row[:2] + row[3:] for row in found["revision"]]}


def articles(database: Path) -> Content:
    """The same without the insides of the full-text index, which tell how it came to be."""
    return {name: found for name, found in content(database).items() if not name.startswith("article_fts_")}


def rows(database: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(database)) as raw:
        return raw.execute(query).fetchall()


def filled(database: Path, articles: int, *, captured: bool = True) -> Path:
    """A gazette as a crawl stores it."""
    gazette = Gazette(Server(), articles)
    with Store(database) as store:
        site = store.site("gazette", HOME, "Europe/Paris")
        for story in reversed(gazette.stories):
            url = f"{HOME}{story.slug}/"
            story.paragraphs.insert(2, LINE)
            html = gazette.article(story).replace(gazette.server.home, HOME.removesuffix("/monde/"))
            page = RawPage(url, "text/html; charset=utf-8", html.encode())
            item = read(page.html, url, fetched=NOW, tz="Europe/Paris")
            item.visit = Visit(url, NOW, pages=[page] if captured else [])
            store.save_article(site, item)
        store.settle(site)
    gazette.server.__exit__()
    return database


@pytest.fixture
def site(
    site_file: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], list[Path]]:
    """Writes the gazette's site file; gives the folders to look into."""

    def write(text: str = "") -> list[Path]:
        zone = 'start_urls = ["https://gazette.example/monde/"]\ntime_zone = "Europe/Paris"\n'
        folder = site_file("gazette", zone + text).parent
        monkeypatch.setattr("newsbot.settings.NEWSBOT_SITES", str(folder))
        return [folder]

    return write


# ------------------------------------------------------------ after a crawl


def test_a_fresh_crawl_read_again_is_the_same(
    crawl: Crawler, server: Server, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also the article of two pages, the one that says 'hier', and those whose lines became the site's."""
    gazette = Gazette(server, 70, sources="feed sitemap")
    for story in gazette.stories:
        story.paragraphs.insert(2, LINE)
    long, late = gazette.stories[3], gazette.stories[40]
    rest = ["La suite de l'histoire tient en quelques phrases.", *sentences("suite", 4)]
    second = gazette.article(replace(long, paragraphs=rest))
    more = f'<link rel="next" href="{long.path}2/">'
    server.routes[long.path] = Answer(gazette.article(long).replace("</head>", f"{more}</head>"))
    server.routes[f"{long.path}2/"] = Answer(second)
    said = gazette.article(late).split("<time", 1)
    late_page = f"{said[0]}<span>Publié hier à 9 h 05</span>{said[1].split('</time>', 1)[1]}"
    server.routes[late.path] = Answer(late_page)
    monkeypatch.setenv("NEWSBOT_NOW", NOW.isoformat())
    first = {"NEWSBOT_NOW": NOW.isoformat(), "NEWSBOT_RAW_DAYS": "30"}
    done = crawl(site=f"{server.home}/monde/", **first)
    assert (done.code, done.err) == (0, "")
    assert done.one("SELECT count(*) FROM capture") == done.one("SELECT count(*) FROM article") == 70
    assert done.one("SELECT count(*) FROM dictionary") == 1
    assert done.one("SELECT count(*) FROM paragraph WHERE text LIKE 'La suite de l%'") == 1
    assert done.one("SELECT count(DISTINCT date_published_raw LIKE '%hier%') FROM article") == 2
    assert done.one("SELECT count(*) FROM paragraph WHERE verdict = 'boilerplate'") >= 70
    before = content(crawl.database)
    capsys.readouterr()
    assert main(["reread", "--db", str(crawl.database), "--jobs", "1"]) == 0
    assert content(crawl.database) == before
    assert capsys.readouterr().out == (
        "70 articles read again, text changed in 0, other fields in 0, verdicts alone in 0\n"
    )

    gazette.now += timedelta(days=1)
    gazette.edit(gazette.stories[9], title="Un tout autre titre ce matin")
    again = {"NEWSBOT_NOW": gazette.now.isoformat(), "NEWSBOT_RAW_DAYS": "0.5"}
    done = crawl(site=f"{server.home}/monde/", **again)
    assert done.one("SELECT count(*) FROM revision") == 1
    assert 0 < done.one("SELECT count(*) FROM capture") < 70, "what was not asked for again is too old"
    assert done.one("SELECT min(fetched) FROM capture") == "2024-05-21T12:00:00Z"
    before = content(crawl.database)
    assert main(["reread", "--db", str(crawl.database), "--jobs", "1"]) == 0
    assert content(crawl.database) == before


def test_nothing_is_kept_unless_that_is_asked_for(crawl: Crawler, server: Server) -> None:
    Gazette(server, 3)
    done = crawl(site=f"{server.home}/monde/")
    assert done.one("SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM capture)") == 3
    assert done.one("SELECT count(*) FROM capture") == 0
    assert crawl(site=f"{server.home}/monde/", NEWSBOT_RAW_DAYS="un mois").code == Exit.USAGE


# ------------------------------------------------------------ other rules


def test_a_selector_changes_a_field_and_another_the_text(
    tmp_path: Path, site: Callable[[str], list[Path]]
) -> None:
    database = filled(tmp_path / "news.sqlite3", 6)
    assert reread(database, folders=site(""))["texts"] == 0
    before = content(database)
    counts = reread(database, folders=site('[selectors]\nsection = "nav li:last-child"\n'))
    assert (counts["articles"], counts["fields"], counts["texts"], counts["verdicts"]) == (6, 6, 0, 0)
    assert rows(database, "SELECT DISTINCT section FROM article") == [("Sport",)]
    after = content(database)
    assert [name for name in before if before[name] != after[name]] == ["article"]

    counts = reread(database, folders=site('drop = [".entry-content p:first-child"]\n'))
    assert (counts["articles"], counts["fields"], counts["texts"]) == (6, 6, 6)
    assert rows(database, "SELECT DISTINCT section FROM article") == [("",)]
    assert rows(database, "SELECT changed, count(*), count(DISTINCT article_id) FROM revision") == [
        ('["text"]', 6, 6)
    ]
    ((earlier,),) = rows(database, "SELECT json_array_length(paragraphs) FROM revision LIMIT 1")
    assert rows(
        database, "SELECT DISTINCT n FROM (SELECT count(*) n FROM paragraph GROUP BY article_id)"
    ) == [(earlier - 1,)]
    assert rows(database, "SELECT sum(changes), sum(visits) FROM page") == [(0, 6)]
    after = content(database)
    assert reread(database, folders=site('drop = [".entry-content p:first-child"]\n'))["texts"] == 0
    assert content(database) == after


def test_without_pages_verdicts_are_given_again(tmp_path: Path, site: Callable[[str], list[Path]]) -> None:
    database = filled(tmp_path / "news.sqlite3", 6, captured=False)
    before = articles(database)
    with closing(sqlite3.connect(database)) as raw:
        raw.execute("UPDATE paragraph SET verdict = 'kept', repeats = NULL")
        raw.execute("UPDATE article SET body = 'x' WHERE id = 2")
        raw.commit()
    counts = reread(database, folders=site(""))
    assert (counts["articles"], counts["pageless"], counts["texts"]) == (6, 6, 0)
    assert counts["verdicts"] == 6
    assert articles(database) == before
    assert reread(database, folders=site("")) == {"articles": 6, "pageless": 6, "verdicts": 0}


def test_what_is_no_article_any_more_stays(
    tmp_path: Path, site: Callable[[str], list[Path]], capsys: pytest.CaptureFixture[str]
) -> None:
    database = filled(tmp_path / "news.sqlite3", 2)
    before = content(database)
    site('drop = ["main"]\n[selectors]\nheadline = "blink"\n')
    assert main(["reread", "--db", str(database), "--site", "gazette"]) == 0
    assert content(database) == before
    assert "2 no longer read as articles, and left as they were" in capsys.readouterr().out


# ------------------------------------------------------------ killed, locked, wrong


@pytest.mark.slow
def test_killed_in_the_middle_it_goes_on_where_it_was(
    tmp_path: Path, site: Callable[[str], list[Path]]
) -> None:
    """In two processes, which end with the one that is killed."""
    database = filled(tmp_path / "news.sqlite3", 3 * SHARE)
    whole = Path(shutil.copy(database, tmp_path / "whole.sqlite3"))
    folders = site('drop = [".entry-content p:first-child"]\n[selectors]\nsection = "nav li:last-child"\n')
    assert reread(whole, folders=folders, jobs=1)["texts"] == 3 * SHARE
    env = {**os.environ, "NEWSBOT_SITES": str(folders[0])}
    command = [*AGAIN, "--db", str(database), "--jobs", "2"]
    process = subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.PIPE)
    until = time.monotonic() + 60
    while rows(database, "SELECT reread FROM site") == [("{}",)]:
        assert time.monotonic() < until
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)  # not before the others let go of stderr
    torn = (
        "SELECT count(*) FROM article WHERE (section = 'Sport') <> (id IN (SELECT article_id FROM revision))"
    )
    assert rows(database, torn) == [(0,)]
    ((done,),) = rows(database, "SELECT count(*) FROM revision")
    assert 0 < done < 3 * SHARE
    counts = reread(database, folders=folders, jobs=2)
    assert 0 <= counts["articles"] - (3 * SHARE - done) < 20, "what was read of one chunk is read again"
    assert counts["texts"] == 3 * SHARE - done
    assert articles(database) == articles(whole)


def test_it_begins_anew_where_the_rules_are_others(tmp_path: Path, site: Callable[[str], list[Path]]) -> None:
    class KilledError(Exception):
        pass

    database = filled(tmp_path / "news.sqlite3", 50)
    for text, left in (("", 50), ("", 30), ('drop = ["h2"]', 50), ('drop = ["h2"]', 30)):
        seen: list[int] = []

        def progress(site: str, done: int, of: int, seen: list[int] = seen) -> None:
            seen.append(of)
            if of == 50 and done == 40:
                raise KilledError

        with suppress(KilledError):
            reread(database, folders=site(text), progress=progress)
        assert seen[0] == left


def test_a_site_that_is_being_crawled(
    tmp_path: Path, site: Callable[[str], list[Path]], capsys: pytest.CaptureFixture[str]
) -> None:
    database = filled(tmp_path / "news.sqlite3", 2)
    folders = site("")
    lock = SiteLock(str(database), "gazette")
    lock.acquire()
    assert main(["reread", "--db", str(database)]) == Exit.LOCKED
    assert capsys.readouterr().err == "newsbot: a run is crawling gazette; let it end first\n"
    with Store(database) as store:
        store.site("autre", "https://autre.example/")
    assert reread(database, "autre", folders=folders) == {"verdicts": 0}
    with pytest.raises(LockedError):
        reread(database, folders=folders)
    other = SiteLock(str(database), "autre")
    other.acquire()
    for each in (lock, other):
        each.release()
    assert reread(database, "gazette", folders=folders)["articles"] == 2


def test_what_is_wrong_is_told(
    tmp_path: Path, site: Callable[[str], list[Path]], capsys: pytest.CaptureFixture[str]
) -> None:
    database = filled(tmp_path / "news.sqlite3", 1)
    site("drop = 7")
    assert main(["reread", "--db", str(database)]) == Exit.USAGE
    assert "gazette.toml: drop" in capsys.readouterr().err
    with pytest.raises(ConfigurationError, match="nothing is stored of a site called 'journal'"):
        reread(database, "journal")
    assert main(["reread", "--db", str(tmp_path / "none.sqlite3")]) == Exit.STORAGE
