"""Sitemaps: sets of addresses, indexes of sitemaps, Google's news extension, plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from newsbot.discovery.address import is_article
from newsbot.discovery.entry import Entry
from newsbot.discovery.markup import MAX_ELEMENTS, Element, elements, pieces
from newsbot.urls import canonical, resolve

USUAL = ("/sitemap.xml", "/sitemap_index.xml", "/wp-sitemap.xml", "/sitemap-news.xml")
"""Where a site that declares no sitemap may have one."""

_DECLARED = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
# The parts of an index in which WordPress, its plugins and other publishers put what is no article.
_NOT_ARTICLES = re.compile(
    r"(?:^|[-_/])(?:categor(?:y|ies|ie)|rubriques?|(?:post_)?tags?|etiquettes?|taxonom\w+|authors?|auteurs?|users?"
    r"|images?|videos?|photos?|attachments?|posts-page|page-sitemap|pages?\.xml|static)(?=[-_./\d]|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What a sitemap lists: `entries` are pages that may be articles, `children` other sitemaps.

    A child's `date_modified` is its lastmod. Pages whose address is no article's are left out, and so are
    children whose name says that they hold sections, tags, authors, images or standing pages.
    """

    entries: tuple[Entry, ...] = ()
    children: tuple[Entry, ...] = ()


def declared(robots: str, url: str) -> list[str]:
    """The sitemaps that the text of a robots.txt, fetched from `url`, declares."""
    found = (resolve(url, address) for address in _DECLARED.findall(robots))
    return list(dict.fromkeys(filter(None, found)))


def sitemap(body: bytes | str, url: str) -> Sitemap:
    """Read the sitemap fetched from `url`, gzip or not; what is no sitemap lists nothing."""
    if not next(pieces(body), "").lstrip().startswith("<"):
        lines = islice(pieces(body, lines=True), MAX_ELEMENTS)
        addresses = dict.fromkeys(canonical(line.strip()) for line in lines)
        return Sitemap(tuple(map(Entry, filter(None, addresses))))
    entries: dict[str, Entry] = {}
    children: dict[str, Entry] = {}
    for element in elements(body, "url", "sitemap"):
        entry = _entry(element, url)
        if element.name == "sitemap":
            if not _NOT_ARTICLES.search(entry.url.split("/", 3)[-1]):
                children.setdefault(entry.url, entry)
        elif is_article(entry.url) is not False:
            entries.setdefault(entry.url, entry)
    for nowhere in ("", canonical(url)):
        children.pop(nowhere, None)
    return Sitemap(tuple(entries.values()), tuple(children.values()))


def _entry(element: Element, url: str) -> Entry:
    texts: dict[str, str] = {}
    for child in element.children:
        for told in child.children if child.name == "news" else (child,):
            texts.setdefault(told.name, told.text)
    keywords = (word.strip() for word in texts.get("keywords", "").split(","))
    return Entry(
        url=resolve(url, texts.get("loc", "")),
        headline=texts.get("title", ""),
        date_published=texts.get("publication_date", ""),
        date_modified=texts.get("lastmod", ""),
        categories=tuple(filter(None, keywords)),
    )
