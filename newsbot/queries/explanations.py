"""What is known of an address: what came of it and why, and what each paragraph was held to be."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from newsbot.queries.articles import Article, NotFoundError, StoredParagraph, addresses, show


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


def explain(connection: sqlite3.Connection, address: str) -> Explanation:
    """What is known of an address, or of the article with that number. Raises NotFoundError."""
    page = None
    if address.isdigit():
        article: Article | None = show(connection, address)
        page = _page(connection, article.fields["canonical_url"]) if article else None
    else:
        page = next((row for url in addresses(address) if (row := _page(connection, url))), None)
        if page is None:
            raise NotFoundError(f"nothing is known of {address}: no run has met this address")
        article = show(connection, str(page["article_id"])) if page["article_id"] else None
    if article is None:
        return Explanation(page, None, "", [])
    similar = _url(connection, article.fields["similar_to"]) if article.fields["similar_to"] else ""
    explained = [
        Explained(paragraph, _why(connection, article, paragraph), _earlier(connection, paragraph))
        for paragraph in article.paragraphs
    ]
    return Explanation(page, article, similar, explained)


def _page(connection: sqlite3.Connection, url: str) -> dict[str, Any] | None:
    query = (
        "SELECT page.*, site.name AS site, source.url AS source, source.kind AS source_kind"
        " FROM page JOIN site ON site.id = page.site_id LEFT JOIN source ON source.id = page.source_id"
        " WHERE page.url = ?"
    )
    row = connection.execute(query, (url,)).fetchone()
    return dict(row) if row else None


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
    if paragraph.earlier_article_id is None:
        return ""
    return f"{_url(connection, paragraph.earlier_article_id)} (paragraph {paragraph.earlier_position})"


def _url(connection: sqlite3.Connection, article_id: int) -> str:
    row = connection.execute("SELECT canonical_url FROM article WHERE id = ?", (article_id,)).fetchone()
    return str(row["canonical_url"]) if row else ""
