"""A small French newspaper that lives: its editors write, change, move and delete while a test looks on."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from html import escape
from random import Random
from urllib.parse import parse_qs, urlsplit

from server import Answer, Handler, Server

NOW = datetime(2024, 5, 20, 12, tzinfo=UTC)
_NAMES = "Lima Oslo Quito Dakar Riga Accra Hanoï Sofia Tirana Bogota Amman Luanda Malmö Recife Izmir".split()  # noqa: SIM905
_VERBS = "rouvre attend refuse prépare discute vote adopte annonce reporte promet célèbre".split()  # noqa: SIM905
_THINGS = (
    *("son tunnel", "la grève", "un accord", "le budget", "la réforme", "sa fête", "un procès", "le scrutin"),
    *(
        "son port",
        "une loi",
        "le dialogue",
        "la trêve",
        "un musée",
        "son barrage",
        "une enquête",
        "la récolte",
    ),
)


def sentences(seed: object, count: int) -> list[str]:
    """So many paragraphs, other ones for every seed."""
    random = Random(str(seed))
    made = []
    for _ in range(count):
        told = [
            f"À {random.choice(_NAMES)}, l'assemblée {random.choice(_VERBS)} {random.choice(_THINGS)} "
            f"par {random.randint(2, 990)} voix contre {random.randint(2, 990)}."
            for _ in range(3)
        ]
        made.append(" ".join(told))
    return made


@dataclass
class Story:
    number: int
    title: str
    paragraphs: list[str]
    published: datetime
    modified: datetime
    slug: str = ""
    section: str = "monde"
    status: int = 200
    old: list[str] = field(default_factory=list)

    @property
    def path(self) -> str:
        return f"/{self.section}/{self.slug}/"


class Gazette:
    """The newspaper on a server: section /monde/ with pages, and a feed, WordPress's REST interface and a
    sitemap as far as `sources` names them. `now` is what its clock says."""

    def __init__(
        self, server: Server, stories: int = 12, *, sources: str = "feed rest", per_page: int = 10
    ) -> None:
        self.server = server
        self.sources = sources.split()
        self.per_page = per_page
        self.now = NOW
        self.stories: list[Story] = []
        for number in range(stories):
            self.write(number, NOW - timedelta(hours=5 * (stories - number)))
        server.fallback = self.answer

    # ------------------------------------------------------------ what editors do

    def write(self, number: int, published: datetime | None = None, section: str = "monde") -> Story:
        """A new article on top."""
        at = published or self.now
        what = f"{_VERBS[number % 11]} {_THINGS[number % 16]} n° {number}"
        title = f"{_NAMES[number % 15]} : le conseil {what}"
        slug = f"le-conseil-de-ville-numero-{number}"
        story = Story(number, title, sentences(number, 5), at, at, slug, section)
        self.stories.insert(0, story)
        return story

    def edit(self, story: Story, **changes: object) -> None:
        """Change a story; its modification is told from now on."""
        if "slug" in changes or "section" in changes:
            story.old.append(story.path)
        for name, value in changes.items():
            setattr(story, name, value)
        story.modified = self.now

    def delete(self, story: Story) -> None:
        story.status = 404

    # ------------------------------------------------------------ what readers see

    def listed(self, section: str = "monde") -> list[Story]:
        live = [s for s in self.stories if s.status == 200 and s.section == section]
        return sorted(live, key=lambda s: s.published, reverse=True)

    def answer(self, handler: Handler) -> Answer:
        parts = urlsplit(handler.path)
        path, query = parts.path, {k: v[0] for k, v in parse_qs(parts.query).items()}
        if path == "/":
            return Answer(self.sheet("Gazette", "<h1>Gazette</h1>"))
        if page := re.fullmatch(r"/monde/(?:page/(\d+)/)?", path):
            return self.listing(int(page[1] or 1))
        if path == "/monde/feed/" and "feed" in self.sources:
            return self.feed(handler)
        if path.startswith("/wp-json/") and "rest" in self.sources:
            return self.rest(path, query)
        if path == "/robots.txt" and "sitemap" in self.sources:
            return Answer(f"Sitemap: {self.server.home}/sitemap.xml", type="text/plain")
        if path == "/sitemap.xml" and "sitemap" in self.sources:
            return self.sitemap()
        for story in self.stories:
            if path in story.old:
                return Answer("", 301, headers={"Location": story.path})
            if path == story.path:
                return Answer(self.article(story), story.status)
        return Answer("<h1>Introuvable</h1>", 404)

    def sheet(self, title: str, content: str, head: str = "") -> str:
        return f"""<!doctype html><html lang="fr"><head><meta charset="utf-8">
            <title>{escape(title)}</title>{head}</head><body>
            <nav><ul><li><a href="/">Accueil</a></li><li><a href="/monde/">Monde</a></li>
            <li><a href="/sport/">Sport</a></li></ul></nav><main>{content}</main>
            <footer><p>Gazette, journal d'essai</p></footer></body></html>"""

    def listing(self, page: int) -> Answer:
        stories = self.listed()
        shown = stories[(page - 1) * self.per_page : page * self.per_page]
        if page > 1 and not shown:
            return Answer("<h1>Introuvable</h1>", 404)
        cards = "".join(
            f'<article class="post"><h2><a href="{s.path}">{escape(s.title)}</a></h2>'
            f'<time datetime="{s.published.isoformat()}">{s.published:%d/%m/%Y}</time>'
            f"<p>{escape(s.paragraphs[0])}</p></article>"
            for s in shown
        )
        more = page * self.per_page < len(stories)
        older = (
            f'<nav class="pagination"><a rel="next" href="/monde/page/{page + 1}/">Page suivante</a></nav>'
        )
        head = ""
        if "feed" in self.sources:
            head += '<link rel="alternate" type="application/rss+xml" href="/monde/feed/">'
        if "rest" in self.sources:
            head += f'<link rel="https://api.w.org/" href="{self.server.home}/wp-json/">'
        return Answer(self.sheet("Monde", f"<h1>Monde</h1>{cards}{older if more else ''}", head))

    def feed(self, handler: Handler) -> Answer:
        changed = max((s.modified for s in self.stories), default=NOW)
        since = handler.asked("If-Modified-Since")
        if since and parsedate_to_datetime(since) >= changed.replace(microsecond=0):
            return Answer("", 304)
        items = "".join(
            f"<item><title>{escape(s.title)}</title><link>{self.server.home}{s.path}</link>"
            f"<pubDate>{format_datetime(s.published)}</pubDate><category>Monde</category>"
            f"<description>{escape(' '.join(s.paragraphs))}</description></item>"
            for s in self.listed()[:10]
        )
        headers = {"Last-Modified": format_datetime(changed, usegmt=True), "ETag": 'W/"faible"'}
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Monde</title>{items}</channel></rss>'
        return Answer(body, type="application/rss+xml; charset=utf-8", headers=headers)

    def rest(self, path: str, query: dict[str, str]) -> Answer:
        if path.endswith("/categories"):
            url = f"{self.server.home}/monde/"
            found = [{"id": 2, "parent": 0, "name": "Monde", "slug": "monde", "link": url}]
            return Answer(json.dumps(found), type="application/json")
        stories = self.listed()
        if after := query.get("modified_after"):
            stories = [s for s in stories if s.modified > datetime.fromisoformat(after)]
        if query.get("orderby") == "modified":
            stories.sort(key=lambda s: s.modified, reverse=True)
        size, page = int(query["per_page"]), int(query.get("page", "1"))
        posts = [
            {
                "id": s.number,
                "link": f"{self.server.home}{s.path}",
                "date_gmt": f"{s.published:%Y-%m-%dT%H:%M:%S}",
                "modified_gmt": f"{s.modified:%Y-%m-%dT%H:%M:%S}",
                "title": {"rendered": escape(s.title)},
                "categories": [2],
            }
            for s in stories[(page - 1) * size : page * size]
        ]
        pages = {"X-WP-TotalPages": str(-(-len(stories) // size))}
        return Answer(json.dumps(posts), type="application/json", headers=pages)

    def sitemap(self) -> Answer:
        urls = "".join(
            f"<url><loc>{self.server.home}{s.path}</loc><lastmod>{s.modified.isoformat()}</lastmod></url>"
            for s in self.stories
            if s.status == 200
        )
        body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
        return Answer(body, type="application/xml")

    def article(self, story: Story) -> str:
        text = "".join(f"<p>{escape(p)}</p>" for p in story.paragraphs)
        at = story.published
        when = f'<time class="published" datetime="{at.isoformat()}">{at:%d/%m/%Y}</time>'
        content = f"""<article><h1 class="entry-title">{escape(story.title)}</h1>
            <div class="meta">par <span class="author">Inès Okafor</span> {when}</div>
            <div class="entry-content">{text}</div></article>"""
        return self.sheet(
            story.title, content, f'<link rel="canonical" href="{self.server.home}{story.path}">'
        )
