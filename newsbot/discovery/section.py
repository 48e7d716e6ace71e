"""A site's MONDE section: what it is called, where it is, which articles belong to it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from newsbot.discovery.address import is_article
from newsbot.discovery.page import Element, Page, words_of
from newsbot.extraction.document import Document
from newsbot.items import ArticleItem
from newsbot.text import fold
from newsbot.urls import LANGUAGE, canonical, host_of, is_home, same_site, segments, site_of

WORDS = ("Monde", "International", "Internationale", "Internationales", "Étranger", "Outre-frontières")
"""What the section is called where a site file does not say, alone or with words that change nothing."""

# What stands around a name without changing it: 'Toute l'actualité internationale', 'Catégorie : MONDE (12)',
# '/fr/actualites/monde/…'.
_FILLERS = words_of(
    """a actu actualite actualites actus archive archives article articles au blog categorie categories
    category content dans d de dernieres des du en et flux info infos journal l la le les news nouvelles page
    post posts rubrique rubriques section sections site tag tous tout toute toutes"""
)
# What French-language newspapers call their other sections.
_OTHER_NAMES = words_of(
    """argent arts auto automobile belgique bourse cinema climat cuisine culture debats divertissement
    ecologie economie education emploi environnement entreprises finance finances france immobilier jeux
    justice lifestyle livres locales loisirs medias meteo mode musique opinions people planete politique
    quebec regions sante science sciences societe sport sports style suisse tech techno technologie
    technologies tele television voyage voyages"""
)
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
        if telling(name) and not LANGUAGE.fullmatch(segment):
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
    named = (p for p in parts if is_named(p, words) or (telling(p) and telling(p) == telling(slug)))
    return Section(url, next(named, slug), words=words)


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


def belongs(item: ArticleItem, section: Section) -> bool:
    """Whether an article belongs to `section`: by its addresses, or by the sections that its page names."""
    return (
        any(map(section.has_url, (canonical(item.url), item.canonical_url)))
        or any(section.has_name(part) for rubric in item.rubrics for part in rubric.name.split(","))
        or any(section.holds(rubric.url) for rubric in item.rubrics if rubric.url)
    )


def _subdomain(url: str) -> str:
    """What stands before the site's own domain: 'monde' of 'monde.journal.fr', '' of 'www.journal.fr'."""
    name = host_of(url)
    return name.removesuffix(site_of(url)).strip(".") if name.count(".") > 1 else ""
