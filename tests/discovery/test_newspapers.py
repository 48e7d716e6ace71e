"""Listing pages in the manner of French-language newspapers: cards, badges, lives, teasers for other things."""

# ruff: noqa: E501 - pages are written as pages are

from __future__ import annotations

from dataclasses import dataclass

import pytest

from newsbot import discovery
from newsbot.discovery import Section
from newsbot.extraction.document import Document


@dataclass(frozen=True)
class Sheet:
    """A page at `url`, with the paths of the articles that it lists and of its next page."""

    url: str
    html: str
    articles: tuple[str, ...]
    next_page: str = ""
    subsections: tuple[str, ...] = ()


# One link around each card, dates and authors inside, a live, the subscribers' badge, numbers as pages.
RIVER = Sheet(
    "https://www.quotidien.example/international/",
    """<header class="Header"><div class="Burger"><ul><li><a href="/international/">International</a>
    <ul><li><a href="/afrique/">Afrique</a></li><li><a href="/europe/">Europe</a></li></ul></li><li><a href="/sport/">Sport</a></li></ul></div></header>
    <main class="Page"><div class="Breaking"><a href="/international/live/2024/11/22/en-direct-guerre-en-ukraine-suivez-la-situation_641.html">En direct</a></div>
    <section class="section__page"><h1 class="page__title">International</h1>
    <section class="page__content river"><div id="river">
    <section class="teaser teaser--inline-picture"><a class="teaser__link" href="/international/live/2024/11/22/en-direct-guerre-en-ukraine-suivez-la-situation_641.html">
    <picture><img src="a.jpg"></picture><h3 class="teaser__title"><span class="flag-live">Live en cours</span>Guerre en Ukraine : suivez la situation</h3></a></section>
    <section class="teaser"><a class="teaser__link" href="/international/article/2024/11/22/au-mali-les-ecoles-rouvrent_6412345_3210.html">
    <h3 class="teaser__title"><span class="icon__premium"><span class="sr-only">Article réservé aux abonnés</span></span>Au Mali, les écoles rouvrent</h3>
    <p class="teaser__desc">Après trois ans de fermeture, les élèves du centre du pays ont repris le chemin de la classe.</p>
    <p class="meta"><span class="meta__date">Publié hier à 18h00</span><span class="meta__author">Par Anne Morel</span></p></a></section>
    <section class="teaser"><a class="teaser__link" href="/international/video/2024/11/21/comprendre-la-crise-en-trois-minutes_640.html"><h3 class="teaser__title">Comprendre la crise en trois minutes</h3></a></section>
    <section class="teaser"><a class="teaser__link" href="/idees/article/2024/11/21/l-onu-n-a-plus-de-budget_6412000_3232.html">
    <h3 class="teaser__title">« L’ONU n’a plus de budget »</h3><p class="teaser__desc">Tribune</p></a></section>
    <section class="services-inread"><h4>Newsletter</h4><a href="/newsletters/2024-au-jour-le-jour">S’inscrire à la lettre du matin</a></section>
    <section class="teaser"><a class="teaser__link" href="/afrique/article/2024/11/20/le-cacao-au-plus-haut_6411000_3212.html"><h3 class="teaser__title">Le cacao au plus haut</h3></a></section>
    </div><section class="river__pagination"><a class="river__pagination--page" href="/international/">1</a> <a href="/international/2/">2</a> <a href="/international/3/">3</a> <a href="/international/400/">400</a></section>
    </section></section>
    <section class="area area--most-read"><h4 class="area__title">Les plus lus</h4><a href="/politique/article/2024/11/22/le-budget-est-rejete-par-les-deputes_6412999_823.html">Le budget est rejeté par les députés</a></section>
    </main><footer><a href="/archives-du-quotidien/">Archives</a></footer>""",
    (
        "/international/live/2024/11/22/en-direct-guerre-en-ukraine-suivez-la-situation_641.html",
        "/international/article/2024/11/22/au-mali-les-ecoles-rouvrent_6412345_3210.html",
        "/idees/article/2024/11/21/l-onu-n-a-plus-de-budget_6412000_3232.html",
        "/afrique/article/2024/11/20/le-cacao-au-plus-haut_6411000_3212.html",
    ),
    "/international/2/",
    ("Afrique", "Europe"),
)

