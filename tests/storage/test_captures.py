"""Captured pages: kept compressed, read back as they were, gone when they should be."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from gazette import sentences

from newsbot.items import ArticleItem, DateCandidate, Paragraph, RawPage, Visit
from newsbot.storage import Store
from newsbot.storage.captures import ENOUGH, RENEWAL, Capture

NOW = datetime(2024, 5, 20, 12, tzinfo=UTC)
HOME = "https://journal.example/monde/"
MONTH = timedelta(days=30)
SHELL = "".join(
    f'<nav class="menu-{n}"><a href="/{n * n}/">{sentences(n, 1)[0]}</a></nav>' for n in range(40)
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "news.sqlite3") as opened:
        yield opened


@pytest.fixture
def site(store: Store) -> int:
    return store.site("journal", HOME)


def page(number: int, shell: str = SHELL) -> RawPage:
    text = "".join(f"<p>{text}</p>" for text in sentences(number, 5))
    return RawPage(f"{HOME}{number}/", "text/html; charset=utf-8", f"<html>{shell}{text}é</html>".encode())


def save(store: Store, site: int, number: int, *pages: RawPage, at: datetime = NOW, text: str = "") -> str:
    url = f"{HOME}{number}/"
    item = ArticleItem(
        url, url, headline=f"Titre {number}", paragraphs=[Paragraph(text or f"Un texte {number}.")]
    )
    told = [DateCandidate("feed", "published", "Mon, 20 May 2024 10:00:00 +0000")]
    item.visit = Visit(url, at, told=told, pages=list(pages))
    saved: str = store.save_article(site, item)
    return saved


def captured(store: Store, *ids: int) -> dict[int, Capture]:
    return {number: found for number, found in store.captured(ids) if isinstance(found, Capture)}


def rows(store: Store, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(store.where)) as connection:
        return connection.execute(query).fetchall()


def fill(store: Store, site: int, first: int, *, at: datetime = NOW, shell: str = SHELL) -> None:
    """As many articles as a dictionary needs."""
    for number in range(first, first + ENOUGH):
        save(store, site, number, page(number, shell), at=at)


def test_pages_are_read_back_as_they_were_in_their_order(store: Store, site: int) -> None:
    pages = [page(1), RawPage(f"{HOME}1/2/", "", b"\xff\n\n<p>"), RawPage(f"{HOME}1/é/", "text/html", b"")]
    save(store, site, 1, *pages)
    ((_, capture),) = captured(store, 1).items()
    told = [DateCandidate("feed", "published", "Mon, 20 May 2024 10:00:00 +0000")]
    assert capture.unpack() == (pages, told)
    assert capture.fetched == NOW


def test_the_newest_page_is_kept_and_none_that_tells_another_text(store: Store, site: int) -> None:
    save(store, site, 1, page(1))
    assert save(store, site, 1, page(2), at=NOW + MONTH) == "unchanged"
    assert captured(store, 1)[1].unpack()[0] == [page(2)]
    assert rows(store, "SELECT fetched FROM capture") == [("2024-06-19T12:00:00Z",)]
    assert save(store, site, 1, text="Un tout autre texte.") == "changed"
    assert captured(store, 1) == {}


def test_a_dictionary_is_made_of_the_sites_pages_and_a_newer_one_joins_it(store: Store, site: int) -> None:
    for number in range(1, ENOUGH):
        save(store, site, number, page(number))
    store.tidy_captures(site, NOW, 9 * MONTH)
    assert rows(store, "SELECT count(*) FROM dictionary") == [(0,)]
    save(store, site, ENOUGH, page(ENOUGH))
    ((plain,),) = rows(store, "SELECT sum(length(data)) FROM capture")
    store.tidy_captures(site, NOW, 9 * MONTH)
    ((small, without),) = rows(store, "SELECT sum(length(data)), sum(dictionary_id IS NULL) FROM capture")
    assert (without, 3 * small < 2 * plain) == (0, True)

    later = NOW + RENEWAL
    fill(store, site, 100, at=later, shell=SHELL.upper())
    store.tidy_captures(site, later, 9 * MONTH)
    fill(store, site, 200, at=later, shell=SHELL.upper())
    assert rows(store, "SELECT dictionary_id, count(*) FROM capture GROUP BY 1") == [(1, 96), (2, 48)]
    found = captured(store, *store.article_ids(site))
    assert [each.unpack()[0] for each in found.values()] == [
        [page(n)] if n < 100 else [page(n, SHELL.upper())]
        for n in (*range(1, ENOUGH + 1), *range(100, 100 + ENOUGH), *range(200, 200 + ENOUGH))
    ]


def test_one_dictionary_a_site(store: Store, site: int) -> None:
    fill(store, site, 1)
    other = store.site("autre", "https://autre.example/")
    store.tidy_captures(other, NOW, MONTH)
    assert rows(store, "SELECT count(*) FROM dictionary") == [(0,)]


def test_what_is_old_goes_with_the_dictionary_that_nothing_needs(store: Store, site: int) -> None:
    fill(store, site, 1)
    store.tidy_captures(site, NOW, MONTH)
    save(store, site, 500, page(500), at=NOW + MONTH)
    store.tidy_captures(store.site("autre", "https://autre.example/"), NOW + 9 * MONTH, MONTH)
    assert rows(store, "SELECT count(*) FROM capture") == [(ENOUGH + 1,)], "another site's run"
    store.tidy_captures(site, NOW + MONTH + timedelta(hours=1), MONTH)
    assert rows(store, "SELECT article_id, dictionary_id FROM capture") == [(ENOUGH + 1, 1)]
    store.tidy_captures(site, NOW + 3 * MONTH, MONTH)
    assert rows(store, "SELECT (SELECT count(*) FROM capture), (SELECT count(*) FROM dictionary)") == [(0, 0)]


def test_pages_too_short_for_a_dictionary(store: Store, site: int) -> None:
    for number in range(ENOUGH):
        save(store, site, number, RawPage(f"{HOME}{number}/", "", b"<p>"))
    store.tidy_captures(site, NOW, MONTH)
    assert captured(store, 7)[7].unpack()[0][0].html == b"<p>"


def test_forgetting_erases_the_page_out_of_the_dictionary_too(store: Store, site: int) -> None:
    fill(store, site, 1)
    store.tidy_captures(site, NOW, MONTH)
    ((data,),) = rows(store, "SELECT data FROM dictionary")
    texts = {number: sentences(number, 5)[2].encode() for number in range(1, ENOUGH + 1)}
    gone = next(number for number, text in texts.items() if text in data)
    assert store.forget(f"{HOME}{gone}/", NOW)
    ((data,),) = rows(store, "SELECT data FROM dictionary")
    assert texts[gone] not in data
    found = captured(store, *store.article_ids(site))
    assert [each.unpack()[0] for each in found.values()] == [[page(n)] for n in texts if n != gone]


def test_deleting_an_article_deletes_its_page(store: Store, site: int) -> None:
    save(store, site, 1, page(1))
    with closing(sqlite3.connect(store.where)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("DELETE FROM article")
        connection.commit()
    assert rows(store, "SELECT count(*) FROM capture") == [(0,)]
