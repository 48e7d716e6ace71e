import pytest

from newsbot.extraction import extract
from newsbot.extraction.byline import names_of

URL = "https://www.exemple-journal.fr/monde/article"
TEXT = "<p>" + "Une phrase de l’article, assez longue pour que le texte soit reconnu comme tel. " * 4 + "</p>"


def authors(byline: str, head: str = "", end: str = "") -> list[str]:
    body = f"<article><h1>Un titre</h1>{byline}<div class=article-body>{TEXT}{end}</div></article>"
    return extract(f"<head>{head}</head>{body}", URL).authors


def ld(author: str, publisher: str = "Exemple Journal") -> str:
    stated = f'{{"@type": "NewsArticle", "author": {author}, "publisher": {{"name": "{publisher}"}}}}'
    return f'<script type="application/ld+json">{stated}</script>'


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Par Hélène Vasseur", ["Hélène Vasseur"]),
        ("par Hélène Vasseur et Jean-Noël N’Diaye", ["Hélène Vasseur", "Jean-Noël N’Diaye"]),
        ("Par H. Vasseur, J.-N. Diaye et Li Wei", ["H. Vasseur", "J.-N. Diaye", "Li Wei"]),
        ("Par Hélène Vasseur (avec AFP)", ["Hélène Vasseur", "AFP"]),
        ("Par Le Journal avec AFP", ["Le Journal", "AFP"]),
        ("Hélène Vasseur avec agences", ["Hélène Vasseur"]),
        ("Par Hélène Vasseur, envoyée spéciale à Kiev", ["Hélène Vasseur"]),
        ("Par HÉLÈNE VASSEUR Envoyée spéciale à Kiev", ["HÉLÈNE VASSEUR"]),
        ("Par Hélène Vasseur (Bruxelles, bureau européen)", ["Hélène Vasseur"]),
        ("Propos recueillis par Hélène Vasseur", ["Hélène Vasseur"]),
        ("Recueilli par Hélène Vasseur", ["Hélène Vasseur"]),
        ("Un reportage de Hélène Vasseur", ["Hélène Vasseur"]),
        ("Publié par Hélène Vasseur le 3 mai 2021 à 12 h 30", ["Hélène Vasseur"]),
        ("Par Hélène Vasseur - 05:01 - Temps de lecture :", ["Hélène Vasseur"]),
        ("Par Hélène Vasseur | Mis à jour le 3 mai", ["Hélène Vasseur"]),
        ("Auteur : Hélène Vasseur", ["Hélène Vasseur"]),
        ("By Hélène Vasseur", ["Hélène Vasseur"]),
        ("par la rédaction", ["la rédaction"]),
        ("par plume42", ["plume42"]),
        ("Hélène VasseurHélène Vasseur", ["Hélène Vasseur"]),
        ("par", []),
        ("Par 3 mai 2021", []),
        ("Partager", []),
        ("12 commentaires", []),
    ],
)
def test_names_of_a_line(line: str, names: list[str]) -> None:
    assert names_of(line) == names


@pytest.mark.parametrize(
    "byline",
    [
        '<div><span class="author vcard">par <a class="url fn n" href="/hv">Hélène Vasseur</a></span></div>',
        "<p>Par Hélène Vasseur</p>",
        "<p>mardi 4 mai 2021, par Hélène Vasseur</p>",
        '<div class="article__signature">Hélène Vasseur</div>',
        '<div><a rel="author" href="/x">Hélène Vasseur</a></div>',
        '<div class="entry-meta">4 mai par <a href="/author/h">Hélène Vasseur</a>, Monde</div>',
        "<dl><dt>Auteur</dt><dd>Hélène Vasseur</dd></dl>",
        '<address class="authorsign"><span>Hélène Vasseur</span></address>',
    ],
)
def test_a_printed_byline_goes_before_what_is_stated(byline: str) -> None:
    assert authors(byline, head=ld('{"name": "Exemple Journal"}')) == ["Hélène Vasseur"]


def test_a_byline_without_a_name_settles_that_there_is_none() -> None:
    empty = '<div><span class="author vcard">par <a class="url fn n" href="/author/x/"></a></span></div>'
    assert authors(empty, head=ld('{"name": "Hélène Vasseur"}')) == []


def test_nobody_is_named() -> None:
    assert authors("") == []
    assert (
        authors(
            "",
            head='<meta property="og:site_name" content="Le Journal"><meta name=author content="Le Journal">',
        )
        == []
    )
    assert authors("", head=ld('{"name": "Exemple Journal"}')) == []


def test_what_is_stated_where_nothing_is_printed() -> None:
    assert authors("", head=ld('[{"name": "Hélène Vasseur"}, {"name": "Li Wei"}]')) == [
        "Hélène Vasseur",
        "Li Wei",
    ]
    assert authors("", head=ld('"Hélène Vasseur et Li Wei"')) == ["Hélène Vasseur", "Li Wei"]
    assert authors("", head='<meta name="author" content="Hélène Vasseur">') == ["Hélène Vasseur"]
    assert (
        authors("", head='<meta property="article:author" content="https://facebook.example/journal">') == []
    )


