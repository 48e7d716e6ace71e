"""The pages of a listing: where the next, older one is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from urllib.parse import parse_qsl, unquote, urlsplit

from newsbot.discovery.page import Link, Page
from newsbot.text import fold
from newsbot.urls import same_site

# What a link to the next page says, folded as `_folded` does: as good as certain, or only where it counts up.
_NEXT = re.compile(
    r"(?:aller a la |voir la )?pages? suivantes?|suivante?s?|next(?: page)?|older(?: \w+)?"
    r"|(?:(?:les )?(?:articles?|billets|publications|entrees|contenus|actualites|posts|messages) )?"
    r"plus ancien(?:ne)?s?|anciens (?:articles|billets)"
    r"|(?:les )?(?:articles|billets|publications|entrees|actualites|contenus) (?:precedente?s|suivante?s)"
)
_MORE = re.compile(
    r"(?:en )?(?:voir|afficher|charger|montrer|lire|decouvrir) (?:plus|davantage|la suite|d autres|les)\b.*"
    r"|plus d(?:e|es)? \w+|(?:load|show|see|view) more\b.*|more"
)
_ARROW = re.compile(r"[›»>→⟩❯▶…\s]+")
_NUMBER = re.compile(r"(?:page )?(\d{1,4})")
_NAMED_NEXT = "a[class*=next i][href], [class*=next i] > a[href]"
_LONGEST = 60

_PARAMETER = re.compile(r"page\w*|paged|pg?|num\w*|start|offset|from|debut\w*|currentpage", re.IGNORECASE)
_IN_PATH = re.compile(
    r"(?:/(?:page|pg?)[/_-]?(?P<page>\d{1,5})|/(?P<bare>\d{1,4})|[-_,]?(?P<file>\d{1,4})(?=\.html?))"
    r"(?:\.html?)?/*$|(?:\.html?)?/*$"
)
_INDEX = re.compile(r"(?:/index)?(?:\.html?)?/*$")


def next_page(page: Page, selector: str = "") -> str:
    """The address of the page that follows in a listing, '' where there is none.

    By the site file's CSS `selector`; else by `rel=next`, by what the link says ('Page suivante', 'Articles
    plus anciens'), by the numbers of the pages, by 'Voir plus' and arrows. Never the page itself nor one
    before it.
    """
    if selector:
        link = page.tree.css_first(selector)
        url = page.target(link) if link else ""
        return url if url != page.url else ""
    return next((url for url in _candidates(page) if _is_older(page.url, url)), "")


def _candidates(page: Page) -> Iterator[str]:
    """The addresses that may be the next page's, the likeliest first."""
    yield from map(page.target, page.tree.css("[rel~=next i][href]"))
    short = [
        (link, _said(link)) for link in page.links if len(link.text) <= _LONGEST and link.url != page.url
    ]
    for link, said in short:
        if any(map(_NEXT.fullmatch, said)) and (_counts_up(page.url, link.url) or link.element.navigation):
            yield link.url
    yield from _numbered(page.url, short)
    named = {node.mem_id for node in page.tree.css(_NAMED_NEXT)}
    for link, said in short:
        more = any(map(_MORE.fullmatch, said)) or (link.text and _ARROW.fullmatch(link.text))
        if (more or link.node.mem_id in named) and _counts_up(page.url, link.url):
            yield link.url


def _numbered(here: str, short: list[tuple[Link, list[str]]]) -> Iterator[str]:
    texts = {
        link.url: number[1]
        for link, said in short
        for text in said[:1]
        if (number := _NUMBER.fullmatch(text))
    }
    pages = {page_number(url) or 0: (text, url) for url, text in texts.items() if same_listing(here, url)}
    own = page_number(here)
    if own is None:  # the first page: the next is called 2, or by the number of its first entry (SPIP)
        yield from (url for text, url in pages.values() if text == "2")
        yield from (url for number, (text, url) in sorted(pages.items()) if text == str(number) and number)
        return
    step = min((b - a for a, b in pairwise(sorted({own, *pages}))), default=1)
    if own + step in pages:
        yield pages[own + step][1]


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


def _counts_up(url: str, other: str) -> bool:
    return same_listing(url, other) and (page_number(other) or 0) > (page_number(url) or 0)


def _is_older(url: str, other: str) -> bool:
    if not other or other == url or not same_site(url, other):
        return False
    return not same_listing(url, other) or _counts_up(url, other)


def _said(link: Link) -> list[str]:
    attributes = link.node.attributes
    texts = (link.text, attributes.get("aria-label"), attributes.get("title"))
    return [_folded(text) for text in texts if text]


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", fold(text)).encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall(r"[a-z]+|\d+", plain))
