"""What a page turned out to be, where it is no plain article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from newsbot.extraction.blocks import Block
from newsbot.extraction.evidence import Evidence, types_of
from newsbot.extraction.layout import Layout
from newsbot.items import Outcome, Paragraph
from newsbot.urls import segments

_NOT_FOUND = re.compile(
    r"(?:page|article|contenu)s?\b.{0,30}(?:introuvable|non trouvée?|inexistante?|n['’]existe (?:pas|plus)|plus disponible|indisponible|supprimée?)"
    r"|(?:erreur|error|http)\s*:?\s*4(?:04|10)|^4(?:04|10)\b|(?:page )?not found|^oups|impossible de trouver (?:la|cette) page",
    re.I,
)
_CONSENT = re.compile(
    r"\bcookies?\b|consentement|\btraceurs?\b|données personnelles|vie privée|nos \d* ?partenaires|accepter et (?:continuer|fermer)|"
    r"continuer sans accepter|(?:gérer|paramétrer) (?:mes|vos|les) (?:choix|cookies|préférences)|tout (?:accepter|refuser)",
    re.I,
)
_WALL = re.compile(
    r"il vous reste .{1,12}%|pour lire la suite|(?:cet article|ce contenu|la suite|cette vidéo)\b.{0,40}\b(?:est|sont) réservée?s?\b"
    r"|(?:article|contenu) réservé aux (?:abonnés|inscrits|membres)"
    r"|abonnez-vous pour (?:lire|continuer|accéder|découvrir|profiter)|(?:accédez|accéder) à (?:l['’]intégralité|la suite|cet article)"
    r"|lisez la suite|poursuivre (?:votre|la) lecture",
    re.I,
)
_LISTING_TYPES = {"CollectionPage", "SearchResultsPage", "ProfilePage", "ItemList"}
_LISTING_CLASSES = frozenset(
    ("archive", "category", "tag", "blog", "search", "author", "date", "home", "tax-category")
)
_MEDIA_TYPES = {
    "VideoObject",
    "AudioObject",
    "ImageGallery",
    "MediaGallery",
    "PodcastEpisode",
    "VideoGallery",
    "RadioEpisode",
}
_MEDIA_SEGMENTS = frozenset(
    (
        "video",
        "videos",
        "diaporama",
        "diaporamas",
        "photo",
        "photos",
        "podcast",
        "podcasts",
        "galerie",
        "portfolio",
        "audio",
        "replay",
    )
)
_LIVE = re.compile(r"^(?:en\s+)?direct\b|\ben direct\b|^live\b", re.I)
_TIME = re.compile(r"\d{1,2}\s?[h:]\s?\d{2}\b")
_FEW = 500
_SOME = 3000


def is_free(layout: Layout, evidence: Evidence, paragraphs: Sequence[Paragraph]) -> bool | None:
    """Whether the article can be read without paying: as JSON-LD or the meta elements state it, else by its wall."""
    stated = _truth(evidence.article.get("isAccessibleForFree"))
    if stated is None and isinstance(parts := evidence.article.get("hasPart"), (dict, list)):
        listed = parts if isinstance(parts, list) else [parts]
        if any(
            isinstance(part, dict) and _truth(part.get("isAccessibleForFree")) is False for part in listed
        ):
            stated = False
    if stated is None:
        tier = evidence.first("article:content_tier").lower()
        stated = {"free": True, "locked": False}.get(tier)
    if evidence.document.tree.css_first('input[name="post_password"]'):  # WordPress: the text behind a password
        return False
    if stated is None and _length(paragraphs) < _SOME and any(_walled(block) for block in layout.ending):
        return False
    return stated


def _truth(value: Any) -> bool | None:
    return {"true": True, "false": False, "1": True, "0": False, "yes": True, "no": False}.get(
        str(value).strip().lower()
    )


def _walled(block: Block) -> bool:
    return len(block.text) < 300 and bool(_WALL.search(block.text))


def outcome(
    layout: Layout,
    evidence: Evidence,
    blocks: Sequence[Block],
    paragraphs: Sequence[Paragraph],
    url: str,
    headline: str,
    free: bool | None,
) -> Outcome:
    """'article', or what the page is instead; see docs/extraction.md for the signs of each."""
    length = _length(paragraphs)
    body = evidence.document.tree.body
    classes = frozenset((body.attributes.get("class") or "").split()) if body else frozenset()
    if length < _FEW and (
        "error404" in classes
        or _NOT_FOUND.search(headline)
        or any(_NOT_FOUND.search(b.text[:80]) for b in blocks[:3])
    ):
        return "soft_404"
    if _asks_consent(blocks, paragraphs, length):
        return "consent"
    if "LiveBlogPosting" in types_of(evidence.article) or _is_live(layout, headline, url):
        return "live"
    if _lists(evidence, blocks, classes, url, length):
        return "listing"
    if free is False:
        return "paywall"
    if length < _FEW and _shows_media(evidence, url):
        return "media"
    return "article" if length else "empty"


def _length(paragraphs: Sequence[Paragraph]) -> int:
    return sum(len(p.text) for p in paragraphs if p.kind not in ("caption", "heading"))


def _asks_consent(blocks: Sequence[Block], paragraphs: Sequence[Paragraph], length: int) -> bool:
    if length > _SOME:
        return False
    text = [p.text for p in paragraphs if p.kind != "caption"]
    about = sum(len(t) for t in text if _CONSENT.search(t))
    if length:
        return about > 0.5 * length
    return len(blocks) < 60 and sum(bool(_CONSENT.search(block.text)) for block in blocks) >= 2


def _is_live(layout: Layout, headline: str, url: str) -> bool:
    named = _LIVE.search(headline) or not {"live", "direct", "en-direct", "lives"}.isdisjoint(segments(url))
    return bool(named) and sum(len(b.text) < 40 and bool(_TIME.match(b.text)) for b in layout.text) >= 5


def _lists(
    evidence: Evidence, blocks: Sequence[Block], classes: frozenset[str], url: str, length: int
) -> bool:
    if evidence.article or "single" in classes or evidence.first("og:type") == "article":
        return False
    if not segments(url) or not classes.isdisjoint(_LISTING_CLASSES):
        return True
    if length < _SOME and any(evidence.of_type(*_LISTING_TYPES)):
        return True
    cards = sum(block.is_link and block.frame.tag in ("h2", "h3", "h4") for block in blocks)
    return cards >= 8 and length < 2 * _FEW and not evidence.first("article:published_time")


def _shows_media(evidence: Evidence, url: str) -> bool:
    return (
        evidence.first("og:type").startswith(("video", "music"))
        or any(evidence.of_type(*_MEDIA_TYPES))
        or not _MEDIA_SEGMENTS.isdisjoint(segments(url))
    )
