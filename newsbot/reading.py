"""The whole way of one page: extraction, then dates, then paragraphs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from newsbot import extraction
from newsbot.items import ArticleItem, DateCandidate
from newsbot.paragraphs import deduplicate

if TYPE_CHECKING:
    from newsbot.paragraphs import SiteLines
    from newsbot.sites import Site


def read(
    html: bytes | str,
    url: str,
    *,
    fetched: datetime,
    tz: str | None = None,
    site: Site | None = None,
    candidates: Iterable[DateCandidate] = (),
    site_lines: SiteLines | None = None,
) -> ArticleItem:
    """Read one article page: what a crawl stores of it, without a crawl.

    `html` is the page as fetched (bytes: the encoding is told from it), `url` its address and `fetched` the
    aware instant of the fetch, to which relative dates ('hier') refer. `tz` is the page's IANA zone; None
    tells it from the site file or the page. `candidates` are dates that a feed, a sitemap or a REST answer
    gave; `site_lines` knows the lines that recur on the site. Raises ValueError where `fetched` is naive.
    """
    item = extraction.extract(html, url, site=site)
    settle_dates(item, fetched=fetched, tz=tz or (site and site.time_zone) or None, candidates=candidates)
    settle_paragraphs(item, site_lines=site_lines)
    return item


def add_page(item: ArticleItem, further: ArticleItem) -> None:
    """Add the text of an article's further page; a chapô or a caption that comes again is left out."""
    known = {p.text for p in item.paragraphs if p.kind in ("lead", "caption")}
    item.paragraphs += [p for p in further.paragraphs if p.text not in known]


def settle_section(item: ArticleItem, crawled: Iterable[str]) -> None:
    """Where the page names no section, it is the one that was `crawled`, unless these are several."""
    if not item.section and len(names := set(crawled)) == 1:
        item.section = names.pop()


def settle_dates(
    item: ArticleItem, *, fetched: datetime, tz: str | None = None, candidates: Iterable[DateCandidate] = ()
) -> None:
    """Fill the item's dates from its own candidates and the given ones. `fetched` is aware."""
    from newsbot.dates import choose, time_zone_of  # on first use: a run that finds nothing new reads none

    if fetched.tzinfo is None:
        raise ValueError("fetched must be an aware datetime: relative dates are read from it")
    found = [*item.date_candidates, *candidates]
    item.time_zone = tz or time_zone_of(found, url=item.url, language=item.in_language)
    choice = choose(found, fetched=fetched, tz=item.time_zone, url=item.url)
    if choice.published:
        item.date_published = choice.published.value
        item.date_published_precision = choice.published.precision
    if choice.modified:
        item.date_modified = choice.modified.value
        item.date_modified_precision = choice.modified.precision
    item.date_published_raw = choice.published_raw
    item.date_published_witness = choice.published_witness
    item.date_modified_raw = choice.modified_raw
    item.date_modified_witness = choice.modified_witness
    item.dates_disagree = list(choice.disagree)


def settle_paragraphs(item: ArticleItem, *, site_lines: SiteLines | None = None) -> None:
    """Give each of the item's paragraphs its verdict."""
    item.paragraphs = deduplicate(item.paragraphs, headline=item.headline, site_lines=site_lines)
