"""Pages in the database: each address that was seen, and when it is to be asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, case, func, or_, select, update
from sqlalchemy.dialects.sqlite import Insert

from newsbot.database import among, insert
from newsbot.items import Visit
from newsbot.models import article, page
from newsbot.schedule import next_try, next_visit, pace
from newsbot.storage.values import instant, utc

_GIVE_UP = 6
"""Failures in a row after which a page is not asked for again, unless a source says that it was modified."""

FORGOTTEN = "forgotten"
"""The outcome of a page that is never to be asked for or stored again."""


def known(connection: Connection, urls: Iterable[str]) -> dict[str, Row[Any]]:
    """What is known of each address, by `url`; unknown ones are left out."""
    return {row.url: row for row in connection.execute(_KNOWN, {"urls": list(urls)})}


def met(connection: Connection, urls: Iterable[str]) -> Sequence[Any]:
    """The outcome of each of the addresses that is known, and the article behind it."""
    return connection.execute(_MET, {"urls": list(urls)}).all()


def discover(connection: Connection, site_id: int, found: Iterable[Mapping[str, Any]], now: datetime) -> None:
    """Note what a source tells of addresses: each of `found` holds `url`, `source_id`, `in_section`,
    `lastmod`, `told`, `parts` and `wanted`.

    One that is `wanted`, for some reason, is due now, and stays so until it was asked for: a killed run
    forgets nothing.
    """
    rows = [
        {"site_id": site_id, "first_seen": utc(now), "next_fetch": utc(now) if row["wanted"] else None, **row}
        for row in found
    ]
    if rows:
        connection.execute(_upsert_told(insert(connection, page)), rows)


@cache
def _upsert_told(adding: Insert) -> Insert:
    new = adding.excluded
    told = {
        "lastmod": new.lastmod,
        "told": new.told,
        "parts": func.coalesce(new.parts, page.c.parts),
        "in_section": func.coalesce(new.in_section, page.c.in_section),
        "wanted": func.coalesce(func.nullif(new.wanted, ""), page.c.wanted),
        "next_fetch": func.coalesce(new.next_fetch, page.c.next_fetch),
    }
    wanted = page.c.outcome != FORGOTTEN
    return adding.on_conflict_do_update(index_elements=["url"], set_=told, where=wanted)


def due(connection: Connection, site_id: int, now: datetime, limit: int) -> Sequence[Row[Any]]:
    """The site's pages to ask for by `now`, those never read first, then the longest due."""
    query = select(page).where(_is_due(site_id, now))
    in_turn = query.order_by(page.c.visits > 0, page.c.next_fetch, page.c.id).limit(limit)
    return connection.execute(in_turn).all()


def waiting(connection: Connection, site_id: int, now: datetime) -> int:
    """How many pages of the site are to be asked for by `now`."""
    query = select(func.count()).select_from(page).where(_is_due(site_id, now))
    return int(connection.execute(query).scalar_one())


def _is_due(site_id: int, now: datetime) -> ColumnElement[bool]:
    return and_(page.c.site_id == site_id, page.c.next_fetch.is_not(None), page.c.next_fetch <= utc(now))


def write(connection: Connection, /, site_id: int, url: str, now: datetime, **values: Any) -> None:
    """Record a visit: `values` are other columns of `page`."""
    row = {"last_checked": utc(now), "wanted": "", **values}
    first = {"site_id": site_id, "url": url, "first_seen": utc(now), "visits": 1, **row}
    connection.execute(_upsert(insert(connection, page), tuple(row)), first)


@cache
def _upsert(adding: Insert, columns: tuple[str, ...]) -> Insert:
    again = {"visits": page.c.visits + 1, **{name: adding.excluded[name] for name in columns}}
    return adding.on_conflict_do_update(index_elements=["url"], set_=again)


def alias(connection: Connection, site_id: int, url: str, article_id: int, now: datetime) -> None:
    """Note that an address leads to an article that is known by another."""
    row = {"article_id": article_id, "outcome": "alias", "last_checked": utc(now), "next_fetch": None}
    first = {"site_id": site_id, "url": url, "first_seen": utc(now), **row}
    connection.execute(_upsert_alias(insert(connection, page)), first)


@cache
def _upsert_alias(adding: Insert) -> Insert:
    new = adding.excluded
    other = or_(page.c.article_id.is_(None), page.c.article_id != new.article_id)
    again: dict[str, Any] = {name: new[name] for name in ("article_id", "outcome", "last_checked")}
    # an address that a source names is read once, whatever another page says of it
    again["next_fetch"] = case((page.c.visits == 0, page.c.next_fetch), else_=None)
    return adding.on_conflict_do_update(index_elements=["url"], set_=again, where=other)


