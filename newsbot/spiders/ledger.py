"""What sources tell of articles, noted in the database before anything is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from newsbot.arguments import Kind
from newsbot.discovery import Entry, Section
from newsbot.run import Run
from newsbot.urls import same_site

if TYPE_CHECKING:
    from sqlalchemy import Row

SLICE = 1000
"""How many entries are noted at a time: a sitemap may hold 100,000."""


@dataclass(slots=True)
class Walk:
    """A source on its way from its first page to its last.

    `completed` is when it was last walked to its end, '' where it never was: then it is to be. A `deep` one
    is followed to its end even though it is a feed. `row` is what is stored of it, `part` what an index of
    sitemaps says of it, `newest` the newest modification that it told; `seen` are addresses of its pages and
    entries, `stale` how many pages in a row told no other. `candidates` are the sections to look at where a
    listing names no article.
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
    candidates: list[Section] = field(default_factory=list)


class Ledger:
    """Notes which articles of the `sections` are new and which were modified; a killed run forgets neither.

    `found` are the addresses that this run's sources named.
    """

    def __init__(self, run: Run, sections: Mapping[str, Section]) -> None:
        self.run = run
        self.sections = sections
        self.found: set[str] = set()

    def note(self, walk: Walk, entries: Sequence[Entry]) -> int:
        """Note the section's articles that a page names; returns how many the last whole walk knew not."""
        if walk.kind == "feed" and walk.pages == 1 and (first := oldest(entries, self.run.now())):
            self._discover(walk, list(self._vanished(walk, {entry.url for entry in entries}, first)))
        return sum(self._note(walk, entries[i : i + SLICE]) for i in range(0, len(entries), SLICE))

    def _note(self, walk: Walk, entries: Sequence[Entry]) -> int:
        run = self.run
        chosen = {e.url: (e, member) for e in entries if (member := self.membership(walk, e)) is not False}
        known = run.store.pages(chosen)
        modified = {url for url, row in known.items() if _is_modified(walk.kind, chosen[url][0], row)}
        if walk.kind == "sitemap" and len(modified) > max(20, len(known) // 2):
            modified = set()  # the site stamps all pages at once: that says nothing of each
        rows = []
        for url, (entry, member) in chosen.items():
            row, mark, told = known.get(url), _mark(entry), _told_by(walk.kind, entry)
            lastmod = {walk.kind: mark} if mark else {}
            if row is None and run.arguments.since and all_before(run.arguments.since, [entry], run.now()):
                run.skipped["older"] += 1
            elif row is None:
                rows.append((url, member, "new", lastmod, told, entry.parts or None))
            elif row.outcome == "forgotten":
                run.skipped["forgotten"] += 1
            else:
                told += [date for date in row.told if date["witness"] != walk.kind]
                told.sort(key=itemgetter("witness"))
                lastmod = {**row.lastmod, **lastmod}
                reason = "lastmod" if url in modified else ""
                if not reason and row.visits and url not in self.found:
                    run.skipped["known"] += 1
                if reason or told != row.told or lastmod != row.lastmod:
                    rows.append((url, member, reason, lastmod, told, entry.parts or None))
        self.found.update(chosen)
        run.counts["found"] = len(self.found)
        self._discover(walk, rows)
        walk.newest = max([walk.newest, *(entry.date_modified for entry in entries)])
        return sum(url not in known or known[url].first_seen > walk.completed for url in chosen)

    def _discover(self, walk: Walk, rows: Iterable[tuple[Any, ...]]) -> None:
        names = ("url", "in_section", "wanted", "lastmod", "told", "parts")
        found = [{**dict(zip(names, row, strict=True)), "source_id": walk.source_id} for row in rows]
        self.run.store.discover(self.run.site_id, found, self.run.now())

    def _vanished(self, walk: Walk, listed: set[str], since: datetime) -> Iterator[tuple[Any, ...]]:
        """Articles that a feed once told and now leaves out, though it tells older ones: are they gone?"""
        for row in self.run.store.listed(self.run.site_id, walk.kind, since):
            if row.url not in listed:
                lastmod = {kind: mark for kind, mark in row.lastmod.items() if kind != walk.kind}
                yield row.url, None, "due", lastmod, row.told, None

    def membership(self, walk: Walk, entry: Entry) -> bool | None:
        """Whether an article that a source names is the section's; None where only its page can tell."""
        sections = self.sections.values()
        if not any(same_site(entry.url, section.url) for section in sections):
            return False
        if walk.kind in ("listing", "rest") or any(section.has_url(walk.url) for section in sections):
            return True
        if any(section.has_name(name) for section in sections for name in entry.categories):
            return True
        told = [section.has_url(entry.url) for section in sections]
        return True if True in told else None if None in told else False


def _mark(entry: Entry) -> str:
    """What changes when the article does, as far as the source tells."""
    return f"{entry.date_modified} {entry.digest}".strip()


def _is_modified(kind: Kind, entry: Entry, row: Row[Any]) -> bool:
    """Whether a source says that a page changed since it was read."""
    now = _mark(entry)
    if not row.visits or not now:
        return False
    if before := row.lastmod.get(kind):
        return bool(now != before)
    # one that was gone is here again
    return row.outcome == "gone" or bool(entry.date_modified and entry.date_modified > row.last_checked)


def _told_by(kind: Kind, entry: Entry) -> list[dict[str, str]]:
    """The dates of an entry as `page.told` keeps them. What a listing prints is on the article's page too."""
    roles = (("published", entry.date_published), ("modified", entry.date_modified))
    return [{"witness": kind, "role": r, "text": text} for r, text in roles if text and kind != "listing"]


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
