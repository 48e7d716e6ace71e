"""A lock per site that dies with its process."""

from __future__ import annotations

import fcntl
import re
import time
from pathlib import Path
from typing import IO

from sqlalchemy import Connection, text

from newsbot.database import address, server, troubles
from newsbot.errors import LockedError, StorageError


class SiteLock:
    """Keeps other runs from a site, from `acquire` to `release` or the end of the process.

    An OS lock on a small file beside the database; on PostgreSQL, which other machines may share, one of its
    advisory locks. `wait` is how many seconds to wait for another run of the same site.
    """

    def __init__(self, database: str, site: str, *, wait: float = 0) -> None:
        self.site = site
        self.wait = wait
        url = address(database)
        self._lock: _FileLock | _AdvisoryLock
        if url.get_backend_name() == "sqlite":
            name = re.sub(r"[^A-Za-z0-9._-]", "_", site)
            self._lock = _FileLock(Path(f"{url.database or 'newsbot'}.{name}.lock"))
        else:
            self._lock = _AdvisoryLock(database, f"newsbot {site}")

    def acquire(self) -> None:
        """Take the lock. Raises LockedError where another run does not end, StorageError where the lock's
        file or database cannot be used."""
        until = time.monotonic() + self.wait
        while not self._lock.take():
            if time.monotonic() >= until:
                self.release()
                raise LockedError(
                    f"another run is crawling {self.site}; let it end, or wait for it with --wait"
                )
            time.sleep(0.2)

    def release(self) -> None:
        """Give the lock back."""
        self._lock.release()


class _FileLock:
    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[str] | None = None

    def take(self) -> bool:
        try:
            self._file = self._file or self.path.open("a")
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            raise StorageError(f"cannot write {self.path}: {error.strerror}; check its folder") from None
        return True

    def release(self) -> None:
        if self._file:
            self._file.close()
            self._file = None


class _AdvisoryLock:
    """PostgreSQL's: held by a connection of its own, so that the server lets it go with the process."""

    _TAKE = text("SELECT pg_try_advisory_lock(hashtextextended(:name, 0))")

    def __init__(self, database: str, name: str) -> None:
        self._database = database
        self._name = name
        self._connection: Connection | None = None

    def take(self) -> bool:
        url = address(self._database)
        with troubles(url.render_as_string(hide_password=True)):
            self._connection = self._connection or server(url).connect()
            with self._connection.begin():
                return bool(self._connection.execute(self._TAKE, {"name": self._name}).scalar_one())

    def release(self) -> None:
        if self._connection:
            self._connection.close()
            self._connection = None
