"""Numbers as French prints them: digits, words, fractions, ordinals, and the scale words after them."""

from __future__ import annotations

import re
from collections.abc import Sequence

_UNITS = {
    "zero": 0, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
}  # fmt: skip
_TENS = {
    "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
    "septante": 70, "huitante": 80, "octante": 80, "nonante": 90,
}  # fmt: skip
_ABOUT = {
    "huitaine": 8, "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30,
    "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "millier": 1000,
}  # fmt: skip
_UNTOLD = {"dizaines": "10s", "centaines": "100s", "milliers": "1000s"}  # 'des centaines de blessés'
_HUNDREDS = {"cent", "cents"}
_SCALES = {
    "mille": 1e3, "million": 1e6, "millions": 1e6, "mio": 1e6, "mios": 1e6, "milliard": 1e9, "milliards": 1e9,
    "md": 1e9, "mds": 1e9, "mrd": 1e9, "mrds": 1e9,
}  # fmt: skip
_MONEY = (["€"], ["eur"], ["$"], ["usd"], ["£"], ["chf"])  # 12 M€
_ORDINALS = {
    "premier": 1, "premiere": 1, "second": 2, "seconde": 2, "deuxieme": 2, "troisieme": 3,
    "quatrieme": 4, "cinquieme": 5, "sixieme": 6, "septieme": 7, "huitieme": 8, "neuvieme": 9,
    "dixieme": 10, "onzieme": 11, "douzieme": 12, "treizieme": 13, "quatorzieme": 14, "quinzieme": 15,
    "seizieme": 16, "vingtieme": 20, "trentieme": 30, "quarantieme": 40, "cinquantieme": 50,
    "soixantieme": 60, "centieme": 100, "millieme": 1000, "unieme": 1,
}  # fmt: skip
_DIGITS = re.compile(r"-?\d+(?:[.,]\d+)*")
_ORDINAL = re.compile(r"(\d+)(?:er|ere|re|e|eme|ieme|nd|nde)")
_ROMAN = re.compile(r"([xvi]+)(?:e|er|eme)")
_ROMANS = [
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x",
    "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx", "xxi",
]  # fmt: skip
_FRACTIONS = {
    "tiers": 3, "quart": 4, "quarts": 4, "cinquieme": 5, "cinquiemes": 5, "dixieme": 10, "dixiemes": 10,
}  # fmt: skip
_BEGINNINGS = frozenset(
    {"mille", "moitie", "demi", "un", "une", *_UNITS, *_TENS, *_ABOUT, *_UNTOLD, *_HUNDREDS, *_ORDINALS}
)
NUMBER_WORDS = _BEGINNINGS - {"un", "une"} | _SCALES.keys() | _FRACTIONS.keys()


def number(words: Sequence[str], start: int, *, capital: bool = False) -> tuple[int, str] | None:
    """The number that begins at `start` among words without accents: where it ends, and its one spelling.

    '1,1 milliard' and '1 100 millions' are '1100000000', '3e' and 'troisième' '3.', 'la moitié' and '50 %'
    '50%', 'un quart' '25%', 'une quinzaine' '15'; 'XXIe' only where it is written with a `capital`. None
    where no number begins; 'un' and 'une' alone are articles.
    """
    word = words[start]
    if word not in _BEGINNINGS and word[0] not in "-0123456789xvi":
        return None
    following = words[start + 1] if start + 1 < len(words) else ""
    if ordinal := _ORDINAL.fullmatch(word):
        return start + 1, f"{int(ordinal[1])}."
    if capital and (roman := _ROMAN.fullmatch(word)) and roman[1] in _ROMANS:
        return start + 1, f"{_ROMANS.index(roman[1]) + 1}."
    title = word.startswith("premi") and following in ("ministre", "ministres", "dame")
    if word in _ORDINALS and not title:
        return start + 1, f"{_ORDINALS[word]}."
    if word in _UNTOLD:
        return start + 1, _UNTOLD[word]
    if word == "moitie":
        return start + 1, "50%"
    if word == "demi" and following:
        whole = _SCALES.get(following) or _ABOUT.get(following)
        return (start + 2, f"{whole / 2:.12g}") if whole else (start + 1, "0.5")
    value, end = _cardinal(words, start)
    if end == start and word in ("un", "une") and following in _FRACTIONS.keys() | _SCALES.keys():
        if words[start + 1 : start + 4] == ["quart", "d", "heure"]:
            return None
        value, end = 1, start + 1
    if word == "mille":
        value = 1
    elif end == start:
        return None
    value, end = _scaled(words, value, end)
    following = words[end] if end < len(words) else ""
    if following and _compound(words, end):
        return end + 1, f"{value + _ORDINALS[following]:.12g}."
    if following in _FRACTIONS and value < 10:
        return end + 1, f"{100 * value / _FRACTIONS[following]:.6g}%"
    if words[end : end + 2] == ["pour", "cent"]:
        return end + 2, f"{value:.12g}%"
    if following in ("%", "pourcent"):
        return end + 1, f"{value:.12g}%"
    return end, f"{value:.12g}"


