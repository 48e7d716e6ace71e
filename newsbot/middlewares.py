"""Downloader middlewares: what may be asked for, how fast, and when no more."""

from __future__ import annotations

import asyncio
import json
import logging
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from protego import Protego
from scrapy import Request, signals
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest, NotConfigured, ResponseDataLossError
from scrapy.http import Response
from scrapy.http.headers import Headers
from scrapy.http.request import NO_CALLBACK
from scrapy.responsetypes import responsetypes
from scrapy.utils.defer import maybe_deferred_to_future
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.error import DNSLookupError

from newsbot.demo import StaticSite
from newsbot.run import Component, Run
from newsbot.sites import Site
from newsbot.spiders.replies import conditions, header, validators
from newsbot.storage import instant
from newsbot.urls import same_site

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler
    from scrapy.robotstxt import RobotParser

logger = logging.getLogger(__name__)

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def is_own_machine(site: Site) -> bool:
    """Whether a site is served by this machine, so that it needs no rest and may lead to it."""
    hosts = {urlsplit(url).hostname for url in site.start_urls or (site.home,)}
    return bool(site.served_from) or hosts <= set(LOOPBACK)


class StaticSiteMiddleware(Component):
    """Answers in the network's place for a site whose file names a folder of pages (`served_from`)."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        site = self.run.site
        if not site.served_from:
            raise NotConfigured
        self._pages = StaticSite(site.served_from, site.home or site.start_urls[0])

    def process_request(self, request: Request) -> Response:
        status, told, body = self._pages.answer(request.url, header(request, "If-None-Match"))
        headers = Headers(told)
        kind = responsetypes.from_args(headers=headers, url=request.url, body=body)
        return kind(request.url, status=status, headers=headers, body=body, request=request)


class PublicOnlyMiddleware(Component):
    """Never asks for a loopback or private address on behalf of a public site, by redirect or by name.

    A site file may allow it with `allow_private`; a site that is on this machine from the start may.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        if self.run.site.allow_private or is_own_machine(self.run.site):
            raise NotConfigured

    async def process_request(self, request: Request) -> None:
        host = urlparse_cached(request).hostname or ""
        address = await _address(host)
        if address and not address.is_global:
            raise IgnoreRequest(
                f"leads to the private address {address}, which only allow_private in a site file allows"
            )


async def _address(host: str) -> IPv4Address | IPv6Address | None:
    """The address of a host, None where it has none. A name is looked up where Scrapy will, in one cache."""
    try:
        return ip_address(host)
    except ValueError:
        pass
    from twisted.internet import reactor

    resolver: Any = reactor
    try:
        return ip_address(await maybe_deferred_to_future(resolver.resolve(host)))
    except (DNSLookupError, OSError, ValueError):
        return None


class RobotsMiddleware(RobotsTxtMiddleware):
    """Obeys robots.txt as RFC 9309 says: where it cannot be had (5xx, no answer), nothing is asked for;
    where there is none (4xx), everything may be."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._closed: dict[str, Exception] = {}

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        status = response.status
        if status >= 500 or status == 429:
            self._closed[netloc] = IgnoreRequest(
                f"robots.txt answers {status}; nothing is asked for until it can be read"
            )
        if status >= 400:
            response = response.replace(body=b"")
        await super()._parse_robots(response, netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        self._closed[netloc] = exc
        super()._robots_error(exc, netloc)

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        if error := self._closed.get(urlparse_cached(request).netloc):
            raise error
        super().process_request_2(rp, request)


class WholeMiddleware(HttpCompressionMiddleware):
    """Unpacks answers as Scrapy does, but for those that break off: of these, Scrapy gives the beginning."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        packed = header(response, "Content-Encoding").strip().lower() in ("gzip", "x-gzip")
        read = super().process_response(request, response)
        if packed and isinstance(read, Response) and breaks_off(response.body, len(read.body)):
            raise ResponseDataLossError
        return read


def breaks_off(packed: bytes, size: int) -> bool:
    """Whether what gzip packed, and what unpacks to `size` bytes, does not come to its end."""
    if int.from_bytes(packed[-4:], "little") == size % 2**32:  # its last word is its size (RFC 1952)
        return False
    while packed:
        member = zlib.decompressobj(wbits=31)
        try:
            member.decompress(packed)
        except zlib.error:  # what stands behind the end, or a wrong checksum: all there is was read
            return False
        if not member.eof:
            return True
        packed = member.unused_data
    return False


