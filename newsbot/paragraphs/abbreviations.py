"""Abbreviations that one of two texts has and the other writes in full."""

from __future__ import annotations

import re
from functools import lru_cache

from newsbot.paragraphs.wording import folded, unaccented

_ACRONYM = re.compile(
    r"(?<![\w.-])(?:[A-ZÉ]{3,}(?![\w-])|[A-ZÉÎ](?:\.-?[A-ZÉÎ])+\.)|(?<=\()[A-ZÉ]\w{2,}(?=\))"
)
_SHORT = re.compile(r"\b([^\W\d]{2,5})\.(?= [a-zà-ÿ\d])")
_SIGN = re.compile(r"[A-ZÉÎ.(](?:[A-ZÉ.]| [a-zà-ÿ\d])")  # in all of both; quicker to look for
_SMALL = r"(?:de|du|des|la|le|les|et|pour|a|aux?|en|sur|dans|sans|contre|of|the|for)"
_BETWEEN = rf"(?:[ -]{_SMALL})*[ -](?:de )?(?:[dl]')*"


def in_full(a: str, b: str) -> tuple[str, str]:
    """Both texts with what one abbreviates as the other has it in full, folded where anything is.

    'OMSA' is 'Organisation mondiale de la santé animale' where one of the texts has these words, by their
    first letters, with or without the other in brackets; 'dép.' is a longer word that begins so.
    """
    if not (_abbreviated(a) or _abbreviated(b)):
        return a, b
    from newsbot.paragraphs.lexicon import groups, stem

    plain = folded(a), folded(b)
    texts = list(plain)
    for acronym in dict.fromkeys(_ACRONYM.findall(" ".join(plain))):
        if acronym in texts[0] and acronym in texts[1] and f"({acronym})" not in a + b:
            continue
        if name := _name(acronym, texts[0]) or _name(acronym, texts[1]):
            alone = rf"(?<!\w){re.escape(acronym)}(?!\w)"
            both = rf"{re.escape(name)} \({alone}\)|{alone} \({re.escape(name)}\)"
            if not any(group.startswith("names") for group in groups(stem(unaccented(acronym)))):
                both += rf"|{alone}"
            texts = [re.sub(both, name, text) for text in texts]
    for n, text in enumerate(plain):
        for short in _SHORT.findall(text):
            other = texts[1 - n]
            longer = re.search(rf"\b{re.escape(short)}\w{{2,}}", other, re.IGNORECASE)
            if longer and not re.search(rf"\b{re.escape(short)}\b", other, re.IGNORECASE):
                texts[n] = re.sub(rf"\b{re.escape(short)}\.", longer[0], texts[n])
    return (a, b) if tuple(texts) == plain else (texts[0], texts[1])


@lru_cache(256)
def _abbreviated(text: str) -> bool:
    if not _SIGN.search(text) or text.isupper():
        return False
    return (_ACRONYM.search(text) or _SHORT.search(text)) is not None


def _name(acronym: str, text: str) -> str:
    """The words of the text that the letters begin."""
    letters = re.sub("[.-]", "", unaccented(acronym))
    words = _BETWEEN.join(rf"(?!(?:{_SMALL}|{letters})\b){letter}\w+" for letter in letters)
    plain = unaccented(text)
    found = re.search(rf"\b{words}", plain) if len(plain) == len(text) else None
    return text[found.start() : found.end()] if found else ""
