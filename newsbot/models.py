"""The tables. Their words are those of `newsbot.items`; a column's comment is part of the DDL, so that
`.schema` in the sqlite3 shell explains the file.

Instants are UTC text, `YYYY-MM-DDTHH:MM:SSZ`, which SQLite's date functions read; a date coarser than a
minute is its first day, `YYYY-MM-DD`, local to the site. Lists are JSON. `article.id` is never used twice.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
    types,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateColumn

metadata = MetaData()


class JSON(types.TypeDecorator[Any]):
    """JSON as text; on PostgreSQL of the kind that can be compared and indexed."""

    impl = types.JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> types.TypeEngine[Any]:
        if dialect.name != "postgresql":
            return dialect.type_descriptor(types.JSON())
        from sqlalchemy.dialects.postgresql import JSONB  # only where it is used: it takes 20 ms to load

        return dialect.type_descriptor(JSONB())


@compiles(CreateColumn, "sqlite")
def _with_comment(element: CreateColumn, compiler: Any, **kw: Any) -> str:
    """SQLite knows no column comments, but keeps the text of its DDL."""
    ddl: str = compiler.visit_create_column(element, **kw)
    comment = element.element.comment
    return f"{ddl} /* {comment} */" if comment else ddl


def _text(name: str, comment: str, **kw: Any) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="", comment=comment, **kw)


def _time(name: str, comment: str, *, nullable: bool = True) -> Column[str]:
    return Column(name, Text, nullable=nullable, comment=f"{comment} (UTC)")


def _count(name: str, comment: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0", comment=comment)


def _list(name: str, comment: str) -> Column[Any]:
    return Column(name, JSON, nullable=False, server_default="[]", comment=f"{comment} (JSON list)")


def _ref(name: str, target: str, comment: str, *, nullable: bool = False, **kw: Any) -> Column[int]:
    on_delete = "SET NULL" if nullable else "CASCADE"
    key = ForeignKey(target, ondelete=on_delete)
    return Column(name, Integer, key, nullable=nullable, comment=comment, **kw)


site = Table(
    "site",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True, comment="name of the site file, or the host"),
    _text("url", "the section's first page, or what was asked for"),
    _text("time_zone", "IANA zone of the site file, '' when told page by page"),
    Column(
        "section",
        JSON,
        nullable=False,
        server_default="{}",
        comment="its sections as found, by address of the listing: url, name, subsections",
    ),
    Column(
        "reread",
        JSON,
        nullable=False,
        server_default="{}",
        comment="a reread under way: digest of its rules, number of the article that it came to",
    ),
)

source = Table(
    "source",
    metadata,
    Column("id", Integer, primary_key=True),
    _ref("site_id", "site.id", "whose"),
    Column("url", Text, nullable=False, comment="address of a place that lists articles"),
    Column("kind", Text, nullable=False, comment="listing, feed, sitemap or rest"),
    _text("etag", "validator of the last answer"),
    _text("last_modified", "validator of the last answer, as sent; of rest the newest modification it told"),
    Column("status", Integer, comment="HTTP status of the last answer"),
    _count("failures", "failed requests in a row"),
    _time("last_checked", "last answer"),
    _time("next_fetch", "not asked for before"),
    _time("completed_at", "when it was last walked to its end; null: a run must walk on"),
    _text("walked_to", "the day down to which that was, '' without one"),
    UniqueConstraint("site_id", "url"),
)

article = Table(
    "article",
    metadata,
    Column("id", Integer, primary_key=True),
    _ref("site_id", "site.id", "where it was published"),
    _text("url", "address it was first read at, after redirects"),
    Column("canonical_url", Text, nullable=False, unique=True, comment="address it is known by"),
    _text("headline", "the title as printed"),
    _text("description", "the page's own summary (meta), not part of the text"),
    _list("authors", "names as in the byline"),
    Column("date_published", Text, comment="UTC instant, or local day where the precision is coarser"),
    Column("day_published", Text, comment="its day in time_zone, to count and filter by"),
    _text("date_published_raw", "the words it was read from"),
    Column("date_published_precision", Text, comment="minute, day, month or year"),
    Column(
        "date_published_witness", Text, comment="json-ld, meta, microdata, time, printed, url, feed, rest…"
    ),
    Column("date_modified", Text, comment="as date_published"),
    _text("date_modified_raw", "the words it was read from"),
    Column("date_modified_precision", Text, comment="minute, day, month or year"),
    Column("date_modified_witness", Text, comment="which witness spoke"),
    _list("dates_disagree", "witnesses that gave another date"),
    Column("time_zone", Text, nullable=False, server_default="", comment="IANA zone the dates were read in"),
    _text("section", "name of its section"),
    _list("breadcrumb", "names from the home page down"),
    _list("keywords", "tags"),
    _text("in_language", "BCP 47 code"),
    _text("publisher", "name"),
    _text("image_url", "main image"),
    _text("image_caption", "its caption"),
    Column("is_accessible_for_free", Integer, comment="0: behind a paywall, 1: free, null: not said"),
    _count("word_count", "words of the body"),
    _text("content_hash", "changes with headline or text, not with typography"),
    _count("settled", "1: its lines are counted, 2: its paragraphs are compared with others'"),
    _ref("similar_to", "article.id", "earlier article that it shares most of its text with", nullable=True),
    Column("similar_share", Integer, comment="share of its text found there, in percent"),
    _time("first_seen", "when it was stored", nullable=False),
    _time("last_seen", "last time it was read whole", nullable=False),
    _time("last_checked", "last time the site was asked for it", nullable=False),
    _time("gone_at", "when the site had answered 404 or 410 twice"),
    # last, so that SQLite finds the other columns without reading through a long text
    _text("body", "the kept paragraphs, parted by empty lines"),
    Index("article_by_date", "date_published", "day_published", "site_id"),
    Index("article_by_day", "day_published", "site_id"),
    Index("article_by_authors", "authors"),
    Index("article_by_site_date", "site_id", "date_published"),
    Index("article_by_section", "section", "breadcrumb"),
    Index("article_unsettled", "settled", sqlite_where=text("settled < 2")),
    Index("article_by_similar", "similar_to", sqlite_where=text("similar_to IS NOT NULL")),
    sqlite_autoincrement=True,
)

page = Table(
    "page",
    metadata,
    Column("id", Integer, primary_key=True),
    _ref("site_id", "site.id", "whose"),
    Column("url", Text, nullable=False, unique=True, comment="each address seen, aliases and redirects too"),
    _ref("article_id", "article.id", "the article behind it, if any", nullable=True),
    _ref("source_id", "source.id", "where the address was found", nullable=True),
    Column("parts", Integer, comment="pages that the article is cut into, where a source tells"),
    Column("in_section", Integer, comment="1: its source is the section's; null: to be told from the page"),
    _text("outcome", "article, paywall, consent, empty, live, media, listing, soft_404, alias, error, gone…"),
    _text("detail", "why, where the outcome needs a reason"),
    _text("reason", "why it was last asked for: new, lastmod, due, retry"),
    _text("wanted", "why it is to be asked for before its time, '' where it is not"),
    _list("signals", "what the page reserves: noindex, noarchive, tdm-reservation…"),
    Column("status", Integer, comment="HTTP status of the last answer"),
    _text("etag", "validator of the last answer"),
    _text("last_modified", "validator of the last answer, as sent"),
    Column(
        "lastmod", JSON, nullable=False, server_default="{}", comment="what tells a change, by kind of source"
    ),
    _list("told", "dates that sources told: witness, role, text"),
    _count("visits", "answers read"),
    _count("changes", "visits that found another text or headline"),
    _count("cosmetic", "visits that found only other typography or dates"),
    _count("failures", "failed visits in a row"),
    _time("first_seen", "first time the address was seen", nullable=False),
    _time("last_checked", "last answer"),
    _time("next_fetch", "due again; null: not unless a source says modified"),
    Index("page_by_article", "article_id"),
    Index("page_due", "site_id", "next_fetch", sqlite_where=text("next_fetch IS NOT NULL")),
)

paragraph = Table(
    "paragraph",
    metadata,
    _ref("article_id", "article.id", "whose", primary_key=True),
    Column("position", Integer, primary_key=True, comment="place on the page, from 0"),
    Column(
        "kind",
        Text,
        nullable=False,
        comment="lead, paragraph, heading, quote, list_item, table_cell, caption",
    ),
    Column("text", Text, nullable=False, comment="as printed, white space aside"),
    Column(
        "verdict",
        Text,
        nullable=False,
        comment="kept, or why not: exact, typographic, near, contained, headline, boilerplate",
    ),
    Column("repeats", Integer, comment="position of the paragraph that it repeats"),
    Column("line_key", BigInteger, nullable=False, comment="equal for equal text but for typography"),
    Column("keys", LargeBinary, nullable=False, comment="its keys in paragraph_key, four bytes each"),
    _ref("earlier_article_id", "article.id", "earlier article that already carried it", nullable=True),
    Column("earlier_position", Integer, comment="its position there"),
    Index("paragraph_by_line", "line_key"),
    Index("paragraph_dropped", "verdict", sqlite_where=text("verdict <> 'kept'")),
    Index("paragraph_by_earlier", "earlier_article_id", sqlite_where=text("earlier_article_id IS NOT NULL")),
)

paragraph_key = Table(
    "paragraph_key",
    metadata,
    Column("key", LargeBinary, primary_key=True, comment="paragraphs alike share one"),
    _ref("article_id", "article.id", "whose", primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False, comment="of the paragraph"),
    sqlite_with_rowid=False,
)

common_key = Table(
    "common_key",
    metadata,
    Column("key", LargeBinary, primary_key=True, comment="too many paragraphs share it"),
    sqlite_with_rowid=False,
)

line = Table(
    "line",
    metadata,
    _ref("site_id", "site.id", "whose", primary_key=True),
    Column("line_key", BigInteger, primary_key=True, autoincrement=False, comment="as in paragraph"),
    Column("text", Text, nullable=False, comment="as first seen"),
    Column("pages", Integer, nullable=False, comment="articles of the site that carry it, two or more"),
    Column("recurring", Integer, nullable=False, server_default="0", comment="1: boilerplate of the site"),
    Column("settled", Integer, nullable=False, server_default="1", comment="0: its articles are to be told"),
    sqlite_with_rowid=False,
)

revision = Table(
    "revision",
    metadata,
    Column("id", Integer, primary_key=True),
    _ref("article_id", "article.id", "whose"),
    _time("replaced_at", "when the site was seen to carry another text, or was read again", nullable=False),
    _list("changed", "what changed: headline, text"),
    _text("headline", "as it was before"),
    Column(
        "paragraphs", JSON, nullable=False, comment="as they were before: JSON list of kind, text, verdict"
    ),
    Column("date_modified", Text, comment="as it was before"),
    Index("revision_by_article", "article_id"),
)

dictionary = Table(
    "dictionary",
    metadata,
    Column("id", Integer, primary_key=True),
    _ref("site_id", "site.id", "whose"),
    _time("trained_at", "when it was made of the site's pages", nullable=False),
    Column("data", LargeBinary, nullable=False, comment="what zstd compresses and decompresses with"),
    Index("dictionary_by_site", "site_id"),
    sqlite_autoincrement=True,
)

capture = Table(
    "capture",
    metadata,
    _ref("article_id", "article.id", "whose", primary_key=True),
    _ref("site_id", "site.id", "where it was published"),
    _time("fetched", "when its first page was answered", nullable=False),
    Column(
        "dictionary_id",
        Integer,
        ForeignKey("dictionary.id"),
        comment="what data is compressed with; null: nothing",
    ),
    Column(
        "data",
        LargeBinary,
        nullable=False,
        comment="zstd: a line of JSON (dates that sources told; address, Content-Type, size of each page), "
        "then the HTML of all its pages",
    ),
    Index("capture_by_site", "site_id", "fetched"),
    Index("capture_by_dictionary", "dictionary_id"),
)

crawl = Table(
    "crawl",
    metadata,
    Column("id", Integer, primary_key=True),
    _ref("site_id", "site.id", "whose"),
    _time("started_at", "start", nullable=False),
    _time("finished_at", "end; null: running, or killed"),
    _text("reason", "why it ended: finished, or what cut it"),
    Column("exit_code", Integer, comment="as documented in docs/operating.md"),
    _text("message", "what is wrong, in one line"),
    _text("health", "what is unlike the site's earlier runs"),
    _count("requests", "requests sent"),
    _count("found", "articles of the section that the sources named"),
    _count("new", "articles stored for the first time"),
    _count("changed", "articles whose text or headline changed"),
    _count("unchanged", "articles read again and found the same"),
    _count("dropped", "paragraphs that are not part of the text, in articles stored or changed"),
    _count("unreadable", "pages that were no article"),
    Column(
        "skipped", JSON, nullable=False, server_default="{}", comment="addresses not asked for, by reason"
    ),
    Column("outcomes", JSON, nullable=False, server_default="{}", comment="pages by outcome"),
    Column(
        "coverage", JSON, nullable=False, server_default="{}", comment="share of articles with each field"
    ),
    _count("words", "median length of the articles read"),
    Index("crawl_by_site", "site_id", "started_at"),
)
