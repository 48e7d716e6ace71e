"""What an earlier article already carried: paragraphs are marked, and articles of one text tied.

'Earlier' is by `date_published`, then by address, and not by the order of the crawl: an article that is
stored late but was published first takes over the marks of those after it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from newsbot.database import insert
from newsbot.items import Paragraph
from newsbot.models import article, paragraph, paragraph_key
from newsbot.paragraphs import keys, repeats

SIMILAR = 0.5
"""Share of an article's text from which on it is tied to the earlier article that carried it."""


def unsettled(connection: Connection) -> list[int]:
    """The articles whose paragraphs are to be compared with others', the earliest first."""
    query = (
        select(article.c.id)
        .where(article.c.settled == 0)
        .order_by(article.c.date_published, article.c.canonical_url)
    )
    return list(connection.execute(query).scalars())


def forget(connection: Connection, article_id: int, before: Sequence[Paragraph]) -> None:
    """Take an article's paragraphs, which are about to change, out of the index.

    It and those that repeat it are to be settled again.
    """
    known = {key for p in before if p.verdict == "kept" for key in keys(p.text)}
    if known:
        mine = paragraph_key.c.article_id == article_id
        connection.execute(delete(paragraph_key).where(paragraph_key.c.key.in_(known), mine))
    connection.execute(
        update(paragraph)
        .where(paragraph.c.article_id == article_id, paragraph.c.earlier_article_id.is_not(None))
        .values(earlier_article_id=None, earlier_position=None)
    )
    followers = select(paragraph.c.article_id).where(paragraph.c.earlier_article_id == article_id)
    changed = (article.c.id == article_id) | article.c.id.in_(followers)
    connection.execute(update(article).where(changed).values(settled=0))


def settle(connection: Connection, article_id: int) -> None:
    """Mark what of the article an earlier one carried, and what of it later ones repeat."""
    own = connection.execute(_KEPT, {"id": article_id}).all()
    index = {row.position: keys(row.text) for row in own}
    wanted = {key for mine in index.values() for key in mine}
    others: dict[int, list[Any]] = defaultdict(list)
    if wanted:
        for other in connection.execute(_CARRIERS, {"id": article_id, "keys": list(wanted)}):
            others[other.key].append(other)
        rows = [
            {"key": k, "article_id": article_id, "position": p} for p, mine in index.items() for k in mine
        ]
        connection.execute(insert(connection, paragraph_key).on_conflict_do_nothing(), rows)
    marks, touched = [], {article_id}
    for row in own:
        found = {(o.article_id, o.position): o for key in index[row.position] for o in others[key]}
        same = [o for o in found.values() if repeats(o.text, row.text) or repeats(row.text, o.text)]
        before = min((o for o in same if _time(o) < _time(row)), key=_time, default=None)
        if before or row.earlier_article_id:
            marks.append(_mark(row, before))
        for other in same:
            if _time(other) > _time(row) and (other.mark_url is None or _mark_time(other) > _time(row)):
                marks.append(_mark(other, row))
                touched.add(other.article_id)
    if marks:
        connection.execute(_SET_MARK, marks)
    for each in touched:
        _tie(connection, each)
    connection.execute(_SETTLED, {"article": article_id})


def _tie(connection: Connection, article_id: int) -> None:
    """Tie an article to the earlier one that carried most of its text, where that is half of it or more."""
    shares: Counter[int] = Counter()
    length = 0
    for row in connection.execute(_KEPT, {"id": article_id}):
        if keys(row.text):
            length += len(row.text)
            shares[row.earlier_article_id or 0] += len(row.text)
    del shares[0]
    nearest, shared = max(shares.items(), key=lambda entry: (entry[1], -entry[0]), default=(None, 0))
    similar = bool(length) and shared >= SIMILAR * length
    values = {"nearest": nearest, "share": round(100 * shared / length)} if similar else _ALONE
    connection.execute(_TIE, {"article": article_id, **values})


def _time(row: Any) -> tuple[str, str, int]:
    return row.date_published or _UNDATED, row.canonical_url, row.position


def _mark_time(row: Any) -> tuple[str, str, int]:
    return row.mark_published or _UNDATED, row.mark_url, row.mark_position


def _mark(row: Any, before: Any | None) -> dict[str, Any]:
    return {
        "article": row.article_id,
        "at": row.position,
        "first": before and before.article_id,
        "there": before and before.position,
    }


_UNDATED = "~"  # sorts behind every date
_ALONE: dict[str, Any] = {"nearest": None, "share": None}
_MARKED = article.alias("marked")
_KEPT = (
    select(
        paragraph.c.article_id,
        paragraph.c.position,
        paragraph.c.text,
        paragraph.c.earlier_article_id,
        article.c.date_published,
        article.c.canonical_url,
    )
    .join(article, article.c.id == paragraph.c.article_id)
    .where(paragraph.c.article_id == bindparam("id"), paragraph.c.verdict == "kept")
)
_CARRIERS = (
    select(
        paragraph_key.c.key,
        paragraph.c.article_id,
        paragraph.c.position,
        paragraph.c.text,
        article.c.date_published,
        article.c.canonical_url,
        _MARKED.c.date_published.label("mark_published"),
        _MARKED.c.canonical_url.label("mark_url"),
        paragraph.c.earlier_position.label("mark_position"),
    )
    .select_from(paragraph_key)
    .join(
        paragraph,
        (paragraph.c.article_id == paragraph_key.c.article_id)
        & (paragraph.c.position == paragraph_key.c.position),
    )
    .join(article, article.c.id == paragraph.c.article_id)
    .outerjoin(_MARKED, _MARKED.c.id == paragraph.c.earlier_article_id)
    .where(paragraph_key.c.article_id != bindparam("id"))
    .where(paragraph_key.c.key.in_(bindparam("keys", expanding=True)))
)
_SET_MARK = (
    update(paragraph)
    .where(paragraph.c.article_id == bindparam("article"), paragraph.c.position == bindparam("at"))
    .values(earlier_article_id=bindparam("first"), earlier_position=bindparam("there"))
)
_SETTLED = update(article).where(article.c.id == bindparam("article")).values(settled=1)
_TIE = (
    update(article)
    .where(article.c.id == bindparam("article"))
    .values(similar_to=bindparam("nearest"), similar_share=bindparam("share"))
)
