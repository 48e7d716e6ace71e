"""The static site's answers, and the demo pages that it serves."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from demo.build import HERE, TARGET, Demo, dump
from demo.source import plain

from newsbot.demo import Answer, StaticSite

ROOT = Path(__file__).parent.parent
HOME = "http://monde.example/"

Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    folder = tmp_path_factory.mktemp("outer") / "site"
    pages = {
        "index.html": "<h1>Accueil</h1>",
        "404.html": "<h1>Page introuvable</h1>",
        "_redirects": "# anciennes adresses\n/ancien/ /nouveau/ 301\n/été/ /🔥-canicule/ 302\n",
        "nouveau/index.html": "nouveau",
        "🔥-canicule/index.html": "canicule",
        "category/monde/index.html": "rubrique",
        "category/monde/feed/index.xml": "<rss/>",
        "wp-sitemap.xml": "<sitemapindex/>",
        "robots.txt": "User-agent: *",
        "empty-folder/.keep": "",
    }
    for name, text in pages.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (folder.parent / "secret.txt").write_text("secret", "utf-8")
    site = StaticSite(folder, HOME)
    return lambda path, tags="": site.answer(f"http://monde.example{path}", tags)


def test_query_and_fragment_change_nothing(ask: Ask) -> None:
    assert ask("/nouveau/?utm_source=x#comments") == ask("/nouveau/")
    assert ask("/nouveau/")[2] == b"nouveau"
    assert ask("")[2] == b"<h1>Accueil</h1>"


def test_another_site_is_not_ours(tmp_path: Path) -> None:
    assert StaticSite(tmp_path, HOME).answer("http://ailleurs.example/nouveau/") == (502, {}, b"")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/category/monde/", "text/html; charset=UTF-8"),
        ("/category/monde/feed/", "application/rss+xml; charset=UTF-8"),
        ("/wp-sitemap.xml", "application/xml; charset=UTF-8"),
        ("/robots.txt", "text/plain; charset=UTF-8"),
    ],
)
def test_content_types(ask: Ask, path: str, kind: str) -> None:
    status, headers, _ = ask(path)
    assert (status, headers["Content-Type"]) == (200, kind)


def test_conditional_requests(ask: Ask) -> None:
    tag = ask("/nouveau/")[1]["ETag"]
    assert tag.startswith('"')
    for header in (tag, f"W/{tag}", f'"autre", {tag}'):
        assert ask("/nouveau/", header) == (304, {"ETag": tag}, b"")
    assert ask("/nouveau/", '"autre"')[::2] == (200, b"nouveau")
    assert ask("/category/monde/")[1]["ETag"] != tag


@pytest.mark.parametrize(
    ("path", "status", "location"),
    [
        ("/ancien/", 301, "http://monde.example/nouveau/"),
        ("/ancien/?utm_source=x", 301, "http://monde.example/nouveau/"),
        ("/%C3%A9t%C3%A9/", 302, "http://monde.example/%F0%9F%94%A5-canicule/"),
        ("/category/monde", 301, "http://monde.example/category/monde/"),
        ("/%f0%9f%94%a5-canicule", 301, "http://monde.example/%F0%9F%94%A5-canicule/"),
    ],
)
def test_redirects(ask: Ask, path: str, status: int, location: str) -> None:
    assert ask(path) == (status, {"Location": location}, b"")


@pytest.mark.parametrize("path", ["/%f0%9f%94%a5-canicule/", "/%F0%9F%94%A5-canicule/"])
def test_percent_encoding_in_either_case(ask: Ask, path: str) -> None:
    assert ask(path)[2] == b"canicule"


@pytest.mark.parametrize(
    "path",
    [
        "/manque/",
        "/nouveau/index.html/",
        "/empty-folder/",
        "/_redirects",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "//etc/passwd",
        "/%00",
        "/" + "x" * 5000,
    ],
)
def test_what_is_not_there_or_not_inside_is_not_found(ask: Ask, path: str) -> None:
    assert ask(path)[::2] == (404, b"<h1>Page introuvable</h1>")


def test_a_folder_without_redirects_or_404_page(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("seule")
    site = StaticSite(tmp_path, HOME)
    assert site.answer(HOME)[2] == b"seule"
    assert site.answer(f"{HOME}manque/")[::2] == (404, b"")


@pytest.fixture(scope="module")
def demo() -> Demo:
    return Demo()


def test_the_committed_pages_are_what_the_sources_make(demo: Demo) -> None:
    committed = {str(f.relative_to(TARGET)): f.read_text("utf-8") for f in TARGET.rglob("*") if f.is_file()}
    changed = {name for name in committed.keys() | demo.files if committed.get(name) != demo.files.get(name)}
    assert not changed, "PYTHONPATH=tests python -m demo.build"


def test_the_committed_expectation_is_what_the_sources_say(demo: Demo) -> None:
    assert (HERE / "expected.json").read_text("utf-8") == dump(demo.expected)


def test_every_link_of_the_demo_leads_somewhere(demo: Demo) -> None:
    """Except to the one article that the editors deleted and still list."""
    site = StaticSite(TARGET, HOME)
    links = {link for text in demo.files.values() for link in re.findall(r'(?:href|src)="([^"#]+)', text)}
    links |= {link for text in demo.files.values() for link in re.findall(r"<loc>([^<]+)", text)}
    assert {link for link in links if not link.startswith(HOME)} == set()
    missing = {link for link in links if site.answer(link)[0] == 404}
    assert missing == {row["url"] for row in demo.expected["pages"] if row.get("status") == 404}


def test_redirects_lead_to_pages() -> None:
    site = StaticSite(TARGET, HOME)
    for status, location in site.redirects.values():
        assert (status, site.answer(HOME.rstrip("/") + location)[0]) == (301, 200)


def test_the_seed_article_is_there_word_for_word(demo: Demo) -> None:
    seed = ROOT.parent / "shared" / "seed" / "article.txt"
    if not seed.exists():
        pytest.skip("needs the seed article's text")
    page = next(html for path, html in demo.files.items() if path.startswith("monde/vladimir-poutine"))
    blocks = [
        plain(b) for b in re.split(r"</?(?:p|div|h\d|figcaption|article|li|ul|time|figure)\b[^>]*>", page)
    ]
    remaining = iter(blocks)
    for line in seed.read_text("utf-8").split("\n\n"):
        assert plain(line) in remaining, line
