from newsbot.extraction import extract
from newsbot.items import ArticleItem, DateCandidate
from newsbot.sites import Site

URL = "https://www.exemple-journal.fr/monde/article"
HTML = """
<head><meta property="og:title" content="Autre titre"></head>
<div class="x1"><p class="t">Le titre voulu</p><p class="s">Le chapô voulu.</p><p class="w">Li Wei</p>
<i class="d" datetime="2021-05-04">hier</i><b class="r">Monde</b><img class="i" src="/p.jpg">
<em class="c">Une rue</em></div>
<div class="x2"><p>Une phrase de l’article, assez longue pour être lue.</p>
<p class="pub-x">Une réclame, tout aussi longue que le reste du texte.</p>
<p>Suivez le direct</p><p>Une autre phrase de l’article, pour finir.</p></div>
<div class="x3"><p>Un autre texte de la page, bien plus long que l’article, et qui passerait pour lui.</p>
<p>Il continue ici, sur plusieurs phrases, pour que sa masse l’emporte sur celle de l’article voulu.</p></div>
"""
SELECTORS = {
    "headline": ".t", "lead": ".s", "authors": ".w", "date_published": ".d", "section": ".r",
    "image_url": ".i", "image_caption": ".c", "body": ".x2",
}  # fmt: skip


def read(**keys: object) -> ArticleItem:
    return extract(HTML, URL, site=Site(name="exemple", **keys))  # type: ignore[arg-type]


def test_a_site_file_points_to_the_fields() -> None:
    item = read(selectors=SELECTORS)
    assert (item.headline, item.authors, item.section) == ("Le titre voulu", ["Li Wei"], "Monde")
    assert item.date_candidates[0] == DateCandidate("site", "published", "2021-05-04")
    assert (item.image_url, item.image_caption) == ("https://www.exemple-journal.fr/p.jpg", "Une rue")
    assert [(p.kind, p.text[:11]) for p in item.paragraphs][:2] == [
        ("lead", "Le chapô vo"),
        ("paragraph", "Une phrase "),
    ]
    assert "Un autre texte" not in item.body


def test_what_a_site_file_drops() -> None:
    item = read(selectors=SELECTORS, drop=(".pub-x",), drop_lines=("Suivez le direct",))
    assert [p.text[:10] for p in item.paragraphs] == ["Le chapô v", "Une phrase", "Une autre "]


def test_selectors_that_find_nothing_leave_it_to_the_rules() -> None:
    plain = extract(HTML, URL)
    assert read(selectors={"headline": ".absent", "body": ".absent"}, drop=(".absent",)) == plain


def test_a_body_may_stand_above_its_headline() -> None:
    html = "<title>Un titre</title><div class=t><p>Une phrase de l’article.</p></div><h1>Un titre</h1>"
    item = extract(html, URL, site=Site(name="exemple", selectors={"body": ".t"}))
    assert (item.headline, item.body) == ("Un titre", "Une phrase de l’article.")
