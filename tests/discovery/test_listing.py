"""A section's listing page: its articles and nothing else of what it links to."""

# ruff: noqa: E501 - pages are written as pages are

from __future__ import annotations

import pytest

from newsbot import discovery
from newsbot.discovery import Section
from newsbot.extraction.document import Document
from newsbot.sites import Site

HOME = "http://journal.example"
HERE = HOME + "/monde/"
WORLD = Section(HERE, "Monde")


def card(path: str, title: str, more: str = "") -> str:
    return f'<article><h2><a href="{path}">{title}</a></h2><p>Un chapeau qui dit en dix mots au moins de quoi il s’agit.</p>{more}</article>'


OWN = [card(f"/monde/article-numero-{i}-du-jour", f"Le titre de l’article numéro {i}") for i in range(4)]
OWN_PATHS = [f"/monde/article-numero-{i}-du-jour" for i in range(4)]


def found(html: str, section: Section | None = WORLD, site: Site | None = None, url: str = HERE) -> list[str]:
    page = discovery.listing(Document(f"<body>{html}</body>", url), section, site)
    return [entry.url.removeprefix(HOME) for entry in page.articles]


def test_lists_beside_the_own_one_are_left_out() -> None:
    other = card("/sport/le-match-de-la-soiree-en-cinq-buts", "Le match de la soirée en cinq buts")
    html = f"""<header><a href="/sport/le-match-de-la-soiree-en-cinq-buts">Le match de la soirée en cinq buts</a></header>
        <nav><ul><li><a href="/monde/guerre-des-prix-du-riz-en-asie">Guerre des prix du riz en Asie</a></li></ul></nav>
        <h1>Monde</h1>{"".join(OWN)}<section><h3>Les plus lus</h3>{other}</section>
        <section aria-label="Nos vidéos">{other}</section><div class="sidebar">{other}</div>
        <h2>Sport</h2><div>{other}</div><aside>{other}</aside><footer>{other}</footer>"""
    assert found(html) == OWN_PATHS


def test_the_first_article_may_look_otherwise() -> None:
    hero = '<div class="une"><a href="/monde/le-grand-titre-de-la-une"><img src="x.jpg"><h2>Le grand titre de la une</h2></a></div>'
    assert found(f"<h1>Monde</h1>{hero}<div>{''.join(OWN)}</div>") == [
        "/monde/le-grand-titre-de-la-une",
        *OWN_PATHS,
    ]


def test_days_over_parts_of_a_list_do_not_part_it() -> None:
    html = f"<h1>Monde</h1><h2>Mardi 12 mars</h2>{OWN[0]}{OWN[1]}<h2>Lundi 11 mars</h2>{OWN[2]}{OWN[3]}"
    assert found(html) == OWN_PATHS


def test_a_block_named_after_a_part_of_the_section_belongs_to_it() -> None:
    world = Section(HERE, "Monde", ("Afrique",))
    africa = card("/dossiers-du-jour/au-mali-les-ecoles-rouvrent-enfin", "Au Mali, les écoles rouvrent enfin")
    assert len(found(f"<h1>Monde</h1>{''.join(OWN)}<h2>Afrique</h2>{africa}", world)) == 5


def test_links_of_a_card_are_one_article_with_its_date() -> None:
    html = """<h1>Monde</h1><ul><li><a href="/monde/a-b-c-d/"><img src="x.jpg" alt=""></a><span><a href="/monde/a-b-c-d/?utm_source=x">
        Le vrai titre est ici</a></span><a href="/monde/a-b-c-d/#comments">12 commentaires</a>
        <time datetime="2024-05-12T08:00:00Z">12 mai</time><a href="/monde/a-b-c-d/">Lire la suite de l’article</a></li>
        <li><a href="/monde/e-f-g-h/">Un autre titre que voici</a> <i class="date">13 mai</i></li></ul>"""
    first, second = discovery.listing(Document(html, HERE)).articles
    assert (first.url, first.date_published) == (HERE + "a-b-c-d/", "2024-05-12T08:00:00Z")
    assert (second.url, second.date_published) == (HERE + "e-f-g-h/", "13 mai")


