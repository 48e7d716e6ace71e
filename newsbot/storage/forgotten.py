"""Articles that were erased and are to stay out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, or_, select, update

from newsbot.models import article, page
from newsbot.storage import captures, lines
from newsbot.storage.pages import FORGOTTEN
from newsbot.storage.values import utc


def forget(connection: Connection, url: str, now: datetime) -> bool:
    """Erase the article behind an address and mark all its addresses; False where nothing is known of it."""
    query = select(page.c.article_id, article.c.site_id, article.c.canonical_url).outerjoin(article)
    found = connection.execute(query.where(page.c.url == url)).first()
    if found is None:
        return False
    mine = page.c.url == url
    if found.article_id is not None:
        mine = or_(mine, page.c.article_id == found.article_id)
        lines.take_out(connection, found.site_id, found.article_id)
    told: dict[str, Any] = {"lastmod": {}, "told": [], "etag": "", "last_modified": "", "detail": ""}
    erased = {
        "article_id": None,
        "outcome": FORGOTTEN,
        "wanted": "",
        "next_fetch": None,
        "last_checked": utc(now),
    }
    connection.execute(update(page).where(mine).values({**told, **erased}))
    connection.execute(delete(article).where(article.c.id == found.article_id))
    captures.renew(connection, found.site_id, now)
    return True
