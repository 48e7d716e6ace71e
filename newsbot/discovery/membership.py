"""Whether an article belongs to a section, by what its own page says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from newsbot.discovery.address import is_home
from newsbot.discovery.page import HEADINGS, Page, ancestors, line_of, words_of
from newsbot.discovery.section import MAX_NAME, Section
from newsbot.extraction.document import Document
from newsbot.extraction.evidence import Evidence, texts
from newsbot.urls import canonical

_TRAILS = words_of("ariane arbo breadcrumb breadcrumbs trail")
_LABELS = words_of("cat cats category categorie categories kicker rubrique surtitre taxonomy")
_LABELLED = ", ".join(
    [
        "[rel~=category]",
        *(f"[{name}*={word} i]" for name in ("class", "id") for word in sorted(_TRAILS | _LABELS)),
    ]
)
_POST_ID = re.compile(r"\bpostid-(\d+)\b")
_MOST = 200


def belongs(document: Document, section: Section) -> bool:
    """Whether the article on a page belongs to `section`, by what the page itself says.

    Its address, its breadcrumb, its labels and category links, `article:section`, JSON-LD's `articleSection`
    and `BreadcrumbList`, and the classes that WordPress gives an article.
    """
    page = Page(document)
    link = page.tree.css_first("link[rel=canonical][href]")
    return (
        any(map(section.has_url, (page.url, page.target(link) if link else "")))
        or any(map(section.has_name, _stated(document)))
        or any(
            any(map(section.has_name, names)) or any(map(section.holds, urls))
            for names, urls in _printed(page)
        )
    )


def _stated(document: Document) -> Iterator[str]:
    """The sections that the page states to machines."""
    evidence = Evidence(document)
    for content in (*evidence.meta.get("article:section", ()), *evidence.meta.get("articlesection", ())):
        yield from content.split(",")
    yield from texts(evidence.article.get("articleSection"))
    for trail in evidence.of_type("BreadcrumbList"):
        crumbs = trail.get("itemListElement")
        yield from (name for crumb in crumbs for name in _crumb(crumb)) if isinstance(crumbs, list) else ()
    body = document.tree.body
    post = _POST_ID.search((body.attributes.get("class") or "") if body else "")
    article = document.tree.css_first(f"#post-{post[1]}, .post-{post[1]}") if post else None
    names = (article.attributes.get("class") or "").split() if article else ()
    yield from (name.removeprefix("category-") for name in names if name.startswith("category-"))


def _crumb(crumb: Any) -> list[str]:
    """The name of a step of the trail, but for the home page: the newspaper's own may be 'Le Monde'."""
    if not isinstance(crumb, dict):
        return []
    item = crumb.get("item")
    address = item.get("@id") or item.get("url") if isinstance(item, dict) else item
    if isinstance(address, str) and (url := canonical(address)) and is_home(url):
        return []
    return texts(crumb.get("name")) or texts(item)


def _printed(page: Page) -> Iterator[tuple[list[str], list[str]]]:
    """The texts and the addresses of the printed trail, and of the labels of the article itself."""
    of_title = set(ancestors(page.title)) if page.title else set()
    titled = of_title.union(*map(ancestors, page.tree.css(HEADINGS)[:_MOST]))
    for node in page.tree.css(_LABELLED)[:_MOST]:
        element = page.element(node)
        trail = not element.words.isdisjoint(_TRAILS)
        if not trail:
            label = not element.words.isdisjoint(_LABELS) or node.attributes.get("rel")
            # the nearest title to a label must be the article's own, not that of another article's card
            nearest = next((holder for holder in ancestors(node) if holder in titled), None)
            if element.around or not label or (nearest is not None and nearest not in of_title):
                continue
        links = [(line_of(a), page.target(a)) for a in node.css("a[href]")[:_MOST]]
        homes = {text for text, url in links if trail and is_home(url)}
        names = [text.strip(" >»/|\n\t") for text in node.text(separator="\n").split("\n")]
        if sum(map(len, names)) <= 4 * MAX_NAME:
            yield [name for name in names if name not in homes], [url for _, url in links]
