"""What sources tell of articles, noted in the database before anything is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any

from newsbot.discovery import Entry, Section
from newsbot.run import Run
from newsbot.spiders.walk import Walk, all_before, is_modified, mark, oldest, told_by
from newsbot.urls import same_site

SLICE = 1000
"""How many entries are noted at a time: a sitemap may hold 100,000."""


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
        now = self.run.now()
        if walk.kind == "feed" and walk.pages == 1 and (first := oldest(entries, now)):
            self._discover(walk, list(self._vanished(walk, {entry.url for entry in entries}, first)))
        return sum(self._note(walk, entries[i : i + SLICE]) for i in range(0, len(entries), SLICE))

    def _note(self, walk: Walk, entries: Sequence[Entry]) -> int:
        run = self.run
        chosen = {e.url: (e, member) for e in entries if (member := self.membership(walk, e)) is not False}
        known = run.store.pages(chosen)
        modified = {
            url for url, (entry, _) in chosen.items() if is_modified(walk.kind, entry, known.get(url))
        }
        if walk.kind == "sitemap" and len(modified) > max(20, len(known) // 2):
            modified = set()  # the site stamps all pages at once: that says nothing of each
        rows = []
        for url, (entry, member) in chosen.items():
            row = known.get(url)
            changing = mark(entry)
            lastmod = {walk.kind: changing} if changing else {}
            told = told_by(walk.kind, entry)
            if row is None and run.arguments.since and all_before(run.arguments.since, [entry], run.now()):
                run.skipped["older"] += 1
            elif row is None:
                rows.append((url, member, "new", lastmod, told, entry.parts or None))
            elif row.outcome == "forgotten":
                run.skipped["forgotten"] += 1
            else:
                told += [date for date in row.told if date["witness"] != walk.kind]
                told.sort(key=itemgetter("witness"))
                reason = "lastmod" if url in modified else ""
                if not reason and row.visits:
                    run.skipped.update(["known"] * (url not in self.found))
                if reason or told != row.told or {**row.lastmod, **lastmod} != row.lastmod:
                    rows.append((url, member, reason, {**row.lastmod, **lastmod}, told, entry.parts or None))
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
