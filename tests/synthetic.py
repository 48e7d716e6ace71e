"""Eight small French news sites, each laid out as another kind of site is, and a server for them.

A site maps whole addresses to answers, so that it can hold queries and several hosts. `serve` gives them to a
client that takes it for its HTTP proxy. Every site has articles of other sections, lists of them beside its
own, and pages that are no articles; only its MONDE articles are `expected`.
"""

# ruff: noqa: E501 - pages are written as pages are

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from string import Template
from threading import Thread
from urllib.parse import urljoin

PLACES = """Lima Nairobi Oslo Hanoï Quito Dakar Lisbonne Tbilissi Montevideo Bamako Manille Riga Amman Luanda Sofia
    Tirana Accra Bogota Vilnius Mascate Lusaka Cordoue Malmö Recife Izmir""".split()  # noqa: SIM905
SUBJECTS = """un tunnel ferroviaire rouvre après vingt ans
les pêcheurs réclament une trêve au port
le musée national rend trois statues
une école de nuit forme des boulangères
la crue emporte le vieux pont de bois
les urnes restent ouvertes deux heures de plus
un accord sur le prix du riz est signé
la grève des tramways entre dans son mois""".splitlines()
SENTENCES = """Dans les rues de $place, la nouvelle a surpris jusqu'aux habitués du marché couvert.
« Nous attendions cela depuis $n ans », confie $name, installée près de la gare.
Le conseil municipal a voté le texte par $n voix, après une nuit de débats.
Selon $name, ingénieur de formation, les travaux coûteront $n millions de la monnaie locale.
Une première tentative avait échoué faute de crédits, rappelle la presse de $place.
Les autorités promettent un bilan complet avant la fin de la saison sèche.
Près de $n familles ont été relogées dans des bâtiments publics de la périphérie.
Le ministère n'a pas répondu aux questions que lui posaient les riverains.
Au café de la place, $name résume l'humeur générale : on verra bien demain.
Les écoles de $place rouvriront lundi, sauf dans les quartiers bas.
Des observateurs venus de $n pays suivront la prochaine étape du calendrier.
Il faudra pourtant convaincre les commerçants, dont beaucoup ont déjà fermé boutique.
La route du nord demeure coupée à $n kilomètres de la ville.
$name, qui préside l'association des usagers, demande que les comptes soient publiés.""".splitlines()
NAMES = ("Inès Okafor", "Paul Lindqvist", "Rosa Menga", "Karim Haddou", "Teresa Volpi", "Mei Tanaka")
MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()  # noqa: SIM905


@dataclass(frozen=True)
class Article:
    number: int
    section: str
    title: str
    published: datetime

    @property
    def slug(self) -> str:
        plain = self.title.lower().translate(str.maketrans("àâéèêëîïôöûùç'", "aaeeeeiioouuc ", ":"))
        return "-".join(plain.split())

    @property
    def paragraphs(self) -> list[str]:
        random = Random(self.number)
        told = [
            Template(s).substitute(
                place=random.choice(PLACES), name=random.choice(NAMES), n=random.randint(3, 900)
            )
            for s in random.sample(SENTENCES, 10)
        ]
        return [" ".join(told[i : i + 2]) for i in range(0, 10, 2)]

    def words(self, url: str) -> dict[str, str]:
        """What templates may say of the article."""
        return {
            "url": escape(url),
            "number": str(self.number),
            "title": escape(self.title),
            "section": self.section,
            "iso": self.published.isoformat(),
            "day": f"{self.published.day} {MONTHS[self.published.month - 1]} {self.published.year}",
            "excerpt": escape(self.paragraphs[0]),
            "text": "\n".join(f"<p>{escape(p)}</p>" for p in self.paragraphs),
        }


