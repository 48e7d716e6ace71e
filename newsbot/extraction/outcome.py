"""What a page turned out to be, where it is no plain article."""

import re
from collections.abc import Sequence
from typing import Any

from newsbot.extraction.blocks import Block
from newsbot.extraction.document import Document, types_of
from newsbot.extraction.layout import Layout
from newsbot.items import ArticleItem, Outcome, Paragraph
from newsbot.urls import segments

_NOT_FOUND = re.compile(
    r"""(?:page|article|contenu)s?\b.{0,30}(?:introuvable|non\ trouvée?|inexistante?|n['’]existe\ (?:pas|plus)
        |plus\ disponible|indisponible|supprimée?)
    | (?:erreur|error|http)\s*:?\s*4(?:04|10) | ^4(?:04|10)\b | (?:page\ )?not\ found | ^oups
    | impossible\ de\ trouver\ (?:la|cette)\ page""",
    re.I | re.X,
)
# Both look at all of a text: `(?=…)` are the first letters of their words, which most words have not.
_CONSENT = re.compile(
    r"""\b (?=[acdgnptv]) (?: cookies?\b | consentement | traceurs?\b | données\ personnelles | vie\ privée
    | nos\ \d*\ ?partenaires
    | accepter\ et\ (?:continuer|fermer) | continuer\ sans\ accepter | tout\ (?:accepter|refuser)
    | (?:gérer|paramétrer)\ (?:mes|vos|les)\ (?:choix|cookies|préférences) )""",
    re.I | re.X,
)
_WALL = re.compile(
    r"""\b (?=[acilp]) (?: il\ vous\ reste\ .{1,12}% | pour\ lire\ la\ suite | lisez\ la\ suite
    | poursuivre\ (?:votre|la)\ lecture
    | (?:cet\ article|ce\ contenu|la\ suite|cette\ vidéo)\b.{0,40}\b(?:est|sont)\ réservée?s?\b
    | (?:article|contenu)\ réservé\ aux\ (?:abonnés|inscrits|membres)
    | abonnez-vous\ pour\ (?:lire|continuer|accéder|découvrir|profiter)
    | accéde[rz]\ à\ (?:l['’]intégralité|la\ suite|cet\ article) )""",
    re.I | re.X,
)
_LISTING_TYPES = ("CollectionPage", "SearchResultsPage", "ProfilePage", "ItemList")
_LISTING_CLASSES = ("archive", "category", "tag", "blog", "search", "author", "date", "home")
_MEDIA_TYPES = """VideoObject AudioObject ImageGallery MediaGallery VideoGallery PodcastEpisode
    RadioEpisode""".split()  # noqa: SIM905
_MEDIA_SEGMENTS = """video videos audio podcast podcasts replay photo photos galerie portfolio diaporama
    diaporamas""".split()  # noqa: SIM905
_MEDIA = re.compile(
    r"(?:en\s+)?(?:vid[ée]os?|images|photos|podcast|audio|diaporama|portfolio)\s*[.:|–-]", re.I
)
_LIVE_SEGMENTS = ("live", "lives", "direct", "en-direct")
_LIVE = re.compile(r"^(?:en\s+)?direct\b|\ben direct\b|^live\b", re.I)
_TIME = re.compile(r"\d{1,2}\s?[h:]\s?\d{2}\b")
_FEW = 500
_SOME = 3000


def is_free(layout: Layout, document: Document, paragraphs: Sequence[Paragraph]) -> bool | None:
    """Whether the article can be read without paying, None where nothing tells.

    As JSON-LD or the meta elements state it, else by the wall after a short text. What WordPress keeps behind
    a password is not free.
    """
    short = _length(paragraphs) < _SOME
    if short and document.tree.css_first('input[name="post_password"]'):
        return False
    stated = _truth(document.article.get("isAccessibleForFree"))
    parts = document.article.get("hasPart")
    for part in parts if isinstance(parts, list) else [parts]:
        if stated is None and isinstance(part, dict) and _truth(part.get("isAccessibleForFree")) is False:
            stated = False
    if stated is None:
        stated = {"free": True, "locked": False}.get(document.first("article:content_tier").lower())
    texts = (text for block in layout.ending for text in block.texts if len(text) < 300)
    if stated is None and short and any(map(_WALL.search, texts)):
        return False
    return stated


def _truth(value: Any) -> bool | None:
    return {"true": True, "false": False, "1": True, "0": False}.get(str(value).strip().lower())


def outcome(layout: Layout, document: Document, blocks: Sequence[Block], item: ArticleItem) -> Outcome:
    """'article', or what the page is instead; docs/extraction.md gives the signs of each.

    `item` has its headline, paragraphs and whether it is free.
    """
    length = _length(item.paragraphs)
    body = document.tree.body
    classes = frozenset((body.attributes.get("class") or "").split()) if body else frozenset()
    titles = (item.headline, *(block.text[:80] for block in blocks[:3]))
    if length < _FEW and ("error404" in classes or any(map(_NOT_FOUND.search, titles))):
        return "soft_404"
    if _asks_consent(blocks, item.paragraphs, length):
        return "consent"
    if "LiveBlogPosting" in types_of(document.article) or _is_live(layout, item):
        return "live"
    if _lists(document, blocks, classes, length):
        return "listing"
    if item.is_accessible_for_free is False:
        return "paywall"
    if length < _FEW and (_MEDIA.match(item.headline) or _shows_media(document)):
        return "media"
    return "article" if length else "empty"


def _length(paragraphs: Sequence[Paragraph]) -> int:
    return sum(len(p.text) for p in paragraphs if p.kind not in ("caption", "heading"))


def _asks_consent(blocks: Sequence[Block], paragraphs: Sequence[Paragraph], length: int) -> bool:
    if length > _SOME:
        return False
    text = [p.text for p in paragraphs if p.kind != "caption"]
    if length:
        return sum(len(t) for t in text if _CONSENT.search(t)) > 0.5 * length
    said = [text for block in blocks for text in block.texts]
    return len(said) < 60 and sum(bool(_CONSENT.search(text)) for text in said) >= 2


def _is_live(layout: Layout, item: ArticleItem) -> bool:
    if not _LIVE.search(item.headline) and set(_LIVE_SEGMENTS).isdisjoint(segments(item.url)):
        return False
    return sum(len(block.text) < 40 and bool(_TIME.match(block.text)) for block in layout.text) >= 5


def _lists(document: Document, blocks: Sequence[Block], classes: frozenset[str], length: int) -> bool:
    if document.article or "single" in classes or document.first("og:type") == "article":
        return False
    if not segments(document.url) or not classes.isdisjoint(_LISTING_CLASSES):
        return True
    if length < _SOME and any(document.of_type(*_LISTING_TYPES)):
        return True
    cards = sum(block.is_link and block.frame.tag in ("h2", "h3", "h4") for block in blocks)
    return cards >= 8 and length < 2 * _FEW and not document.first("article:published_time")


def _shows_media(document: Document) -> bool:
    return (
        document.first("og:type").startswith(("video", "music"))
        or any(document.of_type(*_MEDIA_TYPES))
        or not set(_MEDIA_SEGMENTS).isdisjoint(segments(document.url))
    )
