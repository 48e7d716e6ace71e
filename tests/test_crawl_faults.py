"""A server that does what servers do on bad days: every crawl ends, in bounded time, with a named outcome."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import Crawler
from gazette import NOW, Gazette
from server import Answer, Handler, Route, Server

from newsbot.errors import Exit
from newsbot.middlewares import breaks_off

IMPATIENT = ("-s", "DOWNLOAD_TIMEOUT=1", "-s", "RETRY_TIMES=1")
"""So that a test does not wait for half a minute."""


def never(handler: Handler) -> None:
    time.sleep(5)


def in_the_middle(handler: Handler) -> None:
    handler.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n<html><p>Un")
    handler.reset()


def cut_off(handler: Handler) -> Answer:
    """A whole answer, by its length, of a page whose second half was lost before."""
    page = f"<h1>Un titre</h1><article>{'<p>Une phrase de cet article.</p>' * 400}</article>"
    packed = gzip.compress(page.encode())
    return Answer(packed[: len(packed) // 2], headers={"Content-Encoding": "gzip"})


def at_once(handler: Handler) -> None:
    handler.reset()


def drip(handler: Handler) -> None:
    handler.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(60):
        handler.raw(b"<p>")
        time.sleep(0.1)


def endless(handler: Handler) -> None:
    handler.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        handler.raw(b"<p>encore</p>" * 10_000)


def garbage(handler: Handler) -> None:
    handler.raw(b"\x16\x03\x01 ceci n'est pas du HTTP\r\n\r\n")


def round_and_round(handler: Handler) -> Answer:
    target = f"/ailleurs/{time.monotonic_ns()}/"
    handler.server.owner.routes[target] = round_and_round
    return Answer("", 302, headers={"Location": target})


def test_bad_articles(crawl: Crawler, server: Server) -> None:
    """Each among good ones: a bad page does not make a bad run, and is tried again."""
    loop = Answer("", 302, headers={"Location": "/boucle/"})
    server.routes["/boucle/"] = loop
    bomb = gzip.compress(bytes(200 * 2**20), 9)
    faults: list[tuple[Route, str]] = [
        (never, "does not answer in time"),
        (drip, "does not answer in time"),
        (in_the_middle, "breaks off in the middle"),
        (at_once, "cannot be fetched"),
        (garbage, "cannot be fetched"),
        (endless, "is larger than DOWNLOAD_MAXSIZE allows"),
        (loop, "redirects without end"),
        (round_and_round, "redirects without end"),
        (Answer("", 500), "answers 500"),
        (Answer(bomb, headers={"Content-Encoding": "gzip"}), "allows once it is unpacked"),
        (cut_off, "breaks off in the middle"),
    ]
    gazette = Gazette(server, 120, sources="rest")
    says = {}
    for story, (route, detail) in zip(gazette.stories[5::10], faults, strict=False):
        server.routes[story.path] = route
        says[server.home + story.path] = detail
    assert len(says) == len(faults)
    crawled = crawl(*IMPATIENT, site=f"{server.home}/monde/")
    assert (crawled.code, crawled.err) == (Exit.DONE, "")
    assert crawled.one("SELECT count(*) FROM article") == len(gazette.stories) - len(faults)
    assert crawled.seconds < 60
    assert 50 < crawled.memory < 250
    rows = crawled.rows("SELECT url, detail, next_fetch FROM page WHERE outcome = 'error'")
    assert {row["url"] for row in rows} == set(says)
    assert [row["url"] for row in rows if says[row["url"]] not in row["detail"]] == []
    assert all(row["next_fetch"] for row in rows)


def test_a_page_cut_off_takes_no_article_s_place(crawl: Crawler, server: Server) -> None:
    gazette = Gazette(server, 3, sources="rest")
    assert crawl(site=f"{server.home}/monde/", NEWSBOT_NOW=NOW.isoformat()).code == Exit.DONE
    story = gazette.stories[0]
    gazette.now += timedelta(hours=2)
    gazette.edit(story, title="Un autre titre")
    server.routes[story.path] = cut_off
    crawled = crawl(site=f"{server.home}/monde/", NEWSBOT_NOW=gazette.now.isoformat())
    assert crawled.one("SELECT count(*) FROM revision") == 0
    assert crawled.one(f"SELECT detail LIKE '%breaks off%' FROM page WHERE url LIKE '%{story.path}'") == 1


def test_what_comes_to_its_end() -> None:
    page = b"<p>Une phrase</p>" * 1000
    packed = gzip.compress(page)
    assert not breaks_off(packed, len(page))
    assert not breaks_off(packed + gzip.compress(b"<p>Une autre</p>"), len(page) + 16), "two members"
    assert not breaks_off(packed + bytes(8), len(page)), "padding"
    assert not breaks_off(packed[:-8] + bytes(4) + packed[-4:], len(page)), "a wrong checksum"
    assert all(breaks_off(packed[:n], len(page) // 2) for n in range(len(packed)) if n > 0)


def test_a_site_of_which_nothing_can_be_read_stays_wrong(crawl: Crawler, server: Server) -> None:
    gazette = Gazette(server, 3, sources="rest")
    for route, code, says in (
        (Answer("", 500), Exit.PARTLY, "could be fetched so far"),
        (Answer("binaire", type="image/png"), Exit.BROKEN, "none of its pages is an article: 3 not_html"),
    ):
        for story in gazette.stories:
            server.routes[story.path] = route
        gazette.now += timedelta(days=9)
        first = crawl(
            "-s", "RETRY_TIMES=0", site=f"{server.home}/monde/", NEWSBOT_NOW=gazette.now.isoformat()
        )
        again = crawl(site=f"{server.home}/monde/", NEWSBOT_NOW=gazette.now.isoformat())
        assert (first.code, again.code) == (code, code)
        assert says in again.err


def test_429_is_no_wrong_address(crawl: Crawler, server: Server) -> None:
    server.routes["/monde/"] = Answer("", 429, headers={"Retry-After": "0"})
    crawled = crawl(site=f"{server.home}/monde/")
    assert (crawled.code, len(crawled.told)) == (Exit.PARTLY, 1)
    assert "is asked too often (429)" in crawled.err


def test_500_for_a_while(crawl: Crawler, server: Server) -> None:
    """The run after it finds all that the one before could not have."""
    gazette = Gazette(server, 12, sources="rest")
    server.fallback = lambda handler: Answer("", 500) if "numero" in handler.path else gazette.answer(handler)
    down = crawl(*IMPATIENT, site=f"{server.home}/monde/", NEWSBOT_NOW=NOW.isoformat())
    assert down.code == Exit.PARTLY
    assert "failed 10 requests in a row; the next run tries again" in down.err
    assert down.one("SELECT reason FROM crawl") == "trouble"
    server.fallback = gazette.answer
    later = (NOW + timedelta(hours=2)).isoformat()
    up = crawl(site=f"{server.home}/monde/", NEWSBOT_NOW=later)
    assert (up.code, up.one("SELECT count(*) FROM article")) == (Exit.DONE, 12)
    reasons = up.rows("SELECT reason FROM page WHERE article_id IS NOT NULL")
    assert {row["reason"] for row in reasons} <= {"new", "retry"}


def test_a_site_that_never_answers_ends_soon(crawl: Crawler, server: Server) -> None:
    gazette = Gazette(server, 60, sources="rest")
    server.fallback = lambda handler: never(handler) if "numero" in handler.path else gazette.answer(handler)
    crawled = crawl("-s", "DOWNLOAD_TIMEOUT=0.5", "-s", "RETRY_TIMES=0", site=f"{server.home}/monde/")
    assert (crawled.code, crawled.seconds < 30) == (Exit.PARTLY, True)


# ------------------------------------------------------------ Retry-After, Crawl-delay, robots.txt


def limited(gazette: Gazette, status: int, wait: str) -> list[float]:
    """The second article's first request is put off; returns where the times of all requests go."""
    times: list[float] = []

    def answer(handler: Handler) -> Answer:
        times.append(time.monotonic())
        if handler.path == gazette.stories[1].path and not refused:
            refused.append(times[-1])
            return Answer("", status, headers={"Retry-After": wait})
        return gazette.answer(handler)

    refused: list[float] = []
    gazette.server.fallback = answer
    return times


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_obeyed(crawl: Crawler, server: Server, status: int) -> None:
    gazette = Gazette(server, 5, sources="rest")
    times = limited(gazette, status, "2")
    crawled = crawl("-s", "CONCURRENT_REQUESTS=1", site=f"{server.home}/monde/")
    assert (crawled.code, crawled.err) == (Exit.DONE, "")
    assert crawled.one("SELECT count(*) FROM article") == 5
    pauses = [later - earlier for earlier, later in pairwise(times)]
    assert sum(pause >= 1.95 for pause in pauses) == 1, "all requests waited"


