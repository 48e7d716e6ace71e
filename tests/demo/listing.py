"""The pages of the demo site that name many articles: listings, feeds, sitemaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC
from email.utils import format_datetime
from html import escape, unescape
from typing import TYPE_CHECKING

from demo.theme import HOME, address, breadcrumb, link, page, sidebar, time_of

if TYPE_CHECKING:
    from demo.build import Demo
    from demo.source import Article, Section


def archive(
    site: Demo,
    *,
    path: str,
    title: str,
    items: str,
    number: int,
    last: int,
    chain: Sequence[Section],
    intro: str,
) -> str:
    """One page of a listing: of a section, an author, a tag, or the home page."""
    kind = path.split("/")[1]  # category, author, tag; '' at home
    crumbs = heading = ""
    if kind:
        crumbs = breadcrumb(site, chain, title, "archive-breadcrumb")
        heading = f"""<div class="archive-box"><div class="title-bar"><span>{kind.capitalize()}:</span>
<h1 class="page-title">{title}</h1></div></div>"""
    description = f'\n<div class="post-entry penci-category-description">{intro}</div>' if intro else ""
    content = f"""{crumbs}
<div class="container container-archive penci_sidebar right-sidebar">
<div id="main" class="penci-layout-grid">
<div class="theiaStickySidebar">
{heading}{description}
<ul class="penci-wrapper-data penci-grid">
{items}
</ul>
{pagination(path, number, last)}</div>
</div>
{sidebar(site)}
</div>"""
    here = path if number == 1 else f"{path}page/{number}/"
    return page(
        site, title=title, body_class=f"archive {kind}" if kind else "home blog", content=content, path=here
    )


def item(site: Demo, article: Article, *, path: str = "", sticky: bool = False) -> str:
    """One article of a listing; `path` where the listing has another address for it."""
    path = path or article.path
    section = site.section(article.sections[0])
    category = link(section.listing, section.name, 'class="penci-cat-name" rel="category tag"')
    meta = "" if article.undated else f'<span class="otherl-date">{time_of(article)}</span>'
    if count := len(article.comments):
        replies = f'<a href="{address(path)}#comments">{count} commentaires</a>'
        meta += f'<span class="otherl-comment">{replies}</span>'
    return f"""<li class="grid-style">
<article id="post-{article.number}" class="item hentry{" sticky" * sticky}">
<div class="thumbnail">{link(path, "", 'class="penci-image-holder"')}</div>
<div class="grid-header-box"><span class="cat">{category}</span>
<h2 class="penci-entry-title entry-title grid-title">{link(path, article.title)}</h2>
<div class="grid-post-box-meta">{meta}</div></div>
<div class="item-content entry-content"><p>{article.excerpt}</p></div>
</article></li>"""


def pagination(path: str, number: int, last: int) -> str:
    if last == 1:
        return ""
    parts = []
    if number > 1:
        parts.append(
            link(
                path + (f"page/{number - 1}/" if number > 2 else ""), "Précédent", 'class="prev page-numbers"'
            )
        )
    for n in range(1, last + 1):
        if n == number:
            parts.append(f'<span aria-current="page" class="page-numbers current">{n}</span>')
        else:
            parts.append(link(path + (f"page/{n}/" if n > 1 else ""), str(n), 'class="page-numbers"'))
    if number < last:
        parts.append(link(f"{path}page/{number + 1}/", "Suivant", 'class="next page-numbers"'))
    items = "".join(f"<li>{part}</li>" for part in parts)
    return f'<div class="penci-pagination align-center"><ul class="page-numbers">{items}</ul></div>\n'


def feed(site: Demo, section: Section, articles: Sequence[Article]) -> str:
    """The RSS 2 feed of a section, as WordPress writes it."""
    items = "\n".join(
        f"""<item>
<title>{escape(unescape(a.title), quote=False)}</title>
<link>{address(a.path)}</link>
<dc:creator><![CDATA[{unescape(", ".join(a.authors))}]]></dc:creator>
<pubDate>{format_datetime(a.published.astimezone(UTC))}</pubDate>
{"".join(f"<category><![CDATA[{site.section(s).name}]]></category>" for s in a.sections)}
<guid isPermaLink="false">{HOME}/?p={a.number}</guid>
<description><![CDATA[<p>{a.excerpt}</p>]]></description>
</item>"""
        for a in articles
    )
    changed = max(a.modified or a.published for a in articles)
    return f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:atom="http://www.w3.org/2005/Atom"
xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel>
<title>{section.name} &#8211; {site.name}</title>
<atom:link href="{HOME}{section.listing}feed/" rel="self" type="application/rss+xml" />
<link>{HOME}</link>
<description>{site.tagline}</description>
<lastBuildDate>{format_datetime(changed.astimezone(UTC))}</lastBuildDate>
<language>fr-FR</language>
<sy:updatePeriod>hourly</sy:updatePeriod>
<sy:updateFrequency>1</sy:updateFrequency>
<generator>https://wordpress.org/?v=6.1.9</generator>
{items}
</channel>
</rss>
"""


def sitemap(kind: str, addresses: Iterable[str]) -> str:
    """A sitemap ('url') or an index of sitemaps ('sitemap')."""
    outer = {"url": "urlset", "sitemap": "sitemapindex"}[kind]
    rows = "\n".join(f"<{kind}><loc>{a}</loc></{kind}>" for a in addresses)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{outer} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}\n</{outer}>\n'
    )