def test_a_short_title_counts_in_a_card() -> None:
    assert found(f"<h1>Monde</h1>{''.join(OWN)}{card('/monde/vlad', 'Vlad')}")[-1] == "/monde/vlad"


def test_pages_that_are_no_articles_are_left_out() -> None:
    others = [
        "/monde/",
        "/",
        "/auteur/jeanne-de-la-tour-blanche",
        "/tag/le-grand-chantier-du-siecle",
        "/monde/page/2/",
    ]
    others += [
        "/video/les-images-du-jour-en-direct",
        "/abonnement/offre-speciale-du-mois",
        "/2024/05/",
        "/une.pdf",
    ]
    others += ["http://autre.example/le-titre-d-un-autre-journal", "mailto:a@b.example", "/monde/afrique/"]
    html = "".join(f'<p><a href="{path}">Quatre mots ou plus ici</a></p>' for path in others[:-1])
    html += f'<p><a href="{others[-1]}">Afrique</a></p>'
    assert found(f"<h1>Monde</h1>{html}{''.join(OWN)}") == OWN_PATHS


def test_an_empty_section_lists_nothing() -> None:
    beside = f"<aside><h2>Derniers articles</h2>{''.join(OWN)}</aside>"
    assert found(f"<main><h1>Monde</h1><p>Aucun article pour le moment.</p></main>{beside}") == []


def test_names_of_columns_do_not_hide_the_page() -> None:
    html = f'<div class="has-sidebar with-menu sidebar-right"><h1>Monde</h1>{"".join(OWN)}</div>'
    assert found(html) == OWN_PATHS


def test_a_site_file_says_which_links_and_addresses_are_articles() -> None:
    html = f"<h1>Monde</h1>{''.join(OWN)}<div class='fil'><a href='/b1'>Bref</a><a href='/b2'>Rien</a></div>"
    assert found(html, site=Site("x", article_links=".fil a")) == ["/b1", "/b2"]


def test_feeds_of_the_section_come_first_and_comments_not_at_all() -> None:
    html = """<link rel="alternate" type="application/rss+xml" title="Flux" href="/feed/">
        <link rel="alternate" type="application/rss+xml" title="Flux des commentaires" href="/comments/feed/">
        <link rel="alternate" type="application/atom+xml" href="/monde/feed/">
        <link rel="alternate" type="text/html" hreflang="en" href="/en/"><a href="/rss.xml">RSS</a>"""
    feeds = discovery.listing(Document(html, HERE)).feeds
    assert [feed.removeprefix(HOME) for feed in feeds] == ["/monde/feed/", "/feed/", "/rss.xml"]


def test_wordpress_is_told_by_its_links() -> None:
    html = """<link rel="https://api.w.org/" href="/index.php?rest_route=/">
        <link rel="alternate" type="application/json" href="/wp-json/wp/v2/categories/12">"""
    page = discovery.listing(Document(html, HERE))
    assert (page.rest, page.category) == (HOME + "/index.php?rest_route=/", 12)


@pytest.mark.parametrize(
    "title", ["Plus de cent morts à Bamako", "Lire à Dakar, un combat", "Voir Naples et revenir"]
)
def test_a_headline_is_not_taken_for_a_link_to_read_on(title: str) -> None:
    assert found(f'<h1>Monde</h1><ul><li><a href="/monde/b">{title}</a></li></ul>') == ["/monde/b"]


@pytest.mark.parametrize("link", ["Lire la suite de l’article", "En savoir plus sur ce sujet"])
def test_a_link_to_read_on_is_no_headline(link: str) -> None:
    assert found(f'<h1>Monde</h1><ul><li>Le dossier <a href="/monde/b">{link}</a></li></ul>') == []
