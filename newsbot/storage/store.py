"""The writing side of a database: each method is one transaction; a killed run leaves nothing half done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Row, delete, func, select, update

from newsbot.database import address, connect, insert, troubles
from newsbot.items import ArticleItem, Paragraph
from newsbot.models import article, crawl, site, source
from newsbot.storage import articles, captures, earlier, forgotten, lines, pages
from newsbot.storage.articles import Saved
from newsbot.storage.values import utc

BATCH = 500
"""Articles whose lines are counted, or whose paragraphs enter the index, in one transaction of some 0.1 s."""
JUDGED_AT_ONCE = 100
"""Articles that get other verdicts, or are compared with others, in one transaction."""


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

    # ------------------------------------------------------------ sites and crawls

    def site(self, name: str, url: str, time_zone: str = "") -> int:
        """The id of the site called `name`, which is added where it is not known.

        Where its first page is another than before, its sources and sections are looked for anew.
        """
        row: dict[str, Any] = {"name": name, "url": url, "time_zone": time_zone}
        with self._transaction() as connection:
            found = connection.execute(select(site).where(site.c.name == name)).first()
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

    def pages(self, urls: Iterable[str]) -> dict[str, Row[Any]]:
        """What is known of each address, as rows of `page` by `url`; unknown ones are left out."""
        with self._transaction() as connection:
            return pages.known(connection, urls)

    def discover(self, site_id: int, found: Iterable[Mapping[str, Any]], now: datetime) -> None:
        """Note what a source tells of addresses: each of `found` holds `url`, `source_id`, `in_section`,
        `lastmod`, `told`, `parts` and `wanted`.

        One that is `wanted`, for some reason, is due now, and stays so until it was asked for: a killed run
        forgets nothing.
        """
        with self._transaction() as connection:
            pages.discover(connection, site_id, found, now)

    def due(self, site_id: int, now: datetime, *, limit: int) -> Sequence[Row[Any]]:
        """The site's pages to ask for by `now`, those never read first, then the longest due."""
        with self._transaction() as connection:
            return pages.due(connection, site_id, now, limit)

    def waiting(self, site_id: int, now: datetime) -> int:
        """How many pages of the site are to be asked for by `now`."""
        with self._transaction() as connection:
            return pages.waiting(connection, site_id, now)

    def save_page(self, site_id: int, url: str, outcome: str, now: datetime, **values: Any) -> None:
        """Record a visit that gave no article: `outcome` and, in `values`, other columns of `page`."""
        with self._transaction() as connection:
            pages.write(connection, site_id, url, now, outcome=outcome, **values)

    def unchanged(self, site_id: int, url: str, now: datetime, *, pace: float = 1, **values: Any) -> None:
        """Record an answer 304, or another sign that the page is as it was."""
        with self._transaction() as connection:
            pages.unchanged(connection, site_id, url, now, pace=pace, **values)

    def failed(self, site_id: int, url: str, now: datetime, *, missing: bool = False, **values: Any) -> None:
        """Record a visit that failed: it is tried again. `missing` (404, 410) twice marks an article gone."""
        with self._transaction() as connection:
            pages.failed(connection, site_id, url, now, missing=missing, **values)

    def pace(self, site_id: int) -> float:
        """How much longer than usual to wait between visits of the site's articles."""
        with self._transaction() as connection:
            return pages.pace_of(connection, site_id)

    def listed(self, site_id: int, kind: str, since: datetime) -> list[Any]:
        """The pages, as sources of that kind told them, of the articles published after `since`."""
        with self._transaction() as connection:
            return pages.listed(connection, site_id, kind, since)

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

    def forget(self, url: str, now: datetime) -> bool:
        """Erase the article behind an address, its captured pages too, and keep it out; False where the
        address is not known."""
        with self._transaction() as connection:
            return forgotten.forget(connection, url, now)

    def lines(self, site_id: int) -> lines.StoredLines:
        """The site's recurring lines."""
        with self._transaction() as connection:
            return lines.recurring(connection, site_id)

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

    def captured(self, ids: Sequence[int]) -> list[tuple[int, captures.Capture | ArticleItem]]:
        """What there is to read these articles from: their pages, else their paragraphs without verdicts."""
        with self._transaction() as connection:
            return captures.stored(connection, ids)

    def rewrite(
        self,
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
        with self._transaction() as connection:
            return articles.rewrite(connection, article_id, values, paragraphs, utc(now), outcome=outcome)

    def note_reread(self, site_id: int, state: Mapping[str, Any]) -> None:
        """Remember how far a reread of the site came; nothing where none is under way."""
        with self._transaction() as connection:
            connection.execute(update(site).where(site.c.id == site_id).values(reread=dict(state)))


def _batches(ids: list[int], size: int = BATCH) -> Iterator[list[int]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))
