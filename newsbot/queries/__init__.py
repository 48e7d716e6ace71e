"""Reading a database: a function for each verb of the `newsbot` command, with the same words.

Each takes a connection that `newsbot.sqlite.read` opens.
"""

from newsbot.queries.articles import (
    Article,
    Explained,
    Explanation,
    NotFoundError,
    Revision,
    diff,
    explain,
    export,
    show,
)
from newsbot.queries.counts import Statistics, count, stats
from newsbot.queries.database import Answer, Check, SiteStatus, doctor, sql, status
from newsbot.queries.filters import Filters
from newsbot.queries.results import Found, Order, Result, list_, search

__all__ = [
    "Answer",
    "Article",
    "Check",
    "Explained",
    "Explanation",
    "Filters",
    "Found",
    "NotFoundError",
    "Order",
    "Result",
    "Revision",
    "SiteStatus",
    "Statistics",
    "count",
    "diff",
    "doctor",
    "explain",
    "export",
    "list_",
    "search",
    "show",
    "sql",
    "stats",
    "status",
]
