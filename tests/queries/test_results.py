from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import press
import pytest

from newsbot.errors import ConfigurationError
from newsbot.queries import Filters, Found, Result, list_, search

CASES = [line.split("\t") for line in Path(__file__).with_name("search_cases.tsv").read_text().splitlines()]


def slugs(results: Sequence[Result]) -> list[str]:
    return [result.url.rstrip("/").rpartition("/")[2] for result in results]


@pytest.mark.parametrize(("query", "expected", "kind"), CASES)
def test_search_finds_these_articles_and_no_others(
    press_database: sqlite3.Connection, query: str, expected: str, kind: str
) -> None:
    assert sorted(slugs(search(press_database, query))) == sorted(expected.split()), kind


def test_best_first_prefers_the_headline(press_database: sqlite3.Connection) -> None:
    found = search(press_database, "sanctions")
    assert slugs(found) == ["sanctions", "embargo"]
    assert found[0].score > found[1].score


def test_newest_first(press_database: sqlite3.Connection) -> None:
    assert slugs(search(press_database, "Ukraine OU Moscou", order="newest")) == [
        "paix",
        "general",
        "sanctions",
    ]


@pytest.mark.parametrize("few", [0, 99])
def test_newest_first_is_the_same_however_common_the_words_are(
    press_database: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr("newsbot.queries.results.FEW", few)
    for query in ("Ukraine OU Moscou", "ukrain* OU moscou"):
        found = slugs(search(press_database, query, order="newest"))
        assert [slug for slug in found if slug != "refugies"] == ["paix", "general", "sanctions"]
        assert slugs(search(press_database, query, order="newest", limit=1)) == ["paix"]
        europe = Filters(section="europe", until="2022-10")
        assert slugs(search(press_database, query, europe, order="newest")) == ["general", "sanctions"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"since": "2022-12"}, ["treve", "paix"]),
        ({"since": "2022-09-30", "until": "2022-09-30"}, ["washington", "maison"]),
        ({"until": "2022-04"}, ["travaux", "pacifique"]),
        ({"until": "2022-04-01"}, ["travaux", "pacifique"]),
        ({"section": "amériques", "until": "2022-09"}, ["washington", "maison"]),
        ({"section": "AMERIQUES", "since": "2022-10-31"}, ["elues"]),
        ({"section": "monde", "since": "2022-12"}, ["treve", "paix"]),
        ({"author": "dupont"}, ["treve", "paix", "refugies"]),
        ({"author": "marie dupont", "section": "Europe"}, ["paix", "refugies"]),
        ({"author": "Ana Belkacem", "section": "Europe"}, ["embargo"]),
        ({"author": "N'Diaye", "since": "2022-10"}, ["election"]),
        ({"author": "eloise n’diaye", "since": "2022-10"}, ["election"]),
        ({"author": "Oertel"}, ["musee", "oeuvrer"]),
        ({"author": "Belkacem Claire"}, []),
        ({"author": "Clair"}, []),
        ({"section": "Afr"}, []),
        ({"site": "presse", "section": "Santé"}, ["greffe"]),
    ],
)
def test_filters(press_database: sqlite3.Connection, filters: dict[str, str], expected: list[str]) -> None:
    assert slugs(list_(press_database, Filters(**filters))) == expected
    found = search(
        press_database, "le OU la OU les OU une OU de OU l OU qui", Filters(**filters), order="newest"
    )
    assert slugs(found) == expected


