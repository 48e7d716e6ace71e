"""Articles in the database: new ones, changed ones, and what they were before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, bindparam, literal, or_, select, union_all, update

from newsbot.database import among
from newsbot.items import ArticleItem, Paragraph, Visit
from newsbot.models import article, page, revision
from newsbot.paragraphs import line_key
from newsbot.storage import earlier, lines, moves, pages
from newsbot.storage.values import FIELDS, columns, utc
from newsbot.urls import canonical

Saved = Literal["new", "changed", "cosmetic", "unchanged", "forgotten"]


def save(connection: Connection, site_id: int, item: ArticleItem, visit: Visit) -> tuple[Saved, bool]:
    """Store an article with its paragraphs, its page and, where its words changed, a revision.

    One that was erased stays out. Returns also whether two stored articles turned out to be one that moved.
    """
    values = columns(item)
    urls = {item.canonical_url, visit.requested, visit.answered, *visit.aliases}
    asked = {"site": site_id, "url": item.canonical_url, "urls": list(urls), **values}
    met = connection.execute(_MET, asked).all()
    known, merged = None, False
    if any(each.is_known for each in met):
        believe(connection, item, visit)
        merged = moves.settle(connection, site_id, item, visit)
        others = pages.met(connection, {item.canonical_url, visit.requested, *visit.aliases})
        known = connection.execute(_BY_ADDRESS, {"url": item.canonical_url}).first()
        known = known or _moved(connection, item, values, others)
        if known is None and any(each.outcome == pages.FORGOTTEN for each in others):
            pages.stay_out(connection, site_id, visit)
            return "forgotten", merged
    if known is None:
        saved: Saved = "new"
        article_id = _add(connection, site_id, item, visit, values)
        if twins := [each.id for each in met if not each.is_known]:
            pages.ask(connection, twins, visit.fetched)
    else:
        article_id = int(known.id)
        saved = _renew(connection, known, item, visit, values)
    published = item.date_published
    pages.read(connection, site_id, article_id, visit, outcome=item.outcome, saved=saved, published=published)
    for url in {*visit.aliases, item.canonical_url} - {visit.requested}:
        pages.alias(connection, site_id, url, article_id, visit.fetched)
    return saved, merged


def _add(
    connection: Connection, site_id: int, item: ArticleItem, visit: Visit, values: dict[str, Any]
) -> int:
    now = utc(visit.fetched)
    addresses = {"url": item.url, "canonical_url": item.canonical_url}
    seen = {"first_seen": now, "last_seen": now, "last_checked": now}
    adding = connection.execute(_ADD, {"site_id": site_id, **addresses, **seen, **values})
    article_id = int(adding.inserted_primary_key[0])  # type: ignore[index]
    lines.write(connection, article_id, item.paragraphs)
    return article_id


def _renew(
    connection: Connection, known: Row[Any], item: ArticleItem, visit: Visit, values: dict[str, Any]
) -> Saved:
    before = lines.read(connection, known.id)
    saved = _compare(known, before, item, values)
    now = utc(visit.fetched)
    if saved == "changed":
        _keep(connection, known, before, _retold(known, before, item.headline, item.paragraphs), now)
    seen = {"canonical_url": item.canonical_url, "last_seen": now, "last_checked": now, "gone_at": None}
    renewing = update(article).where(article.c.id == known.id)
    connection.execute(renewing.values(values | seen if saved != "unchanged" else seen))
    if before != item.paragraphs:
        lines.take_out(connection, known.site_id, known.id)
        lines.write(connection, known.id, item.paragraphs)
    elif saved != "unchanged":
        earlier.reopen(connection, known.id)
    return saved


def rewrite(
    connection: Connection,
    article_id: int,
    values: Mapping[str, Any],
    paragraphs: Sequence[Paragraph],
    now: datetime,
    *,
    outcome: str = "",
) -> set[str]:
    """Put what the same page tells by other rules in the place of what an article was.

    `values` are columns of `article`, `outcome` is its page's, where it was read. Returns what changed:
    'texts' where headline or text have other words, which writes a revision, 'fields', 'verdicts'.
    """
    known = connection.execute(_BY_ID, {"id": article_id}).first()
    if known is None:
        return set()
    before = lines.read(connection, article_id)
    changes = {name: value for name, value in values.items() if getattr(known, name) != value}
    changed = {"fields"} if changes.keys() - _OF_TEXT else set()
    if outcome and pages.reread(connection, article_id, outcome):
        changed.add("fields")
    if before != paragraphs or "headline" in changes:
        if retold := _retold(known, before, values.get("headline", known.headline), paragraphs):
            _keep(connection, known, before, retold, utc(now))
            changed.add("texts")
        else:  # typography is a field's
            same = [p.text for p in before] == [p.text for p in paragraphs] and "headline" not in changes
            changed.add("verdicts" if same else "fields")
    if "date_published" in changes:
        earlier.reopen(connection, article_id)
    if changes:
        connection.execute(update(article).where(article.c.id == article_id).values(changes))
    if before != paragraphs:
        lines.take_out(connection, known.site_id, article_id)
        lines.write(connection, article_id, paragraphs)
    return changed


def _moved(
    connection: Connection, item: ArticleItem, values: dict[str, Any], met: Sequence[Any]
) -> Row[Any] | None:
    """The stored article that addresses which were `met` lead to, and that `item` is under another address.

    An address that only some page called its canonical one leads to it where they are the same article.
    """
    for article_id in sorted({each.article_id for each in met if each.article_id is not None}):
        known = connection.execute(_BY_ID, {"id": article_id}).one()
        own = any(each.article_id == article_id and each.outcome != "alias" for each in met)
        if own or _is_same(known, item, values):
            return known
    return None


def believe(connection: Connection, item: ArticleItem, visit: Visit) -> None:
    """Take back a canonical address that other pages claim too, though they are other articles.

    Two pages of one canonical address are one article where headline, date or text are the same. Else the
    page that has the address keeps it, and any other is known by its own.
    """
    known = connection.execute(_BY_ADDRESS, {"url": item.canonical_url}).first()
    if known is None or _is_same(known, item, columns(item)):
        return
    own = visit.answered or canonical(item.url)
    if own != item.canonical_url:
        item.canonical_url = own
    elif (address := canonical(known.url)) != known.canonical_url:
        connection.execute(update(article).where(article.c.id == known.id).values(canonical_url=address))
        pages.alias(connection, known.site_id, address, known.id, visit.fetched)


def _is_same(known: Row[Any], item: ArticleItem, values: dict[str, Any]) -> bool:
    minute = item.date_published_precision == "minute" == known.date_published_precision
    return (
        line_key(known.headline) == line_key(item.headline)
        or known.content_hash == values["content_hash"]
        or (minute and known.date_published == values["date_published"])
    )


def _compare(known: Row[Any], before: list[Paragraph], item: ArticleItem, values: dict[str, Any]) -> Saved:
    told = item.headline, item.paragraphs
    if values["content_hash"] != known.content_hash and _retold(known, before, *told):
        return "changed"
    if before != item.paragraphs or any(getattr(known, name) != values[name] for name in _COMPARED):
        return "cosmetic"
    return "unchanged"


def _retold(
    known: Row[Any], before: Sequence[Paragraph], headline: str, paragraphs: Sequence[Paragraph]
) -> list[str]:
    """Which of headline and text have other words. What is or was taken for a line of the site is no text."""
    of_site = {line_key(p.text) for p in (*before, *paragraphs) if p.verdict == "boilerplate"}
    was, now = (
        [key for p in each if (key := line_key(p.text)) not in of_site] for each in (before, paragraphs)
    )
    same = {"headline": line_key(known.headline) == line_key(headline), "text": was == now}
    return [name for name, is_same in same.items() if not is_same]


def _keep(
    connection: Connection, known: Row[Any], before: list[Paragraph], changed: list[str], now: str
) -> None:
    """Write what the article was before it changed."""
    connection.execute(
        revision.insert().values(
            article_id=known.id,
            replaced_at=now,
            changed=changed,
            headline=known.headline,
            paragraphs=[asdict(p) for p in before],
            date_modified=known.date_modified,
        )
    )


_ADD = article.insert()
_BY_ADDRESS = select(article).where(article.c.canonical_url == bindparam("url"))
_BY_ID = select(article).where(article.c.id == bindparam("id"))
_MET = union_all(
    select(article.c.id, literal(True).label("is_known")).where(article.c.canonical_url == bindparam("url")),
    select(page.c.id, literal(True))
    .where(among(page.c.url, "urls"))
    .where(or_(page.c.article_id.is_not(None), page.c.outcome == pages.FORGOTTEN)),
    select(article.c.id, literal(False)).where(
        article.c.site_id == bindparam("site"),
        article.c.date_published == bindparam("date_published"),
        article.c.gone_at.is_(None),
        or_(article.c.headline == bindparam("headline"), article.c.content_hash == bindparam("content_hash")),
    ),
)
"""What is known of an article's addresses, and its twins: articles of its date and its headline or text."""
_OF_TEXT = {"headline", "body", "word_count", "content_hash"}
_COMPARED = (*FIELDS, "date_published", "date_modified")