# A large article with links to others on its subject, short news with hours, a standfirst, no rel=next.
ENSEMBLE = Sheet(
    "https://www.gazette.example/international",
    """<nav class="fig-nav"><a href="/international">International</a><a href="/flash-actu">Flash actu</a></nav>
    <main><h1 class="fig-page__heading">International</h1>
    <section class="fig-ensemble"><article class="fig-ensemble__first-article"><a class="fig-ensemble__first-article-link" href="/international/taiwan-retient-son-souffle-20241122">
    <img src="a.jpg"><h2 class="fig-ensemble__title"><span class="fig-premium-mark-article__text">Réservé aux abonnés</span>Taïwan retient son souffle</h2></a></article>
    <ul class="fig-ensemble__links"><li><a href="/international/le-long-chemin-de-taipei-20241120">RÉCIT - Le long chemin de Taipei</a></li>
    <li><a href="/conjoncture/les-puces-au-coeur-du-conflit-20241119">Les puces au cœur du conflit</a></li></ul></section>
    <article class="fig-profile"><a class="fig-profile__link" href="/international/haiti-port-au-prince-sous-les-gangs-20241122"><h2 class="fig-profile__headline">Haïti : Port-au-Prince sous les gangs</h2>
    <p class="fig-profile__standfirst">REPORTAGE - Dans la capitale, les habitants quittent un à un les quartiers du sud.</p></a><a class="fig-comments" href="/international/haiti-port-au-prince-sous-les-gangs-20241122#fig-comments">12 commentaires</a></article>
    <article class="fig-profile"><a class="fig-profile__link" href="/flash-actu/seisme-de-magnitude-6-au-large-du-japon-20241122"><h2 class="fig-profile__headline">Séisme de magnitude 6 au large du Japon</h2></a>
    <time datetime="2024-11-22T08:15:00+01:00">08h15</time></article>
    <section class="fig-widget-newsletter"><h2>Newsletter</h2><a href="/newsletters/le-point-international-du-soir">Recevez le point international du soir</a></section>
    <nav class="fig-pagination"><span>1</span><a href="/international?page=2">2</a><a href="/international?page=3">3</a><a href="/international?page=2" class="fig-pagination__next"><span>Suivant</span></a></nav></main>
    <aside><h2>À la une</h2><a href="/politique/la-censure-en-trois-questions-20241122">La censure en trois questions</a></aside>""",
    (
        "/international/taiwan-retient-son-souffle-20241122",
        "/international/le-long-chemin-de-taipei-20241120",
        "/conjoncture/les-puces-au-coeur-du-conflit-20241119",
        "/international/haiti-port-au-prince-sous-les-gangs-20241122",
        "/flash-actu/seisme-de-magnitude-6-au-large-du-japon-20241122",
    ),
    "/international?page=2",
)

# Made by a tool: no telling class names, rubric and author linked in the card, a button for more.
FUSION = Sheet(
    "https://www.liberte.example/international/",
    """<div id="fusion-app"><header><a href="/"><img alt="Liberté"></a></header><div class="sc-a1"><h1 class="sc-b2">International</h1>
    <div class="sc-c3"><article class="sc-d4"><div><a href="/international/europe/" class="sc-e5">Europe</a>
    <a href="/international/europe/a-riga-les-tramways-reviennent-20241122_K5ZQ7XW2YJBPLFQ3/"><img src="a.jpg" alt=""></a></div>
    <div><h2><a href="/international/europe/a-riga-les-tramways-reviennent-20241122_K5ZQ7XW2YJBPLFQ3/">A Riga, les tramways reviennent</a></h2><span>Abonnés</span>
    <a href="/auteur/anne-morel-de-la-tour/">Anne Morel</a> <time datetime="2024-11-22T05:00:00Z">22 nov. 2024</time></div></article>
    <article class="sc-d4"><div><a href="/checknews/" class="sc-e5">CheckNews</a></div><div><h2><a href="/checknews/non-cette-photo-ne-vient-pas-de-lima-20241121_A1B2C3/">Non, cette photo ne vient pas de Lima</a></h2></div></article>
    <article class="sc-d4"><div><a href="/international/" class="sc-e5">Chronique</a></div><div><h2><a href="/international/dakar-20241120_Z9Y8X7/">Dakar</a></h2></div></article>
    <div class="sc-f6"><div>Podcast</div><a href="/podcasts/silence-on-crie-episode-douze-20241120_P0D/">Silence on crie, épisode douze</a></div></div>
    <button type="button">Plus d’articles</button>
    <div class="sc-g7"><h3>Les plus lus</h3><ol><li><a href="/politique/a-matignon-la-nuit-fut-longue-20241122_LU1/">A Matignon, la nuit fut longue</a></li></ol></div></div>
    <footer><a href="/qui-sommes-nous/">Qui sommes-nous ?</a></footer></div>""",
    (
        "/international/europe/a-riga-les-tramways-reviennent-20241122_K5ZQ7XW2YJBPLFQ3/",
        "/checknews/non-cette-photo-ne-vient-pas-de-lima-20241121_A1B2C3/",
        "/international/dakar-20241120_Z9Y8X7/",
    ),
)

