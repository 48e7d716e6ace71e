"""The next page of a listing, however it is linked."""

from __future__ import annotations

import pytest

from newsbot.discovery.page import Page
from newsbot.discovery.pagination import next_page, page_number
from newsbot.extraction.document import Document

HERE = "http://journal.example/monde/"


def found(html: str, url: str = HERE, selector: str = "") -> str:
    return next_page(Page(Document(f"<body>{html}</body>", url)), selector).removeprefix(
        "http://journal.example"
    )


@pytest.mark.parametrize(
    ("url", "html", "expected"),
    [
        # rel=next, in the head or on a link
        (HERE, '<link rel="next" href="/monde/page/2/">', "/monde/page/2/"),
        (
            HERE + "page/2/",
            '<a rel="prev" href="/monde/">a</a><a rel="next" href="../3/">b</a>',
            "/monde/page/3/",
        ),
        # words
        (HERE, '<a href="/monde/page/2/">Page suivante »</a>', "/monde/page/2/"),
        (HERE, '<a href="/monde?page=2">Suivant</a>', "/monde?page=2"),
        (HERE, '<a href="?p=2"><i class="icon"></i>Suivante</a>', "/monde/?p=2"),
        (
            HERE,
            '<div class="nav-links"><a href="/monde/page/2/">Articles plus anciens</a></div>',
            "/monde/page/2/",
        ),
        (HERE, '<a href="/monde/page/2/">← Plus anciens</a>', "/monde/page/2/"),
        (HERE, '<nav><a href="?apres=YXJ0aWNsZTox">Page suivante</a></nav>', "/monde/?apres=YXJ0aWNsZTox"),
        (HERE, '<a href="/monde/2" aria-label="Page suivante"><svg></svg></a>', "/monde/2"),
        (
            HERE,
            '<ul class="pager"><li class="next"><a href="/monde/2.html"><b></b></a></li></ul>',
            "/monde/2.html",
        ),
        # the first 'précédents' are older, the second newer
        (HERE, '<a href="/monde/page/2/">« Articles précédents</a>', "/monde/page/2/"),
        (
            HERE + "page/2/",
            '<a href="/monde/page/3/">Articles précédents</a><a href="/monde/">Articles suivants</a>',
            "/monde/page/3/",
        ),
        (HERE + "page/2/", '<a href="/monde/">Page précédente</a>', ""),
        # numbers
        (HERE, '<b>1</b> <a href="/monde/page/2/">2</a> <a href="/monde/page/9/">9</a>', "/monde/page/2/"),
        (HERE + "page/9/", '<a href="/monde/">1</a> <a href="/monde/page/8/">8</a> <b>9</b>', ""),
        (HERE + "page/2/", '<a href="/monde/">1</a><b>2</b><a href="/monde/page/3/">3</a>', "/monde/page/3/"),
        (HERE + "?page=1", '<a href="?page=0">1</a><b>2</b><a href="?page=2">3</a>', "/monde/?page=2"),
        (
            HERE + "2/",
            '<a href="/monde/">1</a><a href="/monde/2/">2</a><a href="/monde/3/">3</a>',
            "/monde/3/",
        ),
        (
            HERE + "?debut_articles=10",
            '<a href="?debut_articles=0">0</a><b>10</b><a href="?debut_articles=20#pagination">20</a>',
            "/monde/?debut_articles=20",
        ),
        (
            HERE,
            '<b>0</b><a href="?debut_articles=10">10</a><a href="?debut_articles=20">20</a>',
            "/monde/?debut_articles=10",
        ),
        ("http://journal.example/monde.html", '<a href="monde2.html">2</a>', "/monde2.html"),
        ("http://journal.example/covid-19/", '<a href="/covid-19/page/2/">2</a>', "/covid-19/page/2/"),
        # more of them
        (HERE, '<a class="load-more" href="/monde/?page=2">Voir plus d’articles</a>', "/monde/?page=2"),
        (HERE, '<a href="/monde/page/2/">»</a>', "/monde/page/2/"),
        # never itself, never back, never elsewhere
        (HERE, '<a href="/monde/">Page suivante</a>', ""),
        (HERE, '<link rel="next" href="http://journal.example:80/monde/#suite">', ""),
        (HERE, '<link rel="next" href="http://autre.example/monde/page/2/">', ""),
        (HERE + "page/4/", '<link rel="next" href="/monde/page/2/">', ""),
        (HERE + "page/4/", '<link rel="next" href="/monde/">', ""),
        (HERE, '<a href="/sport/">Voir plus</a><a href="/sport/page/2/">»</a>', ""),
        (HERE, '<a href="#">Suivant</a><a href="javascript:void(0)">Page suivante</a>', ""),
    ],
)
def test_next_page(url: str, html: str, expected: str) -> None:
    assert found(html, url) == expected


def test_a_site_file_says_where_the_next_page_is() -> None:
    html = '<link rel="next" href="/monde/page/5/"><a class="plus-loin" href="/monde/page/2/">Plus loin</a>'
    assert found(html, selector="a.plus-loin") == "/monde/page/2/"
    assert found(html, selector="a.absent") == ""


@pytest.mark.parametrize(
    ("url", "expected"),
    [("/monde/page/3/", 3), ("/monde?page=12", 12), ("/monde/4", 4), ("/monde2.html", 2), ("/monde/", None)],
)
def test_page_number(url: str, expected: int | None) -> None:
    assert page_number("http://journal.example" + url) == expected
