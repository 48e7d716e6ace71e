"""Lists of articles in XML: feeds (RSS 0.9 to 2.0, RDF, Atom) and sitemaps, their indexes, Google's news."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from w3lib.html import remove_tags
from w3lib.url import add_or_replace_parameter, url_query_parameter

from newsbot.discovery.address import is_article
from newsbot.discovery.markup import Element, elements
from newsbot.urls import canonical, is_http, resolve

USUAL = ("/sitemap.xml", "/sitemap_index.xml", "/wp-sitemap.xml", "/sitemap-news.xml")
"""Where a site that declares no sitemap may have one."""

# RSS 2.0, Dublin Core, Dublin Core terms, Atom 1.0 and 0.3, sitemaps
_PUBLISHED = ("published", "pubdate", "date", "issued", "created", "publication_date")
_MODIFIED = ("updated", "modified", "lastmod")
_WORDS = ("title", "description", "summary", "encoded", "content")
_WORDPRESS = re.compile(r"^https?://wordpress\.org/", re.IGNORECASE)
_DECLARED = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
# The parts of an index in which WordPress, its plugins and other publishers put what is no article.
_NOT_ARTICLES = re.compile(
    r"(?:^|[-_/])(?:categor(?:y|ies|ie)|rubriques?|(?:post_)?tags?|etiquettes?|taxonom\w+|authors?|auteurs?|users?"
    r"|images?|videos?|photos?|attachments?|posts-page|page-sitemap|pages?\.xml|static)(?=[-_./\d]|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One article as a listing, feed, sitemap or REST answer names it; what the source leaves out is empty.

    `url` is canonical (`newsbot.urls.canonical`). The dates are texts as the source gives them, ISO 8601 or
    RFC 822 in feeds, sitemaps and REST, as printed or marked up in listings. `categories` are the names of
    sections and keywords. `digest` changes with the words that a feed gives of the article, not with its
    mark-up. `parts` is how many pages it is cut into, 0 if not told.
    """

    url: str
    date_published: str = ""
    date_modified: str = ""
    categories: tuple[str, ...] = ()
    digest: str = ""
    parts: int = 0


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's entries in its own order, and the address of its next, older page ('' where it tells none)."""

    entries: tuple[Entry, ...] = ()
    next_page: str = ""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What a sitemap lists: `entries` are pages that may be articles, `children` other sitemaps.

    A child's `date_modified` is its lastmod. Pages whose address is no article's are left out, and so are
    children whose name says that they hold sections, tags, authors, images or standing pages.
    """

    entries: tuple[Entry, ...] = ()
    children: tuple[Entry, ...] = ()


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
            entries.setdefault(entry.url, entry)
        elif element.attributes.get("rel") in ("next", "prev-archive"):
            next_page = next_page or resolve(url, element.attributes.get("href"))
    entries.pop("", None)
    if wordpress and not next_page and entries:
        page = url_query_parameter(url, "paged") or "1"
        next_page = add_or_replace_parameter(url, "paged", str(int(page) + 1)) if page.isdecimal() else ""
    return Feed(tuple(entries.values()), next_page if next_page != canonical(url) else "")


def declared(robots: str, url: str) -> list[str]:
    """The sitemaps that the text of a robots.txt, fetched from `url`, declares."""
    found = (resolve(url, address) for address in _DECLARED.findall(robots))
    return list(dict.fromkeys(filter(None, found)))


def sitemap(body: bytes | str, url: str) -> Sitemap:
    """Read the sitemap fetched from `url`, gzip or not; what is no sitemap lists nothing."""
    entries: dict[str, Entry] = {}
    children: dict[str, Entry] = {}
    for element in elements(body, "url", "sitemap"):
        entry = _entry(element, url)
        if element.name == "sitemap":
            if not _NOT_ARTICLES.search(entry.url.split("/", 3)[-1]):
                children.setdefault(entry.url, entry)
        elif is_article(entry.url) is not False:
            entries.setdefault(entry.url, entry)
    for nowhere in ("", canonical(url)):
        children.pop(nowhere, None)
    return Sitemap(tuple(entries.values()), tuple(children.values()))


def _entry(element: Element, url: str) -> Entry:
    texts: dict[str, str] = {}
    categories: list[str] = []
    link = ""
    for child in element.children:
        told = child.attributes
        if child.name == "link":
            if told.get("rel", "alternate") == "alternate":
                link = link or told.get("href") or child.text
        elif child.name in ("category", "subject"):
            categories.append(html.unescape(told.get("label") or told.get("term") or child.text))
        elif child.name == "news":
            texts |= {about.name: about.text for about in child.children}
        elif child.name != "guid" or told.get("isPermaLink", "true").lower() == "true":
            texts[child.name] = texts.get(child.name) or child.text
    categories += [word.strip() for word in texts.get("keywords", "").split(",")]
    identity = (texts.get("guid", ""), texts.get("id", ""))
    address = texts.get("origlink") or link or texts.get("loc") or next(filter(is_http, identity), "")
    return Entry(
        url=resolve(url, address) if address else "",
        date_published=next(filter(None, map(texts.get, _PUBLISHED)), ""),
        date_modified=next(filter(None, map(texts.get, _MODIFIED)), ""),
        categories=tuple(dict.fromkeys(filter(None, categories))),
        digest=_digest(texts.get(name, "") for name in _WORDS) if element.name != "url" else "",
    )


def _digest(texts: Iterable[str]) -> str:
    words = " ".join(remove_tags(html.unescape(text)) for text in texts if text).split()
    return sha256(" ".join(words).encode()).hexdigest()[:16] if words else ""
