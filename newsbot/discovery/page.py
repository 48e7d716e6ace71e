"""A page taken apart: its links, and which of its elements stand around the content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache, partial

from selectolax.lexbor import LexborNode

from newsbot.extraction.document import Document
from newsbot.urls import canonical, resolve

HEADINGS = "h1, h2, h3, h4, h5, h6, [role=heading]"
MAX_LINKS = 2_000
"""What stands after this many links of a page is not read."""

_MAX_NAMES = 500
_MARGINS = frozenset(("nav", "aside", "dialog"))
_ROLES = frozenset(("navigation", "complementary", "contentinfo", "banner", "search", "dialog"))
_ENDS = ":is(header, footer):not(main *, article *, section *, li *)"
_WORD = re.compile(r"[a-z]+|\d+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


@lru_cache(maxsize=4096)
def words_of(names: str) -> frozenset[str]:
    """The words that class names and ids are made of: 'mainMenu post-title' → main, menu, post, title."""
    return frozenset(_WORD.findall(_HUMP.sub(" ", names).lower()))


# The words by which class names and ids, in English and in French, call what stands around the content.
_NAVIGATION = words_of("nav navbar navigation menu submenu megamenu breadcrumb breadcrumbs ariane")
_AROUND = _NAVIGATION | words_of(
    """sidebar side aside related similar similaires associes connexes footer colophon pagination pager share
    sharing partage social newsletter cookie cookies consent gdpr gprd rgpd comments commentaires popular
    populaires trending mostread mostviewed lus outbrain taboola toolbar topbar login modal popup skip tags
    tagcloud breaking ticker recommended recommendations recommandations"""
)
_AROUND_CLASSES = re.compile(
    r"(?<!\S)(?:widget(?:(?!\S)|[-_](?:area|recent|categor|archive|tag|text|block))|secondary(?!\S)"
    r"|(?:lire|voir)[-_]aussi|a[-_]lire|(?:most|les[-_]plus)[-_]|derniers?[-_]commentaires"
    r"|recent[-_](?:posts|comments))"
)


@lru_cache(maxsize=4096)
def _is_around(names: str) -> bool:
    return not words_of(names).isdisjoint(_AROUND) or bool(_AROUND_CLASSES.search(names.lower()))


def _names(attributes: dict[str, str | None]) -> str:
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}"[:_MAX_NAMES]


class Element:
    """A link of a page, or an element that holds links.

    `url` is the canonical address that a link leads to. An element is `navigation` as a menu or in one,
    `around` where it is no part of the content.
    """

    url = ""
    navigation = around = False

    def __init__(self, node: LexborNode, identity: int, parent: Element | None, page: Page) -> None:
        self.node = node
        self.parent = parent
        self.tag = tag = node.tag or ""
        if parent is None or tag in ("html", "body"):
            return
        if parent.navigation and parent.around:
            self.navigation = self.around = True
            return
        attributes = node.attributes
        names, role = _names(attributes), attributes.get("role")
        menu = tag == "nav" or role == "navigation" or not words_of(names).isdisjoint(_NAVIGATION)
        self.navigation = parent.navigation or menu
        self.around = parent.around or tag in _MARGINS or role in _ROLES or identity in page.ends
        if not self.around:
            self.around = _is_around(names) and identity not in page.holders

    @cached_property
    def text(self) -> str:
        """The text in it, on one line."""
        return line_of(self.node)

    @property
    def words(self) -> frozenset[str]:
        """The words of its class names and id."""
        return words_of(_names(self.node.attributes))

    def up(self, height: int = 10_000) -> Iterator[Element]:
        """This element and those it stands in, inmost first, `height` of them at most."""
        element: Element | None = self
        while element is not None and height:
            yield element
            element, height = element.parent, height - 1


class Page:
    """The links of a page, and what stands around its content: told from elements, roles and names.

    Around it stand navigation, margins, head and foot, related and most read; a name alone ('has-sidebar')
    never sets aside an element that holds the page's title or its <main>. `elements` are the links and all
    that they stand in, outermost first, by their identities.
    """

    def __init__(self, document: Document) -> None:
        self.tree = document.tree
        self.url = canonical(document.url)
        self.base_url = document.base_url
        self.target = document.target
        self.elements: dict[int, Element] = {}

    @cached_property
    def links(self) -> list[Element]:
        """All links to http(s) addresses, in the order of the page."""
        links = []
        target = cache(partial(resolve, self.base_url))
        for node in self.tree.css("a[href]")[:MAX_LINKS]:
            href = node.attributes.get("href") or ""
            if not href.lstrip().startswith("#") and (url := target(href)):
                link = self._element(node)
                link.url = url
                links.append(link)
        return links

    @cached_property
    def menus(self) -> frozenset[str]:
        """Where the short links of its navigation lead."""
        return frozenset(link.url for link in self.links if link.navigation and len(link.text.split()) <= 4)

    def _title(self) -> LexborNode | None:
        """The title of the content: the first <h1> that is not the newspaper's, or the first <h2>."""
        titles = (h1 for h1 in self.tree.css("body h1") if not self._leads_home(h1))
        return next(titles, self.tree.css_first("body h2"))

    def _leads_home(self, heading: LexborNode) -> bool:
        link = heading.css_first("a[href]") or heading.parent
        return link is not None and link.tag == "a" and 0 < self.target(link).count("/") <= 3

    @cached_property
    def holders(self) -> frozenset[int]:
        """The identities of the elements that hold the page's <main>, else its title."""
        heart = self.tree.css_first("body main, body [role=main]") or self._title()
        found = set()
        while heart is not None:
            found.add(heart.mem_id)
            heart = heart.parent
        return frozenset(found)

    @cached_property
    def ends(self) -> frozenset[int]:
        """The identities of the page's head and foot."""
        return frozenset(node.mem_id for node in self.tree.css(_ENDS)) - self.holders

    def _element(self, node: LexborNode) -> Element:
        new: list[tuple[int, LexborNode]] = []
        element: Element | None = None
        at: LexborNode | None = node
        while at is not None and (element := self.elements.get(identity := at.mem_id)) is None:
            new.append((identity, at))
            at = at.parent
        for identity, inner in reversed(new):
            element = self.elements[identity] = Element(inner, identity, element, self)
        assert element is not None  # noqa: S101
        return element


def line_of(node: LexborNode) -> str:
    """The text in a node, on one line."""
    return " ".join(node.text(separator=" ").split())
