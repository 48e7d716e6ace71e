import pytest

from newsbot.extraction import extract
from newsbot.items import DateCandidate

URL = "https://www.exemple-journal.fr/monde/article"
TEXT = "<p>" + "Une phrase de l’article, assez longue pour que le texte soit reconnu comme tel. " * 4 + "</p>"


def candidates(around: str = "", head: str = "", end: str = "") -> list[DateCandidate]:
    body = f"<article><h1>Un titre</h1>{around}<div class=article-body>{TEXT}{end}</div></article>"
    return extract(f"<head>{head}</head>{body}", URL).date_candidates


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            '<script type="application/ld+json">{"@type": "NewsArticle",'
            ' "datePublished": "2021-05-04T12:30:00+02:00", "dateModified": "2021-05-05"}</script>',
            [("json-ld", "published", "2021-05-04T12:30:00+02:00"), ("json-ld", "modified", "2021-05-05")],
        ),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "WebPage",'
            ' "datePublished": "2021-05-04"}]}</script>',
            [("json-ld", "published", "2021-05-04")],
        ),
        (
            '<meta property="article:published_time" content="2021-05-04T12:30:00+02:00">'
            '<meta property="og:updated_time" content="2021-05-05">',
            [("meta", "published", "2021-05-04T12:30:00+02:00"), ("meta", "modified", "2021-05-05")],
        ),
        ('<meta name="DC.Date" content="2021-05-04">', [("meta", "published", "2021-05-04")]),
        ('<meta itemprop="datePublished" content="2021-05-04">', [("microdata", "published", "2021-05-04")]),
        ('<meta property="article:published_time" content="">', []),
    ],
)
def test_stated_to_machines(head: str, expected: list[tuple[str, str, str]]) -> None:
    assert candidates(head=head) == [DateCandidate(*one) for one in expected]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (
            '<time class="entry-date published updated" datetime="2021-05-04T12:30">4 mai 2021</time>',
            [("time", "published", "2021-05-04T12:30"), ("printed", "line", "4 mai 2021")],
        ),
        (
            '<p>Mis à jour le <time datetime="2021-05-05">5 mai</time></p>',
            [("time", "modified", "2021-05-05"), ("printed", "line", "Mis à jour le 5 mai")],
        ),
        (
            '<p>Publié le <time datetime="2021-05-04">4 mai</time>,'
            ' mis à jour le <time datetime="2021-05-05">5 mai</time></p>',
            [
                ("time", "published", "2021-05-04"),
                ("time", "modified", "2021-05-05"),
                ("printed", "line", "Publié le 4 mai, mis à jour le 5 mai"),
            ],
        ),
        ("<time>04/05/2021</time>", [("time", "line", "04/05/2021"), ("printed", "line", "04/05/2021")]),
        ("<p>par Li Wei, le 4 mai 2021</p>", [("printed", "line", "par Li Wei, le 4 mai 2021")]),
        ("<dl><dt>Date</dt><dd>4 mai 2021</dd></dl>", [("printed", "line", "4 mai 2021")]),
        (
            '<abbr class="published" title="2021-05-04T10:30:00Z">mardi 4 mai 2021</abbr>',
            [("time", "published", "2021-05-04T10:30:00Z"), ("printed", "line", "mardi 4 mai 2021")],
        ),
        ("<p>Hier à 18 h 30</p>", [("printed", "line", "Hier à 18 h 30")]),
        ("<p>Vingt ans après</p>", []),
    ],
)
def test_printed_under_the_headline(markup: str, expected: list[tuple[str, str, str]]) -> None:
    found = [one for one in candidates(around=markup) if one.text != "Date 4 mai 2021"]
    assert found == [DateCandidate(*one) for one in expected]  # type: ignore[arg-type]


def test_printed_above_the_headline_in_its_own_box() -> None:
    date, headline = "<div class=date>4 mai 2021</div>", "<h1>Un titre</h1>"
    near = extract(f"<header>{date}{headline}</header>{TEXT}", URL)
    assert near.date_candidates == [DateCandidate("printed", "line", "4 mai 2021")]
    far = extract(f"{date}<div><div><div>{headline}</div></div></div>{TEXT}", URL)
    assert far.date_candidates == []


def test_printed_at_the_end_where_a_word_says_so() -> None:
    assert candidates(end="<p>Créé: 12.12.2019, 07h36</p>")[0].text == "Créé: 12.12.2019, 07h36"
    ending = "<section><p>Mise en ligne</p><p>23 mai 2019</p></section>"
    assert candidates(end=f"</div>{ending}<div>")[0].text == "Mise en ligne 23 mai 2019"


def test_the_dates_of_others_are_none() -> None:
    cards = (
        "<ul>"
        + '<li><a href="/x">Un autre article</a> <time datetime="2001-01-01">1er janvier</time></li>' * 3
        + "</ul>"
    )
    assert candidates(end=f"{cards}</div><div class=related>{cards}</div>{cards}<div>") == []
    assert (
        candidates(end="<p>Le 4 mai 2020, un accord avait déjà été signé à Genève par les deux parties.</p>")
        == []
    )
    assert candidates(around="<figure><figcaption>Kiev, le 4 mai 2020</figcaption></figure>") == []


def test_the_one_line_that_says_published_where_no_other_date_is_given() -> None:
    def said(*lines: str) -> list[str]:
        bar = "".join(f"<div class=topbar>{line}</div>" for line in lines)
        after = "<p>Un lien sans date.</p>" * 20
        page = f"<article><h1>Un titre</h1><div class=article-body>{TEXT}</div></article>{after}{bar}"
        return [candidate.text for candidate in extract(page, URL).date_candidates]

    assert said("Publié le 29/10/2012") == ["Publié le 29/10/2012"]
    assert said("Publié le 29/10/2012", "Publié le 30/10/2012") == []
    assert said("Le 29/10/2012") == []
