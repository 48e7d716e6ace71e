"""A section's listing page: the articles it lists, its next page, and the other sources it names."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from statistics import fmean

from selectolax.lexbor import LexborNode

from newsbot.discovery.address import is_article
from newsbot.discovery.feeds import Entry
from newsbot.discovery.page import HEADINGS, Element, Page, line_of, words_of
from newsbot.discovery.pagination import next_page, same_listing
from newsbot.discovery.section import Section
from newsbot.extraction.document import Document
from newsbot.sites import Site
from newsbot.text import fold
from newsbot.urls import absolute, is_home, same_site

# What stands over links that are not the section's own list.
_BESIDE = re.compile(
    r"\b(?:plus (?:lu|vu|comment[ée]|partag[ée])e?s?|(?:lire|voir) aussi"
    r"|[àa] (?:lire|voir|[ée]couter)|m[êe]me (?:sujet|th[èe]me)|recommand\w+|s[ée]lection\w*|vid[ée]os?"
    r"|podcasts?|diaporamas?|partenaires?|sponsor\w*|newsletters?|abonn\w*|commentaires?|tags?"
    r"|mots[- ]cl[ée]s|archives|populaires?|tendances?|similaires|associ[ée]s|autres rubriques|en continu"
    r"|ne pas manquer|most (?:read|viewed)|trending|related|recommended|also like|popular)\b",
    re.IGNORECASE,
)
_READ_ON = re.compile(
    r"(?:(?:lire|voir|d[ée]couvrir|consulter|continuer|poursuivre|acc[ée]der)"
    r"(?: (?:[àa] )?(?:la |l['’]|le |cet )?(?:suite|article|plus|lecture|lire|texte|dossier)"
    r"\b.{0,200})?"
    r"|(?:en savoir|read|continue|view) (?:plus|more|on|reading)\b.{0,200}|(?:la )?suite|plus|more)[\W_]*",
    re.IGNORECASE,
)
_NO_ARTICLE = frozenset(("tag", "author", "category", "next", "prev", "me"))
"""What `rel` says of links that lead to no article."""
_DATE = "[class*=published], [class*=date], [class*=time], [class*=heure]"
_TITLES = words_of("title titre titles headline heading entete")
_ARTICLES = words_of("article articles hentry teaser card node post story entry resume item row")
_HEADING_TAGS = frozenset(HEADINGS.split(", "))

_FEEDS = ", ".join(
    f"link[rel~=alternate][type='application/{kind}+xml' i][href]" for kind in ("rss", "atom", "rdf")
)
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
    page, site = Page(document), site or Site("")
    if site.article_links:
        chosen = {node.mem_id for node in page.tree.css(site.article_links)}
        links = [link for link in page.links if any(e.node.mem_id in chosen for e in link.up())]
        cards = _cards(page, links)
    else:
        cards = _own_list(_cards(page, _likely(page, site.article_url)), section)
    entries: dict[str, Entry] = {}
    for card in cards:
        entries.setdefault(card.entry.url, card.entry)
    if section:
        entries.pop(section.url, None)
    rest = page.tree.css_first('link[rel="https://api.w.org/"][href]')
    numbers = (
        _CATEGORY.search(link.attributes.get("href") or "")
        for link in page.tree.css('link[rel=alternate][type="application/json"][href]')
    )
    return Listing(
        articles=tuple(entries.values()),
        next_page=next_page(page, site.next_page),
        feeds=tuple(_feeds(page)),
        rest=absolute(page.base_url, rest.attributes.get("href")) if rest else "",
        category=next((int(number[1]) for number in numbers if number), None),
        hides_parts=page.tree.css_first(".wp-site-blocks") is not None,
    )


@dataclass(frozen=True, slots=True)
class _Card:
    """The largest element whose links of interest all lead to one article, and what it shows.

    `kind` is what the cards of one list have in common: the title of the block they stand in, '' under the
    page's own, and their element. `richness` is how much like an article's card it looks, 0 to 3.5.
    """

    entry: Entry
    kind: tuple[str, str]
    richness: float


def _own_list(cards: list[_Card], section: Section | None) -> list[_Card]:
    """The cards of the page's own list: of the likeliest kind, and of those that stand with it."""
    groups: dict[tuple[str, str], list[_Card]] = defaultdict(list)
    for card in cards:
        if not _BESIDE.search(card.kind[0]):
            groups[card.kind].append(card)
    if not groups:
        return []
    richness = {kind: fmean(card.richness for card in group) for kind, group in groups.items()}
    told = {
        kind: _most(section.has_url(card.entry.url) for card in group) if section else None
        for kind, group in groups.items()
    }
    weight = {True: 1.5, None: 1.0, False: 0.3}
    main = max(groups, key=lambda kind: weight[told[kind]] * richness[kind] * len(groups[kind]))
    own = {main}
    for kind, of_section in told.items():
        named = kind[0] in ("", main[0]) or (section is not None and section.has_name(kind[0]))
        alike = of_section or (named and of_section is None)
        if alike and richness[kind] >= richness[main] / 2:
            own.add(kind)
    return [card for card in cards if card.kind in own]


def _most(values: Iterable[bool | None]) -> bool | None:
    (value, count), *_ = (counted := Counter(values)).most_common()
    return value if 2 * count > counted.total() else None


