import pytest

from newsbot.extraction import extract
from newsbot.items import Paragraph

URL = "https://www.exemple-journal.fr/monde/article"
FIRST = "Une première phrase de l’article, assez longue pour que le texte en soit reconnu."
LAST = "Une dernière phrase, tout aussi longue, et qui clôt l’article comme il se doit."


def paragraphs(inner: str, around: str = "{}") -> list[Paragraph]:
    body = f'<div class="entry-content"><p>{FIRST}</p>{inner}<p>{LAST}</p></div>'
    return extract(f"<main><h1>Un titre</h1>{around.format(body)}</main>", URL).paragraphs


def between(inner: str) -> list[tuple[str, str]]:
    found = paragraphs(inner)
    assert (found[0].text, found[-1].text) == (FIRST, LAST)
    return [(p.kind, p.text) for p in found[1:-1]]


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<h2>Un intertitre</h2>", [("heading", "Un intertitre")]),
        ('<h2 class="title txt-secondary">Un intertitre</h2>', [("heading", "Un intertitre")]),
        ('<div class="bg-card border-promo"><p>Un encadré</p></div>', [("paragraph", "Un encadré")]),
        ("<blockquote><p>« Une citation »</p></blockquote>", [("quote", "« Une citation »")]),
        ("<ul><li>Un</li><li>Deux</li></ul>", [("list_item", "Un"), ("list_item", "Deux")]),
        ("<table><tr><th>Pays</th><td>12</td></tr></table>", [("table_cell", "Pays"), ("table_cell", "12")]),
        (
            "<figure><img src=a><figcaption>Une rue. © Reuters</figcaption></figure>",
            [("caption", "Une rue. © Reuters")],
        ),
        ("<div class=media><img src=a><span>Une rue de Kiev</span></div>", [("caption", "Une rue de Kiev")]),
        ("<p>Photo : A. Ruiz</p>", [("caption", "Photo : A. Ruiz")]),
        ('<p class="exergue">« Un mot »</p>', [("quote", "« Un mot »")]),
        ("<pre>Un document</pre>", [("paragraph", "Un document")]),
        ("<div>Sans paragraphe</div>", [("paragraph", "Sans paragraphe")]),
        ("Du texte nu", [("paragraph", "Du texte nu")]),
    ],
)
def test_kinds(inner: str, expected: list[tuple[str, str]]) -> None:
    assert between(inner) == expected


@pytest.mark.parametrize(
    ("inner", "texts"),
    [
        ("<div>Un<br><br>Deux<br />\n<br />Trois</div>", ["Un", "Deux", "Trois"]),
        ("<p>Un vers<br>et un autre</p>", ["Un vers et un autre"]),
        ("Un orphelin.</p>\n\nUn autre.</p>", ["Un orphelin.", "Un autre."]),
        (
            "<p>Des <b>mots</b> <a href=x>liés</a> et l’<em>italique</em>.</p>",
            ["Des mots liés et l’italique."],
        ),
        ("<p>Un&nbsp;: deux&shy;mots\u200b</p>", ["Un : deuxmots"]),
        ("<div><p>Un</p>entre deux<p>Deux</p></div>", ["Un", "entre deux", "Deux"]),
        ("<p><span class=kicker>Analyse</span> Le texte.</p>", ["Le texte."]),
        ("<p><span class=kicker>Analyse</span></p>", ["Analyse"]),
        ('<p>Un <span class="screen-reader-text">caché</span> mot</p>', ["Un mot"]),
        ("<p>CO<sub>2</sub> et 1<sup>er</sup></p>", ["CO2 et 1er"]),
    ],
)
def test_text(inner: str, texts: list[str]) -> None:
    assert [text for _, text in between(inner)] == texts


