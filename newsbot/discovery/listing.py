"""A section's listing page: the articles it lists, its next page, and the other sources it names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from newsbot.discovery.address import is_article, is_home
from newsbot.discovery.entry import Entry
from newsbot.discovery.page import HEADINGS, Element, Link, Page, line_of, words_of
from newsbot.discovery.pagination import next_page, same_listing
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
_READ_ON = re.compile(
    r"(?:(?:lire|voir|d[ée]couvrir|consulter|continuer|poursuivre|acc[ée]der)"
    r"(?: (?:[àa] )?(?:la |l['’]|le |cet )?(?:suite|article|plus|lecture|lire|texte|dossier)"
    r"\b.{0,200})?"
    r"|(?:en savoir|read|continue|view) (?:plus|more|on|reading)\b.{0,200}|(?:la )?suite|plus|more)[\W_]*",
    re.IGNORECASE,
)
_NO_ARTICLE = ", ".join(f"[rel~={name} i]" for name in ("tag", "author", "category", "next", "prev", "me"))
_DATE = "[class*=published], [class*=date], [class*=time], [class*=heure]"
_TITLES = words_of("title titre titles headline heading entete")
_ARTICLES = words_of("article articles hentry teaser card node post story entry resume item row")
_HEADING_TAGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_MAX_HEADING_WORDS = 7
_MAX_CARD_HEIGHT = 12

_FEEDS = ", ".join(
    f"link[rel~=alternate][type='application/{kind}+xml' i][href]" for kind in ("rss", "atom", "rdf")
)
_FEED_LINKS = "a:is([href*=feed], [href*=rss], [href*=atom], [href*=backend])"
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
    page = Page(document)
    rest = page.tree.css_first('link[rel="https://api.w.org/"][href]')
    numbers = (
        _CATEGORY.search(link.attributes.get("href") or "")
        for link in page.tree.css('link[rel=alternate][type="application/json"][href]')
    )
    return Listing(
        articles=tuple(_articles(page, section, site or Site(""))),
        next_page=next_page(page, site.next_page if site else ""),
        feeds=tuple(_feeds(page)),
        rest=absolute(page.base_url, rest.attributes.get("href")) if rest else "",
        category=next((int(number[1]) for number in numbers if number), None),
        hides_parts=page.tree.css_first(".wp-site-blocks") is not None,
    )


@dataclass(slots=True, eq=False)
class Card:
    """The largest element whose links of interest all lead to one article, and what it shows.

    `kind` is what the cards of one list have in common: the title of the block they stand in ('' under the
    page's own), and their element. The entry's date is as marked up or printed; `richness` is how much like
    an article's card it looks, 0 to 4; `in_section` is what the address tells.
    """

    kind: tuple[str, str]
    entry: Entry
    richness: float
    in_section: bool | None


def _articles(page: Page, section: Section | None, site: Site) -> list[Entry]:
    cards = _cards(page, section, site)
    kinds = {card.kind for card in cards} if site.article_links else _own_kinds(cards, section)
    entries: dict[str, Entry] = {}
    for card in cards:
        if card.kind in kinds and not (section and card.entry.url == section.url):
            entries.setdefault(card.entry.url, card.entry)
    return list(entries.values())


def _own_kinds(cards: list[Card], section: Section | None) -> set[tuple[str, str]]:
    """The kinds of the page's own list: of the likeliest group of cards, and of those that stand with it."""
    groups: dict[tuple[str, str], list[Card]] = defaultdict(list)
    for card in cards:
        groups[card.kind].append(card)
    own = {kind: group for kind, group in groups.items() if not _BESIDE.search(kind[0])}
    main = max(own, key=lambda kind: _weight(own[kind]), default=("", ""))
    return {
        kind
        for kind, group in own.items()
        if kind == main or (_mean(group) >= _mean(own[main]) / 2 and _stands_with(group, main[0], section))
    }


def _stands_with(group: list[Card], heading: str, section: Section | None) -> bool:
    other, told = group[0].kind[0], _in_section(group)
    named = section is not None and section.has_name(other)
    return told is not False and (other in ("", heading) or named or told is True)


def _weight(group: list[Card]) -> float:
    factor = {True: 1.5, None: 1.0, False: 0.3}[_in_section(group)]
    return factor * sum(card.richness for card in group[:40])


def _mean(group: list[Card]) -> float:
    return sum(card.richness for card in group) / len(group)


def _in_section(group: list[Card]) -> bool | None:
    """What most addresses of a group tell of their section."""
    told = [card.in_section for card in group]
    return next((value for value in (True, False) if told.count(value) * 2 > len(told)), None)


def _cards(page: Page, section: Section | None, site: Site) -> list[Card]:
    """The cards of a page outside its margins, in their order; one article may have several."""
    if chosen := site.article_links:
        nodes = {node.mem_id for node in page.tree.css(chosen)}
        links = [link for link in page.links if any(e.node.mem_id in nodes for e in link.element.up())]
    else:
        links = _likely(page, site.article_url)
    for link in links:
        link.element.note(link.url)
    tops: dict[Element, list[Link]] = defaultdict(list)
    for link in links:
        tops[_top(link, page)].append(link)
    _set_headings(page, tops)
    return [_card(top, held, section) for top, held in tops.items()]


def _likely(page: Page, pattern: re.Pattern[str] | None) -> list[Link]:
    """The links of the content that may lead to articles."""
    others = {node.mem_id for node in page.tree.css(_NO_ARTICLE)}
    by_url: dict[str, list[Link]] = defaultdict(list)
    for link in page.content:
        if link.node.mem_id not in others:
            by_url[link.url].append(link)
    likely = {url for url, links in by_url.items() if _is_likely(url, links, page, pattern)}
    return [link for link in page.content if link.url in likely]


def _is_likely(url: str, links: list[Link], page: Page, pattern: re.Pattern[str] | None) -> bool:
    told = bool(pattern.search(url)) if pattern else is_article(url)
    if told is False or url == page.url or is_home(url) or not same_site(url, page.url):
        return False
    if not pattern and max(len(link.text.split()) for link in links) < 4 and same_listing(url, page.url):
        return False
    if told:
        return True
    long = any(len(link.text.split()) >= 4 and not _READ_ON.fullmatch(link.text) for link in links)
    return (long or any(map(_heads_a_card, links))) and url not in page.menus


def _heads_a_card(link: Link) -> bool:
    """Whether a link too short to be told by its words is the title of what the page calls an article."""
    around = list(link.element.up(6))
    if link.node.css_first(HEADINGS) is None and not any(e.tag in _HEADING_TAGS for e in around[1:]):
        return False
    return any(e.tag == "article" or not e.words.isdisjoint(_ARTICLES) for e in around)


def _top(link: Link, page: Page) -> Element:
    top = link.element
    for element in link.element.up(_MAX_CARD_HEIGHT):
        if element.leads_to != link.url or element.node.mem_id in page.holders:
            break
        top = element
    return top


def _set_headings(page: Page, tops: Iterable[Element]) -> None:
    """Note over each of `tops` the title of the block it stands in: the last before it in what holds it."""
    holding = {element for top in tops for element in top.up() if element is not top}
    for element in page.elements.values():
        if element in holding:
            heading = element.node.attributes.get("aria-label") or element.heading
            for child in element.node.iter():
                inner = page.elements.get(child.mem_id)
                if inner is not None and inner.leads_to:
                    inner.heading = heading
                else:
                    heading = _block_title(child) or heading


def _block_title(node: LexborNode) -> str:
    if node.tag in ("article", "nav") or node.css_first("h1") is not None:
        return ""
    text = _titled(node)
    dated = any(character.isdigit() for character in text)  # 'Mardi 12 mars' parts one list, it names none
    return text if len(text.split()) <= _MAX_HEADING_WORDS and not dated else ""


def _card(top: Element, links: list[Link], section: Section | None) -> Card:
    url = links[0].url
    headline, is_heading = _headline(top, links)
    time = top.node.css_first("time") or top.node.css_first(_DATE)
    marks = time.attributes if time else {}
    date = marks.get("datetime") or marks.get("title") or (" ".join(time.text().split()) if time else "")
    words = len(headline.split())
    richness = (
        (words >= 4)
        + is_heading
        + 0.5 * bool(date)
        + 0.5 * (len(top.node.text(separator=" ").split()) > words + 8)
        + 0.5 * (is_article(url) or False)
        + 0.5 * (top.node.css_first("img, picture") is not None)
    )
    entry = Entry(url, headline, date)
    return Card((top.heading, top.tag), entry, richness, section.has_url(url) if section else None)


def _headline(top: Element, links: list[Link]) -> tuple[str, bool]:
    """The headline that a card prints, and whether as a heading."""
    told = [link for link in links if link.text and not _READ_ON.fullmatch(link.text)]
    headings = [link.text for link in told if any(e.tag in _HEADING_TAGS for e in link.element.up(5))]
    longest = max((link.text for link in told), key=len, default="")
    heading = next(filter(None, headings or (_titled(link.node) for link in links)), "")
    heading = heading or ("" if longest else _titled(top.node))
    return heading or longest, bool(heading)


def _titled(node: LexborNode) -> str:
    """The first heading in a node, or what it calls a title."""
    heading = node.css_first(HEADINGS) or next(
        (n for n in node.css("[class]")[:20] if words_of(n.attributes.get("class") or "") & _TITLES), None
    )
    return line_of(heading) if heading is not None else ""


def _feeds(page: Page) -> list[str]:
    found = {page.target(link): link.attributes.get("title") or "" for link in page.tree.css(_FEEDS)}
    for link in page.find(_FEED_LINKS):
        if _FEED_LINK.search(link.url) and same_site(link.url, page.url):
            found.setdefault(link.url, link.text)
    feeds = [
        u for u, title in found.items() if u and not re.search("comment", u + fold(title), re.IGNORECASE)
    ]
    own = page.url.partition("?")[0].removesuffix("/")
    return sorted(feeds, key=lambda url: not url.startswith((own + "/", own + ".")))
