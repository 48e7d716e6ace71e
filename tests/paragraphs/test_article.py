import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot.items import Paragraph, kept
from newsbot.paragraphs import SiteLines, deduplicate

BRIDGE = "Le maire de Lyon a annoncé mardi la fermeture du pont pendant trois mois."
REWORDED = "Le maire de Lyon a fait savoir mardi que le pont serait fermé pendant trois mois."
FULLER = BRIDGE + " Les travaux coûteront 4 millions d'euros."
OTHER = "Une enquête a été ouverte par le parquet de Nantes après la mort d'un ouvrier."


def verdicts(*paragraphs, **options):
    given_ = [p if isinstance(p, Paragraph) else Paragraph(p) for p in paragraphs]
    return [(p.verdict, p.repeats) for p in deduplicate(given_, **options)]


def test_the_first_of_two_equal_ones_stays():
    assert verdicts(BRIDGE, OTHER, BRIDGE) == [("kept", None), ("kept", None), ("exact", 0)]
    assert verdicts(BRIDGE, "« " + BRIDGE + " »") == [("kept", None), ("typographic", 0)]
    assert verdicts(BRIDGE, REWORDED) == [("kept", None), ("near", 0)]


def test_the_fuller_one_stays_in_its_place():
    assert verdicts(BRIDGE, OTHER, FULLER) == [("contained", 2), ("kept", None), ("kept", None)]
    assert verdicts(FULLER, OTHER, BRIDGE) == [("kept", None), ("kept", None), ("contained", 0)]


def test_running_text_stays_before_a_pull_quote_and_a_caption():
    assert verdicts(Paragraph(BRIDGE, "quote"), BRIDGE) == [("exact", 1), ("kept", None)]
    assert verdicts(Paragraph(BRIDGE, "caption"), Paragraph(BRIDGE, "quote")) == [
        ("exact", 1),
        ("kept", None),
    ]


def test_text_never_gives_way_to_a_caption():
    assert verdicts(BRIDGE, Paragraph(FULLER, "caption")) == [("kept", None), ("kept", None)]


def test_what_is_repeated_is_always_kept():
    done = deduplicate([Paragraph(t) for t in (REWORDED, BRIDGE, FULLER, BRIDGE)])
    assert [done[p.repeats].verdict for p in done if p.repeats is not None] == ["kept"] * 3


@pytest.mark.parametrize("kind", ["heading", "table_cell"])
def test_headings_and_cells_stay(kind):
    assert verdicts(Paragraph(BRIDGE, kind), FULLER, Paragraph(BRIDGE, kind)) == [("kept", None)] * 3


def test_items_of_a_list_are_compared_for_equality_only():
    item = Paragraph(BRIDGE, "list_item")
    assert verdicts(item, Paragraph(REWORDED, "list_item"), item) == [
        ("kept", None),
        ("kept", None),
        ("exact", 0),
    ]


def test_an_unmarked_heading_before_its_section_stays():
    section = "Pour les riverains, la guerre des prix fait rage depuis deux ans dans le quartier de la gare."
    assert verdicts("La guerre des prix fait rage", section) == [("kept", None)] * 2


def test_a_few_words_said_twice_stay():
    said = "« N'ouvrez pas, il y a du monde »"
    assert verdicts(said, BRIDGE, said) == [("kept", None)] * 3
    assert verdicts(said, BRIDGE, Paragraph(said, "quote")) == [("kept", None), ("kept", None), ("exact", 0)]


def test_a_refrain_stays():
    line = "Et la ville dort encore, dort encore."
    assert verdicts(line, OTHER, line, BRIDGE, line) == [("kept", None)] * 5


HEADLINE = "Grève à Lyon : un train sur deux mardi"


@pytest.mark.parametrize(
    "text",
    [
        HEADLINE,
        HEADLINE.upper(),
        "Accueil » Région » " + HEADLINE,
        HEADLINE + " | Le Courrier",
        "Grève à Lyon : un train…",
    ],
)
def test_the_headline_again(text):
    assert verdicts(text, OTHER, headline=HEADLINE) == [("headline", None), ("kept", None)]


