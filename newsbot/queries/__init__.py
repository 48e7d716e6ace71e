"""Reading a database: a function for each verb of the `newsbot` command, with the same words.

Each takes a connection that `newsbot.sqlite.read` opens.
"""

from newsbot.queries.articles import Article, NotFoundError, export, show
from newsbot.queries.counts import Statistics, count, stats
from newsbot.queries.crawls import SiteStatus, status
from newsbot.queries.explanations import Explanation, explain
from newsbot.queries.filters import Filters
from newsbot.queries.health import Check, doctor
from newsbot.queries.results import Order, Result, list_, search
from newsbot.queries.revisions import Revision, diff
from newsbot.queries.tables import Answer, sql

__all__ = [
    "Answer",
    "Article",
    "Check",
    "Explanation",
    "Filters",
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
