from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import press
import pytest

from newsbot.errors import ConfigurationError
from newsbot.queries import Filters, NotFoundError, diff, doctor, explain, export, show, sql, stats, status
from newsbot.queries.articles import columns, edits
from newsbot.sqlite import read
from newsbot.storage import Store

URL = "https://presse.example/monde/general/"


@pytest.mark.parametrize("article", ["23", URL, f"{URL}?utm_source=x#comments"])
def test_show_by_number_or_address(press_database: sqlite3.Connection, article: str) -> None:
    shown = show(press_database, article)
    assert shown.fields["headline"] == "Un général russe nommé en Ukraine"
    assert (shown.fields["site"], shown.fields["authors"]) == ("presse", ["Jean Le Goff"])
    assert [p.verdict for p in shown.paragraphs][2:] == ["headline", "typographic", "kept", "boilerplate"]


@pytest.mark.parametrize("article", ["4711", "9" * 40, "https://presse.example/monde/direct/", "x\x00", "'"])
def test_what_is_not_there_is_told(press_database: sqlite3.Connection, article: str) -> None:
    with pytest.raises(NotFoundError, match="no article"):
        show(press_database, article)


def test_export_gives_every_field_of_each_article(press_database: sqlite3.Connection) -> None:
    rows = list(export(press_database))
    assert len(rows) == len(press.ARTICLES)
    assert all(row.keys() == columns(press_database).keys() for row in rows)
    assert rows[3]["authors"] == ["Paul Œrtel"]
    assert [row["day_published"] for row in export(press_database, Filters(section="Santé"))] == [
        "2022-09-12"
    ]


def test_stats(press_database: sqlite3.Connection) -> None:
    figures = stats(press_database)
    assert (figures.articles, figures.precisions) == (24, {"minute": 24})
    assert [(c.name, c.articles) for c in figures.counts if c.articles > 1] == [("2022-09-30", 2)]
    assert figures.verdicts["typographic"] == figures.verdicts["headline"] == 1
    months = stats(press_database, Filters(section="Europe", since="2022-10"), by="month")
    assert [(c.name, c.site, c.articles) for c in months.counts] == [
        ("2022-10", "presse", 3),
        ("2022-11", "presse", 1),
        ("2022-12", "presse", 1),
    ]
    assert months.articles == 5
    authors = {c.name: c.articles for c in stats(press_database, by="author").counts}
    assert authors["Claire Vasseur"] == 2
    assert {c.name for c in stats(press_database, by="year").counts} == {"2022"}


def test_status(press_database: sqlite3.Connection, press_copy: Path) -> None:
    (site,) = status(press_database)
    assert (site.site, site.articles, site.newest, site.wrong) == ("presse", 24, "2022-12-24T19:00:00Z", "")
    assert (len(site.runs), site.runs[0]["new"], site.runs[0]["coverage"]) == (1, 24, {})
    with Store(press_copy) as store:
        crawl = store.begin_crawl(1, press.NOW + timedelta(days=1))
        assert status(read(press_copy))[0].wrong == "the last run is still under way, or was killed"
        store.end_crawl(crawl, press.NOW, exit_code=4, message="presse: no headline on 20 of 20 pages")
        store.site("autre", "https://autre.example/")
    assert [s.wrong for s in status(read(press_copy))] == [
        "never crawled",
        "presse: no headline on 20 of 20 pages",
    ]


def test_explain_a_page_that_is_no_article(press_database: sqlite3.Connection) -> None:
    explanation = explain(press_database, "https://presse.example/monde/direct/")
    assert explanation.page is not None
    assert (explanation.page["outcome"], explanation.page["detail"]) == ("live", "a live blog")
    assert explanation.article is None
    with pytest.raises(NotFoundError, match=r"nothing is known of https://presse.example/x: no run"):
        explain(press_database, "https://presse.example/x")


