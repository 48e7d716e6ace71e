"""The in-process server, asked over real connections, and the demo pages it serves."""

import re
import socket
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from demo.build import HERE, TARGET, Demo, dump
from demo.source import plain

from newsbot.demo import StaticSite

ROOT = Path(__file__).parent.parent
HOME = "http://monde.example/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StaticSite]:
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
    with StaticSite(folder, HOME) as running:
        yield running


@pytest.fixture
def client(site: StaticSite) -> Iterator[HTTPConnection]:
    connection = HTTPConnection("127.0.0.1", site.port, timeout=5)
    yield connection
    connection.close()


def ask(client: HTTPConnection, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, str]:
    """Send the path as it is, and read the whole answer, so that the connection can be used again."""
    client.putrequest(method, path, skip_accept_encoding=True)
    for name, value in headers.items():
        client.putheader(name.replace("_", "-"), value)
    client.endheaders()
    response = client.getresponse()
    return response, response.read().decode()


def test_origin_and_absolute_form_give_the_same_page(client: HTTPConnection) -> None:
    origin, text = ask(client, "/nouveau/")
    absolute, same = ask(client, "http://monde.example/nouveau/?utm_source=x#comments")
    assert (origin.status, text) == (absolute.status, same) == (200, "nouveau")
    assert origin.headers["Content-Type"] == "text/html; charset=UTF-8"


def test_another_site_is_not_ours(client: HTTPConnection) -> None:
    response, text = ask(client, "http://ailleurs.example/nouveau/")
    assert (response.status, text) == (502, "")


def test_one_connection_serves_many_requests(client: HTTPConnection) -> None:
    ask(client, "/")
    before = client.sock
    for path in ("/manque/", "/ancien/", "/nouveau/"):
        ask(client, path)
    assert client.sock is before


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/category/monde/", "text/html; charset=UTF-8"),
        ("/category/monde/feed/", "application/rss+xml; charset=UTF-8"),
        ("/wp-sitemap.xml", "application/xml; charset=UTF-8"),
        ("/robots.txt", "text/plain; charset=UTF-8"),
    ],
)
def test_content_types(client: HTTPConnection, path: str, kind: str) -> None:
    response, _ = ask(client, path)
    assert (response.status, response.headers["Content-Type"]) == (200, kind)


def test_head_has_the_headers_of_get_and_no_body(client: HTTPConnection) -> None:
    got, text = ask(client, "/nouveau/")
    head, nothing = ask(client, "/nouveau/", "HEAD")
    assert (head.status, nothing) == (200, "")
    for name in ("ETag", "Content-Length", "Content-Type"):
        assert head.headers[name] == got.headers[name]
    assert int(got.headers["Content-Length"]) == len(text)


def test_conditional_requests(client: HTTPConnection) -> None:
    tag = ask(client, "/nouveau/")[0].headers["ETag"]
    assert tag.startswith('"')
    for header in (tag, f"W/{tag}", f'"autre", {tag}'):
        response, text = ask(client, "/nouveau/", If_None_Match=header)
        assert (response.status, text, response.headers["ETag"]) == (304, "", tag)
    response, text = ask(client, "/nouveau/", If_None_Match='"autre"')
    assert (response.status, text) == (200, "nouveau")
    assert ask(client, "/category/monde/")[0].headers["ETag"] != tag


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
def test_redirects(client: HTTPConnection, path: str, status: int, location: str) -> None:
    response, _ = ask(client, path)
    assert (response.status, response.headers["Location"]) == (status, location)


@pytest.mark.parametrize("path", ["/%f0%9f%94%a5-canicule/", "/%F0%9F%94%A5-canicule/"])
def test_percent_encoding_in_either_case(client: HTTPConnection, path: str) -> None:
    assert ask(client, path)[1] == "canicule"


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
def test_what_is_not_there_or_not_inside_is_not_found(client: HTTPConnection, path: str) -> None:
    response, text = ask(client, path)
    assert (response.status, text) == (404, "<h1>Page introuvable</h1>")


def test_a_folder_without_redirects_or_404_page(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("seule")
    with StaticSite(tmp_path, HOME) as bare:
        client = HTTPConnection("127.0.0.1", bare.port, timeout=5)
        assert ask(client, "/")[1] == "seule"
        assert ask(client, "/manque/")[0].status == 404
        client.close()


def test_stops_at_once_although_a_client_keeps_its_connection(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "index.html").write_text("seule")
    site = StaticSite(tmp_path, HOME)
    site.start()
    client = HTTPConnection("127.0.0.1", site.port, timeout=5)
    ask(client, "/")
    port, before = site.port, time.monotonic()
    site.stop()
    assert time.monotonic() - before < 5
    assert client.sock.recv(1) == b""
    client.close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)
    assert capfd.readouterr() == ("", "")


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
    missing = {link for link in links if site.answer(urlsplit(link).path)[0] == 404}
    assert missing == {row["url"] for row in demo.expected["pages"] if row.get("status") == 404}


def test_redirects_lead_to_pages() -> None:
    site = StaticSite(TARGET, HOME)
    for status, location in site.redirects.values():
        assert (status, site.answer(location)[0]) == (301, 200)


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
