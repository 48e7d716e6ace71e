"""What an address alone tells of its page."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote

from newsbot.discovery.page import words_of

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
    r"|replays?-(?:jt|radio|tv|magazines?)|wp-(?:json|login\.php|admin|content|includes)|cdn-cgi)$"
)
_ARTICLE_PARAMETER = re.compile(r"article\d+")
_INDEX_PARAMETER = re.compile(r"(?:rubrique|mot|auteur|breve)\d+|cat|tag|author|s|q|m")
_ADDRESS = re.compile(r"https?://([^/?]+)([^?]*)(?:\?(.*))?")
_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|pdf|mp[34]|m3u8?|ogg|wav|zip|docx?|xlsx?|xml|rss|atom|json|css|js|ics)$"
)
_EXTENSION = re.compile(r"\.(?:html?|php\d?|aspx?|jsp|shtml)$")
_DATED = re.compile(r"/(?:19|20)\d\d(?:[/-]?(?:0?[1-9]|1[0-2])(?:[/-]?(?:[0-2]?\d|3[01]))?)?/")
_DATE_ALONE = re.compile(r"(?:/+\d{1,4}){2,}")
_NUMBER = re.compile(r"\d{1,4}")
_LONG_NUMBER = re.compile(r"(?:^|\D)\d{5,}(?:\D|$)|^(?:article|art|node)[-_]?\d+$")
_NUMBERED = re.compile(r"(?:^|/)(?:node|articles?)/*$")
_WORD = re.compile(r"[^-_+,]+")


@lru_cache(maxsize=4096)
def is_article(url: str) -> bool | None:
    """Whether the canonical `url` is written as an article's address is; None where it does not tell.

    True for a last part of four words or more, with a date before it or a long number in it, and for the
    numbered addresses of content management systems (`/node/12`, `spip.php?article12`, `?p=12`). False for
    files, for folders of tags, authors, videos, services, for a date alone.
    """
    parts = _ADDRESS.match(url)
    path = unquote(parts[2]).lower().rstrip("/") if parts else ""
    folder, _, last = path.rpartition("/")
    if not parts or _FILE.search(last) or _is_index(last) or _holds_indexes(parts[1], folder):
        return False
    if parts[3]:
        query = dict(parse_qsl(parts[3], keep_blank_values=True))
        if any(map(_ARTICLE_PARAMETER.fullmatch, query)) or (query.get("p", "").isdecimal() and not path):
            return True
        if any(map(_INDEX_PARAMETER.fullmatch, query)):
            return False
    if not path or _DATE_ALONE.fullmatch(path):
        return False
    slug = _EXTENSION.sub("", last)
    if _NUMBER.fullmatch(slug):
        return True if _NUMBERED.search(folder) else None
    if len(_WORD.findall(slug)) >= 4 or _LONG_NUMBER.search(slug) or _DATED.search(folder + "/"):
        return True
    return None


def _is_index(part: str) -> bool:
    return part in _INDEXES or bool(_STANDING.match(part))


@lru_cache(maxsize=4096)
def _holds_indexes(host: str, folder: str) -> bool:
    service = host.partition(".")[0]  # abonnement.journal.fr
    return service in _INDEXES or any(map(_is_index, folder.split("/")))
