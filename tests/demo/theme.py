"""The markup of the demo site: WordPress with the Soledad theme, as the original site uses it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from html import escape, unescape
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from demo.build import Demo
    from demo.source import Article, Section

HOME = "http://monde.example"
PHOTO = f"{HOME}/wp-content/uploads/photo.svg"
BOOKMARK = 'rel="bookmark"'
MONTHS = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet"]
MONTHS += ["août", "septembre", "octobre", "novembre", "décembre"]

COOKIES = """<div class="penci-wrap-gprd-law penci-wrap-gprd-law-close penci-close-all">
<div class="penci-gprd-law">
<p>This website uses cookies to improve your experience. We'll assume you're ok with this, but you can \
opt-out if you wish. <a class="penci-gprd-accept" href="#">Accept</a> \
<a class="penci-gprd-more" href="http://monde.example/mentions-legales/">Read More</a></p>
</div>
</div>"""

CSS = """body { font: 17px/1.6 Georgia, serif; color: #222; margin: 0; }
.container { max-width: 1060px; margin: 0 auto; padding: 0 1rem; }
#header, #navigation { border-bottom: 1px solid #ddd; text-align: center; }
#navigation ul { list-style: none; padding: 0; } #navigation li { display: inline-block; margin: 0 .8rem; }
#navigation .sub-menu { display: inline; font-size: .85em; }
a { color: #9c2b2b; text-decoration: none; } h1, h2, h3, h4 { line-height: 1.25; }
.container-single, .container-archive { display: flex; gap: 3rem; } #main { flex: 3; } #sidebar { flex: 1; }
img { max-width: 100%; height: auto; } .penci-grid { list-style: none; padding: 0; }
.post-box-meta-single, .grid-post-box-meta, .side-item-meta, figcaption { color: #777; font-size: .85em; }
.page-numbers { list-style: none; padding: 0; display: flex; gap: .6rem; }
.penci-wrap-gprd-law { background: #eee; padding: .2rem 1rem; font-size: .8em; }
"""

SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1170 663">
<rect width="1170" height="663" fill="#c9d3da"/><circle cx="880" cy="190" r="70" fill="#e9eef1"/>
<path d="M0 663 380 260 620 520 800 380 1170 663z" fill="#8fa1ad"/>
</svg>
"""


def iso(moment: datetime) -> str:
    return moment.isoformat()


def printed(moment: datetime) -> str:
    """'1er octobre 2022'."""
    return f"{moment.day}{'er' if moment.day == 1 else ''} {MONTHS[moment.month - 1]} {moment.year}"


def address(path: str) -> str:
    """The full address of a path, percent-encoded in small letters as WordPress does."""
    return HOME + "".join(c if c.isascii() else quote(c).lower() for c in path)


def attribute(text: str) -> str:
    return escape(unescape(text))


def link(path: str, text: str, extra: str = "") -> str:
    return f'<a{" " + extra if extra else ""} href="{escape(address(path))}">{text}</a>'


def time_of(article: Article) -> str:
    moment = article.published
    return f'<time class="entry-date published" datetime="{iso(moment)}">{printed(moment)}</time>'


def page(site: Demo, *, title: str, body_class: str, content: str, head: str = "", path: str = "") -> str:
    """A whole page: head, header, navigation, `content`, footer and cookie banner."""
    canonical = f'<link rel="canonical" href="{address(path)}" />\n' if path else ""
    items = "\n".join(menu_item(site, section) for section in site.sections if "/" not in section.path)
    return f"""<!DOCTYPE html>
<html lang="fr-FR">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} &#8211; {site.name}</title>
{canonical}{head}<link rel="alternate" type="application/rss+xml" title="{site.name} &raquo; MONDE Flux" \
href="{HOME}/category/monde/feed/" />
<link rel="stylesheet" id="penci_style-css" href="{HOME}/wp-content/themes/soledad/main.css" media="all" />
<meta name="generator" content="WordPress 6.1.9" />
</head>
<body class="{body_class} soledad-ver-8-2-7 penci-body-style-1">
<div id="soledad_wrapper" class="wrapper-boxed header-style-header-3">
<div class="penci-header-wrap">
<header id="header" class="header-header-3 has-bottom-line">
<div class="inner-header penci-header-second"><div class="container">
<div id="logo">{link("/", site.name)}</div>
<div class="header-slogan"><p class="header-slogan-text">{site.tagline}</p></div>
</div></div>
<nav id="navigation" class="header-layout-bottom header-3" role="navigation">
<div class="container">
<ul id="menu-principal" class="menu">
<li class="menu-item menu-item-type-custom menu-item-home">{link("/", "Accueil")}</li>
{items}
</ul>
</div>
</nav>
</header>
</div>
{content}
<footer id="footer-section" class="penci-footer-social-media" role="contentinfo">
<div class="container">
<p class="footer-copyright">&copy; 2023 {site.name}. Tous droits réservés.</p>
<ul class="footer-menu"><li>{link("/contact/", "Contact")}</li>
<li>{link("/mentions-legales/", "Mentions légales")}</li></ul>
</div>
</footer>
</div>
{COOKIES}
</body>
</html>
"""


def menu_item(site: Demo, section: Section) -> str:
    inner = [s for s in site.sections if s.path.startswith(section.path + "/")]
    children = "".join(f'<li class="menu-item">{link(s.listing, s.name)}</li>' for s in inner)
    menu = f'\n<ul class="sub-menu">{children}</ul>' if inner else ""
    return (
        '<li class="menu-item menu-item-type-taxonomy menu-item-object-category">'
        f"{link(section.listing, section.name)}{menu}</li>"
    )


def breadcrumb(site: Demo, sections: Iterable[Section], last: str, kind: str = "single-breadcrumb") -> str:
    crumbs = [link("/", "Home", 'class="crumb"')]
    crumbs += [link(s.listing, s.name, 'class="crumb"') for s in sections]
    spans = " &raquo; ".join(f"<span>{crumb}</span>" for crumb in [*crumbs, last])
    return f'<div class="container penci-breadcrumb {kind}">{spans}</div>'


def sidebar(site: Demo) -> str:
    """'À ne pas manquer': the newest articles of the other sections, on every page."""
    items = "\n".join(
        '<li class="penci-feed"><div class="side-item"><div class="side-item-text">'
        f"<h4>{link(a.path, a.title, BOOKMARK)}</h4>"
        f'<div class="side-item-meta">{time_of(a)}</div></div></div></li>'
        for a in site.popular
    )
    return f"""<div id="sidebar" class="penci-sidebar-right penci-sidebar-content">
<aside id="penci_popular_news_widget-2" class="widget penci_popular_news_widget">
<h3 class="widget-title penci-border-arrow"><span class="inner-arrow">À ne pas manquer</span></h3>
<ul class="side-newsfeed display-order-numbers">
{items}
</ul>
</aside>
</div>"""


def metadata(site: Demo, article: Article) -> str:
    """What an SEO plugin puts into the head: nothing, Open Graph, or Open Graph and JSON-LD."""
    lines = [article.head.strip()] if article.head.strip() else []
    published, modified = (m and iso(m.astimezone(UTC)) for m in (article.published, article.modified))
    title = unescape(article.title)
    if article.meta in ("og", "full"):
        if article.description:
            lines.append(f'<meta name="description" content="{attribute(article.description)}" />')
        values = {
            "og:locale": "fr_FR",
            "og:type": "article",
            "og:title": f"{title} - {site.name}",
            "og:url": address(article.path),
            "og:site_name": site.name,
            "article:published_time": published,
            "article:modified_time": modified,
            "og:image": PHOTO,
        }
        lines += [f'<meta property="{k}" content="{escape(v)}" />' for k, v in values.items() if v]
        if article.authors:
            lines.append(f'<meta name="author" content="{attribute(", ".join(article.authors))}" />')
    if article.meta == "full":
        url = address(article.path)
        data = {
            "@type": "NewsArticle",
            "@id": f"{url}#article",
            "headline": title,
            "datePublished": published,
            "dateModified": modified or published,
            "mainEntityOfPage": {"@id": url},
            "articleSection": [unescape(site.section(s).name) for s in article.sections],
            "inLanguage": "fr-FR",
            "author": [{"@type": "Person", "name": unescape(name)} for name in article.authors],
            "publisher": {"@id": f"{HOME}/#organization"},
        }
        if article.paywalled:
            data["isAccessibleForFree"] = False
            data["hasPart"] = {
                "@type": "WebPageElement",
                "isAccessibleForFree": False,
                "cssSelector": ".paywall",
            }
        graph = [
            data,
            {"@type": "WebPage", "@id": url, "url": url, "name": f"{title} - {site.name}"},
            {"@type": "Organization", "@id": f"{HOME}/#organization", "name": site.name, "url": f"{HOME}/"},
        ]
        text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)
        lines.append(f'<script type="application/ld+json" class="yoast-schema-graph">{text}</script>')
    lines.append(f"<link rel='shortlink' href='{HOME}/?p={article.number}' />")
    return "\n".join(lines) + "\n"


def author_link(name: str, slug: str) -> str:
    return link(f"/author/{slug}/", name, 'class="author-url url fn n"')


def byline(site: Demo, article: Article) -> str:
    if article.byline:
        return article.byline
    names = [author_link(name, site.author_slug(name)) for name in article.authors]
    return "par " + (" et ".join(names) or author_link("", "redaction"))


def single(site: Demo, article: Article, number: int = 1) -> str:
    """One page of an article; `number` counts from 1."""
    chain = site.chain(article.sections[0])
    categories = "".join(
        f'<a class="penci-cat-name" href="{address(site.section(s).listing)}" rel="category tag">'
        f"{site.section(s).name}</a>"
        for s in article.sections
    )
    caption = article.image_caption and f'<div class="penci-featured-caption">{article.image_caption}</div>'
    subtitle = f'<h2 class="penci-psub-title">{article.subtitle}</h2>\n' if article.subtitle else ""
    content = f"""{breadcrumb(site, chain, article.title)}
<div class="container container-single penci_sidebar right-sidebar penci-enable-lightbox">
<div id="main" class="penci-main-sticky-sidebar">
<div class="theiaStickySidebar">
<article id="post-{article.number}" class="post-{article.number} post type-post status-publish hentry">
<div class="header-standard header-classic single-header">
<div class="penci-standard-cat penci-single-cat"><span class="cat">{categories}</span></div>
<h1 class="post-title single-post-title entry-title">{article.title}</h1>
{subtitle}<div class="post-box-meta-single">
<span class="author-post byline"><span class="author vcard">{byline(site, article)}</span></span>
<span>{article.dateline or time_of(article)}</span>
</div>
</div>
<div class="post-image"><img class="wp-post-image" src="{PHOTO}" alt="" />{caption}</div>
<div class="post-entry blockquote-style-1">
<div class="inner-post-entry entry-content" id="penci-post-entry-inner">
{article.pages[number - 1]}
{page_links(article, number)}{tags(article)}</div>
</div>
{neighbours(site, article)}
{related(site, article)}
{comments(article)}
</article>
</div>
</div>
{sidebar(site)}
</div>"""
    return page(
        site,
        title=article.title,
        body_class=f"post-template-default single single-post postid-{article.number} single-format-standard",
        content=content,
        head=metadata(site, article),
        path="" if article.without_canonical else article.path + (f"{number}/" if number > 1 else ""),
    )


def page_links(article: Article, number: int) -> str:
    if len(article.pages) == 1:
        return ""
    links = []
    for n in range(1, len(article.pages) + 1):
        if n == number:
            links.append(f'<span class="post-page-numbers current" aria-current="page">{n}</span>')
        else:
            links.append(link(article.path + (f"{n}/" if n > 1 else ""), str(n), 'class="post-page-numbers"'))
    inner = f'<div class="page-links">Pages : {" ".join(links)}</div>'
    return f'<div class="penci-single-link-pages">{inner}</div>\n'


def tags(article: Article) -> str:
    if not article.tags:
        return ""
    links = "".join(link(f"/tag/{slug}/", name, 'rel="tag"') for slug, name in article.tags.items())
    return f'<div class="post-tags">{links}</div>\n'


def neighbours(site: Demo, article: Article) -> str:
    """The posts before and after in time, of whatever section."""
    before, after = site.neighbours(article)
    parts = []
    for kind, other, label in (("prev", before, "article précédent"), ("next", after, "article suivant")):
        if other:
            parts.append(
                f'<div class="{kind}-post"><div class="{kind}-post-inner">'
                f'<div class="{kind}-post-title"><span>{label}</span></div>'
                f'<a href="{address(other.path)}"><h5 class="{kind}-title">{other.title}</h5></a></div></div>'
            )
    return f'<div class="post-pagination">{"".join(parts)}</div>'


def related(site: Demo, article: Article) -> str:
    items = "\n".join(
        f'<div class="item-related"><a class="related-thumb" href="{escape(address(a.path))}"></a>'
        f'<h3>{link(a.path, a.title)}</h3><span class="date">{time_of(a)}</span></div>'
        for a in site.related(article)
    )
    return f"""<div class="post-related">
<div class="post-title-box"><h4 class="post-box-title">Related Articles</h4></div>
<div class="penci-related-carousel">
{items}
</div>
</div>"""


def comments(article: Article) -> str:
    if not article.comments:
        return ""
    items = "\n".join(
        f'<div class="comment" id="comment-{article.number}{n}"><div class="comment-text">'
        f'<span class="author">{c["author"]}</span><span class="date">{c["date"]}</span>'
        f'<div class="comment-content"><p>{c["text"]}</p></div></div></div>'
        for n, c in enumerate(article.comments, 1)
    )
    count = len(article.comments)
    return f"""<div class="post-comments" id="comments">
<div class="post-title-box"><h4 class="post-box-title">{count} commentaires</h4></div>
<div class="comments">
{items}
</div>
</div>"""