class ReservationMiddleware(Component):
    """Tells of each page what its host reserves in `/.well-known/tdmrep.json`, by the header that says the
    same of one page (W3C's TDM Reservation Protocol, 2024). It is recorded, not obeyed.

    The file is asked for where pages are read, once a week at most; its row of `page` keeps what it says.
    """

    REST = timedelta(days=7)
    LARGEST = 2**20

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._reserved: dict[str, asyncio.Task[Protego]] = {}

    async def process_response(self, request: Request, response: Response) -> Response:
        is_page = response.status == 200 and "html" in header(response, "Content-Type")
        own = same_site(response.url, self.run.site.home or self.run.site.start_urls[0])
        if own and is_page and request.callback is not NO_CALLBACK:
            host = urlparse_cached(request).netloc
            if host not in self._reserved:
                file = urljoin(response.url, "/.well-known/tdmrep.json")
                self._reserved[host] = asyncio.ensure_future(self._read(file))
            if not (await self._reserved[host]).can_fetch(response.url, "*"):
                response.headers.setdefault("tdm-reservation", "1")
        return response

    async def _read(self, file: str) -> Protego:
        """What a host reserves, as a robots.txt that forbids it: the patterns are those of RFC 9309."""
        run = self.run
        known = run.store.pages([file]).get(file)
        rules = known.signals if known else []
        if known is None or instant(known.last_checked) + self.REST <= run.now():
            meta = {"download_maxsize": self.LARGEST, "dont_retry": True}
            headers = conditions(known) if known else {}
            try:
                answer = await self.crawler.engine.download_async(
                    Request(file, headers=headers, meta=meta, callback=NO_CALLBACK)
                )
            except Exception as error:  # whatever it was, the page is read, and the next run asks again
                logger.info("no answer from %s: %s", file, error)
            else:
                told = {"outcome": "reservations", "status": answer.status, "signals": rules}
                if answer.status != 304:
                    rules = list(reservations(answer.body)) if answer.status == 200 else []
                    told |= {"signals": rules, **validators(answer)}
                run.store.save_page(run.site_id, file, run.now(), **told)
        lines = "\n".join(["User-agent: *", *rules])
        return Protego.parse(
            lines.replace("tdm-reservation=1", "Disallow:").replace("tdm-reservation=0", "Allow:")
        )


def reservations(file: bytes) -> Iterator[str]:
    """The rules of a tdmrep.json: 'tdm-reservation=1 /monde/*'. What is none is left out."""
    try:
        told = json.loads(file)
    except ValueError:
        return
    for rule in told if isinstance(told, list) else ():
        match rule:
            case {"location": str(pattern), "tdm-reservation": 0 | 1 as reserved}:
                yield f"tdm-reservation={int(reserved)} {''.join(pattern.split())}"


class PolitenessMiddleware(Component):
    """Keeps to the site's Crawl-delay, up to a minute, where it is longer than DOWNLOAD_DELAY; leaves
    AutoThrottle out there, and on one's own machine."""

    LONGEST = 60.0

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._fixed = set(LOOPBACK)
        crawler.signals.connect(self.robots_parsed, signals.robots_parsed)

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        settings, downloader = self.crawler.settings, self.crawler.engine.downloader
        wanted = robotparser.crawl_delay(settings["ROBOTSTXT_USER_AGENT"]) or 0
        key = downloader.get_slot_key(request)
        delay = min(float(wanted), self.LONGEST)
        if delay > (0 if key in LOOPBACK else settings.getfloat("DOWNLOAD_DELAY")):
            self._fixed.add(key)
            downloader.per_slot_settings[key] = {"concurrency": 1, "delay": delay, "jitter": 0}
            if slot := downloader.slots.get(key):
                slot.concurrency, slot.delay, slot.jitter = 1, delay, 0

    def process_request(self, request: Request) -> None:
        if self.crawler.engine.downloader.get_slot_key(request) in self._fixed:
            request.meta["autothrottle_dont_adjust_delay"] = True


class PatienceMiddleware(RetryMiddleware):
    """Tries again what failed for a moment, and waits as long as the site asks (`Retry-After`).

    Reads NEWSBOT_PATIENCE: a longer wait ends the run, and no later one asks before.
    """

    FIRST_WAIT = 5.0

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        run: Run = self.crawler.spider.run  # type: ignore[union-attr]
        wait = self._wait(request, response)
        if wait > self.crawler.settings.getfloat("NEWSBOT_PATIENCE"):
            run.rest(wait)
            return response
        if wait:
            run.pause(wait)
        return super().process_response(request, response)

    def _wait(self, request: Request, response: Response) -> float:
        """How many seconds the site asks to be left alone. Without a word, longer each time after a 429."""
        if response.status not in (429, 503):
            return 0
        said = header(response, "Retry-After").strip()
        if said.isdecimal():
            return float(said)
        try:
            until = parsedate_to_datetime(said)
        except ValueError:
            return self.FIRST_WAIT * 2 ** request.meta.get("retry_times", 0) if response.status == 429 else 0
        until = until if until.tzinfo else until.replace(tzinfo=UTC)
        return max((until - datetime.now(UTC)).total_seconds(), 0)


class BudgetMiddleware(Component):
    """The last before the network: counts requests, holds them back in a pause, and ends the run where its
    budget is used up or it has nothing more to hope for."""

    async def process_request(self, request: Request) -> None:
        while pause := self.run.paused():
            await asyncio.sleep(min(pause, 1))
            if self.run.trouble:
                break
        if self.run.over_budget() or self.run.trouble:
            raise RunEnded
        self.run.counts["requests"] += 1


class RunEnded(IgnoreRequest):
    """The run has ended: the request is not sent, and its page stays due."""
