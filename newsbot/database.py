"""Opening the database: everything that is SQLite's own stands here."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool

from newsbot.errors import StorageError
from newsbot.models import SCHEMA_VERSION, metadata

APPLICATION_ID = 0x6E657773
"""`PRAGMA application_id` of a newsbot file: 'news' in ASCII, shown by file(1)."""

_TROUBLES = {
    "locked": "is locked by another program; close that program, or raise NEWSBOT_BUSY_TIMEOUT",
    "busy": "is locked by another program; close that program, or raise NEWSBOT_BUSY_TIMEOUT",
    "readonly": "cannot be written; check the permissions of the file and of its folder",
    "unable to open": "cannot be opened; check that its folder exists and can be written",
    "full": "cannot grow: the disk is full; free some space and run again",
    "not a database": "is not an SQLite file; choose another path",
    "malformed": "is damaged; restore a backup, or recover it with the sqlite3 shell's .recover",
    "disk i/o": "cannot be read or written: the disk reports an error; check it and its free space",
}


def address(database: str | Path) -> URL:
    """The SQLAlchemy URL of `database`: a URL as it is, anything else the path of an SQLite file."""
    name = str(database)
    if "://" not in name:
        return URL.create("sqlite", database=name)
    try:
        return make_url(name)
    except ArgumentError as error:
        raise StorageError(f"{name!r} is not a database URL: {error}") from None


@contextmanager
def troubles(where: str) -> Iterator[None]:
    """Turn the database's own errors into a StorageError of one line that names `where`."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        said = str(getattr(error, "orig", error)).splitlines()[0]
        for sign, advice in _TROUBLES.items():
            if sign in said.lower():
                raise StorageError(f"the database {where} {advice}") from error
        raise StorageError(f"the database {where} failed: {said}") from error


def connect(database: str | Path, *, read_only: bool = False, busy_timeout: float = 30) -> Connection:
    """Open the database, creating an empty one where there is none; the caller closes the connection.

    `busy_timeout` is how many seconds to wait for another writer. Raises StorageError where the file cannot be
    opened, belongs to another program, or was written by a newer newsbot; then it is left as it was.
    """
    url = address(database)
    where = url.render_as_string(hide_password=True) if url.get_backend_name() != "sqlite" else url.database
    with troubles(str(where)):
        engine = _engine(url, read_only=read_only, busy_timeout=busy_timeout)
        connection = engine.connect()
        try:
            if connection.dialect.name == "sqlite":
                _check(connection, str(where), read_only=read_only)
            else:
                metadata.create_all(connection)
            connection.commit()
        except BaseException:
            connection.close()
            raise
        return connection


def insert(connection: Connection, table: Table) -> sqlite.Insert:
    """The dialect's own insert, which knows `on_conflict_do_update`; PostgreSQL's has the same methods."""
    dialect: Any = {"sqlite": sqlite, "postgresql": postgresql}[connection.dialect.name]
    made: sqlite.Insert = dialect.insert(table)
    return made


def _engine(url: URL, *, read_only: bool, busy_timeout: float) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url)
    path = url.database or ":memory:"
    if read_only and not Path(path).is_file():
        raise StorageError(f"there is no database at {path}; run a crawl first, or name another with --db")
    engine = create_engine(
        url,
        creator=partial(_open_file, path, read_only, busy_timeout),
        poolclass=NullPool,
        json_serializer=partial(json.dumps, ensure_ascii=False, separators=(",", ":")),
    )
    event.listen(engine, "begin", _begin_deferred if read_only else _begin_immediate)
    return engine


def _open_file(path: str, read_only: bool, busy_timeout: float) -> sqlite3.Connection:
    uri = "file::memory:" if path == ":memory:" else Path(path).absolute().as_uri()
    mode = "?mode=ro" if read_only else ""
    # isolation_level None: SQLAlchemy's events say BEGIN, not the driver
    raw = sqlite3.connect(uri + mode, uri=True, timeout=busy_timeout, isolation_level=None)
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute("PRAGMA query_only = " + ("ON" if read_only else "OFF"))
    return raw


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_deferred(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _check(connection: Connection, where: str, *, read_only: bool) -> None:
    raw: Any = connection.connection.driver_connection
    owner, version, tables = (
        raw.execute(f"SELECT {what}").fetchone()[0]
        for what in (
            "application_id FROM pragma_application_id",
            "user_version FROM pragma_user_version",
            "count(*) FROM sqlite_master",
        )
    )
    if tables and owner != APPLICATION_ID:
        raise StorageError(f"the database {where} belongs to another program; choose another path")
    if version > SCHEMA_VERSION:
        raise StorageError(
            f"the database {where} was written by a newer newsbot (schema {version}, this one knows "
            f"{SCHEMA_VERSION}); upgrade newsbot"
        )
    if read_only:
        return
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = NORMAL")
    if not tables:
        _create(connection)


def _create(connection: Connection) -> None:
    with connection.begin():
        metadata.create_all(connection)
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
