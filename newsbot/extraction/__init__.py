"""Article page → the raw fields of an `ArticleItem`: pure, one parse a page.

docs/extraction.md states which evidence goes before which.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsbot.extraction.document import Document, texts
from newsbot.items import ArticleItem, Rubric
from newsbot.urls import absolute

if TYPE_CHECKING:
    from newsbot.sites import Site

__all__ = ["Document", "extract"]


def extract(html: bytes | str | Document, url: str, *, site: Site | None = None) -> ArticleItem:
    """All that the page at `url` says of its article, but its dates' values and its paragraphs' verdicts.

    `html` may be a `Document` that was made of the page before. What the selectors of `site` find goes before
    what the rules find. Any input gives an item; `outcome` tells whether it is an article.
    """
    # On first use: a run that finds nothing new reads no article.
    from newsbot.extraction import blocks, byline, dateline, headline, links, outcome, paragraphs, section
    from newsbot.extraction.layout import Layout
    from newsbot.extraction.selectors import NO_SITE, Selectors

    document = html if isinstance(html, Document) else Document(html, url)
    selected = Selectors(site or NO_SITE, document.tree)
    for whole in (False, True):
        found, frames = blocks.read(document.tree, selected.dropped(), whole=whole)
        title, printed = headline.find(found, document, selected.first("headline"))
        if printed:
            break
    layout = Layout(found, frames, printed, frozenset(node.mem_id for node in selected.nodes("body")))
    item = ArticleItem(url=url, headline=title)
    item.canonical_url = links.canonical_url(document)
    item.next_page = links.next_page(document, frames)
    item.description = selected.first("description") or document.first(
        "description", "og:description", "twitter:description"
    )
    signed = [name for text in selected.texts("authors") for name in byline.names_of(text)]
    item.authors = signed or byline.authors(layout, document)
    item.date_candidates = [*selected.dates(), *dateline.candidates(layout, document)]
    trail = [*map(Rubric, selected.texts("breadcrumb"))] or section.breadcrumb(frames, document, title)
    item.breadcrumb = [step.name for step in trail]
    item.rubrics = section.rubrics(layout, document, trail)
    item.section = selected.first("section") or next((rubric.name for rubric in item.rubrics), "")
    item.rubrics += section.of_wordpress(document)
    item.keywords = selected.texts("keywords") or section.keywords(document)
    item.publisher = next(iter(document.publishers), "")
    item.in_language = document.language
    item.paragraphs = selected.applied(paragraphs.gather(layout, item.authors, item.description, url))
    image = selected.address("image_url") or document.image
    item.image_url = absolute(document.base_url, image) if image else ""
    stated = document.article.get("image")
    captions = [
        *paragraphs.captions(layout),
        *(p.text for p in item.paragraphs[:1] if p.kind == "caption"),
        *(texts(stated.get("caption")) if isinstance(stated, dict) else ()),
    ]
    item.image_caption = selected.first("image_caption") or next(iter(captions), "")
    item.is_accessible_for_free = outcome.is_free(layout, document, item.paragraphs)
    item.outcome = outcome.outcome(layout, document, found, item)
    return item
