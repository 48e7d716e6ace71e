"""Writing to the database: one transaction an article, so that a killed run leaves nothing half done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, and_, bindparam, delete, func, or_, select, update

from newsbot.database import address, connect, insert, troubles
from newsbot.items import ArticleItem, DateCandidate, Paragraph, Visit
from newsbot.models import article, crawl, line, page, paragraph, revision, site, source
from newsbot.paragraphs import SiteLines, deduplicate, line_key, recurs
from newsbot.schedule import next_visit

Saved = Literal["new", "changed", "cosmetic", "unchanged"]

_FIELDS = (
    *("headline", "description", "authors", "section", "breadcrumb", "keywords", "in_language", "publisher"),
    *("date_published_raw", "date_published_precision", "date_published_witness"),
    *("date_modified_raw", "date_modified_precision", "date_modified_witness", "dates_disagree", "time_zone"),
    *("image_url", "image_caption", "is_accessible_for_free", "body", "word_count"),
)


def utc(instant: datetime) -> str:
    """An aware instant as the database writes it: `YYYY-MM-DDTHH:MM:SSZ`."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _utc(instant: datetime | None) -> str | None:
    return None if instant is None else utc(instant)


def stored_date(value: datetime | None, precision: str | None) -> str | None:
    """A date as the database writes it: an instant in UTC, or the local day where it is no finer."""
    if value is None:
        return None
    return utc(value) if precision == "minute" else value.date().isoformat()


def local_day(value: datetime | None, precision: str | None, time_zone: str) -> str | None:
    """The day of a date, `YYYY-MM-DD`, in the IANA zone `time_zone` where it is an instant."""
    if value is not None and precision == "minute" and time_zone:
        value = value.astimezone(ZoneInfo(time_zone))
    return None if value is None else value.date().isoformat()


class StoredLines(SiteLines):
    """The recurring lines of one site, as they were last settled in the database."""

    def __init__(self, recurring: Iterable[int]) -> None:
        super().__init__()
        self._recurring = frozenset(recurring)

    def observe(self, page: str, texts: Iterable[str]) -> None:
        """Nothing to do: storing an article counts its lines, in the same transaction."""

    def recurring(self, text: str) -> bool:
        """Whether `text` is a line of the site."""
        return bool(self._recurring) and line_key(text) in self._recurring


