"""French words: as the full-text index has them, in all their forms, and as they stand in a text."""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

from Stemmer import Stemmer

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


# ------------------------------------------------------------ the forms of a word

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

# Verbs of the third group, whose forms Snowball keeps apart ('vendre', 'vendu'; 'obtenir', 'obtient'):
# what stands before the endings, the infinitive's ending, and those of its other forms that are common in
# print. 'pendant' is no form of 'pendre', nor are other participles in -ant.
_VERBS = (
    ("end ond pand erd ord att ett omp", "re", "- t s e es ent ez ait aient u ue us ues ra rait raient ront"),
    ("pr", "endre", "is ise ises ennent enne enez enait enaient"),
    ("m", "ettre", "et ets is ise ises"),
    ("a e o", "indre", "int ints inte intes ignent ignait ignaient"),
    ("u d", "ire", "it its ite ites isent isait isaient"),
    ("cr", "ire", "it its ite ites ivent ivait ivaient"),
    ("t v", "enir", "enu enue enus enues ient iennent ienne iendra iendrait iendront"),
    ("ouv ff", "rir", "ert erte erts ertes"),
    ("conn par", "aitre", "u ue us ues ait aissent aissait aissaient"),
    ("c", "evoir", "u ue us ues oit oivent oive"),
)
_CONJUGATED = {
    root + infinitive: [root + ending.strip("-") for ending in endings.split()]
    for roots, infinitive, endings in _VERBS
    for root in roots.split()
}
_INFINITIVES = {ending: infinitive for infinitive, endings in _CONJUGATED.items() for ending in endings}
_LONGEST = max(map(len, _INFINITIVES))
_LAST = "\U0010ffff"

# Words that look like a plural or a form of a verb and are none, or mean something else.
_INVARIABLE = frozenset(
    words("""
    avenue avenues bois bras cas choix content couvent croix cours détenu détenus deux dos entreprise
    entreprises fois fond fonds gens heureux mieux mois nous nuit nuits os paris pas plus poids point points
    prix puis revenu revenus saint sainte saintes saints sous souvent temps tous toux violent voix vous
    """)
)

# The index has no accents, on which Snowball's endings depend: both readings of an ending are tried.
# Snowball keeps the s of 'lois' and 'élus', the x of 'jeux' and the -ent of 'manifestent', for the sake of
# words such as the above.
_ACCENTED = [
    (re.compile(r"(?<=.{2})e(e?s?)$"), r"é\1"),
    (re.compile(r"(?<=.{2})erent$"), "èrent"),
    (re.compile(r"(?<=.{2})ite(s?)$"), r"ité\1"),
    (re.compile(r"(?<=.{2})iere(s?|ment)$"), r"ière\1"),
]
_PLURAL = re.compile(r"(?<=[aiou])s$|(?<=[eo]u)x$")
_THEY = re.compile(r"(?<=.{4})ent$")


def _infinitives(word: str) -> set[str]:
    """The verbs of the third group that `word` may be a form of."""
    endings = (word[-length:] for length in range(1, min(_LONGEST, len(word)) + 1))
    return {word.removesuffix(end) + _INFINITIVES[end] for end in endings if end in _INFINITIVES}


@cache
def stems(word: str) -> frozenset[str]:
    """What the forms of `word`, a word of the index, have in common: one stem for each reading of it."""
    readings = {word, _PLURALS.get(word, word)}
    if word not in _INVARIABLE:
        readings |= {_PLURAL.sub("", word), _THEY.sub("e", word)} | _infinitives(word)
    for ending, accented in _ACCENTED:
        readings.update([ending.sub(accented, reading) for reading in readings])
    return frozenset("".join(words(_stemmer().stemWord(reading))) for reading in readings)


def forms(connection: sqlite3.Connection, word: str) -> list[str]:
    """The words of the index that share a stem with `word`, a word of the index, and `word` itself.

    A number, or a word of one or two letters, has no other form. Forms differ in the last letter of their
    stem at most ('journ-al', 'journ-aux'), in two where an adverb is among them ('évide-nt', 'évide-mment'),
    but for those of the tables above.
    """
    if len(word) < 3 or not word.isalpha():
        return [word]
    mine = stems(word)
    irregular = {plural for plural, one in _PLURALS.items() if one == word}
    for verb in _infinitives(word) | {word}:
        for infinitive, endings in _CONJUGATED.items():
            if verb.endswith(infinitive):
                irregular.update(verb.removesuffix(infinitive) + ending for ending in endings)
    query = "SELECT term FROM article_vocab WHERE term IN (SELECT value FROM json_each(?))"
    candidates = {term for (term,) in connection.execute(query, (json.dumps([*irregular]),))}
    starts = {stem[: max(3, len(stem) - (2 if stem.endswith("nt") else 1))] for stem in mine}
    for start in starts:
        if not any(start != other and start.startswith(other) for other in starts):
            candidates.update(_beginning(connection, start, word))
    return sorted({word} | {term for term in candidates if not mine.isdisjoint(stems(term))})


def _beginning(connection: sqlite3.Connection, start: str, word: str) -> Iterator[str]:
    """The words of the index that begin with `start`, but for `word`: SQLite counts the places of each word
    that it passes, which takes milliseconds for a common one."""
    ranges = [(start, f"{start}{_LAST}")]
    if word.startswith(start):
        ranges = [(start, f"{word[:-1]}{chr(ord(word[-1]) - 1)}{_LAST}"), (f"{word} ", f"{start}{_LAST}")]
    query = "SELECT term FROM article_vocab WHERE term >= ? AND term <= ?"
    return (term for each in ranges for (term,) in connection.execute(query, each))


@cache
def _stemmer() -> Stemmer:
    return Stemmer("french")


# ------------------------------------------------------------ words in a text

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
    return _spellings().get(letter) or re.escape(letter + letter.upper())


@cache
def _spellings() -> dict[str, str]:
    spellings: dict[str, str] = {}
    latin = (range(0x41, 0x5B), range(0x61, 0x7B), range(0xC0, 0x250), range(0x1E00, 0x1F00))
    for character in map(chr, chain(*latin)):
        letter = plain(character)
        spellings[letter] = spellings.get(letter, "") + character
    return spellings
