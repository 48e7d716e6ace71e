"""WordPress's REST interface: questions and answers."""

from __future__ import annotations

import json

import pytest

from newsbot.discovery import rest

BASE = "http://journal.example/wp-json/"
CATEGORIES = [
    {"id": 2, "parent": 0, "link": "http://journal.example/category/monde/"},
    {"id": 3, "parent": 2, "link": "http://journal.example/e/"},
    {"id": 9, "parent": 3, "link": "http://journal.example/b/"},
    {"id": 4, "parent": 0, "link": "http://journal.example/s/"},
    {"id": "5", "parent": 0},
]


def test_addresses() -> None:
    fields = "id,link,date_gmt,modified_gmt"
    assert rest.posts_url(BASE, {3, 2}) == (
        f"{BASE}wp/v2/posts?categories=2,3&per_page=100&page=1&_fields={fields}"
    )
    plain = rest.categories_url("http://journal.example/index.php?rest_route=/")
    assert plain.startswith(
        "http://journal.example/index.php?rest_route=/wp/v2/categories&per_page=100&page=1&"
    )


def test_a_category_with_those_below() -> None:
    answer = json.dumps(CATEGORIES)
    assert rest.categories(answer, 2, "") == {2, 3, 9}
    assert rest.categories(answer, None, "http://journal.example/e/") == {3, 9}
    assert rest.categories(answer, None, "http://journal.example/x/") == set()
    loop = [{"id": 1, "parent": 2}, {"id": 2, "parent": 1}]
    assert rest.categories(json.dumps(loop), 1, "") == {1, 2}


def test_posts_with_dates_in_utc() -> None:
    post = {
        "link": "http://journal.example/monde/%f0%9f%94%a5-direct/",
        "date_gmt": "2023-04-12T05:30:54",
        "modified_gmt": "0000-00-00T00:00:00",
    }
    (entry,) = rest.posts(json.dumps([post, {"link": None}, {"link": "x"}, "y", None]))
    assert entry.url == "http://journal.example/monde/%F0%9F%94%A5-direct/"
    assert (entry.date_published, entry.date_modified) == ("2023-04-12T05:30:54Z", "")


def test_the_text_tells_how_many_pages_an_article_has() -> None:
    link = "https://journal.example/monde/a/"
    texts = [
        "<p>Un.</p>\n<!--nextpage-->\n<p>Deux.</p>\n<!--nextpage-->\n<p>Trois.</p>",
        "<p>Seul.</p>",
        None,
    ]
    told = [
        rest.posts(json.dumps([{"link": link, "content": {"rendered": text}}]))[0].parts for text in texts
    ]
    assert told == [3, 1, 0]
    assert "content" in rest.posts_url("https://journal.example/wp-json/", [2], parts=True)


@pytest.mark.parametrize(
    "body", ["", "<html>", '{"code":"rest_no_route"}', "[" * 100_000, "null", b"\xff", "[[], 3]"]
)
def test_what_is_no_answer_gives_nothing(body: str | bytes) -> None:
    assert rest.posts(body) == []
    assert rest.categories(body, 2, "") == set()
