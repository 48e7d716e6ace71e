"""A section's listing page: the articles it lists, its next page, and the other sources it names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from newsbot.discovery.cards import Card, cards
from newsbot.discovery.entry import Entry
from newsbot.discovery.layout import Layout, target
from newsbot.discovery.pages import next_page
from newsbot.discovery.section import Section
from newsbot.extraction.document import Document
from newsbot.sites import Site
from newsbot.text import fold
from newsbot.urls import absolute, same_site

# What stands over links that are not the section's own list.
_BESIDE = re.compile(
    r"\b(?:plus (?:lu|vu|populaire|comment[ée]|partag[ée])e?s?|(?:lire|voir) aussi"
    r"|[àa] (?:lire|voir|[ée]couter)|m[êe]me (?:sujet|th[èe]me)|recommand\w+|s[ée]lection\w*|vid[ée]os?"
    r"|podcasts?|diaporamas?|partenaires?|sponsor\w*|newsletters?|abonn\w*|commentaires?|tags?"
    r"|mots[- ]cl[ée]s|archives|populaires?|tendances?|similaires|associ[ée]s|autres rubriques|en continu"
    r"|most (?:read|popular|viewed)|trending|related|recommended|also like|popular)\b",
    re.IGNORECASE,
)
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
_FEED_LINK = re.compile(
    r"/(?:feed|rss|atom)(?:/|$|\.(?:xml|php))|\.(?:rss|atom)$|[?&]page=backend|/rss[-_/][^?]*\.xml$"
)
_CATEGORY = re.compile(r"/wp/v2/categories/(\d+)/?$")


@dataclass(frozen=True, slots=True)
class Listing:
    """What a listing page tells; what it does not tell is empty.

    `articles` are those of the list itself, in its order, not those of menus, margins and 'Les plus lus';
    their `date_published` is the date printed or marked up beside the link. `feeds` are the feeds that the
    page names, the section's own first, comments left out. `rest` is the base of WordPress's REST interface,
    `category` the section's number there. `hides_parts`: the site is a WordPress with a block theme, which
    prints no links to an article's further pages.
    """

    articles: tuple[Entry, ...] = ()
    next_page: str = ""
    feeds: tuple[str, ...] = ()
    rest: str = ""
    category: int | None = None
    hides_parts: bool = False


def listing(document: Document, section: Section | None = None, site: Site | None = None) -> Listing:
    """Read a page of the listing of `section`; a site file may say how its links are found."""
    layout = Layout(document)
    rest = document.tree.css_first('link[rel="https://api.w.org/"][href]')
    numbers = (
        _CATEGORY.search(link.attributes.get("href") or "")
        for link in document.tree.css('link[rel=alternate][type="application/json"][href]')
    )
    return Listing(
        articles=tuple(_articles(layout, section, site)),
        next_page=next_page(layout, site.next_page if site else ""),
        feeds=tuple(_feeds(layout)),
        rest=absolute(document.base_url, rest.attributes.get("href")) if rest else "",
        category=next((int(number[1]) for number in numbers if number), None),
        hides_parts=document.tree.css_first(".wp-site-blocks") is not None,
    )


def _articles(layout: Layout, section: Section | None, site: Site | None) -> Iterable[Entry]:
    found = cards(layout, site)
    listed = found if site and site.article_links else _own_list(found, section)
    entries: dict[str, Entry] = {}
    for card in listed:
        if not section or card.url != section.url:
            entries.setdefault(card.url, Entry(card.url, card.headline, card.date))
    return entries.values()


def _own_list(found: list[Card], section: Section | None) -> list[Card]:
    """The cards of the page's own list: of the likeliest group, and of those that stand with it."""
    groups: dict[tuple[str, str], list[Card]] = defaultdict(list)
    for card in found:
        if not _BESIDE.search(card.heading):
            groups[card.kind].append(card)
    if not groups:
        return []
    main = max(groups.values(), key=lambda group: _weight(group, section))
    heading, richness = main[0].heading, _mean(main)
    kept = {
        kind
        for kind, group in groups.items()
        if group is main or (_mean(group) >= richness / 2 and _stands_with(heading, kind[0], group, section))
    }
    return [card for card in found if card.kind in kept]


def _stands_with(heading: str, other: str, group: list[Card], section: Section | None) -> bool:
    if _in_section(group, section) is False:
        return False
    if other in ("", heading):
        return True
    return section is not None and (section.has_name(other) or _in_section(group, section) is True)


def _weight(group: list[Card], section: Section | None) -> float:
    factor = {True: 1.5, None: 1.0, False: 0.3}[_in_section(group, section)]
    return factor * sum(card.richness for card in group[:40])


def _mean(group: list[Card]) -> float:
    return sum(card.richness for card in group) / len(group)


def _in_section(group: list[Card], section: Section | None) -> bool | None:
    """What most addresses of a group tell of their section."""
    told = [section.has_url(card.url) for card in group] if section else []
    return next((value for value in (True, False) if told.count(value) * 2 > len(told)), None)


def _feeds(layout: Layout) -> list[str]:
    found: dict[str, str] = {}
    for link in layout.document.tree.css("link[rel~=alternate][type][href]"):
        if (link.attributes.get("type") or "").strip().lower() in _FEED_TYPES:
            found.setdefault(target(layout.document, link), link.attributes.get("title") or "")
    for anchor in layout.anchors:
        if _FEED_LINK.search(anchor.url) and same_site(anchor.url, layout.url):
            found.setdefault(anchor.url, anchor.text)
    feeds = [
        url
        for url, title in found.items()
        if url and not re.search(r"comment", url + fold(title), re.IGNORECASE)
    ]
    own = layout.url.partition("?")[0].removesuffix("/")
    return sorted(feeds, key=lambda url: not url.startswith(own + "/") and not url.startswith(own + "."))
