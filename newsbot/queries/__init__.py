"""Reading a database: a function for each verb of the `newsbot` command, with the same words.

Each takes a connection that `newsbot.sqlite.read` opens.
"""

from newsbot.queries.filters import Filters
from newsbot.queries.results import Result, list_, search

__all__ = ["Filters", "Result", "list_", "search"]
