"""The small press of `press` in a database: made once, open to read, or as a copy to write."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import press
import pytest

from newsbot.sqlite import read


@pytest.fixture(scope="session")
def press_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the press. Not to be written."""
    path = tmp_path_factory.mktemp("press") / "press.sqlite3"
    press.write(path)
    return path


@pytest.fixture(scope="session")
def press_database(press_file: Path) -> Iterator[sqlite3.Connection]:
    """The database of the press, open to read."""
    with closing(read(press_file)) as connection:
        yield connection


@pytest.fixture
def press_copy(press_file: Path, tmp_path: Path) -> Path:
    """A copy of the database of the press, to write."""
    return Path(shutil.copy(press_file, tmp_path / "copy.sqlite3"))