@pytest.mark.parametrize("many", [0, 10_000])
def test_a_section_of_many_articles_gives_the_same_list(
    press_database: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr("newsbot.queries.results.MANY", many)
    assert slugs(list_(press_database, Filters(section="Monde"), limit=2)) == ["treve", "paix"]


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        ({"site": "gazette"}, "no site 'gazette' in this database; there is: presse"),
        ({"since": "hier"}, "'hier' is not a date: write 2022-10-01, 2022-10 or 2022"),
        ({"until": "2022-02-31"}, "'2022-02-31' is not in the calendar"),
        ({"until": "2022-13"}, "'2022-13' is not in the calendar"),
        ({"since": "0000"}, "'0000' is not in the calendar"),
    ],
)
def test_a_wrong_filter_is_told_in_one_line(
    press_database: sqlite3.Connection, filters: dict[str, str], said: str
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        list_(press_database, Filters(**filters))
    assert str(caught.value) == said


def test_a_local_day_is_the_sites_own(press_database: sqlite3.Connection) -> None:
    late = list_(press_database, Filters(since="2022-09-30", until="2022-09-30"))[0]
    assert (late.date_published, late.day_published) == ("2022-09-30T21:30:00Z", "2022-09-30")


def test_snippet_shows_the_original_text_with_what_was_found(press_database: sqlite3.Connection) -> None:
    (result,) = search(press_database, "œuvres")
    assert result.snippet.startswith("Les œuvres, pillées en 1892")
    assert [result.snippet[a:b] for a, b in result.snippet_found] == ["œuvres"]
    assert [result.headline[a:b] for a, b in result.headline_found] == ["œuvres"]


def found_in(path: Path, headline: str, text: str, query: str) -> Found:
    from newsbot.sqlite import read
    from newsbot.storage import Store

    with Store(path) as store:
        one = press.item("un", headline=headline, paragraphs=[press.Paragraph(text)])
        store.save_article(store.site("presse", "https://presse.example/"), one)
    connection = read(path)
    (result,) = search(connection, query)
    connection.close()
    return result


@pytest.mark.parametrize(
    "text",
    [
        "œœœ Cœur, ÆŒ cœur d’œil et sœur",
        "a\x02b\x03c cœur",
        "\u202eשלום\u202c cœur 🔥 cœur",
        "e\u0301te\u0301 cœur",
        "cœur " * 19_000,
        "x" * 99_000 + " cœur",
    ],
)
def test_places_are_right_in_any_text(tmp_path: Path, text: str) -> None:
    result = found_in(tmp_path / "a.sqlite3", "Titre", text, "cœur")
    assert result.snippet_found
    assert {result.snippet[a:b].lower() for a, b in result.snippet_found} == {"cœur"}
    assert len(result.snippet) <= 300 or " " not in text[:1000]


def test_what_a_text_with_nul_or_a_long_one_shows(tmp_path: Path) -> None:
    result = found_in(tmp_path / "a.sqlite3", "cœur " * 200_000, "NUL \x00 et cœur", "coeur")
    assert [result.snippet[a:b] for a, b in result.snippet_found] == ["cœur"]
    assert (len(result.headline), len(result.headline_found)) == (1_000_000, 200_000)


QUERIES: list[Any] = [
    ("", "a word is missing"),
    ("%%%", "a word is missing"),
    ('"Kiev', 'a " is not closed'),
    ("(Kiev", "a '(' is not closed"),
    ("Kiev)", "a ')' closes nothing"),
    ("NOT Kiev", "NOT needs a word to find beside it"),
    ("-Kiev", "NOT needs a word to find beside it"),
    ("Kiev AND", "AND needs a word on both sides"),
    ("OR Kiev", "a word is missing"),
    ("a*", "give at least two letters before *"),
    ("(" * 50 + "x" + ")" * 50, "too many parentheses"),
]


@pytest.mark.parametrize(("query", "said"), QUERIES)
def test_a_query_that_cannot_be_understood_is_told_in_one_line(
    press_database: sqlite3.Connection, query: str, said: str
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        search(press_database, query)
    assert str(caught.value) == f"cannot search for {query!r}: {said}"


def test_a_query_of_very_many_words_is_searched_or_refused(press_database: sqlite3.Connection) -> None:
    assert search(press_database, " ".join(["Kiev"] * 100)) is not None
    with pytest.raises(ConfigurationError):
        search(press_database, "Kiev " * 1000)
