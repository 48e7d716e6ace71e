"""Articles that moved: what was taken for two, until one address led to the other, becomes one again."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, select, update

from newsbot.items import ArticleItem, Visit
from newsbot.models import article, page, revision
from newsbot.storage import lines
from newsbot.storage.values import utc

_PAIR = select(page.c.article_id, article.c.id).where(
    page.c.url == bindparam("asked"),
    article.c.canonical_url == bindparam("canonical"),
    page.c.article_id != article.c.id,
)


def settle(connection: Connection, site_id: int, item: ArticleItem, visit: Visit) -> bool:
    """Before `item` is stored: look whether the address asked for belonged to another stored article.

    One of the same headline, date or text has moved, and both become the one that was stored first. Any other
    stays as it was and is marked gone, since its address now leads elsewhere. Returns whether two became one.
    """
    pair = connection.execute(_PAIR, {"asked": visit.requested, "canonical": item.canonical_url}).first()
    if pair is None:
        return False
    asked, known = (connection.execute(select(article).where(article.c.id == each)).one() for each in pair)
    if not _is_one(asked, known):
        if asked.gone_at is None:
            gone = update(article).where(article.c.id == asked.id)
            connection.execute(gone.values(gone_at=utc(visit.fetched)))
        return False
    kept, dropped = sorted((asked.id, known.id))
    for table in (page, revision):
        connection.execute(update(table).where(table.c.article_id == dropped).values(article_id=kept))
    lines.take_out(connection, site_id, dropped)
    connection.execute(delete(article).where(article.c.id == dropped))
    connection.execute(update(article).where(article.c.id == kept).values(canonical_url=item.canonical_url))
    return True


def _is_one(asked: Row[Any], known: Row[Any]) -> bool:
    same = [
        getattr(asked, name) == getattr(known, name)
        for name in ("headline", "date_published", "content_hash")
    ]
    return same.count(True) >= 2
