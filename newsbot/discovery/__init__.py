"""Where a site's articles are: listing pages, feeds, sitemaps, WordPress's REST interface.

Every address that comes out is canonical; what cannot be read gives nothing and never raises.
"""

from __future__ import annotations

from newsbot.discovery.entry import Entry
from newsbot.discovery.feed import Feed, feed
from newsbot.discovery.sitemap import Sitemap, declared, sitemap

__all__ = ["Entry", "Feed", "Sitemap", "declared", "feed", "sitemap"]