class Store:
    """The writing side of one database. `database` is an SQLAlchemy URL or the path of an SQLite file.

    Every method is one transaction. Instants are aware. Raises StorageError, of one line, where the database
    cannot be used.
    """

    def __init__(self, database: str | Path, *, busy_timeout: float = 30) -> None:
        self.where = str(address(database).database)
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

    def site(self, name: str, url: str, time_zone: str = "") -> int:
        """The id of the site called `name`, which is added where it is not known.

        Where its first page is another than before, its sources are forgotten, to be found again.
        """
        row = {"name": name, "url": url, "time_zone": time_zone}
        with troubles(self.where), self.connection.begin():
            found = self._one(select(site).where(site.c.name == name))
            if found and (found.url, found.time_zone) == (url, time_zone):
                return int(found.id)
            if found and found.url != url:
                self.connection.execute(delete(source).where(source.c.site_id == found.id))
            adding = insert(self.connection, site).values(row)
            self.connection.execute(adding.on_conflict_do_update(index_elements=["name"], set_=row))
            return int(self._one(select(site.c.id).where(site.c.name == name)).id)

    def section(self, site_id: int) -> dict[str, Any]:
        """The site's section as an earlier run found it, or an empty dict."""
        with troubles(self.where), self.connection.begin():
            return dict(self._one(select(site.c.section).where(site.c.id == site_id)).section)

    def save_section(self, site_id: int, section: Mapping[str, Any]) -> None:
        """Remember the site's section."""
        with troubles(self.where), self.connection.begin():
            self.connection.execute(update(site).where(site.c.id == site_id).values(section=dict(section)))

    def begin_crawl(self, site_id: int, now: datetime) -> int:
        """Add the run's row; returns its id."""
        with troubles(self.where), self.connection.begin():
            query = crawl.insert().values(site_id=site_id, started_at=utc(now)).returning(crawl.c.id)
            return int(self.connection.execute(query).scalar_one())

    def end_crawl(self, crawl_id: int, now: datetime, **values: Any) -> None:
        """Complete the run's row with its counts, reason, exit code and message."""
        with troubles(self.where), self.connection.begin():
            row = crawl.update().where(crawl.c.id == crawl_id)
            self.connection.execute(row.values(finished_at=utc(now), **values))

    # ------------------------------------------------------------ sources

    def sources(self, site_id: int) -> Sequence[Row[Any]]:
        """The site's sources, as rows of `source`."""
        with troubles(self.where), self.connection.begin():
            return self.connection.execute(select(source).where(source.c.site_id == site_id)).all()

    def save_source(self, site_id: int, url: str, kind: str, **values: Any) -> int:
        """Add a source, or update what `values` name of it; returns its id."""
        with troubles(self.where), self.connection.begin():
            row = {"site_id": site_id, "url": url, "kind": kind, **values}
            adding = insert(self.connection, source).values(row)
            self.connection.execute(
                adding.on_conflict_do_update(index_elements=["site_id", "url"], set_={"kind": kind, **values})
            )
            query = select(source.c.id).where(source.c.site_id == site_id, source.c.url == url)
            return int(self._one(query).id)

    # ------------------------------------------------------------ pages

    def pages(self, urls: Iterable[str]) -> dict[str, Row[Any]]:
        """What is known of each address, as rows of `page` by `url`; unknown ones are left out."""
        wanted = list(urls)
        found: dict[str, Row[Any]] = {}
        with troubles(self.where), self.connection.begin():
            for i in range(0, len(wanted), 500):
                query = select(page).where(page.c.url.in_(wanted[i : i + 500]))
                found.update((row.url, row) for row in self.connection.execute(query))
        return found

    def discover(self, site_id: int, found: Iterable[Mapping[str, Any]], now: datetime) -> None:
        """Note what a source tells of addresses: each of `found` holds `url`, `source_id`,
        `in_section`, `lastmod` and `told`.

        One with a `reason` is due now, and stays so until it was asked for: a killed run forgets nothing.
        """
        rows = [
            {
                "site_id": site_id,
                "first_seen": utc(now),
                "next_fetch": utc(now) if row["reason"] else None,
                **row,
            }
            for row in found
        ]
        if not rows:
            return
        with troubles(self.where), self.connection.begin():
            adding = insert(self.connection, page)
            new = adding.excluded
            self.connection.execute(
                adding.on_conflict_do_update(
                    index_elements=["url"],
                    set_={
                        "lastmod": new.lastmod,
                        "told": new.told,
                        "in_section": func.coalesce(new.in_section, page.c.in_section),
                        "reason": func.coalesce(func.nullif(new.reason, ""), page.c.reason),
                        "next_fetch": func.coalesce(new.next_fetch, page.c.next_fetch),
                    },
                ),
                rows,
            )

    def due(self, site_id: int, now: datetime, *, limit: int) -> Sequence[Row[Any]]:
        """The site's pages to ask for by `now`, those never read first, then the longest due."""
        query = (
            select(page)
            .where(page.c.site_id == site_id, page.c.next_fetch.is_not(None), page.c.next_fetch <= utc(now))
            .order_by(page.c.visits > 0, page.c.next_fetch, page.c.id)
            .limit(limit)
        )
        with troubles(self.where), self.connection.begin():
            return self.connection.execute(query).all()

    def save_page(self, site_id: int, url: str, outcome: str, now: datetime, **values: Any) -> None:
        """Record a visit that gave no article: `outcome` and, in `values`, other columns of `page`."""
        with troubles(self.where), self.connection.begin():
            self._write_page(site_id, url, now, outcome=outcome, **values)

    def unchanged(self, site_id: int, url: str, now: datetime, **values: Any) -> None:
        """Record an answer 304, or another sign that the page is as it was."""
        with troubles(self.where), self.connection.begin():
            known = self._one(select(page).where(page.c.url == url))
            self._write_page(
                site_id, url, now, next_fetch=self._next_visit(known.article_id, now), failures=0, **values
            )
            self._touch(known.article_id, now)

    def failed(
        self, site_id: int, url: str, now: datetime, *, status: int | None, detail: str, reason: str
    ) -> None:
        """Record a visit that failed; 404 and 410 twice mark the article gone, others are tried again."""
        with troubles(self.where), self.connection.begin():
            known = self._one(select(page).where(page.c.url == url))
            failures = (known.failures if known else 0) + 1
            missing = status in (404, 410)
            gone = missing and failures >= 2
            self._write_page(
                site_id,
                url,
                now,
                outcome="gone" if gone else "error",
                detail=detail,
                status=status,
                reason=reason,
                failures=failures,
                next_fetch=None if gone or failures > 5 else _utc(next_visit(None, now, failures=failures)),
            )
            if known and known.article_id:
                values: dict[str, Any] = {"last_checked": utc(now)}
                if gone:
                    values["gone_at"] = utc(now)
                self.connection.execute(
                    update(article).where(article.c.id == known.article_id).values(values)
                )

    def _write_page(self, site_id: int, url: str, now: datetime, **values: Any) -> None:
        row = {"last_checked": utc(now), **values}
        adding = insert(self.connection, page).values(
            {"site_id": site_id, "url": url, "first_seen": utc(now), "visits": 1, **row}
        )
        self.connection.execute(
            adding.on_conflict_do_update(index_elements=["url"], set_={"visits": page.c.visits + 1, **row})
        )

    # ------------------------------------------------------------ articles

    def lines(self, site_id: int) -> StoredLines:
        """The site's recurring lines."""
        with troubles(self.where), self.connection.begin():
            return self._lines(site_id)

    def _lines(self, site_id: int) -> StoredLines:
        query = select(line.c.line_key).where(line.c.site_id == site_id, line.c.recurring == 1)
        return StoredLines(self.connection.execute(query).scalars())

    def save_article(self, site_id: int, item: ArticleItem) -> Saved:
        """Store an article with its paragraphs, its page and, where its text changed, a revision."""
        visit = item.visit
        if visit is None:
            raise ValueError("save_article needs an item with its visit")
        now = utc(visit.fetched)
        with troubles(self.where), self.connection.begin():
            known = self._find(item, visit)
            values = self._values(item)
            values.update(site_id=site_id, last_seen=now, last_checked=now, gone_at=None)
            if known is None:
                saved: Saved = "new"
                adding = article.insert().values(
                    url=item.url, canonical_url=item.canonical_url, first_seen=now, **values
                )
                article_id = self.connection.execute(adding.returning(article.c.id)).scalar_one()
                self._write_paragraphs(site_id, article_id, [], item.paragraphs)
            else:
                article_id = int(known.id)
                saved = self._update(site_id, known, item, values)
            self._write_visit(site_id, article_id, item, visit, saved)
        return saved

    def _find(self, item: ArticleItem, visit: Visit) -> Row[Any] | None:
        """The stored article that `item` is: by its canonical address, else by an address that led to it.

        An address asked for may have changed its article's canonical address (a moved article).
        """
        found: Row[Any] | None = self._one(
            select(article).where(article.c.canonical_url == item.canonical_url)
        )
        if found:
            return found
        addresses = [item.canonical_url, visit.requested, *visit.aliases]
        moved: Row[Any] | None = self._one(
            select(article)
            .join(page, page.c.article_id == article.c.id)
            .where(page.c.url.in_(addresses))
            .order_by(article.c.id)
            .limit(1)
        )
        return moved

    def _update(self, site_id: int, known: Row[Any], item: ArticleItem, values: dict[str, Any]) -> Saved:
        before = self._paragraphs(known.id)
        saved: Saved = "unchanged"
        if values["content_hash"] != known.content_hash:
            saved = "changed"
            old = {"headline": known.headline, "paragraphs": [asdict(p) for p in before]}
            changed = [
                name
                for name, same in (
                    ("headline", line_key(known.headline) == line_key(item.headline)),
                    ("text", _wording(before) == _wording(item.paragraphs)),
                )
                if not same
            ]
            self.connection.execute(
                revision.insert().values(
                    article_id=known.id,
                    replaced_at=values["last_seen"],
                    changed=changed,
                    date_modified=known.date_modified,
                    **old,
                )
            )
        elif before != item.paragraphs or any(getattr(known, name) != values[name] for name in _COMPARED):
            saved = "cosmetic"
        self.connection.execute(
            update(article)
            .where(article.c.id == known.id)
            .values(canonical_url=item.canonical_url, **(values if saved != "unchanged" else _times(values)))
        )
        if before != item.paragraphs:
            self._write_paragraphs(site_id, known.id, before, item.paragraphs)
        return saved

    def _values(self, item: ArticleItem) -> dict[str, Any]:
        values = {name: getattr(item, name) for name in _FIELDS}
        values["date_published"] = stored_date(item.date_published, item.date_published_precision)
        values["day_published"] = local_day(
            item.date_published, item.date_published_precision, item.time_zone
        )
        values["date_modified"] = stored_date(item.date_modified, item.date_modified_precision)
        values["content_hash"] = content_hash(item.headline, item.paragraphs)
        free = item.is_accessible_for_free
        values["is_accessible_for_free"] = None if free is None else int(free)
        return values

    def _write_visit(
        self, site_id: int, article_id: int, item: ArticleItem, visit: Visit, saved: Saved
    ) -> None:
        due = next_visit(item.date_published, visit.fetched)
        self._write_page(
            site_id,
            visit.requested,
            visit.fetched,
            article_id=article_id,
            outcome=item.outcome,
            detail="",
            reason=visit.reason,
            status=visit.status,
            etag=visit.etag,
            last_modified=visit.last_modified,
            failures=0,
            next_fetch=_utc(due),
        )
        if saved in ("changed", "cosmetic"):
            column = page.c.changes if saved == "changed" else page.c.cosmetic
            self.connection.execute(
                update(page).where(page.c.url == visit.requested).values({column: column + 1})
            )
        for alias in {*visit.aliases, item.canonical_url} - {visit.requested}:
            adding = insert(self.connection, page).values(
                site_id=site_id,
                url=alias,
                article_id=article_id,
                outcome="alias",
                first_seen=utc(visit.fetched),
                last_checked=utc(visit.fetched),
            )
            self.connection.execute(
                adding.on_conflict_do_update(
                    index_elements=["url"],
                    set_={"article_id": article_id, "outcome": "alias", "next_fetch": None},
                    where=or_(page.c.article_id.is_(None), page.c.article_id != article_id),
                )
            )

    def _touch(self, article_id: int | None, now: datetime) -> None:
        if article_id is not None:
            self.connection.execute(
                update(article).where(article.c.id == article_id).values(last_checked=utc(now))
            )

    def _next_visit(self, article_id: int | None, now: datetime) -> str | None:
        row = self._one(select(article.c.date_published).where(article.c.id == article_id))
        if row is None or row.date_published is None:
            return None
        published = datetime.fromisoformat(row.date_published)
        return _utc(next_visit(published if published.tzinfo else published.replace(tzinfo=UTC), now))

    # ------------------------------------------------------------ paragraphs and lines

    def _paragraphs(self, article_id: int) -> list[Paragraph]:
        query = (
            select(paragraph.c.text, paragraph.c.kind, paragraph.c.verdict, paragraph.c.repeats)
            .where(paragraph.c.article_id == article_id)
            .order_by(paragraph.c.position)
        )
        return [Paragraph(*row) for row in self.connection.execute(query)]

    def _write_paragraphs(
        self, site_id: int, article_id: int, before: Sequence[Paragraph], after: Sequence[Paragraph]
    ) -> None:
        rows = [
            {"article_id": article_id, "position": i, "line_key": line_key(p.text), **asdict(p)}
            for i, p in enumerate(after)
        ]
        old = {line_key(p.text): p.text for p in before}
        new = {row["line_key"]: row["text"] for row in rows}
        if before:
            self.connection.execute(delete(paragraph).where(paragraph.c.article_id == article_id))
        if lost := [key for key in old if key not in new]:
            mine = and_(line.c.site_id == site_id, line.c.line_key.in_(lost))
            self.connection.execute(update(line).where(mine).values(pages=line.c.pages - 1))
            self.connection.execute(delete(line).where(mine, line.c.pages < 2))
        if gained := [key for key in new if key not in old]:
            self._count_lines(site_id, {key: new[key] for key in gained})
        if rows:
            self.connection.execute(paragraph.insert(), rows)

    def _count_lines(self, site_id: int, lines: Mapping[int, str]) -> None:
        """Count one more page for each line; one that no other article of the site carries is not kept."""
        counted = self.connection.execute(
            select(line.c.line_key).where(line.c.site_id == site_id, line.c.line_key.in_(list(lines)))
        )
        known = set(counted.scalars())
        if known:
            mine = and_(line.c.site_id == site_id, line.c.line_key.in_(list(known)))
            self.connection.execute(update(line).where(mine).values(pages=line.c.pages + 1))
        if fresh := [key for key in lines if key not in known]:
            carriers = (
                select(paragraph.c.line_key, func.min(paragraph.c.text).label("text"))
                .join(article, article.c.id == paragraph.c.article_id)
                .where(paragraph.c.line_key.in_(fresh), article.c.site_id == site_id)
                .group_by(paragraph.c.line_key)
            )
            rows = [
                {
                    "site_id": site_id,
                    "line_key": row.line_key,
                    "text": min(row.text, lines[row.line_key]),
                    "pages": 2,
                }
                for row in self.connection.execute(carriers)
            ]
            if rows:
                self.connection.execute(line.insert(), rows)

    def settle_lines(self, site_id: int) -> int:
        """Decide again which lines recur on the site and which paragraphs they make boilerplate.

        Returns how many articles got other verdicts. Called at the end of a run, it makes the verdicts depend
        on the site's pages and not on their order.
        """
        with troubles(self.where), self.connection.begin():
            of = self.connection.execute(
                select(func.count()).select_from(article).where(article.c.site_id == site_id)
            ).scalar_one()
            lines = self.connection.execute(
                select(line).where(line.c.site_id == site_id, line.c.pages > 2)
            ).all()
            changed = [row for row in lines if recurs(row.text, row.pages, of) != bool(row.recurring)]
            if changed:
                self.connection.execute(
                    update(line)
                    .where(line.c.site_id == site_id, line.c.line_key == bindparam("key"))
                    .values(recurring=bindparam("now")),
                    [{"key": row.line_key, "now": int(not row.recurring)} for row in changed],
                )
            query = (
                select(paragraph.c.article_id)
                .distinct()
                .join(article, article.c.id == paragraph.c.article_id)
                .where(article.c.site_id == site_id, paragraph.c.line_key.in_([r.line_key for r in changed]))
            )
            ids = list(self.connection.execute(query).scalars()) if changed else []
        return sum(self._settle(site_id, article_id) for article_id in ids)

    def _settle(self, site_id: int, article_id: int) -> bool:
        with troubles(self.where), self.connection.begin():
            row = self._one(select(article.c.headline).where(article.c.id == article_id))
            before = self._paragraphs(article_id)
            bare = [Paragraph(p.text, p.kind) for p in before]
            after = deduplicate(bare, headline=row.headline, site_lines=self._lines(site_id))
            if after == before:
                return False
            for i, p in enumerate(after):
                if p != before[i]:
                    self.connection.execute(
                        update(paragraph)
                        .where(paragraph.c.article_id == article_id, paragraph.c.position == i)
                        .values(verdict=p.verdict, repeats=p.repeats)
                    )
            item = ArticleItem("", headline=row.headline, paragraphs=after)
            self.connection.execute(
                update(article)
                .where(article.c.id == article_id)
                .values(
                    body=item.body,
                    word_count=item.word_count,
                    content_hash=content_hash(item.headline, after),
                )
            )
            return True

    def _one(self, query: Any) -> Any:
        return self.connection.execute(query).first()


_COMPARED = (*_FIELDS, "date_published", "date_modified")


def _times(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in ("last_seen", "last_checked", "gone_at")}


def _wording(paragraphs: Iterable[Paragraph]) -> list[int]:
    """The words of an article: what must change for a revision. Lines of the site come and go without one."""
    return [line_key(p.text) for p in paragraphs if p.verdict != "boilerplate"]


def content_hash(headline: str, paragraphs: Iterable[Paragraph]) -> str:
    """A digest that changes with the headline or the text, not with typography or the lines of the site."""
    return sha256(repr([line_key(headline), *_wording(paragraphs)]).encode()).hexdigest()[:32]


def told(page_row: Row[Any]) -> list[DateCandidate]:
    """The dates that sources told of a page, from its row."""
    return [DateCandidate(**row) for row in page_row.told]
