"""What an earlier article already carried: paragraphs are marked, and articles of one text tied.

'Earlier' is by `date_published`, then by address, and not by the order of the crawl: an article that is
stored late but was published first takes over the marks of those after it. Paragraphs with the same words are
found by their line key, reworded ones by the keys of `newsbot.paragraphs.keys`, but for keys that many
paragraphs share: those tell nothing, and comparing all of them would cost more the more is stored.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    LargeBinary,
    and_,
    bindparam,
    column,
    delete,
    exists,
    func,
    literal_column,
    or_,
    select,
    tuple_,
    union,
    update,
    values,
)
from sqlalchemy.dialects.sqlite import Insert

from newsbot.database import among, insert
from newsbot.models import article, common_key, paragraph, paragraph_key
from newsbot.paragraphs import SHORTEST, carried

COMMON = 8
"""How many paragraphs may share a key that still tells which are alike."""
SIMILAR = 0.5
"""Share of an article's text from which on it is tied to the earlier article that carried it."""
COUNTED, COMPARED = 1, 2
"""`article.settled`: its lines are counted, its paragraphs are to be compared; and these are compared."""


_Time = tuple[str, str, int]
UNSETTLED: ColumnElement[bool] = literal_column(
    "article.settled < 2"
)  # as in the index: SQLite must see that it fits


def uncompared(connection: Connection) -> list[int]:
    """The articles whose paragraphs are to be compared with others', the earliest first."""
    return list(connection.execute(_UNCOMPARED).scalars())


def forget(connection: Connection, articles: Sequence[int]) -> None:
    """Take the paragraphs of articles, which are about to change, out of the index.

    These articles and those that repeat them are to be compared again.
    """
    batch = {"articles": articles}
    connection.execute(_FORGET, batch)
    connection.execute(_UNMARK, batch)
    connection.execute(_UNTIE, batch)
    connection.execute(_REOPEN_REPEATED, batch)


def reopen(connection: Connection, article_id: int) -> None:
    """Have an article, whose date may have changed, and those that repeat it be compared again."""
    connection.execute(_REOPEN_REPEATED, {"articles": [article_id]})


def enter(connection: Connection, articles: Sequence[int]) -> None:
    """Put the paragraphs of articles into the index; those that share nothing with others need no more.

    A key that becomes common leaves the index; the articles that were compared by it are to be compared
    again.
    """
    batch = {"articles": articles}
    connection.execute(_entering(insert(connection, paragraph_key)), batch)
    alike = set(connection.execute(_ALIKE, batch).scalars())
    if crowded := [{"crowded": key} for key in connection.execute(_CROWDED, batch).scalars()]:
        connection.execute(_REOPEN_CROWDED, crowded)
        connection.execute(_ADD_COMMON, crowded)
        connection.execute(_LEAVE, crowded)
    connection.execute(_SET_COMPARED, {"articles": list(set(articles) - alike)})


def compare(connection: Connection, articles: Sequence[int]) -> None:
    """Mark what of the paragraphs of articles, which are in the index, earlier articles carried, and tie the
    articles of one text.

    Other articles whose marks are wrong by what these carry are to be compared again.
    """
    own = connection.execute(_KEPT, {"articles": articles}).all()
    batch = set(articles)
    connection.execute(_SET_COMPARED, {"articles": articles})
    found = _alike(connection, own, articles)
    marks, shares, wrong = [], defaultdict[int, Counter[Any]](Counter), set[int]()
    for row in own:
        mine = _time(row)
        others = found.get((row.article_id, row.position), ())
        in_time = sorted((other for other in others if _time(other) < mine), key=_time)
        before = next((other for other in in_time if _is_same(other, row)), None)
        for other in others:
            if other.article_id not in batch and _is_wrong(other, mine) and _is_same(other, row):
                wrong.add(other.article_id)
        first, there = (before.article_id, before.position) if before else (None, None)
        if (first, there) != (row.earlier_article_id, row.mark_position):
            marks.append({"article": row.article_id, "at": row.position, "first": first, "there": there})
        if len(row.text) >= SHORTEST:
            shares[row.article_id][before and (before.canonical_url, first)] += len(row.text)
    if marks:
        connection.execute(_SET_MARK, marks)
    tied = {row.article_id: (row.similar_to, row.similar_share) for row in own}
    ties = [(each, *_tie(shares[each])) for each in articles]
    if changed := [tie for tie in ties if tie[1:] != tied.get(tie[0])]:
        connection.execute(_SET_TIE, [{"article": a, "nearest": n, "share": s} for a, n, s in changed])
    _reopen(connection, wrong)


