"""Articles in the database: new ones, changed ones, and what they were before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Literal

from sqlalchemy import Connection, Row, bindparam, select, update

from newsbot.items import ArticleItem, Paragraph, Visit
from newsbot.models import article, revision
from newsbot.paragraphs import line_key
from newsbot.storage import lines, pages
from newsbot.storage.values import FIELDS, columns, utc
from newsbot.urls import canonical

Saved = Literal["new", "changed", "cosmetic", "unchanged", "forgotten"]

_ADD = article.insert()
_BY_ADDRESS = select(article).where(article.c.canonical_url == bindparam("url"))
_BY_ID = select(article).where(article.c.id == bindparam("id"))
_COMPARED = (*FIELDS, "date_published", "date_modified")
_OF_TEXT = {"headline", "body", "word_count", "content_hash"}


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
        known = _moved(connection, item, others)
        if known is None and any(page.outcome == pages.FORGOTTEN for page in others):
            pages.stay_out(connection, site_id, visit)
            return "forgotten"
    if known is None:
        addresses = {"url": item.url, "canonical_url": item.canonical_url}
        row = {"site_id": site_id, "first_seen": now, "settled": 1, **addresses, **seen, **values}
        article_id = int(connection.execute(_ADD, row).inserted_primary_key[0])  # type: ignore[index]
        lines.write(connection, site_id, article_id, [], item.paragraphs)
    else:
        article_id = int(known.id)
        before = lines.read(connection, article_id)
        saved = _compare(known, before, item, values)
        if saved == "changed":
            _keep(connection, known, before, _retold(known, before, item.headline, item.paragraphs), now)
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


def rewrite(
    connection: Connection,
    article_id: int,
    values: Mapping[str, Any],
    paragraphs: Sequence[Paragraph],
    now: str,
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
            _keep(connection, known, before, retold, now)
            changed.add("texts")
        else:  # typography is a field's
            same = [p.text for p in before] == [p.text for p in paragraphs] and "headline" not in changes
            changed.add("verdicts" if same else "fields")
    if "date_published" in changes:
        changes["settled"] = 0
    if changes:
        connection.execute(update(article).where(article.c.id == article_id).values(changes))
    if before != paragraphs:
        lines.write(connection, known.site_id, article_id, before, paragraphs)
    return changed


def _moved(connection: Connection, item: ArticleItem, met: Sequence[Any]) -> Row[Any] | None:
    """The stored article that addresses which were `met` lead to, and that `item` is under another address.

    An address that only some page called its canonical one leads to it where they are the same article.
    """
    for article_id in sorted({page.article_id for page in met if page.article_id is not None}):
        known = connection.execute(_BY_ID, {"id": article_id}).one()
        if any(p.article_id == article_id and p.outcome != "alias" for p in met) or _is_same(known, item):
            return known
    return None


def believe(connection: Connection, item: ArticleItem, visit: Visit) -> None:
    """Take back a canonical address that other pages claim too, though they are other articles.

    Two pages of one canonical address are one article where headline, date or text are the same. Else the
    page that has the address keeps it, and any other is known by its own.
    """
    known = connection.execute(_BY_ADDRESS, {"url": item.canonical_url}).first()
    if known is None or _is_same(known, item):
        return
    own = visit.answered or canonical(item.url)
    if own != item.canonical_url:
        item.canonical_url = own
    elif (address := canonical(known.url)) != known.canonical_url:
        connection.execute(update(article).where(article.c.id == known.id).values(canonical_url=address))
        pages.alias(connection, known.site_id, address, known.id, visit.fetched)


def _is_same(known: Row[Any], item: ArticleItem) -> bool:
    values = columns(item)
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