def _scaled(words: Sequence[str], value: float, end: int) -> tuple[float, int]:
    """The value times the scale words at `end`, with what they add, and its end.

    'deux milliards deux cents millions', 'deux mille cinq cents', 'deux millions et demi', '12 M€'.
    """
    if words[end : end + 1] == ["m"] and words[end + 1 : end + 2] in _MONEY:
        return value * 1e6, end + 1
    while end < len(words) and (scale := _SCALES.get(words[end])):
        value, end = value * scale, end + 1
        if words[end : end + 2] == ["et", "demi"]:
            return value + scale / 2, end + 2
        rest, after = _cardinal(words, end) if end < len(words) else (0, end)
        if after > end and after < len(words) and _SCALES.get(words[after], scale) < scale:
            rest, after = _scaled(words, rest, after)
        elif scale > 1e3:
            continue
        value, end = value + rest, after
    return value, end


def _compound(words: Sequence[str], end: int) -> bool:
    """Whether the ordinal at `end` belongs to the number before it: 'dix-septième', 'vingt et unième'."""
    if words[end] == "unieme":
        return words[end - 1] == "et" or words[end - 1] in _TENS
    small = 1 < _ORDINALS.get(words[end], 0) < 10 and words[end] not in ("second", "seconde")
    return small and (words[end - 1] == "dix" or words[end - 1] in _TENS)


def _cardinal(words: Sequence[str], start: int) -> tuple[float, int]:
    """The value below a thousand, or in digits, that begins at `start`, and its end; (0, start) for none."""
    if _DIGITS.fullmatch(words[start]):
        digits = words[start].replace(",", ".")
        return float(digits if digits.count(".") < 2 else digits.replace(".", "")), start + 1
    if words[start] in _ABOUT:
        return _ABOUT[words[start]], start + 1
    value, end = 0.0, start
    while end < len(words):
        word = words[end]
        if word in _UNITS:
            value += _UNITS[word]
        elif word in _TENS:
            value = value - 4 + 80 if word.startswith("vingt") and value % 100 == 4 else value + _TENS[word]
        elif word in _HUNDREDS and not (end > start and words[end - 1] == "pour"):
            value = 100 * (value or 1)
        elif word in ("et", "un", "une") and end > start and _continues(words, end):
            value += word != "et"
        else:
            break
        end += 1
    return value, end


def _continues(words: Sequence[str], end: int) -> bool:
    """Whether 'et' or 'un' at `end` is part of the number before it: 'vingt et un', 'quatre-vingt-un'."""
    if words[end] == "et":
        return words[end - 1] in _TENS and words[end + 1 : end + 2] in (["un"], ["une"], ["onze"], ["unieme"])
    return words[end - 1] == "et" or words[end - 1] in _TENS
