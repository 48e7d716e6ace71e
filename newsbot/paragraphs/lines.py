"""The lines of a site: those that stand on many of its pages are the site's, not the article's."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

from newsbot.paragraphs.wording import wording


@lru_cache(1024)
def line_key(text: str) -> int:
    """A signed 64-bit integer, the same on every machine, that lines differing in typography share."""
    spelled = wording(text).key.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(spelled, digest_size=8).digest(), "big", signed=True)


def recurs(text: str, pages: int, of: int) -> bool:
    """Whether `text`, found on `pages` of the `of` pages seen of one site, is a line of the site.

    It stands on a fifth of the pages, and on five at least; three are enough for one of up to 100 characters.
    A longer one is a sentence, which may come again in the articles of one story.
    """
    return pages >= (3 if len(text) <= 100 else 5) and pages * 5 >= of


class SiteLines:
    """Which lines stand on many pages of one site, in memory; the database has the same two methods."""

    def __init__(self) -> None:
        self._pages: set[str] = set()
        self._carried: dict[int, set[str]] = {}

    def observe(self, page: str, texts: Iterable[str]) -> None:
        """Count the lines of a page, once or often: a page counts once for a line."""
        self._pages.add(page)
        for text in texts:
            self._carried.setdefault(line_key(text), set()).add(page)

    def recurring(self, text: str) -> bool:
        """Whether `text` is a line of the site, by what has been observed so far."""
        return recurs(text, len(self._carried.get(line_key(text), ())), len(self._pages))
