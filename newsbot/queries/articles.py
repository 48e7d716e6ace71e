"""One article, or all of them, with everything that is stored, and why."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from itertools import pairwise, zip_longest
from typing import Any, Literal

from newsbot.errors import NewsbotError
from newsbot.queries.filters import EVERYTHING, Filters
from newsbot.queries.values import record, select

_UNTOLD = ("id", "site_id", "content_hash", "settled")

Edit = tuple[Literal["=", "-", "+"], str]
"""Words that stayed, went or came."""


class NotFoundError(NewsbotError):
    """What was asked for is not in the database."""


@dataclass(slots=True)
class StoredParagraph:
    """A paragraph with its verdict. `repeats` is the position of the one it repeats, in the same article.

    `earlier_article_id` and `earlier_position` are those of a paragraph of an earlier article with that text.
    """

    position: int
    kind: str
    text: str
    verdict: str
    repeats: int | None
    line_key: int
    earlier_article_id: int | None
    earlier_position: int | None


@dataclass(slots=True)
class Article:
    """A stored article: `fields` by the names of the table's columns, lists as lists, and its paragraphs."""

    fields: dict[str, Any]
    paragraphs: list[StoredParagraph]

    def flat(self) -> dict[str, Any]:
        """The article as `export` gives it, with its paragraphs."""
        return {**self.fields, "paragraphs": [asdict(paragraph) for paragraph in self.paragraphs]}


@dataclass(slots=True)
class Explained:
    """A paragraph and, in words, why it has its verdict; `earlier` tells which article carried it before."""

    paragraph: StoredParagraph
    why: str
    earlier: str


@dataclass(slots=True)
class Explanation:
    """What is known of an address. `page` holds the columns of the table `page`, and its `site` and `source`.

    `article` is None where the address led to none; `similar` is the address of the earlier article that it
    shares most of its text with, or ''.
    """

    page: dict[str, Any] | None
    article: Article | None
    similar: str
    paragraphs: list[Explained]

    def flat(self) -> dict[str, Any]:
        """All this as plain data: the article as `Article.flat` gives it, each paragraph with its reasons."""
        explained = [{**asdict(e.paragraph), "why": e.why, "earlier": e.earlier} for e in self.paragraphs]
        article = self.article and {**self.article.fields, "paragraphs": explained}
        return {"page": self.page, "article": article, "similar": self.similar}


@dataclass(slots=True)
class Revision:
    """One change of an article: when it was seen, and its headline and paragraphs as edits.

    `changed` says what changed: headline, text. A paragraph is a list of edits.
    """

    replaced_at: str
    changed: list[str]
    headline: list[Edit]
    paragraphs: list[list[Edit]]


def columns(connection: sqlite3.Connection) -> dict[str, str]:
    """The fields of an article in order, with their types: INTEGER, TEXT, or JSON for lists."""
    stored = dict(connection.execute("SELECT name, type FROM pragma_table_info('article')").fetchall())
    told = {name: kind for name, kind in stored.items() if name not in _UNTOLD}
    return {"id": "INTEGER", "site": "TEXT", **told}


def export(connection: sqlite3.Connection, filters: Filters = EVERYTHING) -> Iterator[dict[str, Any]]:
    """Every article as a dict by the names of the table's columns, in the order of storing, one at a time."""
    where = filters.where(connection)
    query = f"{select(columns(connection))} WHERE {where.sql} ORDER BY article.id"
    return map(record, connection.execute(query, where.values))


def show(connection: sqlite3.Connection, article: str) -> Article:
    """The article with that number, or known by that address. Raises NotFoundError."""
    article_id = find(connection, article)
    query = f"{select(columns(connection))} WHERE article.id = ?"
    fields = record(connection.execute(query, (article_id,)).fetchone())
    return Article(fields, paragraphs(connection, article_id))


def find(connection: sqlite3.Connection, article: str) -> int:
    """The id of the article with that number or address. Raises NotFoundError."""
    if article.isascii() and article.isdigit():
        query = "SELECT id FROM article WHERE id = ?"
        keys: list[Any] = [min(int(article), 2**63 - 1)]
    else:
        query = (
            "SELECT article_id FROM page WHERE url = ?1 AND article_id IS NOT NULL"
            " UNION ALL SELECT id FROM article WHERE canonical_url = ?1"
        )
        keys = addresses(article)
    for key in keys:
        if found := connection.execute(query, (key,)).fetchone():
            return int(found[0])
    raise NotFoundError(f"no article {article}: give its number, as `newsbot list` shows it, or its address")


