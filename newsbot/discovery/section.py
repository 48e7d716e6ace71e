"""A site's MONDE section: its links on a home page, and what belongs to it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from newsbot.discovery.address import is_article
from newsbot.discovery.layout import HEADINGS, Anchor, Layout, ancestors, target, words_of
from newsbot.extraction.document import Document
from newsbot.text import fold
from newsbot.urls import canonical, same_site, segments, site_of

WORDS = ("Monde", "International", "Internationale", "Internationales", "Étranger", "Outre-frontières")
"""What the section is called where a site file does not say, alone or with words that change nothing."""

# What stands around a name without changing it: 'Toute l'actualité internationale', 'Catégorie : MONDE (12)'.
_FILLERS = words_of(
    """a actu actualite actualites actus archives articles au categorie category dans d de dernieres des du en
    et info infos l la le les news nouvelles page rubrique section tag tous tout toute toutes"""
)
# Path segments that stand before a section's: '/fr/actualites/monde/…', '/category/monde/…'.
_PREFIXES = words_of(
    """actu actualite actualites actus archives article articles blog categorie categories category content
    flux info infos journal news nouvelles post posts rubrique rubriques section sections site"""
)
_LOCALE_OR_NUMBER = re.compile(r"[a-z]{2}(?: [a-z]{2})?|\d+")
_HOME_FILES = frozenset(("index.html", "index.htm", "index.php", "spip.php", "accueil", "home"))
# By what French-language newspapers call their other sections.
_OTHERS = words_of(
    """argent arts auto automobile belgique bourse cinema climat cuisine culture debats divertissement
    ecologie economie education emploi environnement entreprises finance finances france immobilier jeux
    justice lifestyle livres locales loisirs medias meteo mode musique opinions people planete politique
    quebec regions sante science sciences societe sport sports style suisse tech techno technologie
    technologies tele television voyage voyages"""
) | {"faits divers", "high tech"}
_BREADCRUMB = words_of("ariane arbo breadcrumb breadcrumbs trail")
_LABELS = words_of("cat cats category categorie categories kicker rubrique surtitre taxonomy")
_LABELLED = ", ".join(
    ["[rel~=category]", *(f"[{a}*={w} i]" for a in ("class", "id") for w in sorted(_BREADCRUMB | _LABELS))]
)
_POST_ID = re.compile(r"\bpostid-(\d+)\b")
_MAX_NAME = 60
_MAX_LABELS = _MAX_HEADINGS = 200


@lru_cache(maxsize=4096)
def telling(name: str) -> frozenset[str]:
    """The words by which `name` is told from other sections', without case and accents."""
    plain = unicodedata.normalize("NFKD", fold(name[:_MAX_NAME])).encode("ascii", "ignore").decode().lower()
    return frozenset(word for word in re.findall(r"[a-z]+", plain) if word not in _FILLERS)


def is_named(name: str, words: Iterable[str] = WORDS) -> bool:
    """Whether `name` is made of section names alone: 'Actualité internationale', 'Monde / International'."""
    if len(name) > _MAX_NAME:
        return False
    told, known = telling(name), [telling(word) for word in words]
    return any(word and word <= told for word in known) and told <= frozenset().union(*known)


