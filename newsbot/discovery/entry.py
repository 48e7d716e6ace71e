"""What a source says of an article, before its page is read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One article as a listing, feed, sitemap or REST answer names it; what the source leaves out is empty.

    `url` is canonical (`newsbot.urls.canonical`). The dates are texts as the source gives them, ISO 8601 or
    RFC 822 in feeds, sitemaps and REST, as printed or marked up in listings. `categories` are the names of
    sections and keywords; a REST answer has their numbers instead. `digest` changes with the words that a
    feed gives of the article, not with its mark-up. `parts` is how many pages it is cut into, 0 if not told.
    """

    url: str
    headline: str = ""
    date_published: str = ""
    date_modified: str = ""
    categories: tuple[str, ...] = ()
    digest: str = ""
    parts: int = 0
