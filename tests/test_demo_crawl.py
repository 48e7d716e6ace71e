"""A crawl of the demo site, compared with the answer that was written by hand beside its sources."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from newsbot.queries import search
from newsbot.sqlite import read
from newsbot.text import clean

ROOT = Path(__file__).parent.parent
EXPECTED = json.loads((Path(__file__).parent / "demo" / "expected.json").read_text("utf-8"))
ARTICLES: list[dict[str, Any]] = EXPECTED["articles"]
SEARCHES = [
    line.split("\t")
    for line in (Path(__file__).parent / "demo" / "search_cases.tsv").read_text().splitlines()
]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    file = tmp_path_factory.mktemp("demo") / "newsbot.sqlite3"
    command = [sys.executable, "-m", "scrapy", "crawl", "monde"]
    environment = {**os.environ, "NEWSBOT_DATABASE": str(file)}
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr
    connection = sqlite3.connect(file)
    connection.row_factory = sqlite3.Row
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def articles(database: sqlite3.Connection) -> dict[str, dict[str, Any]]:
    """Canonical address, decoded → the article's row, with its paragraphs."""
    found = {}
    for row in database.execute("SELECT * FROM article"):
        query = "SELECT * FROM paragraph WHERE article_id = ? ORDER BY position"
        found[unquote(row["canonical_url"])] = {
            **dict(row),
            "authors": json.loads(row["authors"]),
            "paragraphs": [dict(paragraph) for paragraph in database.execute(query, (row["id"],))],
        }
    return found


def slug(row: dict[str, Any]) -> str:
    return str(row.get("canonical_url") or row["url"]).removeprefix(EXPECTED["home"])


def minute(stamp: str | None) -> str | None:
    """The promise is a minute: seconds are not compared."""
    return stamp and stamp[:16]


def body(paragraphs: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Kind and text of what is kept, without captions, which are not part of the text."""
    kept = [p for p in paragraphs if p.get("verdict", "kept") == "kept" and p["kind"] != "caption"]
    return [(p["kind"], clean(p["text"])) for p in kept]


def test_exactly_the_articles_of_the_section_are_stored(articles: dict[str, dict[str, Any]]) -> None:
    assert set(articles) == {unquote(row["canonical_url"]) for row in ARTICLES}


@pytest.mark.parametrize("expected", ARTICLES, ids=slug)
def test_fields(articles: dict[str, dict[str, Any]], expected: dict[str, Any]) -> None:
    got = articles[unquote(expected["canonical_url"])]
    fields = ["authors", "section", "date_published_precision"]
    assert {f: got[f] for f in fields} == {f: expected[f] for f in fields}
    assert clean(got["headline"]) == expected["headline"]
    assert minute(got["date_published"]) == minute(expected["date_published"])
    if expected["date_modified"]:
        assert minute(got["date_modified"]) == minute(expected["date_modified"])
    else:  # an SEO plugin calls what was never changed modified when it was published
        assert got["date_modified"] in (None, got["date_published"])
    if expected["date_published"] is None:
        assert expected["date_published_raw"] in got["date_published_raw"]
    assert (got["is_accessible_for_free"] != 0) == expected["is_accessible_for_free"]


@pytest.mark.parametrize("expected", ARTICLES, ids=slug)
def test_kept_paragraphs(articles: dict[str, dict[str, Any]], expected: dict[str, Any]) -> None:
    got = articles[unquote(expected["canonical_url"])]
    assert body(got["paragraphs"]) == body(expected["paragraphs"])
    captions = {p["text"] for p in got["paragraphs"] if p["kind"] == "caption"} | {got["image_caption"]}
    assert set(expected["captions"]) <= captions, "captions are stored too, as such"


@pytest.mark.parametrize(
    "expected", [row for row in ARTICLES if any("verdict" in p for p in row["paragraphs"])], ids=slug
)
def test_dropped_paragraphs_are_stored_with_the_reason(
    articles: dict[str, dict[str, Any]], expected: dict[str, Any]
) -> None:
    """Boilerplate ('Lire aussi') may already be left out by the extraction."""
    stored = articles[unquote(expected["canonical_url"])]["paragraphs"]
    texts = {p["position"]: clean(p["text"]) for p in stored}
    got = {
        (clean(p["text"]), p["verdict"], texts.get(p["repeats"])) for p in stored if p["verdict"] != "kept"
    }
    wanted = set()
    for paragraph in expected["paragraphs"]:
        if "verdict" in paragraph:
            repeated = paragraph.get("repeats")
            original = None if repeated is None else expected["paragraphs"][repeated]["text"]
            wanted.add((paragraph["text"], paragraph["verdict"], original))
    assert {row for row in wanted if row[1] != "boilerplate"} <= got
    not_captions = {clean(p["text"]) for p in stored if p["kind"] != "caption"}
    assert {row for row in got if row[0] in not_captions} <= wanted


@pytest.mark.parametrize("expected", EXPECTED["pages"], ids=slug)
def test_other_addresses(
    database: sqlite3.Connection, articles: dict[str, dict[str, Any]], expected: dict[str, Any]
) -> None:
    rows = {unquote(row["url"]): row for row in database.execute("SELECT * FROM page")}
    row = rows[unquote(expected["url"])]
    if "article" in expected:
        assert row["article_id"] == articles[unquote(expected["article"])]["id"]
    else:
        assert row["article_id"] is None
    for field in ("outcome", "status"):
        if field in expected:
            assert row[field] == expected[field]


def test_what_is_not_of_the_section_was_not_even_asked_for(database: sqlite3.Connection) -> None:
    """Related articles and the sidebar name articles of FRANCE and ÉCONOMIE on every page."""
    theirs = {"http://monde.example/france/", "http://monde.example/economie/"}
    known = {unquote(row["canonical_url"]) for row in ARTICLES} | {
        unquote(row["url"]) for row in EXPECTED["pages"]
    }
    asked = {
        unquote(url) for (url,) in database.execute("SELECT url FROM page WHERE last_checked IS NOT NULL")
    }
    assert not {url for url in asked - known if any(url.startswith(home) for home in theirs)}


@pytest.mark.parametrize(("query", "expected"), SEARCHES)
def test_search(database: sqlite3.Connection, query: str, expected: str) -> None:
    """Each query finds the articles whose addresses end with something that begins so, and no others."""
    path = database.execute("SELECT file FROM pragma_database_list").fetchone()["file"]
    with closing(read(path)) as connection:
        found = search(connection, query, limit=99)
    slugs = [unquote(result.canonical_url).rstrip("/").rpartition("/")[2] for result in found]
    begun = expected.split()
    assert [slug for slug in slugs if not any(map(slug.startswith, begun))] == []
    assert [start for start in begun if not any(slug.startswith(start) for slug in slugs)] == []
