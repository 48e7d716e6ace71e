"""The same article in the markup of many templates: text, fields and nothing else, each time."""

from pathlib import Path
from string import Template

import pytest

from newsbot.extraction import extract
from newsbot.items import ArticleItem

FOLDER = Path(__file__).with_name("templates")
TEMPLATES = sorted(file.stem for file in FOLDER.glob("*.html"))
URL = "https://www.exemple-journal.fr/monde/la-moldavie-ferme-sa-frontiere"

HEADLINE = "La Moldavie ferme sa frontière orientale pour trois jours"
LEAD = (
    "Le gouvernement invoque des manœuvres militaires ; les transporteurs dénoncent une décision solitaire."
)
HEADING = "Des files de camions"
BODY = [
    "La décision est tombée mardi soir, au terme d’un conseil de sécurité réuni en urgence dans la capitale.",
    "« Nous n’avions pas le choix », a déclaré la ministre de l’intérieur, Ana Rusu, devant la presse.",
    "Sur place, près de quatre cents camions attendaient mercredi matin de pouvoir passer.",
    "Le trafic ferroviaire, lui, n’est pas touché, selon la compagnie nationale des chemins de fer.",
]
COMMENT = (
    "Je ne suis pas d’accord : la frontière aurait dû être fermée il y a bien longtemps déjà, et pour de bon."
)
RELATED = "En Roumanie, le port de Constanta retrouve ses cargos céréaliers"
CARD = (
    f'<article class="card"><h3><a href="/monde/autre">{RELATED}</a></h3>'
    '<time datetime="2020-01-01">1er janvier 2020</time></article>'
)
MENU = '<nav><ul><li><a href="/monde/">Monde</a></li><li><a href="/france/">France</a></li></ul></nav>'


def filled(template: str) -> str:
    paragraphs = {f"p{number}": paragraph for number, paragraph in enumerate(BODY, 1)}
    said = {"headline": HEADLINE, "lead": LEAD, "heading": HEADING, "related": RELATED, "comment": COMMENT}
    html = (FOLDER / f"{template}.html").read_text("utf-8")
    return Template(html).substitute(paragraphs, **said, cards=CARD * 4, menu=MENU)


@pytest.fixture(params=TEMPLATES)
def item(request: pytest.FixtureRequest) -> ArticleItem:
    return extract(filled(request.param), URL)


def test_the_text_and_only_the_text(item: ArticleItem) -> None:
    texts = [p.text for p in item.paragraphs if p.kind not in ("caption", "lead") and p.text != LEAD]
    assert [text for text in texts if not text.startswith("Voir la note")] == [*BODY[:2], HEADING, *BODY[2:]]


def test_the_chapo_opens_it(item: ArticleItem) -> None:
    assert next(p.text for p in item.paragraphs if p.kind != "caption") == LEAD


def test_the_fields(item: ArticleItem) -> None:
    assert item.headline == HEADLINE
    assert item.authors == ["Clara Munteanu"]
    assert item.outcome == "article"
    assert item.in_language == "fr-FR"
    assert item.canonical_url == URL


def test_headings_have_their_kind(item: ArticleItem) -> None:
    assert [p.text for p in item.paragraphs if p.kind == "heading"] == [HEADING]


@pytest.mark.parametrize("template", [name for name in TEMPLATES if name != "blogger"])
def test_its_own_day_is_a_candidate_and_no_other(template: str) -> None:
    said = " ".join(candidate.text for candidate in extract(filled(template), URL).date_candidates)
    assert "2023-04-11" in said or "11 avril 2023" in said or "11/04/2023" in said
    assert "2020" not in said


@pytest.mark.parametrize("template", ["wordpress_classic", "wordpress_newspaper", "spip", "drupal", "arc"])
def test_the_section(template: str) -> None:
    assert extract(filled(template), URL).section == "Monde"