def test_a_paragraph_that_says_more_than_the_headline_stays():
    more = "Grève à Lyon : un train sur deux mardi, aucun mercredi, et des bus de remplacement."
    assert verdicts(more, headline=HEADLINE) == [("kept", None)]


def test_the_lead_again():
    assert verdicts(REWORDED, OTHER, lead=BRIDGE) == [("headline", None), ("kept", None)]


def test_lines_of_the_site():
    lines = SiteLines()
    for page in range(4):
        lines.observe(f"page-{page}", ["Ce journal appartient à ses lecteurs depuis 1998.", f"Texte {page}"])
    line = "Ce journal appartient à ses lecteurs depuis 1998."
    assert verdicts(BRIDGE, line, site_lines=lines) == [("kept", None), ("boilerplate", None)]
    assert verdicts(BRIDGE, line) == [("kept", None), ("kept", None)]


def test_the_article_that_taught_us():
    texts = Path(__file__).with_name("seed.txt").read_text("utf-8").split("\n\n")
    done = deduplicate([Paragraph(text.strip()) for text in texts], headline=texts[1].strip())
    dropped = {p.text.split(",")[0][:44]: p.verdict for p in done if p.verdict != "kept"}
    assert list(dropped.values()) == [
        "headline",
        "headline",
        "typographic",
        "near",
        "near",
        "boilerplate",
        "boilerplate",
    ]
    assert [p.repeats for p in done if p.repeats is not None] == [8, 7, 14]


SENTENCES = st.sampled_from(
    [
        BRIDGE,
        REWORDED,
        FULLER,
        OTHER,
        BRIDGE.replace("trois", "deux"),
        "On dansera.",
        HEADLINE,
        "Lire aussi : " + OTHER,
    ]
)
NOISE = st.sampled_from(
    [
        str,
        lambda t: t.replace("'", "’"),
        lambda t: "« " + t + " »",
        lambda t: t.replace(" ", "\u00a0", 2),
        str.upper,
    ]
)
KINDS = st.sampled_from(["paragraph", "paragraph", "quote", "caption", "list_item", "heading"])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.builds(Paragraph, SENTENCES | st.text(), KINDS), max_size=9))
def test_deduplicating_what_is_kept_keeps_it(paragraphs):
    once = kept(deduplicate(paragraphs, headline=HEADLINE))
    assert kept(deduplicate(once, headline=HEADLINE)) == once


@settings(max_examples=150, deadline=None)
@given(st.lists(SENTENCES, max_size=8), st.data())
def test_typography_changes_no_decision(texts, data):
    noisy = [data.draw(NOISE)(text) for text in texts]
    plain = [v == "kept" for v, _ in verdicts(*texts, headline=HEADLINE)]
    assert [v == "kept" for v, _ in verdicts(*noisy, headline=HEADLINE)] == plain


@settings(max_examples=150, deadline=None)
@given(st.lists(SENTENCES, max_size=8), st.randoms())
def test_the_order_changes_no_count(texts, random):
    shuffled = random.sample(texts, len(texts))
    count = sum(v == "kept" for v, _ in verdicts(*texts, headline=HEADLINE))
    assert sum(v == "kept" for v, _ in verdicts(*shuffled, headline=HEADLINE)) == count


def test_articles_that_a_reader_labelled_lose_their_repeats_and_no_fact():
    found = labelled = 0
    for line in (Path(__file__).parent / "articles.jsonl").read_text("utf-8").split("\n")[:-1]:
        article = json.loads(line)
        paragraphs = [Paragraph(**p) for p in article["paragraphs"]]
        after = deduplicate(paragraphs, headline=article["headline"], lead=article["lead"])
        for position, paragraph in enumerate(after):
            is_repeat = position in article["repeated"]
            if paragraph.verdict != "kept":  # of two that say the same, either may stay
                assert is_repeat or paragraph.repeats in article["repeated"], paragraph
                found += 1
            labelled += is_repeat
    assert found >= 0.9 * labelled
