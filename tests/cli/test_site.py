"""`newsbot site` as a user types it, on real sites on loopback."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from server import Answer, Server
from synthetic import Article, articles, build, serve

from newsbot.cli import main
from newsbot.sites import load

ROOT = Path(__file__).parent.parent.parent
AT_ONCE = (
    "import sys; from newsbot import settings; from newsbot.cli import main;"
    "settings.DOWNLOAD_DELAY = 0; settings.AUTOTHROTTLE_ENABLED = False; sys.exit(main(sys.argv[1:]))"
)
"""The command, without the second that a crawl waits between two requests to a public site."""

Verb = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def site(tmp_path: Path) -> Verb:
    """Runs `newsbot site` in an empty folder."""

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("NEWSBOT_")}
        return subprocess.run(
            [sys.executable, "-c", AT_ONCE, "site", *arguments],
            cwd=tmp_path,
            env={**kept, **environment},
            capture_output=True,
            text=True,
            timeout=60,
        )

    return run


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """A copy of the demo site and of its site file; gives the site's folder."""
    shutil.copytree(ROOT / "data" / "demo", tmp_path / "data" / "demo")
    (tmp_path / "data" / "sites").mkdir()
    shutil.copy(ROOT / "data" / "sites" / "demo.toml", tmp_path / "data" / "sites")
    return tmp_path / "data" / "demo"


def test_a_look_tells_what_would_be_crawled_and_how_an_article_reads(site: Verb, demo: Path) -> None:
    done = site("demo", "-o", "data/sites/monde.toml")
    assert (done.returncode, done.stderr) == (0, "")
    told = [line.partition(" ") for line in done.stdout.splitlines()]
    names = [name for name, _, _ in told]
    assert names[:5] == ["section", "with", "listing", "feed", "articles"]
    assert "http://monde.example/category/monde/page/2/" in told[2][2]
    assert "asked for 5: 5 article" in told[4][2]
    assert re.search(r"^date_published: \S+ \(minute\) by \S+: '", done.stdout, re.MULTILINE)
    assert {"article", "first", "last", "dropped", "written:"} <= set(names)
    assert sorted(path.name for path in demo.parent.parent.iterdir()) == ["data"]  # no database is left

    file = demo.parent / "sites" / "monde.toml"
    written = load(file)
    assert (written.home, written.time_zone) == ("http://monde.example/", "Europe/Paris")
    assert written.start_urls == ("http://monde.example/category/monde/",)
    assert not written.selectors
    file.write_text(re.sub(r"^# (\w+ = )", r"\1", file.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    assert load(file).selectors == {
        "headline": "h1.post-title",
        "authors": "span.author",
        "body": "div.inner-post-entry",
    }


@pytest.mark.slow
def test_what_is_saved_is_held_against_the_site(site: Verb, demo: Path) -> None:
    saved = site("demo", "--save")
    assert saved.returncode == 0, saved.stderr
    expected = json.loads((demo.parent / "sites" / "demo.json").read_text("utf-8"))
    assert len(expected["articles"]) == 3
    same = site("demo", "--check")
    assert (same.returncode, same.stdout.count("same "), same.stderr) == (0, 3, "")

    first, second, third = expected["articles"]
    page = demo / first["url"].removeprefix("http://monde.example/") / "index.html"
    page.write_text(page.read_text("utf-8").replace(first["last"][:20], "Autrement"), "utf-8")
    (demo / second["url"].removeprefix("http://monde.example/") / "index.html").unlink()
    differs = site("demo", "--check")
    assert differs.returncode == 1, differs.stderr
    lines = differs.stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["differs", "last:", "differs", "outcome:", "same"]
    assert '→ "Autrement' in lines[1]
    assert "404" in lines[3]
    assert lines[4].endswith(third["url"])


def test_a_site_without_a_file_is_looked_at_by_its_address(site: Verb, tmp_path: Path) -> None:
    quebec = build("quebec")
    with serve(quebec) as proxy:
        done = site(quebec.home, http_proxy=proxy, no_proxy="")
    assert (done.returncode, done.stderr) == (0, "")
    starter = tmp_path / "courrier.toml"
    starter.write_text(done.stdout[done.stdout.index("# www.lecourrier-du-fleuve.example") :], "utf-8")
    assert load(starter).time_zone == "America/Toronto"
    assert load(starter).start_urls == ("http://www.lecourrier-du-fleuve.example/actualites/international",)


def test_a_large_site_is_asked_for_a_few_pages(site: Verb, server: Server) -> None:
    stories = articles("Monde", 24, 100)
    paths = {f"/monde/{a.published:%Y/%m/%d}/{a.slug}.html": a for a in stories}
    links = "".join(f'<li><h2><a href="{path}">{a.title}</a></h2></li>' for path, a in paths.items())
    parts = [f"/part-{number}.xml" for number in range(40)]
    told = "".join(f"<sitemap><loc>{server.home}{part}</loc></sitemap>" for part in parts)
    urls = "".join(f"<url><loc>{server.home}{path}</loc></url>" for path in paths)
    server.routes = {
        "/": Answer('<html lang="fr"><nav><a href="/monde/">Monde</a></nav></html>'),
        "/monde/": Answer(f'<html lang="fr"><h1>Monde</h1><main><ul>{links}</ul></main></html>'),
        "/robots.txt": Answer(f"Sitemap: {server.home}/sitemap.xml", type="text/plain"),
        "/sitemap.xml": Answer(f"<sitemapindex>{told}</sitemapindex>", type="application/xml"),
        **{part: Answer(f"<urlset>{urls}</urlset>", type="application/xml") for part in parts},
        **{path: Answer(_page(a)) for path, a in paths.items()},
    }
    done = site(server.home)
    assert (done.returncode, done.stderr) == (0, "")
    asked = server.paths()
    assert sum(path in parts for path in asked) == 3
    assert sum(path in paths for path in asked) == 5
    assert len(asked) <= 14


def _page(article: Article) -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in article.paragraphs)
    return (
        f'<html lang="fr"><title>{article.title}</title><main><h1>{article.title}</h1>'
        f'<time datetime="{article.published.isoformat()}"></time><div class="texte">{text}</div></main>'
    )


def test_a_site_that_does_not_answer(site: Verb) -> None:
    done = site("http://127.0.0.1:9/")
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr == "newsbot: the host 127.0.0.1 refuses connections; is the site down?\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("demo", "-o", "data/sites/demo.toml"), "data/sites/demo.toml is there already; --force"),
        (("demo", "--check"), "demo.json: not what `newsbot site NAME --save` writes"),
        (("lemonde", "--check"), "lemonde.json: No such file"),
        (("http://127.0.0.1:9/", "--save"), "127.0.0.1:9 has no site file"),
        (("inconnu",), "unknown site 'inconnu'"),
    ],
)
def test_what_cannot_be_done_is_told_before_the_site_is_asked(
    demo: Path,
    arguments: tuple[str, ...],
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(demo.parent.parent)
    monkeypatch.setattr("newsbot.settings.NEWSBOT_SITES", "data/sites")
    (demo.parent / "sites" / "demo.json").write_text('{"articles": [{}]}', "utf-8")
    before = (demo.parent / "sites" / "demo.toml").read_bytes()
    assert main(["site", *arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert told in said.err
    assert (demo.parent / "sites" / "demo.toml").read_bytes() == before