@dataclass(frozen=True, slots=True)
class Section:
    """The section that is crawled: the address of its listing, its name as printed, its sub-sections' names.

    `words` are what the section may be called beside that.
    """

    url: str
    name: str
    subsections: tuple[str, ...] = ()
    words: tuple[str, ...] = WORDS

    def has_name(self, name: str) -> bool:
        """Whether `name` ('MONDE', 'Europe') is the section's or that of a sub-section."""
        if len(name) > _MAX_NAME or not (told := telling(name)):
            return False
        return told in map(telling, (self.name, *self.subsections)) or is_named(name, self.words)

    def has_url(self, url: str) -> bool | None:
        """Whether an article's address stands in the section; None where the address does not tell.

        True below the section's own address, on its own subdomain, and where the first part of the path
        that tells a section is one of its names ('/monde/x', '/fr/actualites/international/x'); False where
        that is what newspapers call another section.
        """
        if self.holds(url) and url != self.url:
            return True
        for segment in segments(url)[:-1]:
            name = " ".join(re.findall(r"[^\W_]+", segment))
            if self.has_name(name):
                return True
            if name in _PREFIXES or _LOCALE_OR_NUMBER.fullmatch(name):
                continue
            return False if " ".join(sorted(telling(name))) in _OTHERS_SORTED else None
        return None

    def holds(self, url: str) -> bool:
        """Whether `url` is the section's own address or stands below it."""
        own = segments(self.url)
        if "?" in self.url or not (own or _is_subdomain(self.url)):
            return url == self.url
        return _host(url) == _host(self.url) and segments(url)[: len(own)] == own

    def with_subsections(self, document: Document) -> Section:
        """This section with the sub-sections that the links of a page of the site tell.

        Those are links with a short text to an address right below the section's, and the entries of the menu
        under the section's own entry.
        """
        layout = Layout(document)
        own = segments(self.url)
        found: dict[str, None] = {}
        for anchor in layout.anchors:
            if not 1 <= len(anchor.text.split()) <= 4 or is_article(anchor.url):
                continue
            path = segments(anchor.url)
            below = bool(own) and self.holds(anchor.url) and len(path) == len(own) + 1
            if (below and _is_slug_of(path[-1], anchor.text)) or _is_under(anchor, self.url, layout):
                found.setdefault(anchor.text)
        return replace(self, subsections=tuple(name for name in found if telling(name)))


_OTHERS_SORTED = frozenset(" ".join(sorted(name.split())) for name in _OTHERS)


def _is_slug_of(segment: str, text: str) -> bool:
    return bool(telling(text) & telling(segment))


def _is_under(anchor: Anchor, url: str, layout: Layout) -> bool:
    if not anchor.place.navigation or anchor.url == url:
        return False
    entries = [place for place in anchor.place.up(15) if place.tag == "li"]
    firsts = (entry.node.css_first("a[href]") for entry in entries[1:])
    return any(target(layout.document, first) == url for first in firsts if first)


def section_of(document: Document, words: Iterable[str] = WORDS) -> Section | None:
    """The section whose listing the page is; None for a home page, whose section is one of `section_links`.

    Any page but a home page is taken for a section's, and a home page on a subdomain of that name.
    """
    words = tuple(words)
    url = canonical(document.url)
    host = _host(url).removesuffix(site_of(url)).strip(".")
    if is_home(url) and not is_named(host, words):
        return None
    titles = [node.text(separator=" ") for node in document.tree.css("h1, title")]
    parts = [" ".join(part.split()) for title in titles for part in re.split(r"\s[|–—»:-]\s", title)]
    slug = re.sub(r"[-_]+", " ", (segments(url) or [host])[-1].partition(".")[0]).strip()
    named = [
        part for part in parts if is_named(part, words) or (telling(part) and telling(part) == telling(slug))
    ]
    return Section(url, (named or [slug])[0], words=words)


def section_links(document: Document, words: Iterable[str] = WORDS) -> list[Section]:
    """The sections of that name that a home page links to, the likeliest first.

    Told by the link's text, by the last part of its address, and by whether it stands in the navigation.
    """
    words = tuple(words)
    layout = Layout(document)
    ranked: dict[str, tuple[float, str]] = {}
    for anchor in layout.anchors:
        path = segments(anchor.url)
        if (is_home(anchor.url) and not _is_subdomain(anchor.url)) or not same_site(anchor.url, layout.url):
            continue
        by_text = is_named(anchor.text, words)
        by_address = is_named((path or [_host(anchor.url).partition(".")[0]])[-1].partition(".")[0], words)
        if not by_text and not (by_address and len(anchor.text.split()) <= 4):
            continue
        elsewhere = any(telling(part) <= _OTHERS for part in path[:-1] if telling(part)) or "tag" in path
        score = 4 * by_text + 3 * by_address + anchor.place.navigation - 5 * elsewhere - len(path) / 4
        if anchor.url not in ranked or ranked[anchor.url][0] < score:
            ranked[anchor.url] = (score, anchor.text if by_text else (path or [anchor.text])[-1])
    best = sorted(ranked.items(), key=lambda entry: -entry[1][0])
    return [Section(url, name, words=words) for url, (_, name) in best[:3]]