# Broadcasters: titles that are paragraphs, replays among the articles, pages as files.
BROADCAST = Sheet(
    "https://www.chaine.example/monde/",
    """<div class="page"><div class="main-nav"><a href="/monde/">Monde</a><a href="/replay-jt/">JT</a></div><div class="layout"><div class="layout__main">
    <div class="page__header"><h1>Monde</h1><ul class="tags-bar"><li><a href="/monde/guerre-au-proche-orient/">Guerre au Proche-Orient et au Liban</a></li></ul></div>
    <ul class="flow"><li class="flow__item"><article class="card-article-m"><a class="card-article-m__link" href="/monde/asie/au-nepal-une-route-emportee-par-la-crue_6912345.html">
    <div class="card-article-m__figure"><img src="a.jpg"></div><p class="card-article-m__category">Népal</p><p class="card-article-m__title">Au Népal, une route emportée par la crue</p></a></article></li>
    <li class="flow__item"><article class="card-article-m"><a class="card-article-m__link" href="/monde/usa/presidentielle/direct-la-journee-de-transition-a-washington_6912300.html"><p class="card-article-m__category">Direct</p><p class="card-article-m__title">La journée de transition à Washington</p></a></article></li>
    <li class="flow__item"><article class="card-article-m"><a class="card-article-m__link" href="/replay-radio/le-monde-est-a-nous/le-monde-est-a-nous-du-jeudi-21-novembre_6900000.html"><p class="card-article-m__category">Replay audio</p><p class="card-article-m__title">Le monde est à nous du jeudi 21 novembre</p></a></article></li>
    <li class="flow__item"><article class="card-article-m"><a class="card-article-m__link" href="/monde/afrique/vols_6912200.html"><p class="card-article-m__title">Vols annulés</p></a></article></li></ul>
    <div class="pagination"><a href="/monde/2.html" class="pagination__next" title="Page suivante">Suivant</a></div></div>
    <div class="layout__side"><p class="box__title">En direct</p><a href="/politique/la-motion-de-censure-est-deposee_6911000.html">La motion de censure est déposée</a></div></div></div>""",
    (
        "/monde/asie/au-nepal-une-route-emportee-par-la-crue_6912345.html",
        "/monde/usa/presidentielle/direct-la-journee-de-transition-a-washington_6912300.html",
        "/monde/afrique/vols_6912200.html",
    ),
    "/monde/2.html",
)

# A regional paper: addresses that end in an identifier, an invitation to subscribe between two articles.
REGIONAL = Sheet(
    "https://www.ouest.example/monde/",
    """<body class="rubrique with-sidebar"><div id="wrapper" class="has-aside"><div class="fil-ariane"><a href="/">Accueil</a> <a href="/monde/">Monde</a></div>
    <h1 class="titre-rubrique">Monde</h1><div class="liste-articles">
    <article class="teaser-media"><a class="titre-lien" title="Au large du Chili, un cargo sauvé" href="/monde/chili/au-large-du-chili-un-cargo-sauve-0f8a2b1c-a8f1-11ef-9c2e-4d6f8a1b2c3d"><h2>Au large du Chili, un cargo sauvé</h2></a><p class="date">Il y a 2 heures</p></article>
    <article class="teaser-media"><a class="titre-lien" href="/europe/pologne/pologne-le-vote-0f8a2b1d-a8f1-11ef-9c2e-4d6f8a1b2c3d"><h2>Pologne : le vote</h2></a><p class="date">Hier à 19h12</p></article>
    <div class="teaser-abo"><a href="https://abonnement.ouest.example/offre-numerique-a-un-euro"><h2>Votre journal numérique à un euro</h2></a></div>
    <article class="teaser-media abonne"><a class="titre-lien" href="/monde/en-inde-la-mousson-retarde-0f8a2b1e-a8f1-11ef-9c2e-4d6f8a1b2c3d"><h2>En Inde, la mousson retarde</h2></a><span class="picto">Abonnés</span></article>
    <div class="partenaire"><h2>Contenu proposé par nos partenaires</h2><a href="/publi/une-cuisine-neuve-sans-se-ruiner-0f8a2b1f"><h3>Une cuisine neuve sans se ruiner</h3></a></div></div>
    <ul class="pages"><li class="on">1</li><li><a href="?page=2">2</a></li><li><a href="?page=12">12</a></li><li><a href="?page=2" aria-label="Page suivante">›</a></li></ul></div>
    <div class="sidebar-droite"><a href="/bretagne/brest-35000/a-brest-le-tram-arrive-enfin-0f8a2b20">A Brest, le tram arrive enfin</a></div></body>""",
    (
        "/monde/chili/au-large-du-chili-un-cargo-sauve-0f8a2b1c-a8f1-11ef-9c2e-4d6f8a1b2c3d",
        "/europe/pologne/pologne-le-vote-0f8a2b1d-a8f1-11ef-9c2e-4d6f8a1b2c3d",
        "/monde/en-inde-la-mousson-retarde-0f8a2b1e-a8f1-11ef-9c2e-4d6f8a1b2c3d",
    ),
    "/monde/?page=2",
)

