"""Article page → the raw fields of an `ArticleItem`: pure, one parse a page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlsplit

from newsbot.extraction import blocks, paragraphs
from newsbot.extraction.byline import authors
from newsbot.extraction.dateline import candidates
from newsbot.extraction.document import Document
from newsbot.extraction.evidence import Evidence
from newsbot.extraction.headline import find as find_headline
from newsbot.extraction.layout import Layout
from newsbot.extraction.section import breadcrumb, keywords, section
from newsbot.items import ArticleItem
from newsbot.urls import absolute

if TYPE_CHECKING:
    from newsbot.sites import Site

__all__ = ["Document", "extract"]


def extract(html: bytes | str | Document, url: str, *, site: Site | None = None) -> ArticleItem:
    """Everything that the page says of its article but the values of its dates and the paragraphs' verdicts."""
    document = html if isinstance(html, Document) else Document(html, url)
    evidence = Evidence(document)
    found, frames = blocks.read(document.tree)
    item = ArticleItem(url=url)
    item.headline, printed = find_headline(found, evidence)
    item.description = evidence.first("description", "og:description", "twitter:description")
    layout = Layout.of(found, frames, printed)
    item.authors = authors(layout, evidence)
    item.paragraphs = paragraphs.gather(layout, item.authors, item.description, url)
    item.date_candidates = candidates(layout, evidence)
    item.canonical_url = _canonical_url(document, url)
    item.next_page = _next_page(document, url)
    item.in_language = _language(document, evidence)
    item.publisher = next(iter(evidence.publishers), "")
    item.image_url = absolute(document.base_url, evidence.first("og:image", "twitter:image"))
    item.breadcrumb = breadcrumb(evidence, item.headline)
    item.section = section(layout, evidence, item.breadcrumb)
    item.keywords = keywords(evidence)
    if not item.paragraphs:
        item.outcome = "empty"
    if document.tree.css_first("form.post-password-form"):
        item.outcome, item.is_accessible_for_free = "paywall", False
    return item


def _canonical_url(document: Document, url: str) -> str:
    link = document.tree.css_first('link[rel="canonical"][href]')
    address = urldefrag(absolute(document.base_url, link.attributes.get("href")))[0] if link else ""
    return address if address and _host(address) == _host(url) else urldefrag(url)[0]


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _next_page(document: Document, url: str) -> str:
    for links in document.tree.css(".page-links, .post-page-numbers, .wp-block-post-content"):
        current = links.css_first(".current")
        following = current.next if current else None
        while following is not None and following.tag != "a":
            following = following.next
        if following is not None:
            return absolute(document.base_url, following.attributes.get("href"))
    return ""


def _language(document: Document, evidence: Evidence) -> str:
    root = document.tree.css_first("html")
    return (root.attributes.get("lang") or "").strip() if root else ""