@pytest.mark.parametrize("how", ["seconds", "date"])
def test_a_long_retry_after_ends_the_run_and_later_ones(crawl: Crawler, server: Server, how: str) -> None:
    gazette = Gazette(server, 30, sources="feed")
    until = datetime.now(UTC) + timedelta(hours=2)
    limited(gazette, 503, "7200" if how == "seconds" else format_datetime(until, usegmt=True))
    crawled = crawl(site=f"{server.home}/monde/")
    assert crawled.code == Exit.PARTLY
    assert "asks to be left alone until" in crawled.err
    assert crawled.seconds < 60
    server.log.clear()
    again = crawl(site=f"{server.home}/monde/")
    assert (again.code, server.log) == (Exit.PARTLY, [])
    assert "is left alone until" in again.err
    later = (until + timedelta(hours=1)).isoformat()
    after = crawl(site=f"{server.home}/monde/", NEWSBOT_NOW=later)
    assert (after.code, after.one("SELECT count(*) FROM article")) == (Exit.DONE, 30)


def test_crawl_delay(crawl: Crawler, server: Server) -> None:
    gazette = Gazette(server, 4, sources="")
    server.routes["/robots.txt"] = Answer("User-agent: *\nCrawl-delay: 0.2", type="text/plain")
    assert crawl(site=f"{server.home}/monde/").code == Exit.DONE
    times = [asked.at for asked in server.log][1:]
    assert len(times) > len(gazette.stories)
    assert all(later - earlier > 0.17 for earlier, later in pairwise(times))