def addresses(url: str) -> list[str]:
    """The ways in which an address may be stored: as typed, and in its canonical spelling."""
    from newsbot.urls import canonical

    return [url, canonical(url)]


def paragraphs(connection: sqlite3.Connection, article_id: int) -> list[StoredParagraph]:
    """The article's paragraphs in page order."""
    query = (
        "SELECT position, kind, text, verdict, repeats, line_key, earlier_article_id, earlier_position"
        " FROM paragraph WHERE article_id = ? ORDER BY position"
    )
    return [StoredParagraph(*row) for row in connection.execute(query, (article_id,))]


def explain(connection: sqlite3.Connection, address: str) -> Explanation:
    """What is known of an address, or of the article with that number. Raises NotFoundError."""
    article: Article | None = None
    if address.isdigit():
        article = show(connection, address)
        page = _page(connection, article.fields["canonical_url"])
    else:
        page = next((row for url in addresses(address) if (row := _page(connection, url))), None)
        if page is None:
            raise NotFoundError(f"nothing is known of {address}: no run has met this address")
        if page["article_id"]:
            article = show(connection, str(page["article_id"]))
    if article is None:
        return Explanation(page, None, "", [])
    explained = [
        Explained(paragraph, _why(connection, article, paragraph), _earlier(connection, paragraph))
        for paragraph in article.paragraphs
    ]
    return Explanation(page, article, _url(connection, article.fields["similar_to"]), explained)


def diff(connection: sqlite3.Connection, article: str) -> list[Revision]:
    """The changes of the article with that number or address, the first one first. Raises NotFoundError."""
    now = show(connection, article)
    query = "SELECT * FROM revision WHERE article_id = ? ORDER BY replaced_at, id"
    revisions = [record(row) for row in connection.execute(query, (now.fields["id"],))]
    states = [
        (r, [p["text"] for p in r["paragraphs"] if p["verdict"] == "kept"]) for r in (*revisions, now.flat())
    ]
    return [
        Revision(
            before["replaced_at"],
            before["changed"],
            edits(before["headline"], after["headline"]),
            _edited(old, new),
        )
        for (before, old), (after, new) in pairwise(states)
    ]


def edits(before: str, after: str) -> list[Edit]:
    """What was done to the words of `before` to make `after`."""
    old, new = before.split(), after.split()
    done: list[Edit] = []
    for operation, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            done.append(("=", " ".join(old[a:b])))
        else:
            done += [("-", " ".join(old[a:b]))] if a < b else []
            done += [("+", " ".join(new[c:d]))] if c < d else []
    return done


def _edited(before: list[str], after: list[str]) -> list[list[Edit]]:
    """Paragraphs in the order of reading; one that was reworded is told by its words."""
    changes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    pairs = (zip_longest(before[a:b], after[c:d], fillvalue="") for _, a, b, c, d in changes)
    return [edits(old, new) for pair in pairs for old, new in pair]


def _page(connection: sqlite3.Connection, url: str) -> dict[str, Any] | None:
    query = (
        "SELECT page.*, site.name AS site, source.url AS source, source.kind AS source_kind"
        " FROM page JOIN site ON site.id = page.site_id LEFT JOIN source ON source.id = page.source_id"
        " WHERE page.url = ?"
    )
    row = connection.execute(query, (url,)).fetchone()
    return record(row) if row else None


def _why(connection: sqlite3.Connection, article: Article, paragraph: StoredParagraph) -> str:
    from newsbot.paragraphs import why

    if paragraph.verdict == "boilerplate":
        query = (
            "SELECT pages FROM line JOIN article ON article.site_id = line.site_id"
            " WHERE article.id = ? AND line_key = ? AND recurring"
        )
        row = connection.execute(query, (article.fields["id"], paragraph.line_key)).fetchone()
        return f"stands on {row['pages']} pages of the site" if row else "a line of the site by its words"
    if paragraph.verdict == "headline":
        return "says the headline or the chapô again"
    if paragraph.repeats is None:
        return ""
    return why(article.paragraphs[paragraph.repeats].text, paragraph.text)


def _earlier(connection: sqlite3.Connection, paragraph: StoredParagraph) -> str:
    url = _url(connection, paragraph.earlier_article_id)
    return url and f"{url} (paragraph {paragraph.earlier_position})"


def _url(connection: sqlite3.Connection, article_id: int | None) -> str:
    row = connection.execute("SELECT canonical_url FROM article WHERE id = ?", (article_id,)).fetchone()
    return str(row["canonical_url"]) if row else ""
