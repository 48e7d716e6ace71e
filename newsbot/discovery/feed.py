"""Feeds: RSS 0.9 to 2.0, RSS 1.0 (RDF) and Atom."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from lxml import etree
from w3lib.html import remove_tags
from w3lib.url import add_or_replace_parameter, url_query_parameter

from newsbot.discovery.entry import Entry
from newsbot.discovery.markup import decoded, elements, local_name, text_of
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
    for element in elements(decoded(body), "item", "entry", inside=("link", "generator")):
        match local_name(element):
            case "generator":
                wordpress = wordpress or bool(_WORDPRESS.match(text_of(element)))
            case "link":
                if element.get("rel") in ("next", "prev-archive") and not _inside_entry(element):
                    next_page = next_page or resolve(url, element.get("href"))
            case _:
                entry = _entry(element, url)
                if entry.url:
                    entries.setdefault(entry.url, entry)
    if wordpress and not next_page and entries:
        page = url_query_parameter(url, "paged") or "1"
        next_page = add_or_replace_parameter(url, "paged", str(int(page) + 1)) if page.isdecimal() else ""
    return Feed(tuple(entries.values()), next_page if next_page != canonical(url) else "")


def _inside_entry(element: etree._Element) -> bool:
    return any(local_name(ancestor) in ("item", "entry") for ancestor in element.iterancestors())


def _entry(element: etree._Element, url: str) -> Entry:
    texts: dict[str, str] = {}
    categories: list[str] = []
    link = ""
    for child in element:
        name, text = local_name(child), text_of(child)
        if name == "link":
            if child.get("rel", "alternate") == "alternate":
                link = link or (child.get("href") or text)
        elif name in ("category", "subject"):
            categories.append(html.unescape(child.get("label") or child.get("term") or text))
        elif name == "guid" and (child.get("isPermaLink") or "true").lower() != "true":
            continue
        elif text:
            texts.setdefault(name, text)
    address = (
        texts.get("origlink")
        or link
        or next((a for a in (texts.get("guid"), texts.get("id")) if a and is_http(a)), "")
    )
    return Entry(
        url=resolve(url, address) if address else "",
        headline=" ".join(html.unescape(remove_tags(html.unescape(texts.get("title", "")))).split()),
        date_published=next((texts[name] for name in _PUBLISHED if name in texts), ""),
        date_modified=next((texts[name] for name in _MODIFIED if name in texts), ""),
        categories=tuple(dict.fromkeys(filter(None, categories))),
        digest=_digest(texts.get(name, "") for name in _WORDS),
    )


def _digest(texts: Iterable[str]) -> str:
    words = " ".join(remove_tags(html.unescape(text)) for text in texts).split()
    return sha256(" ".join(words).encode()).hexdigest()[:16] if words else ""
