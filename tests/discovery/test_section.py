"""The MONDE section: what it is called, where it is linked, what belongs to it."""

# ruff: noqa: E501 - pages are written as pages are

from __future__ import annotations

import pytest

from newsbot.discovery import Section, belongs, section_links, section_of
from newsbot.discovery.section import is_named
from newsbot.extraction import Document, extract
from newsbot.urls import is_home

HOME = "http://www.journal.example/"
WORLD = Section(HOME + "category/monde/", "MONDE", ("Europe", "Proche-Orient"))


def page(html: str, url: str = HOME, head: str = "") -> Document:
    return Document(f"<html><head>{head}</head><body>{html}</body></html>", url)


@pytest.mark.parametrize(
    "name",
    [
        "Monde",
        "MONDE",
        "Le Monde",
        "International",
        "À l’étranger",
        "Actualité internationale",
        "Toute l'actualité internationale",
        "Infos Monde",
        "Monde / International",
        "L’international",
        "Nouvelles internationales",
        "Catégorie : MONDE",
        "Monde (125)",
    ],
)
def test_names_of_the_section(name: str) -> None:
    assert is_named(name)


@pytest.mark.parametrize(
    "name",
    [
        "Coupe du monde",
        "Tour du monde",
        "Le monde d'après",
        "Politique internationale",
        "Monde arabe",
        "Tout le monde en parle",
        "Amnesty International",
        "France",
        "Actualités",
        "Infos",
        "",
        "Monde du travail",
        "Le Monde diplomatique",
    ],
)
def test_names_of_other_things(name: str) -> None:
    assert not is_named(name)


def test_words_of_a_site_file_are_taken_whole() -> None:
    words = ("Grand angle", "Ailleurs")
    assert is_named("Le grand angle", words)
    assert is_named("Ailleurs", words)
    assert not is_named("Grand", words)
    assert not is_named("Monde", words)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            '<nav><a href="/">Le Monde</a><a href="/sport/">Sport</a><a href="/inter/">International</a></nav>',
            "inter/",
        ),
        (
            '<nav><a href="/sport/international/">International</a><a href="/actu/monde/">Monde</a></nav>',
            "actu/monde/",
        ),
        (
            '<nav><a href="/tag/monde/">Monde</a><a href="/category/monde/">Planète monde</a></nav>',
            "category/monde/",
        ),
        (
            '<p><a href="/monde">Coupe du monde : le onze de départ est connu</a></p><a href="/r/3">Étranger</a>',
            "r/3",
        ),
        ('<div><a href="spip.php?rubrique12">Monde</a></div>', "spip.php?rubrique12"),
        ('<nav><a href="http://www.autre.example/monde/">Monde</a></nav>', None),
        ('<nav><a href="/sport/">Sport</a></nav>', None),
    ],
)
def test_section_links_of_a_home_page(html: str, expected: str | None) -> None:
    links = section_links(page(html))
    assert (links[0].url if links else None) == (HOME + expected if expected else None)


def test_a_subdomain_may_be_the_section() -> None:
    html = '<nav><a href="http://www.journal.example/">Journal</a><a href="http://monde.journal.example/">Monde</a></nav>'
    assert section_links(page(html))[0].url == "http://monde.journal.example/"
    section = section_of(page("<h1>Le journal</h1>", "http://monde.journal.example/"))
    assert section is not None
    assert section.has_url("http://monde.journal.example/2024/05/au-mali-les-ecoles-rouvrent")
    assert not section.has_url("http://sport.journal.example/2024/05/le-match-de-la-soiree")


@pytest.mark.parametrize(
    ("url", "html", "name"),
    [
        (HOME + "category/monde/", "<h1>Catégorie : <span>MONDE</span></h1>", "MONDE"),
        (HOME + "category/monde/page/2/", "<h1>Catégorie : <span>MONDE</span></h1>", "MONDE"),
        (HOME + "afrique/", "<title>Afrique - Le Journal</title><h1>Le Journal</h1>", "Afrique"),
        (HOME + "r/12", "<h1>International</h1>", "International"),
    ],
)
def test_a_page_that_is_no_home_page_is_a_section(url: str, html: str, name: str) -> None:
    section = section_of(page(html, url))
    assert section is not None
    assert section.name.removeprefix("Catégorie : ") == name