def articles(section: str, count: int, first: int) -> list[Article]:
    """`count` articles of a section, newest first; `first` makes numbers and titles differ between sections."""
    return [
        Article(
            number,
            section,
            f"{PLACES[number % 25]} : {SUBJECTS[number * 3 % 4 + 4 * (number >= 300)]}",
            datetime(2024, 5, 20, 16, 4, tzinfo=UTC) - timedelta(hours=17 * (number - first) + first % 7),
        )
        for number in range(first, first + count)
    ]


@dataclass
class Site:
    """A site: `home` is where a crawl starts, `expected` are the addresses of its MONDE articles.

    `address` says where an article is, `page` where the pages of a section are. The templates: `sheet` is any
    page ($title, $content, $head), `card` an article in a list, `article` its own page.
    """

    name: str
    home: str
    address: Callable[[Article], str]
    page: Callable[[str, int], str]
    sheet: str
    card: str
    article: str
    answers: dict[str, tuple[int, str, bytes]] = field(default_factory=dict)
    expected: set[str] = field(default_factory=set)

    def show_beside(self, items: list[Article], card: str = '<li><a href="$url">$title</a></li>') -> None:
        """Put links to `items` where the templates have $beside."""
        beside = self.cards(items, card)
        self.sheet = self.sheet.replace("$beside", beside)
        self.article = self.article.replace("$beside", beside)

    def at(self, article: Article) -> str:
        return urljoin(self.home, self.address(article))

    def cards(self, items: list[Article], template: str = "") -> str:
        return "\n".join(Template(template or self.card).substitute(a.words(self.at(a))) for a in items)

    def put(
        self, path: str, body: str | bytes, kind: str = "text/html; charset=utf-8", status: int = 200
    ) -> None:
        url = urljoin(self.home, path)
        assert url not in self.answers
        self.answers[url] = (status, kind, body.encode() if isinstance(body, str) else body)

    def put_page(self, path: str, title: str, content: str, head: str = "") -> None:
        self.put(path, Template(self.sheet).substitute(title=title, content=content, head=head))

    def put_articles(self, items: list[Article]) -> None:
        for a in items:
            words = a.words(self.at(a))
            self.put_page(self.at(a), words["title"], Template(self.article).substitute(words))

    def put_section(
        self,
        path: str,
        items: list[Article],
        size: int,
        listing: str,
        pager: Callable[[int, int], str],
        head: str = "",
    ) -> None:
        """The listing pages of a section: template `listing` with $cards and $pager."""
        last = -(-len(items) // size)
        for n in range(1, last + 1):
            cards = self.cards(items[size * n - size : size * n])
            content = Template(listing).substitute(cards=cards, pager=pager(n, last))
            self.put_page(self.page(path, n), items[0].section, content, head)

    def rss(self, items: list[Article], more: str = "") -> str:
        entry = """<item><title>$title</title><link>$url</link><category>$section</category>
            <description>$excerpt</description></item>"""
        return f"<?xml version='1.0'?><rss version='2.0'><channel>{more}{self.cards(items, entry)}</channel></rss>"

    def sitemap(self, addresses: list[str]) -> str:
        entries = "".join(f"<url><loc>{escape(urljoin(self.home, a))}</loc></url>" for a in addresses)
        return f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{entries}</urlset>"


def mixed(*lists: list[Article]) -> list[Article]:
    return sorted((a for items in lists for a in items), key=lambda a: a.published, reverse=True)


def build(name: str) -> Site:
    """The site called `name`, one of `NAMES_OF_SITES`."""
    return _BUILDERS[name]()


# ------------------------------------------------------------ SPIP: `spip.php?article12`, `debut_articles`


def _spip() -> Site:
    world, other = articles("Monde", 23, 100), articles("Culture", 9, 300)
    site = Site(
        name="spip",
        home="http://www.lettre-des-deux-rives.example/",
        address=lambda a: f"spip.php?article{a.number}",
        page=lambda path, n: f"{path}&debut_articles={10 * n - 10}" if n > 1 else path,
        sheet="""<!DOCTYPE html><html lang="fr"><head><title>$title - Lettre des deux rives</title>$head</head>
<body id="top"><div id="page"><div id="entete"><a rel="start home" href="/">Lettre des deux rives</a></div>
<div id="nav"><ul><li><a href="spip.php?rubrique2">Monde</a></li><li><a href="spip.php?rubrique5">Culture</a></li>
<li><a href="spip.php?page=plan">Plan du site</a></li></ul></div>
<div id="conteneur"><div id="contenu">$content</div></div>
<div id="extra"><div class="divers"><h2>Articles les plus lus</h2>
<ul>$beside</ul></div>
<div class="divers"><h2>Mots-clés</h2><ul><li><a href="spip.php?mot7">Grands chantiers du siècle nouveau</a></li>
</ul></div></div></div></body></html>""",
        card="""<li class="item hentry"><h3 class="entry-title"><a href="$url" rel="bookmark">$title</a></h3>
<p class="info"><abbr class="published" title="$iso">$day</abbr>, par <a href="spip.php?auteur3">Claire Renard</a></p>
<div class="introduction entry-content"><p>$excerpt&nbsp;(…)</p></div></li>""",
        article="""<p class="arbo"><a href="/">Accueil</a> &gt; <a href="spip.php?rubrique2">$section</a> &gt; $title</p>
<div class="cartouche"><h1 class="titre">$title</h1><p><small>$day, par Claire Renard</small></p></div>
<div class="texte">$text</div><p><a href="spip.php?page=forum&amp;id_article=$number">Répondre à cet article</a></p>""",
    )
    site.expected = set(map(site.at, world))
    site.show_beside([other[0], world[-1], other[2]])
    listing = """<div class="cartouche"><h1>Rubrique</h1></div><div class="liste articles">
<a name="pagination_articles"></a><h2>Articles de cette rubrique</h2><ul>$cards</ul>
<p class="pagination">$pager</p></div>"""
    for path, items in (("spip.php?rubrique2", world), ("spip.php?rubrique5", other)):
        number = path[-1]

        def pager(n: int, last: int, path: str = path) -> str:
            link = '<a href="{}&amp;debut_articles={}#pagination_articles" class="lien_pagination">{}</a>'
            return " | ".join(
                f'<strong class="on">{10 * i}</strong>' if i == n - 1 else link.format(path, 10 * i, 10 * i)
                for i in range(last)
            )

        feed = f"spip.php?page=backend&id_rubrique={number}"
        head = f'<link rel="alternate" type="application/rss+xml" title="Rubrique" href="{escape(feed)}" />'
        site.put(feed, site.rss(items[:5]), "application/rss+xml")
        site.put_section(path, items, 10, listing, pager, head)
    site.put_articles(world)
    site.article = site.article.replace("rubrique2", "rubrique5")
    site.put_articles(other)
    site.put_page(
        "/", "Accueil", f"<h2>Derniers articles</h2><ul>{site.cards(mixed(world[:4], other[:4]))}</ul>"
    )
    return site


# ------------------------------------------------------------ Drupal: pages from 0, `/node/12`, menus


def _drupal() -> Site:
    world, other = articles("International", 21, 110), articles("Économie", 6, 310)
    site = Site(
        name="drupal",
        home="http://www.echo-libre.example/",
        address=lambda a: f"/node/{a.number}" if a.number % 4 == 0 else f"/{_FOLDERS[a.section]}/{a.slug}",
        page=lambda path, n: f"{path}?page={n - 1}" if n > 1 else path,
        sheet="""<!DOCTYPE html><html lang="fr"><head><title>$title | Écho libre</title>$head</head>
<body class="path-taxonomy has-sidebar"><div class="layout-container"><header role="banner"><a href="/">Écho libre</a>
</header><nav role="navigation"><ul class="menu"><li><a href="/">Accueil</a></li>
<li><a href="/international">International</a><ul><li><a href="/international/proche-orient">Proche-Orient</a></li></ul>
</li><li><a href="/economie">Économie</a></li><li><a href="/a-propos">À propos de la rédaction du journal</a></li></ul>
</nav><main role="main">$content</main><div class="region region-sidebar-second"><div class="block block-views">
<h2>Les plus lus</h2><ul>$beside</ul></div></div>
<footer>Propulsé par Drupal</footer></div></body></html>""",
        card="""<div class="views-row"><article class="node node--type-article node--view-mode-teaser">
<h2 class="node__title"><a href="$url" rel="bookmark"><span>$title</span></a></h2>
<footer class="node__meta">Par <a href="/user/4">Léa Marchal</a>, <time datetime="$iso">$day</time></footer>
<div class="node__content"><p>$excerpt</p><ul class="links"><li class="node-readmore"><a href="$url" rel="tag">
En savoir plus<span class="visually-hidden"> sur $title</span></a></li></ul></div></article></div>""",
        article="""<div class="breadcrumb"><ol><li><a href="/">Accueil</a></li><li>$section</li></ol></div>
<h1 class="page-title">$title</h1><article class="node node--type-article node--view-mode-full">
<footer class="node__meta">Par Léa Marchal, <time datetime="$iso">$day</time></footer>
<div class="node__content"><div class="field--name-body">$text</div></div></article>""",
    )
    site.expected = set(map(site.at, world))
    site.show_beside([other[0], world[-1], other[2]])

    def pager(n: int, last: int) -> str:
        pages = "".join(
            f'<li class="pager__item"><a href="?page={i - 1}" title="Aller à la page {i}">'
            f'<span class="visually-hidden">Page</span>{i}</a></li>'
            for i in range(1, last + 1)
        )
        following = f"""<li class="pager__item pager__item--next"><a href="?page={n}" title="Aller à la page suivante">
<span class="visually-hidden">Page suivante</span><span aria-hidden="true">››</span></a></li>"""
        return pages + (following if n < last else "")

    listing = """<h1 class="page-title">Rubrique</h1><div class="view"><div class="view-content">$cards</div>
<nav class="pager"><ul class="pager__items">$pager</ul></nav></div>"""
    site.put_section("/international", world, 8, listing, pager)
    site.put_section("/economie", other, 8, listing, pager)
    site.put_articles([*world, *other])
    site.put_page(
        "/international/proche-orient", "Proche-Orient", "<h1>Proche-Orient</h1><p>Aucun contenu.</p>"
    )
    site.put_page(
        "/", "Accueil", f'<div class="view-content">{site.cards(mixed(other[:3], world[:2]))}</div>'
    )
    return site


_FOLDERS = {"International": "international", "Économie": "economie"}


# ------------------------------------------------------------ WordPress blocks: dates in addresses, REST, a child


def _wordpress() -> Site:
    world, europe, other = articles("Monde", 15, 120), articles("Europe", 6, 235), articles("Sport", 9, 320)
    site = Site(
        name="wordpress",
        home="http://tribune-du-canal.example/",
        address=lambda a: f"/{a.published:%Y/%m/%d}/{a.slug}/",
        page=lambda path, n: f"{path}page/{n}/" if n > 1 else path,
        sheet="""<!DOCTYPE html><html lang="fr-FR"><head><title>$title – Tribune du canal</title>
<link rel="https://api.w.org/" href="/wp-json/" />
<link rel="alternate" type="application/rss+xml" title="Tribune du canal » Flux" href="/feed/" />
<link rel="alternate" type="application/rss+xml" title="Flux des commentaires" href="/comments/feed/" />$head</head>
<body><div class="wp-site-blocks"><header class="wp-block-template-part"><p class="wp-block-site-title">
<a href="/" rel="home">Tribune du canal</a></p><nav class="wp-block-navigation"><ul><li><a href="/">Accueil</a></li>
<li><a href="/category/monde/">Le Monde</a></li><li><a href="/category/sport/">Sport</a></li></ul></nav></header>
<main class="wp-block-group">$content<div class="wp-block-group"><h2 class="wp-block-heading">À lire aussi</h2>
<ul class="wp-block-latest-posts">$beside</ul></div></main>
<footer class="wp-block-template-part">Fièrement propulsé par WordPress</footer></div></body></html>""",
        card="""<li class="wp-block-post post-$number post type-post"><h2 class="wp-block-post-title">
<a href="$url" target="_self">$title</a></h2><div class="wp-block-post-excerpt"><p>$excerpt</p></div>
<div class="wp-block-post-date"><time datetime="$iso"><a href="$url">$day</a></time></div></li>""",
        article="""<article id="post-$number"><h1 class="wp-block-post-title">$title</h1>
<div class="wp-block-post-date"><time datetime="$iso">$day</time></div>
<div class="taxonomy-category wp-block-post-terms"><a href="/category/monde/" rel="tag">$section</a></div>
<div class="entry-content wp-block-post-content">$text</div></article>""",
    )
    site.expected = {site.at(a) for a in (*world, *europe)}
    site.show_beside([other[0], world[-1], other[2]])
    listing = """<h1 class="wp-block-query-title">Catégorie : <span>Rubrique</span></h1><div class="wp-block-query">
<ul class="wp-block-post-template">$cards</ul><nav class="wp-block-query-pagination">$pager</nav></div>"""
    both = mixed(world, europe)
    for number, path, items in ((3, "monde", both), (8, "monde/europe", europe), (5, "sport", other)):
        base = f"/category/{path}/"

        def pager(n: int, last: int, base: str = base) -> str:
            before = f'<a href="{base}page/{n - 1}/">Page précédente</a>' if n > 1 else ""
            return before + (f'<a href="{base}page/{n + 1}/">Page suivante</a>' if n < last else "")

        head = f"""<link rel="alternate" type="application/rss+xml" title="Flux de la catégorie" href="{base}feed/" />
<link rel="alternate" type="application/json" href="/wp-json/wp/v2/categories/{number}" />"""
        site.put_section(base, items, 7, listing, pager, head)
        wordpress = "<generator>https://wordpress.org/?v=6.5</generator>"
        for n, start in enumerate(range(0, len(items), 7), 1):
            at = f"{base}feed/" + (f"?paged={n}" if n > 1 else "")
            site.put(at, site.rss(items[start : start + 7], wordpress), "application/rss+xml")
    site.put_articles([*world, *europe])
    site.article = site.article.replace("/monde/", "/sport/")
    site.put_articles(other)
    terms = [("Monde", 3, 0, "monde"), ("Europe", 8, 3, "monde/europe"), ("Sport", 5, 0, "sport")]
    fields = "id,parent,link"
    site.put(
        f"/wp-json/wp/v2/categories?per_page=100&page=1&_fields={fields}",
        json.dumps(
            [
                {
                    "id": i,
                    "parent": p,
                    "name": n,
                    "slug": n.lower(),
                    "link": urljoin(site.home, f"/category/{path}/"),
                }
                for n, i, p, path in terms
            ]
        ),
        "application/json",
    )
    fields = "id,link,date_gmt,modified_gmt"
    posts = [
        {"id": a.number, "link": site.at(a), "title": {"rendered": a.title}, "categories": [3]}
        | {"content": {"rendered": a.words("")["text"]}}
        | dict.fromkeys(("date_gmt", "modified_gmt"), f"{a.published:%Y-%m-%dT%H:%M:%S}")
        for a in both
    ]
    for asked in (fields, f"{fields},content"):
        query = f"categories=3,8&per_page=100&page=1&_fields={asked}"
        site.put(f"/wp-json/wp/v2/posts?{query}", json.dumps(posts), "application/json")
    everything = [*map(site.at, mixed(both, other)), "/", "/category/monde/", "/category/monde/europe/"]
    site.put("/wp-sitemap-posts-post-1.xml", site.sitemap(everything), "application/xml")
    index = "<sitemapindex><sitemap><loc>/wp-sitemap-posts-post-1.xml</loc></sitemap></sitemapindex>"
    site.put("/wp-sitemap.xml", index, "application/xml")
    site.put("/robots.txt", f"User-agent: *\nSitemap: {site.home}wp-sitemap.xml\n", "text/plain")
    site.put_page(
        "/", "Accueil", f'<ul class="wp-block-post-template">{site.cards(mixed(other[:3], world[:2]))}</ul>'
    )
    return site


# ------------------------------------------------------------ a static generator: flat addresses, numbered pages


def _static() -> Site:
    world, other = articles("Monde", 14, 130), articles("Science", 7, 330)
    site = Site(
        name="static",
        home="http://carnet-boreal.example/",
        address=lambda a: f"/posts/{a.slug}/",
        page=lambda path, n: f"{path}page/{n}/" if n > 1 else path,
        sheet="""<!DOCTYPE html><html lang="fr"><head><title>$title | Carnet boréal</title>$head</head><body>
<div class="top"><h1 class="logo"><a href="/">Carnet boréal</a></h1><ul class="links-list">
<li><a href="/categories/monde/">Monde</a></li><li><a href="/categories/science/">Science</a></li>
<li><a href="/archives/">Archives</a></li></ul></div><div class="wrap">$content</div>
<div class="bottom"><p>Fait avec Hugo. <a href="/posts/mentions-legales/">Mentions légales du carnet</a></p></div>
</body></html>""",
        card="""<div class="summary"><a class="summary-title" href="$url">$title</a><br><span class="date">$day</span>
<span class="cats"><a href="/categories/x/">$section</a></span><p>$excerpt</p></div>""",
        article="""<article><h2 class="post-title">$title</h2><p class="meta"><time datetime="$iso">$day</time>
· <span class="category"><a href="/categories/monde/">$section</a></span></p>$text</article>
<div class="related"><h3>Sur le même sujet</h3><ul>$beside</ul></div>""",
    )
    site.expected = set(map(site.at, world))
    site.show_beside([other[0], world[-1], other[2]])

    def pager(n: int, last: int) -> str:
        def item(i: int) -> str:
            href = "/categories/monde/" if i == 1 else f"/categories/monde/page/{i}/"
            return f'<li class="page-item{" active" if i == n else ""}"><a class="page-link" href="{href}">{i}</a></li>'

        return "".join(map(item, range(1, last + 1)))

    listing = '<h2>Monde</h2><div class="list">$cards</div><ul class="pagination">$pager</ul>'
    site.put_section("/categories/monde/", world, 4, listing, pager)
    site.put_section("/categories/science/", other, 10, listing, lambda n, last: "")
    site.put_articles(world)
    site.article = site.article.replace("/monde/", "/science/")
    site.put_articles(other)
    site.put_page(
        "/posts/mentions-legales/", "Mentions légales", "<h2>Mentions légales</h2><p>Le carnet.</p>"
    )
    site.put_page("/", "Accueil", f'<div class="list">{site.cards(mixed(world[:3], other[:3]))}</div>')
    return site


# ------------------------------------------------------------ infinite scroll: only the sitemap tells the rest


def _scroll() -> Site:
    world, other = articles("Monde", 16, 140), articles("Politique", 12, 340)
    site = Site(
        name="scroll",
        home="http://www.le-fil-direct.example/",
        address=lambda a: f"/article/{a.slug}-{a.number:07}",
        page=lambda path, n: path,
        sheet="""<!DOCTYPE html><html lang="fr"><head><title>$title - Le fil direct</title>$head</head><body><div id="app">
<nav><a href="/"><img alt="Le fil direct" src="/logo.svg"></a><a href="/monde">Monde</a><a href="/politique">Politique
</a><a href="/video">Vidéo</a></nav><main>$content</main></div></body></html>""",
        card="""<a class="tile" href="$url"><img src="/i/$number.webp" alt=""><h3>$title</h3><p>$excerpt</p></a>""",
        article="""<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "$title", "articleSection": "$section", "datePublished": "$iso"}</script>
<article><h1>$title</h1><time datetime="$iso">$day</time>$text</article>""",
    )
    site.expected = set(map(site.at, world))
    more = '<h1>Rubrique</h1><div class="tiles">$cards</div>$pager<button class="more">Afficher plus</button>'
    for path, items in (("/monde", world), ("/politique", other)):
        site.put_section(path, items[:5], 5, more, lambda n, last: "")
    site.put_articles([*world, *other])
    site.put_page("/video/le-journal-du-matin-en-images", "Vidéo", "<h1>Le journal du matin en images</h1>")
    everything = [*map(site.at, mixed(world, other)), "/", "/monde", "/video/le-journal-du-matin-en-images"]
    site.put("/sitemaps/2024-05.xml.gz", gzip.compress(site.sitemap(everything).encode()), "application/gzip")
    index = "<sitemapindex><sitemap><loc>/sitemaps/2024-05.xml.gz</loc></sitemap></sitemapindex>"
    site.put("/sitemaps/index.xml", index, "application/xml")
    site.put(
        "/robots.txt",
        f"User-agent: *\nDisallow: /compte\nSitemap: {site.home}sitemaps/index.xml\n",
        "text/plain",
    )
    site.put_page("/", "Accueil", f'<div class="tiles">{site.cards(mixed(world[:3], other[:3]))}</div>')
    return site


# ------------------------------------------------------------ a shell of JavaScript: only the site's feed tells


def _feed() -> Site:
    world, other = articles("Monde", 12, 150), articles("Société", 10, 350)
    site = Site(
        name="feed",
        home="http://dix-sept-heures.example/",
        address=lambda a: f"/lire/{a.slug}",
        page=lambda path, n: path,
        sheet="""<!DOCTYPE html><html lang="fr"><head><title>$title · Dix-sept heures</title>
<link rel="alternate" type="application/rss+xml" title="Tous les articles" href="/flux.xml">$head</head>
<body>$content<script src="/app.js"></script></body></html>""",
        card="$title",
        article="""<main><p class="rubrique">$section</p><h1>$title</h1><time datetime="$iso">$day</time>
<div class="corps">$text</div></main>""",
    )
    site.expected = set(map(site.at, world))
    site.put("/flux.xml", site.rss(mixed(world, other)), "application/rss+xml; charset=utf-8")
    site.put_articles([*world, *other])
    site.put_page("/", "Accueil", '<div id="root"></div><noscript>Activez JavaScript.</noscript>')
    return site


# ------------------------------------------------------------ a section on a subdomain, with numbered pages


def _subdomain() -> Site:
    world, other = articles("International", 17, 160), articles("Sport", 6, 360)
    hosts = {"International": "international", "Sport": "sport"}
    site = Site(
        name="subdomain",
        home="http://www.quotidien-du-lac.example/",
        address=lambda a: (
            f"http://{hosts[a.section]}.quotidien-du-lac.example/{a.published:%Y%m%d}/{a.slug}.html"
        ),
        page=lambda path, n: f"{path}index-{n}.html" if n > 1 else path,
        sheet="""<!DOCTYPE html><html lang="fr-CH"><head><title>$title — Quotidien du lac</title>$head</head><body>
<div class="menu-principal"><a href="http://www.quotidien-du-lac.example/">Quotidien du lac</a>
<a href="http://international.quotidien-du-lac.example/">International</a>
<a href="http://sport.quotidien-du-lac.example/">Sport</a></div><div class="colonne">$content</div>
<div class="colonne-laterale"><p class="titre">Les plus partagés</p>
<ul>$beside</ul></div></body></html>""",
        card="""<div class="depeche"><h4><a href="$url">$title</a></h4><span class="heure">$day</span>
<p>$excerpt <a href="$url#suite">Lire la suite</a></p></div>""",
        article="""<div class="article-entier"><h1>$title</h1><p class="signature">$day</p>$text</div>""",
    )
    site.expected = set(map(site.at, world))
    site.show_beside([other[0], world[-1], other[2]])

    def pager(n: int, last: int) -> str:
        names = {i: "./" if i == 1 else f"index-{i}.html" for i in range(1, last + 1)}
        return " ".join(f"<b>{i}</b>" if i == n else f'<a href="{name}">{i}</a>' for i, name in names.items())

    listing = '<h1>Rubrique</h1>$cards<p class="numeros">Pages : $pager</p>'
    site.put_section("http://international.quotidien-du-lac.example/", world, 6, listing, pager)
    site.put_section("http://sport.quotidien-du-lac.example/", other, 6, listing, pager)
    site.put_articles([*world, *other])
    site.put_page("/", "Accueil", site.cards(mixed(world[:2], other[:4])))
    return site


# ------------------------------------------------------------ Québec: other words, other spaces, an English half


def _quebec() -> Site:
    world, other = articles("International", 18, 170), articles("Faits divers", 7, 370)
    folders = {"International": "international", "Faits divers": "faits-divers", "Sports": "sports"}
    site = Site(
        name="quebec",
        home="http://www.lecourrier-du-fleuve.example/",
        address=lambda a: f"/actualites/{folders[a.section]}/{a.published:%Y-%m-%d}/{a.slug}",
        page=lambda path, n: f"{path}?p={n}" if n > 1 else path,
        sheet="""<!DOCTYPE html><html lang="fr-CA"><head><title>$title | Le Courrier du fleuve</title>$head</head><body>
<header><a href="/">Le Courrier du fleuve</a><a href="/en/world/">World</a><nav class="menu"><ul>
<li><a href="/actualites/faits-divers">Faits divers</a></li><li><a href="/sports/international">International</a></li>
<li><a href="/actualites/international">À l’international</a></li></ul></nav></header><div class="contenu">$content</div>
<footer><a href="/nous-joindre">Pour joindre la salle des nouvelles</a></footer></body></html>""",
        card="""<div class="carte"><a class="carte__lien" href="$url"><div class="carte__titre">$title</div></a>
<div class="carte__date">Publié le $day à 18 h 04</div></div>""",
        article="""<ol class="fil-ariane"><li><a href="/">Accueil</a></li><li><a href="/actualites">Actualités</a></li>
<li>$section</li></ol><h1>$title</h1><p class="date">Publié le $day à 18 h 04 HAE</p><div class="corps">$text</div>""",
    )
    site.expected = set(map(site.at, world))

    def pager(n: int, last: int) -> str:
        newer = f'<a href="?p={n - 1}">Articles plus récents</a>' if n > 1 else ""
        return newer + (f'<a href="?p={n + 1}">Articles plus anciens</a>' if n < last else "")

    listing = """<h1>À l’international</h1><div class="grille">$cards</div><div class="suite">$pager</div>
<div class="bloc"><div class="bloc__titre">Dans les autres rubriques</div>$beside</div>""".replace(
        "$beside", site.cards([other[0], world[-1], other[2]])
    )
    site.put_section("/actualites/international", world, 7, listing, pager)
    site.put_section("/actualites/faits-divers", other, 7, listing, pager)
    site.put_section("/sports/international", articles("Sports", 4, 470), 7, listing, pager)
    site.put_articles([*world, *other])
    site.put_page("/en/world/", "World", "<h1>World</h1><p>Nothing yet.</p>")
    site.put_page("/", "Accueil", f'<div class="grille">{site.cards(mixed(world[:3], other[:3]))}</div>')
    return site


_BUILDERS = {
    "spip": _spip,
    "drupal": _drupal,
    "wordpress": _wordpress,
    "static": _static,
    "scroll": _scroll,
    "feed": _feed,
    "subdomain": _subdomain,
    "quebec": _quebec,
}
NAMES_OF_SITES = tuple(_BUILDERS)


# ------------------------------------------------------------ the server


@contextmanager
def serve(site: Site) -> Iterator[str]:
    """Serve `site` on a loopback port, as an HTTP proxy would; gives the proxy's address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, kind, body = site.answers.get(self.path, (404, "text/html", b"<h1>Introuvable</h1>"))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
