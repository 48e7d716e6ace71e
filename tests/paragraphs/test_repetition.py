"""Pairs of sentences that a French reader labelled: `dup` where one of the two tells nothing new."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot.paragraphs import repeats, why

HERE = Path(__file__).parent


def pairs(name):
    for line in (HERE / name).read_text("utf-8").splitlines():
        label, kind, a, b = line.split("\t")
        yield label, kind, a, b


@pytest.mark.parametrize(
    "name",
    [
        *("pairs.tsv", "pairs_more.tsv", "pairs_later.tsv", "pairs_fresh.tsv"),
        *("pairs_other_hand.tsv", "pairs_minimal.tsv"),
    ],
)
def test_no_fact_is_taken_for_a_repeat(name):
    wrong = [
        (kind, a, b)
        for label, kind, a, b in pairs(name)
        if label == "distinct" and (repeats(a, b) or repeats(b, a))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("pairs.tsv", 0.85),
        ("pairs_more.tsv", 0.8),
        ("pairs_later.tsv", 0.8),
        ("pairs_fresh.tsv", 0.8),
        ("pairs_held.tsv", 0.8),
        ("pairs_fresh_held.tsv", 0.7),
        ("pairs_other_hand.tsv", 0.4),
        ("pairs_minimal.tsv", 0.9),
    ],
)
def test_most_rewordings_are_found(name, least):
    rewordings = [(a, b) for label, _, a, b in pairs(name) if label == "dup"]
    found = [repeats(a, b) or repeats(b, a) for a, b in rewordings]
    assert sum(found) >= least * len(found)


@pytest.mark.parametrize("name", ["pairs_held.tsv", "pairs_fresh_held.tsv"])
def test_pairs_that_the_rules_were_not_written_with(name):
    labelled = [(label, repeats(a, b) or repeats(b, a)) for label, _, a, b in pairs(name)]
    said = [label for label, found in labelled if found]
    assert said.count("dup") >= 0.95 * len(said)


A = "Le maire de Lyon a annoncé mardi la fermeture du pont pendant trois mois."


@pytest.mark.parametrize(
    "other",
    [
        A.upper(),
        "« " + A + " »",
        "LYON (AFP) – " + A,
        A + " (avec Reuters)",
        "Le maire de Lyon a annoncé mardi la fermeture du pont…",
        "Le maire de Lyon a annoncé mardi la fermeture du pont",
    ],
)
def test_typography_credit_and_cuts_are_repeats(other):
    assert repeats(A, other)


def test_repeating_is_directed():
    longer = A + " Les travaux coûteront 4 millions d'euros."
    assert repeats(longer, A)
    assert not repeats(A, longer)


def test_what_introduces_a_list_in_other_words_stays():
    told = "Les applications proposent également tous les avantages des sites : un code unique, etc."
    assert not repeats(told, "Elles en proposent d’ailleurs tous les avantages :")
    assert repeats(told, "Les applications proposent également tous les avantages des sites :")


@pytest.mark.parametrize(
    "line", ["On dansera.", "— Oui.", "« Non », dit-il.", "— Vous venez avec moi demain matin ?"]
)
def test_refrains_and_dialogue_are_never_repeats(line):
    assert not repeats(line, line)


@pytest.mark.parametrize(
    ("b", "words"),
    [
        (A.replace("mardi", "jeudi"), "only there: jeudi"),
        (A.replace("a annoncé", "n'a pas annoncé"), "not denied annoncé / pas annoncé"),
        (A.replace("annoncé", "déclaré"), "near: annoncé = déclaré"),
        ("Oui.", "too short to tell a repeat from a refrain"),
    ],
)
def test_why_gives_the_words_that_decided(b, words):
    assert why(A, b) == words


@settings(max_examples=300, deadline=None)
@given(st.text(), st.text())
def test_any_two_texts_can_be_compared(a, b):
    assert repeats(a, b) in (True, False)
    assert why(a, b)
