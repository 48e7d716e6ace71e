"""The pages of a listing: where the next, older one is."""

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlsplit

from newsbot.discovery.page import Page
from newsbot.urls import same_site

_NEXT = re.compile(
    r"\W*(?:(?:pages? )?suivante?s?|next(?: page)?|older(?: \w+)?|(?:\w+ )?plus ancien(?:ne)?s?)\W*",
    re.IGNORECASE,
)
_PARAMETER = re.compile(r"page\w*|paged|pg?|num\w*|start|offset|from|debut\w*|currentpage", re.IGNORECASE)
_OF_FIRST_ENTRY = re.compile(r"[?&](?:start|offset|from|debut)", re.IGNORECASE)
_IN_PATH = re.compile(
    r"(?:/(?:page|pg?)[/_-]?(?P<page>\d{1,5})|/(?P<bare>\d{1,4})|[-_,]?(?P<file>\d{1,4})(?=\.html?))"
    r"(?:\.html?)?/*$|(?:\.html?)?/*$"
)
_INDEX = re.compile(r"(?:/index)?(?:\.html?)?/*$")


def next_page(page: Page, selector: str = "") -> str:
    """The address of the page that follows in a listing, '' where there is none.

    By the site file's CSS `selector`; else by `rel=next`, by the numbers in the addresses of its links, by a
    link of a pager that says 'Page suivante' or 'Plus anciens'. Never the page itself nor one before it.
    """
    if selector:
        url = page.target(page.tree.css_first(selector))
        return url if url != page.url else ""
    return next((url for url in _candidates(page) if _is_older(page.url, url)), "")


def _candidates(page: Page) -> Iterator[str]:
    yield from map(page.target, page.tree.css("[rel~=next i][href]"))
    own = page_number(page.url) or 0
    later = [
        (number, link.url)
        for link in page.links
        if (number := page_number(link.url) or 0) > own
        and link.text != "1"
        and same_listing(link.url, page.url)
    ]
    number, url = min(later, default=(0, ""))
    # the second page may be called 1 or 2; a gap is one to the last page
    if number <= max(own + 1, 2) or _OF_FIRST_ENTRY.search(url):
        yield url
    for link in page.links:
        if link.navigation:
            attributes = link.node.attributes
            texts = (link.text, attributes.get("aria-label"), attributes.get("title"))
            if any(text and _NEXT.fullmatch(text) for text in texts):
                yield link.url


@lru_cache(maxsize=4096)
def page_number(url: str) -> int | None:
    """The number that `url` gives its page (or first entry): '/monde/page/3/' and '?page=3' → 3."""
    parts = urlsplit(url)
    for name, value in parse_qsl(parts.query):
        if _PARAMETER.fullmatch(name) and value.isdecimal() and len(value) < 8:
            return int(value)
    match = _IN_PATH.search(parts.path)
    number = match and (match["page"] or match["bare"] or match["file"])
    return int(number) if number else None


def same_listing(url: str, other: str) -> bool:
    """Whether two addresses differ at most by the number of a page."""
    return not _listings(url).isdisjoint(_listings(other))


@lru_cache(maxsize=4096)
def _listings(url: str) -> frozenset[str]:
    """What `url` is without its page number; both readings where its path may end in a number of its own."""
    parts = urlsplit(url)
    query = sorted(
        (n, v) for n, v in parse_qsl(parts.query, keep_blank_values=True) if not _PARAMETER.fullmatch(n)
    )
    path = unquote(parts.path).lower()
    ends = (_INDEX.sub("", end) for end in (path, _IN_PATH.sub("", path, count=1)))
    return frozenset(f"{parts.netloc}{end}?{query}" for end in ends)


def _is_older(url: str, other: str) -> bool:
    later = (page_number(other) or 0) > (page_number(url) or 0)
    return same_site(url, other) and (later or not same_listing(url, other))
