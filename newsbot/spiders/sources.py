"""The sources of a section (listing, feed, REST interface, sitemap), walked page by page for articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from w3lib.url import add_or_replace_parameter, add_or_replace_parameters, url_query_parameter

from newsbot import discovery
from newsbot.arguments import Kind
from newsbot.discovery import WORDS, Entry, Feed, Section, rest
from newsbot.errors import PartlyError, SectionError
from newsbot.run import Run
from newsbot.schedule import next_try
from newsbot.spiders.ledger import Ledger, Walk, all_before, oldest
from newsbot.spiders.replies import conditions, document_of, validators, why
from newsbot.storage import instant, utc
from newsbot.urls import canonical

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response
    from sqlalchemy import Row
    from twisted.python.failure import Failure

    from newsbot.extraction import Document

REVIEW = timedelta(days=7)
"""How often the section's page is read again although a better source tells its articles."""
SITEMAP_REST = timedelta(days=1)
"""How long a part of a sitemap is left alone whose index does not say when it changed."""
MOST_PAGES = 5000
"""Pages of one walk: more are a trap."""
STALE_PAGES = 3
"""Pages in a row that name nothing new to the walk: after so many it has come to its end."""
CLOCKS_APART = timedelta(minutes=5)
"""By how much the site's clock may differ from this machine's."""
NEVER = "9999-12-31T00:00:00Z"


