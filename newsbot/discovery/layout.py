"""How a page is laid out: what is its content, and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborNode

from newsbot.extraction.document import Document
from newsbot.urls import canonical, resolve

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
MAX_LINKS = 2_000
"""What stands after this many links of a page is not read."""

MAX_NAMES = 500
"""What stands after this many characters of an element's names is not read."""
SEVERAL = "several"

_AROUND_TAGS = frozenset(("nav", "aside", "dialog", "template"))
_PAGE_ENDS = frozenset(("header", "footer"))
_AROUND_ROLES = frozenset(("navigation", "complementary", "contentinfo", "banner", "search", "dialog"))
_CONTENT_TAGS = frozenset(("main", "article", "section", "li"))
_PARTS = re.compile(r"[a-z]+|\d+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def target(document: Document, link: LexborNode) -> str:
    """The canonical address that a link of a page leads to."""
    return resolve(document.base_url, link.attributes.get("href"))


@lru_cache(maxsize=4096)
def words_of(names: str) -> frozenset[str]:
    """The words that class names and ids are made of: 'mainMenu post-title' → main, menu, post, title."""
    return frozenset(_PARTS.findall(_CAMEL.sub(" ", names).lower()))


# The words by which class names and ids, in English and in French, call what stands around the content.
_NAVIGATION = words_of("nav navbar navigation menu submenu megamenu breadcrumb breadcrumbs ariane")
_AROUND = _NAVIGATION | words_of(
    """sidebar side aside related similar similaires associes connexes footer colophon pagination pager share
    sharing partage social newsletter cookie cookies consent gdpr gprd rgpd comments commentaires popular
    populaires trending mostread mostviewed lus outbrain taboola toolbar topbar login modal popup skip tags
    tagcloud breaking ticker recommended recommendations recommandations"""
)
_AROUND_CLASSES = re.compile(
    r"widget(?:$|[-_](?:area|recent|categor|archive|tag|text|block))|secondary$|(?:lire|voir)[-_]aussi|a[-_]lire"
    r"|(?:most|les[-_]plus)[-_]|derniers?[-_]commentaires|recent[-_](?:posts|comments)"
)


@dataclass(slots=True, eq=False)
class Place:
    """An element of a page, with what it stands in.

    `words` are those of its class names and id. `leads_to` is where the links of interest in it lead: ''
    where it has none, SEVERAL where they differ.
    """

    node: LexborNode
    tag: str
    parent: Place | None
    words: frozenset[str] = frozenset()
    around: bool = False
    navigation: bool = False
    leads_to: str = ""

    def up(self, height: int = 10_000) -> Iterator[Place]:
        """This place and those it stands in, inmost first, `height` of them at most."""
        place: Place | None = self
        while place is not None and height:
            yield place
            place, height = place.parent, height - 1

    def note(self, url: str) -> None:
        """Note a link of interest to `url`, here and in all that it stands in."""
        for place in self.up():
            if place.leads_to in (url, SEVERAL):
                return
            place.leads_to = SEVERAL if place.leads_to else url


@dataclass(frozen=True, slots=True, eq=False)
class Anchor:
    """A link of a page: its canonical address, its printed text on one line, its place."""

    url: str
    text: str
    rel: frozenset[str]
    place: Place


class Layout:
    """The links and the parts of a page, told from its elements, roles and class names.

    `anchors` are its links to http(s) addresses, in the order of the page. A place is `around` where it is
    navigation, margin, foot, related or most read; a name alone ('has-sidebar') never sets aside an element
    that holds the page's title or its <main>.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.url = canonical(document.url)
        self._places: dict[int, Place] = {}
        self._holders = self._of_content()
        self.anchors = list(self._anchors())

    def _of_content(self) -> set[int]:
        body = self.document.tree.body
        if body is None:
            return set()
        heart = body.css_first("main, [role=main]") or self.title()
        if heart is not None:
            return set(ancestors(heart))
        long = [link for link in body.css("a[href]")[:500] if len(link.text(strip=True)) > 25]
        counts: dict[int, int] = {}
        for link in long:
            for ancestor in ancestors(link):
                counts[ancestor] = counts.get(ancestor, 0) + 1
        return {ancestor for ancestor, count in counts.items() if count * 2 > len(long)}

    def title(self) -> LexborNode | None:
        """The title of the page's content: the first <h1> that is not the newspaper's, or the first <h2>."""
        body = self.document.tree.body
        if body is None:
            return None
        return next((h1 for h1 in body.css("h1") if not self._leads_home(h1)), body.css_first("h2"))

    def _leads_home(self, heading: LexborNode) -> bool:
        link = heading.css_first("a[href]") or (
            heading.parent if heading.parent and heading.parent.tag == "a" else None
        )
        if link is None:
            return False
        return target(self.document, link).count("/") <= 3

    def _anchors(self) -> list[Anchor]:
        anchors, known = [], dict[str, str]()
        base = self.document.base_url
        for node in self.document.tree.css("body a[href]")[:MAX_LINKS]:
            attributes = node.attributes
            href = attributes.get("href") or ""
            if href.lstrip().startswith("#"):
                continue
            if href not in known:
                known[href] = resolve(base, href)
            if known[href]:
                text = " ".join(node.text(separator=" ").split())
                rel = frozenset((attributes.get("rel") or "").lower().split())
                anchors.append(Anchor(known[href], text, rel, self.place(node)))
        return anchors

    def place(self, node: LexborNode) -> Place:
        """The place of `node`."""
        above: list[LexborNode] = []
        at: LexborNode | None = node
        while at is not None and at.mem_id not in self._places:
            above.append(at)
            at = at.parent
        place = self._places[at.mem_id] if at is not None else None
        for inner in reversed(above):
            place = self._places[inner.mem_id] = self._new(inner, place)
        assert place is not None  # noqa: S101
        return place

    def known(self, node: LexborNode) -> Place | None:
        """The place of `node` where it holds a link."""
        return self._places.get(node.mem_id)

    def holds_content(self, place: Place) -> bool:
        """Whether `place` holds the page's title, its <main> or most of its links."""
        return place.node.mem_id in self._holders

    def _new(self, node: LexborNode, parent: Place | None) -> Place:
        tag = node.tag or ""
        if parent is None or tag in ("html", "body"):
            return Place(node, tag, parent)
        attributes = node.attributes
        role = attributes.get("role") or ""
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"[:MAX_NAMES]
        words = words_of(names)
        navigation = parent.navigation or tag == "nav" or role == "navigation" or bool(words & _NAVIGATION)
        around = parent.around
        if not around:
            held = node.mem_id in self._holders
            of_page = tag in _PAGE_ENDS and not any(place.tag in _CONTENT_TAGS for place in parent.up())
            named = bool(words & _AROUND) or any(map(_AROUND_CLASSES.match, names.lower().split()))
            around = tag in _AROUND_TAGS or role in _AROUND_ROLES or ((named or of_page) and not held)
        return Place(node, tag, parent, words, around, navigation)


def ancestors(node: LexborNode) -> list[int]:
    """The memory addresses of `node` and of all that it stands in, inmost first."""
    ids, at = [], node
    while True:
        ids.append(at.mem_id)
        if at.parent is None:
            return ids
        at = at.parent
