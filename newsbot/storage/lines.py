"""Paragraphs in the database, and the lines that recur on a site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import BindParameter, Connection, and_, bindparam, case, delete, func, or_, select, update

from newsbot.database import add, among
from newsbot.items import ArticleItem, Paragraph
from newsbot.models import article, line, paragraph
from newsbot.paragraphs import SiteLines, deduplicate, keys, line_key, recurs
from newsbot.storage import earlier
from newsbot.storage.values import content_hash


class StoredLines(SiteLines):
    """The recurring lines of one site, as they were last settled in the database."""

    def __init__(self, recurring: Iterable[int]) -> None:
        super().__init__()
        self._recurring = frozenset(recurring)

    def observe(self, page: str, texts: Iterable[str]) -> None:
        """Nothing to do: the lines of a stored article are counted in the database."""

    def recurring(self, text: str) -> bool:
        """Whether `text` is a line of the site."""
        return bool(self._recurring) and line_key(text) in self._recurring


def recurring(connection: Connection, site_id: int) -> StoredLines:
    """The lines of a site that make boilerplate."""
    return StoredLines(connection.execute(_RECURRING, {"site": site_id}).scalars())


def read(connection: Connection, article_id: int) -> list[Paragraph]:
    """The paragraphs of an article, in page order."""
    return _of(connection, [article_id])[article_id]


def _of(connection: Connection, articles: Sequence[int]) -> dict[int, list[Paragraph]]:
    found: dict[int, list[Paragraph]] = defaultdict(list)
    for article_id, *told in connection.execute(_OF_ARTICLES, {"articles": articles}).all():
        found[article_id].append(Paragraph(*told))
    return found


def write(connection: Connection, article_id: int, paragraphs: Sequence[Paragraph]) -> None:
    """Store the paragraphs of an article that has none."""
    rows = [
        {
            "article_id": article_id,
            "position": position,
            "kind": p.kind,
            "text": p.text,
            "verdict": p.verdict,
            "repeats": p.repeats,
            "line_key": line_key(p.text),
            "keys": b"".join(keys(p.text)),
        }
        for position, p in enumerate(paragraphs)
    ]
    add(connection, paragraph, rows)


def take_out(connection: Connection, site_id: int, article_id: int) -> None:
    """Delete the stored paragraphs of an article; the site's lines are counted without it."""
    earlier.forget(connection, [article_id])
    counted = connection.execute(select(article.c.settled).where(article.c.id == article_id)).scalar()
    if counted:
        own = select(paragraph.c.line_key).where(paragraph.c.article_id == article_id)
        mine = and_(line.c.site_id == site_id, line.c.line_key.in_(own))
        connection.execute(update(line).where(mine).values(pages=line.c.pages - 1))
        connection.execute(delete(line).where(mine, line.c.pages < 2, line.c.recurring == 0))
    connection.execute(delete(paragraph).where(paragraph.c.article_id == article_id))
    connection.execute(update(article).where(article.c.id == article_id).values(settled=0))


def uncounted(connection: Connection, site_id: int) -> list[int]:
    """The articles of a site whose lines are not counted."""
    return list(connection.execute(_UNCOUNTED, {"site": site_id}).scalars())


def count(connection: Connection, site_id: int, articles: Sequence[int]) -> None:
    """Count the lines of articles of a site. One that a single article carries is not kept."""
    carriers: dict[int, set[int]] = defaultdict(set)
    texts: dict[int, str] = {}
    for article_id, key, text in connection.execute(_LINES, {"articles": articles}).all():
        carriers[key].add(article_id)
        texts[key] = min(text, texts.get(key, text))
    connection.execute(_SET_COUNTED, {"articles": articles})
    known = set(connection.execute(_KNOWN, {"site": site_id, "keys": list(carriers)}).scalars())
    if known:
        more = [{"of": site_id, "at": key, "more": len(carriers[key]), "said": texts[key]} for key in known]
        connection.execute(_MORE, more)
    if fresh := list(carriers.keys() - known):
        connection.execute(_ADD_SHARED, {"site": site_id, "keys": fresh})


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
    return list(connection.execute(_MISJUDGED, {"site": site_id}).scalars())


