"""The lock of a site: in this process and between processes."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from newsbot.errors import LockedError, StorageError
from newsbot.lock import SiteLock

HOLD = """
import sys
from newsbot.lock import SiteLock
lock = SiteLock(sys.argv[1], "journal")
lock.acquire()
print("held", flush=True)
sys.stdin.read()
"""


def test_one_holds_and_others_leave_at_once(tmp_path: Path) -> None:
    database = str(tmp_path / "newsbot.sqlite3")
    first, second = SiteLock(database, "journal"), SiteLock(database, "journal")
    first.acquire()
    began = time.monotonic()
    with pytest.raises(LockedError, match="another run is crawling journal"):
        second.acquire()
    assert time.monotonic() - began < 3
    other = SiteLock(database, "autre")
    other.acquire()
    first.release()
    second.acquire()
    other.release()
    second.release()


def test_waiting_ends_with_the_other_run_or_with_patience(tmp_path: Path) -> None:
    database = str(tmp_path / "newsbot.sqlite3")
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, database], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        began = time.monotonic()
        with pytest.raises(LockedError):
            SiteLock(database, "journal", wait=0.5).acquire()
        assert 0.4 < time.monotonic() - began < 10
        other.kill()
        lock = SiteLock(database, "journal", wait=5)
        lock.acquire()
        lock.release()


@pytest.mark.parametrize("site", ["../../etc/passwd", "127.0.0.1:8080", "élu", "a/b"])
def test_the_file_stays_beside_the_database(tmp_path: Path, site: str) -> None:
    lock = SiteLock(str(tmp_path / "newsbot.sqlite3"), site)
    lock.acquire()
    (file,) = tmp_path.iterdir()
    assert file.name.startswith("newsbot.sqlite3.")
    assert file.suffix == ".lock"
    lock.release()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="check its folder"):
        SiteLock(str(tmp_path / "nulle" / "part.sqlite3"), "journal").acquire()
