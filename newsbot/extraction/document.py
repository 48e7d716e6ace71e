"""A page: parsed once, shared by all who read it, with what it says of itself to machines."""

import json
import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from html import unescape
from typing import Any
from unicodedata import normalize

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsbot.extraction.decoding import shallow, utf8
from newsbot.text import clean
from newsbot.urls import absolute, resolve

MAX_BYTES = 2_000_000
"""What stands after this many bytes of a page is not read: no article is that long."""
ARTICLE_TYPES = frozenset(
    """Article NewsArticle ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle BackgroundNewsArticle
    ReviewNewsArticle AskPublicNewsArticle BlogPosting LiveBlogPosting SocialMediaPosting Report TechArticle
    ScholarlyArticle AdvertiserContentArticle SatiricalArticle Blog""".split()  # noqa: SIM905
)
_MANY = 200
_NO_KEY = re.compile(r"[\W_]+")


class Document:
    """An HTML page at `url`; what it holds and says is read once and on demand.

    `html` as bytes is decoded by `utf8`. Any input gives a document, an empty one at worst.
    """

    def __init__(self, html: bytes | str, url: str, *, content_type: str = "") -> None:
        self.url = url
        self._html = html if isinstance(html, bytes) else html.encode(errors="ignore")
        self._content_type = content_type

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The parsed page, which no reader changes."""
        return LexborHTMLParser(shallow(utf8(self._html, self._content_type)[:MAX_BYTES]))

    @cached_property
    def base_url(self) -> str:
        """The address that relative links start from."""
        stated = [base.attributes["href"] for base in self.tree.tags("base") if "href" in base.attributes]
        return absolute(self.url, stated[0]) or self.url if stated else self.url

    def target(self, link: LexborNode | None) -> str:
        """The canonical address that a link leads to, '' for none."""
        return resolve(self.base_url, link.attributes.get("href")) if link is not None else ""

    @cached_property
    def json_ld(self) -> list[dict[str, Any]]:
        """The objects that the page's JSON-LD states, of lists and `@graph` too; broken JSON is left out."""
        scripts = self.tree.css('script[type^="application/ld+json"]')
        return [node for script in scripts for node in _objects(_loads(script.text().replace("\\u0000", "")))]

    @cached_property
    def meta(self) -> dict[str, list[str]]:
        """The contents of the `<meta>` elements by their lower-case name or property."""
        found: dict[str, list[str]] = {}
        for node in self.tree.tags("meta"):
            attributes = node.attributes
            name = attributes.get("property") or attributes.get("name")
            if name and (content := clean(unescape(attributes.get("content") or ""))):
                found.setdefault(name.lower(), []).append(content)
        return found

    def first(self, *names: str) -> str:
        """The content of the first `<meta>` that one of `names` has."""
        return next((self.meta[name][0] for name in names if name in self.meta), "")

    @cached_property
    def microdata(self) -> dict[str, list[str]]:
        """What the elements with an `itemprop` say, by it; of an item (`itemscope`), its name."""
        found: dict[str, list[str]] = {}
        for node in self.tree.css("[itemprop]")[:_MANY]:
            named = node.css_first('[itemprop~="name"]') if "itemscope" in node.attributes else None
            if value := value_of(named or node):
                for name in (node.attributes["itemprop"] or "").split():
                    found.setdefault(name, []).append(value)
        return found

    @cached_property
    def article(self) -> dict[str, Any]:
        """The JSON-LD object of the article, {} where there is none."""
        for node in self.json_ld:
            for candidate in (node, node.get("mainEntity"), node.get("mainEntityOfPage")):
                if isinstance(candidate, dict) and types_of(candidate) & ARTICLE_TYPES:
                    return candidate
        return {}

    @cached_property
    def authors(self) -> list[str]:
        """The names that JSON-LD or microdata gives as the article's authors."""
        stated = self.article.get("author") or next(
            (node["author"] for node in self.of_type("WebPage") if node.get("author")), None
        )
        return texts(self._resolved(stated)) or self.microdata.get("author", [])

    @cached_property
    def publishers(self) -> list[str]:
        """The names by which the page calls its publisher or site, the most trusted first."""
        sites = [node.get("name") for node in self.of_type("WebSite", "NewsMediaOrganization")]
        return [
            *texts(self._resolved(self.article.get("publisher"))),
            *self.meta.get("og:site_name", []),
            *(name for stated in sites for name in texts(stated)),
            *self.meta.get("application-name", []),
        ]

    @cached_property
    def publisher_keys(self) -> frozenset[str]:
        """The keys of those names."""
        return frozenset(map(key, self.publishers))

    @cached_property
    def language(self) -> str:
        """The language that the page says it is in, as it says it, or ''."""
        root = self.tree.root
        attributes = root.attributes if root else {}
        stated = (
            *texts(self.article.get("inLanguage")),
            attributes.get("lang") or attributes.get("xml:lang") or "",
            self.first("og:locale", "content-language", "language", "dc.language"),
        )
        return next((language.strip().replace("_", "-") for language in stated if language.strip()), "")

    @cached_property
    def image(self) -> str:
        """The address of the article's picture, as for sharing or in JSON-LD; '' where there is none."""
        image = self.article.get("image")
        entries = image if isinstance(image, list) else [image]
        stated = [entry.get("url") if isinstance(entry, dict) else entry for entry in entries]
        shared = self.first("og:image", "twitter:image")
        return shared or next((address for address in stated if address and isinstance(address, str)), "")

    def _resolved(self, value: Any) -> list[Any]:
        """The values stated; references to other objects of the graph (`@id` alone) are replaced by those."""
        stated = value[:_MANY] if isinstance(value, list) else [value]
        for at, entry in enumerate(stated):
            if isinstance(entry, dict) and entry.get("@id") and not entry.get("name"):
                stated[at] = next((n for n in self.json_ld if n.get("@id") == entry["@id"]), entry)
        return stated

    def of_type(self, *types: str) -> Iterator[dict[str, Any]]:
        """The JSON-LD objects of one of `types`."""
        return (node for node in self.json_ld if not types_of(node).isdisjoint(types))


