"""What an earlier article already carried: paragraphs are marked, and articles of one text tied.

'Earlier' is by `date_published`, then by address, and not by the order of the crawl: an article that is
stored late but was published first takes over the marks of those after it. Paragraphs with the same words are
found by their line key, reworded ones by the keys of `newsbot.paragraphs.keys`, but for keys that many
paragraphs share: those tell nothing, and comparing all of them would cost more the more is stored.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from newsbot.database import insert
from newsbot.items import Paragraph
from newsbot.models import article, common_key, paragraph, paragraph_key
from newsbot.paragraphs import carried, keys

COMMON = 32
"""How many paragraphs may share a key that still tells which are alike."""
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
    alike = _index(connection, article_id, index)
    same: dict[int, list[Any]] = defaultdict(list)
    lines = [row.line_key for row in own if index[row.position]]
    for other in connection.execute(_SAME, {"id": article_id, "lines": lines}) if lines else ():
        same[other.line_key].append(other)
    marks, touched = [], {article_id}
    for row in own:
        if not index[row.position]:
            continue
        found = {(o.article_id, o.position): o for key in index[row.position] for o in alike[key]}
        repeated = [o for o in found.values() if o.line_key != row.line_key and carried(o.text, row.text)]
        repeated += same[row.line_key]
        before = min((o for o in repeated if _time(o) < _time(row)), key=_time, default=None)
        if before or row.earlier_article_id:
            marks.append(_mark(row, before))
        for other in repeated:
            if _time(other) > _time(row) and (other.mark_url is None or _mark_time(other) > _time(row)):
                marks.append(_mark(other, row))
                touched.add(other.article_id)
    if marks:
        connection.execute(_SET_MARK, marks)
    for each in touched:
        _tie(connection, each)
    connection.execute(_SETTLED, {"article": article_id})


def _index(
    connection: Connection, article_id: int, index: Mapping[int, Sequence[int]]
) -> dict[int, list[Any]]:
    """Put the article's paragraphs into the index; returns the others that share a key, by key.

    A key that becomes common leaves the index; the articles that were compared by it are to be settled again.
    """
    alike: dict[int, list[Any]] = defaultdict(list)
    wanted = {key for mine in index.values() for key in mine}
    if not wanted:
        return alike
    wanted -= set(connection.execute(_COMMON, {"keys": list(wanted)}).scalars())
    for other in connection.execute(_CARRIERS, {"id": article_id, "keys": list(wanted)}):
        alike[other.key].append(other)
    common = [key for key, others in alike.items() if len(others) >= COMMON]
    rows = [
        {"key": key, "article_id": article_id, "position": position}
        for position, mine in index.items()
        for key in mine
        if key in wanted and key not in common
    ]
    if rows:
        connection.execute(insert(connection, paragraph_key).on_conflict_do_nothing(), rows)
    if common:
        holders = {other.article_id for key in common for other in alike.pop(key)}
        connection.execute(common_key.insert(), [{"key": key} for key in common])
        connection.execute(delete(paragraph_key).where(paragraph_key.c.key.in_(common)))
        connection.execute(update(article).where(article.c.id.in_(holders)).values(settled=0))
    return alike


def _tie(connection: Connection, article_id: int) -> None:
    """Tie an article to the earlier one that carried most of its text, where that is half of it or more."""
    shares: Counter[tuple[str, int]] = Counter()
    length = 0
    for row in connection.execute(_KEPT, {"id": article_id}):
        if keys(row.text):
            length += len(row.text)
            if row.earlier_article_id:
                shares[row.mark_url, row.earlier_article_id] += len(row.text)
    (_, nearest), shared = min(shares.items(), key=lambda entry: (-entry[1], entry[0]), default=(("", 0), 0))
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
_PARAGRAPHS = (
    select(
        paragraph.c.article_id,
        paragraph.c.position,
        paragraph.c.text,
        paragraph.c.line_key,
        paragraph.c.earlier_article_id,
        article.c.date_published,
        article.c.canonical_url,
        _MARKED.c.date_published.label("mark_published"),
        _MARKED.c.canonical_url.label("mark_url"),
        paragraph.c.earlier_position.label("mark_position"),
    )
    .join(article, article.c.id == paragraph.c.article_id)
    .outerjoin(_MARKED, _MARKED.c.id == paragraph.c.earlier_article_id)
    .where(paragraph.c.verdict == "kept")
)
_KEPT = _PARAGRAPHS.where(paragraph.c.article_id == bindparam("id"))
_OTHERS = _PARAGRAPHS.where(paragraph.c.article_id != bindparam("id"))
_SAME = _OTHERS.where(paragraph.c.line_key.in_(bindparam("lines", expanding=True)))
_CARRIERS = (
    _OTHERS.add_columns(paragraph_key.c.key)
    .join(
        paragraph_key,
        (paragraph_key.c.article_id == paragraph.c.article_id)
        & (paragraph_key.c.position == paragraph.c.position),
    )
    .where(paragraph_key.c.key.in_(bindparam("keys", expanding=True)))
)
_COMMON = select(common_key.c.key).where(common_key.c.key.in_(bindparam("keys", expanding=True)))
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
