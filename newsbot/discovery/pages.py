"""The pages of a listing: where the next, older one is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import parse_qsl, unquote, urlsplit

from newsbot.discovery.layout import Anchor, Layout, target, words_of
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
_PAGER = words_of("pagination pager pagenavi paging paginator pageur pages nav navigation")

_PARAMETER = re.compile(r"page\w*|paged|pg?|num\w*|start|offset|from|debut\w*|currentpage", re.IGNORECASE)
_IN_PATH = re.compile(
    r"(?:/(?:page|pg?)[/_-]?(?P<page>\d{1,5})|/(?P<bare>\d{1,4})|[-_,]?(?P<file>\d{1,4})(?=\.html?))"
    r"(?:\.html?)?/*$|(?:\.html?)?/*$"
)
_INDEX = re.compile(r"(?:/index)?(?:\.html?)?/*$")


def next_page(layout: Layout, selector: str = "") -> str:
    """The address of the page that follows in a listing, '' where there is none.

    By the site file's CSS `selector`; else by `rel=next`, by what the link says ('Page suivante', 'Articles
    plus anciens'), by the numbers of the pages, by 'Voir plus' and arrows. Never the page itself nor one
    before it.
    """
    if selector:
        link = layout.document.tree.css_first(selector)
        url = target(layout.document, link) if link else ""
        return url if url != layout.url else ""
    found = (_by_rel, _by_text, _by_number, _by_more)
    return next((url for find in found for url in find(layout) if _is_older(layout.url, url)), "")


def _by_rel(layout: Layout) -> Iterator[str]:
    for link in layout.document.tree.css("link[rel~=next][href]"):
        yield target(layout.document, link)
    yield from (anchor.url for anchor in layout.anchors if "next" in anchor.rel)


def _by_text(layout: Layout) -> Iterator[str]:
    for anchor in _short(layout):
        if any(map(_NEXT.fullmatch, _said(anchor))) and (
            _counts_up(layout.url, anchor.url) or _in_pager(anchor)
        ):
            yield anchor.url


def _by_number(layout: Layout) -> Iterator[str]:
    here = page_number(layout.url)
    numbered = {
        page_number(anchor.url) or 0: (_folded(anchor.text).removeprefix("page "), anchor.url)
        for anchor in _short(layout)
        if _NUMBER.fullmatch(_folded(anchor.text)) and same_listing(layout.url, anchor.url)
    }
    if here is None:  # the first page: the next is called 2, or by the number of its first entry (SPIP)
        yield from (url for text, url in numbered.values() if text == "2")
        yield from (url for number, (text, url) in sorted(numbered.items()) if text == str(number) and number)
        return
    known = sorted({here, *numbered})
    step = min((b - a for a, b in pairwise(known)), default=1)
    if here + step in numbered:
        yield numbered[here + step][1]


def _by_more(layout: Layout) -> Iterator[str]:
    for anchor in _short(layout):
        says = any(map(_MORE.fullmatch, _said(anchor))) or (anchor.text and _ARROW.fullmatch(anchor.text))
        if (says or "next" in _names(anchor, 2)) and _counts_up(layout.url, anchor.url):
            yield anchor.url


def page_number(url: str) -> int | None:
    """The number that `url` gives its page (or first entry): '/monde/page/3/' and '?page=3' → 3."""
    parts = urlsplit(url)
    for name, value in parse_qsl(parts.query):
        if _PARAMETER.fullmatch(name) and value.isdecimal() and len(value) < 8:
            return int(value)
    match = _IN_PATH.search(parts.path)
    number = match and (match["page"] or match["bare"] or match["file"])
    return int(number) if number else None


def _listings(url: str) -> set[str]:
    """What `url` is without its page number; both readings where its path may end in a number of its own."""
    parts = urlsplit(url)
    query = sorted(
        (n, v) for n, v in parse_qsl(parts.query, keep_blank_values=True) if not _PARAMETER.fullmatch(n)
    )
    path = unquote(parts.path).lower()
    ends = (_INDEX.sub("", end) for end in (path, _IN_PATH.sub("", path, count=1)))
    return {f"{parts.netloc}{end}?{query}" for end in ends}


def same_listing(url: str, other: str) -> bool:
    """Whether two addresses differ at most by the number of a page."""
    return bool(_listings(url) & _listings(other))


def _counts_up(url: str, other: str) -> bool:
    return same_listing(url, other) and (page_number(other) or 0) > (page_number(url) or 0)


def _is_older(url: str, other: str) -> bool:
    if not other or other == url or not same_site(url, other):
        return False
    return not same_listing(url, other) or _counts_up(url, other)


def _short(layout: Layout) -> Iterator[Anchor]:
    return (anchor for anchor in layout.anchors if len(anchor.text) <= 60 and anchor.url != layout.url)


def _said(anchor: Anchor) -> list[str]:
    attributes = anchor.place.node.attributes
    return [
        _folded(text) for text in (anchor.text, attributes.get("aria-label"), attributes.get("title")) if text
    ]


def _names(anchor: Anchor, height: int) -> set[str]:
    return {word for place in anchor.place.up(height) for word in place.words}


def _in_pager(anchor: Anchor) -> bool:
    return bool(_names(anchor, 5) & _PAGER) or any(place.tag == "nav" for place in anchor.place.up())


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", fold(text)).encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall(r"[a-z]+|\d+", plain))