# Days in the addresses, an eyebrow before the title, dossiers as lists of their own below the section's.
QUEBEC = Sheet(
    "https://www.lafeuille.example/international/",
    """<header class="siteHeader"><a href="/"><span>La Feuille</span></a><ul class="siteHeader__menu"><li><a href="/international/">International</a><ul><li><a href="/international/etats-unis/">États-Unis</a></li></ul></li></ul></header>
    <div class="homeHeadlinesRow" role="main"><h1>International</h1>
    <article class="storyCard"><a class="storyCard__cover" href="/international/etats-unis/2024-11-22/un-juge-suspend-le-decret.php"><picture><img></picture></a>
    <div class="storyCard__details"><h2 class="storyCard__title"><span class="storyCard__eyebrow">États-Unis</span> <a href="/international/etats-unis/2024-11-22/un-juge-suspend-le-decret.php">Un juge suspend le décret</a></h2>
    <span class="storyCard__publicationDate">13 h 04</span> <a class="storyCard__author" href="/auteurs/anne-morel-de-montreal">Anne Morel</a></div></article>
    <article class="storyCard"><div class="storyCard__details"><h2 class="storyCard__title"><a href="/international/2024-11-22/cop-29/l-accord-de-la-derniere-heure.php">L’accord de la dernière heure</a></h2></div></article>
    <article class="storyCard"><div class="storyCard__details"><h2 class="storyCard__title"><a href="/international/chroniques/2024-11-21/hanoi.php">Hanoï</a></h2></div></article>
    <section class="dossier"><h2 class="dossier__title">Guerre en Ukraine</h2><ul><li><a href="/international/europe/2024-11-21/mille-jours-de-guerre-a-kharkiv.php">Mille jours de guerre à Kharkiv</a></li></ul></section>
    <section class="ballot"><h2>En vidéo</h2><a href="/videos/2024-11-20/la-tempete-vue-du-ciel-a-halifax.php">La tempête vue du ciel à Halifax</a></section>
    <section class="autres"><h2>Sports</h2><article class="storyCard"><h3><a href="/sports/hockey/2024-11-22/victoire-en-prolongation-a-boston.php">Victoire en prolongation à Boston</a></h3></article></section>
    <a class="loadMore" href="/international/?page=2">Plus de nouvelles</a></div>""",
    (
        "/international/etats-unis/2024-11-22/un-juge-suspend-le-decret.php",
        "/international/2024-11-22/cop-29/l-accord-de-la-derniere-heure.php",
        "/international/chroniques/2024-11-21/hanoi.php",
        "/international/europe/2024-11-21/mille-jours-de-guerre-a-kharkiv.php",
    ),
    "/international/?page=2",
    ("États-Unis",),
)

