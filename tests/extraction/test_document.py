import time

import pytest

from newsbot.extraction import Document, extract

URL = "https://exemple.fr/monde/article"
FRENCH = "<p>Où étaient passés l’œuvre et le « cœur » ?</p>"


@pytest.mark.parametrize(
    ("html", "content_type"),
    [
        (FRENCH.encode(), ""),
        (FRENCH.encode(), "text/html; charset=iso-8859-1"),
        (b'<meta charset="iso-8859-1">' + FRENCH.encode(), ""),
        (FRENCH.encode("cp1252"), "text/html; charset=iso-8859-1"),
        (b'<meta charset="windows-1252">' + FRENCH.encode("cp1252"), ""),
        (FRENCH.encode("cp1252"), "text/html; charset=utf-8"),
        (FRENCH.encode("cp1252"), ""),
        (FRENCH.encode("utf-16"), ""),
        (b"\xef\xbb\xbf" + FRENCH.encode(), "text/html; charset=iso-8859-15"),
    ],
    ids=[
        "plain",
        "header lies",
        "meta lies",
        "header",
        "meta",
        "utf-8 that is not",
        "unsaid",
        "utf-16",
        "mark",
    ],
)
def test_decodes_what_it_is_then_what_it_says(html: bytes, content_type: str) -> None:
    assert Document(html, URL, content_type=content_type).tree.css_first("p").html == FRENCH


def test_stray_bytes_do_not_spoil_the_rest() -> None:
    html = "<p>Déjà</p>".encode() + "<p>été</p>".encode("cp1252") + "<p>où</p>".encode()
    assert Document(html, URL).tree.body.inner_html == "<p>Déjà</p><p>été</p><p>où</p>"


def test_base_url() -> None:
    assert Document("<p>", URL).base_url == URL
    assert Document('<base href="/fr/">', URL).base_url == "https://exemple.fr/fr/"
    assert Document('<base href="http://[">', URL).base_url == URL


@pytest.mark.parametrize(
    "stated",
    [
        '{"@type": "NewsArticle"}',
        '[{"@type": "NewsArticle"}]',
        '{"@context": "https://schema.org", "@graph": [{"@type": "NewsArticle"}]}',
        '[[{"@graph": [{"@type": "NewsArticle"}]}]]',
        '<!-- {"@type": "NewsArticle"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle",}\n//]]>',
        '{"@type": "NewsArticle", "description": "deux\nlignes"};',
    ],
)
def test_json_ld_however_it_is_wrapped(stated: str) -> None:
    document = Document(f'<script type="application/ld+json">{stated}</script>', URL)
    assert "NewsArticle" in [node.get("@type") for node in document.json_ld]


@pytest.mark.parametrize(
    "broken", ['{"@type": "NewsArticle"', "[" * 50_000, '{"a":' * 50_000, "7", '"x"', ""]
)
def test_broken_json_ld_is_left_out(broken: str) -> None:
    script = '<script type="application/ld+json">{}</script>'
    html = script.format(broken) + script.format('{"a": 1}')
    assert Document(html, URL).json_ld == [{"a": 1}]


DEEP = {
    "closed": "<div>" * 10_000 + "bonjour" + "</div>" * 10_000,
    "open": "<div>a" * 10_000,
    "closed by others": "<div></b>" * 40_000,
    "closed before": "</div>" * 40_000 + "<div>" * 40_000,
    "lists": "<ul><li>" * 10_000,
    "inline": "<span>" * 10_000,
    "custom": "<x-a>" * 10_000,
    "formats": "".join(f"<p><b id={n}>x" for n in range(10_000)),
    "formats in closed paragraphs": "".join(f"<p><b id={n}>x</p>" for n in range(10_000)),
    "comments": "<!--" * 50_000,
    "scripts": "<script>" * 50_000,
    "angles": "<" * 100_000,
}


@pytest.mark.parametrize("html", DEEP.values(), ids=DEEP)
def test_no_page_is_too_deep(html: str) -> None:
    began = time.process_time()
    extract(html, URL)
    assert time.process_time() - began < 5  # 30 s and gigabytes where a parser builds what is written


def test_a_page_with_many_elements_side_by_side_is_not_flattened() -> None:
    html = "<div><p>un</p><br><img src=a></div>" * 3_000
    assert len(Document(html, URL).tree.css("div > p")) == 3_000
    html = "<p>un" * 3_000 + "<ul>" + "<li>deux" * 3_000 + "</ul>"
    assert len(Document(html, URL).tree.css("ul > li")) == 3_000


def test_a_huge_page_is_read_as_far_as_an_article_goes() -> None:
    began = time.process_time()
    item = extract("<h1>Titre</h1><p>" + "Une phrase qui se répète. " * 1_200_000, URL)
    assert item.headline == "Titre"
    assert time.process_time() - began < 10


@pytest.mark.parametrize("html", ["", b"", "\x00" * 100, b"\xff\xfe", "\ud800<p>\udfff</p>", "texte seul"])
def test_anything_gives_an_item(html: bytes | str) -> None:
    item = extract(html, URL)
    assert item.url == URL
    "".join([item.headline, *(p.text for p in item.paragraphs)]).encode()


def test_nul_and_surrogates_do_not_reach_the_text() -> None:
    html = (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"A\\ud800b\\u0000c"}</script>'
        "<p>Une phr\x00ase assez longue pour être lue comme un paragraphe\ud800 de l’article.</p>"
    )
    item = extract(html, URL)
    assert item.headline == "Abc"
    assert item.paragraphs[0].text.startswith("Une phrase assez longue pour être lue comme un paragraphe de")
