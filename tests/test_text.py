import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot.text import clean, fold


def test_clean_keeps_words_and_single_spaces():
    assert clean("  Le\u00a0prix\u202f:\n 3\u00adeuros ") == "Le prix : 3euros"
    assert clean("e\u0301te\u0301") == "été"
    assert clean("Un \x1b[1mmot\x07\x00, l\x7f’autre\x0bou") == "Un [1mmot, l’autre ou"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("l’été ‘chaud’", "l'été 'chaud'"),
        ("« Bonjour » “toi” „là‟", '" Bonjour " "toi" "là"'),
        ("un — deux – trois", "un - deux - trois"),
        ("la suite…", "la suite..."),
        ("cœur, Œuvre, ex æquo", "coeur, OEuvre, ex aequo"),
        ("12\u00a0km²\u202f!", "12 km2 !"),
        ("pi\u00adquet\u200b", "piquet"),
        ("\u202bpiquet\u202c \u2066neuf\u2069", "piquet neuf"),
        ("l&rsquo;&eacute;cole &amp; l&#039;État", "l'école & l'État"),
        ("lâ€™Ã©cole Ã\u00a0 cÃ´tÃ©, Å“uvre", "l'école à côté, oeuvre"),
        (unicodedata.normalize("NFD", "énergie"), "énergie"),
    ],
)
def test_fold_makes_typographic_choices_the_same_way(text, plain):
    assert fold(text) == plain


def test_fold_keeps_case_and_accents():
    assert fold("État, Élu, tué") == "État, Élu, tué"


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_text_is_cleaned_and_folded(text):
    assert clean(clean(text)) == clean(text)
    assert "  " not in fold(text)