def test_robots_txt_is_obeyed(crawl: Crawler, server: Server) -> None:
    gazette = Gazette(server, 4, sources="")
    closed = gazette.stories[0].path
    server.routes["/robots.txt"] = Answer(f"User-agent: newsbot\nDisallow: {closed}", type="text/plain")
    crawled = crawl(site=f"{server.home}/monde/")
    assert closed not in server.paths()
    (row,) = crawled.rows("SELECT detail, next_fetch FROM page WHERE outcome = 'forbidden'")
    assert row["detail"].endswith("Forbidden by robots.txt")
    assert row["next_fetch"] is None


@pytest.mark.parametrize("route", [Answer("", 503), Answer("", 500), never, at_once], ids=str)
def test_a_robots_txt_that_cannot_be_had_closes_the_site(
    crawl: Crawler, server: Server, route: Route
) -> None:
    """As RFC 9309 says."""
    Gazette(server, 4)
    server.routes["/robots.txt"] = route
    crawled = crawl("-s", "DOWNLOAD_TIMEOUT=0.5", "-s", "RETRY_TIMES=1", site=f"{server.home}/monde/")
    assert crawled.code == Exit.BROKEN
    assert len(crawled.told) == 1, crawled.err
    assert set(server.paths()) == {"/robots.txt"}


# ------------------------------------------------------------ traps


@pytest.mark.slow
def test_a_sitemap_of_100_000(crawl: Crawler, server: Server) -> None:
    """Only the section's addresses are asked for; those of which nothing tells, within the budget."""
    gazette = Gazette(server, 6, sources="", per_page=50)
    base = server.home
    others = "".join(
        f"<url><loc>{base}/sport/le-match-numero-{n}-du-soir/</loc></url>" for n in range(100_000 - 6)
    )
    own = "".join(f"<url><loc>{base}{story.path}</loc></url>" for story in gazette.stories)
    own += "<!-- 🔥 makes each character of the text take four bytes -->"
    xml = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{others}{own}</urlset>'
    server.routes["/sitemap.xml"] = Answer(xml, type="application/xml")
    crawled = crawl("-a", "sources=sitemap", site=f"{server.home}/monde/")
    assert (crawled.code, crawled.one("SELECT count(*) FROM article")) == (Exit.DONE, 6)
    assert not [path for path in server.paths() if "/sport/" in path]
    assert crawled.seconds < 90
    assert 50 < crawled.memory < 250


def test_sitemaps_that_name_each_other(crawl: Crawler, server: Server) -> None:
    Gazette(server, 3, sources="", per_page=50)
    index = "<sitemapindex>{}</sitemapindex>".format
    names = [f"<sitemap><loc>{server.home}/plan-{name}.xml</loc></sitemap>" for name in "ab"]
    server.routes["/sitemap.xml"] = Answer(index("".join(names)), type="application/xml")
    server.routes["/plan-a.xml"] = Answer(index(names[1]), type="application/xml")
    server.routes["/plan-b.xml"] = Answer(index(names[0]), type="application/xml")
    crawl("-a", "sources=sitemap", site=f"{server.home}/monde/")
    assert server.paths().count("/plan-a.xml") == server.paths().count("/plan-b.xml") == 1


