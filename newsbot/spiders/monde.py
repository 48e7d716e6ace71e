"""The spider of a site's world section."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal, Self, get_args
from urllib.parse import urljoin, urlsplit

from scrapy import Request, Spider, signals
from scrapy.exceptions import DontCloseSpider, IgnoreRequest
from scrapy.http import Response
from w3lib.url import add_or_replace_parameter

from newsbot import dates, discovery
from newsbot.discovery import WORDS, Entry, Section, rest
from newsbot.errors import ConfigurationError, Exit, NewsbotError
from newsbot.extraction import Document, extract
from newsbot.items import ArticleItem, Reason, Visit
from newsbot.run import DEMO, Run
from newsbot.storage import told, utc
from newsbot.urls import canonical, same_site

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from sqlalchemy import Row
    from twisted.python.failure import Failure

Kind = Literal["listing", "feed", "rest", "sitemap"]

BATCH = 200
"""Articles that are asked for between two looks into the database."""
MOST_PAGES = 50
"""Pages of one article."""
_FIRST = 100
"""Priority of a source's requests: what names articles goes before articles."""


class SectionError(NewsbotError):
    """The section does not answer, or holds no articles."""

    exit_code = Exit.BROKEN


@dataclass(slots=True)
class Walk:
    """A source on its way from its first page to its last.

    `complete`: it was walked to its end before, so that paging may stop where all is known. `deep`: it is to
    be walked to its end, for want of a better source. `validators` are what its first page sent.
    """

    kind: Kind
    url: str
    complete: bool = False
    deep: bool = False
    source_id: int | None = None
    pages: int = 0
    newest: str = ""
    validators: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one page of a source says: its articles, and the address of its next page."""

    entries: tuple[Entry, ...] = ()
    next_page: str = ""


class MondeSpider(Spider):
    """Crawls the world section of one site.

    First its sources (section page, feed, REST interface, sitemap) name articles, which are noted in the
    database; then those that are due there are asked for. So a killed run forgets nothing.

    Arguments (`-a name=value`): `site`, a site file's name or any URL; `max_pages`, how many listing pages to
    follow; `since`, a day (`YYYY-MM-DD`) before which articles are left alone; `sources`, the kinds to use
    (`rest,feed,listing,sitemap`).
    """

    name = "monde"
    handle_httpstatus_list = (304, *range(400, 600))

    def __init__(
        self, run: Run, *, max_pages: str = "", since: str = "", sources: str = "", **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.run = run
        self.max_pages = _number("max_pages", max_pages)
        self.since = _day("since", since)
        self.kinds = _kinds(sources)
        self.section: Section | None = None
        self.candidates: list[Section] = []
        self.known: dict[str, Row[Any]] = {}
        self.walks: list[tuple[Walk, str]] = []
        self.asked: set[str] = set()
        self.found: set[str] = set()
        self.answered: set[Kind] = set()
        self.refusal = ""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        run = kwargs.pop("run", None) or Run.of(crawler.settings, kwargs.pop("site", DEMO))
        spider = super().from_crawler(crawler, *args, run=run, **kwargs)
        crawler.signals.connect(spider.spider_idle, signals.spider_idle)
        return spider

    # ------------------------------------------------------------ what to ask for

    async def start(self) -> AsyncIterator[Any]:
        """The sources that are known from earlier runs, or the start URLs."""
        if found := self.run.store.section(self.run.site_id):
            self.section = Section(
                **{**found, "subsections": tuple(found["subsections"]), "words": tuple(found["words"])}
            )
        self.known = {row.url: row for row in self.run.store.sources(self.run.site_id)}
        known = [row for row in self.known.values() if row.kind in self.kinds]
        listings = [row for row in known if row.kind == "listing"]
        others = [row for row in known if row.kind != "listing" and row.failures < 3]
        for row in others:
            yield self._source(self._walk_of(row))
        for row in listings:
            if not others or row.completed_at is None:
                yield self._source(self._walk_of(row))
        if not listings:
            for url in self.run.site.start_urls or (self.run.site.home,):
                yield self._ask(url, self.parse_start, self.start_failed)

    def spider_idle(self) -> None:
        """When all that was asked for is read: on to the articles that are due and the next listing page."""
        try:
            requests = [*self._due(), *self._walk_on()]
        except NewsbotError as trouble:
            self.run.fail(trouble)
            return
        if requests:
            for request in requests:
                self.crawler.engine.crawl(request)
            raise DontCloseSpider
        if not self.answered and not self.run.trouble:
            self.run.fail(SectionError(self.refusal or f"{self.run.site.name}: no source answered"))

    def _due(self) -> Iterator[Request]:
        for row in self.run.store.due(self.run.site_id, self.run.now(), limit=BATCH + len(self.asked)):
            if row.url not in self.asked:
                self.asked.add(row.url)
                reason = "new" if not row.visits else "retry" if row.failures else row.reason or "due"
                yield self._ask(
                    row.url, self.parse_article, self.article_failed, row, page=row, reason=reason
                )

    def _walk_on(self) -> Iterator[Request]:
        walks, self.walks = self.walks, []
        for walk, url in walks:
            yield self._source(walk, url)

    def _walk_of(self, row: Row[Any]) -> Walk:
        complete = row.completed_at is not None
        return Walk(row.kind, row.url, complete=complete, source_id=row.id, newest=row.last_modified)

    def _source(self, walk: Walk, url: str = "") -> Request:
        url = url or walk.url
        row = self.known.get(url)
        if walk.kind == "rest":
            if walk.complete and walk.newest and "modified_after" not in url:
                url = f"{url}&modified_after={walk.newest.removesuffix('Z')}"
            row = None  # its answers carry no validators, and last_modified is the newest modification
        return self._ask(
            url, self.parse_source, self.source_failed, row if walk.complete else None, walk=walk
        )

    def _ask(
        self,
        url: str,
        callback: Callable[..., Any],
        errback: Callable[..., Any],
        known: Row[Any] | None = None,
        **kwargs: Any,
    ) -> Request:
        """A request that asks only for what is new, where `known` holds validators.

        Last-Modified alone where there is one: a server that changed its ETag on the way (nginx's gzip makes
        it weak, which WordPress does not know) would answer whole for ever.
        """
        headers = {}
        if known is not None and known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        elif known is not None and known.etag:
            headers["If-None-Match"] = known.etag
        first = callback != self.parse_article
        return Request(
            url,
            callback,
            errback=errback,
            headers=headers,
            cb_kwargs=kwargs,
            priority=_FIRST if first else 0,
            dont_filter=True,
        )

    # ------------------------------------------------------------ sources

    def parse_start(self, response: Response) -> Iterator[Request]:
        """A start URL: the section's page, or a home page that leads to it."""
        document = self._page(response)
        if document is None:
            return
        words = self.run.site.section_words or WORDS
        section = discovery.section_of(document, words)
        self.candidates = [] if section else discovery.section_links(document, words)
        if self.candidates:
            yield from self._next_candidate()
        else:
            self.section = section or Section(canonical(response.url), self.run.site.name)
            walk = Walk("listing", self.section.url, pages=1, validators=_validators(response))
            yield from self._listing(document, walk)

    def start_failed(self, failure: Failure) -> None:
        self.refusal = _why(failure)

    def _next_candidate(self) -> Iterator[Request]:
        self.section = self.candidates.pop(0)
        yield self._source(Walk("listing", self.section.url))

    def _page(self, response: Response) -> Document | None:
        """The page of a listing, or None, with what is wrong noted."""
        document = None
        if response.status >= 400:
            self.refusal = f"{response.url} answers {response.status}; check the address of the section"
        elif (document := _document(response)) is None:
            self.refusal = f"{response.url} is no HTML page; give the address of the section's page"
        return document

    def parse_source(self, response: Response, walk: Walk) -> Iterator[Request]:
        """One page of a source: notes its articles, and goes on to its next page."""
        if response.status == 304:
            self.answered.add(walk.kind)
            self._save(walk, status=304, failures=0)
        elif response.status >= 400:
            if walk.pages and response.status in (400, 404, 410):  # past its last page
                self._ended(walk)
            else:
                self._source_broke(walk, f"{response.url} answers {response.status}", response.status)
        else:
            walk.pages += 1
            if walk.pages == 1:
                walk.validators = _validators(response)
            if walk.kind != "listing":
                yield from self._proceed(walk, self._read(walk, response))
            elif document := self._page(response):
                yield from self._listing(document, walk)

    def source_failed(self, failure: Failure) -> None:
        request: Any = failure.request  # type: ignore[attr-defined]
        self._source_broke(request.cb_kwargs["walk"], _why(failure))

    def _source_broke(self, walk: Walk, why: str, status: int | None = None) -> None:
        known = self.known.get(walk.url)
        self._save(walk, status=status, failures=(known.failures if known else 0) + 1)
        self.refusal = self.refusal or why
        self.logger.info("%s: %s; going on with the other sources", walk.kind, why)
        if walk.kind != "listing":
            self._look_at_listing()

    def _look_at_listing(self) -> None:
        """Read the section's listing too, which this run had hoped to do without."""
        for row in self.known.values():
            if row.kind == "listing" in self.kinds and row.url not in self.asked:
                self.asked.add(row.url)
                self.walks.append((self._walk_of(row), row.url))

    def _listing(self, document: Document, walk: Walk) -> Iterator[Request]:
        page = discovery.listing(document, self.section, self.run.site)
        if walk.pages == 1 and not page.articles and self.candidates:
            yield from self._next_candidate()
            return
        if walk.pages == 1 and self.section and not walk.complete:
            self.section = self.section.with_subsections(document)
            self.run.store.save_section(self.run.site_id, asdict(self.section))
            yield from self._other_sources(page)
        if "listing" in self.kinds:
            yield from self._proceed(walk, Answer(page.articles, page.next_page))

    def _other_sources(self, page: discovery.Listing) -> Iterator[Request]:
        """The section's first page tells where its feed and its REST interface are."""
        if "feed" in self.kinds and page.feeds:
            yield self._source(Walk("feed", page.feeds[0], deep=self.kinds == {"feed"} or not page.articles))
        if "rest" in self.kinds and page.rest:
            yield self._ask(
                rest.categories_url(page.rest),
                self.parse_categories,
                self.categories_failed,
                base=page.rest,
                number=page.category,
            )
        if "sitemap" in self.kinds and self.section and not (page.next_page or page.rest):
            yield self._ask(
                urljoin(self.section.url, "/robots.txt"), self.parse_robots, self.categories_failed
            )

    def parse_categories(self, response: Response, base: str, number: int | None) -> Iterator[Request]:
        """WordPress's categories: the section's own and those below it are asked for by number."""
        found = rest.categories(response.body) if response.status == 200 else []
        own = self.section.url if self.section else ""
        roots = [c.id for c in found if c.id == number or c.url == own]
        if roots:
            yield self._source(
                Walk("rest", rest.posts_url(base, rest.with_children(found, roots)), deep=True)
            )

    def categories_failed(self, failure: Failure) -> None:
        self.logger.info("%s", _why(failure))

    def parse_robots(self, response: Response) -> Iterator[Request]:
        """robots.txt names the sitemaps; one that names none may have them in the usual places."""
        declared = discovery.declared(response.text, response.url) if response.status == 200 else []
        for url in declared or [urljoin(response.url, path) for path in discovery.USUAL[:1]]:
            yield self._source(Walk("sitemap", url, deep=True))

    def _read(self, walk: Walk, response: Response) -> Answer:
        if walk.kind == "feed":
            feed = discovery.feed(response.body, response.url)
            return Answer(feed.entries, feed.next_page)
        if walk.kind == "rest":
            pages = int(response.headers.get("X-WP-TotalPages") or b"1")
            following = add_or_replace_parameter(response.url, "page", str(walk.pages + 1))
            return Answer(tuple(rest.posts(response.body)), following if walk.pages < pages else "")
        sitemap = discovery.sitemap(response.body, response.url)
        for child in sitemap.children:
            self.walks.append((Walk("sitemap", child.url, deep=True), child.url))
        return Answer(sitemap.entries)

    def _proceed(self, walk: Walk, answer: Answer) -> Iterator[Request]:
        """Note what a page of a source tells; ask for its next page, or end the walk.

        A source that was walked to its end before is followed while it tells of unknown articles; any other
        to its end, within `max_pages` and `since`. A feed that no run needs whole is followed only where all
        that it tells is unknown.
        """
        if answer.entries:
            self.answered.add(walk.kind)
        walk.newest = max([walk.newest, *(e.date_modified for e in answer.entries)])
        self._save(walk, status=200, failures=0)
        new = self._note(walk, answer.entries)
        older = self.since and answer.entries and all(self._is_older(e) for e in answer.entries)
        cut = older or (self.max_pages and walk.kind == "listing" and walk.pages >= self.max_pages)
        if walk.kind == "feed" and not walk.deep:
            wanted = walk.complete and new == len(answer.entries) > 0
        elif walk.kind == "listing":
            wanted = bool(new) if walk.complete else bool(answer.entries)
        else:
            wanted = True
        if answer.next_page and wanted and not cut:
            if walk.kind == "listing":
                self.walks.append((walk, answer.next_page))
            else:
                yield self._source(walk, answer.next_page)
        elif not cut:
            self._ended(walk)
            if walk.kind == "feed" and wanted:
                self._look_at_listing()

    def _ended(self, walk: Walk) -> None:
        self._save(walk, completed_at=utc(self.run.now()), **walk.validators)

    def _save(self, walk: Walk, **values: Any) -> None:
        checked = utc(self.run.now())
        if walk.kind == "rest":
            values["last_modified"] = walk.newest
        walk.source_id = self.run.store.save_source(
            self.run.site_id, walk.url, walk.kind, last_checked=checked, **values
        )

    def _note(self, walk: Walk, entries: Iterable[Entry]) -> int:
        """Note the section's articles that a source names; returns how many were not known before."""
        chosen = {e.url: (e, member) for e in entries if (member := self._membership(walk, e)) is not False}
        known = self.run.store.pages(chosen)
        rows = []
        for url, (entry, member) in chosen.items():
            row = known.get(url)
            self.found.add(url)
            lastmod = {walk.kind: entry.date_modified} if entry.date_modified else {}
            dates = _told_by(walk.kind, entry)
            if row is None and self._is_older(entry):
                self.run.skipped["older"] += 1
            elif row is None:
                rows.append((url, member, "new", lastmod, dates))
            else:
                others = [told for told in row.told if told["witness"] != walk.kind]
                reason = "lastmod" if _is_modified(walk.kind, entry, row) else ""
                if not reason and row.visits:
                    self.run.skipped["known"] += 1
                update = (url, member, reason, {**row.lastmod, **lastmod}, [*others, *dates])
                if reason or update[3:] != (row.lastmod, row.told):
                    rows.append(update)
        names = ("url", "in_section", "reason", "lastmod", "told")
        self.run.counts["found"] = len(self.found)
        self.run.store.discover(
            self.run.site_id,
            [{**dict(zip(names, row, strict=True)), "source_id": walk.source_id} for row in rows],
            self.run.now(),
        )
        return sum(url not in known for url in chosen)

    def _membership(self, walk: Walk, entry: Entry) -> bool | None:
        """Whether an article that a source names is the section's; None where only its page can tell."""
        if not self.section or not same_site(entry.url, self.section.url):
            return False
        if walk.kind in ("listing", "rest") or self.section.has_url(walk.url):
            return True
        if any(map(self.section.has_name, entry.categories)):
            return True
        told: bool | None = self.section.has_url(entry.url)
        return told

    def _is_older(self, entry: Entry) -> bool:
        if not self.since or not entry.date_published:
            return False
        read = dates.parse(entry.date_published, reference=self.run.now(), tz="UTC")
        return read is not None and read.precision in ("minute", "day") and read.value < self.since

    # ------------------------------------------------------------ articles

    def parse_article(self, response: Response, page: Row[Any], reason: Reason) -> Iterator[Any]:
        """An article's page, or what stands in its place."""
        run, now = self.run, self.run.now()
        answer = {"status": response.status, "reason": reason, **_validators(response)}
        if response.status == 304:
            run.counts["unchanged"] += 1
            run.store.unchanged(run.site_id, page.url, now, status=304, reason=reason)
        elif response.status >= 400:
            run.counts["failed"] += response.status not in (404, 410)
            self._failed(page.url, f"answers {response.status}", reason, response.status)
        elif not same_site(response.url, page.url):
            self._other(page.url, "elsewhere", detail=f"leads to {response.url}", **answer)
        elif (document := _document(response)) is None:
            self._other(page.url, "not_html", detail=_content_type(response), **answer)
        elif not page.in_section and self.section and not discovery.belongs(document, self.section):
            self._other(page.url, "other_section", **answer)
        else:
            item = extract(document, response.url, site=run.site)
            addresses = (*response.meta.get("redirect_urls", ()), response.url)
            item.visit = Visit(
                page.url,
                now,
                reason=reason,
                status=response.status,
                aliases=[canonical(url) for url in addresses],
                told=told(page),
                **_validators(response),
            )
            yield from self._whole(item, item.next_page)

    def _whole(self, item: ArticleItem, next_page: str) -> Iterator[Any]:
        """The item once all its pages are read; until then a request for the next one."""
        visit = item.visit
        if visit is None:
            raise ValueError("the item of a crawl has a visit")
        address = canonical(next_page)
        if address and address not in visit.aliases and len(visit.aliases) < MOST_PAGES:
            visit.aliases.append(address)
            yield Request(
                next_page,
                self.parse_further,
                errback=self.further_failed,
                cb_kwargs={"item": item},
                dont_filter=True,
            )
        elif item.outcome in ("article", "paywall"):
            yield item
        else:
            validators = {"etag": visit.etag, "last_modified": visit.last_modified}
            self._other(visit.requested, item.outcome, status=visit.status, reason=visit.reason, **validators)

    def parse_further(self, response: Response, item: ArticleItem) -> Iterator[Any]:
        """A further page of an article, whose text is added to the item's."""
        document = _document(response) if response.status < 400 else None
        if document is None:
            yield from self._whole(item, "")
            return
        further = extract(document, response.url, site=self.run.site)
        known = {p.text for p in item.paragraphs if p.kind in ("lead", "caption")}
        item.paragraphs += [p for p in further.paragraphs if p.text not in known]
        yield from self._whole(item, further.next_page)

    def further_failed(self, failure: Failure) -> None:
        request: Any = failure.request  # type: ignore[attr-defined]
        visit = request.cb_kwargs["item"].visit
        self.run.counts["failed"] += 1
        self._failed(visit.requested, f"page {request.url}: {_why(failure)}", visit.reason, None)

    def article_failed(self, failure: Failure) -> None:
        request: Any = failure.request  # type: ignore[attr-defined]
        page, reason = request.cb_kwargs["page"], request.cb_kwargs["reason"]
        if isinstance(failure.value, IgnoreRequest):
            self._other(page.url, "forbidden", detail=_why(failure), reason=reason)
        else:
            self.run.counts["failed"] += 1
            self._failed(page.url, _why(failure), reason, None)

    def _failed(self, url: str, why: str, reason: str, status: int | None) -> None:
        self.run.outcomes["error" if status is None or status >= 500 else f"http_{status}"] += 1
        self.run.counts["unreadable"] += 1
        self.run.store.failed(self.run.site_id, url, self.run.now(), status=status, detail=why, reason=reason)

    def _other(self, url: str, outcome: str, **values: Any) -> None:
        """A page that is no article of the section: its outcome is noted, and it is not asked for again."""
        self.run.outcomes[outcome] += 1
        self.run.counts["unreadable"] += 1
        self.run.store.save_page(
            self.run.site_id, url, outcome, self.run.now(), failures=0, next_fetch=None, **values
        )