def belongs(document: Document, section: Section) -> bool:
    """Whether the article on a page belongs to `section`, by what the page itself says.

    Its address, its breadcrumb, its labels and category links, `article:section`, JSON-LD's `articleSection`
    and `BreadcrumbList`, and the classes that WordPress gives an article.
    """
    link = document.tree.css_first("link[rel=canonical][href]")
    addresses = (canonical(document.url), target(document, link) if link else "")
    if any(section.has_url(address) for address in addresses if address):
        return True
    return any(map(section.has_name, _names(document))) or any(
        any(map(section.has_name, texts)) or any(map(section.holds, urls))
        for texts, urls in _labels(document)
    )


def _names(document: Document) -> Iterator[str]:
    tree = document.tree
    for meta in tree.css('meta[property="article:section"], meta[itemprop=articleSection]'):
        yield from (meta.attributes.get("content") or "").split(",")
    for node in document.json_ld:
        yield from filter(_is_text, _listed(node.get("articleSection")))
        crumbs = node if node.get("@type") == "BreadcrumbList" else node.get("breadcrumb")
        if isinstance(crumbs, dict):
            yield from _crumbs(crumbs)
    post = _POST_ID.search((tree.body.attributes.get("class") or "") if tree.body else "")
    article = tree.css_first(f"#post-{post[1]}, .post-{post[1]}") if post else None
    if article is not None:
        for name in (article.attributes.get("class") or "").split():
            if name.startswith("category-"):
                yield name.removeprefix("category-")


def _crumbs(breadcrumb: dict[str, Any]) -> Iterator[str]:
    for crumb in _listed(breadcrumb.get("itemListElement")):
        if isinstance(crumb, dict):
            item = crumb.get("item")
            item = item if isinstance(item, dict) else {"@id": item}
            address, name = item.get("@id") or item.get("url"), crumb.get("name") or item.get("name")
            if _is_text(name) and not (_is_text(address) and is_home(canonical(str(address)))):
                yield str(name)


def _labels(document: Document) -> Iterator[tuple[list[str], list[str]]]:
    """The texts and the links of the breadcrumb, and of the labels of the article itself."""
    layout = Layout(document)
    title = layout.title()
    of_title = set(ancestors(title)) if title else set()
    headings = document.tree.css(", ".join(HEADINGS))[:_MAX_HEADINGS]
    titled = of_title.union(*map(ancestors, headings))
    for node in document.tree.css(_LABELLED)[:_MAX_LABELS]:
        place = layout.place(node)
        trail = bool(place.words & _BREADCRUMB)
        if trail or node.attributes.get("rel") or (place.words & _LABELS and not place.around):
            texts = [text.strip(" >»/|\n\t") for text in node.text(separator="\n").split("\n")]
            links = [node] if node.tag == "a" else node.css("a[href]")
            urls = [target(document, a) for a in links]
            if trail:  # its first entry is often the newspaper, whose name may be 'Le Monde'
                homes = {
                    " ".join(a.text().split()) for a, url in zip(links, urls, strict=True) if is_home(url)
                }
                texts = [text for text in texts if text not in homes]
            # the nearest title must be the article's own, not that of another article's card
            nearest = next((holder for holder in ancestors(node) if holder in titled), None)
            if sum(map(len, texts)) <= 4 * _MAX_NAME and (trail or nearest is None or nearest in of_title):
                yield texts, urls


def is_home(url: str) -> bool:
    """Whether `url` is the home page of its host: no path, or only a language or the name of a start file."""
    path = segments(url)
    if "?" in url or len(path) > 1:
        return False
    return not path or bool(re.fullmatch(r"[a-z]{2}(?:[-_][a-z]{2})?", path[0])) or path[0] in _HOME_FILES


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _is_subdomain(url: str) -> bool:
    return _host(url) != site_of(url)