def _alike(
    connection: Connection, own: Sequence[Any], articles: Sequence[int]
) -> dict[tuple[int, int], list[Any]]:
    """For each paragraph, by article and position, those of other articles that may be the same."""
    alike: dict[Any, dict[Any, Any]] = defaultdict(dict)
    for other in connection.execute(_SHARING, {"articles": articles}).all():
        alike[other[-2:]][other[:2]] = other
    batch = set(articles)
    lines = list({row.line_key for row in own if row.is_keyed})
    same: dict[int, list[Any]] = defaultdict(list)
    led = []  # lines whose first carrier is here: only for these the others matter, which may be many
    for other in connection.execute(_FIRST, {"lines": lines}):
        same[other.line_key].append(other)
        if other.article_id in batch:
            led.append(other.line_key)
    for other in connection.execute(_SAME, {"lines": led}):
        same[other.line_key].append(other)
    for row in own:
        if row.is_keyed:
            alike[row.article_id, row.position].update(
                (other[:2], other) for other in same[row.line_key] if other.article_id != row.article_id
            )
    return {place: list(found.values()) for place, found in alike.items()}


@cache
def _entering(adding: Insert) -> Insert:
    fresh = select(_KEYED).where(_KEYED.c.key.not_in(select(common_key.c.key))).order_by(_KEYED.c.key)
    return adding.from_select(["key", "article_id", "position"], fresh).on_conflict_do_nothing()


def _reopen(connection: Connection, articles: Iterable[int]) -> None:
    """Have articles that were compared be compared again."""
    if ids := list(set(articles)):
        connection.execute(_REOPEN, {"articles": ids})


def _is_same(other: Any, row: Any) -> bool:
    return other.line_key == row.line_key or carried(other.text, row.text)


def _is_wrong(other: Any, mine: _Time) -> bool:
    """Whether the mark of a paragraph that is the same as one told at `mine` does not hold beside it."""
    if _time(other) < mine:
        return False
    return other.mark_url is None or _mark_time(other) > mine


def _tie(shares: Counter[Any]) -> tuple[int | None, int | None]:
    """The earlier article that carried most of an article's text, and how much of it in percent, where that
    is half of it or more.

    `shares` counts the characters that each earlier article carried, None those that none did.
    """
    earlier = [(-shared, *source) for source, shared in shares.items() if source]
    shared, _, nearest = min(earlier, default=(0, "", None))
    if nearest is None or -shared < SIMILAR * shares.total():
        return None, None
    return nearest, round(100 * -shared / shares.total())


