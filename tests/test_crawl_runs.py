"""Runs as cron starts them: one at a time, cut or stopped, of all sites, with a log that machines read."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from conftest import Crawled, Crawler
from gazette import Gazette, sentences
from server import Answer, Handler, Server

from newsbot.errors import Exit

SiteFile = Callable[[str, str], Path]


def slow(gazette: Gazette, seconds: float) -> None:
    """Let every article take its time."""

    def answer(handler: Handler) -> Answer:
        if "numero" in handler.path:
            time.sleep(seconds)
        return gazette.answer(handler)

    gazette.server.fallback = answer


def hold(gazette: Gazette) -> Event:
    """Let no article answer before the event is set."""
    free = Event()

    def answer(handler: Handler) -> Answer:
        if "numero" in handler.path:
            free.wait(60)
        return gazette.answer(handler)

    gazette.server.fallback = answer
    return free


def wait_for(server: Server, path: str, count: int = 1) -> None:
    """Wait until so many requests of that kind came in."""
    until = time.monotonic() + 30
    while sum(path in asked for asked in server.paths()) < count:
        assert time.monotonic() < until, server.paths()
        time.sleep(0.01)


# ------------------------------------------------------------ one at a time


def test_ten_overlapping_starts(crawl: Crawler, server: Server) -> None:
    """One crawls, nine leave, each within a second of asking: of a processor's time, so that a busy machine
    is no failure."""
    free = hold(Gazette(server, 12))
    home = f"{server.home}/monde/"
    first = crawl.start(site=home)
    wait_for(server, "numero")
    began = time.monotonic()
    others = [crawl.start(site=home) for _ in range(9)]
    ended = [crawl.end(process, began) for process in others]
    assert [run.code for run in ended] == [Exit.LOCKED] * 9
    said = "another run is crawling 127.0.0.1"
    assert all(len(run.told) == 1 and said in run.err and "--wait" in run.err for run in ended)
    assert all(process.processor_time < 1 for process in others)
    assert first.poll() is None
    free.set()
    assert crawl.end(first, began).code == Exit.DONE
    paths = [path for path in server.paths() if "numero" in path]
    assert len(paths) == len(set(paths)) == 12


def test_a_dead_process_holds_no_lock(crawl: Crawler, server: Server) -> None:
    free = hold(Gazette(server, 12))
    home = f"{server.home}/monde/"
    first = crawl.start(site=home)
    wait_for(server, "numero")
    first.send_signal(signal.SIGKILL)
    assert crawl.end(first, 0).code == -signal.SIGKILL
    free.set()
    assert crawl("-a", "max_requests=2", site=home).code == Exit.PARTLY


def test_wait(crawl: Crawler, server: Server) -> None:
    free = hold(Gazette(server, 8))
    home = f"{server.home}/monde/"
    first = crawl.start(site=home)
    wait_for(server, "numero")
    assert crawl("--wait", "0.1", site=home).code == Exit.LOCKED
    waiting = crawl.start("--wait", site=home)
    with pytest.raises(subprocess.TimeoutExpired):
        waiting.wait(1)
    free.set()
    second = crawl.end(waiting, 0)
    assert (second.code, first.poll()) == (Exit.DONE, Exit.DONE)
    runs = second.rows("SELECT new, finished_at, started_at FROM crawl ORDER BY id")
    assert [run["new"] for run in runs] == [8, 0]
    assert runs[0]["finished_at"] <= runs[1]["started_at"]


def test_other_sites_are_not_waited_for(crawl: Crawler, server: Server) -> None:
    free = hold(Gazette(server, 8))
    first = crawl.start(site=f"{server.home}/monde/")
    wait_for(server, "numero")
    with Server() as other:
        Gazette(other, 3)
        assert crawl(site=f"{other.home}/monde/").code == Exit.DONE
    free.set()
    assert crawl.end(first, 0).code == Exit.DONE


# ------------------------------------------------------------ stopped


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_finishes_what_is_in_hand(crawl: Crawler, server: Server, number: int) -> None:
    gazette = Gazette(server, 30)
    slow(gazette, 0.2)
    process = crawl.start(site=f"{server.home}/monde/")
    wait_for(server, "numero", 9)
    process.send_signal(number)
    stopped = crawl.end(process, 0)
    assert stopped.code == Exit.PARTLY
    (line,) = stopped.told
    assert line.endswith(": stopped by a signal; the next run goes on from there")
    (row,) = stopped.rows("SELECT reason, exit_code, finished_at, new FROM crawl")
    assert (row["reason"], row["exit_code"], bool(row["finished_at"])) == ("shutdown", Exit.PARTLY, True)
    asked = [path for path in server.paths() if "numero" in path]
    assert row["new"] == stopped.one("SELECT count(*) FROM article") == len(asked), "all in hand are stored"
    server.fallback = gazette.answer
    assert crawl(site=f"{server.home}/monde/").code == Exit.DONE
    asked = [path for path in server.paths() if "numero" in path]
    assert len(asked) == len(set(asked)) == 30


def test_a_second_signal_does_not_wait(crawl: Crawler, server: Server) -> None:
    free = hold(Gazette(server, 12))
    process = crawl.start(site=f"{server.home}/monde/")
    wait_for(server, "numero")
    process.send_signal(signal.SIGTERM)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0.5)
    process.send_signal(signal.SIGTERM)
    stopped = crawl.end(process, 0, timeout=20)
    free.set()
    assert (stopped.code, len(stopped.told)) == (Exit.PARTLY, 1), stopped.err
    assert stopped.rows("SELECT reason, exit_code FROM crawl") == [{"reason": "shutdown", "exit_code": 3}]


def test_signals_at_any_moment_leave_no_traceback(crawl: Crawler, server: Server) -> None:
    slow(Gazette(server, 10), 0.1)
    for moment in (0.02, 0.08, 0.15, 0.25, 0.4):
        process = crawl.start(site=f"{server.home}/monde/")
        time.sleep(moment)
        process.send_signal(signal.SIGTERM)
        stopped = crawl.end(process, 0)
        assert stopped.code in (Exit.DONE, Exit.PARTLY, -signal.SIGTERM)
        assert "Traceback" not in stopped.err


def test_a_killed_run_is_told_by_the_next(crawl: Crawler, server: Server) -> None:
    slow(Gazette(server, 30), 0.2)
    process = crawl.start(site=f"{server.home}/monde/")
    wait_for(server, "numero", 20)
    process.send_signal(signal.SIGKILL)
    crawl.end(process, 0)
    ended = crawl(site=f"{server.home}/monde/")
    killed, finished = ended.rows("SELECT reason, new FROM crawl ORDER BY id")
    assert (killed["reason"], finished["reason"]) == ("killed", "finished")
    assert killed["new"] > 0
    assert killed["new"] + finished["new"] == ended.one("SELECT count(*) FROM article") == 30


@pytest.mark.parametrize("instead", [None, b""])
def test_a_database_removed_during_a_run(crawl: Crawler, server: Server, instead: bytes | None) -> None:
    slow(Gazette(server, 20), 0.2)
    process = crawl.start(site=f"{server.home}/monde/")
    wait_for(server, "numero", 3)
    crawl.database.unlink()
    if instead is not None:
        crawl.database.write_bytes(instead)
    ended = crawl.end(process, 0)
    assert ended.code == Exit.STORAGE
    (line,) = ended.told
    assert line.endswith("was removed or replaced during the run; run again")


def test_a_budget_of_minutes(crawl: Crawler, server: Server) -> None:
    slow(Gazette(server, 80), 0.3)
    ended = crawl("-a", "max_minutes=0.02", site=f"{server.home}/monde/")
    assert ended.code == Exit.PARTLY
    assert "max_minutes=0.02 is used up" in ended.err
    assert ended.one("SELECT reason FROM crawl") == "max_minutes"
    assert 0 < ended.one("SELECT count(*) FROM article") < 80


# ------------------------------------------------------------ readers


def test_a_reader_never_waits_nor_sees_half_an_article(crawl: Crawler, server: Server) -> None:
    """It reads with no patience at all while a crawl writes, and while the file is opened and closed."""
    gazette = Gazette(server, 60)
    assert crawl(site=f"{server.home}/monde/").code == Exit.DONE
    for story in gazette.stories:
        gazette.edit(story, paragraphs=sentences(f"autre {story.number}", 20))
    gazette.now += timedelta(hours=1)
    process = crawl.start(site=f"{server.home}/monde/")
    lengths, reads = set(), 0
    while process.poll() is None:
        with closing(sqlite3.connect(f"file:{crawl.database}?mode=ro", uri=True)) as reader:
            rows = reader.execute(
                "SELECT count(*), max(verdict) FROM paragraph GROUP BY article_id"
            ).fetchall()
            lengths |= {count for count, _ in rows}
            reads += 1
    assert crawl.end(process, 0).code == Exit.DONE
    assert lengths == {5, 20}
    assert reads > 20


def test_a_backup_while_a_crawl_runs(crawl: Crawler, server: Server, tmp_path: Path) -> None:
    slow(Gazette(server, 30), 0.05)
    process = crawl.start(site=f"{server.home}/monde/")
    wait_for(server, "numero", 25)
    copy = tmp_path / "copie.sqlite3"
    with closing(sqlite3.connect(crawl.database)) as reader:
        reader.execute("VACUUM INTO ?", (str(copy),))
    assert crawl.end(process, 0).code == Exit.DONE
    with closing(sqlite3.connect(copy)) as reader:
        assert reader.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert 0 < reader.execute("SELECT count(*) FROM article").fetchone()[0] <= 30


# ------------------------------------------------------------ all sites


def test_all_sites(crawl: Crawler, server: Server, site_file: SiteFile) -> None:
    """Those that fail stop no other; none is asked before it is due."""
    gazette = Gazette(server, 4)
    site_file("broken", 'start_urls = ["http://127.0.0.1:9/monde/"]')
    site_file("wrong", "start_url = 12")
    site_file("zeta", f'start_urls = ["{server.home}/monde/"]')
    first = crawl("-s", "RETRY_TIMES=0", site="all", NEWSBOT_NOW=gazette.now.isoformat())
    assert first.code == Exit.PARTLY
    assert len(first.told) == 2
    assert "the host 127.0.0.1 refuses connections" in first.err
    assert "wrong.toml: unknown key 'start_url'" in first.err
    assert first.rows("SELECT name FROM article JOIN site ON site.id = site_id") == [{"name": "zeta"}] * 4
    before = len(server.log)
    os.unlink(Path(crawl.environment["NEWSBOT_SITES"]) / "wrong.toml")
    soon = (gazette.now + timedelta(minutes=30)).isoformat()
    assert (crawl(site="all", NEWSBOT_NOW=soon).code, len(server.log)) == (Exit.DONE, before), "none is due"
    later = (gazette.now + timedelta(hours=2)).isoformat()
    assert crawl("-s", "RETRY_TIMES=0", site="all", NEWSBOT_NOW=later).code == Exit.BROKEN
    assert len(server.log) > before


def test_a_site_file_with_another_address_is_due(crawl: Crawler, server: Server, site_file: SiteFile) -> None:
    now = Gazette(server, 4).now.isoformat()
    site_file("zeta", f'start_urls = ["{server.home}/monde/"]')
    assert crawl(site="all", NEWSBOT_NOW=now).code == Exit.DONE
    before = len(server.log)
    site_file("zeta", f'start_urls = ["{server.home}/monde/?page=1"]')
    crawl(site="all", NEWSBOT_NOW=now)
    assert len(server.log) > before


def test_all_of_no_sites(crawl: Crawler, site_file: SiteFile) -> None:
    site_file("demo", 'start_urls = ["http://127.0.0.1:9/monde/"]')
    ended = crawl(site="all")
    assert (ended.code, len(ended.told)) == (Exit.USAGE, 1)
    assert "no site file (*.toml)" in ended.err


def test_all_is_no_name_of_a_site(crawl: Crawler, site_file: SiteFile) -> None:
    site_file("all", 'start_urls = ["http://127.0.0.1:9/monde/"]')
    ended = crawl(site="all")
    assert (ended.code, len(ended.told)) == (Exit.USAGE, 1)
    assert "'all' stands for every site; rename the file" in ended.err


def test_a_site_file_takes_over_what_was_crawled_by_url(
    crawl: Crawler, server: Server, site_file: SiteFile
) -> None:
    gazette = Gazette(server, 4)
    crawl(site=server.home + "/monde/", NEWSBOT_NOW=gazette.now.isoformat())
    for name in ("gazette", "renamed"):
        site_file(name, f'home = "{server.home}/"\nstart_urls = ["{server.home}/monde/"]')
        gazette.now += timedelta(hours=2)
        gazette.edit(gazette.stories[0], title=f"Un titre pour {name}")
        crawled = crawl(site="all", NEWSBOT_NOW=gazette.now.isoformat())
        assert crawled.code == Exit.DONE
        assert crawled.rows("SELECT name FROM site") == [{"name": name}]
        assert (
            crawled.one("SELECT headline FROM article ORDER BY date_published DESC")
            == f"Un titre pour {name}"
        )
        os.unlink(Path(crawl.environment["NEWSBOT_SITES"]) / f"{name}.toml")


def test_stopping_all_sites_stops_each(crawl: Crawler, server: Server, site_file: SiteFile) -> None:
    slow(Gazette(server, 40), 0.3)
    site_file("alpha", f'start_urls = ["{server.home}/monde/"]')
    process = crawl.start(site="all")
    wait_for(server, "numero", 3)
    process.send_signal(signal.SIGTERM)
    ended = crawl.end(process, 0)
    assert ended.code == Exit.PARTLY
    assert ended.told == ["newsbot: alpha: stopped by a signal; the next run goes on from there"]


# ------------------------------------------------------------ what is told


def test_a_log_of_json(crawl: Crawler, server: Server) -> None:
    Gazette(server, 3)
    told = crawl("-L", "INFO", site=f"{server.home}/monde/", NEWSBOT_LOG_JSON="1").told
    lines = [json.loads(line) for line in told]
    assert all({"time", "level", "logger", "message"} <= line.keys() for line in lines)
    (summary,) = [line for line in lines if line["logger"] == "monde"]
    assert "3 articles found, 3 new" in summary["message"]
    broken = crawl("-s", "RETRY_TIMES=0", site="http://127.0.0.1:9/", NEWSBOT_LOG_JSON="1")
    assert json.loads(broken.err)["message"].startswith("the host 127.0.0.1 refuses connections")


def test_a_terminal_sees_progress(crawl: Crawler, server: Server) -> None:
    slow(Gazette(server, 10), 0.6)
    shown = crawl("-s", "NEWSBOT_PROGRESS=1", site=f"{server.home}/monde/").err
    assert "10 found, " in shown
    assert " waiting, " in shown
    assert shown.endswith(f"requests in {shown.split()[-2]} s\n")
    assert crawl("-q", "-s", "NEWSBOT_PROGRESS=1", site=f"{server.home}/monde/").err == ""


def crawled_fields(ended: Crawled) -> dict[str, object]:
    (row,) = ended.rows("SELECT * FROM crawl")
    return row


def test_the_row_of_a_run(crawl: Crawler, server: Server) -> None:
    gazette = Gazette(server, 6)
    gazette.delete(gazette.stories[1])
    server.routes["/monde/"] = gazette.listing(1)
    ended = crawl(site=f"{server.home}/monde/", NEWSBOT_NOW=gazette.now.isoformat())
    row = crawled_fields(ended)
    assert (row["reason"], row["exit_code"], row["message"], row["health"]) == ("finished", 0, "", "")
    assert (row["found"], row["new"], row["requests"]) == (5, 5, len(server.log))
    assert json.loads(str(row["coverage"])) == dict.fromkeys(
        ("headline", "body", "date_published", "authors", "section"), 1.0
    ) | {"section": json.loads(str(row["coverage"]))["section"]}
    assert row["words"] > 100


def test_what_the_level_leaves_out_makes_no_record(command: Crawler) -> None:
    script = (
        "import logging\n"
        "from scrapy.cmdline import execute\n"
        "try: execute(['scrapy', 'crawl', 'monde', '-a', 'site=http://127.0.0.1:9/'])\n"
        "finally: print(*(logging.getLogger(of).isEnabledFor(20) for of in ('scrapy.core', 'newsbot')))\n"
    )
    environment = {**command.environment, "NEWSBOT_DATABASE": str(command.database)}
    ran = subprocess.run([sys.executable, "-c", script], env=environment, stdout=subprocess.PIPE, text=True)
    assert ran.stdout == "False False\n"
