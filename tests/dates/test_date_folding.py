from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot.dates.folding import fold, printed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Publi&eacute;&nbsp;le <b>3</b> mars", "Publié le 3 mars"),
        ("3 f&amp;eacute;vrier", "3 février"),
        ("\ufeffsep\u00adtembre\u200b \u2060 2022\u200f", "septembre 2022"),
        ("fe\u0301vrier", "février"),
        ("PubliÃ© le 15 aoÃ»t Ã\u00a0 18h", "Publié le 15 août à 18h"),
        ("Aujourdâ€™hui â€“ 8h", "Aujourd’hui – 8h"),
        ("Ãtat <3", "Ãtat <3"),
        ("lire https://a.example/2022/09/30/ vite", "lire | vite"),
    ],
)
def test_printed(text: str, expected: str) -> None:
    assert printed(text) == expected


def test_fold() -> None:
    assert fold("1ᵉʳ AOÛT – 18\u202fH ’ ∕ − « œ » ·") == '1er aout - 18 h \' / - " o " |'
    assert fold("ao\ufffdt dØcembre") == "ao?t d?cembre"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_folding_is_plain_and_keeps_the_length(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert folded.isascii()
    assert folded == folded.lower()
    assert fold(folded) == folded
