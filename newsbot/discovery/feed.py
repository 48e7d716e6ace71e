"""Feeds: RSS 0.9 to 2.0, RSS 1.0 (RDF) and Atom."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from w3lib.html import remove_tags
from w3lib.url import add_or_replace_parameter, url_query_parameter

from newsbot.discovery.entry import Entry
from newsbot.discovery.markup import Element, elements, plain
from newsbot.urls import canonical, is_http, resolve

# RSS 2.0, Dublin Core, Dublin Core terms, Atom 1.0 and 0.3
_PUBLISHED = ("published", "pubdate", "date", "issued", "created")
_MODIFIED = ("updated", "modified")
_WORDS = ("title", "description", "summary", "encoded", "content")
_WORDPRESS = re.compile(r"^https?://wordpress\.org/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's entries in its own order, and the address of its next, older page ('' where it tells none)."""

    entries: tuple[Entry, ...] = ()
    next_page: str = ""


def feed(body: bytes | str, url: str) -> Feed:
    """Read the feed fetched from `url`; what is no feed has no entries.

    The next page is the one that the feed names (RFC 5005) or, from WordPress, `?paged=` one higher: it
    answers 404 after the last.
    """
    entries: dict[str, Entry] = {}
    next_page, wordpress = "", False
    for element in elements(body, "item", "entry", "link", "generator"):
        if element.name == "generator":
            wordpress = wordpress or bool(_WORDPRESS.match(element.text))
        elif element.name != "link":
            entry = _entry(element, url)
            if entry.url:
                entries.setdefault(entry.url, entry)
        elif element.attributes.get("rel") in ("next", "prev-archive"):
            next_page = next_page or resolve(url, element.attributes.get("href"))
    if wordpress and not next_page and entries:
        page = url_query_parameter(url, "paged") or "1"
        next_page = add_or_replace_parameter(url, "paged", str(int(page) + 1)) if page.isdecimal() else ""
    return Feed(tuple(entries.values()), next_page if next_page != canonical(url) else "")


def _entry(item: Element, url: str) -> Entry:
    texts: dict[str, str] = {}
    categories: list[str] = []
    link = ""
    for child in item.children:
        told = child.attributes
        if child.name == "link":
            if told.get("rel", "alternate") == "alternate":
                link = link or told.get("href") or child.text
        elif child.name in ("category", "subject"):
            categories.append(html.unescape(told.get("label") or told.get("term") or child.text))
        elif child.name != "guid" or told.get("isPermaLink", "true").lower() == "true":
            texts[child.name] = texts.get(child.name) or child.text
    identity = (texts.get("guid", ""), texts.get("id", ""))
    address = texts.get("origlink") or link or next(filter(is_http, identity), "")
    return Entry(
        url=resolve(url, address) if address else "",
        headline=plain(html.unescape(texts.get("title", ""))),
        date_published=next(filter(None, map(texts.get, _PUBLISHED)), ""),
        date_modified=next(filter(None, map(texts.get, _MODIFIED)), ""),
        categories=tuple(dict.fromkeys(filter(None, categories))),
        digest=_digest(texts.get(name, "") for name in _WORDS),
    )


def _digest(texts: Iterable[str]) -> str:
    words = " ".join(remove_tags(html.unescape(text)) for text in texts if text).split()
    return sha256(" ".join(words).encode()).hexdigest()[:16] if words else ""
