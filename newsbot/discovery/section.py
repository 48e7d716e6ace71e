"""A site's MONDE section: what it is called, where it is, which articles belong to it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from newsbot.discovery.address import is_article, is_home
from newsbot.discovery.page import HEADINGS, Element, Page, ancestors, line_of, words_of
from newsbot.extraction.document import Document, texts
from newsbot.text import fold
from newsbot.urls import canonical, host_of, same_site, segments, site_of

WORDS = ("Monde", "International", "Internationale", "Internationales", "Étranger", "Outre-frontières")
"""What the section is called where a site file does not say, alone or with words that change nothing."""

# What stands around a name without changing it: 'Toute l'actualité internationale', 'Catégorie : MONDE (12)',
# '/fr/actualites/monde/…'.
_FILLERS = words_of(
    """a actu actualite actualites actus archive archives article articles au blog categorie categories
    category content dans d de dernieres des du en et flux info infos journal l la le les news nouvelles page
    post posts rubrique rubriques section sections site tag tous tout toute toutes"""
)
_LOCALE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2})?")
# What French-language newspapers call their other sections.
_OTHER_NAMES = words_of(
    """argent arts auto automobile belgique bourse cinema climat cuisine culture debats divertissement
    ecologie economie education emploi environnement entreprises finance finances france immobilier jeux
    justice lifestyle livres locales loisirs medias meteo mode musique opinions people planete politique
    quebec regions sante science sciences societe sport sports style suisse tech techno technologie
    technologies tele television voyage voyages"""
)
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
MAX_NAME = 60
"""No name of a section is longer, in characters."""


@lru_cache(maxsize=4096)
def telling(name: str) -> frozenset[str]:
    """The words by which `name` is told from other sections', without case and accents."""
    plain = (
        unicodedata.normalize("NFKD", fold(name[: MAX_NAME + 1])).encode("ascii", "ignore").decode().lower()
    )
    return frozenset(word for word in re.findall(r"[a-z]+", plain) if word not in _FILLERS)


def is_named(name: str, words: Iterable[str] = WORDS) -> bool:
    """Whether `name` is made of section names alone: 'Actualité internationale', 'Monde / International'."""
    if len(name) > MAX_NAME:
        return False
    told, known = telling(name), list(map(telling, words))
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
        if len(name) > MAX_NAME or not (told := telling(name)):
            return False
        return told in map(telling, (self.name, *self.subsections)) or is_named(name, self.words)

    def has_url(self, url: str) -> bool | None:
        """Whether an article's address stands in the section; None where the address does not tell.

        True below the section's own address, on its own subdomain, and where the first part of the path
        that tells a section is one of its names ('/monde/x', '/fr/actualites/international/x'); False where
        that is what newspapers call another section.
        """
        return _stands_in(self, url.partition("?")[0].rstrip("/").rpartition("/")[0])

    def holds(self, url: str) -> bool:
        """Whether `url` is the section's own address or stands below it."""
        own = segments(self.url)
        if "?" in self.url or not (own or _subdomain(self.url)):
            return url == self.url
        return host_of(url) == host_of(self.url) and segments(url)[: len(own)] == own

    def with_subsections(self, document: Document) -> Section:
        """This section with the sub-sections that the links of a page of the site tell.

        Those are links with a short text to an address right below the section's, and the entries of the menu
        under the section's own entry.
        """
        page = Page(document)
        own = segments(self.url)
        found: dict[str, None] = {}
        for link in page.links:
            if 1 <= len(link.text.split()) <= 4:
                path = segments(link.url)
                below = own and len(path) == len(own) + 1 and telling(link.text) & telling(path[-1])
                told = (below and self.holds(link.url)) or _is_under(link, self.url, page)
                if told and not is_article(link.url):
                    found.setdefault(link.text)
        return replace(self, subsections=tuple(name for name in found if telling(name)))


_OTHERS = frozenset(telling(name) for name in (*_OTHER_NAMES, "faits divers", "high tech"))


@lru_cache(maxsize=4096)
def _stands_in(section: Section, folder: str) -> bool | None:
    if section.holds(folder):
        return True
    for segment in segments(folder):
        name = segment.replace("-", " ").replace("_", " ")
        if section.has_name(name):
            return True
        if telling(name) and not _LOCALE.fullmatch(segment):
            return False if telling(name) in _OTHERS else None
    return None


def _is_under(link: Element, url: str, page: Page) -> bool:
    """Whether a link stands in the menu under the entry that leads to `url`."""
    if link.url == url or not link.around:
        return False
    entries = [element for element in link.up(15) if element.tag == "li"]
    firsts = (entry.node.css_first("a[href]") for entry in entries[1:])
    return any(page.target(first) == url for first in firsts if first is not None)


def section_of(document: Document, words: tuple[str, ...] = WORDS) -> Section | None:
    """The section whose listing the page is; None for a home page, whose section is one of `section_links`.

    Any page but a home page is taken for a section's, and a home page on a subdomain of that name.
    """
    url = canonical(document.url)
    if is_home(url) and not is_named(_subdomain(url), words):
        return None
    titles = [node.text(separator=" ") for node in document.tree.css("h1, title")]
    parts = [" ".join(part.split()) for title in titles for part in re.split(r"\s[|–—»:-]\s", title)]
    slug = re.sub(r"[-_]+", " ", (segments(url) or [_subdomain(url)])[-1].partition(".")[0]).strip()
    named = [
        part for part in parts if is_named(part, words) or (telling(part) and telling(part) == telling(slug))
    ]
    return Section(url, (named or [slug])[0], words=words)


def section_links(document: Document, words: tuple[str, ...] = WORDS) -> list[Section]:
    """The sections of that name that a home page links to, the likeliest first.

    Told by the link's text, by the last part of its address, and by whether it stands in the navigation.
    """
    page = Page(document)
    ranked: dict[str, tuple[float, str]] = {}
    for link in page.links:
        path = segments(link.url) or [host_of(link.url).partition(".")[0]]
        by_text = is_named(link.text, words)
        by_address = is_named(path[-1].partition(".")[0], words)
        if not by_text and not (by_address and len(link.text.split()) <= 4):
            continue
        if (is_home(link.url) and not _subdomain(link.url)) or not same_site(link.url, page.url):
            continue
        elsewhere = "tag" in path or any(telling(part) in _OTHERS for part in path[:-1])
        score = 4 * by_text + 3 * by_address + link.navigation - 5 * elsewhere - len(path) / 4
        if link.url not in ranked or ranked[link.url][0] < score:
            ranked[link.url] = (score, link.text if by_text else path[-1])
    best = sorted(ranked.items(), key=lambda entry: -entry[1][0])
    return [Section(url, name, words=words) for url, (_, name) in best[:3]]


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


def _subdomain(url: str) -> str:
    """What stands before the site's own domain: 'monde' of 'monde.journal.fr', '' of 'www.journal.fr'."""
    name = host_of(url)
    return name.removesuffix(site_of(url)).strip(".") if name.count(".") > 1 else ""