@pytest.mark.parametrize("kind", ["empty", "same"])
def test_a_calendar_without_end(crawl: Crawler, server: Server, kind: str) -> None:
    """Each page names an older one, for ever."""
    gazette = Gazette(server, 8, sources="")

    def answer(handler: Handler) -> Answer:
        if handler.path != "/monde/" and not handler.path.startswith("/monde/?jour="):
            return gazette.answer(handler)
        day = int(handler.path.partition("=")[2] or 0)
        page = (
            str(gazette.listing(1).body)
            if kind == "same" or day == 0
            else gazette.sheet("Monde", "<h1>Monde</h1>")
        )
        older = (
            f'<nav class="pagination"><a rel="next" href="/monde/?jour={day + 1}">Jour précédent</a></nav>'
        )
        return Answer(page.replace("</main>", f"{older}</main>"))

    server.fallback = answer
    crawled = crawl(site=f"{server.home}/monde/")
    assert (crawled.code, crawled.one("SELECT count(*) FROM article")) == (Exit.DONE, 8)
    assert len([path for path in server.paths() if "jour" in path]) <= 5
    assert crawled.one("SELECT completed_at FROM source")


@pytest.mark.parametrize(
    "date", ["Mon, 20 May 2044 08:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "hier", ""]
)
def test_a_feed_with_wrong_dates(crawl: Crawler, server: Server, date: str) -> None:
    gazette = Gazette(server, 12, sources="feed")

    def answer(handler: Handler) -> Answer:
        given = gazette.answer(handler)
        if handler.path == "/monde/feed/":
            body = str(given.body)
            for story in gazette.stories:
                body = body.replace(format_datetime(story.published), date)
            given.body = body
        return given

    server.fallback = answer
    crawled = crawl(site=f"{server.home}/monde/", NEWSBOT_NOW=gazette.now.isoformat())
    assert crawled.code == Exit.DONE
    dates = crawled.rows("SELECT date_published FROM article ORDER BY date_published")
    assert [row["date_published"][:10] for row in dates] == sorted(
        f"{story.published:%Y-%m-%d}" for story in gazette.stories
    )
    gazette.now += timedelta(hours=1)
    gazette.write(100)
    crawled = crawl(site=f"{server.home}/monde/", NEWSBOT_NOW=gazette.now.isoformat())
    assert crawled.one("SELECT count(*) FROM article") == 13


@pytest.mark.parametrize(
    "body",
    [
        "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'>"
        + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9))
        + "]><rss><channel><item><title>&j;</title><link>/monde/x-y-z-1/</link></item></channel></rss>",
        "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
        "<rss><channel><item><title>&f;</title></item></channel></rss>",
        "<rss>" + "<a>" * 100_000,
        "<html>non</html>",
        "",
    ],
    ids=["billion laughs", "file", "deep", "html", "empty"],
)
def test_a_feed_that_is_a_bomb(crawl: Crawler, server: Server, body: str) -> None:
    gazette = Gazette(server, 4, sources="feed")
    server.routes["/monde/feed/"] = Answer(body, type="application/rss+xml")
    crawled = crawl(site=f"{server.home}/monde/")
    assert (crawled.code, crawled.err) == (Exit.DONE, "")
    assert crawled.one("SELECT count(*) FROM article WHERE url LIKE '%conseil%'") == len(gazette.stories)
    assert crawled.seconds < 45


# ------------------------------------------------------------ private addresses


def test_no_redirect_into_private_addresses(
    crawl: Crawler, server: Server, site_file: Callable[[str, str], Path], tmp_path: Path
) -> None:
    """The public site is one behind a proxy, which the server is."""
    with Server() as secret:
        server.routes["http://93.184.216.34/monde/"] = Answer(
            "", 302, headers={"Location": f"{secret.home}/monde/"}
        )
        site_file("public", 'start_urls = ["http://93.184.216.34/monde/"]')
        hasty = ("-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=0")
        refused = crawl(*hasty, site="public", http_proxy=server.home)
        assert refused.code == Exit.BROKEN
        assert "leads to the private address 127.0.0.1" in refused.err
        assert len(refused.told) == 1
        assert set(server.paths()) == {f"http://93.184.216.34{path}" for path in ("/robots.txt", "/monde/")}
        site_file("public", 'start_urls = ["http://93.184.216.34/monde/"]\nallow_private = true')
        crawl(*hasty, site="public", http_proxy=server.home)
        assert f"{secret.home}/monde/" in server.paths()


