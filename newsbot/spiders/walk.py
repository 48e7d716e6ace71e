"""A source on its way from its first page to its last, and what its entries tell of articles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from newsbot.arguments import Kind
from newsbot.discovery import Entry

if TYPE_CHECKING:
    from sqlalchemy import Row

MOST_PAGES = 5000
"""Pages of one walk: more are a trap."""
STALE_PAGES = 3
"""Pages in a row that name nothing new to the walk: after so many it has come to its end."""
CLOCKS_APART = timedelta(minutes=5)
"""By how much the site's clock may differ from this machine's."""


@dataclass(slots=True)
class Walk:
    """A source on its way from its first page to its last.

    `completed` is when it was last walked to its end, '' where it never was: then it is to be. A `deep` one
    is followed to its end even though it is a feed. `row` is what is stored of it, `part` what an index of
    sitemaps says of it, `newest` the newest modification that it told.
    """

    kind: Kind
    url: str
    completed: str = ""
    deep: bool = False
    row: Row[Any] | None = None
    part: Entry | None = None
    source_id: int | None = None
    began: str = ""
    newest: str = ""
    pages: int = 0
    stale: int = 0
    seen: set[str] = field(default_factory=set)
    validators: dict[str, str] = field(default_factory=dict)

    def look(self, entries: Iterable[Entry]) -> bool:
        """See what a page names; False after several pages in a row that named nothing new to the walk."""
        fresh = {entry.url for entry in entries} - self.seen
        self.seen |= fresh
        self.stale = 0 if fresh else self.stale + 1
        return self.stale < STALE_PAGES


def mark(entry: Entry) -> str:
    """What changes when the article does, as far as the source tells."""
    return " ".join(filter(None, (entry.date_modified, entry.digest)))


def is_modified(kind: Kind, entry: Entry, row: Row[Any] | None) -> bool:
    """Whether a source says that a page changed since it was read."""
    now = mark(entry)
    if row is None or not row.visits or not now:
        return False
    if before := row.lastmod.get(kind):
        return bool(now != before)
    if row.outcome == "gone":  # and here it is again
        return True
    return bool(entry.date_modified) and bool(entry.date_modified > row.last_checked)


def told_by(kind: Kind, entry: Entry) -> list[dict[str, str]]:
    """The dates of an entry as `page.told` keeps them. What a listing prints is on the article's page too."""
    if kind == "listing":
        return []
    roles = (("published", entry.date_published), ("modified", entry.date_modified))
    return [{"witness": kind, "role": role, "text": text} for role, text in roles if text]


def _date(entry: Entry, now: datetime) -> datetime | None:
    """When an entry says that it was published, where it says so to the day."""
    if not entry.date_published:
        return None
    from newsbot.dates import parse  # on first use: many a listing gives no date

    read = parse(entry.date_published, reference=now, tz="UTC")
    return read.value if read and read.precision in ("minute", "day") else None


def all_before(day: datetime, entries: Iterable[Entry], now: datetime) -> bool:
    """Whether every entry says that it was published before `day`."""
    read = [_date(entry, now) for entry in entries]
    return all(date is not None and date < day for date in read)


def oldest(entries: Iterable[Entry], now: datetime) -> datetime | None:
    """When the first of the entries was published, as far as they tell."""
    return min((date for entry in entries if (date := _date(entry, now))), default=None)
