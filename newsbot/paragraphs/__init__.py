"""Repeated paragraphs: which ones say again what another said, and which lines are the site's."""

from newsbot.paragraphs.article import deduplicate
from newsbot.paragraphs.index import SHORTEST, carried, earlier, keys
from newsbot.paragraphs.lines import SiteLines, line_key, recurs
from newsbot.paragraphs.repetition import repeats, why

__all__ = [
    "SHORTEST",
    "SiteLines",
    "carried",
    "deduplicate",
    "earlier",
    "keys",
    "line_key",
    "recurs",
    "repeats",
    "why",
]
