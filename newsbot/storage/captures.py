"""The pages that articles were read from, kept to be read again: their HTML, compressed with zstd.

Pages of one site are alike: with a dictionary made of some of them, each takes half the room. A capture names
its dictionary, and stays readable when a newer one is made.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, select, update

from newsbot.database import among
from newsbot.items import ArticleItem, DateCandidate, Paragraph, RawPage, Visit
from newsbot.models import article, capture, dictionary
from newsbot.storage import lines
from newsbot.storage.values import instant, utc

if TYPE_CHECKING:
    from zstandard import ZstdCompressor, ZstdDecompressor

LEVEL = 15
"""Of zstd: a tenth smaller than 9 for 4 ms a page, which is little beside the second between two requests."""
ENOUGH, SAMPLES = 48, 64
"""How many pages a dictionary needs, and of how many it is made."""
RENEWAL = timedelta(days=30)
"""How old a dictionary is when a newer one is made: sites change their pages."""
_LARGEST = 2**17  # bytes of a dictionary
_SEGMENT = 4096  # bytes in a row that it takes from a page: what a site's pages share is long


@dataclass(frozen=True, slots=True)
class Capture:
    """What an article was read from, and when: `data` compressed with `dictionary`."""

    fetched: datetime
    data: bytes
    dictionary: bytes

    def unpack(self) -> tuple[list[RawPage], list[DateCandidate]]:
        """The article's pages in their order, and the dates that sources had told."""
        head, _, html = self.raw().partition(b"\n")
        told, pages = json.loads(head)
        ends = accumulate(length for _, _, length in pages)
        cut = zip(pages, ends, strict=True)
        read = [RawPage(url, kind, html[end - length : end]) for (url, kind, length), end in cut]
        return read, [DateCandidate(*candidate) for candidate in told]

    def raw(self) -> bytes:
        """The data as it was before it was compressed."""
        return _decompressor(self.dictionary).decompress(self.data)


def keep(connection: Connection, canonical_url: str, visit: Visit) -> None:
    """Put the pages of a visit in the place of those that the article was read from before.

    Where the visit brings none, none are kept: the earlier ones would tell an earlier text.
    """
    row = connection.execute(_ARTICLE, {"url": canonical_url}).one()
    connection.execute(_DROP, {"article": row.id})
    if visit.pages:
        newest = connection.execute(_NEWEST, {"site": row.site_id}).first()
        told = [astuple(candidate) for candidate in visit.told]
        pages = [(page.url, page.content_type, len(page.html)) for page in visit.pages]
        head = json.dumps([told, pages], ensure_ascii=False).encode("utf-8", "surrogatepass")
        raw = b"\n".join([head, b"".join(page.html for page in visit.pages)])
        kept = {
            "article_id": row.id,
            "site_id": row.site_id,
            "fetched": utc(visit.fetched),
            "dictionary_id": newest and newest.id,
            "data": _compressor(newest.data if newest else b"").compress(raw),
        }
        connection.execute(_ADD, kept)


def stored(connection: Connection, articles: Sequence[int]) -> list[tuple[int, Capture | ArticleItem]]:
    """What there is to read articles from, by number: their pages, else their paragraphs without verdicts."""
    rows = connection.execute(_STORED, {"articles": articles}).all()
    used = list({row.dictionary_id for row in rows if row.dictionary_id})
    dictionaries: dict[int | None, bytes] = {None: b""}
    dictionaries.update((row.id, row.data) for row in connection.execute(_DICTIONARIES, {"ids": used}))
    found: list[tuple[int, Capture | ArticleItem]] = []
    for row in rows:
        if row.data is None:
            bare = [Paragraph(p.text, p.kind) for p in lines.read(connection, row.id)]
            found.append((row.id, ArticleItem("", headline=row.headline, paragraphs=bare)))
        else:
            found.append((row.id, Capture(instant(row.fetched), row.data, dictionaries[row.dictionary_id])))
    return found


def expire(connection: Connection, site_id: int, before: datetime) -> None:
    """Erase what was captured of a site before an instant."""
    old = capture.c.fetched < utc(before)
    connection.execute(delete(capture).where(capture.c.site_id == site_id, old))
    _drop_unused(connection, site_id)