@pytest.mark.parametrize(
    "host",
    ["localhost.localdomain.", "127.1", "[::ffff:127.0.0.1]", "169.254.169.254", "10.0.0.7"],
)
def test_a_private_start_is_refused_however_it_is_written(crawl: Crawler, host: str) -> None:
    crawled = crawl("-s", "RETRY_TIMES=0", site=f"http://{host}:9/monde/")
    assert crawled.code == Exit.BROKEN
    assert "private address" in crawled.err or "does not resolve" in crawled.err


def test_redirects_to_other_schemes_are_not_followed(crawl: Crawler, server: Server) -> None:
    for target in ("file:///etc/passwd", "ftp://127.0.0.1/", "data:text/html,<h1>Monde</h1>", "javascript:1"):
        server.routes["/monde/"] = Answer("", 302, headers={"Location": target})
        crawled = crawl("-s", "RETRY_TIMES=0", site=f"{server.home}/monde/")
        assert (crawled.code, len(crawled.told)) == (Exit.BROKEN, 1), crawled.err


# ------------------------------------------------------------ health


def test_a_redesign_is_told_after_three_runs(crawl: Crawler, server: Server) -> None:
    """New articles without an author, run after run."""
    gazette = Gazette(server, 12, sources="rest")
    gazette.now += timedelta(days=2)
    home = f"{server.home}/monde/"
    assert crawl(site=home, NEWSBOT_NOW=gazette.now.isoformat()).code == Exit.DONE
    told = []
    for number in range(100, 104):
        gazette.now += timedelta(hours=1)
        story = gazette.write(number)
        page = gazette.article(story).replace("Inès Okafor", "").replace("par <", "<")
        server.routes[story.path] = Answer(page)
        told.append(crawl(site=home, NEWSBOT_NOW=gazette.now.isoformat()))
    assert [run.code for run in told] == [Exit.DONE, Exit.DONE, Exit.HEALTH, Exit.HEALTH]
    assert [run.err for run in told[:2]] == ["", ""]
    assert told[2].err.endswith(
        " is unlike itself, 3 runs in a row: authors on 0% of the articles, 100% before; has the site "
        "changed?\n"
    )
    rows = told[-1].rows("SELECT health, message FROM crawl ORDER BY id")
    assert [bool(row["health"]) for row in rows] == [False, True, True, True, True]
    server.routes.clear()
    gazette.now += timedelta(hours=1)
    gazette.write(110)
    assert crawl(site=home, NEWSBOT_NOW=gazette.now.isoformat()).code == Exit.DONE


def test_consent_pages_instead_of_texts(crawl: Crawler, server: Server) -> None:
    gazette = Gazette(server, 12, sources="rest")
    home = f"{server.home}/monde/"
    assert crawl(site=home, NEWSBOT_NOW=gazette.now.isoformat()).code == Exit.DONE
    wall = """<html lang="fr"><head><title>Consentement</title></head><body>
        <div id="didomi-host" class="consent"><h1>Le respect de votre vie privée est notre priorité</h1>
        <p>Nous et nos 812 partenaires utilisons des cookies pour stocker des informations sur votre
        appareil.</p><button>Accepter et continuer</button></div></body></html>"""
    for number in range(100, 103):
        gazette.now += timedelta(hours=1)
        server.routes[gazette.write(number).path] = Answer(wall)
        last = crawl("-s", "NEWSBOT_HEALTH_RUNS=2", site=home, NEWSBOT_NOW=gazette.now.isoformat())
    assert last.code == Exit.HEALTH
    outcomes = json.loads(last.rows("SELECT outcomes FROM crawl ORDER BY id DESC")[0]["outcomes"])
    assert not outcomes.get("article")
    assert "pages are articles" in last.err
    assert last.one("SELECT count(*) FROM article") == 12


def test_a_site_that_falls_silent(crawl: Crawler, server: Server) -> None:
    gazette = Gazette(server, 12, sources="rest")
    home = f"{server.home}/monde/"
    codes = [crawl(site=home, NEWSBOT_NOW=gazette.now.isoformat()).code]
    for days in (1, 3, 4, 5):
        later = (gazette.now + timedelta(days=days)).isoformat()
        last = crawl(site=home, NEWSBOT_NOW=later)
        codes.append(last.code)
    assert codes == [Exit.DONE] * 4 + [Exit.HEALTH]
    assert "no new article for 5.2 days, never more than 0.2 days before" in last.err
