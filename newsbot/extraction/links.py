"""The page's own addresses: the canonical one, and that of the article's next page."""

import re
from collections.abc import Iterable

from newsbot.extraction.blocks import Frame
from newsbot.extraction.document import Document
from newsbot.urls import absolute, canonical, resolve, same_site, segments

_IN_PATH = re.compile(r"(?:/page)?[/,](\d{1,3})/?$")
_IN_QUERY = re.compile(r"[?&](?:page|p|pg|paged)=(\d{1,3})$")


def canonical_url(document: Document) -> str:
    """The address that the article is known by: as the page states it where that is believable, else its own.

    Believable is an http(s) address of the same site that is not the site's home page.
    """
    link = document.tree.css_first('link[rel~="canonical"][href]')
    stated = [link.attributes.get("href") if link else "", document.first("og:url")]
    for address in (resolve(document.base_url, address) for address in stated if address):
        if same_site(address, document.url) and (segments(address) or not segments(document.url)):
            return address
    return canonical(document.url) or document.url


def next_page(document: Document, frames: Iterable[Frame]) -> str:
    """The address of the article's following page: the same with the next number; '' where it has none."""
    stem, number = _stem(document.url)
    links = document.tree.css('[rel~="next"][href]')
    for frame in frames:
        if "pager" in frame.marks:
            links += frame.node.css("a[href]")[:40]
    for link in links:
        address = absolute(document.base_url, link.attributes.get("href"))
        of, page = _stem(address)
        if (page == number + 1 and of == stem) or (page == 2 and of == document.url.rstrip("/")):
            return address
    return ""


def _stem(url: str) -> tuple[str, int]:
    for pattern in (_IN_QUERY, _IN_PATH):
        if found := pattern.search(url):
            return url[: found.start()].rstrip("/"), int(found[1])
    return url.rstrip("/"), 1
