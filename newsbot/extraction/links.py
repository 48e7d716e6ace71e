"""The page's own addresses: the canonical one, and that of the article's next page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsbot.extraction.document import Document
from newsbot.extraction.evidence import Evidence
from newsbot.urls import absolute, canonical, same_site, segments

_PAGERS = (
    ".page-links, .post-nav-links, .post-page-numbers, .page-link, .link-pages, .pagination, .pager, "
    "nav[class*='pag']"
)
_IN_PATH = re.compile(r"(?:/page)?[/,](\d{1,3})/?$")
_IN_QUERY = re.compile(r"[?&](?:page|p|pg|paged)=(\d{1,3})$")


def canonical_url(document: Document, evidence: Evidence) -> str:
    """The address that the article is known by: as the page states it where that is believable, else its own.

    Believable is an http(s) address of the same site that is not the site's home page.
    """
    link = document.tree.css_first('link[rel~="canonical"][href]')
    stated = [link.attributes.get("href") if link else "", evidence.first("og:url")]
    for address in stated:
        address = canonical(absolute(document.base_url, address)) if address else ""
        if address and same_site(address, document.url) and (segments(address) or not segments(document.url)):
            return address
    return canonical(document.url) or document.url


def next_page(document: Document) -> str:
    """The address of the article's following page: the same with the next number; '' where it has none."""
    stem, number = _stem(document.url)
    following = str(number + 1)
    for href in _candidates(document):
        if not href or following not in href:
            continue
        address = absolute(document.base_url, href)
        of, page = _stem(address)
        if (page == number + 1 and of == stem) or (page == 2 and of == document.url.rstrip("/")):
            return address
    return ""


def _stem(url: str) -> tuple[str, int]:
    for pattern in (_IN_QUERY, _IN_PATH):
        if found := pattern.search(url):
            return url[: found.start()].rstrip("/"), int(found[1])
    return url.rstrip("/"), 1


def _candidates(document: Document) -> Iterator[str | None]:
    for node in document.tree.css('link[rel~="next"][href], a[rel~="next"][href]'):
        yield node.attributes.get("href")
    if not segments(document.url):
        return
    for pager in document.tree.css(_PAGERS):
        links = [pager] if pager.tag == "a" else pager.css("a[href]")[:40]
        for node in links:
            yield node.attributes.get("href")
