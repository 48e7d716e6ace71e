"""Where a site's articles are: listing pages, feeds, sitemaps, WordPress's REST interface.

Every address that comes out is canonical; what cannot be read gives nothing and never raises.
"""

from __future__ import annotations

from newsbot.discovery import rest
from newsbot.discovery.address import is_article
from newsbot.discovery.entry import Entry
from newsbot.discovery.feed import Feed, feed
from newsbot.discovery.listing import Listing, listing
from newsbot.discovery.membership import belongs
from newsbot.discovery.section import WORDS, Section, section_links, section_of
from newsbot.discovery.sitemap import USUAL, Sitemap, declared, sitemap

__all__ = [
    "USUAL",
    "WORDS",
    "Entry",
    "Feed",
    "Listing",
    "Section",
    "Sitemap",
    "belongs",
    "declared",
    "feed",
    "is_article",
    "listing",
    "rest",
    "section_links",
    "section_of",
    "sitemap",
]