def settled(connection: Connection, site_id: int) -> None:
    """Note that all articles know the site's recurring lines; those on one page alone are not kept."""
    mine = line.c.site_id == site_id
    connection.execute(update(line).where(mine, line.c.settled == 0).values(settled=1))
    connection.execute(delete(line).where(mine, line.c.pages < 2))


def judge(connection: Connection, site_id: int, articles: Sequence[int]) -> int:
    """Give the stored paragraphs of articles their verdicts again; returns how many articles got others."""
    site_lines = recurring(connection, site_id)
    stored = _of(connection, articles)
    verdicts, texts = [], []
    for article_id, headline in connection.execute(_HEADLINES, {"articles": articles}).all():
        before = stored[article_id]
        after = deduplicate(before, headline=headline, site_lines=site_lines)
        if after != before:
            verdicts += [
                {"of": article_id, "at": position, "now": p.verdict, "original": p.repeats}
                for position, p in enumerate(after)
                if p != before[position]
            ]
            item = ArticleItem("", headline=headline, paragraphs=after)
            told = {"said": item.body, "words": item.word_count, "hash": content_hash(headline, after)}
            texts.append({"of": article_id, **told})
    if texts:
        earlier.forget(connection, [text["of"] for text in texts])
        connection.execute(_SET_VERDICT, verdicts)
        connection.execute(_SET_TEXT, texts)
    return len(texts)


_SITE: BindParameter[int] = bindparam("site")
_OF_SITE = article.c.site_id + 0 == _SITE  # + 0 keeps SQLite from reading through all articles of the site
_SAID: BindParameter[str] = bindparam("said")
_RECURRING = select(line.c.line_key).where(line.c.site_id == _SITE, line.c.recurring == 1)
_OF_ARTICLES = (
    select(
        paragraph.c.article_id, paragraph.c.text, paragraph.c.kind, paragraph.c.verdict, paragraph.c.repeats
    )
    .where(among(paragraph.c.article_id, "articles"))
    .order_by(paragraph.c.article_id, paragraph.c.position)
)
_HEADLINES = select(article.c.id, article.c.headline).where(among(article.c.id, "articles"))
_MISJUDGED = (
    select(paragraph.c.article_id)
    .distinct()
    .join(article, article.c.id == paragraph.c.article_id)
    .join(line, line.c.line_key == paragraph.c.line_key)
    .where(line.c.site_id == _SITE, line.c.settled == 0, article.c.site_id == _SITE)
    .where((paragraph.c.verdict == "boilerplate") != (line.c.recurring == 1))
)
_SET_VERDICT = (
    update(paragraph)
    .where(paragraph.c.article_id == bindparam("of"), paragraph.c.position == bindparam("at"))
    .values(verdict=bindparam("now"), repeats=bindparam("original"))
)
_SET_TEXT = (
    update(article)
    .where(article.c.id == bindparam("of"))
    .values(body=bindparam("said"), word_count=bindparam("words"), content_hash=bindparam("hash"))
)
_UNCOUNTED = select(article.c.id).where(earlier.UNSETTLED, article.c.settled < earlier.COUNTED, _OF_SITE)
_LINES = select(paragraph.c.article_id, paragraph.c.line_key, paragraph.c.text).where(
    among(paragraph.c.article_id, "articles")
)
_SET_COUNTED = update(article).where(among(article.c.id, "articles")).values(settled=earlier.COUNTED)
_KNOWN = select(line.c.line_key).where(line.c.site_id == _SITE, among(line.c.line_key, "keys"))
_MORE = (
    update(line)
    .where(line.c.site_id == bindparam("of"), line.c.line_key == bindparam("at"))
    .values(
        pages=line.c.pages + bindparam("more"), text=case((line.c.text > _SAID, _SAID), else_=line.c.text)
    )
)
_CARRIERS = func.count(paragraph.c.article_id.distinct())
_ADD_SHARED = line.insert().from_select(
    ["site_id", "line_key", "text", "pages"],
    select(article.c.site_id, paragraph.c.line_key, func.min(paragraph.c.text), _CARRIERS)
    .select_from(paragraph.join(article, article.c.id == paragraph.c.article_id))
    .where(among(paragraph.c.line_key, "keys"), _OF_SITE, article.c.settled > 0)
    .group_by(article.c.site_id, paragraph.c.line_key)
    .having(_CARRIERS > 1),
)
