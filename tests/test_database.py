from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import Any

import press
import pytest
import sqlalchemy as sa

from newsbot import sqlite as file
from newsbot.database import connect
from newsbot.errors import StorageError
from newsbot.migrations import backup_of
from newsbot.storage import Store

KNOWN = file.SCHEMA_VERSION


def rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute(query).fetchall()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "news.sqlite3"
    with Store(path) as store:
        site_id = store.site("presse", "https://presse.example/")
        for one in list(press.items().values())[:4]:
            store.save_article(site_id, one)
    return path


def test_a_new_file_says_whose_it_is(tmp_path: Path) -> None:
    connect(tmp_path / "new.sqlite3").close()
    assert rows(tmp_path / "new.sqlite3", "PRAGMA application_id") == [(file.APPLICATION_ID,)]
    assert rows(tmp_path / "new.sqlite3", "PRAGMA user_version") == [(file.SCHEMA_VERSION,)]
    assert rows(tmp_path / "new.sqlite3", "PRAGMA journal_mode") == [("wal",)]


def test_a_file_in_a_folder_that_cannot_be_written_is_read(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *of: False)  # root, who runs some tests, may write everywhere
    with closing(file.read(path)) as raw:
        assert raw.execute("SELECT count(*) FROM article").fetchone()[0] == 4
        assert [other.name for other in path.parent.iterdir()] == [path.name]


def test_the_ddl_explains_its_columns(path: Path) -> None:
    ((ddl,),) = rows(path, "SELECT sql FROM sqlite_master WHERE name = 'article'")
    assert "canonical_url TEXT NOT NULL /* address it is known by */" in ddl


def other_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE bookmark (url)")
        raw.commit()


def newer(path: Path) -> None:
    connect(path).close()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA user_version = 99")


def no_database(path: Path) -> None:
    path.write_bytes(b"Le Monde, jeudi. " * 500)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (other_program, "belongs to another program; choose another path"),
        (newer, f"was written by a newer newsbot (schema 99, this one knows {KNOWN}); upgrade newsbot"),
        (no_database, "is not an SQLite file; choose another path"),
    ],
)
def test_another_file_is_refused_and_left_as_it_was(tmp_path: Path, make: Any, said: str) -> None:
    path = tmp_path / "a.sqlite3"
    make(path)
    before = path.read_bytes()
    for use in (connect, file.read):
        with pytest.raises(StorageError) as caught:
            use(path)
        assert str(caught.value) == f"the database {path} {said}"
        assert path.read_bytes() == before


def test_a_missing_file_is_not_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"there is no database at .*: run a crawl first"):
        file.read(tmp_path / "none.sqlite3")
    assert list(tmp_path.iterdir()) == []


def test_the_demo_is_named_where_only_it_is_there(tmp_path: Path) -> None:
    connect(tmp_path / "demo.sqlite3").close()
    with pytest.raises(StorageError, match=r"the demo's is --db .*demo\.sqlite3$"):
        file.read(tmp_path / "newsbot.sqlite3")


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty.sqlite3").touch()
    with pytest.raises(StorageError, match=r"empty.sqlite3 is empty: run a crawl first"):
        file.read(tmp_path / "empty.sqlite3")


def test_a_url_of_sqlite_is_a_path_and_no_other_is_read(path: Path) -> None:
    file.read(f"sqlite:///{path}").close()
    with pytest.raises(StorageError, match="only an SQLite file can be read, not postgresql://…"):
        file.read("postgresql://user:secret@host/news")


def test_reading_cannot_write(path: Path) -> None:
    with closing(file.read(path)) as connection, pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM article")


