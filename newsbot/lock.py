"""A lock per site that dies with its process."""

from __future__ import annotations

import fcntl
import re
import time
from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import URL

from newsbot.database import address, server, troubles
from newsbot.errors import LockedError, StorageError

_TAKE = text("SELECT pg_try_advisory_lock(hashtextextended(:name, 0))")


class SiteLock:
    """Keeps other runs from a site, from `acquire` to `release` or the end of the process.

    An OS lock on a small file beside the database; on PostgreSQL, which other machines may share, one of its
    advisory locks. `wait` is how many seconds to wait for another run of the same site.
    """

    def __init__(self, database: str, site: str, *, wait: float = 0) -> None:
        self.database = database
        self.site = site
        self.wait = wait
        self._holder: Any = None  # an open file or connection

    def acquire(self) -> None:
        """Take the lock. Raises LockedError where another run does not end, StorageError where the lock's
        file or database cannot be used."""
        url = address(self.database)
        take = self._take_file if url.get_backend_name() == "sqlite" else self._take_advisory
        until = time.monotonic() + self.wait
        while not take(url):
            if time.monotonic() >= until:
                self.release()
                raise LockedError(
                    f"another run is crawling {self.site}; let it end, or wait for it with --wait"
                )
            time.sleep(0.2)

    def release(self) -> None:
        """Give the lock back."""
        if self._holder:
            self._holder.close()
            self._holder = None

    def _take_file(self, url: URL) -> bool:
        path = f"{url.database or 'newsbot'}.{re.sub(r'[^A-Za-z0-9._-]', '_', self.site)}.lock"
        try:
            self._holder = self._holder or open(path, "a")  # noqa: SIM115
            fcntl.flock(self._holder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            raise StorageError(f"cannot write {path}: {error.strerror}; check its folder") from None
        return True

    def _take_advisory(self, url: URL) -> bool:
        with troubles(url.render_as_string(hide_password=True)):
            self._holder = self._holder or server(url).connect()
            with self._holder.begin():
                return bool(self._holder.execute(_TAKE, {"name": f"newsbot {self.site}"}).scalar_one())
