"""Storing articles: one row each, revisions, lines of the site, and what stood earlier."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from newsbot.items import ArticleItem, DateCandidate, Paragraph, Visit
from newsbot.reading import settle_paragraphs
from newsbot.storage import Store, lines

NOW = datetime(2022, 10, 3, 8, 0, tzinfo=UTC)
TEXT = [
    "Le gouvernement a présenté mardi son projet de loi sur l'eau aux députés de la commission.",
    "Les associations de pêcheurs, reçues la veille au ministère, demandent un délai de deux ans.",
    "La séance publique est prévue en novembre, après l'examen du budget de l'agriculture.",
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "news.sqlite3") as opened:
        yield opened


def article(
    slug: str, texts: list[str], *, headline: str = "", day: int = 1, visit: Any = None
) -> ArticleItem:
    url = f"https://journal.example/monde/{slug}/"
    return ArticleItem(
        url,
        canonical_url=url,
        headline=headline or f"Titre de {slug}",
        date_published=datetime(2022, 10, day, 10, 0, tzinfo=UTC),
        date_published_precision="minute",
        time_zone="Europe/Paris",
        paragraphs=[Paragraph(text) for text in texts],
        visit=visit or Visit(url, NOW),
    )


def save(store: Store, item: ArticleItem, name: str = "journal") -> str:
    site_id = store.site(name, "https://journal.example/monde/")
    settle_paragraphs(item, site_lines=store.lines(site_id))
    saved: str = store.save_article(site_id, item)
    return saved


def rows(store: Store, query: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(store.where) as connection:
        found = connection.execute(query).fetchall()
    connection.close()
    return found


def everything(store: Store) -> list[tuple[Any, ...]]:
    """The articles and paragraphs without ids and times of seeing."""
    return rows(
        store,
        "SELECT a.canonical_url, a.headline, a.body, a.word_count, a.content_hash, p.position, p.text,"
        " p.verdict, p.repeats, e.canonical_url, p.earlier_position, s.canonical_url, a.similar_share"
        " FROM article a LEFT JOIN paragraph p ON p.article_id = a.id"
        " LEFT JOIN article e ON e.id = p.earlier_article_id LEFT JOIN article s ON s.id = a.similar_to"
        " ORDER BY 1, p.position",
    )


def test_an_article_is_stored_once_and_told_what_it_is(store: Store) -> None:
    assert save(store, article("eau", TEXT)) == "new"
    assert save(store, article("eau", TEXT)) == "unchanged"
    assert rows(store, "SELECT count(*), body FROM article") == [(1, "\n\n".join(TEXT))]
    assert rows(store, "SELECT visits, changes, cosmetic FROM page") == [(2, 0, 0)]


def test_typography_is_cosmetic_and_words_are_a_revision(store: Store) -> None:
    save(store, article("eau", TEXT))
    curly = [text.replace("'", "’") for text in TEXT]
    assert save(store, article("eau", curly)) == "cosmetic"
    assert rows(store, "SELECT count(*) FROM revision") == [(0,)]
    assert (
        save(store, article("eau", [*curly[:2], "La séance est reportée."], headline="Report")) == "changed"
    )
    [(changed, headline, before)] = rows(store, "SELECT changed, headline, paragraphs FROM revision")
    assert (changed, headline) == ('["headline","text"]', "Titre de eau")
    assert curly[2] in before
    assert rows(store, "SELECT changes, cosmetic FROM page") == [(1, 1)]


def test_a_moved_article_stays_the_same_article(store: Store) -> None:
    save(store, article("eau", TEXT))
    moved = article("eau-potable", TEXT, headline="Titre de eau")
    moved.visit = Visit("https://journal.example/monde/eau/", NOW, aliases=[moved.url])
    assert save(store, moved) in ("unchanged", "cosmetic")
    assert rows(store, "SELECT canonical_url FROM article") == [(moved.canonical_url,)]
    assert {outcome for (outcome,) in rows(store, "SELECT outcome FROM page")} == {"article", "alias"}


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_a_canonical_address_that_others_claim_loses_no_article(store: Store, order: tuple[int, ...]) -> None:
    own = [f"https://journal.example/monde/c{i}/" for i in range(3)]
    for i in (*order, *order):
        item = article(f"c{i}", [f"{TEXT[i]} C'est le dossier {i}."], day=i + 1)
        item.canonical_url = own[0]
        save(store, item)
    stored = rows(store, "SELECT canonical_url, headline FROM article ORDER BY 1")
    assert stored == [(own[i], f"Titre de c{i}") for i in range(3)]
    assert rows(store, "SELECT count(*) FROM revision") == [(0,)]


LINE = "Le Journal du littoral est imprimé à Brest par ses ouvriers depuis 1987."


def several() -> list[ArticleItem]:
    return [
        article(f"a{i}", [f"{text} Dossier numéro {i}." for text in TEXT] + [LINE], day=i + 1)
        for i in range(4)
    ]


def test_a_line_of_the_site_is_dropped_from_the_first_articles_too(store: Store) -> None:
    for item in several():
        save(store, item)
    assert store.settle(1) == 4
    assert rows(store, "SELECT DISTINCT verdict FROM paragraph WHERE text LIKE 'Le Journal du%'") == [
        ("boilerplate",)
    ]
    assert rows(store, "SELECT count(*) FROM article WHERE body LIKE '%Le Journal du%'") == [(0,)]
    assert rows(store, "SELECT text, pages, recurring, settled FROM line") == [(LINE, 4, 1, 1)]
    assert store.settle(1) == 0


def test_the_end_does_not_depend_on_the_order(tmp_path: Path) -> None:
    shared = "Le même paragraphe d'agence, long de plus de quarante caractères, se lit dans les deux."
    ends = []
    for n, order in enumerate(itertools.permutations(range(5))):
        if n % 17:
            continue
        items = [*several(), article("z", [TEXT[0], shared], day=9)]
        items[2].paragraphs.append(Paragraph(shared))
        with Store(tmp_path / f"{n}.sqlite3") as store:
            for i in order:
                save(store, items[i])
                if i == 3:
                    store.settle(1)
            store.settle(1)
            ends.append(everything(store))
    assert len(ends) > 5
    assert all(end == ends[0] for end in ends)


def test_a_killed_settling_is_done_by_the_next_run(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for item in several():
        save(store, item)

    def killed(*args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("newsbot.storage.lines.settled", killed)
        patch.setattr("newsbot.storage.lines.judge", lambda *args: 0)
        with pytest.raises(KeyboardInterrupt):
            store.settle(1)
    assert store.settle(1) == 4


def test_a_killed_run_leaves_only_the_articles_that_it_did_not_judge(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for item in several():
        save(store, item)
    judge, asked = lines.judge, list[list[int]]()

    def killed_at_the_second(connection: Any, site_id: int, articles: list[int]) -> int:
        asked.append(articles)
        if len(asked) == 2:
            raise KeyboardInterrupt
        return judge(connection, site_id, articles)

    monkeypatch.setattr("newsbot.storage.store.JUDGED_AT_ONCE", 2)
    monkeypatch.setattr("newsbot.storage.lines.judge", killed_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        store.settle(1)
    assert store.settle(1) == 2
    assert asked[1] == asked[2]
    assert len(asked) == 3


def test_the_earliest_article_has_the_paragraph(store: Store) -> None:
    save(store, article("tard", TEXT, day=9))
    store.settle(1)
    save(store, article("tot", TEXT[1:], day=2))
    store.settle(1)
    marks = rows(
        store,
        "SELECT a.canonical_url, p.position, e.canonical_url, p.earlier_position FROM paragraph p"
        " JOIN article a ON a.id = p.article_id JOIN article e ON e.id = p.earlier_article_id ORDER BY 1, 2",
    )
    url = "https://journal.example/monde/{}/".format
    assert marks == [(url("tard"), 1, url("tot"), 0), (url("tard"), 2, url("tot"), 1)]
    ties = rows(
        store,
        "SELECT a.canonical_url, b.canonical_url, a.similar_share FROM article a"
        " JOIN article b ON b.id = a.similar_to",
    )
    assert ties == [(url("tard"), url("tot"), round(100 * len(TEXT[1] + TEXT[2]) / len("".join(TEXT))))]


def test_a_paragraph_that_many_reword_costs_no_more_and_the_same_in_any_order(tmp_path: Path) -> None:
    def items() -> list[ArticleItem]:
        texts = [
            f"Selon la préfecture, {n} foyers de la vallée ont été privés de courant pendant la nuit."
            for n in range(60)
        ]
        return [article(f"m{n:02}", [text], day=1 + n % 28) for n, text in enumerate(texts + texts[:1])]

    ends = []
    for order in (list, reversed):
        with Store(tmp_path / f"{order.__name__}.sqlite3") as store:
            for n, item in enumerate(order(items())):
                save(store, item)
                if n % 20 == 0:
                    store.settle(1)
            store.settle(1)
            ends.append(everything(store))
            assert rows(store, "SELECT count(*) FROM common_key")[0][0] > 0
            assert rows(store, "SELECT count(*) FROM paragraph WHERE earlier_article_id") == [(1,)]
    assert ends[0] == ends[1]


def test_a_changed_article_gives_back_what_it_no_longer_carries(store: Store) -> None:
    save(store, article("premier", TEXT, day=1))
    save(store, article("second", TEXT, day=2))
    store.settle(1)
    assert rows(store, "SELECT count(*) FROM paragraph WHERE earlier_article_id") == [(3,)]
    save(
        store,
        article("premier", ["Tout autre chose est arrivé depuis hier soir dans le port de Brest."], day=1),
    )
    store.settle(1)
    assert rows(store, "SELECT count(*) FROM paragraph WHERE earlier_article_id") == [(0,)]
    assert rows(store, "SELECT count(*) FROM article WHERE similar_to") == [(0,)]


def test_what_sources_told_is_kept_and_read_again(store: Store) -> None:
    told = DateCandidate("feed", "published", "Sun, 02 Oct 2022 08:00:00 +0000")
    site_id = store.site("journal", "https://journal.example/")
    found = {"url": "https://journal.example/x", "source_id": None, "in_section": 1, "wanted": "new"}
    row = {"witness": told.witness, "role": told.role, "text": told.text}
    store.discover(site_id, [{**found, "lastmod": {}, "told": [row]}], NOW)
    [page] = store.due(site_id, NOW + timedelta(seconds=1), limit=5)
    assert page.told == [row]
