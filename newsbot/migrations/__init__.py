"""Bringing the file of an older newsbot to the schema of this one.

The step to schema N is the module `schema_N`, whose `upgrade(op)` uses Alembic's operations. A file says its
schema in `PRAGMA user_version`.
"""

from __future__ import annotations

import sqlite3
from importlib import import_module
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection

from newsbot import sqlite as file
from newsbot.errors import StorageError


def upgrade(connection: Connection, path: str, version: int) -> None:
    """Migrate the open file from schema `version`, with a copy of it at `backup_of(path, version)`.

    It is one transaction: a file that cannot be migrated stays as it was. Raises StorageError.
    """
    raw: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
    _copy(raw, backup_of(path, version))
    raw.execute("PRAGMA foreign_keys = OFF")  # a table is altered by making it anew
    try:
        with connection.begin():
            if file.version(raw, path) == version:  # else another program was first
                _upgrade(connection, raw, version)
    except StorageError:
        raise
    except Exception as error:
        raise StorageError(
            f"the database {path} cannot be brought from schema {version} to {file.SCHEMA_VERSION}, "
            f"and is as it was: {error}"
        ) from error
    finally:
        raw.execute("PRAGMA foreign_keys = ON")


def backup_of(path: str, version: int) -> Path:
    """Where the copy of a file is kept that was migrated from schema `version`."""
    return Path(f"{path}.schema-{version}")


def _copy(raw: sqlite3.Connection, backup: Path) -> None:
    part = backup.with_name(f"{backup.name}.part")
    part.unlink(missing_ok=True)
    raw.execute("VACUUM INTO ?", (str(part),))
    part.replace(backup)


def _upgrade(connection: Connection, raw: sqlite3.Connection, version: int) -> None:
    views = raw.execute("SELECT type, name FROM sqlite_master WHERE type IN ('view', 'trigger')").fetchall()
    for kind, name in views:
        raw.execute(f'DROP {kind} "{name}"')
    operations = Operations(MigrationContext.configure(connection))
    for number in range(version + 1, file.SCHEMA_VERSION + 1):
        import_module(f"newsbot.migrations.schema_{number}").upgrade(operations)
    file.create_views(raw)
    if raw.execute("PRAGMA foreign_key_check").fetchone():
        raise ValueError("rows would point to nothing")
