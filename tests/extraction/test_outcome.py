import pytest

from newsbot.extraction import extract
from newsbot.items import ArticleItem

URL = "https://www.exemple-journal.fr/monde/article"
SENTENCE = "Une phrase de l’article, assez longue pour que le texte soit reconnu comme tel. "
TEXT = f"<p>{SENTENCE * 4}</p>"


def item(body: str, head: str = "", url: str = URL, body_class: str = "") -> ArticleItem:
    return extract(f'<head>{head}</head><body class="{body_class}">{body}</body>', url)


def article(
    after: str = "", head: str = "", text: str = TEXT, title: str = "Un titre", url: str = URL
) -> ArticleItem:
    return item(f"<main><h1>{title}</h1><div class=article-body>{text}</div>{after}</main>", head, url)


def ld(stated: str) -> str:
    return f'<script type="application/ld+json">{stated}</script>'


def test_an_article() -> None:
    assert (article().outcome, article().is_accessible_for_free) == ("article", None)


@pytest.mark.parametrize("value", ["true", '"True"', "1"])
def test_a_free_article(value: str) -> None:
    head = ld(f'{{"@type": "NewsArticle", "isAccessibleForFree": {value}}}')
    wall = "<p>Pour lire la suite, abonnez-vous.</p>"
    assert (article(wall, head).outcome, article(wall, head).is_accessible_for_free) == ("article", True)


@pytest.mark.parametrize(
    ("after", "head"),
    [
        ("", ld('{"@type": "NewsArticle", "isAccessibleForFree": false}')),
        ("", ld('{"@type": "NewsArticle", "isAccessibleForFree": "False"}')),
        (
            "",
            ld('{"@type": "NewsArticle", "hasPart": [{"isAccessibleForFree": "False"}]}'),
        ),
        ("", '<meta property="article:content_tier" content="locked">'),
        ('<div class="paywall-box"><p>Il vous reste 72.5% de cet article à lire.</p></div>', ""),
        ("<div><p>Cet article est réservé aux abonnés.</p></div>", ""),
        ("<div><h3>Pour lire la suite, créez un compte</h3></div>", ""),
    ],
)
def test_a_paywall_keeps_what_is_free(after: str, head: str) -> None:
    read = article(after, head)
    assert (read.outcome, read.is_accessible_for_free) == ("paywall", False)
    assert [p.text for p in read.paragraphs][:1] == [SENTENCE.strip() + f" {SENTENCE.strip()}" * 3]


def test_the_walls_of_other_articles_are_not_this_ones() -> None:
    related = '<ul><li><a href="/x">Article réservé à nos abonnés : au Kosovo, l’attente</a></li></ul>'
    assert article(related).is_accessible_for_free is None
    assert article("<p>Les commentaires sont réservés aux abonnés.</p>").is_accessible_for_free is None


def test_a_wordpress_post_behind_a_password() -> None:
    form = '<form action="/wp-login.php?action=postpass"><input name="post_password" type="password"></form>'
    read = article(text=f'<p class="post-password-message">Cette publication est protégée.</p>{form}')
    assert (read.outcome, read.is_accessible_for_free, read.paragraphs) == ("paywall", False, [])


@pytest.mark.parametrize(
    ("body", "body_class"),
    [
        ("<h1>Page introuvable</h1><p>La page que vous demandez n’existe plus.</p>", ""),
        ("<h1>Oups !</h1><p>Impossible de trouver cette page.</p>", ""),
        ("<h1>Erreur 404</h1>", ""),
        ("<h1>Rien par ici</h1><p>Essayez une recherche dans nos archives, peut-être ?</p>", "error404"),
    ],
)
def test_a_soft_404(body: str, body_class: str) -> None:
    assert item(body, body_class=body_class).outcome == "soft_404"


def test_an_article_about_a_404_is_one() -> None:
    assert (
        article(title="Erreur 404 : pourquoi tant de pages disparaissent", text=TEXT * 3).outcome == "article"
    )


def test_a_consent_wall() -> None:
    wall = (
        "<div><h1>Votre vie privée</h1><p>Avec nos 812 partenaires, nous utilisons des cookies pour "
        "mesurer l’audience.</p><p>Vous pouvez continuer sans accepter, ou gérer mes choix.</p></div>"
    )
    assert item(wall).outcome == "consent"


def test_an_empty_article() -> None:
    assert article(text="<figure><figcaption>Une rue</figcaption></figure>").outcome == "empty"


def test_a_live_ticker() -> None:
    entries = "".join(f"<div><p>{hour}:05</p><p>{SENTENCE}</p></div>" for hour in range(10, 18))
    assert article(text=entries, title="EN DIRECT - Élections en Moldavie").outcome == "live"
    assert article(head=ld('{"@type": "LiveBlogPosting"}')).outcome == "live"
    assert article(text=entries, title="La journée heure par heure").outcome == "article"


def test_a_video_page() -> None:
    head = '<meta property="og:type" content="video.other">'
    assert (
        article(head=head, text="<p>Une légende d’une phrase sous la vidéo du jour.</p>").outcome == "media"
    )
    assert article(head=head, text=TEXT * 3).outcome == "article"
    gallery = "https://www.exemple-journal.fr/diaporama/les-photos-de-la-semaine"
    assert (
        article(text="<p>Les photographies de la semaine, en douze images.</p>", url=gallery).outcome
        == "media"
    )


@pytest.mark.parametrize(
    ("head", "url", "body_class"),
    [
        ("", "https://www.exemple-journal.fr/", ""),
        ("", URL, "archive category category-monde"),
        (ld('{"@type": "CollectionPage"}'), URL, ""),
        ("", URL, ""),
    ],
)
def test_a_listing(head: str, url: str, body_class: str) -> None:
    cards = "".join(
        f'<article><h2><a href="/monde/{n}">Un article de la liste</a></h2></article>' for n in range(12)
    )
    assert item(f"<h1>Monde</h1>{cards}", head, url, body_class).outcome == "listing"


def test_an_article_with_a_long_tail_of_others_is_none() -> None:
    cards = "".join(
        f'<article><h2><a href="/monde/{n}">Un article de la liste</a></h2></article>' for n in range(12)
    )
    assert article(cards, text=TEXT * 4).outcome == "article"