def train(connection: Connection, site_id: int, now: datetime) -> None:
    """Make a dictionary of the site's pages where one is due, and compress anew what had none."""
    newest = connection.execute(_NEWEST, {"site": site_id}).first()
    since = newest.trained_at if newest else ""
    if newest and instant(since) > now - RENEWAL:
        return
    fresh = (capture.c.site_id == site_id) & (capture.c.fetched > since)
    if connection.execute(select(func.count()).where(fresh)).scalar_one() >= ENOUGH:
        _train(connection, site_id, now, fresh & capture.c.dictionary_id.is_(None))


def renew(connection: Connection, site_id: int, now: datetime) -> None:
    """Compress all captures of a site anew: its dictionaries may hold parts of a page that was erased."""
    if connection.execute(_NEWEST, {"site": site_id}).first():
        _train(connection, site_id, now, capture.c.site_id == site_id)
        _drop_unused(connection, site_id)


def _train(connection: Connection, site_id: int, now: datetime, which: ColumnElement[bool]) -> None:
    """Make a dictionary of the site's newest pages, where they suffice; compress `which` captures anew."""
    from zstandard import ZstdError, train_dictionary

    recent = connection.execute(_RECENT, {"site": site_id}).scalars().all()
    samples: list[Any] = [raw for _, raw in _raw(connection, recent)]
    size = min(_LARGEST, sum(map(len, samples)) // 16)
    dictionary_id, data = None, b""
    with suppress(ZstdError, ValueError):  # too few, too short
        data = train_dictionary(size, samples, k=_SEGMENT, d=8).as_bytes()
        row = {"site_id": site_id, "trained_at": utc(now), "data": data}
        dictionary_id = connection.execute(dictionary.insert(), row).inserted_primary_key[0]  # type: ignore[index]
    articles = connection.execute(select(capture.c.article_id).where(which)).scalars().all()
    for article_id, raw in _raw(connection, articles):
        packed = {"data": _compressor(data).compress(raw), "dictionary_id": dictionary_id}
        connection.execute(update(capture).where(capture.c.article_id == article_id).values(packed))


def _raw(connection: Connection, articles: Iterable[int]) -> Iterator[tuple[int, bytes]]:
    for each in articles:
        for article_id, found in stored(connection, [each]):
            if isinstance(found, Capture):
                yield article_id, found.raw()


def _drop_unused(connection: Connection, site_id: int) -> None:
    used = select(capture.c.article_id).where(capture.c.dictionary_id == dictionary.c.id).exists()
    connection.execute(delete(dictionary).where(dictionary.c.site_id == site_id, ~used))


@lru_cache(maxsize=2)
def _compressor(data: bytes) -> ZstdCompressor:
    from zstandard import ZstdCompressionDict, ZstdCompressionParameters, ZstdCompressor

    # of a page's size: by itself zstd takes with a dictionary what suits larger ones
    parameters = ZstdCompressionParameters.from_level(LEVEL, source_size=2**16, dict_size=len(data))
    made = ZstdCompressionDict(data) if data else None
    return ZstdCompressor(compression_params=parameters, dict_data=made)


@lru_cache(maxsize=2)
def _decompressor(data: bytes) -> ZstdDecompressor:
    from zstandard import ZstdCompressionDict, ZstdDecompressor

    return ZstdDecompressor(dict_data=ZstdCompressionDict(data) if data else None)


_ADD = capture.insert()
_ARTICLE = select(article.c.id, article.c.site_id).where(article.c.canonical_url == bindparam("url"))
_DROP = delete(capture).where(capture.c.article_id == bindparam("article"))
_NEWEST = (
    select(dictionary)
    .where(dictionary.c.site_id == bindparam("site"))
    .order_by(dictionary.c.id.desc())
    .limit(1)
)
_DICTIONARIES = select(dictionary.c.id, dictionary.c.data).where(among(dictionary.c.id, "ids"))
_RECENT = (
    select(capture.c.article_id)
    .where(capture.c.site_id == bindparam("site"))
    .order_by(capture.c.fetched.desc())
    .limit(SAMPLES)
)
_STORED = (
    select(article.c.id, article.c.headline, capture)
    .outerjoin(capture, capture.c.article_id == article.c.id)
    .where(among(article.c.id, "articles"))
    .order_by(article.c.id)
)
