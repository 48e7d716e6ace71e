"""The words of a paragraph, with typography and the agency's credit out of the way."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from newsbot.text import fold

_NUMBER = re.compile(r"\d+(?:[ .,]\d+)+")
_THOUSANDS = re.compile(r"(?<!\d)\d{1,3}(?:[ .]\d{3})+(?!\d)")
_SIGNS = {"%": " % ", "?": " ? ", "$": " usd ", "€": " eur ", "£": " gbp ", "°": " deg "}
_WORDS = re.compile(r"\w+|[%?]")
_AGENCIES = (
    "AFP", "Reuters", "REUTERS", "AP", "Belga", "BELGA", "ATS", "ANSA", "EFE", "dpa", "DPA", "PA Media",
    "Agence France-Presse", "Keystone",
)  # fmt: skip
_NAMED = re.compile("|".join(_AGENCIES))
_AGENCY = rf"(?:{'|'.join(_AGENCIES)})(?:[-/ ]{{1,3}}(?:{'|'.join(_AGENCIES)}))*"
_CREDIT = re.compile(
    rf"^(?:[A-ZÀ-ÖØ-Þ][^.!?:;|]{{0,60}}[,(|] ?{_AGENCY} ?[)|,]? ?[-:|,] ?|\(?{_AGENCY}\)? ?[-:|] )"
    rf"|[ \"]*(?:\((?:avec |source ?: ?|© ?|par )?{_AGENCY}(?: (?:et|avec) {_AGENCY})?\)"
    rf"|[-|] ?{_AGENCY}|© ?{_AGENCY}) ?\.?$"
)
_ACCENTED = [(c, unicodedata.normalize("NFD", c)[0]) for c in "éèêëàâäçîïíôöóùûüúñ"]


def _plain(code: int) -> str:
    """A Latin-1 character in lower case without accent; what is neither word nor sign is a space."""
    character = unicodedata.normalize("NFD", chr(code).casefold())[0]
    return character if character.isascii() and (character.isalnum() or character in "_%?") else " "


_LATIN = "".join(map(_plain, range(256))).encode("ascii")
_SHAPE = bytes.maketrans(b"123456789", b"000000000")
_COMMON = {
    "dans", "pour", "avec", "plus", "cette", "sont", "leur", "leurs", "mais", "comme", "aussi", "fait",
    "elle", "elles", "nous", "vous", "tout", "tous", "toute", "toutes", "ainsi", "apres", "avant",
    "entre", "selon", "contre", "depuis", "meme", "encore", "etre", "etait", "etaient", "avait",
    "avaient", "sera", "seront", "serait", "peut", "alors", "donc", "dont", "deux", "sans", "sous",
    "vers", "chez", "cela", "ceux", "celle", "celui", "lors", "notre", "votre", "autre", "autres",
    "tres", "bien", "moins", "quand", "notamment", "egalement", "toujours",
}  # fmt: skip


class Wording(NamedTuple):
    """`text` folded and without agency credit, its tokens without accents, and `key`, their one spelling.

    `truncated` where it ends in dots: '…', '[...]'. `telling` are its longer words, cut to six letters, and
    its numbers, in order: paragraphs that repeat each other share a good part of them.
    """

    text: str
    words: tuple[str, ...]
    key: str
    truncated: bool
    telling: dict[str, None]


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


def spelled(folded: str) -> str:
    """Folded text with the digits of each number together: '1 100' and '1.100' are '1100'."""
    return _NUMBER.sub(lambda number: _THOUSANDS.sub(_together, number[0]), folded)


def _together(number: re.Match[str]) -> str:
    return number[0].replace(" ", "").replace(".", "")


def _words(folded: str) -> list[str]:
    """The words, numbers and signs of a folded text, in lower case without accents; '3,1' is '3_1'."""
    text = folded
    for sign, word in _SIGNS.items():
        if sign in text:
            text = text.replace(sign, word)
    try:
        latin = text.encode("latin-1")
    except UnicodeEncodeError:
        return _WORDS.findall(unaccented(_NUMBER.sub(_one_word, text)))
    shape = latin.translate(_SHAPE)
    if b"0 0" in shape or b"0,0" in shape or b"0.0" in shape:
        latin = _NUMBER.sub(_one_word, text).encode("latin-1")
    return latin.translate(_LATIN).decode("ascii").split()


def _one_word(number: re.Match[str]) -> str:
    return _THOUSANDS.sub(_together, number[0]).replace(",", "_").replace(".", "_")


@lru_cache(1024)
def wording(text: str) -> Wording:
    """The wording of a paragraph."""
    folded = fold(text)
    if _NAMED.search(folded):
        folded = _CREDIT.sub("", folded).strip()
    words = tuple(_words(folded))
    telling = dict.fromkeys([w[:6] for w in words if (len(w) > 3 or w[0].isdigit()) and w not in _COMMON])
    truncated = folded.endswith(("...", "...]", "...)", '..."'))
    return Wording(folded, words, " ".join(words) or folded, truncated, telling)