@pytest.mark.parametrize(
    "inner",
    [
        "<script>var p = '<p>faux</p>'</script>",
        "<style>p {}</style><noscript><p>Activez JavaScript</p></noscript>",
        '<div class="related-posts"><p>Un texte sans lien, mais qui n’est pas de cet article.</p></div>',
        '<div class="newsletter-inline"><p>Recevez chaque matin notre lettre, gratuitement.</p></div>',
        '<aside><p>Un encadré dans la marge, assez long pour passer pour un paragraphe de texte.</p></aside>',
        "<form><p>Votre adresse électronique ne sera communiquée à personne, promis.</p></form>",
        '<p><a href="/monde/autre">Au Kosovo, la longue attente des familles</a></p>',
        '<ul><li><a href="/a">Un autre article</a></li><li><a href="/b">Encore un autre</a></li></ul>',
        '<h3>Sur le même sujet</h3><ul><li><a href="/a">Un autre article</a></li></ul>',
        '<div><h4>Les plus lus</h4><div><a href="/a">Un autre article</a><span>Monde</span></div></div>',
        '<div class="share"><ul><li><a href="#">Facebook</a></li></ul></div>',
        '<div hidden><p>Ce paragraphe est caché au lecteur jusqu’à nouvel ordre.</p></div>',
        '<div style="display: none"><p>Ce paragraphe aussi est caché au lecteur de la page.</p></div>',
        '<p class="byline">Par Hélène Vasseur</p>',
        '<p class="date-published">Publié le 4 mai 2021</p>',
        "<p>Temps de lecture : 4 min</p>",
        "<nav><p>Page 1</p></nav>",
    ],
)  # fmt: skip
def test_what_is_no_text(inner: str) -> None:
    assert between(inner) == []


def test_a_link_to_another_site_is_text() -> None:
    assert between('<p><a href="https://petition.example/x">Signez la pétition</a></p>') != []


@pytest.mark.parametrize(
    "lead",
    [
        '<p class="chapo">Le chapô tient en une phrase.</p>',
        '<div class="article__standfirst"><p>Le chapô tient en une phrase.</p></div>',
        '<h2 class="article-lede">Le chapô tient en une phrase.</h2>',
    ],
)
def test_the_chapo_between_headline_and_text(lead: str) -> None:
    assert paragraphs("", around=lead + "<p>Par Li Wei</p>{}")[0] == Paragraph(
        "Le chapô tient en une phrase.", "lead"
    )


def test_the_chapo_is_known_by_the_description_too() -> None:
    said = "Le chapô que rien ne nomme, mais que la description de la page répète mot pour mot."
    html = f'<meta name="description" content="{said}"><main><h1>Un titre</h1><div>{said}</div>{{}}</main>'
    body = f'<div class="entry-content"><p>{FIRST}</p><p>{LAST}</p></div>'
    assert extract(html.format(body), URL).paragraphs[0] == Paragraph(said, "lead")


def test_a_text_cut_into_containers_is_one_text() -> None:
    part = '<section class="c1"><p>{}</p><p>{}</p></section>'
    html = (
        "<main><h1>Un titre</h1><div>"
        + part.format(FIRST, "Un.")
        + part.format(LAST, "Deux.")
        + "</div></main>"
    )
    assert [p.text for p in extract(html, URL).paragraphs] == [FIRST, "Un.", LAST, "Deux."]


@pytest.mark.parametrize("names", ["text share-buttons_container", "LightboxWrapper", "social premium"])
def test_what_is_named_after_a_button_may_hold_the_text(names: str) -> None:
    text = f"<p>{FIRST}</p><p>{LAST * 12}</p>"
    page = f"<article><h1>Un titre</h1><p>{FIRST.upper()}</p><div class='{names}'>{text}</div></article>"
    assert [p.text for p in extract(page, URL).paragraphs][-2:] == [FIRST, LAST * 12]
    button = (
        f"<div class='{names}'><p>Partagez cet article avec vos amis, vos collègues et vos voisins.</p></div>"
    )
    assert paragraphs(button)[1:-1] == []