@lru_cache(maxsize=256)
def key(name: str) -> str:
    """The letters and digits of `name`, without accents or case: what spellings of a name have in common."""
    return _NO_KEY.sub("", name if name.isascii() else normalize("NFKD", name)).casefold()


def value_of(node: LexborNode) -> str:
    """What an element says: its `content`, `datetime`, else its text."""
    attributes = node.attributes
    return clean(attributes.get("content") or attributes.get("datetime") or node.text())


def types_of(node: dict[str, Any]) -> set[str]:
    """The schema.org types of a JSON-LD object, without their prefix."""
    stated = node.get("@type")
    return {str(t).rsplit("/", 1)[-1] for t in (stated if isinstance(stated, list) else [stated]) if t}


def texts(value: Any, depth: int = 4) -> list[str]:
    """The texts of a JSON-LD value: a string, an object's name or url, or a list of those."""
    if isinstance(value, str):
        text = clean(unescape(value))  # some pages escape twice: '14&nbsp;juin'
        return [text] if text else []
    if isinstance(value, dict) and depth:
        named = value.get("name") or value.get("@value") or value.get("url") or value.get("headline")
        return texts(named, depth - 1)
    if isinstance(value, list) and depth:
        return [text for entry in value[:_MANY] for text in texts(entry, depth - 1)]
    return []


_decoder = json.JSONDecoder(strict=False)


def _loads(text: str, *, mended: bool = False) -> Any:
    try:
        return _decoder.decode(text)
    except (ValueError, RecursionError):
        return None if mended else _loads(_CONTROL.sub(" ", _LD_WRAPPING.sub("", text)), mended=True)


_LD_WRAPPING = re.compile(
    r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)?\s*|\s*(?:-->|//\]\]>|\]\]>|;)?\s*$|,(?=\s*[}\]])"
)
_CONTROL = re.compile(r"[\x00-\x1f]+")


def _objects(value: Any, depth: int = 4) -> Iterator[dict[str, Any]]:
    if isinstance(value, list) and depth:
        for entry in value[:_MANY]:
            yield from _objects(entry, depth - 1)
    elif isinstance(value, dict):
        yield value
        if isinstance(value.get("@graph"), list) and depth:
            yield from _objects(value["@graph"], depth - 1)
