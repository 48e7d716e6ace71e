"""Whether an article belongs to a section, by what its own page says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from newsbot.discovery.layout import HEADINGS, Layout, ancestors, target, words_of
from newsbot.discovery.section import MAX_NAME, Section, is_home
from newsbot.extraction.document import Document, texts
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
    link = document.tree.css_first("link[rel=canonical][href]")
    addresses = (canonical(document.url), target(document, link) if link else "")
    return (
        any(section.has_url(address) for address in addresses if address)
        or any(map(section.has_name, _stated(document)))
        or any(
            any(map(section.has_name, names)) or any(map(section.holds, urls))
            for names, urls in _printed(document)
        )
    )


def _stated(document: Document) -> Iterator[str]:
    """The sections that the page states to machines."""
    for content in (*document.meta.get("article:section", ()), *document.meta.get("articlesection", ())):
        yield from content.split(",")
    yield from texts(document.article.get("articleSection"))
    for trail in document.of_type("BreadcrumbList"):
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


def _printed(document: Document) -> Iterator[tuple[list[str], list[str]]]:
    """The texts and the addresses of the printed trail, and of the labels of the article itself."""
    layout = Layout(document)
    title = layout.title()
    of_title = set(ancestors(title)) if title else set()
    titled = of_title.union(*map(ancestors, document.tree.css(", ".join(HEADINGS))[:_MOST]))
    for node in document.tree.css(_LABELLED)[:_MOST]:
        place = layout.place(node)
        trail = bool(place.words & _TRAILS)
        if not trail and (place.around or not (place.words & _LABELS or node.attributes.get("rel"))):
            continue
        # the nearest title to a label must be the article's own, not that of another article's card
        nearest = next((holder for holder in ancestors(node) if holder in titled), None)
        if not trail and nearest is not None and nearest not in of_title:
            continue
        links = [
            (a, target(document, a)) for a in ([node] if node.tag == "a" else node.css("a[href]")[:_MOST])
        ]
        homes = {" ".join(a.text().split()) for a, url in links if trail and is_home(url)}
        names = [text.strip(" >»/|\n\t") for text in node.text(separator="\n").split("\n")]
        if sum(map(len, names)) <= 4 * MAX_NAME:
            yield [name for name in names if name not in homes], [url for _, url in links]