_time = attrgetter("published", "canonical_url", "position")
_mark_time = attrgetter("mark_published", "mark_url", "mark_position")
_UNDATED = "~"  # sorts behind every date
_LENGTH = func.length(paragraph.c["keys"])
_MARKED = article.alias("marked")
_PUBLISHED = func.coalesce(article.c.date_published, _UNDATED)
_PARAGRAPHS = (
    select(
        paragraph.c.article_id,
        paragraph.c.position,
        paragraph.c.line_key,
        paragraph.c.text,
        _PUBLISHED.label("published"),
        article.c.canonical_url,
        func.coalesce(_MARKED.c.date_published, _UNDATED).label("mark_published"),
        _MARKED.c.canonical_url.label("mark_url"),
        paragraph.c.earlier_position.label("mark_position"),
    )
    .join(article, article.c.id == paragraph.c.article_id)
    .outerjoin(_MARKED, _MARKED.c.id == paragraph.c.earlier_article_id)
    .where(paragraph.c.verdict == "kept")
)
_KEPT = _PARAGRAPHS.add_columns(
    (_LENGTH > 0).label("is_keyed"),
    paragraph.c.earlier_article_id,
    article.c.similar_to,
    article.c.similar_share,
).where(among(paragraph.c.article_id, "articles"))
_SAME = _PARAGRAPHS.where(among(paragraph.c.line_key, "lines"), article.c.settled == COMPARED)
_FIRSTS = (
    select(
        paragraph.c.article_id,
        paragraph.c.position,
        func.count().over(partition_by=paragraph.c.line_key).label("carriers"),
        func.row_number()
        .over(
            partition_by=paragraph.c.line_key,
            order_by=(
                _PUBLISHED,
                article.c.canonical_url,
                paragraph.c.position,
            ),
        )
        .label("place"),
    )
    .join(article, article.c.id == paragraph.c.article_id)
    .where(among(paragraph.c.line_key, "lines"), paragraph.c.verdict == "kept", article.c.settled == COMPARED)
    .subquery()
)
_FIRST = _PARAGRAPHS.join(
    _FIRSTS,
    (_FIRSTS.c.article_id == paragraph.c.article_id) & (_FIRSTS.c.position == paragraph.c.position),
).where(_FIRSTS.c.place == 1, _FIRSTS.c.carriers > 1)
_SIZE = 4  # bytes of a key
_START = (
    values(column("start", Integer)).data([(1,), (1 + _SIZE,), (1 + 2 * _SIZE,)]).cte("key_places").c.start
)
_KEYED = (
    select(
        func.substr(paragraph.c["keys"], _START, _SIZE, type_=LargeBinary).label("key"),
        paragraph.c.article_id,
        paragraph.c.position,
    )
    .where(among(paragraph.c.article_id, "articles"), paragraph.c.verdict == "kept", _START < _LENGTH)
    .subquery("keyed")
)
"""The keys of the paragraphs of articles, as they stand or shall stand in the index."""
_CARRYING = paragraph_key.alias("carrying")
_OTHER = paragraph.alias("other")
_ELSEWHERE = and_(_CARRYING.c.key == _KEYED.c.key, _CARRYING.c.article_id != _KEYED.c.article_id)
_PLACES = (
    select(
        _KEYED.c.article_id.label("of_article"),
        _KEYED.c.position.label("of_position"),
        _CARRYING.c.article_id,
        _CARRYING.c.position,
    )
    .distinct()
    .where(_ELSEWHERE)
    .subquery("places")
)
_SHARING = (
    _PARAGRAPHS.add_columns(_PLACES.c.of_article, _PLACES.c.of_position)
    .join(
        _PLACES,
        (_PLACES.c.article_id == paragraph.c.article_id) & (_PLACES.c.position == paragraph.c.position),
    )
    .where(article.c.settled == COMPARED)
)
_ALIKE = union(
    select(_KEYED.c.article_id).where(exists().where(_ELSEWHERE)),
    select(paragraph.c.article_id).where(
        among(paragraph.c.article_id, "articles"),
        paragraph.c.verdict == "kept",
        or_(
            paragraph.c.earlier_article_id.is_not(None),
            and_(
                _LENGTH > 0,
                exists().where(
                    _OTHER.c.line_key == paragraph.c.line_key, _OTHER.c.article_id != paragraph.c.article_id
                ),
            ),
        ),
    ),
)
"""Articles that share a key or a line with others, or were found to."""
_CROWDED = (
    select(paragraph_key.c.key)
    .where(paragraph_key.c.key.in_(select(_KEYED.c.key)))
    .group_by(paragraph_key.c.key)
    .having(func.count() > COMMON)
)
_ADD_COMMON = common_key.insert().values(key=bindparam("crowded"))
_LEAVE = delete(paragraph_key).where(paragraph_key.c.key == bindparam("crowded"))
_REOPEN_CROWDED = (
    update(article)
    .where(article.c.settled == COMPARED)
    .where(
        article.c.id.in_(
            select(paragraph_key.c.article_id).where(paragraph_key.c.key == bindparam("crowded"))
        )
    )
    .values(settled=COUNTED)
)
_FORGET = delete(paragraph_key).where(tuple_(*paragraph_key.primary_key).in_(select(_KEYED)))
_UNMARK = (
    update(paragraph)
    .where(among(paragraph.c.article_id, "articles"), paragraph.c.earlier_article_id.is_not(None))
    .values(earlier_article_id=None, earlier_position=None)
)
_UNTIE = (
    update(article)
    .where(among(article.c.id, "articles"), article.c.similar_to.is_not(None))
    .values(similar_to=None, similar_share=None)
)
_UNCOMPARED = (
    select(article.c.id)
    .where(UNSETTLED, article.c.settled == COUNTED)
    .order_by(_PUBLISHED, article.c.canonical_url)
)
_REOPEN = (
    update(article)
    .where(among(article.c.id, "articles"), article.c.settled == COMPARED)
    .values(settled=COUNTED)
)
_REPEATING = select(paragraph.c.article_id).where(among(paragraph.c.earlier_article_id, "articles"))
_REOPEN_REPEATED = (
    update(article)
    .where(or_(among(article.c.id, "articles"), article.c.id.in_(_REPEATING)), article.c.settled == COMPARED)
    .values(settled=COUNTED)
)
_SET_COMPARED = update(article).where(among(article.c.id, "articles")).values(settled=COMPARED)
_SET_MARK = (
    update(paragraph)
    .where(paragraph.c.article_id == bindparam("article"), paragraph.c.position == bindparam("at"))
    .values(earlier_article_id=bindparam("first"), earlier_position=bindparam("there"))
)
_SET_TIE = (
    update(article)
    .where(article.c.id == bindparam("article"))
    .values(similar_to=bindparam("nearest"), similar_share=bindparam("share"))
)
