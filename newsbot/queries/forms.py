"""The forms of a French word: which words of the full-text index are inflections of the same one."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from functools import cache

from Stemmer import Stemmer

_ACCENTS = re.compile("[\u0300-\u036f]+")
_WORD = re.compile(r"[^\W_]+")

# Plurals that no ending tells, a closed class of the language.
_PLURALS = {
    "aieux": "aieul",
    "baux": "bail",
    "cieux": "ciel",
    "coraux": "corail",
    "mesdames": "madame",
    "messieurs": "monsieur",
    "travaux": "travail",
    "vitraux": "vitrail",
    "yeux": "oeil",
}

# The index has no accents, on which Snowball's endings depend: both readings of an ending are tried.
_ACCENTED = [
    (re.compile(r"(?<=.{2})e(e?s?)$"), r"é\1"),
    (re.compile(r"(?<=.{2})erent$"), "èrent"),
    (re.compile(r"(?<=.{2})ite(s?)$"), r"ité\1"),
    (re.compile(r"(?<=.{2})iere(s?|ment)$"), r"ière\1"),
]


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


# Snowball keeps the s of 'lois' and 'élus', the x of 'jeux' and the -ent of 'manifestent', for the sake of
# words like these.
_INVARIABLE = frozenset(
    words("""
    bois bras cas choix content couvent croix cours deux dos fois gens heureux mieux mois nous os paris pas
    perdus plus poids prix puis sous souvent temps tous toux violent voix vous
    """)
)
_PLURAL = re.compile(r"(?<=[aiou])s$|(?<=[eo]u)x$")
_THEY = re.compile(r"(?<=.{4})ent$")


@cache
def stems(word: str) -> frozenset[str]:
    """What the forms of `word`, a word of the index, have in common: one stem for each reading of it."""
    readings = {word, _PLURALS.get(word, word)}
    if word not in _INVARIABLE:
        readings |= {_PLURAL.sub("", word), _THEY.sub("e", word)}
    for ending, accented in _ACCENTED:
        readings.update([ending.sub(accented, reading) for reading in readings])
    return frozenset("".join(words(_stemmer().stemWord(reading))) for reading in readings)


def forms(connection: sqlite3.Connection, word: str) -> list[str]:
    """The words of the index that share a stem with `word`, a word of the index, and `word` itself.

    A number, or a word of one or two letters, has no other form. Forms differ in the last letter of their
    stem at most ('journ-al', 'journ-aux'), in two where an adverb is among them ('évide-nt', 'évide-mment').
    """
    if len(word) < 3 or not word.isalpha():
        return [word]
    mine = stems(word)
    candidates = {word} | {plural for plural, one in _PLURALS.items() if one == word}
    for start in {stem[: max(3, len(stem) - (2 if stem.endswith("nt") else 1))] for stem in mine}:
        query = "SELECT term FROM article_vocab WHERE term >= ? AND term < ?"
        candidates.update(term for (term,) in connection.execute(query, (start, start + "\U0010ffff")))
    return sorted(term for term in candidates if not mine.isdisjoint(stems(term)))


@cache
def _stemmer() -> Stemmer:
    return Stemmer("french")
