"""The writing side of a database: each method is one transaction; a killed run leaves nothing half done."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import update_wrapper
from pathlib import Path
from types import TracebackType
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

from sqlalchemy import Connection, Row, delete, func, select, update

from newsbot.database import address, connect, insert, troubles
from newsbot.items import ArticleItem
from newsbot.models import article, crawl, site, source
from newsbot.storage import articles, captures, earlier, forgotten, lines, pages
from newsbot.storage.articles import Saved
from newsbot.storage.values import utc
from newsbot.urls import netloc

P = ParamSpec("P")
R = TypeVar("R")

BATCH = 500
"""Articles whose lines are counted, or whose paragraphs enter the index, in one transaction of some 0.1 s."""
JUDGED_AT_ONCE = 100
"""Articles that get other verdicts, or are compared with others, in one transaction."""


def _transacted(step: Callable[Concatenate[Connection, P], R]) -> Callable[Concatenate[Store, P], R]:
    """The method that is one of the steps of `newsbot.storage`, in a transaction of its own."""

    def method(store: Store, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with store._transaction() as connection:
            return step(connection, *args, **kwargs)

    update_wrapper(method, step)
    return method


class Store:
    """One database, open for writing. `database` is an SQLAlchemy URL or the path of an SQLite file.

    Every method is one transaction. Instants are aware. Raises StorageError, of one line, where the database
    cannot be used. `merged` counts articles that turned out to be others, which had moved.
    """

    def __init__(self, database: str | Path, *, busy_timeout: float | None = None) -> None:
        self.where = str(address(database).database)
        self.merged = 0
        self.connection = connect(database, busy_timeout=busy_timeout)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; SQLite then folds the write-ahead log into the file."""
        self.connection.close()

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with troubles(self.where), self.connection.begin():
            yield self.connection

    discover = _transacted(pages.discover)
    due = _transacted(pages.due)
    waiting = _transacted(pages.waiting)
    save_page = _transacted(pages.write)
    unchanged = _transacted(pages.unchanged)
    failed = _transacted(pages.failed)
    listed = _transacted(pages.listed)
    pace = _transacted(pages.pace_of)
    rewrite = _transacted(articles.rewrite)
    captured = _transacted(captures.stored)
    forget = _transacted(forgotten.forget)
    outcomes = _transacted(pages.outcomes)
    lines = _transacted(lines.recurring)
    pages = _transacted(pages.known)

    # ------------------------------------------------------------ sites and crawls

    def site(self, name: str, url: str, time_zone: str = "", *, others: Collection[str] | None = None) -> int:
        """The id of the site called `name`, which is added where it is not known.

        Where its first page is another than before, its sources and sections are looked for anew. A name that
        is not known takes over a site of the same host, with all its articles, whose name is not one of the
        `others`, where these are given: one that was crawled by its URL, or whose file was renamed.
        """
        row: dict[str, Any] = {"name": name, "url": url, "time_zone": time_zone}
        with self._transaction() as connection:
            known = connection.execute(select(site).order_by(site.c.id)).all()
            found = next((each for each in known if each.name == name), None)
            if found is None and others is not None:
                nameless = (each for each in known if each.name not in others)
                found = next((each for each in nameless if netloc(each.url) == netloc(url)), None)
                if found:
                    connection.execute(update(site).where(site.c.id == found.id).values(name=name))
            if found and found.url != url:
                connection.execute(delete(source).where(source.c.site_id == found.id))
                row["section"] = {}
            adding = insert(connection, site).values(row)
            adding = adding.on_conflict_do_update(index_elements=["name"], set_=row)
            return int(connection.execute(adding.returning(site.c.id)).scalar_one())

    def sites(self) -> Sequence[Row[Any]]:
        """All sites, as rows of `site`."""
        with self._transaction() as connection:
            return connection.execute(select(site).order_by(site.c.id)).all()

    def sections(self, site_id: int) -> dict[str, dict[str, Any]]:
        """The site's sections as earlier runs found them, by the address of their listing."""
        with self._transaction() as connection:
            found = connection.execute(select(site.c.section).where(site.c.id == site_id)).scalar_one()
            return dict(found)

    def save_sections(self, site_id: int, sections: Mapping[str, Mapping[str, Any]]) -> None:
        """Remember the site's sections."""
        with self._transaction() as connection:
            connection.execute(update(site).where(site.c.id == site_id).values(section=dict(sections)))

    def begin_crawl(self, site_id: int, now: datetime) -> int:
        """Add the run's row; returns its id. A row without an end is from a run that was killed."""
        killed = (crawl.c.site_id == site_id) & crawl.c.finished_at.is_(None) & (crawl.c.reason == "")
        with self._transaction() as connection:
            stored = select(func.count()).where(
                article.c.site_id == site_id, article.c.first_seen >= crawl.c.started_at
            )
            connection.execute(
                update(crawl).where(killed).values(reason="killed", new=stored.scalar_subquery())
            )
            adding = crawl.insert().values(site_id=site_id, started_at=utc(now))
            return int(connection.execute(adding.returning(crawl.c.id)).scalar_one())

    def end_crawl(self, crawl_id: int, now: datetime, **values: Any) -> None:
        """Complete the run's row with its counts, reason, exit code and message."""
        with self._transaction() as connection:
            row = update(crawl).where(crawl.c.id == crawl_id)
            connection.execute(row.values(finished_at=utc(now), **values))

    def crawls(self, site_id: int, *, limit: int) -> Sequence[Row[Any]]:
        """The site's last runs that came to their end, as rows of `crawl`, the newest first."""
        ended = (crawl.c.site_id == site_id) & crawl.c.finished_at.is_not(None)
        with self._transaction() as connection:
            query = select(crawl).where(ended).order_by(crawl.c.id.desc()).limit(limit)
            return connection.execute(query).all()

    def published(self, site_id: int, *, limit: int) -> list[str]:
        """When the site's last articles were published, the newest first, as stored."""
        dated = (article.c.site_id == site_id) & article.c.date_published.is_not(None)
        with self._transaction() as connection:
            query = select(article.c.date_published).where(dated)
            newest = query.order_by(article.c.date_published.desc()).limit(limit)
            return list(connection.execute(newest).scalars())

    def first_crawl(self, site_id: int) -> str:
        """When the site was first crawled, as stored."""
        with self._transaction() as connection:
            query = select(func.min(crawl.c.started_at)).where(crawl.c.site_id == site_id)
            return str(connection.execute(query).scalar_one())

    # ------------------------------------------------------------ sources and pages

    def sources(self, site_id: int) -> Sequence[Row[Any]]:
        """The site's sources, as rows of `source`."""
        with self._transaction() as connection:
            return connection.execute(select(source).where(source.c.site_id == site_id)).all()

    def save_source(self, site_id: int, url: str, kind: str, **values: Any) -> int:
        """Add a source, or update what `values` name of it; returns its id."""
        with self._transaction() as connection:
            adding = insert(connection, source).values(site_id=site_id, url=url, kind=kind, **values)
            adding = adding.on_conflict_do_update(
                index_elements=["site_id", "url"], set_={"kind": kind, **values}
            )
            return int(connection.execute(adding.returning(source.c.id)).scalar_one())

    def rest(self, site_id: int, until: datetime) -> None:
        """Note that none of the site's sources is to be asked before an instant."""
        with self._transaction() as connection:
            connection.execute(
                update(source).where(source.c.site_id == site_id).values(next_fetch=utc(until))
            )

    def forget_source(self, source_id: int) -> None:
        """Ask a source no more."""
        with self._transaction() as connection:
            connection.execute(delete(source).where(source.c.id == source_id))

    def forget_sources(self, site_id: int) -> None:
        """Look for the site's sections and sources anew."""
        with self._transaction() as connection:
            connection.execute(delete(source).where(source.c.site_id == site_id))
            connection.execute(update(site).where(site.c.id == site_id).values(section={}))

    # ------------------------------------------------------------ articles

    def save_article(self, site_id: int, item: ArticleItem) -> Saved:
        """Store an article with its paragraphs, its page and, where its words changed, a revision.

        One that is known by another address moves, and keeps its id. Raises ValueError for an item without
        its visit.
        """
        if item.visit is None:
            raise ValueError("save_article needs an item with its visit")
        with self._transaction() as connection:
            saved, merged = articles.save(connection, site_id, item, item.visit)
            self.merged += merged
            if item.visit.pages or saved in ("changed", "cosmetic", "unchanged"):
                captures.keep(connection, item.canonical_url, item.visit)
            return saved

    def settle(self, site_id: int) -> int:
        """Decide again what depends on other articles: the site's recurring lines, and what stood earlier.

        Returns how many articles got other verdicts. At the end of each run, it makes the verdicts depend on
        the site's pages and not on their order; a run that was killed before leaves it to the next.
        """
        changed = self.settle_lines(site_id)
        for batch in _batches(self._ask(earlier.uncompared)):
            with self._transaction() as connection:
                earlier.enter(connection, batch)
        while ids := self._ask(earlier.uncompared):
            for batch in _batches(ids, JUDGED_AT_ONCE):
                with self._transaction() as connection:
                    earlier.compare(connection, batch)
        return changed

    def settle_lines(self, site_id: int) -> int:
        """Decide again which lines recur on the site; returns how many articles got other verdicts."""
        for batch in _batches(self._ask(lines.uncounted, site_id)):
            with self._transaction() as connection:
                lines.count(connection, site_id, batch)
        changed = 0
        for batch in _batches(self._ask(lines.decide, site_id), JUDGED_AT_ONCE):
            with self._transaction() as connection:
                changed += lines.judge(connection, site_id, batch)
        with self._transaction() as connection:
            lines.settled(connection, site_id)
        return changed

    def _ask(self, question: Callable[..., list[int]], *args: int) -> list[int]:
        with self._transaction() as connection:
            return question(connection, *args)

    # ------------------------------------------------------------ captures

    def tidy_captures(self, site_id: int, now: datetime, age: timedelta) -> None:
        """Erase what was captured of the site longer than `age` ago, and compress what was so far without
        a dictionary as soon as there is enough to make one of."""
        with self._transaction() as connection:
            captures.expire(connection, site_id, now - age)
            captures.train(connection, site_id, now)

    def article_ids(self, site_id: int, after: int = 0) -> list[int]:
        """The numbers of the site's articles, in order, from the one after `after` on."""
        query = select(article.c.id).where(article.c.site_id == site_id, article.c.id > after)
        with self._transaction() as connection:
            return list(connection.execute(query.order_by(article.c.id)).scalars())

    def note_reread(self, site_id: int, state: Mapping[str, Any]) -> None:
        """Remember how far a reread of the site came; nothing where none is under way."""
        with self._transaction() as connection:
            connection.execute(update(site).where(site.c.id == site_id).values(reread=dict(state)))


def _batches(ids: list[int], size: int = BATCH) -> Iterator[list[int]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))
