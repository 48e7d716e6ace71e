"""Paragraphs in the database, and the lines that recur on a site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import BindParameter, Connection, and_, bindparam, delete, func, or_, select, update

from newsbot.items import ArticleItem, Paragraph
from newsbot.models import article, line, paragraph
from newsbot.paragraphs import SiteLines, deduplicate, line_key, recurs
from newsbot.storage import earlier
from newsbot.storage.values import content_hash


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


def recurring(connection: Connection, site_id: int) -> StoredLines:
    """The lines of a site that make boilerplate."""
    return StoredLines(connection.execute(_RECURRING, {"site": site_id}).scalars())


def read(connection: Connection, article_id: int) -> list[Paragraph]:
    """The paragraphs of an article, in page order."""
    return [Paragraph(*row) for row in connection.execute(_OF_ARTICLE, {"article": article_id})]


def write(
    connection: Connection,
    site_id: int,
    article_id: int,
    before: Sequence[Paragraph],
    after: Sequence[Paragraph],
) -> None:
    """Put `after` in the place of the article's paragraphs `before`; the site's lines are counted with it."""
    rows = [
        {
            "article_id": article_id,
            "position": position,
            "kind": p.kind,
            "text": p.text,
            "verdict": p.verdict,
            "repeats": p.repeats,
            "line_key": line_key(p.text),
        }
        for position, p in enumerate(after)
    ]
    old = {line_key(p.text) for p in before}
    new = {line_key(p.text): p.text for p in after}
    if before:
        earlier.forget(connection, article_id, before)
        connection.execute(delete(paragraph).where(paragraph.c.article_id == article_id))
    if lost := old - new.keys():
        mine = and_(line.c.site_id == site_id, line.c.line_key.in_(lost))
        connection.execute(update(line).where(mine).values(pages=line.c.pages - 1))
        connection.execute(delete(line).where(mine, line.c.pages < 2, line.c.recurring == 0))
    if gained := {key: text for key, text in new.items() if key not in old}:
        _count(connection, site_id, gained)
    if rows:
        connection.execute(_ADD, rows)
        earlier.enter(connection, article_id, after)


def _count(connection: Connection, site_id: int, lines: Mapping[int, str]) -> None:
    """Count one more page for each line; one that no other article of the site carries is not kept."""
    known = set(connection.execute(_KNOWN, {"site": site_id, "keys": list(lines)}).scalars())
    if known:
        connection.execute(_ONE_MORE, {"site": site_id, "keys": list(known)})
    if fresh := list(lines.keys() - known):
        texts: dict[int, str] = {}
        for key, text, carrier in connection.execute(_CARRIERS, {"keys": fresh}):
            if carrier == site_id:
                texts[key] = min(text, texts.get(key, lines[key]))
        if texts:
            rows = [
                {"site_id": site_id, "line_key": key, "text": text, "pages": 2} for key, text in texts.items()
            ]
            connection.execute(_ADD_LINE, rows)


_SITE: BindParameter[int] = bindparam("site")
_KEYS: BindParameter[list[int]] = bindparam("keys", expanding=True)
_ADD = paragraph.insert()
_ADD_LINE = line.insert()
_RECURRING = select(line.c.line_key).where(line.c.site_id == _SITE, line.c.recurring == 1)
_OF_ARTICLE = (
    select(paragraph.c.text, paragraph.c.kind, paragraph.c.verdict, paragraph.c.repeats)
    .where(paragraph.c.article_id == bindparam("article"))
    .order_by(paragraph.c.position)
)
_KNOWN = select(line.c.line_key).where(line.c.site_id == _SITE, line.c.line_key.in_(_KEYS))
_ONE_MORE = (
    update(line).where(line.c.site_id == _SITE, line.c.line_key.in_(_KEYS)).values(pages=line.c.pages + 1)
)
_CARRIERS = select(
    paragraph.c.line_key,
    paragraph.c.text,
    # no join: SQLite would start from the site and read all its paragraphs
    select(article.c.site_id).where(article.c.id == paragraph.c.article_id).scalar_subquery(),
).where(paragraph.c.line_key.in_(_KEYS))


def decide(connection: Connection, site_id: int) -> list[int]:
    """Decide again which lines recur on the site; returns the articles whose verdicts that may change.

    The lines stay unsettled until `settled`, so that a killed run does it again.
    """
    mine = line.c.site_id == site_id
    of = connection.execute(
        select(func.count()).select_from(article).where(article.c.site_id == site_id)
    ).scalar_one()
    lines = connection.execute(select(line).where(mine, or_(line.c.pages > 2, line.c.recurring == 1))).all()
    changed = [row for row in lines if recurs(row.text, row.pages, of) != bool(row.recurring)]
    if changed:
        connection.execute(
            update(line)
            .where(mine, line.c.line_key == bindparam("key"))
            .values(recurring=bindparam("now"), settled=0),
            [{"key": row.line_key, "now": int(not row.recurring)} for row in changed],
        )
    query = (
        select(paragraph.c.article_id)
        .distinct()
        .join(article, article.c.id == paragraph.c.article_id)
        .where(article.c.site_id == site_id)
        .where(paragraph.c.line_key.in_(select(line.c.line_key).where(mine, line.c.settled == 0)))
    )
    return list(connection.execute(query).scalars())


def settled(connection: Connection, site_id: int) -> None:
    """Note that all articles know the site's recurring lines; those on one page alone are not kept."""
    mine = line.c.site_id == site_id
    connection.execute(update(line).where(mine, line.c.settled == 0).values(settled=1))
    connection.execute(delete(line).where(mine, line.c.pages < 2))


def judge(connection: Connection, site_id: int, article_id: int) -> bool:
    """Give the stored paragraphs of an article their verdicts again; whether one changed."""
    headline = connection.execute(select(article.c.headline).where(article.c.id == article_id)).scalar_one()
    before = read(connection, article_id)
    bare = [Paragraph(p.text, p.kind) for p in before]
    after = deduplicate(bare, headline=headline, site_lines=recurring(connection, site_id))
    changes = [{"at": i, "now": p.verdict, "of": p.repeats} for i, p in enumerate(after) if p != before[i]]
    if not changes:
        return False
    earlier.forget(connection, article_id, before)
    connection.execute(
        update(paragraph)
        .where(paragraph.c.article_id == article_id, paragraph.c.position == bindparam("at"))
        .values(verdict=bindparam("now"), repeats=bindparam("of")),
        changes,
    )
    earlier.enter(connection, article_id, after)
    item = ArticleItem("", headline=headline, paragraphs=after)
    told = {"body": item.body, "word_count": item.word_count, "content_hash": content_hash(headline, after)}
    connection.execute(update(article).where(article.c.id == article_id).values(told))
    return True
