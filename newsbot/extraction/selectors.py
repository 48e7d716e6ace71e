"""What a site file says of where the fields stand."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsbot.extraction.document import value_of
from newsbot.items import DateCandidate, Paragraph
from newsbot.sites import Site
from newsbot.text import clean

NO_SITE = Site("")


class Selectors:
    """A site file's selectors on one page; one that finds nothing leaves its field to the rules."""

    def __init__(self, site: Site, tree: LexborHTMLParser) -> None:
        self._site, self._tree = site, tree

    def nodes(self, field: str) -> list[LexborNode]:
        """The nodes that the site file names for `field`."""
        selector = self._site.selectors.get(field)
        return self._tree.css(selector) if selector else []

    def texts(self, field: str) -> list[str]:
        """What they say."""
        return [text for node in self.nodes(field) if (text := value_of(node))]

    def first(self, field: str) -> str:
        """The first of their texts, or ''."""
        return next(iter(self.texts(field)), "")

    def address(self, field: str) -> str:
        """The first address that they hold as `content`, `src` or `href`, or ''."""
        held = (node.attributes.get(key) for node in self.nodes(field) for key in ("content", "src", "href"))
        return next(filter(None, held), "")

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
        lines = {clean(line) for line in self._site.drop_lines}
        return [p for p in paragraphs if p.text not in lines]

    def dropped(self) -> frozenset[int]:
        """The identities of the nodes that the site file drops."""
        return frozenset(node.mem_id for selector in self._site.drop for node in self._tree.css(selector))
