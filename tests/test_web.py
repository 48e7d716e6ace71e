"""`newsbot web` in a real browser: Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import press
import pytest

from newsbot.storage import Store

pytest.importorskip("datasette")

HOSTILE = "<script>document.title='pwned'</script><img src=x onerror=\"document.title='pwned'\">"
HOSTILE += "\x1b[2J\u202e{{7*7}}"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The press, with an article that changed, one that was copied, and one that means harm."""
    path = tmp_path_factory.mktemp("web") / "newsbot.sqlite3"
    press.write(path)
    with Store(path) as store:
        changed = press.items()["greffe"]
        changed.headline = "Une greffe de cœur à Lomé"
        changed.paragraphs[0].text = "L’opération a duré dix heures."
        assert changed.visit
        changed.visit.fetched += timedelta(days=1)
        store.save_article(1, changed)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(
            "UPDATE article SET headline = ?1, section = ?1, authors = ?2, breadcrumb = ?2, body = ?1,"
            " canonical_url = 'javascript:' || ?1, date_published_raw = ?1 WHERE id = 24",
            (HOSTILE, json.dumps([HOSTILE])),
        )
        raw.execute("UPDATE paragraph SET text = ? WHERE article_id = 24", (HOSTILE,))
        raw.execute("UPDATE article SET headline = headline || ? WHERE id = 22", ("A" * 1_000_000,))
        raw.commit()
    return path


@pytest.fixture(scope="module")
def site(database: Path) -> Iterator[str]:
    """The address of a running `newsbot web`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "newsbot.cli", "web", "--db", str(database), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout
        assert server.stderr
        try:
            assert server.stdout.readline() == f"http://127.0.0.1:{port}/ (Ctrl-C ends it)\n"
            _wait(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
        assert "Traceback" not in server.stderr.read()


def _wait(port: int) -> None:
    for _ in range(200):
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("newsbot web does not answer")


def get(url: str, **headers: str) -> tuple[int, Any, str]:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode()


@pytest.mark.parametrize(
    "path", ["/", "/article/24", "/article/3", "/charts", "/newsbot", "/newsbot/articles", "/?q=%22", "/x/y"]
)
def test_every_page_has_the_policy_and_no_script_of_its_own(site: str, path: str) -> None:
    _, headers, _ = get(site + path)
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_the_tables_are_there(site: str) -> None:
    (tables,) = re.findall(r'href="([^"]+)">Tables', get(site)[2])
    assert get(site + tables)[0] == 200


def test_only_this_machine_is_answered(site: str) -> None:
    assert get(site, Host="evil.example")[0] == 403
    assert get(site, Host="localhost:8001")[0] == 200


def test_nothing_can_be_written(site: str) -> None:
    status, _, body = get(f"{site}/newsbot.json?sql=DELETE+FROM+article")
    assert (status, "Statement must be a SELECT" in body) == (400, True)


def test_what_is_not_there(site: str) -> None:
    assert get(f"{site}/article/4711")[0] == 404
    assert "a &#34; is not closed" in get(f"{site}/?q=%22Kiev")[2]


def test_a_headline_of_a_megabyte_is_shown(site: str) -> None:
    for path in ("/", "/article/22"):
        status, _, body = get(site + path)
        assert (status, len(body) > 1_000_000) == (200, True)


@pytest.mark.parametrize("path", ["/", "/article/24", "/?q=script", "/charts"])
def test_text_from_the_network_is_escaped(site: str, path: str) -> None:
    _, _, body = get(site + path)
    assert "<script>document" not in body
    assert "<img src=x" not in body
    assert 'href="javascript:' not in body
    assert not set("\x1b\u202e") & set(body)
    assert "49" not in body.partition("{{7*7}}")[0][-20:]


def test_a_taken_port_is_told(database: Path, site: str) -> None:
    port = site.rpartition(":")[2]
    command = [sys.executable, "-m", "newsbot.cli", "web", "--db", str(database), "--port", port]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert done.returncode == 2
    assert done.stderr == f"newsbot: port {port} of 127.0.0.1 is taken: name another with --port\n"


# ------------------------------------------------------------ in a browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("needs chromium")
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(params=[(390, 844), (1280, 900)], ids=["phone", "desktop"])
def page(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A page of a phone's and of a desktop's width; what the browser refuses or misses fails the test."""
    width, height = request.param
    page = browser.new_page(viewport={"width": width, "height": height})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    assert said == []
    page.close()


def follow(page: Any, selector: str) -> None:
    """Click what leads to another page, and wait until that one is there."""
    with page.expect_navigation():
        page.click(selector)


def look(page: Any, name: str) -> None:
    """Nothing is wider than the screen; a picture is kept where NEWSBOT_SCREENSHOTS names a folder."""
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if folder := os.environ.get("NEWSBOT_SCREENSHOTS"):
        page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)


def test_from_search_to_an_article(site: str, page: Any) -> None:
    page.goto(site)
    look(page, "home")
    assert page.locator(".results li").count() == 24
    page.fill("input[type=search]", "sanctions")
    follow(page, "button")
    assert page.locator("mark").all_inner_texts() == ["sanctionné", "sanctions"]
    look(page, "search")
    follow(page, ".results a >> nth=0")
    assert page.locator("h1").inner_text() == "Moscou de nouveau sanctionné par les Vingt-Sept"


def test_facets_narrow_the_list(site: str, page: Any) -> None:
    page.goto(site)
    follow(page, ".facets a:text-is('Amériques')")
    assert page.locator(".results li").count() == 4
    follow(page, ".facets a:text-is('Ana Belkacem')")
    assert page.locator(".results li").count() == 1
    follow(page, "a[title='without this'] >> nth=0")
    assert page.locator(".results li").count() == 3


def test_an_article_shows_what_was_left_out(site: str, page: Any) -> None:
    page.goto(f"{site}/article/23")
    look(page, "article")
    dropped = page.locator(".dropped")
    assert dropped.count() == 3
    assert "typographic" in dropped.nth(1).get_attribute("title")
    assert "the same words" in dropped.nth(1).get_attribute("title")
    ink = page.evaluate("getComputedStyle(document.querySelector('.dropped')).color")
    assert ink != page.evaluate("getComputedStyle(document.querySelector('.paragraph')).color")
    assert page.locator("section.more .results a").count() >= 1


def test_revisions_stand_side_by_side(site: str, page: Any) -> None:
    page.goto(f"{site}/article/3")
    look(page, "revisions")
    assert page.locator("del").all_inner_texts() == ["réussie", "neuf"]
    assert page.locator("ins").all_inner_texts() == ["dix"]


def test_charts(site: str, page: Any) -> None:
    page.goto(f"{site}/charts")
    look(page, "charts")
    assert page.locator("figure").count() == 4
    assert page.locator("figure rect").count() > 20


def test_hostile_text_does_nothing(site: str, page: Any) -> None:
    for path in ("/", "/?q=script", "/article/24", "/article/22", "/charts"):
        page.goto(site + path)
        assert page.title() != "pwned"
        look(page, f"hostile{path.replace('/', '-').replace('?', '')}")
