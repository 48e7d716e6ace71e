"""Article page → the raw fields of an `ArticleItem`: pure, one parse a page.

docs/extraction.md states which evidence goes before which.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsbot.extraction import blocks, byline, dateline, headline, links, paragraphs, section
from newsbot.extraction.document import Document
from newsbot.extraction.evidence import Evidence, texts
from newsbot.extraction.layout import Layout
from newsbot.extraction.outcome import is_free, outcome
from newsbot.extraction.selectors import Selectors
from newsbot.items import ArticleItem, DateCandidate, Paragraph
from newsbot.urls import absolute

if TYPE_CHECKING:
    from newsbot.sites import Site

__all__ = ["Document", "extract"]


def extract(html: bytes | str | Document, url: str, *, site: Site | None = None) -> ArticleItem:
    """All that the page at `url` says of its article, but its dates' values and its paragraphs' verdicts.

    `html` may be a `Document` that was made of the page before. What the selectors of `site` find goes before
    what the rules find. Any input gives an item; `outcome` tells whether it is an article.
    """
    document = html if isinstance(html, Document) else Document(html, url)
    evidence = Evidence(document)
    selectors = Selectors(site, document.tree)
    found, frames = blocks.read(document.tree, selectors.dropped())
    title, printed = headline.find(found, evidence, selectors.first("headline"))
    layout = Layout.of(found, frames, printed, frozenset(node.mem_id for node in selectors.nodes("body")))
    item = ArticleItem(url=url, headline=title)
    item.canonical_url = links.canonical_url(document, evidence)
    item.next_page = links.next_page(document, frames)
    item.description = selectors.first("description") or evidence.first(
        "description", "og:description", "twitter:description"
    )
    signed = [name for text in selectors.texts("authors") for name in byline.names_of(text)]
    item.authors = signed or byline.authors(layout, evidence)
    item.date_candidates = [*_site_dates(selectors), *dateline.candidates(layout, evidence)]
    item.breadcrumb = selectors.texts("breadcrumb") or section.breadcrumb(frames, evidence, item.headline)
    item.section = selectors.first("section") or section.section(layout, evidence, item.breadcrumb)
    item.keywords = selectors.texts("keywords") or section.keywords(evidence)
    item.publisher = next(iter(evidence.publishers), "")
    item.in_language = _language(evidence)
    item.paragraphs = paragraphs.gather(layout, item.authors, item.description, url)
    if leads := selectors.texts("lead"):
        item.paragraphs = [Paragraph(text, "lead") for text in leads] + [
            p for p in item.paragraphs if p.kind != "lead" and p.text not in leads
        ]
    if lines := selectors.lines():
        item.paragraphs = [p for p in item.paragraphs if p.text not in lines]
    images = filter(None, [*selectors.addresses("image_url"), *_images(evidence)])
    item.image_url = next((absolute(document.base_url, address) for address in images), "")
    item.image_caption = selectors.first("image_caption") or _image_caption(layout, evidence, item.paragraphs)
    item.is_accessible_for_free = is_free(layout, evidence, item.paragraphs)
    item.outcome = outcome(layout, evidence, found, item)
    return item


def _site_dates(selectors: Selectors) -> list[DateCandidate]:
    published = [DateCandidate("site", "published", text) for text in selectors.texts("date_published")[:1]]
    return published + [
        DateCandidate("site", "modified", text) for text in selectors.texts("date_modified")[:1]
    ]


def _language(evidence: Evidence) -> str:
    root = evidence.document.tree.css_first("html")
    stated = (
        *texts(evidence.article.get("inLanguage")),
        (root.attributes.get("lang") or root.attributes.get("xml:lang") or "") if root else "",
        evidence.first("og:locale", "content-language", "language", "dc.language"),
    )
    return next((language.strip().replace("_", "-") for language in stated if language.strip()), "")


def _images(evidence: Evidence) -> list[str]:
    image = evidence.article.get("image")
    entries = image if isinstance(image, list) else [image]
    addresses = [entry.get("url") if isinstance(entry, dict) else entry for entry in entries]
    return [
        *evidence.meta.get("og:image", []),
        *evidence.meta.get("twitter:image", []),
        *(a for a in addresses if isinstance(a, str)),
    ]


def _image_caption(layout: Layout, evidence: Evidence, gathered: list[Paragraph]) -> str:
    """The caption before the text, else the one that opens it, else JSON-LD's."""
    first = [p.text for p in gathered[:1] if p.kind == "caption"]
    image = evidence.article.get("image")
    stated = image.get("caption") if isinstance(image, dict) else None
    return next(iter([*paragraphs.captions(layout), *first, *texts(stated)]), "")
