"""Make the demo site (data/demo), and expected.json: what a crawl of it must store.

    PYTHONPATH=tests python -m demo.build

The articles' sources are in `articles/`, the rest in `site.toml`; `source.py` says how they are written.
"""

from __future__ import annotations

import json
import re
import shutil
import tomllib
import unicodedata
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from demo import listing, theme
from demo.source import Article, Section, plain, read_article, typographic

HERE = Path(__file__).parent
TARGET = HERE.parent.parent / "data" / "demo"
PER_PAGE = 10


class Demo:
    """The whole site: its sources read, and `files` made of them."""

    def __init__(self, here: Path = HERE) -> None:
        data = tomllib.loads((here / "site.toml").read_text("utf-8"))
        self.name: str = data["name"]
        self.tagline: str = typographic(data["tagline"])
        self.redirects: list[dict[str, str]] = data["redirect"]
        self.other_pages: list[dict[str, str]] = data["page"]
        self.seen: list[dict[str, Any]] = data["seen"]
        self.sections = [Section(**section) for section in data["section"]]
        articles = [read_article(file) for file in sorted((here / "articles").glob("*.md"))]
        self.articles = sorted(articles, key=lambda a: a.published, reverse=True)
        for number, article in enumerate(reversed(self.articles)):
            article.number = 1204 + 7 * number
        self.by_slug = {a.slug: a for a in self.articles}

    def section(self, path: str) -> Section:
        return next(s for s in self.sections if s.path == path)

    def chain(self, path: str) -> list[Section]:
        """'monde/europe' → MONDE, Europe."""
        return [s for s in self.sections if f"{path}/".startswith(f"{s.path}/")]

    @cached_property
    def popular(self) -> list[Article]:
        """What the sidebar shows: the newest of the other sections, and one of MONDE."""
        monde = self.section("monde")
        return [a for a in self.articles if not a.belongs_to(monde)][:4] + self.of(monde)[:1]

    def of(self, section: Section) -> list[Article]:
        return [a for a in self.articles if a.belongs_to(section)]

    def neighbours(self, article: Article) -> tuple[Article | None, Article | None]:
        here = self.articles.index(article)
        older = self.articles[here + 1] if here + 1 < len(self.articles) else None
        return older, self.articles[here - 1] if here else None

    def related(self, article: Article) -> list[Article]:
        """Those the source names, or two older ones of the section and one of another."""
        if article.related:
            return [self.by_slug[slug] for slug in article.related]
        root = self.section(article.sections[0].split("/")[0])
        here = self.articles.index(article)
        around = self.articles[here + 1 :] + self.articles[:here]
        inside = [a for a in around if a.belongs_to(root)]
        outside = [a for a in around if not a.belongs_to(root)]
        return inside[:2] + outside[:1]

    def author_slug(self, name: str) -> str:
        bare = unicodedata.normalize("NFD", name.casefold()).encode("ascii", "ignore").decode()
        return re.sub(r"[^a-z]+", "-", bare).strip("-")

    @cached_property
    def files(self) -> dict[str, str]:
        """Path below data/demo → content."""
        files = {
            "404.html": self.simple(
                "Page introuvable", "<p>La page demandée n’existe pas ou n’existe plus.</p>"
            ),
            "_redirects": "".join(f"{r['old']} {r['new']} 301\n" for r in self.redirects),
            "robots.txt": ROBOTS,
            "wp-content/themes/soledad/main.css": theme.CSS,
            "wp-content/uploads/photo.svg": theme.SVG,
        }
        for article in self.articles:
            for number in range(1, len(article.pages) + 1):
                html = theme.single(self, article, number)
                tail = f"{number}/index.html" if number > 1 else "index.html"
                files[f"{article.path[1:]}{tail}"] = html
                if article.second_address:
                    files[f"{article.second_address}/{article.slug}/{tail}"] = html
        listings = []
        for section in self.sections:
            files |= self.listing(
                section.listing, section.name, self.of(section), self.chain(section.path)[:-1], section
            )
            files[f"{section.listing[1:]}feed/index.xml"] = listing.feed(self, section, self.of(section)[:10])
            listings.append(section.listing)
        files |= self.listing("/", self.name, self.articles[:10], [])
        authors = {name: self.author_slug(name) for a in self.articles for name in a.authors}
        for name, slug in sorted(authors.items()):
            files |= self.listing(
                f"/author/{slug}/", name, [a for a in self.articles if name in a.authors], []
            )
        files |= self.listing(
            "/author/redaction/", "Rédaction", [a for a in self.articles if not a.authors], []
        )
        tags = {slug: name for a in self.articles for slug, name in a.tags.items()}
        for slug, name in sorted(tags.items()):
            files |= self.listing(f"/tag/{slug}/", name, [a for a in self.articles if slug in a.tags], [])
        for other in self.other_pages:
            files[f"{other['path'][1:]}index.html"] = self.simple(
                other["title"], other["html"], other["path"]
            )
        maps = {
            "posts-post": [a.path for a in reversed(self.articles)],
            "posts-page": [other["path"] for other in self.other_pages],
            "taxonomies-category": listings,
            "users": [f"/author/{slug}/" for slug in sorted(authors.values())],
        }
        for kind, paths in maps.items():
            files[f"wp-sitemap-{kind}-1.xml"] = listing.sitemap("url", map(theme.address, paths))
        files["wp-sitemap.xml"] = listing.sitemap(
            "sitemap", (f"{theme.HOME}/wp-sitemap-{k}-1.xml" for k in maps)
        )
        return files

    def simple(self, title: str, html: str, path: str = "") -> str:
        content = (
            f'<div class="container"><h1 class="page-title">{title}</h1>\n'
            f'<div class="post-entry"><div class="inner-post-entry entry-content">{html}</div></div></div>'
        )
        return theme.page(self, title=title, body_class="page", content=content, path=path)

    def listing(
        self,
        path: str,
        title: str,
        articles: list[Article],
        chain: list[Section],
        section: Section | None = None,
    ) -> dict[str, str]:
        """All pages of a listing; a section's `extra` items stand where site.toml puts them."""
        last = -(-len(articles) // PER_PAGE)
        files = {}
        for number in range(1, last + 1):
            shown = articles[(number - 1) * PER_PAGE : number * PER_PAGE]
            items = [listing.item(self, article) for article in shown]
            if section and number == 1:
                items[:0] = [listing.item(self, a, sticky=True) for a in articles if a.sticky]
            for extra in section.extra if section else []:
                if extra["page"] == number:
                    like = self.by_slug[extra["like"]]
                    items.insert(extra["place"], listing.item(self, like, path=extra["path"]))
            html = listing.archive(
                self,
                path=path,
                title=title,
                items="\n".join(items),
                number=number,
                last=last,
                chain=chain,
                intro=section.intro if section and number == 1 else "",
            )
            files[f"{path[1:]}{f'page/{number}/' if number > 1 else ''}index.html"] = html
        return files

    @property
    def expected(self) -> dict[str, Any]:
        """What a crawl of MONDE must store: see tests/test_demo_crawl.py for how it is compared."""
        monde = self.section("monde")
        articles = self.of(monde)
        stored = [
            expected_article(self, a) for a in reversed(articles) if a.outcome in ("article", "paywall")
        ]
        pages = [
            {"url": theme.address(a.path), "outcome": a.outcome, "why": a.why}
            for a in articles
            if a.outcome not in ("article", "paywall")
        ]
        pages += [
            {"url": theme.address(f"{a.path}{number}/"), "article": theme.address(a.path)}
            for a in articles
            for number in range(2, len(a.pages) + 1)
        ]
        pages += [
            {**row, "url": theme.address(row["url"])}
            | ({"article": theme.address(row["article"])} if "article" in row else {})
            for row in self.seen
        ]
        return {"home": f"{theme.HOME}/", "articles": stored, "pages": pages}


def expected_article(site: Demo, article: Article) -> dict[str, Any]:
    row: dict[str, Any] = {
        "canonical_url": theme.address(article.path),
        "headline": plain(article.title),
        "authors": article.authors,
        "date_published": stamp(article.published),
        "date_published_precision": "minute",
        "date_modified": stamp(article.modified) if article.modified else None,
        "date_modified_precision": "minute" if article.modified else None,
        "section": site.section(article.sections[0]).name,
        "is_accessible_for_free": not article.paywalled,
        **{key: str(value) if isinstance(value, date) else value for key, value in article.expected.items()},
    }
    for part in ("published", "modified"):
        if row[f"date_{part}"] == "":
            row[f"date_{part}"] = row[f"date_{part}_precision"] = None
    if article.why:
        row["why"] = article.why
    return row | {"captions": article.captions, "paragraphs": article.paragraphs}


def stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


ROBOTS = f"""User-agent: *
Disallow: /wp-admin/
Allow: /wp-admin/admin-ajax.php

Sitemap: {theme.HOME}/wp-sitemap.xml
"""


def dump(expected: dict[str, Any]) -> str:
    """JSON that reads well: a paragraph a line."""
    text = json.dumps(expected, ensure_ascii=False, indent=1)
    return re.sub(r'\{\s+"kind": [^{}]*\}', lambda m: " ".join(m[0].split()), text) + "\n"


def main() -> None:
    demo = Demo()
    shutil.rmtree(TARGET, ignore_errors=True)
    for name, content in demo.files.items():
        file = TARGET / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")
    (HERE / "expected.json").write_text(dump(demo.expected), "utf-8")


if __name__ == "__main__":
    main()
