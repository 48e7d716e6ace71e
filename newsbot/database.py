"""Opening the database to write. What is SQLite's own stands in `newsbot.sqlite`."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, partial
from importlib import import_module
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    Dialect,
    Engine,
    Table,
    TypeDecorator,
    bindparam,
    create_engine,
    event,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.pool import NullPool
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine

from newsbot import sqlite as file
from newsbot.errors import StorageError
from newsbot.models import metadata


def address(database: str | Path) -> URL:
    """The SQLAlchemy URL of `database`: a URL as it is, anything else the path of an SQLite file."""
    name = str(database)
    if "://" not in name:
        return URL.create("sqlite", database=name)
    try:
        url = make_url(name)
    except ArgumentError as error:
        raise StorageError(f"{name!r} is not a database URL: {error}") from None
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise StorageError(f"{url.get_backend_name()} is not supported; use SQLite or PostgreSQL")
    return url


@contextmanager
def troubles(where: str) -> Iterator[None]:
    """Turn the database's own errors into a StorageError of one line that names `where`."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        raise file.trouble(where, str(getattr(error, "orig", error)).splitlines()[0]) from error


def connect(database: str | Path, *, busy_timeout: float | None = None) -> Connection:
    """Open the database, creating an empty one where there is none; the caller closes the connection.

    `busy_timeout` is how many seconds to wait for another writer. A file of an older newsbot is migrated,
    with a copy beside it. Raises StorageError where the file cannot be opened, belongs to another program,
    or was written by a newer newsbot; then it is left as it was.
    """
    url = address(database)
    where = url.render_as_string(hide_password=True) if url.get_backend_name() != "sqlite" else url.database
    with troubles(str(where)):
        connection = _engine(url, busy_timeout).connect()
        try:
            if connection.dialect.name == "sqlite":
                _prepare(connection, str(where))
            else:
                metadata.create_all(connection)
            connection.commit()
        except BaseException:
            connection.close()
            raise
        return connection


def insert(connection: Connection, table: Table) -> sqlite.Insert:
    """The dialect's own insert, which knows `on_conflict_do_update`; PostgreSQL's has the same methods."""
    return _insert(connection.dialect.name, table)


@cache
def _insert(dialect: str, table: Table) -> sqlite.Insert:
    made: sqlite.Insert = import_module(f"sqlalchemy.dialects.{dialect}").insert(table)
    return made


def add(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that name the same columns and whose values are as the driver takes them.

    SQLAlchemy's own way asks of each value how it is to be written, which costs more than writing it.
    """
    if rows:
        statement, values = _adding(connection.dialect, table, tuple(rows[0]))
        connection.exec_driver_sql(statement, [*map(values, rows)])


@cache
def _adding(dialect: Dialect, table: Table, columns: tuple[str, ...]) -> tuple[str, Callable[[Any], Any]]:
    compiled: Any = table.insert().compile(dialect=dialect, column_keys=columns)
    return str(compiled), itemgetter(*compiled.positiontup) if compiled.positional else dict


def server(url: URL) -> Engine:
    """The engine of a database server. Raises StorageError where its driver is not installed."""
    try:
        return create_engine(url, poolclass=NullPool)
    except (ImportError, ArgumentError) as error:
        raise StorageError(
            f"the database needs a driver: {error}; for psycopg, write postgresql+psycopg://"
        ) from None


class _Among(FunctionElement[bool]):
    name = "among"
    inherit_cache = True


@compiles(_Among, "sqlite")
def _in_json(element: _Among, compiler: Any, **kw: Any) -> str:
    column, values = (compiler.process(each, **kw) for each in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"  # noqa: S608


@compiles(_Among, "postgresql")
def _in_array(element: _Among, compiler: Any, **kw: Any) -> str:
    column, values = (compiler.process(each, **kw) for each in element.clauses)
    return f"{column} = ANY ({values})"


def among(column: ColumnElement[Any], parameter: str) -> ColumnElement[bool]:
    """Whether `column` is one of the values of a list, which is one parameter however long it is."""
    return _Among(column, bindparam(parameter, type_=_Values(column.type)))


class _Values(TypeDecorator[Any]):
    """A list of values as a parameter."""

    impl = JSON
    cache_ok = True

    def __init__(self, of: TypeEngine[Any]) -> None:
        super().__init__()
        self.of = of

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name != "postgresql":
            return dialect.type_descriptor(JSON())
        from sqlalchemy.dialects.postgresql import ARRAY

        return dialect.type_descriptor(ARRAY(self.of))


def _engine(url: URL, busy_timeout: float | None) -> Engine:
    if url.get_backend_name() != "sqlite":
        return server(url)
    engine = create_engine(
        url,
        creator=partial(file.open_file, url.database or ":memory:", busy_timeout=busy_timeout),
        poolclass=NullPool,
        json_serializer=partial(json.dumps, ensure_ascii=False, separators=(",", ":")),
    )
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _begin_immediate(connection: Connection) -> None:
    raw: Any = connection.connection.driver_connection
    raw.execute("BEGIN IMMEDIATE")


def _prepare(connection: Connection, where: str) -> None:
    raw: Any = connection.connection.driver_connection
    version = file.version(raw, where)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = NORMAL")
    raw.execute(
        "PRAGMA wal_autocheckpoint = 8000"
    )  # pages: a checkpoint of 4 MB at a time took half of all time
    raw.execute("PRAGMA cache_size = -20000")  # KB
    if version == 0:
        with connection.begin():
            if file.version(raw, where) == 0:  # else another program was first
                metadata.create_all(connection)
                file.create_views(raw)
    elif version < file.SCHEMA_VERSION:
        from newsbot.migrations import upgrade

        upgrade(connection, where, version)