# Short addresses without dates, sub-sections linked from the cards, audio and a debate between them.
LAKE = Sheet(
    "https://www.leslacs.example/monde",
    """<nav><a href="/monde">Monde</a></nav><main><div class="section-header"><h1>Monde</h1><div class="chips"><a href="/monde/europe">Europe</a><a href="/monde/moyenorient">Moyen-Orient et Maghreb</a></div></div>
    <div class="posts"><div class="post post--large"><a class="post__link" href="/monde/europe/a-tbilissi-la-rue-tient-bon"><div class="post__cover"></div><h2 class="post__title">À Tbilissi, la rue tient bon</h2></a>
    <div class="post__meta"><a href="/monde/europe" class="post__category">Europe</a> <span class="post__badge">Abonné</span></div></div>
    <div class="post"><a class="post__link" href="/monde/la-syrie-d-apres"><h3 class="post__title">La Syrie d’après</h3></a><div class="post__meta"><a href="/monde/moyenorient" class="post__category">Moyen-Orient</a></div></div>
    <div class="post post--audio"><a class="post__link" href="/podcast/bruit-du-monde/episode-4-la-route-de-la-soie"><h3 class="post__title">Épisode 4 : la route de la soie</h3></a></div>
    <div class="post"><a class="post__link" href="/opinions/debats/faut-il-reformer-l-onu"><h3 class="post__title">Faut-il réformer l’ONU ?</h3></a></div>
    <div class="post"><a class="post__link" href="/monde/bogota"><h3 class="post__title">Bogota</h3></a></div></div>
    <a class="btn load-more" href="/monde?page=2">Plus d’articles</a>
    <div class="post-list"><h2>Le plus lu</h2><div class="post"><a href="/suisse/le-franc-fort-inquiete-les-exportateurs"><h3 class="post__title">Le franc fort inquiète les exportateurs</h3></a></div></div></main>""",
    (
        "/monde/europe/a-tbilissi-la-rue-tient-bon",
        "/monde/la-syrie-d-apres",
        "/opinions/debats/faut-il-reformer-l-onu",
        "/monde/bogota",
    ),
    "/monde?page=2",
    ("Europe",),
)

# World radio: dated addresses of other sections, programmes in the list, a link around each part of a card.
RADIO = Sheet(
    "https://www.ondes.example/fr/monde/",
    """<div class="o-site-header"><a href="/fr/">Ondes</a><a href="/fr/monde/">Monde</a></div><main><h1 class="t-page-title">Monde</h1>
    <div class="m-list"><div class="m-item-list-article"><a href="/fr/europe/20241122-a-minsk-un-proces-sans-public" data-article-item-link><img src="a.jpg"></a>
    <div class="article__infos"><p class="article__category"><a href="/fr/europe/">Europe</a></p><a href="/fr/europe/20241122-a-minsk-un-proces-sans-public"><h2 class="article__title">À Minsk, un procès sans public</h2></a><time datetime="2024-11-22T10:00:00+01:00">il y a 3 heures</time></div></div>
    <div class="m-item-list-article"><a href="/fr/podcasts/cultures-monde/20241121-la-rumba-a-kinshasa-ce-patrimoine"><img src="b.jpg"></a><div class="article__infos"><a href="/fr/podcasts/cultures-monde/20241121-la-rumba-a-kinshasa-ce-patrimoine"><h2 class="article__title">La rumba à Kinshasa, ce patrimoine</h2></a></div></div>
    <div class="m-item-list-article"><a href="/fr/afrique/20241121-soudan-el-fasher-assiegee"><img src="c.jpg"></a><div class="article__infos"><a href="/fr/afrique/20241121-soudan-el-fasher-assiegee"><h2 class="article__title">Soudan : El-Fasher assiégée</h2></a></div></div></div>
    <div class="m-block"><h2 class="m-block__title">À ne pas manquer</h2><div class="m-item-list-article"><a href="/fr/sports/20241122-coupe-davis-la-finale-a-malaga"><h2 class="article__title">Coupe Davis : la finale à Malaga</h2></a></div></div>
    <nav class="m-pagination" aria-label="Pagination"><a class="m-pagination__item" href="/fr/monde/2/">2</a><a class="m-pagination__item" href="/fr/monde/9/">9</a></nav></main>""",
    (
        "/fr/europe/20241122-a-minsk-un-proces-sans-public",
        "/fr/afrique/20241121-soudan-el-fasher-assiegee",
    ),
    "/fr/monde/2/",
)

SHEETS = {
    "river": RIVER,
    "ensemble": ENSEMBLE,
    "fusion": FUSION,
    "broadcast": BROADCAST,
    "regional": REGIONAL,
    "quebec": QUEBEC,
    "lake": LAKE,
    "radio": RADIO,
}


@pytest.mark.parametrize("name", SHEETS)
def test_a_listing_page_gives_the_articles_of_its_list_and_the_next_page(name: str) -> None:
    sheet = SHEETS[name]
    document = Document(f"<html lang=fr><body>{sheet.html}</body></html>", sheet.url)
    section = discovery.section_of(document)
    assert section is not None
    told = section.with_subsections(document)
    assert set(sheet.subsections) <= set(told.subsections)
    home = "/".join(sheet.url.split("/", 3)[:3])
    for known in (told, Section(sheet.url, "Monde")):
        page = discovery.listing(document, known)
        assert [entry.url.removeprefix(home) for entry in page.articles] == list(sheet.articles)
        assert page.next_page.removeprefix(home) == sheet.next_page