def test_text_that_is_no_utf8_is_read_with_marks(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE article SET headline = CAST(x'41ff42' AS TEXT) WHERE id = 1")
        raw.commit()
    with closing(file.read(path)) as connection:
        query = "SELECT headline FROM article WHERE id = 1"
        assert connection.execute(query).fetchone()["headline"] == "A�B"


# ------------------------------------------------------------ full text, as the sqlite3 shell keeps it


def found(path: Path, query: str) -> list[int]:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("INSERT INTO article_fts (article_fts, rank) VALUES ('integrity-check', 1)")
        raw.rollback()
        rows = raw.execute("SELECT rowid FROM article_fts WHERE article_fts MATCH ? ORDER BY 1", (query,))
        return [row[0] for row in rows]


def test_plain_sql_keeps_the_index(path: Path) -> None:
    assert found(path, "coeur") == [3]
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE article SET body = 'Sans rien d’autre', headline = 'Sœurs' WHERE id = 3")
        raw.execute("UPDATE article SET id = 77 WHERE id = 4")
        raw.execute("DELETE FROM article WHERE id = 1")
        raw.commit()
    assert found(path, "coeur") == []
    assert found(path, "soeurs AND autre") == [3]
    assert found(path, "headline : soeurs") == [3]
    assert found(path, "oeuvres") == [77]
    assert found(path, "dignitaires") == []


def test_a_rebuilt_index_is_the_same(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        before = raw.execute("SELECT * FROM article_vocab").fetchall()
        raw.execute("INSERT INTO article_fts (article_fts) VALUES ('rebuild')")
        assert raw.execute("SELECT * FROM article_vocab").fetchall() == before
        assert ("coeur", 1, 1) in before


def test_seeing_an_article_again_does_not_write_the_index(path: Path) -> None:
    query = "SELECT id, block FROM article_fts_data"
    before = rows(path, query)
    with Store(path) as store:
        assert store.save_article(1, press.items()["sanctions"]) == "unchanged"
        changed = press.items()["sanctions"]
        changed.authors = ["La rédaction"]
        assert store.save_article(1, changed) == "cosmetic"
    assert rows(path, query) == before


# ------------------------------------------------------------ views


def test_an_article_is_one_flat_row(path: Path) -> None:
    query = "SELECT site, day_published, headline, authors, breadcrumb FROM articles WHERE id = 2"
    assert rows(path, query) == [
        (
            *("presse", "2022-10-03", "L’embargo sur le brut russe divise l’Europe"),
            *("Ana Belkacem, Claire Vasseur", "Accueil > Monde > Europe"),
        )
    ]


def test_counts_of_a_day(path: Path) -> None:
    assert rows(path, "SELECT * FROM daily_counts ORDER BY 1 LIMIT 1") == [("2022-08-21", "presse", 1)]


def test_views_of_paragraphs(tmp_path: Path) -> None:
    path = tmp_path / "general.sqlite3"
    with Store(path) as store:
        store.save_article(store.site("presse", "https://presse.example/"), press.items()["general"])
    kept = rows(path, "SELECT position, kind FROM paragraphs_kept")
    assert kept == [(0, "lead"), (1, "paragraph"), (4, "caption")]
    repeats = rows(path, "SELECT position, verdict, repeats, repeated_text FROM repeats ORDER BY position")
    assert repeats == [
        (2, "headline", None, None),
        (3, "typographic", 1, "C’est la première fois que Moscou le dit."),
        (5, "boilerplate", None, None),
    ]


# ------------------------------------------------------------ migrations


@pytest.fixture
def next_schema(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """A schema 2, which the test says how to come to."""
    step = ModuleType("newsbot.migrations.schema_2")
    monkeypatch.setitem(sys.modules, step.__name__, step)
    monkeypatch.setattr(file, "SCHEMA_VERSION", 2)
    return step


def add_and_narrow(op: Any) -> None:
    op.add_column("site", sa.Column("language", sa.Text, server_default="fr", nullable=False))
    with op.batch_alter_table("article") as batch:  # made anew, as SQLite needs it
        batch.drop_column("publisher")


@pytest.mark.parametrize("use", [connect, file.read])
def test_an_older_file_is_migrated_with_a_copy(path: Path, next_schema: ModuleType, use: Any) -> None:
    next_schema.upgrade = add_and_narrow
    before = rows(path, "SELECT id, headline, body FROM article")
    use(path).close()
    assert rows(path, "PRAGMA user_version") == [(2,)]
    assert rows(path, "SELECT language FROM site") == [("fr",)]
    assert rows(path, "SELECT id, headline, body FROM article") == before
    assert rows(path, "SELECT count(*) FROM page WHERE article_id IS NOT NULL") == [(4,)]
    assert rows(path, "SELECT count(*) FROM articles") == [(4,)]
    assert found(path, "coeur") == [3]
    copy = backup_of(str(path), 1)
    assert rows(copy, "PRAGMA user_version") == [(1,)]
    assert rows(copy, "SELECT id, headline, body FROM article") == before
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE article SET headline = 'Autre' WHERE id = 3")
        raw.commit()
    assert found(path, "coeur") == []


def break_off(op: Any) -> None:
    add_and_narrow(op)
    raise OSError("no space left on device")


def point_to_nothing(op: Any) -> None:
    op.execute("UPDATE page SET article_id = 4711")


@pytest.mark.parametrize("step", [break_off, point_to_nothing])
def test_a_migration_that_fails_leaves_the_file_as_it_was(
    path: Path, next_schema: ModuleType, step: Any
) -> None:
    next_schema.upgrade = step
    dump = "SELECT type, name, sql FROM sqlite_master ORDER BY name"
    before = rows(path, dump)
    with pytest.raises(StorageError, match="cannot be brought from schema 1 to 2, and is as it was: "):
        connect(path)
    assert rows(path, "PRAGMA user_version") == [(1,)]
    assert rows(path, dump) == before
    assert rows(path, "SELECT count(*) FROM page WHERE article_id = 4711") == [(0,)]


SCHEMAS = sorted((Path(__file__).parent / "fixtures").glob("schema-*.sqlite3"))


@pytest.mark.parametrize("released", SCHEMAS, ids=lambda path: path.stem)
def test_each_released_schema_can_be_read_and_written(tmp_path: Path, released: Path) -> None:
    path = tmp_path / released.name
    path.write_bytes(released.read_bytes())
    with Store(path) as store:
        saved = [store.save_article(1, one) for one in press.items().values()]
    assert saved == ["unchanged"] * len(saved)
    assert rows(path, "PRAGMA user_version") == [(file.SCHEMA_VERSION,)]
    assert len(found(path, "ukraine")) == 2


def test_there_is_a_file_of_each_released_schema() -> None:
    assert [path.stem for path in SCHEMAS] == [f"schema-{n}" for n in range(1, file.SCHEMA_VERSION + 1)]
