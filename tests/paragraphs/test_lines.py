import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsbot.paragraphs import SiteLines, line_key, recurs


def test_lines_that_differ_in_typography_share_a_key():
    assert line_key("L’info, « en direct »") == line_key('L\'info,  "en direct"')
    assert line_key("L’info en direct") != line_key("L’info en différé")
    assert -(2**63) <= line_key("Publicité") < 2**63


def test_a_page_counts_once():
    lines = SiteLines()
    for _ in range(9):
        lines.observe("page-1", ["Suivre notre chaîne"])
    assert not lines.recurring("Suivre notre chaîne")


def test_a_line_on_three_pages_recurs():
    lines = SiteLines()
    for page in range(3):
        lines.observe(f"page-{page}", ["Suivre notre chaîne", f"Texte numéro {page} de cette page."])
    assert lines.recurring("Suivre  notre chaîne")
    assert not lines.recurring("Texte numéro 1 de cette page.")


def test_a_sentence_needs_more_pages_than_a_few_words():
    assert recurs("x" * 90, 3, 12)
    assert not recurs("x" * 120, 3, 12)
    assert recurs("x" * 120, 5, 20)
    assert not recurs("x" * 120, 4, 20)
    assert not recurs("Texte court", 3, 1000)


WORDS = st.lists(st.text("abcéèàçôïœŒÉ0123456789,.%?'-", min_size=1), min_size=1, max_size=12)
LINES = WORDS.map(" ".join).filter(lambda text: any(map(str.isalnum, text)))


@pytest.mark.parametrize(
    "noise",
    [
        lambda text: text.replace("'", "’"),
        lambda text: text.replace(" ", "\u202f"),
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: f"«\u00a0{text} »",
        lambda text: text.replace("a", "a\u00ad"),
        lambda text: text.replace("œ", "oe").replace("Œ", "OE"),
        lambda text: text.replace("-", "–").replace("'", "&#39;"),
    ],
)
@settings(max_examples=100, deadline=None)
@given(LINES)
@example("0 - 0 %")
@example("É -0 %")
@example("a -0 %")
def test_typography_changes_no_key(noise, text):
    assert line_key(noise(text)) == line_key(text)