def read(
    connection: Connection,
    site_id: int,
    article_id: int,
    visit: Visit,
    *,
    outcome: str,
    saved: str,
    published: datetime | None,
) -> None:
    """Record a visit that gave an article: where it was asked for, and where that led.

    An article without a date is read again as if it had been published when its address was first seen.
    """
    answered = visit.answered or visit.requested
    since = published or _first_seen(connection, answered) or visit.fetched
    again = next_visit(since, visit.fetched, pace=visit.pace)
    told = {
        "article_id": article_id,
        "detail": "",
        "reason": visit.reason,
        "status": visit.status,
        "failures": 0,
    }
    write(
        connection,
        site_id,
        answered,
        visit.fetched,
        outcome=outcome,
        etag=visit.etag,
        last_modified=visit.last_modified,
        signals=visit.signals,
        next_fetch=again and utc(again),
        **told,
    )
    if answered != visit.requested:
        write(connection, site_id, visit.requested, visit.fetched, outcome="alias", next_fetch=None, **told)
    counter = {"changed": page.c.changes, "cosmetic": page.c.cosmetic}.get(saved)
    if counter is not None:
        connection.execute(update(page).where(page.c.url == answered).values({counter: counter + 1}))


def reread(connection: Connection, article_id: int, outcome: str) -> bool:
    """Note what an article's page is by other rules, 'article' or 'paywall'; returns whether that is new."""
    return connection.execute(_REREAD, {"article": article_id, "now": outcome}).rowcount > 0


def _first_seen(connection: Connection, url: str) -> datetime | None:
    seen = connection.execute(select(page.c.first_seen).where(page.c.url == url)).scalar()
    return seen and instant(seen)


def stay_out(connection: Connection, site_id: int, visit: Visit) -> None:
    """Record a visit that gave an article which was erased: the address asked for is erased, too."""
    write(connection, site_id, visit.requested, visit.fetched, outcome=FORGOTTEN, next_fetch=None)


def unchanged(
    connection: Connection, /, site_id: int, url: str, now: datetime, *, pace: float = 1, **values: Any
) -> None:
    """Record an answer 304, or another sign that the page is as it was."""
    row = connection.execute(
        select(article.c.id, article.c.date_published, article.c.first_seen)
        .join(page, page.c.article_id == article.c.id)
        .where(page.c.url == url)
    ).first()
    again = next_visit(instant(row.date_published or row.first_seen), now, pace=pace) if row else None
    write(connection, site_id, url, now, next_fetch=again and utc(again), failures=0, **values)
    if row:
        connection.execute(update(article).where(article.c.id == row.id).values(last_checked=utc(now)))


def failed(
    connection: Connection,
    /,
    site_id: int,
    url: str,
    now: datetime,
    *,
    missing: bool = False,
    outcome: str = "error",
    **values: Any,
) -> None:
    """Record a visit that failed: it is tried again. `missing` (404, 410) twice marks the article gone."""
    row = connection.execute(select(page).where(page.c.url == url)).first()
    failures = (row.failures if row else 0) + 1
    gone = missing and failures >= 2
    again = None if gone or failures >= _GIVE_UP else utc(next_try(failures, now))
    outcome = "gone" if gone else outcome
    write(connection, site_id, url, now, outcome=outcome, failures=failures, next_fetch=again, **values)
    if row and row.article_id:
        seen = {"last_checked": utc(now), **({"gone_at": utc(now)} if gone else {})}
        connection.execute(update(article).where(article.c.id == row.article_id).values(seen))


def pace_of(connection: Connection, site_id: int) -> float:
    """How much longer than usual to wait between visits of a site's articles, by how often they change."""
    again = and_(page.c.site_id == site_id, page.c.visits > 1)
    counted = select(func.sum(page.c.visits - 1), func.sum(page.c.changes)).where(again)
    visits, changes = connection.execute(counted).one()
    return pace(visits or 0, changes or 0)


def outcomes(connection: Connection, site_id: int) -> dict[str, int]:
    """How many of a site's pages that were asked for were what."""
    asked = select(page.c.outcome, func.count()).where(page.c.site_id == site_id, page.c.visits > 0)
    return dict(connection.execute(asked.group_by(page.c.outcome)).tuples().all())


def listed(connection: Connection, site_id: int, kind: str, since: datetime) -> list[Any]:
    """The pages, as sources of that kind told them, of the articles published after `since`."""
    query = (
        select(page.c.url, page.c.lastmod, page.c.told)
        .join(article, article.c.id == page.c.article_id)
        .where(
            article.c.site_id == site_id, article.c.date_published > utc(since), article.c.gone_at.is_(None)
        )
    )
    return [row for row in connection.execute(query) if kind in row.lastmod]


def ask(connection: Connection, articles: Sequence[int], now: datetime) -> None:
    """Make articles due: they may have moved, which their addresses tell."""
    own = page.c.article_id.in_(articles) & page.c.outcome.in_(("article", "paywall"))
    connection.execute(update(page).where(own).values(next_fetch=utc(now), reason="due"))


_REREAD = (
    update(page)
    .where(page.c.article_id == bindparam("article"), page.c.outcome.in_(("article", "paywall")))
    .where(page.c.outcome != bindparam("now"))
    .values(outcome=bindparam("now"))
)
_KNOWN = select(page).where(among(page.c.url, "urls"))
_MET = select(page.c.article_id, page.c.outcome).where(page.c.url.in_(bindparam("urls", expanding=True)))
