"""What a page says of itself to machines: meta elements, JSON-LD, microdata."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from html import unescape
from typing import Any
from unicodedata import normalize

from newsbot.extraction.document import Document
from newsbot.text import clean

ARTICLE_TYPES = frozenset(
    [
        "Article",
        "NewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "OpinionNewsArticle",
        "BackgroundNewsArticle",
        "ReviewNewsArticle",
        "AskPublicNewsArticle",
        "BlogPosting",
        "LiveBlogPosting",
        "SocialMediaPosting",
        "Report",
        "TechArticle",
        "ScholarlyArticle",
        "AdvertiserContentArticle",
        "SatiricalArticle",
        "Blog",
    ]
)

_MANY = 200


class Evidence:
    """The machine-readable side of `document`, read on demand."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def meta(self) -> dict[str, list[str]]:
        """The contents of the `<meta>` elements by their lower-case name or property."""
        found: dict[str, list[str]] = {}
        for node in self.document.tree.css("meta[content]"):
            attributes = node.attributes
            name = attributes.get("property") or attributes.get("name")
            if name and (content := said(attributes.get("content") or "")):
                found.setdefault(name.lower(), []).append(content)
        return found

    def first(self, *names: str) -> str:
        """The content of the first `<meta>` that one of `names` has."""
        return next((self.meta[name][0] for name in names if name in self.meta), "")

    @cached_property
    def microdata(self) -> dict[str, list[str]]:
        """What the elements with an `itemprop` say, by it: their `content`, `datetime`, else their text."""
        found: dict[str, list[str]] = {}
        for node in self.document.tree.css("[itemprop]")[:_MANY]:
            attributes = node.attributes
            if value := clean(attributes.get("content") or attributes.get("datetime") or node.text()):
                for name in (attributes.get("itemprop") or "").split():
                    found.setdefault(name, []).append(value)
        return found

    @cached_property
    def article(self) -> dict[str, Any]:
        """The JSON-LD object of the article, {} where there is none."""
        for node in self.document.json_ld:
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
        return [
            *texts(self._resolved(self.article.get("publisher"))),
            *self.meta.get("og:site_name", []),
            *(
                name
                for node in self.of_type("WebSite", "NewsMediaOrganization")
                for name in texts(node.get("name"))
            ),
            *self.meta.get("application-name", []),
        ]

    def _resolved(self, value: Any) -> list[Any]:
        """The values stated; references to other objects of the graph (`@id` alone) are replaced by those."""
        stated = value[:_MANY] if isinstance(value, list) else [value]
        return [self._referred(entry) for entry in stated]

    def _referred(self, value: Any) -> Any:
        if not isinstance(value, dict) or value.get("name") or not value.get("@id"):
            return value
        return next((node for node in self.document.json_ld if node.get("@id") == value["@id"]), value)

    def of_type(self, *types: str) -> Iterator[dict[str, Any]]:
        """The JSON-LD objects of one of `types`."""
        return (node for node in self.document.json_ld if types_of(node) & set(types))


def key(name: str) -> str:
    """The letters and digits of `name`, without accents or case: what spellings of a name have in common."""
    return "".join(filter(str.isalnum, normalize("NFKD", name))).casefold()


def said(text: str) -> str:
    """`text` clean, and without the entities of a page that escapes twice ('14&nbsp;juin')."""
    return clean(unescape(text) if "&" in text else text)


def types_of(node: dict[str, Any]) -> set[str]:
    """The schema.org types of a JSON-LD object, without their prefix."""
    stated = node.get("@type")
    return {str(t).rsplit("/", 1)[-1] for t in (stated if isinstance(stated, list) else [stated]) if t}


def texts(value: Any, depth: int = 4) -> list[str]:
    """The texts of a JSON-LD value: a string, an object's name or url, or a list of those."""
    if isinstance(value, str):
        text = said(value)
        return [text] if text else []
    if isinstance(value, dict) and depth:
        named = value.get("name") or value.get("@value") or value.get("url") or value.get("headline")
        return texts(named, depth - 1)
    if isinstance(value, list) and depth:
        return [text for entry in value[:_MANY] for text in texts(entry, depth - 1)]
    return []
