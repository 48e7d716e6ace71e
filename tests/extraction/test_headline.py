import pytest

from newsbot.extraction import extract

URL = "https://www.exemple-journal.fr/monde/article"
NAMED = '<meta property="og:site_name" content="Exemple Journal">'


@pytest.mark.parametrize(
    ("html", "headline"),
    [
        ("<h1>Un titre</h1>", "Un titre"),
        ("<title>Un titre - Exemple Journal</title>", "Un titre"),
        ("<title>Exemple Journal : Un titre</title>", "Un titre"),
        ("<title>Un titre | Monde - exemple-journal.fr</title>", "Un titre | Monde"),
        (
            "<title>A Paris-8, la grève - une de plus | Exemple Journal</title>",
            "A Paris-8, la grève - une de plus",
        ),
        ('<meta property="og:title" content="Un titre"><title>Autre chose</title>', "Un titre"),
        (
            "<title>La grève à Paris-8</title><h1>Exemple Journal</h1><h2>La grève à Paris-8</h2>",
            "La grève à Paris-8",
        ),
        (
            "<title>La grève à Paris-8</title><h1>Opinion</h1><h3>La grève à Paris-8</h3>",
            "La grève à Paris-8",
        ),
        ("<title>La grève à Paris-8</title><div class=titre>La grève à Paris-8</div>", "La grève à Paris-8"),
        ("<title>La grève</title><h1><span class=kicker>Social</span> La grève</h1>", "La grève"),
        ("<title>La grève</title><h1>La gr&egrave;ve&nbsp;: le point</h1>", "La grève : le point"),
        (
            "<title>La grève continue</title><h1>Les plus lus</h1><h1>La grève continue</h1>",
            "La grève continue",
        ),
        ("", ""),
    ],
)
def test_headline(html: str, headline: str) -> None:
    assert extract(NAMED + html, URL).headline == headline


def test_the_printed_headline_goes_before_the_stated_one() -> None:
    stated = '<meta property="og:title" content="Grève : la fac de Saint-Denis fermée">'
    assert (
        extract(f"{stated}<h1>La fac de Saint-Denis fermée</h1>", URL).headline
        == "La fac de Saint-Denis fermée"
    )


def test_json_ld_goes_before_open_graph_where_nothing_is_printed() -> None:
    stated = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Le bon titre"}</script>'
    )
    assert (
        extract(stated + '<meta property="og:title" content="Le titre de partage">', URL).headline
        == "Le bon titre"
    )
