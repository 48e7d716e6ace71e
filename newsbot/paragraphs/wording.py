"""The words of a paragraph, with typography out of the way."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from newsbot.text import fold

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d]\w*|[%€$£°?]")
THOUSANDS = re.compile(r"(?<!\d)\d{1,3}(?:[ .]\d{3})+(?!\d)")
_AGENCIES = r"(?:AFP|Reuters|AP|Belga|ATS|ANSA|EFE|dpa|Keystone-ATS|Agence France-Presse|AFP ?/ ?Reuters)"
_CREDIT = re.compile(
    rf"^(?:[A-ZÉÈÀÂÎÔÇ][^.!?]{{0,60}}\({_AGENCIES}\) ?[-,:] |\(?{_AGENCIES}\)? ?[-:] )"
    rf"|(?: ?\((?:avec |source ?: ?|© ?)?{_AGENCIES}(?: et {_AGENCIES})?\)|(?: -|\.) ?(?:© ?)?{_AGENCIES}) ?\.?$"
)

_COMMON = frozenset(
    "dans pour avec plus cette sont leur leurs mais comme aussi fait elle elles nous vous tout tous toute toutes ainsi "
    "apres avant entre selon contre depuis meme encore etre etait etaient avait avaient sera seront serait peut alors "
    "donc dont deux sans sous vers chez cela ceux celle celui lors notre votre autre autres tres bien moins quand "
    "ont ete notamment egalement toujours alors".split()
)


@dataclass(slots=True, frozen=True)
class Wording:
    """`text` folded and without agency credit, its tokens without accents, and `key`, their one spelling.

    `truncated` where it ends in dots: '…', '[...]'. `telling` are its longer words, cut to six letters, and its
    numbers: paragraphs that repeat each other share a good part of them.
    """

    text: str
    words: tuple[str, ...]
    key: str
    truncated: bool
    telling: frozenset[str]


def unaccented(text: str) -> str:
    """`text` in lower case without accents."""
    text = text.casefold()
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


@lru_cache(4096)
def wording(text: str) -> Wording:
    """The wording of a paragraph."""
    folded = _CREDIT.sub("", fold(text)).strip()
    joined = THOUSANDS.sub(lambda m: m[0].replace(" ", "").replace(".", ""), folded)
    words = tuple(_TOKEN.findall(unaccented(joined)))
    truncated = folded.endswith(("...", "...]", "...)", '..."'))
    telling = frozenset(w[:6] for w in words if (len(w) > 3 or w.isdigit()) and w not in _COMMON)
    return Wording(folded, words, " ".join(words) or folded, truncated, telling)
