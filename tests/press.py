"""A small French press in a database: articles by slug, stored as a crawl stores them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from newsbot.items import ArticleItem, Paragraph, Visit
from newsbot.storage import Store

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2023, 1, 15, 12, tzinfo=UTC)

ARTICLES = Path(__file__).with_name("press.txt").read_text(encoding="utf-8").splitlines()[1:]


def items() -> dict[str, ArticleItem]:
    """The articles by slug, in the order of storing."""
    made = {}
    for line in ARTICLES:
        slug, when, section, authors, headline, text = (part.strip() for part in line.split(";"))
        published = datetime.fromisoformat(when).replace(tzinfo=PARIS)
        kinds = ["lead", *["paragraph"] * 9]
        made[slug] = item(
            slug,
            headline=headline,
            authors=authors.split(", "),
            section=section,
            breadcrumb=["Accueil", "Monde", section],
            date_published=published,
            date_published_precision="minute",
            date_published_raw=published.isoformat(),
            date_published_witness="json-ld",
            paragraphs=[Paragraph(t, kind) for t, kind in zip(text.split("|"), kinds, strict=False)],
        )
    made["general"].paragraphs += [
        Paragraph("Un général russe nommé en Ukraine", "heading", "headline"),
        Paragraph("C'est la première fois que Moscou le dit.", "paragraph", "typographic", 1),
        Paragraph("Le général Sourovikine, en 2021. (Photo AFP)", "caption"),
        Paragraph("Suivez-nous sur les réseaux", "paragraph", "boilerplate"),
    ]
    return made


def item(slug: str, **fields: object) -> ArticleItem:
    """An article of the site https://presse.example/, read now."""
    url = f"https://presse.example/monde/{slug}/"
    made = ArticleItem(url, canonical_url=url, time_zone="Europe/Paris", in_language="fr", **fields)
    made.visit = Visit(url, NOW, etag=f'"{slug}"')
    return made


def write(path: Path) -> None:
    """Make the database."""
    with Store(path) as store:
        site_id = store.site("presse", "https://presse.example/monde/", "Europe/Paris")
        crawl = store.begin_crawl(site_id, NOW)
        stored = items()
        for one in stored.values():
            store.save_article(site_id, one)
        store.save_page(
            site_id, "https://presse.example/monde/direct/", NOW, outcome="live", detail="a live blog"
        )
        store.end_crawl(crawl, NOW, new=len(stored), found=len(stored), exit_code=0, reason="finished")
