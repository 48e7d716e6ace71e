import pytest

from newsbot.extraction import extract
from newsbot.items import ArticleItem

URL = "https://www.exemple-journal.fr/monde/article"
TEXT = "<p>" + "Une phrase de l’article, assez longue pour que le texte soit reconnu comme tel. " * 4 + "</p>"

HOME = '<a href="/">Accueil</a>'
MONDE, EUROPE = '<a href="/m">Monde</a>', '<a href="/e">Europe</a>'


def item(before: str = "", head: str = "", after: str = "") -> ArticleItem:
    site = '<meta property="og:site_name" content="Exemple Journal"><html lang="fr">'
    article = f"<h1>Un titre de l’article</h1><div class=article-body>{TEXT}</div>"
    return extract(f"<head>{site}{head}</head>{before}<article>{article}{after}</article>", URL)


def ld(stated: str) -> str:
    return f'<script type="application/ld+json">{stated}</script>'


@pytest.mark.parametrize(
    "trail",
    [
        f'<ol class="breadcrumb"><li><a href="/">Accueil</a></li><li>{MONDE}</li><li>{EUROPE}</li></ol>',
        f'<div id="hierarchie"><a href="/">Accueil du site</a> &gt; {MONDE} &gt; {EUROPE}</div>',
        f'<nav class="fil-ariane"><a href="/">Exemple Journal</a> / {MONDE} / {EUROPE}</nav>',
        f'<div class="penci-breadcrumb"><span><a href="/">Home</a></span> » {MONDE} » {EUROPE}</div>',
        '<div class="arbo">Accueil &gt; Monde &gt; Europe</div>',
        f'<ol class="breadcrumb"><li><a href="/">Accueil</a></li><li>{MONDE}</li><li>Europe</li></ol>',
        f'<p class="arbo">{HOME} &gt; {MONDE} &gt; {EUROPE} &gt; Un titre <em>de l’article</em></p>',
        f'<p class="arbo">{HOME} &gt; {MONDE} &gt; {EUROPE} &gt; Un autre titre de cet article</p>',
        f'<p class="arbo">{HOME} &gt; {MONDE} &gt; {EUROPE} &gt; Un titre…</p>',
        f'<p class="arbo"><a href="/">Le Sport</a> &gt; {MONDE} &gt; {EUROPE}</p>',
    ],
)
def test_printed_breadcrumb(trail: str) -> None:
    read = item(trail)
    assert (read.breadcrumb, read.section) == (["Monde", "Europe"], "Europe")


def test_json_ld_s_breadcrumb_spelled_as_printed() -> None:
    entries = ", ".join(
        f'{{"@type": "ListItem", "position": {place}, "item": {{"name": "{name}"}}}}'
        for place, name in ((3, "Un titre de l’article"), (2, "Meteo"), (1, "Accueil"))
    )
    stated = ld(f'{{"@type": "BreadcrumbList", "itemListElement": [{entries}]}}')
    assert item(head=stated).breadcrumb == ["Meteo"]
    assert item('<div class="breadcrumb"><a href="/m">Météo</a></div>', head=stated).breadcrumb == ["Météo"]


def test_a_menu_in_the_breadcrumb_s_place_is_none() -> None:
    menu = "".join(f'<a href="/{n}">Rubrique {n}</a>' for n in range(20))
    assert item(f'<div class="breadcrumb">{menu}</div>').breadcrumb == []


@pytest.mark.parametrize(
    ("before", "head", "section"),
    [
        ("", ld('{"@type": "NewsArticle", "articleSection": "Monde"}'), "Monde"),
        ("", ld('{"@type": "NewsArticle", "articleSection": ["Monde", "Europe"]}'), "Monde"),
        ("", '<meta property="article:section" content="Monde">', "Monde"),
        (
            '<div class="breadcrumb"><a href="/m">Météo</a></div>',
            '<meta property="article:section" content="/meteo/">',
            "Météo",
        ),
        ('<div class="rubrique"><a href="/m">Monde</a> <a href="/e">Europe</a></div>', "", "Monde"),
        ('<div><a href="/m">Monde</a></div>', "", "Monde"),
        ('<p>10 mai 2024 · <span class="category"><a href="/m">Monde</a></span></p>', "", "Monde"),
        ('<p><i class="category-icon"></i> <span class="category">Monde</span> · 10 mai</p>', "", "Monde"),
        ('<p class="meta">10 mai <b class="theme-dark">À lire</b></p>', "", ""),
        (f"<ul><li>{MONDE}</li><li>{EUROPE}</li><li><a href='/a'>Archives</a></li></ul>", "", ""),
        ("", "", ""),
    ],
)
def test_section(before: str, head: str, section: str) -> None:
    assert item(before, head).section == section


def test_the_category_of_a_wordpress_post() -> None:
    assert (
        item(after='<footer class="entry-footer"><a href="/c" rel="category tag">Monde</a></footer>').section
        == "Monde"
    )


@pytest.mark.parametrize(
    "head",
    [
        ld('{"@type": "NewsArticle", "keywords": ["Moldavie", "Frontières"]}'),
        ld('{"@type": "NewsArticle", "keywords": "Moldavie, Frontières"}'),
        '<meta property="article:tag" content="Moldavie"><meta property="article:tag" content="Frontières">',
        '<meta name="news_keywords" content="Moldavie; Frontières">',
        '<meta name="keywords" content="Moldavie,Frontières,">',
    ],
)
def test_keywords(head: str) -> None:
    assert item(head=head).keywords == ["Moldavie", "Frontières"]


def test_language_publisher_and_image() -> None:
    image = '{"url": "/p.jpg", "caption": "Une rue"}'
    stated = f'{{"@type": "NewsArticle", "publisher": {{"name": "Le Titre"}}, "image": {image}}}'
    read = item(head=ld(stated))
    assert (read.in_language, read.publisher) == ("fr", "Le Titre")
    assert (read.image_url, read.image_caption) == ("https://www.exemple-journal.fr/p.jpg", "Une rue")
    assert extract('<meta property="og:locale" content="fr_CA">', URL).in_language == "fr-CA"


def test_a_button_above_the_headline_is_no_section() -> None:
    for call in ("Enregistrez-vous", "S’abonner", "Se connecter", "Menu"):
        assert item(before=f'<div><a href="/compte">{call}</a></div>').section == ""
    assert item(before='<div><a href="/gaza">Proche-Orient</a></div>').section == "Proche-Orient"


def test_the_link_to_the_home_page_is_no_section() -> None:
    assert item(before='<header><a href="/">Exemple</a></header>').section == ""
