"""The database and the filters that a verb was given."""

from __future__ import annotations

import sqlite3
from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing, contextmanager

from newsbot.queries import Filters
from newsbot.sqlite import read, troubles


@contextmanager
def opened(arguments: Namespace) -> Iterator[sqlite3.Connection]:
    """The database to read; what SQLite says of it becomes one line."""
    with troubles(arguments.db), closing(read(arguments.db)) as connection:
        yield connection


def filters(arguments: Namespace) -> Filters:
    """The conditions on articles."""
    return Filters(arguments.site, arguments.section, arguments.author, arguments.since, arguments.until)
