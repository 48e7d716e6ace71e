"""Where a site's articles are: listing pages, feeds, sitemaps, WordPress's REST interface.

Every address that comes out is canonical; what cannot be read gives nothing and never raises.
"""

from newsbot.discovery import rest
from newsbot.discovery.address import is_article
from newsbot.discovery.feeds import USUAL, Entry, Feed, declared, feed, sitemap
from newsbot.discovery.listing import Listing, listing
from newsbot.discovery.section import WORDS, Section, belongs, section_links, section_of

__all__ = [
    "USUAL",
    "WORDS",
    "Entry",
    "Feed",
    "Listing",
    "Section",
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
