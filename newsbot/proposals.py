"""Selectors for a site file, told from a few of the site's articles. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import TYPE_CHECKING

from newsbot.extraction import Document, extract
from newsbot.extraction.marks import Mark, marks_of
from newsbot.items import ArticleItem
from newsbot.sites import Site

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

FEWEST = 3
"""Articles without which nothing is proposed: two pages are alike by chance."""

_MOST_NODES = 12
_Page = tuple[Document, ArticleItem]
_FIELDS: dict[str, tuple[str, Mark]] = {
    "headline": ("headline", "title"),
    "lead": ("description", "lead"),
    "authors": ("author", "byline"),
    "body": ("articleBody", "body"),
}
"""The fields, with the property of schema.org and the mark of a class name that stand for each."""
_ONE = ("headline", "body")
"""What stands in one element only."""
_HEADINGS = ("h1", "h2")
_TELLING_TAGS = ("article", "main", "address")

# Not those made by a tool ('css-1x2y3z', 'jLbIJW') or for one article ('post-12', 'category-monde').
_PART = r"[A-Z]?[a-z]+(?:[A-Z][a-z]{2,})*"
_NAME = re.compile(rf"(?!(?:category|tag|status|format|type)-)(?=.{{3}}){_PART}(?:[_-]+{_PART})*")


def propose(documents: Sequence[Document], site: Site) -> dict[str, str]:
    """The CSS selectors of headline, lead, authors and body, as `[selectors]` of a site file takes them.

    Each finds its field on all of the articles `documents` that have it, and on all of them the article is
    read exactly as without it. A field for which there is none is left out, and all where there are fewer
    than FEWEST articles.
    """
    if len(documents) < FEWEST:
        return {}
    pages = [(document, extract(document, document.url, site=site)) for document in documents]
    found = ((field, _selector(field, pages, site)) for field in _FIELDS)
    return {field: selector for field, selector in found if selector}


def _selector(field: str, pages: Sequence[_Page], site: Site) -> str:
    having = [(document, texts, item) for document, item in pages if (texts := _texts(field, item))]
    if len(having) < 2:
        return ""
    for _, selector in sorted(_candidates(field, *having[0]), key=itemgetter(0)):
        chosen = replace(site, selectors={**site.selectors, field: selector})
        if all(_finds(selector, field, document, texts) for document, texts, _ in having) and all(
            extract(document, document.url, site=chosen) == item for document, item in pages
        ):
            return selector
    return ""


def _texts(field: str, item: ArticleItem) -> list[str]:
    """What the rules read for a field."""
    if field == "headline":
        return [item.headline]
    if field == "authors":
        return item.authors
    kinds = ("lead",) if field == "lead" else ("paragraph", "heading", "quote", "list_item")
    return [p.text for p in item.paragraphs if p.kind in kinds]


def _candidates(
    field: str, document: Document, texts: Sequence[str], item: ArticleItem
) -> Iterator[tuple[tuple[int, int, int], str]]:
    """Selectors of the elements that hold the field's text on a page, each with its rank, the best lowest:
    by what names the element, then the closest around the text, then the inmost."""
    wanted = [_plain(text) for text in (texts if field == "body" else texts[:1])]
    other = _plain(item.headline) if field in ("lead", "authors") else None
    holders: list[tuple[int, int, LexborNode]] = []
    for place, node in enumerate(document.tree.css("body *")):
        text = _plain(node.text())
        if all(part in text for part in wanted) and not (other and other in text):
            holders.append((len(text), -place, node))
    for size, place, node in sorted(holders, key=itemgetter(0, 1))[:_MOST_NODES]:
        for rank, selector in _selectors(field, node):
            yield (rank, size, place), selector


def _selectors(field: str, node: LexborNode) -> Iterator[tuple[int, str]]:
    """Selectors of one element by its own names, with a rank: what schema.org says, what a class says…"""
    schema, mark = _FIELDS[field]
    attributes, tag = node.attributes, node.tag or ""
    if not tag.isalnum():  # 'o:p', of a word processor, is no name in a selector
        return
    for name in filter(_NAME.fullmatch, (attributes.get("itemprop") or "").split()):
        yield (0 if name == schema else 4), f'{tag}[itemprop~="{name}"]'
    for name in filter(_NAME.fullmatch, (attributes.get("class") or "").split()):
        yield (1 if mark in marks_of(name) else 2 if tag in _HEADINGS else 4), f"{tag}.{name}"
    if (name := attributes.get("id") or "") and _NAME.fullmatch(name):
        yield 4, f"{tag}#{name}"
    if "author" in (attributes.get("rel") or "").split():
        yield 1, f'{tag}[rel~="author"]'
    if tag in _HEADINGS or tag in _TELLING_TAGS:
        yield (3 if tag in _HEADINGS else 5), tag


def _finds(selector: str, field: str, document: Document, texts: Sequence[str]) -> bool:
    """Whether the selector's elements hold all that the field is on the page."""
    nodes = document.tree.css(selector)
    held = _plain(" ".join(node.text() for node in nodes))
    return (len(nodes) == 1 or field not in _ONE) and all(_plain(text) in held for text in texts)


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", text)