def test_explain_tells_why_of_each_paragraph(press_database: sqlite3.Connection) -> None:
    explanation = explain(press_database, URL)
    assert explanation.page is not None
    assert (explanation.page["reason"], explanation.page["etag"]) == ("new", '"general"')
    why = [explained.why for explained in explanation.paragraphs]
    assert (why[0], why[2]) == ("", "says the headline or the chapô again")
    assert "the same words" in why[3]
    assert why[5] == "a line of the site by its words"
    assert explain(press_database, "23").article == explanation.article


def test_diff_shows_each_change_in_its_words(press_copy: Path) -> None:
    with Store(press_copy) as store:
        for day, (old, new) in enumerate([("neuf heures", "dix heures"), ("neuf heures", "onze heures")], 1):
            changed = press.items()["greffe"]
            changed.headline = "Une greffe de cœur à Lomé"
            changed.paragraphs[0].text = changed.paragraphs[0].text.replace(old, new)
            if day == 2:
                changed.paragraphs.append(press.Paragraph("Le patient va bien."))
            assert changed.visit
            changed.visit.fetched += timedelta(days=day)
            assert store.save_article(1, changed) == "changed"
    first, second = diff(read(press_copy), "3")
    assert (first.changed, second.changed) == (["headline", "text"], ["text"])
    assert first.headline == [("=", "Une greffe de cœur"), ("-", "réussie"), ("=", "à Lomé")]
    assert first.paragraphs[0] == [("=", "L’opération a duré"), ("-", "neuf"), ("+", "dix"), ("=", "heures.")]
    assert second.paragraphs[0][1:3] == [("-", "dix"), ("+", "onze")]
    assert second.paragraphs[1:] == [
        [("=", "Le chirurgien a salué le sang-froid de l’équipe.")],
        [("+", "Le patient va bien.")],
    ]


def test_edits_of_nothing() -> None:
    assert edits("", "") == []
    assert edits("", "un mot") == [("+", "un mot")]


def test_sql(press_database: sqlite3.Connection) -> None:
    answer = sql(press_database, "SELECT id, headline FROM articles WHERE section = 'Santé'")
    assert (answer.columns, list(answer.rows)) == (
        ["id", "headline"],
        [(3, "Une greffe de cœur réussie à Lomé")],
    )


def test_columns_of_one_name_are_told_apart(press_database: sqlite3.Connection) -> None:
    answer = sql(press_database, "SELECT 1 AS id, 2 AS id, 3 AS id_2, 4 AS id")
    assert (answer.columns, next(answer.rows)) == (["id", "id_2", "id_2_2", "id_3"], (1, 2, 3, 4))


@pytest.mark.parametrize(
    "statement",
    [
        *("DELETE FROM article", "CREATE TEMP TABLE t (a)", "SELECT", "SELECT 1; SELECT 2", "\x00"),
        *("ATTACH 'x.db' AS x", "VACUUM INTO 'x.db'", "SELECT load_extension('x')", "SELECT nothing"),
    ],
)
def test_sql_is_read_only_and_what_is_wrong_is_one_line(
    press_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with closing(read(press_file)) as connection, pytest.raises(ConfigurationError) as caught:
        sql(connection, statement)
    assert str(caught.value).startswith("SQLite says: ")
    assert list(tmp_path.iterdir()) == []


def test_doctor(press_database: sqlite3.Connection, press_copy: Path) -> None:
    assert all(check.ok for check in doctor(press_database))
    with sqlite3.connect(press_copy) as raw:
        raw.execute("DROP TRIGGER article_fts_insert")
        raw.execute(
            "INSERT INTO article (site_id, canonical_url, word_count, first_seen, last_seen, last_checked)"
            " VALUES (99, 'https://x.example/', 5, '', '', ''), (1, 'https://y.example/', 0, '', '', '')"
        )
    raw.close()
    wrong = {check.name: check.found for check in doctor(read(press_copy)) if not check.ok}
    assert wrong["rows that point to nothing"] == "1"
    advice = "2; mend with: INSERT INTO article_fts (article_fts) VALUES ('rebuild')"
    assert wrong["articles missing in the full-text index"] == advice
    assert wrong["articles without a page"] == "2"
    assert wrong["articles without paragraphs"] == "1", "the free part of an article may have none"