def _document(response: Response) -> Document | None:
    """The page of a response, or None where it is not HTML."""
    kind = _content_type(response)
    if kind and "html" not in kind.lower():
        return None
    return Document(response.body, response.url, content_type=kind)


def _content_type(response: Response) -> str:
    return (response.headers.get("Content-Type") or b"").decode("latin-1")


def _validators(response: Response) -> dict[str, Any]:
    return {
        name: (response.headers.get(header) or b"").decode("latin-1")
        for name, header in (("etag", "ETag"), ("last_modified", "Last-Modified"))
    }


def _told_by(kind: Kind, entry: Entry) -> list[dict[str, str]]:
    """The dates of an entry as `page.told` keeps them. What a listing prints is on the article's page too."""
    if kind == "listing":
        return []
    roles = (("published", entry.date_published), ("modified", entry.date_modified))
    return [{"witness": kind, "role": role, "text": text} for role, text in roles if text]


def _is_modified(kind: Kind, entry: Entry, row: Row[Any]) -> bool:
    """Whether a source says that a page changed since it was read."""
    if not entry.date_modified or not row.visits:
        return False
    before = row.lastmod.get(kind)
    return bool(entry.date_modified != before) if before else entry.date_modified > row.last_checked


def _why(failure: Failure) -> str:
    """What went wrong with a request, in a few words."""
    request: Any = getattr(failure, "request", None)
    error = failure.value
    if isinstance(failure.value, IgnoreRequest):
        return f"{request.url}: {error}"
    host = urlsplit(request.url).hostname
    for sign, words in (
        ("CannotResolveHost", f"the host {host} does not resolve; check the address and the network"),
        ("ConnectionRefused", f"the host {host} refuses connections; is the site down?"),
        ("Timeout", f"{request.url} does not answer in time"),
    ):
        if sign in type(error).__name__:
            return words
    return f"{request.url} cannot be fetched: {str(error) or type(error).__name__}".splitlines()[0]


def _number(name: str, text: str) -> int:
    if not text:
        return 0
    if not text.isdecimal():
        raise ConfigurationError(f"-a {name}={text}: a whole number is expected")
    return int(text)


def _day(name: str, text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None
    except ValueError:
        raise ConfigurationError(f"-a {name}={text}: a day is expected, as in 2022-10-02") from None


def _kinds(text: str) -> set[str]:
    known = set(get_args(Kind))
    chosen = set(filter(None, text.replace(" ", "").split(","))) or known
    if unknown := chosen - known:
        raise ConfigurationError(
            f"-a sources: unknown {', '.join(unknown)}; known: {', '.join(sorted(known))}"
        )
    return chosen
