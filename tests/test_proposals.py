"""Selectors told from a few pages: they find the field on each, and change nothing in how it is read."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape

import pytest
from synthetic import NAMES_OF_SITES, articles, build

from newsbot.extraction import Document, extract
from newsbot.proposals import propose
from newsbot.sites import Site

HERE = Site(name="journal")
LEADS = (
    "Le gouvernement a présenté son plan de reconstruction devant une assemblée partagée et très attentive.",
    "Après trois semaines de négociations, les deux délégations se sont quittées sans le moindre communiqué.",
    "Dans la vallée, les habitants attendent toujours que la route emportée par les eaux soit reconstruite.",
    "La banque centrale relève son taux directeur, une décision que les marchés attendaient depuis l'été.",
)
TEMPLATE = """<html lang="fr"><head><title>{title} | Le Journal</title></head><body class="single-{number}">
<div class="logo"><a href="/">Le Journal</a></div><main><div class="css-{number}x9 category-monde">
<h1 class="css-a1b2c3 jLbIJW titre-{word} headline__text">{title}</h1><p class="article-chapo">{lead}</p>
<p class="signature">Par <span>Anne Morel</span></p>
<div class="css-77aa" id="zone-{word}"><div class="corps">{text}</div></div></div></main>
<div class="pied">Mentions légales du journal</div></body></html>"""


def pages(template: str = TEMPLATE, count: int = 4) -> list[Document]:
    words = ("alpha", "beta", "gamma", "delta")
    return [
        Document(
            template.format(
                title=escape(a.title),
                lead=lead,
                text="".join(f"<p>{escape(p)}</p>" for p in a.paragraphs),
                number=a.number,
                word=word,
            ),
            f"https://www.journal.example/monde/{a.slug}",
        )
        for a, lead, word in zip(articles("Monde", count, 100), LEADS, words, strict=False)
    ]


def test_the_names_that_a_person_would_choose() -> None:
    assert propose(pages(), HERE) == {
        "headline": "h1.headline__text",
        "lead": "p.article-chapo",
        "authors": "p.signature",
        "body": "div.corps",
    }


def test_what_is_no_name_in_a_selector_makes_none() -> None:
    odd = TEMPLATE.replace('<p class="article-chapo">{lead}</p>', '<o:p class="chapo">{lead}</o:p>')
    odd = odd.replace("<h1 class=", """<h1 itemprop='head"line' class=""")
    assert propose(pages(odd), HERE)["headline"] == "h1.headline__text"


def test_what_schema_org_says_goes_before_classes() -> None:
    marked = TEMPLATE.replace("<h1 ", '<h1 itemprop="headline" ').replace(
        'class="corps"', 'class="corps" itemprop="articleBody"'
    )
    proposed = propose(pages(marked), HERE)
    assert proposed["headline"] == 'h1[itemprop~="headline"]'
    assert proposed["body"] == 'div[itemprop~="articleBody"]'


def test_an_element_without_a_name_is_told_by_the_one_around_it() -> None:
    bare = TEMPLATE.replace('<p class="signature">', '<div class="entete"><p>').replace(
        "</span></p>", "</span></p></div>"
    )
    assert propose(pages(bare), HERE)["authors"] in ("div.entete", "div.entete p", "div.entete span")


def test_names_of_one_page_or_made_by_a_tool_are_none() -> None:
    poor = TEMPLATE.replace(" headline__text", "").replace('class="corps"', 'class="x1y2"')
    proposed = propose(pages(poor), HERE)
    assert proposed["headline"] == "h1"
    assert not re.search("css|jLb|titre-|x1y2|zone-|category-", " ".join(proposed.values()))


def test_a_selector_that_finds_its_field_on_some_pages_only_is_none() -> None:
    last = pages(TEMPLATE.replace("article-chapo", "article-intro").replace("corps", "texte"))[-1]
    proposed = propose([*pages()[:-1], last], HERE)
    assert "chapo" not in proposed.get("lead", "")
    assert "corps" not in proposed.get("body", "")


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_few_pages_tell_nothing(count: int) -> None:
    assert propose(pages(count=count), HERE) == {}


@pytest.mark.parametrize("name", NAMES_OF_SITES)
def test_every_site_reads_the_same_with_what_is_proposed(name: str) -> None:
    site = build(name)
    documents = [Document(site.answers[url][2], url) for url in sorted(site.expected)]
    proposed = propose(documents[:4], HERE)
    alone = name not in ("static", "scroll", "subdomain")  # where no element holds the text and no headline
    assert ("headline" in proposed, "body" in proposed) == (True, alone)
    told = replace(HERE, selectors=proposed)
    for document in documents:  # those that nothing was told from too
        assert extract(document, document.url, site=told) == extract(document, document.url, site=HERE)
        for selector in proposed.values():
            assert document.tree.css(selector)
