"""What a site file says of where the fields stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from newsbot.extraction.document import value_of
from newsbot.items import DateCandidate, Paragraph
from newsbot.text import clean

if TYPE_CHECKING:
    from newsbot.sites import Site


class Selectors:
    """A site file's selectors on one page; one that finds nothing leaves its field to the rules."""

    def __init__(self, site: Site | None, tree: LexborHTMLParser) -> None:
        self._site, self._tree = site, tree

    def nodes(self, field: str) -> list[LexborNode]:
        """The nodes that the site file names for `field`."""
        selector = self._site.selectors.get(field) if self._site else None
        return self._find([selector]) if selector else []

    def texts(self, field: str) -> list[str]:
        """What they say."""
        return [text for node in self.nodes(field) if (text := value_of(node))]

    def first(self, field: str) -> str:
        """The first of their texts, or ''."""
        return next(iter(self.texts(field)), "")

    def addresses(self, field: str) -> list[str]:
        """The addresses that they hold: `content`, `src` or `href`."""
        held = ((n.attributes.get(key) for key in ("content", "src", "href")) for n in self.nodes(field))
        return [address for values in held if (address := next(filter(None, values), ""))]

    def dates(self) -> list[DateCandidate]:
        """The dates that the site file names."""
        published, modified = self.first("date_published"), self.first("date_modified")
        found = (DateCandidate("site", "published", published), DateCandidate("site", "modified", modified))
        return [candidate for candidate in found if candidate.text]

    def applied(self, paragraphs: list[Paragraph]) -> list[Paragraph]:
        """`paragraphs` with the lead that the site file names, and without the lines that it drops."""
        if leads := self.texts("lead"):
            others = (p for p in paragraphs if p.kind != "lead" and p.text not in leads)
            paragraphs = [*(Paragraph(text, "lead") for text in leads), *others]
        lines = {clean(line) for line in self._site.drop_lines} if self._site else ()
        return [p for p in paragraphs if p.text not in lines]

    def dropped(self) -> frozenset[int]:
        """The identities of the nodes that the site file drops."""
        return frozenset(node.mem_id for node in self._find(self._site.drop)) if self._site else frozenset()

    def _find(self, selectors: Iterable[str]) -> list[LexborNode]:
        found: list[LexborNode] = []
        for selector in selectors:
            try:
                found += self._tree.css(selector)
            except SelectolaxError:
                continue
        return found
