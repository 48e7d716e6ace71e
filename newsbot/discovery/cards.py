"""The cards of a listing page: what it shows of each article that it links to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from newsbot.discovery.address import is_article
from newsbot.discovery.layout import HEADINGS, MAX_NAMES, Anchor, Layout, Place, words_of
from newsbot.discovery.pages import same_listing
from newsbot.discovery.section import is_home
from newsbot.sites import Site
from newsbot.urls import same_site

_HEADING = "h1, h2, h3, h4, h5, h6, [role=heading]"
_DATE = "[class*=published], [class*=date], [class*=time], [class*=heure]"
_TITLES = words_of("title titre titles headline heading entete")
_ARTICLES = words_of("article articles hentry teaser card node post story entry resume item row")
_READ_ON = re.compile(
    r"(?:(?:lire|voir|d[ée]couvrir|consulter|continuer|poursuivre|acc[ée]der)"
    r"(?: (?:[àa] )?(?:la |l['’]|le |cet )?(?:suite|article|plus|lecture|lire|texte|dossier)"
    r"\b.{0,200})?"
    r"|(?:en savoir|read|continue|view) (?:plus|more|on|reading)\b.{0,200}|(?:la )?suite|plus|more)[\W_]*",
    re.IGNORECASE,
)
_NO_ARTICLE_RELS = frozenset(("tag", "author", "category", "next", "prev", "me"))
_MAX_HEADING_WORDS = 7
_MAX_CARD_HEIGHT = 12


@dataclass(slots=True, eq=False)
class Card:
    """The largest element whose links of interest all lead to one article, and what it shows.

    `heading` is the title of the block it stands in, '' under the page's own; `date` as marked up or printed;
    `richness` is how much like an article's card it looks, 0 to 4.
    """

    url: str
    top: Place
    heading: str
    headline: str
    date: str
    richness: float

    @property
    def kind(self) -> tuple[str, str]:
        """What the cards of one list have in common: the title above them, and their element."""
        return self.heading, self.top.tag


def cards(layout: Layout, site: Site | None = None) -> list[Card]:
    """The cards of a page outside its margins, in their order; one article may have several."""
    anchors = list(
        _chosen(layout, site.article_links) if site and site.article_links else _likely(layout, site)
    )
    for anchor in anchors:
        anchor.place.note(anchor.url)
    held: dict[int, tuple[Place, list[Anchor]]] = {}
    for anchor in anchors:
        top = _top(anchor, layout)
        held.setdefault(id(top), (top, []))[1].append(anchor)
    headings = _Headings(layout)
    return [_card(top, links, headings.over(top)) for top, links in held.values()]


def _chosen(layout: Layout, selector: str) -> Iterator[Anchor]:
    chosen = {node.mem_id for node in layout.document.tree.css(selector)}
    return (a for a in layout.anchors if any(place.node.mem_id in chosen for place in a.place.up()))


def _likely(layout: Layout, site: Site | None) -> Iterator[Anchor]:
    pattern = site.article_url if site else None
    menus = {a.url for a in layout.anchors if a.place.navigation and len(a.text.split()) <= 4}
    by_url: dict[str, list[Anchor]] = defaultdict(list)
    for anchor in layout.anchors:
        if not (anchor.place.around or anchor.rel & _NO_ARTICLE_RELS or is_home(anchor.url)):
            by_url[anchor.url].append(anchor)
    likely = set()
    for url, anchors in by_url.items():
        if url == layout.url or not same_site(url, layout.url):
            continue
        told = bool(pattern.search(url)) if pattern else is_article(url)
        if not pattern and same_listing(url, layout.url) and max(len(a.text.split()) for a in anchors) < 4:
            continue
        words = max(0 if _READ_ON.fullmatch(a.text) else len(a.text.split()) for a in anchors)
        if told or (told is None and url not in menus and (words >= 4 or any(map(_heads_a_card, anchors)))):
            likely.add(url)
    return (a for a in layout.anchors if a.url in likely and not a.place.around)


def _heads_a_card(anchor: Anchor) -> bool:
    """Whether a link too short to be told by its words is the title of what the page calls an article."""
    above = list(anchor.place.up(6))[1:]
    inside = anchor.place.node.css_first(_HEADING)
    if inside is None and not any(place.tag in HEADINGS for place in above):
        return False
    return any(place.tag == "article" or place.words & _ARTICLES for place in (anchor.place, *above))


def _top(anchor: Anchor, layout: Layout) -> Place:
    top = anchor.place
    for place in anchor.place.up(_MAX_CARD_HEIGHT):
        if place.leads_to != anchor.url or layout.holds_content(place):
            break
        top = place
    return top


def _card(top: Place, anchors: list[Anchor], heading: str) -> Card:
    headline, is_heading = _headline(top, anchors)
    time = top.node.css_first("time") or top.node.css_first(_DATE)
    marks = time.attributes if time else {}
    date = marks.get("datetime") or marks.get("title") or (" ".join(time.text().split()) if time else "")
    words = len(headline.split())
    richness = (
        (words >= 4)
        + is_heading
        + 0.5 * bool(date)
        + 0.5 * (len(top.node.text(separator=" ").split()) > words + 8)
        + 0.5 * (is_article(anchors[0].url) or False)
        + 0.5 * (top.node.css_first("img, picture") is not None)
    )
    return Card(anchors[0].url, top, heading, headline, date, richness)


def _headline(top: Place, anchors: list[Anchor]) -> tuple[str, bool]:
    """The headline that a card prints, and whether as a heading."""
    for anchor in anchors:
        if any(place.tag in HEADINGS for place in anchor.place.up(5)) and not _READ_ON.fullmatch(anchor.text):
            return anchor.text, bool(anchor.text)
    inside = (_titled(anchor.place.node) for anchor in anchors)
    if title := next(filter(None, inside), ""):
        return title, True
    texts = [anchor.text for anchor in anchors if not _READ_ON.fullmatch(anchor.text)]
    if text := max(texts, key=len, default=""):
        return text, False
    return _titled(top.node), True


def _titled(node: LexborNode) -> str:
    heading = node.css_first(_HEADING)
    if heading is None:
        named = [node, *node.css("[class]")[:20]]
        heading = next(
            (t for t in named if words_of((t.attributes.get("class") or "")[:MAX_NAMES]) & _TITLES), None
        )
    return " ".join(heading.text(separator=" ").split()) if heading else ""


class _Headings:
    """The titles of the blocks of a page."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._over: dict[int, str] = {}

    def over(self, place: Place) -> str:
        """The title of the block that `place` stands in: the last before it in the elements that hold it."""
        unknown = []
        for at in place.up():
            if id(at) in self._over:
                break
            unknown.append(at)
        for at in reversed(unknown):
            if id(at) not in self._over:
                self._spread(at.parent)
                self._over.setdefault(id(at), "")
        return self._over[id(place)]

    def _spread(self, parent: Place | None) -> None:
        """Note the title over each child of `parent` that holds links of interest."""
        if parent is None:
            return
        title = parent.node.attributes.get("aria-label") or self._over.get(id(parent), "")
        for child in parent.node.iter():
            place = self._layout.known(child)
            if place is not None and place.leads_to:
                self._over[id(place)] = title
            else:
                title = _block_title(child) or title


def _block_title(node: LexborNode) -> str:
    if node.tag in ("article", "h1", "nav"):
        return ""
    if node.tag in HEADINGS:
        text = node.text(separator=" ")
    else:
        text = _titled(node) if node.css_first("h1") is None else ""
    words = text.split()
    dated = any(character.isdigit() for character in text)  # 'Mardi 12 mars' parts one list, it names none
    return " ".join(words) if len(words) <= _MAX_HEADING_WORDS and not dated else ""
