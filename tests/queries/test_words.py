from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.queries.words import pattern, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’Œuvre d'État", ["l", "oeuvre", "d", "etat"]),
        ("ex æquo, NOËL", ["ex", "aequo", "noel"]),
        ("cessez-le-feu_2", ["cessez", "le", "feu", "2"]),
        ("e\u0301te\u0301", ["ete"]),
    ],
)
def test_words_are_those_of_the_index(text: str, expected: list[str]) -> None:
    assert words(text) == expected
    with closing(sqlite3.connect(":memory:")) as raw:
        raw.execute("CREATE VIRTUAL TABLE f USING fts5(t, tokenize = 'unicode61 remove_diacritics 2')")
        raw.execute("CREATE VIRTUAL TABLE v USING fts5vocab(f, instance)")
        raw.execute("INSERT INTO f VALUES (?)", (text.replace("Œ", "OE").replace("æ", "ae"),))
        assert [row[0] for row in raw.execute("SELECT term FROM v ORDER BY offset")] == expected


@pytest.mark.parametrize(
    ("phrases", "text", "found"),
    [
        (["oeuvre"], "Une Œuvre, un chef-d’œuvre, des œuvres, oeuvre", ["Œuvre", "œuvre", "oeuvre"]),
        (["ete", "eleve"], "ÉTÉ élève Été, élevé fêtes", ["ÉTÉ", "élève", "Été", "élevé"]),
        (["cessez le feu"], "Le cessez-le-feu, « Cessez le\nfeu »", ["cessez-le-feu", "Cessez le\nfeu"]),
        (["nego*"], "Négociations et négoce, renégocier", ["Négociations", "négoce"]),
        (["g7", "2022"], "Le G7 de 2022, G77", ["G7", "2022"]),
        (["ουκρανια"], "ΟΥΚΡΑΝΙΑ", ["ΟΥΚΡΑΝΙΑ"]),
        ([], "rien", []),
    ],
)
def test_a_pattern_finds_words_as_they_are_printed(phrases: list[str], text: str, found: list[str]) -> None:
    assert [each[0] for each in pattern(phrases).finditer(text)] == found


@given(st.text(max_size=30))
def test_any_text_is_found_in_itself(text: str) -> None:
    phrase = " ".join(words(text))
    plainly = " ".join(words(text))
    assert [each[0] for each in pattern([phrase] if phrase else []).finditer(plainly)] == [phrase] * bool(
        phrase
    )
