"""A lock per site that dies with its process."""

from __future__ import annotations

import fcntl
import re
import time
from pathlib import Path
from typing import IO

from newsbot.database import address
from newsbot.errors import LockedError, StorageError


class SiteLock:
    """An OS lock on a small file beside the database, held from `acquire` to `release` or the process's end.

    `wait` is how many seconds to wait for another run of the same site. Raises LockedError when it does not
    end, StorageError where the lock's file cannot be written.
    """

    def __init__(self, database: str, site: str, *, wait: float = 0) -> None:
        self.site = site
        self.wait = wait
        where = address(database).database or "newsbot"
        self.path = Path(f"{where}.{re.sub(r'[^A-Za-z0-9._-]', '_', site)}.lock")
        self._file: IO[str] | None = None

    def acquire(self) -> None:
        """Take the lock."""
        try:
            self._file = self.path.open("a")
        except OSError as error:
            raise StorageError(f"cannot write {self.path}: {error.strerror}; check its folder") from None
        until = time.monotonic() + self.wait
        while True:
            try:
                return fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= until:
                    self.release()
                    raise LockedError(
                        f"another run is crawling {self.site}; let it end, or wait for it with --wait"
                    ) from None
                time.sleep(0.2)

    def release(self) -> None:
        """Give the lock back."""
        if self._file:
            self._file.close()
            self._file = None