def test_the_name_of_an_author_described_in_the_page() -> None:
    described = (
        '<div itemprop="author" itemscope itemtype="http://schema.org/Person">'
        '<span itemprop="name">Hélène Vasseur</span> <p>Chercheuse associée, Université de Lyon</p></div>'
    )
    article = f"<article><h1>Un titre</h1><div class=article-body>{TEXT}</div></article>"
    assert extract(f"{article}<aside>{described}</aside>", URL).authors == ["Hélène Vasseur"]


def test_a_genre_is_nobody() -> None:
    assert authors("<div class=authors><h2>Tribune</h2><p>Hélène Vasseur</p></div>") == ["Hélène Vasseur"]


def test_the_one_author_that_links_name_wherever_they_stand() -> None:
    def linked(*names: str, tag: str = "div") -> list[str]:
        links = "".join(f'<{tag}><a rel="author" href="/x">{name}</a></{tag}>' for name in names)
        article = f"<article><h1>Un titre</h1><div class=article-body>{TEXT}</div></article>"
        return extract(f"<div class=sidebar>{links}</div>{article}", URL).authors

    assert linked("Hélène Vasseur", "Hélène Vasseur") == ["Hélène Vasseur"]
    assert linked("Hélène Vasseur", "Li Wei") == []
    assert linked("Hélène Vasseur", tag="article") == []  # another article's


def test_an_author_that_json_ld_only_refers_to() -> None:
    graph = (
        '{"@graph": [{"@type": "WebPage", "author": {"@id": "#hv"}}, '
        '{"@type": "Person", "@id": "#hv", "name": "Hélène Vasseur"}]}'
    )
    assert authors("", head=f'<script type="application/ld+json">{graph}</script>') == ["Hélène Vasseur"]


def test_a_signature_closes_the_text_and_is_not_part_of_it() -> None:
    body = f"{TEXT}<p>Hélène Vasseur (Bruxelles)</p>"
    item = extract(f"<article><h1>Un titre</h1><div class=article-body>{body}</div></article>", URL)
    assert item.authors == ["Hélène Vasseur"]
    assert len(item.paragraphs) == 1


def test_the_authors_of_other_articles_and_of_comments_are_not_this_ones() -> None:
    foreign = (
        '<aside class="related"><h3>Sur le même sujet</h3><div class="author">Par Li Wei</div></aside>'
        '<section class="comments"><div class="author">Ana Rusu</div><p>Un avis sur ce point.</p></section>'
    )
    assert authors("", end=foreign) == []


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Publié le 12/10/2022 à 18h21", []),
        ("12.10.2022", []),
        ("Mercredi 12 octobre 2022", []),
        ("12 octobre 2022 | Hélène Vasseur", ["Hélène Vasseur"]),
        ("Hélène Vasseur - 12 octobre 2022", ["Hélène Vasseur"]),
        ("Hélène Vasseur | AFP | 12 octobre 2022", ["Hélène Vasseur", "AFP"]),
        ("dimanche 2 octobre 2022, 14 h 35 | Hélène Vasseur, à Ouagadougou", ["Hélène Vasseur"]),
        ("HÉLÈNE VASSEUR (avec AFP)", ["HÉLÈNE VASSEUR", "AFP"]),
    ],
)
def test_a_line_of_date_and_names_alone_is_no_text(line: str, names: list[str]) -> None:
    item = extract(f"<article><h1>Un titre</h1><p>{line}</p>{TEXT}{TEXT}</article>", URL)
    assert item.authors == names
    assert [p.text[:10] for p in item.paragraphs] == ["Une phrase"] * 2


@pytest.mark.parametrize(
    "line", ["Burkina Faso", "En 2022, la Russie", "12 octobre 2022 - La Russie bombarde Kiev"]
)
def test_other_short_lines_are_text(line: str) -> None:
    item = extract(f"<article><h1>Un titre</h1><p>{line}</p>{TEXT}</article>", URL)
    assert (item.authors, item.paragraphs[0].text) == ([], line)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Hélène Vasseur, à Séoul", ["Hélène Vasseur"]),
        ("(AFP)", ["AFP"]),
        ("Belga", ["Belga"]),
    ],
)
def test_what_a_text_is_signed_with(line: str, names: list[str]) -> None:
    item = extract(f"<article><h1>Un titre</h1>{TEXT}<p>{line}</p></article>", URL)
    assert (item.authors, len(item.paragraphs)) == (names, 1)


@pytest.mark.parametrize(
    "line", ["Buenos Aires, le 12 octobre 2022", "ROME | 12 octobre 2022", "EN IMAGES | 12/10/2022"]
)
def test_a_place_or_a_label_beside_the_date_is_no_author(line: str) -> None:
    item = extract(f"<article><h1>Un titre</h1><p>{line}</p>{TEXT}</article>", URL)
    assert (item.authors, item.paragraphs[0].text) == ([], line)


def test_the_author_of_json_ld_goes_before_what_stands_beside_the_date() -> None:
    line = "<p>New York | 12 octobre 2022</p>"
    assert authors(line, ld('"Hélène Vasseur"')) == ["Hélène Vasseur"]


def test_the_last_words_of_a_text_are_no_signature_for_a_date_in_them() -> None:
    last = "Nelson Mandela, 18 juillet 1918"
    item = extract(f"<article><h1>Un titre</h1>{TEXT}<p>{last}</p></article>", URL)
    assert (item.authors, item.paragraphs[-1].text) == ([], last)
