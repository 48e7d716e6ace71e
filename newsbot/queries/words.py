"""Words as the full-text index has them, and as they stand in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import chain

_ACCENTS = re.compile("[\u0300-\u036f]+")
_WORD = re.compile(r"[^\W_]+")


def plain(text: str) -> str:
    """`text` in lower case, without accents or ligatures, as the full-text index reads it."""
    text = text.lower()
    if not text.isascii():
        text = text.replace("œ", "oe").replace("æ", "ae")
        text = _ACCENTS.sub("", unicodedata.normalize("NFD", text))
    return text


def words(text: str) -> list[str]:
    """The words of `text` as the full-text index has them."""
    return _WORD.findall(plain(text))


_WORD_STARTS, _WORD_ENDS = r"(?<![^\W_].)", r"(?![^\W_])"  # the first stands after the first letter


def pattern(phrases: Iterable[str], *, between: str = r"[\W_]+") -> re.Pattern[str]:
    """What finds any of `phrases` in a text as it was printed, with capitals, accents and ligatures.

    A phrase is words of the index with spaces between them, for which `between` stands; one that ends with
    '*' finds words that begin so. Without phrases nothing is found.
    """
    heads, tails = "", []
    for phrase in phrases:
        first, *letters = _LETTER.findall(phrase)
        heads += _letters(first[0]) + (_letters(first) if first[1:] else "")
        # the first letter is read by one class for all phrases, at which the engine leaps through the text
        head = f"(?<=[{_letters(first[0])}])" + (f"[{_letters(first[1])}]" if first[1:] else "")
        ligature = f"|(?<=[{_letters(first)}])" if first[1:] else ""
        tails.append(f"(?:{head}{ligature})" + "".join(_spelt(letter, between) for letter in letters))
    if not tails:
        return re.compile("(?!)")
    return re.compile(f"[{heads}]{_WORD_STARTS}(?:{'|'.join(tails)}){_WORD_ENDS}", re.DOTALL)


_LETTER = re.compile("oe|ae|.", re.DOTALL)


def _spelt(letter: str, between: str) -> str:
    if letter == " ":
        return between
    if letter == "*":
        return r"[^\W_]*"
    if letter[1:]:
        return f"(?:[{_letters(letter[0])}][{_letters(letter[1])}]|[{_letters(letter)}])"
    return f"[{_letters(letter)}]"


def _letters(letter: str) -> str:
    """The characters that the index reads as `letter`, for a class of a regular expression."""
    return _spellings().get(letter, "") + re.escape(letter + letter.upper())


@cache
def _spellings() -> dict[str, str]:
    spellings: dict[str, str] = {}
    latin = (range(0x41, 0x5B), range(0x61, 0x7B), range(0xC0, 0x250), range(0x1E00, 0x1F00))
    for character in map(chr, chain(*latin)):
        letter = plain(character)
        spellings[letter] = spellings.get(letter, "") + character
    return spellings
