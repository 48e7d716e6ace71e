"""What an address alone tells of its page."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from newsbot.discovery.layout import words_of
from newsbot.urls import segments

# Folders of pages that are no articles: indexes, people, media, services; in English and in French.
_INDEXES = words_of(
    """tag tags mot mots motcle motscles etiquette etiquettes keyword keywords auteur auteurs author
    authors redacteur redacteurs journaliste journalistes profil profile user users membre membres
    category categories categorie rubrique rubriques theme themes thematique thematiques topic topics
    sujet sujets page video videos webtv audio audios podcast podcasts diaporama diaporamas portfolio
    galerie galeries emission emissions replay newsletter newsletters abonnement abonnements abonnez
    subscribe login connexion compte account inscription recherche search contact about cgu cgv faq aide
    help confidentialite privacy cookies publicite boutique shop panier feed rss atom attachment embed
    amp print signup register abo offre"""
)
_STANDING = re.compile(
    r"(?:a-propos|qui-sommes-nous|mentions-legales|plan-du-site|nous-contacter|mon-compte|s-abonner|abonnez-vous"
    r"|mots?-cles?|politique-de-(?:confidentialite|cookies)|donnees-personnelles|conditions-generales.*"
    r"|wp-(?:json|login\.php|admin|content|includes)|cdn-cgi)$"
)
_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|pdf|mp[34]|m3u8?|ogg|wav|zip|docx?|xlsx?|xml|rss|atom|json|css|js|ics)$"
)
_EXTENSION = re.compile(r"\.(?:html?|php\d?|aspx?|jsp|shtml)$")
_DATED = re.compile(r"/(?:19|20)\d\d(?:[/-]?(?:0?[1-9]|1[0-2])(?:[/-]?(?:[0-2]?\d|3[01]))?)?/")
_DATE_PART = re.compile(r"\d{1,4}")
_NUMBERED = re.compile(r"(?:^|\D)\d{5,}(?:\D|$)|^(?:article|art|node)[-_]?\d+$")
_WORD_BREAK = re.compile(r"[-_+,]+")


def is_article(url: str) -> bool | None:
    """Whether `url` is written as an article's address is; None where it does not tell.

    True for a last part of four words or more, with a date before it or a long number in it, and for the
    numbered addresses of content management systems (`/node/12`, `spip.php?article12`, `?p=12`). False for
    files, for folders of tags, authors, videos, services, for a date alone.
    """
    parts = urlsplit(url)
    path = segments(url)
    last = path[-1] if path else ""
    service = parts.netloc.partition(".")[0] in _INDEXES  # abonnement.journal.fr
    if service or _FILE.search(last) or any(part in _INDEXES or _STANDING.match(part) for part in path):
        return False
    query = dict(parse_qsl(parts.query, keep_blank_values=True)) if parts.query else {}
    if any(re.fullmatch(r"article\d+", name) for name in query) or (
        query.get("p", "").isdecimal() and not path
    ):
        return True
    if any(re.fullmatch(r"(?:rubrique|mot|auteur|breve)\d+|cat|tag|author|s|q|m", name) for name in query):
        return False
    if not path or (len(path) > 1 and all(_DATE_PART.fullmatch(part) for part in path)):
        return False
    slug = _EXTENSION.sub("", last)
    if _DATE_PART.fullmatch(slug):
        return True if path[-2:-1] in (["node"], ["article"], ["articles"]) else None
    words = [word for word in _WORD_BREAK.split(slug) if word]
    if len(words) >= 4 or _NUMBERED.search(slug) or _DATED.search("/" + "/".join(path[:-1]) + "/"):
        return True
    return None