def _likely(page: Page, pattern: re.Pattern[str] | None) -> list[Element]:
    """The links of the content that may lead to articles."""
    content = [link for link in page.links if not link.around]
    by_url: dict[str, list[Element]] = defaultdict(list)
    for link in content:
        if _NO_ARTICLE.isdisjoint((link.node.attributes.get("rel") or "").lower().split()):
            by_url[link.url].append(link)
    likely = {url for url, links in by_url.items() if _is_likely(url, links, page, pattern)}
    return [link for link in content if link.url in likely]


def _is_likely(url: str, links: list[Element], page: Page, pattern: re.Pattern[str] | None) -> bool:
    told = bool(pattern.search(url)) if pattern else is_article(url)
    if told is False or url == page.url or not same_site(url, page.url):
        return False
    if (pattern or not told) and is_home(url):
        return False
    if not pattern and max(len(link.text.split()) for link in links) < 4 and same_listing(url, page.url):
        return False
    if told:
        return True
    long = any(len(link.text.split()) >= 4 and not _READ_ON.fullmatch(link.text) for link in links)
    return (long or any(map(_heads_a_card, links))) and url not in page.menus


def _heads_a_card(link: Element) -> bool:
    """Whether a link too short to be told by its words is the title of what the page calls an article."""
    around = list(link.up(6))
    if link.node.css_first(HEADINGS) is None and not any(e.tag in _HEADING_TAGS for e in around[1:]):
        return False
    return any(e.tag == "article" or not e.words.isdisjoint(_ARTICLES) for e in around)


def _cards(page: Page, links: list[Element]) -> list[_Card]:
    """The cards of the articles that `links` lead to, in the order of the page."""
    leads: dict[Element, str] = {}
    for link in links:
        for element in link.up():
            if leads.setdefault(element, link.url) != link.url:
                leads[element] = ""  # to several
    tops: dict[Element, list[Element]] = defaultdict(list)
    for link in links:
        top = link
        for element in link.up(12):
            if leads[element] != link.url or element.node.mem_id in page.holders:
                break
            top = element
        tops[top].append(link)
    # the title over a card is the last before it in the elements that hold it
    holding = {element for top in tops for element in top.up() if element is not top}
    over: dict[Element | None, str] = {}
    for element in page.elements.values():
        if element in holding:
            heading, before = over.get(element, ""), list[LexborNode]()
            for child in element.node.iter():
                inner = page.elements.get(child.mem_id)
                if inner in leads:
                    heading = next(filter(None, map(_block_title, reversed(before))), heading)
                    over[inner], before = heading, []
                else:
                    before.append(child)
    return [_card(top, held, over.get(top, "")) for top, held in tops.items()]


def _block_title(node: LexborNode) -> str:
    """The first heading in a node, or what it calls a title, where that may name what follows.

    Not where the node holds a title of its own in a link: that is another card, or an offer.
    """
    if node.tag in ("article", "nav") or node.css_first("h1") is not None:
        return ""
    heading = node.css_first(HEADINGS) or next(
        (n for n in node.css("[class]")[:20] if words_of(n.attributes.get("class") or "") & _TITLES), None
    )
    title = _naming(line_of(heading)) if heading is not None else ""
    if title and any(len(link.text(separator=" ").split()) >= 4 for link in node.css("a[href]")):
        return ""
    return title


def _naming(title: str) -> str:
    """`title` where it may name a list, else ''; 'Mardi 12 mars' parts one list, it names none."""
    return title if len(title.split()) <= 7 and not any(map(str.isdigit, title)) else ""


def _card(top: Element, links: list[Element], heading: str) -> _Card:
    url, node = links[0].url, top.node
    time = node.css_first("time") or node.css_first(_DATE)
    marks = time.attributes if time else {}
    date = marks.get("datetime") or marks.get("title") or (" ".join(time.text().split()) if time else "")
    title = node.css_first(HEADINGS)
    headline = line_of(title) if title is not None else ""
    if title is not None and (own := _block_of_one(top, links, title, _naming(headline))):
        heading = own
    headed = title is not None or any(e.tag in _HEADING_TAGS for e in links[0].up(5))
    texts = [link.text for link in links if not _READ_ON.fullmatch(link.text)]
    words = max(len(text.split()) for text in (*texts, headline))
    richness = (
        (words >= 4)
        + headed
        + 0.5 * bool(date)
        + 0.5 * (len(node.text(separator=" ").split()) > words + 8)
        + 0.5 * (is_article(url) or False)
    )
    return _Card(Entry(url, date), (heading, top.tag), richness)


def _block_of_one(top: Element, links: list[Element], title: LexborNode, name: str) -> str:
    """The `name` of a block whose only article fills it, '' where `top` is a mere card."""
    if any(name in link.text for link in links):
        return ""
    within = takewhile(lambda element: element is not top, links[0].up())
    first = next((e.node.css_first(HEADINGS) for e in within if e.tag in ("article", "li")), title)
    return name if _BESIDE.search(name) or first is None or first.mem_id != title.mem_id else ""


def _feeds(page: Page) -> list[str]:
    found = {page.target(link): link.attributes.get("title") or "" for link in page.tree.css(_FEEDS)}
    for link in page.links:
        if _is_feed(link.url) and same_site(link.url, page.url):
            found.setdefault(link.url, link.text)
    feeds = [
        u for u, title in found.items() if u and not re.search("comment", u + fold(title), re.IGNORECASE)
    ]
    own = page.url.partition("?")[0].removesuffix("/")
    return sorted(feeds, key=lambda url: not url.startswith((own + "/", own + ".")))


@lru_cache(maxsize=4096)
def _is_feed(url: str) -> bool:
    return bool(_FEED_LINK.search(url))
