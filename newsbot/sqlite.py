"""What is SQLite's own: opening a file, knowing it for newsbot's, views and full text, errors in one line.

The standard library only, so that reading a file loads no SQLAlchemy.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from newsbot.arguments import number
from newsbot.errors import StorageError

APPLICATION_ID = 0x6E657773
"""`PRAGMA application_id` of a newsbot file: 'news' in ASCII, shown by file(1)."""

SCHEMA_VERSION = 1
"""`PRAGMA user_version` of a file with the tables of `newsbot.models`."""

VIEWS = Path(__file__).with_name("views.sql")

_TROUBLES = {
    "locked": "is locked by another program; close that program, or raise NEWSBOT_BUSY_TIMEOUT",
    "busy": "is locked by another program; close that program, or raise NEWSBOT_BUSY_TIMEOUT",
    "readonly": "cannot be written; check the permissions of the file and of its folder",
    "unable to open": "cannot be opened; check that its folder exists and can be written",
    "full": "cannot grow: the disk is full; free some space and run again",
    "not a database": "is not an SQLite file; choose another path",
    "image is malformed": "is damaged; restore a backup, or recover it with the sqlite3 shell's .recover",
    "disk i/o": "cannot be read or written: the disk reports an error; check it and its free space",
}


def trouble(where: str, said: str) -> StorageError:
    """The error that SQLite (or its driver) told of the database `where`, with what to do about it."""
    for sign, advice in _TROUBLES.items():
        if sign in said.lower():
            return StorageError(f"the database {where} {advice}")
    return StorageError(f"the database {where} failed: {said}")


@contextmanager
def troubles(where: str) -> Iterator[None]:
    """Turn SQLite's own errors into a StorageError of one line that names `where`."""
    try:
        yield
    except sqlite3.Error as error:
        raise trouble(where, str(error)) from error


def _patience() -> float:
    """Seconds to wait for a locked database, where no crawl's setting says: as the environment has it."""
    return number("NEWSBOT_BUSY_TIMEOUT", os.environ.get("NEWSBOT_BUSY_TIMEOUT") or "30", whole=False)


def open_file(path: str, *, read_only: bool = False, busy_timeout: float | None = None) -> sqlite3.Connection:
    """Open a file; whoever uses the connection says BEGIN. Raises what sqlite3 raises."""
    uri = "file::memory:" if path == ":memory:" else Path(path).absolute().as_uri()
    uri += "?mode=ro" if read_only else ""
    if read_only and not os.access(Path(path).parent, os.W_OK) and not Path(f"{path}-wal").exists():
        uri += "&immutable=1"  # nobody writes there, and SQLite could not make its files beside the database
    patience = _patience() if busy_timeout is None else busy_timeout
    raw = sqlite3.connect(uri, uri=True, timeout=patience, isolation_level=None)
    raw.execute("PRAGMA foreign_keys = ON")
    return raw


def version(raw: sqlite3.Connection, where: str) -> int:
    """The schema version of an open file; 0 where it is empty.

    Raises StorageError where the file belongs to another program or was written by a newer newsbot.
    """
    (owner,), (number,), (tables,) = (
        raw.execute(f"SELECT {what}").fetchone()
        for what in (
            "application_id FROM pragma_application_id",
            "user_version FROM pragma_user_version",
            "count(*) FROM sqlite_master",
        )
    )
    if tables and owner != APPLICATION_ID:
        raise StorageError(f"the database {where} belongs to another program; choose another path")
    if number > SCHEMA_VERSION:
        raise StorageError(
            f"the database {where} was written by a newer newsbot (schema {number}, this one knows "
            f"{SCHEMA_VERSION}); upgrade newsbot"
        )
    return int(number)


def create_views(raw: sqlite3.Connection) -> None:
    """Add the views, the full-text index and its triggers, and mark the file as newsbot's."""
    for statement in VIEWS.read_text(encoding="utf-8").split("\n\n"):
        raw.execute(statement)
    raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    raw.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def make_read_only(raw: sqlite3.Connection) -> None:
    """Let a connection read alone, and the words of the full-text index as `article_word`, a row each place.

    Unlike `article_vocab`, it finds a word without counting its places, which takes milliseconds for a
    common one.
    """
    raw.execute("PRAGMA query_only = OFF")
    raw.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.article_word USING fts5vocab(main, article_fts, instance)"
    )
    raw.execute("PRAGMA query_only = ON")


def _refuse_files(action: int, *_: str | None) -> int:
    """For SQLite's authorizer: no other file is attached, which a read-only connection could still write."""
    return sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_ATTACH else sqlite3.SQLITE_OK


def read(database: str | Path, *, busy_timeout: float | None = None) -> sqlite3.Connection:
    """Open a database of newsbot's to read; the caller closes it. An older file is migrated first.

    `database` is the path of a file, or its `sqlite:///` URL. Text that is no UTF-8 is read with marks in its
    place. Raises StorageError where there is no such file or it cannot be read.
    """
    path = str(database).removeprefix("sqlite:///")
    if "://" in path:
        raise StorageError(f"only an SQLite file can be read, not {path.partition('://')[0]}://…")
    if not Path(path).is_file():
        demo = Path(path).parent / "demo.sqlite3"
        hint = f"; the demo's is --db {demo}" if demo.is_file() else ""
        raise StorageError(
            f"there is no database at {path}: run a crawl first, or name another with --db{hint}"
        )
    with troubles(path):
        raw = open_file(path, read_only=True, busy_timeout=busy_timeout)
        try:
            schema = version(raw, path)
            if schema == 0:
                raise StorageError(f"the database {path} is empty: run a crawl first")
            if schema != SCHEMA_VERSION:
                from newsbot.database import connect

                connect(path, busy_timeout=busy_timeout).close()
        except BaseException:
            raw.close()
            raise
    make_read_only(raw)
    raw.set_authorizer(_refuse_files)
    raw.row_factory = sqlite3.Row
    raw.text_factory = lambda text: text.decode("utf-8", "replace")
    return raw


@contextmanager
def reading(database: str | Path) -> Iterator[sqlite3.Connection]:
    """A database of newsbot's to read while the context lasts; what SQLite says of it is a StorageError."""
    with troubles(str(database)), closing(read(database)) as connection:
        yield connection
