"""Lists of articles in XML: feeds (RSS 0.9 to 2.0, RDF, Atom) and sitemaps, their indexes, Google's news."""

import html
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from html.entities import html5
from io import BytesIO
from itertools import islice

from lxml import etree
from protego import Protego
from w3lib.html import remove_tags
from w3lib.url import add_or_replace_parameter, url_query_parameter

from newsbot.discovery.address import is_article
from newsbot.extraction.decoding import utf8
from newsbot.urls import canonical, is_http, resolve

USUAL = ("/sitemap.xml", "/sitemap_index.xml", "/wp-sitemap.xml", "/sitemap-news.xml")
"""Where a site that declares no sitemap may have one."""

MAX_BYTES = 50 * 2**20
"""What a sitemap may hold unpacked (sitemaps.org); what comes after is not read."""
MAX_TAGS = 3_000_000
"""A body with more is a trap, and is not read: its tree would fill the memory."""
MAX_ELEMENTS = 100_000
"""Twice what the protocol allows in one sitemap; what comes after is not read."""
_MAX_CHILDREN = 500

# RSS 2.0, Dublin Core, Dublin Core terms, Atom 1.0 and 0.3, sitemaps
_PUBLISHED = ("published", "pubdate", "date", "issued", "created", "publication_date")
_MODIFIED = ("updated", "modified", "lastmod")
_WORDS = ("title", "description", "summary", "encoded", "content")
_WORDPRESS = re.compile(r"^https?://wordpress\.org/", re.IGNORECASE)
_DECLARATION = re.compile(rb"\A\s*<\?xml[^>]*\?>")
_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][\da-fA-F]{1,6});)(\w{1,31};)?")
_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]+|\xef\xbf[\xbe\xbf]")
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
    """What a page of a feed or a sitemap tells: its entries in its own order, the address of its next, older
    page ('' where it tells none), and `children`, other sitemaps, whose `date_modified` is their lastmod."""

    entries: tuple[Entry, ...] = ()
    next_page: str = ""
    children: tuple[Entry, ...] = ()


def feed(body: bytes | str, url: str) -> Feed:
    """Read the feed fetched from `url`; what is no feed has no entries.

    The next page is the one that the feed names (RFC 5005) or, from WordPress, `?paged=` one higher: it
    answers 404 after the last.
    """
    entries: dict[str, Entry] = {}
    next_page, wordpress = "", False
    for element in _elements(body, "item", "entry"):
        if _name(element) in ("item", "entry"):
            entry = _entry(element, url)
            entries.setdefault(entry.url, entry)
            continue
        for told in element.iter("{*}link", "{*}generator"):
            wordpress = wordpress or bool(_WORDPRESS.match(_text(told)))
            if told.get("rel") in ("next", "prev-archive"):
                next_page = next_page or resolve(url, told.get("href"))
    entries.pop("", None)
    if wordpress and not next_page and entries:
        page = url_query_parameter(url, "paged") or "1"
        next_page = add_or_replace_parameter(url, "paged", str(int(page) + 1)) if page.isdecimal() else ""
    return Feed(tuple(entries.values()), next_page if next_page != canonical(url) else "")


def declared(robots: str, url: str) -> list[str]:
    """The sitemaps that the text of a robots.txt, fetched from `url`, declares."""
    found = (resolve(url, address) for address in Protego.parse(robots).sitemaps)
    return list(dict.fromkeys(filter(None, found)))


def sitemap(body: bytes | str, url: str) -> Feed:
    """Read the sitemap fetched from `url`, gzip or not; what is no sitemap lists nothing.

    Pages whose address is no article's are left out, and so are children whose name says that they hold
    sections, tags, authors, images or standing pages.
    """
    entries: dict[str, Entry] = {}
    children: dict[str, Entry] = {}
    for element in _elements(body, "url", "sitemap"):
        entry = _entry(element, url)
        if _name(element) == "sitemap":
            if not _NOT_ARTICLES.search(entry.url.split("/", 3)[-1]):
                children.setdefault(entry.url, entry)
        elif is_article(entry.url) is not False:
            entries.setdefault(entry.url, entry)
    for nowhere in ("", canonical(url)):
        children.pop(nowhere, None)
    return Feed(tuple(entries.values()), children=tuple(children.values()))


def _elements(body: bytes | str, *names: str) -> Iterator[etree._Element]:
    """Each element called one of `names`, in any namespace, emptied after use; last what held them all.

    HTML's entities (`&eacute;`) are read, those that the document declares never; what is not well-formed is
    read as far as it can be.
    """
    data = body.encode(errors="replace") if isinstance(body, str) else body
    try:
        if data.startswith(b"\x1f\x8b"):
            data = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data, MAX_BYTES)
        data = _DECLARATION.sub(b"", utf8(data[:MAX_BYTES]))
        if data.count(b"<") > MAX_TAGS:
            return
        reader = etree.iterparse(
            BytesIO(_NOT_XML.sub(b"", _ENTITY.sub(_character, data))),
            tag=[f"{{*}}{name}" for name in names],
            encoding="utf-8",
            recover=True,
            no_network=True,
            resolve_entities=False,
            remove_comments=True,
            remove_pis=True,
        )
        for _, element in islice(reader, MAX_ELEMENTS):
            yield element
            element.clear()
    except (zlib.error, etree.XMLSyntaxError):
        return
    if reader.root is not None:
        yield reader.root


def _character(entity: re.Match[bytes]) -> bytes:
    name = entity[1]
    return html.escape(html5.get(name.decode(), ""), quote=False).encode() if name else b"&amp;"


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _text(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _entry(element: etree._Element, url: str) -> Entry:
    texts: dict[str, str] = {}
    categories: list[str] = []
    link = ""
    for child in islice(element, _MAX_CHILDREN):
        name, text = _name(child), _text(child)
        if name == "link":
            if child.get("rel", "alternate") == "alternate":
                link = link or child.get("href") or text
        elif name in ("category", "subject"):
            categories.append(html.unescape(child.get("label") or child.get("term") or text))
        elif name == "news":
            texts |= {_name(about): _text(about) for about in child}
        elif name != "guid" or child.get("isPermaLink", "true").lower() == "true":
            texts[name] = texts.get(name) or text
    categories += [word.strip() for word in texts.get("keywords", "").split(",")]
    identity = (texts.get("guid", ""), texts.get("id", ""))
    address = texts.get("origlink") or link or texts.get("loc") or next(filter(is_http, identity), "")
    told = " ".join(remove_tags(html.unescape(texts.get(name, ""))) for name in _WORDS).split()
    return Entry(
        url=resolve(url, address) if address else "",
        date_published=next(filter(None, map(texts.get, _PUBLISHED)), ""),
        date_modified=next(filter(None, map(texts.get, _MODIFIED)), ""),
        categories=tuple(dict.fromkeys(filter(None, categories))),
        digest=sha256(" ".join(told).encode()).hexdigest()[:16] if told and _name(element) != "url" else "",
    )
