"""Pages: when they are asked for, and what becomes of articles that move, fail or go."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from newsbot.items import ArticleItem, Paragraph, Visit
from newsbot.storage import Store

NOW = datetime(2024, 5, 20, 12, tzinfo=UTC)
HOME = "https://journal.example/monde/"
TEXT = [
    "Le gouvernement a présenté mardi son projet de loi sur l'eau aux députés de la commission.",
    "La séance publique est prévue en novembre, après l'examen du budget de l'agriculture.",
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "news.sqlite3") as opened:
        yield opened


@pytest.fixture
def site(store: Store) -> int:
    return store.site("journal", HOME)


def article(
    slug: str, *, asked: str = "", title: str = "Le titre", text: str = "", at: datetime = NOW
) -> ArticleItem:
    """An article read at `slug`, where `asked` may have led."""
    url = HOME + slug
    return ArticleItem(
        url,
        canonical_url=url,
        headline=title,
        date_published=NOW - timedelta(hours=3),
        date_published_precision="minute",
        time_zone="Europe/Paris",
        paragraphs=[Paragraph(p) for p in (*TEXT, *filter(None, [text]))],
        visit=Visit(HOME + (asked or slug), at, answered=url, aliases=[HOME + (asked or slug), url]),
    )


def rows(store: Store, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(store.where)) as connection:
        return connection.execute(query).fetchall()


def due(store: Store, site: int, at: datetime) -> list[str]:
    return [row.url.removeprefix(HOME) for row in store.due(site, at, limit=10)]


def found(*slugs: str, wanted: str = "new") -> list[dict[str, Any]]:
    told = {"source_id": None, "in_section": 1, "lastmod": {}, "told": [], "parts": None}
    return [{"url": HOME + slug, "wanted": wanted, **told} for slug in slugs]


def test_what_is_wanted_is_due_until_it_was_asked_for(store: Store, site: int) -> None:
    store.discover(site, found("a", "b"), NOW)
    store.discover(site, found("a", wanted=""), NOW)
    assert due(store, site, NOW) == ["a", "b"]
    store.save_article(site, article("a"))
    assert due(store, site, NOW) == ["b"]
    assert due(store, site, NOW + timedelta(hours=3)) == ["b", "a"], "what was never read goes first"
    store.discover(site, found("a", wanted="lastmod"), NOW)
    (row,) = [row for row in store.due(site, NOW, limit=9) if row.url == HOME + "a"]
    assert (row.wanted, row.reason) == ("lastmod", "new")
    assert store.waiting(site, NOW) == 2


def test_a_failed_page_is_tried_ever_later_then_never(store: Store, site: int) -> None:
    store.discover(site, found("a"), NOW)
    at, waits = NOW, []
    for _ in range(6):
        store.failed(site, HOME + "a", at, status=503, detail="answers 503", reason="retry")
        ((again,),) = rows(store, "SELECT next_fetch FROM page")
        if again is None:
            break
        waits.append(datetime.fromisoformat(again) - at)
        at = datetime.fromisoformat(again)
    assert waits == [timedelta(hours=2**n) for n in range(5)]
    assert again is None
    assert rows(store, "SELECT outcome, failures, visits FROM page") == [("error", 6, 6)]


def test_an_article_that_is_missing_twice_is_gone(store: Store, site: int) -> None:
    store.save_article(site, article("a"))
    store.failed(site, HOME + "a", NOW, missing=True, status=404, detail="answers 404", reason="due")
    assert rows(store, "SELECT gone_at FROM article") == [(None,)]
    store.failed(site, HOME + "a", NOW, missing=True, status=410, detail="answers 410", reason="retry")
    assert rows(store, "SELECT outcome, next_fetch FROM page") == [("gone", None)]
    assert rows(store, "SELECT gone_at FROM article") == [("2024-05-20T12:00:00Z",)]
    store.save_article(site, article("a"))
    assert rows(store, "SELECT gone_at FROM article") == [(None,)], "it came back"


def test_an_unchanged_answer_moves_the_next_visit(store: Store, site: int) -> None:
    store.save_article(site, article("a"))
    later = NOW + timedelta(hours=10)
    store.unchanged(site, HOME + "a", later, status=304, reason="due", pace=2)
    assert rows(store, "SELECT next_fetch, visits, reason FROM page") == [("2024-05-21T10:00:00Z", 2, "due")]
    assert rows(store, "SELECT last_checked, last_seen FROM article") == [
        ("2024-05-20T22:00:00Z", "2024-05-20T12:00:00Z")
    ]


def test_a_redirect_is_an_alias_of_the_page_that_answered(store: Store, site: int) -> None:
    store.save_article(site, article("nouveau", asked="ancien"))
    assert rows(store, "SELECT url, outcome, next_fetch IS NULL, visits FROM page ORDER BY url") == [
        (HOME + "ancien", "alias", 1, 1),
        (HOME + "nouveau", "article", 0, 1),
    ]


def test_an_article_that_moved_keeps_its_id(store: Store, site: int) -> None:
    store.save_article(site, article("ancien"))
    store.save_article(site, article("nouveau", asked="ancien"))
    assert rows(store, "SELECT id, canonical_url FROM article") == [(1, HOME + "nouveau")]
    assert rows(store, "SELECT DISTINCT article_id FROM page") == [(1,)]


def test_an_article_found_at_its_new_address_first_becomes_one(store: Store, site: int) -> None:
    """The old address is asked at once, and tells that both are one; what was changed is kept."""
    store.save_article(site, article("ancien"))
    assert (
        store.save_article(site, article("nouveau", text="Une phrase de plus, à la fin du texte.")) == "new"
    )
    assert due(store, site, NOW) == ["ancien"]
    again = article("nouveau", asked="ancien", text="Une phrase de plus, à la fin du texte.")
    assert store.save_article(site, again) == "changed"
    assert store.merged == 1
    assert rows(store, "SELECT id, canonical_url FROM article") == [(1, HOME + "nouveau")]
    assert rows(store, "SELECT article_id, changed FROM revision") == [(1, '["text"]')]
    assert rows(store, "SELECT count(*) FROM paragraph") == [(3,)]
    assert rows(store, "SELECT count(*) FROM line") == [(0,)], "no line is counted twice"
    assert due(store, site, NOW) == []


def test_an_address_that_leads_to_another_article_leaves_its_own_gone(store: Store, site: int) -> None:
    store.save_article(site, article("a", title="Un titre"))
    other = article("b", title="Un autre titre", text="Et un texte qui diffère de l'autre.")
    other.date_published = NOW - timedelta(hours=9)
    store.save_article(site, other)
    again = article("b", asked="a", title="Un autre titre", text="Et un texte qui diffère de l'autre.")
    again.date_published = other.date_published
    store.save_article(site, again)
    assert store.merged == 0
    assert rows(store, "SELECT headline, gone_at IS NOT NULL FROM article ORDER BY id") == [
        ("Un titre", 1),
        ("Un autre titre", 0),
    ]


def test_an_article_without_a_date_ages_from_its_first_sight(store: Store, site: int) -> None:
    for hours, wait in ((0, 2), (10, 6), (24 * 70, None)):
        item = article("a", at=NOW + timedelta(hours=hours))
        item.date_published = item.date_published_precision = None
        store.save_article(site, item)
        expected = (
            None if wait is None else (NOW + timedelta(hours=hours + wait)).strftime("%Y-%m-%dT%H:%M:%SZ")
        )
        assert rows(store, "SELECT next_fetch FROM page") == [(expected,)]


def test_the_pace_follows_how_often_articles_change(store: Store, site: int) -> None:
    assert store.pace(site) == 1
    for n in range(30):
        store.save_article(site, article("calme", at=NOW + timedelta(hours=n)))
    slow = store.pace(site)
    assert slow > 2
    for n in range(30):
        text = f"Une phrase toute neuve, la {n}e de la journée."
        store.save_article(site, article("vif", at=NOW + timedelta(hours=n), title=f"Titre {n}", text=text))
    assert store.pace(site) < 0.5 < slow


def test_a_new_name_takes_over_a_site_that_has_none_of_the_others(store: Store, site: int) -> None:
    monde = f"{HOME}monde/"
    assert store.site("sport", monde, others={"journal", "sport"}) != site, "two files, one host"
    assert store.site("voisin", "https://voisin.example/", others={"voisin"}) != site
    assert store.site("renamed", monde, others={"renamed", "sport"}) == site
    assert store.site("journal", monde) != site, "nothing is taken over where the others are not known"


def test_a_site_whose_address_changed_is_looked_at_anew(store: Store, site: int) -> None:
    store.save_source(site, HOME, "listing", completed_at="2024-05-20T12:00:00Z")
    store.save_sections(site, {HOME: {"url": HOME, "name": "Monde"}})
    assert store.site("journal", HOME) == site
    assert [row.url for row in store.sources(site)] == [HOME]
    assert store.site("journal", "https://journal.example/international/") == site
    assert (store.sources(site), store.sections(site)) == ([], {})