@pytest.mark.parametrize("names", ["social", "share-box", "ads", "partage", "lightbox"])
def test_a_brief_is_not_outweighed_by_buttons(names: str) -> None:
    asked = "".join(f"<p>Suivez-nous pour ne rien manquer de ce qui se passe, {n}.</p>" for n in range(4))
    box = f"<div class='{names}'>{asked}</div>"
    page = f"<article><h1>Un titre</h1><div class=content><p>{FIRST}</p></div>{box}</article>{box}"
    assert [p.text for p in extract(page, URL).paragraphs] == [FIRST]


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ('<p class="paywall">', "</p>"),
        ('<p class="tag_1x2">', "</p>"),
        ('<div class="cmp cmp-text"><p>', "</p></div>"),
    ],
)
def test_parts_of_one_name_hold_the_text_together(opening: str, closing: str) -> None:
    parts = [FIRST, f"{FIRST[:-1]}, encore.", f"{LAST[:-1]}, enfin.", LAST]
    text = "<p>Un début de deux lignes, qui ne dit encore rien de ce qui suit, ou presque.</p>" + "".join(
        f"{opening}{part}{closing}" for part in parts
    )
    page = f"<article><h1>Un titre</h1><div class=text>{text}</div></article>"
    assert [p.text for p in extract(page, URL).paragraphs][-4:] == parts
    lone = f"{opening}Abonnez-vous pour lire la suite de cet article et de tous les autres articles.{closing}"
    if "cmp" not in opening:
        assert [p.text for p in paragraphs(lone + f"<p>{FIRST * 2}</p>")] == [FIRST, FIRST * 2, LAST]


@pytest.mark.parametrize(
    "card",
    [
        '<div class="read-more"><h3><a href="/{n}/">Un autre titre</a></h3><p>{text}</p></div>',
        '<div class="card"><h3><a href="/{n}/">Un autre titre</a></h3><p>{text}</p></div>',
        '<div class="card"><a href="/{n}/">Un autre titre</a> {text}</div>',
        '<p class="teaser">{text}</p>',
    ],
)
def test_many_cards_are_not_the_text_of_a_brief(card: str) -> None:
    teaser = "Une accroche assez longue pour un autre article, qui compte donc plus de quatre-vingts signes."
    cards = "".join(card.format(n=n, text=teaser) for n in range(12))
    page = f"<main><article><h1>Un titre</h1><div class=content><p>{FIRST}</p></div></article>{cards}</main>"
    assert [p.text for p in extract(page, URL).paragraphs] == [FIRST]


def test_a_short_text_around_a_picture_is_no_caption() -> None:
    text = f"<div class='post-body'>{FIRST}<br><br><img src=a><br>{LAST}</div>"
    found = extract(f"<div class=post><h1>Un titre</h1>{text}</div>", URL).paragraphs
    assert [(p.kind, p.text) for p in found] == [("paragraph", FIRST), ("paragraph", LAST)]


def test_parts_of_a_text_may_have_a_name_more() -> None:
    parts = [
        f'<div class="articleBodyText{more} section"><p>{t}</p></div>'
        for more, t in zip((" first", "", ""), (FIRST * 3, LAST, LAST[4:]), strict=True)
    ]
    between = "<figure><img src=a><figcaption>Une rue.</figcaption></figure>"
    page = f"<article><h1>Un titre</h1>{between.join(parts)}</article>"
    assert [p.text for p in extract(page, URL).paragraphs if p.kind != "caption"] == [
        FIRST * 3,
        LAST,
        LAST[4:],
    ]


def test_a_short_text_beside_long_comments_and_a_long_margin() -> None:
    margin = "<p>Un long texte de la marge, qui n’a rien à voir avec l’article qu’on lit.</p>" * 20
    around = f'{{}}<div class="sidebar">{margin}</div><div id="comments">{margin}</div>'
    assert [p.text for p in paragraphs("", around=around)] == [FIRST, LAST]