class Sources:
    """What names the articles of one site's section.

    Notes in the database what each page of a source tells, so that a killed run forgets nothing. A source
    that was once walked to its end is followed only while it tells what that walk did not know. `ask` makes
    a request of an address, a callback and an errback.
    """

    def __init__(self, run: Run, ask: Callable[..., Request]) -> None:
        self.run = run
        self.ask = ask
        self.kinds = run.arguments.sources
        self.sections = {url: _section(found) for url, found in run.store.sections(run.site_id).items()}
        self.ledger = Ledger(run, self.sections)
        self.known = {row.url: row for row in run.store.sources(run.site_id)}
        self.waiting: list[tuple[Walk, str]] = []
        self.started: set[str] = set()
        self.answered = False
        self.lost = False
        self.refusal = ""

    # ------------------------------------------------------------ which to ask

    def start(self) -> Iterator[Request]:
        """The sources known from earlier runs, or the start URLs."""
        known = [row for row in self.known.values() if row.kind in self.kinds]
        awake = sorted(filter(self._is_awake, known), key=lambda row: row.kind == "listing")
        if known and not awake:
            until = min(row.next_fetch for row in known)
            self.run.fail(PartlyError(f"{self.run.site.name} is left alone until {until}, as it asked"))
        for row in awake:
            better = awake[0].kind != "listing"
            if row.kind != "listing" or not better or not self._completed(row) or self._is_old(row):
                yield from self._begin(row.kind, row.url)
        if not known:
            for url in self.run.site.start_urls or (self.run.site.home,):
                yield self.ask(url, self.parse_start, self.unanswered)

    def go_on(self) -> Iterator[Request]:
        """The next pages of the walks under way."""
        waiting, self.waiting = self.waiting, []
        for walk, url in waiting:
            yield self._page(walk, url)

    def check(self) -> None:
        """At the end of all walks: raise SectionError where no source told of an article.

        Where the section is not where it was, the next run looks for it from the start URLs again.
        """
        if self.answered:
            return
        if self.lost:
            self.run.store.forget_sources(self.run.site_id)
        kinds = ", ".join(sorted(self.kinds))
        raise SectionError(self.refusal or f"{self.run.site.name}: found no source of the section ({kinds})")

    def _is_awake(self, row: Row[Any]) -> bool:
        return row.next_fetch is None or bool(row.next_fetch <= utc(self.run.now()))

    def _is_old(self, row: Row[Any] | None) -> bool:
        checked = row.last_checked if row else None
        return checked is None or instant(checked) < self.run.now() - REVIEW

    def _begin(self, kind: Kind, url: str, *, deep: bool = True) -> Iterator[Request]:
        if url not in self.started:
            self.started.add(url)
            yield self._page(self._walk(kind, url, deep=deep), url)

    def _walk(self, kind: Kind, url: str, *, deep: bool = True) -> Walk:
        """A walk of a source; how `deep` one goes that was walked before is told by what is stored of it."""
        row = self.known.get(url)
        if row is None:
            return Walk(kind, url, deep=deep)
        completed = self._completed(row)
        return Walk(
            row.kind,
            url,
            completed=completed,
            deep=row.kind in ("rest", "sitemap") or not completed,
            source_id=row.id,
            newest=row.last_modified if row.kind == "rest" else "",
            row=row,
        )

    def _completed(self, row: Row[Any]) -> str:
        """When a source was last walked to its end, or as far back as this run wants; '' where it was not."""
        since = self.run.arguments.since
        far = not row.walked_to or (since is not None and row.walked_to <= since.date().isoformat())
        return (row.completed_at or "") if far else ""

    def _page(self, walk: Walk, url: str) -> Request:
        """The request for a page of a walk; only for what is new, where the walk was completed before."""
        headers = {}
        walk.began = walk.began or utc(self.run.now() - CLOCKS_APART)
        walk.seen.add(url)
        if walk.kind == "rest":
            if walk.completed and walk.newest and "modified_after" not in url:
                after = utc(instant(walk.newest) - timedelta(seconds=1))
                url = add_or_replace_parameters(url, {"orderby": "modified", "modified_after": after})
        elif walk.completed and walk.row is not None and walk.pages == 0:
            headers = conditions(walk.row)
        return self.ask(url, self.parse, self.failed, headers=headers, walk=walk)

    # ------------------------------------------------------------ the first look at a site

    def parse_start(self, response: Response) -> Iterator[Request]:
        """A start URL: the section's page, or a home page that leads to it."""
        self.run.heard(response.status < 500)
        document = self._html(response)
        if document is None:
            return
        words = self.run.site.section_words or WORDS
        section = discovery.section_of(document, words)
        candidates = [] if section else discovery.section_links(document, words)
        if candidates:
            yield from self._next_candidate(candidates)
        else:
            section = section or Section(canonical(response.url), self.run.site.name)
            self.sections[section.url] = section
            self.started.add(section.url)
            walk = Walk("listing", section.url, pages=1, validators=validators(response))
            yield from self._listing(document, walk)

    def unanswered(self, failure: Failure, **of: Any) -> None:
        """No answer where the first look at a site asks."""
        self.run.heard(False)
        self.refusal = self.refusal or why(failure)

    def _next_candidate(self, candidates: list[Section]) -> Iterator[Request]:
        section, *others = candidates
        self.sections[section.url] = section
        yield self._page(Walk("listing", section.url, candidates=others), section.url)

    def _html(self, response: Response) -> Document | None:
        """The page of a listing, or None, with what is wrong noted."""
        if response.status >= 400:
            refused = response.status in (401, 403) or response.status >= 500
            what = "it refuses newsbot, or is down" if refused else "check the address of the section"
            self.refusal = f"{response.url} answers {response.status}; {what}"
            if response.status == 429:
                often = f"{self.run.site.name} is asked too often (429); the next run tries again"
                self.run.fail(PartlyError(often))
            self.lost = response.status in (404, 410)
        elif (document := document_of(response)) is None:
            self.refusal = f"{response.url} is no HTML page; give the address of the section's page"
        else:
            return document
        return None

    # ------------------------------------------------------------ a page of a source

    def parse(self, response: Response, walk: Walk) -> Iterator[Request]:
        """One page of a source: notes its articles, and goes on to its next page."""
        self.run.heard(response.status < 500)
        if response.status == 304:
            self.answered = True
            self._save(walk, status=304)
        elif response.status >= 400:
            if walk.pages and response.status in (400, 404, 410):  # past its last page
                self._ended(walk)
            else:
                yield from self._broke(walk, f"{response.url} answers {response.status}", response.status)
        else:
            walk.pages += 1
            if walk.pages == 1:
                walk.validators = validators(response)
            if walk.kind != "listing":
                told = self._read(walk, response)
                for part in filter(self._is_due, told.children):
                    child = self._walk("sitemap", part.url)
                    child.part = part
                    self.waiting.append((child, part.url))
                yield from self._proceed(walk, told.entries, told.next_page)
            elif document := self._html(response):
                yield from self._listing(document, walk)

    def failed(self, failure: Failure, walk: Walk) -> Iterator[Request]:
        self.run.heard(False)
        yield from self._broke(walk, why(failure))

    def _broke(self, walk: Walk, reason: str, status: int | None = None) -> Iterator[Request]:
        """A source failed: the next run tries again, this one goes on with the section's listing."""
        failures = (walk.row.failures if walk.row else 0) + 1
        again = next_try(failures, self.run.now()) if walk.kind != "listing" else None
        self._save(walk, status=status, failures=failures, next_fetch=again and utc(again))
        self.refusal = self.refusal or reason
        self.lost = self.lost or (walk.kind == "listing" and status in (404, 410))
        self.run.counts["broken"] += walk.pages > 0
        if walk.kind != "listing":
            yield from self._look_at_listing()

    def _look_at_listing(self) -> Iterator[Request]:
        """Read the section's listing too, which this run had hoped to do without; if not it, the next."""
        for row in self.known.values():
            if row.kind == "listing" in self.kinds:
                self.run.store.save_source(self.run.site_id, row.url, row.kind, last_checked=None)
                yield from self._begin(row.kind, row.url)

    def _read(self, walk: Walk, response: Response) -> Feed:
        """What a page of a feed, REST interface or sitemap tells: articles, and where its next page is."""
        if walk.kind == "feed":
            return discovery.feed(response.body, response.url)
        if walk.kind == "sitemap":
            return discovery.sitemap(response.body, response.url)
        self.answered = self.answered or response.body.lstrip().startswith(b"[")
        last = walk.pages >= int(response.headers.get("X-WP-TotalPages") or b"1")
        following = add_or_replace_parameter(response.url, "page", str(walk.pages + 1))
        return Feed(tuple(rest.posts(response.body)), "" if last else following)

    def _is_due(self, part: Entry) -> bool:
        """Whether a part of a sitemap is to be read: once a run, and only if it changed or may have."""
        if part.url in self.started or len(self.started) >= MOST_PAGES:
            return False
        self.started.add(part.url)
        row = self.known.get(part.url)
        if row is None or not self._completed(row):
            return True
        return part.date_modified > row.last_checked if part.date_modified else self._is_awake(row)

    # ------------------------------------------------------------ a listing

    def _listing(self, document: Document, walk: Walk) -> Iterator[Request]:
        section = self.sections.get(walk.url)
        page = discovery.listing(document, section, self.run.site)
        if walk.pages == 1 and not page.articles and walk.candidates:
            del self.sections[walk.url]
            yield from self._next_candidate(walk.candidates)
            return
        if walk.pages == 1 and section and (not walk.completed or self._is_old(walk.row)):
            self.sections[walk.url] = section.with_subsections(document)
            sections = {url: asdict(found) for url, found in self.sections.items()}
            self.run.store.save_sections(self.run.site_id, sections)
            yield from self._other_sources(page, walk)
        if not page.articles and not self.answered:
            self.refusal = f"{document.url} links to no article; check that it is the section's page"
            self.lost = True
        if "listing" in self.kinds:
            yield from self._proceed(walk, page.articles, page.next_page)

    def _other_sources(self, page: discovery.Listing, walk: Walk) -> Iterator[Request]:
        """The section's first page tells where its feed, its REST interface and its sitemap are.

        The latter two tell the whole archive: they are left alone where some pages of the listing are wanted.
        """
        whole = not (self.run.arguments.max_pages and page.articles and "listing" in self.kinds)
        if "feed" in self.kinds and page.feeds:
            deep = self.kinds == {"feed"} or not page.articles
            yield from self._begin("feed", page.feeds[0], deep=deep)
        if whole and "rest" in self.kinds and page.rest:
            url = rest.categories_url(page.rest)
            yield self.ask(url, self.parse_categories, self.unanswered, page=page, section=walk.url)
        needed = self.kinds == {"sitemap"} or not (page.next_page or page.rest)
        if whole and "sitemap" in self.kinds and needed:
            yield self.ask(urljoin(walk.url, "/robots.txt"), self.parse_robots, self.unanswered)

    def parse_categories(
        self, response: Response, page: discovery.Listing, section: str
    ) -> Iterator[Request]:
        """WordPress's categories: the section's own and those below it are asked for by number."""
        if numbers := rest.categories(response.body, page.category, section):
            url = rest.posts_url(page.rest, numbers, parts=page.hides_parts)
            for row in self.known.values():
                if row.kind == "rest" and row.url != url and _categories(row.url) <= _categories(url):
                    self.run.store.forget_source(row.id)  # before the section had its newest sub-section
            yield from self._begin("rest", url)

    def parse_robots(self, response: Response) -> Iterator[Request]:
        """robots.txt names the sitemaps; one that names none may have them in the usual places."""
        declared = discovery.declared(response.text, response.url) if response.status == 200 else []
        for url in declared or [urljoin(response.url, path) for path in discovery.USUAL]:
            yield from self._begin("sitemap", url)

    # ------------------------------------------------------------ how far to walk

    def _proceed(self, walk: Walk, entries: tuple[Entry, ...], next_page: str) -> Iterator[Request]:
        """Note what a page of a source tells; ask for its next page, or end the walk."""
        self.answered = self.answered or bool(entries)
        if walk.pages == 1:
            self._save(walk, status=200, failures=0, next_fetch=None)
        new = self.ledger.note(walk, entries)
        fresh = {entry.url for entry in entries} - walk.seen
        walk.seen |= fresh
        walk.stale = 0 if fresh else walk.stale + 1
        limits, now = self.run.arguments, self.run.now()
        back = self._reaches_back(walk, entries, new)
        if limits.since and entries and all_before(limits.since, entries, now):
            self._ended(walk, walked_to=limits.since.date().isoformat())
        elif back or not next_page or next_page in walk.seen or walk.stale == STALE_PAGES:
            if walk.kind == "feed" and walk.completed and not back:
                yield from self._look_at_listing()
            self._ended(walk)
        elif walk.pages == limits.max_pages:
            return
        elif walk.pages >= MOST_PAGES:
            self.run.fail(PartlyError(f"{walk.url} has more than {MOST_PAGES} pages; is it a trap?"))
        elif walk.kind == "listing":
            self.waiting.append((walk, next_page))
        else:
            yield self._page(walk, next_page)

    def _reaches_back(self, walk: Walk, entries: tuple[Entry, ...], new: int) -> bool:
        """Whether a page comes to what the last whole walk knew, so that nothing is missed in between."""
        if not walk.completed or walk.row is None:
            return walk.kind == "feed" and not walk.deep
        if walk.kind == "rest":  # by modification; an old WordPress lists all, whatever is asked
            return any(entry.date_modified < walk.row.last_modified for entry in entries)
        if walk.kind == "feed":
            first = oldest(entries, self.run.now())
            if first and any(self.ledger.membership(walk, entry) is not True for entry in entries):
                return first < instant(walk.completed)
            return new < len(entries)
        return new == 0

    def _ended(self, walk: Walk, walked_to: str = "") -> None:
        if not walked_to and walk.completed and walk.row is not None:
            walked_to = walk.row.walked_to
        values: dict[str, Any] = {"completed_at": utc(self.run.now()), "walked_to": walked_to}
        if walk.kind == "rest":  # what was modified during the walk may have been on a page before
            values["last_modified"] = min(walk.newest, walk.began)
        else:
            values |= walk.validators
        if walk.part:
            tomorrow = utc(self.run.now() + SITEMAP_REST)
            values["next_fetch"] = NEVER if walk.part.date_modified else tomorrow
        self._save(walk, **values)

    def _save(self, walk: Walk, **values: Any) -> None:
        values["last_checked"] = utc(self.run.now())
        walk.source_id = self.run.store.save_source(self.run.site_id, walk.url, walk.kind, **values)


def _section(found: dict[str, Any]) -> Section:
    return Section(**{**found, "subsections": tuple(found["subsections"]), "words": tuple(found["words"])})


def _categories(url: str) -> set[str]:
    """The categories that an address of the REST interface asks for."""
    return set((url_query_parameter(url, "categories") or "").split(","))
