"""The words of a paragraph, with typography and the agency's credit out of the way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import KeysView
from functools import lru_cache
from typing import NamedTuple

from newsbot.text import AGENCY, fold

_NUMBER = re.compile(r"\d+(?:[ .,]\d+)+")
_THOUSANDS = re.compile(r"(?<!\d)\d{1,3}(?:[ .]\d{3})+(?!\d)")
BELOW = r"[-–−](?<=[\w\u0300-\u036f\u00ad,:]\s.|.\(.)\s?(?=\d+(?:[.,]\d+)?\s?(?:%|°|degr|points?\b))"
"""Matches the sign of a figure below zero, but no dash at the head of a line or in a range."""
_BELOW = re.compile(BELOW)
_UNITS = ("%", "°", "degr", "point")  # one of these is in all that it matches
_WORDS = re.compile(r"\w+|[%?]")
_AGENCY = rf"{AGENCY}(?:[-/ ]{{1,3}}{AGENCY})*"
_CREDIT = re.compile(
    rf"^(?:[A-ZÀ-ÖØ-Þ][^.!?:;|]{{0,60}}[,(|] ?{_AGENCY} ?[)|,]? ?[-:|,] ?|\(?{_AGENCY}\)? ?[-:|] )"
    rf"|[ \"]*(?:\((?:avec |source ?: ?|© ?|par )?{_AGENCY}(?: (?:et|avec) {_AGENCY})?\)"
    rf"|[-|] ?{_AGENCY}|© ?{_AGENCY}) ?\.?$"
    r"|(?<=[.!?\])\"])(?![.!?\])\"]) ?\W*(?i:lire (?:la suite|plus|(?:tout )?l'article)|en savoir plus"
    r"|(?:continuer|poursuivre) (?:la|votre) lecture|read more|continue reading)\W*$"
    r"|(?<=[.!?\]])(?![.!?\])\"]) ?\W*(?i:(?:article )?réservé aux abonnés|abonnés)\W*$"
)
_CREDIT_WORDS = frozenset(re.findall(r"[a-z]{2,}", AGENCY.lower())) - {"france", "la", "press", "presse"} | {
    "lire", "savoir", "reserve", "abonnes", "lecture", "read", "reading"
}  # fmt: skip
_BREAK = re.compile(r"(?<=[.!?])[\"')\]]* +(?=[\"'(\[-]* ?[A-ZÀ-ÖØ-Þ0-9])")
_ABBREVIATED = re.compile(
    r"(?:^|[\s\"'(])(?:[A-ZÉ]|MM?|Mmes?|Mlles?|Dr|Me|St|Ste|av|bd|env|etc|cf|art|p)\.[\"')\]]*$"
)
_ACCENTED = [(c, unicodedata.normalize("NFD", c)[0]) for c in "éèêëàâäçîïíôöóùûüúñ"]
_SIGNS = (("%", " % "), ("?", " ? "), ("$", " usd "), ("£", " gbp "), ("°", " deg "))
_TYPOGRAPHY = {
    "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u202f": " ", "€": " eur ",
    "œ": "oe", "Œ": "oe",
}  # fmt: skip


def _plain(code: int) -> str:
    """A Latin-1 character in lower case without accent; what is neither word nor sign is a space."""
    character = unicodedata.normalize("NFKD", chr(code).casefold())[0]
    return character if character.isascii() and (character.isalnum() or character in "_%?") else " "


_LATIN = "".join(map(_plain, range(256))).encode("ascii")
_CLASSES = {
    "0": "0123456789",
    ",": " .,\u00a0",  # what may stand in a number
    "%": "%?$£°",
    "&": "&æÆµ¼½¾ÃÂÅ\u00ad",  # what may be more than one character's typography
}
_SHAPE = bytes.maketrans(
    "".join(_CLASSES.values()).encode("latin-1"),
    "".join(mark * len(characters) for mark, characters in _CLASSES.items()).encode(),
)
_DOTS = ("…", "..", "&", "â€")  # as they are printed, as an entity, as UTF-8 misread
_COMMON = frozenset({
    "a", "ai", "ainsi", "alors", "ans", "apres", "as", "au", "aussi", "autre", "autres", "aux", "avait",
    "avaient", "avant", "avec", "bien", "c", "ce", "cela", "celle", "celui", "ces", "cette", "ceux", "chez",
    "comme", "contre", "d", "dans", "de", "depuis", "des", "deux", "donc", "dont", "du", "egalement",
    "elle", "elles", "en", "encore", "entre", "est", "et", "etaient", "etait", "ete", "etre", "eu", "fait",
    "il", "ils", "je", "l", "la", "le", "les", "leur", "leurs", "lors", "lui", "mais", "me", "meme",
    "moins", "n", "ne", "notamment", "notre", "nous", "on", "ont", "ou", "par", "pas", "peut", "plus",
    "pour", "qu", "quand", "que", "qui", "s", "sa", "sans", "se", "selon", "sera", "serait", "seront",
    "ses", "si", "son", "sont", "sous", "sur", "t", "toujours", "tous", "tout", "toute", "toutes", "tres",
    "un", "une", "vers", "votre", "vous", "y",
})  # fmt: skip


class Wording(NamedTuple):
    """How many words a text has, `key`, their one spelling without accents and credit, and what they tell.

    `telling` are the words but the commonest of French, each once, in order: paragraphs that repeat each
    other share a good part of them.
    """

    size: int
    key: str
    telling: KeysView[str]


@lru_cache(1024)
def wording(text: str) -> Wording:
    """The wording of a paragraph."""
    words = _words(text)
    telling = _telling(words)
    if not telling.isdisjoint(_CREDIT_WORDS):
        words = _words(folded(text))
        telling = _telling(words)
    return Wording(len(words), " ".join(words) or folded(text), telling)


def _telling(words: list[str]) -> KeysView[str]:
    return dict.fromkeys([word for word in words if word not in _COMMON]).keys()


@lru_cache(256)
def folded(text: str) -> str:
    """`text` with all typographic choices made the same way, without agency credit and 'Lire la suite'."""
    return _CREDIT.sub("", fold(text)).strip()


def split(text: str) -> list[str]:
    """The sentences of a folded text."""
    parts: list[str] = []
    for part in _BREAK.split(text):
        if parts and _ABBREVIATED.search(parts[-1]):
            parts[-1] += " " + part
        else:
            parts.append(part)
    return parts


def truncated(text: str) -> bool:
    """Whether the text ends in dots that stand for more: '…', '[...]'."""
    dotted = any(dots in text for dots in _DOTS)
    return dotted and folded(text).endswith(("...", "...]", "...)", '..."'))


def unaccented(text: str) -> str:
    """`text` in lower case without accents."""
    text = text.casefold()
    if text.isascii():
        return text
    for accented, plain in _ACCENTED:
        if accented in text:
            text = text.replace(accented, plain)
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def spelled(text: str) -> str:
    """Folded text with the digits of each number together: '1 100' and '1.100' are '1100'."""
    return _NUMBER.sub(lambda number: _THOUSANDS.sub(_together, number[0]), text)


def _together(number: re.Match[str]) -> str:
    return number[0].replace(" ", "").replace(".", "")


def _words(text: str) -> list[str]:
    """The words, numbers and signs of a text, in lower case without accents; '3,1' is '3_1'.

    Most text is told in bytes, which is several times faster; what is not Latin is folded first.
    """
    if any(unit in text for unit in _UNITS):
        text = _BELOW.sub("moins ", text)
    latin = _latin(text)
    if latin is None or b"&" in latin.translate(_SHAPE):
        text = fold(text)
        latin = _latin(text)
        if latin is None:
            return _WORDS.findall(unaccented(_NUMBER.sub(_one_word, text)))
    shape = latin.translate(_SHAPE)
    if b"0,0" in shape:
        text = latin.replace(b"\xa0", b" ").decode("latin-1")
        latin = _NUMBER.sub(_one_word, text).encode("latin-1")
    if b"%" in shape:
        for sign, word in _SIGNS:
            latin = latin.replace(sign.encode("latin-1"), word.encode())
    return latin.translate(_LATIN).decode("ascii").split()


def _latin(text: str) -> bytes | None:
    """The text in Latin-1, where nothing but its punctuation is outside of it."""
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        pass
    if "â€" in text:  # a quotation mark in UTF-8 read as Windows-1252
        return None
    for character, plain in _TYPOGRAPHY.items():
        if character in text:
            text = text.replace(character, plain)
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return None


def _one_word(number: re.Match[str]) -> str:
    return _THOUSANDS.sub(_together, number[0]).replace(",", "_").replace(".", "_")