@pytest.mark.parametrize("path", ["", "fr/", "fr-ca", "index.html", "accueil", "?lang=fr"])
def test_home_pages_are_no_section(path: str) -> None:
    assert path == "?lang=fr" or is_home(HOME + path)
    if path != "?lang=fr":
        assert section_of(page("<h1>Le Monde</h1>", HOME + path)) is None


def test_subsections_are_told_by_addresses_and_menus() -> None:
    html = """<nav><ul><li><a href="/monde/">MONDE</a><ul><li><a href="/europe/">Europe</a></li></ul></li>
        <li><a href="/sport/">Sport</a><ul><li><a href="/sport/rugby/">Rugby</a></li></ul></li></ul></nav>
        <a href="/monde/asie/">Asie</a><a href="/monde/asie/">Voir tout</a>
        <h2><a href="/monde/le-vote-de-mardi-en-asie/">Le vote de mardi</a></h2>"""
    assert set(Section(HOME + "monde/", "Monde").with_subsections(page(html)).subsections) == {
        "Europe",
        "Asie",
    }


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("monde/au-mali", True),
        ("category/monde/au-mali", True),
        ("fr/actualites/international/2024/05/12/au-mali", True),
        ("europe/a-riga", True),
        ("proche-orient/a-amman", True),
        ("sport/coupe-du-monde/la-finale", False),
        ("economie/international/le-prix-du-riz", False),
        ("faits-divers/monde/au-mali", False),
        ("2024/05/12/au-mali", None),
        ("monde", None),
        ("guerre-des-prix/au-mali", None),
        ("spip.php?article12", None),
    ],
)
def test_addresses_tell_the_section(path: str, expected: bool | None) -> None:
    assert WORLD.has_url(HOME + path) is expected


ARTICLE = HOME + "2024/05/au-mali-les-ecoles-rouvrent/"
TITLE = "<h1>Au Mali, les écoles rouvrent</h1>"
TEXT = f"<p>{'Après trois ans de fermeture, les élèves du centre du pays ont repris la classe. ' * 3}</p>"


@pytest.mark.parametrize(
    ("html", "head", "expected"),
    [
        ('<div class="breadcrumb"><a href="/">Le Monde</a> » <a href="/s/">Sport</a></div>', "", False),
        ('<div class="breadcrumb"><a href="/">Accueil</a> » <span>MONDE</span> » Au Mali</div>', "", True),
        ('<ol class="fil-ariane"><li>Accueil</li><li>Europe</li></ol>', "", True),
        (
            f'<article>{TITLE}<footer class="entry-footer">Classé dans <a rel="category tag" href="/category/monde/asie/">Asie</a></footer>',
            "",
            True,
        ),
        (f"<article><p class='rubrique'>International</p>{TITLE}</article>", "", True),
        (f"<article><p class='rubrique'>Sport</p>{TITLE}</article>", "", False),
        (f"{TITLE}<ul><li><h3>Autre</h3><span class='category'>Monde</span></li></ul>", "", False),
        (f"{TITLE}<aside class='categories'><a href='/category/monde/'>MONDE</a></aside>", "", False),
        (f"<nav><a href='/category/monde/'>MONDE</a></nav>{TITLE}", "", False),
        (TITLE, '<meta property="article:section" content="Monde">', True),
        (TITLE, '<meta property="article:section" content="Sport">', False),
        (
            TITLE,
            '<script type="application/ld+json">{"@type":"NewsArticle","articleSection":["Afrique","Monde"]}</script>',
            True,
        ),
        (
            TITLE,
            '<script type="application/ld+json">{"@type":"BreadcrumbList","itemListElement":['
            '{"name":"Le Monde","item":"http://www.journal.example/"},{"item":{"@id":"/s/","name":"Sport"}}]}</script>',
            False,
        ),
        (TITLE, '<link rel="canonical" href="/monde/au-mali-les-ecoles-rouvrent/">', True),
    ],
)
def test_a_page_tells_the_section(html: str, head: str, expected: bool) -> None:
    assert (
        belongs(extract(page(html.replace(TITLE, TITLE + TEXT), ARTICLE, head), ARTICLE), WORLD) is expected
    )


def test_wordpress_tells_categories_by_classes() -> None:
    html = f'<body class="single postid-7"><article class="post-7 post category-monde">{TITLE}</article><article class="post-8 category-sport">'
    assert belongs(extract(html, ARTICLE), WORLD)
    assert not belongs(extract(html.replace("postid-7", "postid-8"), ARTICLE), WORLD)
