"""Articles in the database: new ones, changed ones, and what they were before."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Literal

from sqlalchemy import Connection, Row, bindparam, select, update

from newsbot.items import ArticleItem, Paragraph, Visit
from newsbot.models import article, revision
from newsbot.paragraphs import line_key
from newsbot.storage import lines, pages
from newsbot.storage.values import FIELDS, columns, utc, wording

Saved = Literal["new", "changed", "cosmetic", "unchanged", "forgotten"]

_ADD = article.insert()
_BY_ADDRESS = select(article).where(article.c.canonical_url == bindparam("url"))
_BY_ID = select(article).where(article.c.id == bindparam("id"))
_COMPARED = (*FIELDS, "date_published", "date_modified")


def save(connection: Connection, site_id: int, item: ArticleItem, visit: Visit) -> Saved:
    """Store an article with its paragraphs, its page and, where its words changed, a revision.

    One that was erased stays out.
    """
    now = utc(visit.fetched)
    seen: dict[str, Any] = {"last_seen": now, "last_checked": now, "gone_at": None}
    values = columns(item)
    known = connection.execute(_BY_ADDRESS, {"url": item.canonical_url}).first()
    saved: Saved = "new"
    if known is None:
        others = pages.met(connection, {item.canonical_url, visit.requested, *visit.aliases})
        moved = min((page.article_id for page in others if page.article_id is not None), default=None)
        if moved is not None:
            known = connection.execute(_BY_ID, {"id": moved}).one()
        elif any(page.outcome == pages.FORGOTTEN for page in others):
            pages.stay_out(connection, site_id, visit)
            return "forgotten"
    if known is None:
        addresses = {"url": item.url, "canonical_url": item.canonical_url}
        row = {"site_id": site_id, "first_seen": now, **addresses, **seen, **values}
        [article_id] = connection.execute(_ADD, row).inserted_primary_key
        lines.write(connection, site_id, article_id, [], item.paragraphs)
    else:
        article_id = int(known.id)
        before = lines.read(connection, article_id)
        saved = _compare(known, before, item, values)
        if saved == "changed":
            _keep(connection, known, before, item, now)
        if saved != "unchanged":
            seen |= {**values, "settled": 0}
        connection.execute(
            update(article).where(article.c.id == article_id).values(canonical_url=item.canonical_url, **seen)
        )
        if before != item.paragraphs:
            lines.write(connection, site_id, article_id, before, item.paragraphs)
    published = item.date_published
    pages.read(connection, site_id, article_id, visit, outcome=item.outcome, saved=saved, published=published)
    for url in {*visit.aliases, item.canonical_url} - {visit.requested}:
        pages.alias(connection, site_id, url, article_id, visit.fetched)
    return saved


def _compare(known: Row[Any], before: list[Paragraph], item: ArticleItem, values: dict[str, Any]) -> Saved:
    if values["content_hash"] != known.content_hash:
        return "changed"
    if before != item.paragraphs or any(getattr(known, name) != values[name] for name in _COMPARED):
        return "cosmetic"
    return "unchanged"


def _keep(
    connection: Connection, known: Row[Any], before: list[Paragraph], item: ArticleItem, now: str
) -> None:
    """Write what the article was before it changed."""
    same = {
        "headline": line_key(known.headline) == line_key(item.headline),
        "text": wording(before) == wording(item.paragraphs),
    }
    connection.execute(
        revision.insert().values(
            article_id=known.id,
            replaced_at=now,
            changed=[name for name, is_same in same.items() if not is_same],
            headline=known.headline,
            paragraphs=[asdict(p) for p in before],
            date_modified=known.date_modified,
        )
    )