def test_a_form_around_the_page_after_the_newspaper_s_own_title() -> None:
    form = f"<form><h2>Un titre qui dit tout</h2><div><p>{FIRST}</p><p>{LAST}</p></div></form>"
    item = extract(f"<title>Un titre qui dit tout</title><h1>Journal</h1>{form}", URL)
    assert [p.text for p in item.paragraphs] == [FIRST, LAST]


def test_order_is_the_page_s() -> None:
    texts = [
        f"Paragraphe numéro {number}, d’une longueur qui suffit à le faire reconnaître."
        for number in range(9)
    ]
    inner = "".join(f"<p>{text}</p><figure><figcaption>Image</figcaption></figure>" for text in texts)
    assert [text for kind, text in between(inner) if kind == "paragraph"] == texts


def test_brief_news_is_read() -> None:
    brief = "<p>L’ancien ministre avait 98 ans.</p><p>Sa fille l’a annoncé à l’AFP.</p>"
    item = extract(f"<article><h1>Mort d’un ancien ministre</h1>{brief}</article>", URL)
    assert item.outcome == "article"
    assert [p.text for p in item.paragraphs] == [
        "L’ancien ministre avait 98 ans.",
        "Sa fille l’a annoncé à l’AFP.",
    ]


def test_brief_news_has_its_date_and_its_author() -> None:
    line = '<p>Par Hélène Vasseur, le <time datetime="2022-10-12T08:00:00Z">12 octobre</time></p>'
    for told in ("<p>12 octobre 2022</p>", line):
        item = extract(f"<article><h1>Un séisme</h1>{told}<p>Trois mineurs sont morts.</p></article>", URL)
        assert item.date_candidates
        assert [p.text for p in item.paragraphs] == ["Trois mineurs sont morts."]
    assert item.authors == ["Hélène Vasseur"]


def test_a_list_of_briefs_is_no_article() -> None:
    briefs = "".join(f"<article><p>Une brève de {n} mots.</p></article>" for n in ("cinq", "six", "sept"))
    assert extract(f"<h1>Le Courrier</h1>{briefs}", URL).outcome == "empty"


def test_a_short_notice_is_no_news() -> None:
    for told in ("Veuillez vous connecter pour continuer.", "Une erreur est survenue sur le serveur."):
        assert extract(f"<main><h1>Un avis</h1><div><p>{told}</p></div></main>", URL).outcome == "empty"


def test_a_list_is_not_lost_for_a_link_in_it() -> None:
    items = '<li><a href="https://a.example/1">Une aide directe de 5 000 euros</a></li>'
    items += "<li>Un report des impôts</li>"
    assert between(f"<p>Les mesures :</p><ul>{items}</ul>") == [
        ("paragraph", "Les mesures :"),
        ("list_item", "Une aide directe de 5 000 euros"),
        ("list_item", "Un report des impôts"),
    ]


def test_a_heading_that_closes_a_page_of_an_article_stays() -> None:
    pages = '<div class="page-links"><a href="/a/">1</a> <span>2</span> <a href="/a/3/">3</a></div>'
    body = f"<div class=entry-content><p>{FIRST}</p><h2>Et maintenant ?</h2>{pages}</div>"
    found = extract(f"<main><h1>Un titre</h1>{body}</main>", URL).paragraphs
    assert [p.text for p in found] == [FIRST, "Et maintenant ?"]


def test_a_table_that_lays_out_the_page_holds_paragraphs() -> None:
    cell = "<br><br>".join(
        [FIRST, LAST, "Une troisième phrase, elle aussi assez longue pour compter.", FIRST, LAST]
    )
    found = extract(f"<h1>Un titre</h1><table><tr><td>{cell}</td></tr></table>", URL).paragraphs
    assert {p.kind for p in found} == {"paragraph"}
