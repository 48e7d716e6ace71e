"""A sentence as what it tells: its words in their groups, with number, negation, mood, voice and role."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from newsbot.paragraphs import verbs
from newsbot.paragraphs.lexicon import DETERMINERS, groups, in_phrase, light, phrase, stem, tells
from newsbot.paragraphs.numbers import NUMBER_WORDS, number
from newsbot.paragraphs.terms import Term
from newsbot.paragraphs.wording import BELOW, spelled, unaccented, wording

_TOKEN = re.compile(
    r"aujourd'hui|quelqu'un|presqu'ile|prud'hom\w+|[A-ZÉ](?:\.-?[A-ZÉ])+\.?"
    r"|(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'"
    r"|(?<![\w)])-\d+(?:[.,]\d+)*|\d+(?:[.,]\d+)*(?:er|ère|re|e|ème|è|nde?)?(?!\w)|\d+(?:[.,]\d+)*"
    r"|[^\W\d]\w*|[%€$£°,;:()?!\"]",
    re.IGNORECASE,
)
_HOURS = re.compile(r"(?<=\d) ?[hH](?: ?(?=\d)|(?!\w))|(?<=km)(?: ?/ ?| )h\b")
_WRITTEN = [
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"\b[nN] ?° ?(?=\d)|\bn[or]\. (?=\d)", "numéro "),
        (r"\b(\d{1,2}):(\d\d)\b", r"\1 heure \2"),
        (r"(?<=heure) et quart\b|(?<=heures) et quart\b", " 15"),
        (r"(?<=heure) et demie\b|(?<=heures) et demie\b", " 30"),
        (r"(heures?)(?: et)? (\d+) (?:minutes?|mi?n)\b", r"\1 \2"),
        (r"(?<=heure) 00\b|(?<=heures) 00\b", ""),
        (r"\bune heure (?=\d)", "1 heure "),
        (r"(?<=\d) ?° ?C\b", " degrés"),
        (BELOW, "moins "),
        (r"\$ ?US\b|\bUS ?\$", "$"),
        (r"\ble (?=(?:tiers|quart) d(?!e finale))", "un "),
        (r"\bav\. (?=J)", "avant "),
        (r"\bapr\. (?=J)", "après "),
        (r"\b(?:l')?autoroute (?=A ?\d)", ""),
        (r"\b(?:(?:route )?nationale |R?N ?)(?=\d+\b)", "RN"),
        (r"\b(?:(?:route )?départementale |R?D ?)(?=\d+\b)", "RD"),
        (r"\b(\d+) ?- ?(\d+)\b|\b(\d+) (?:buts? )?à (\d+)\b", r"\1\3 \2\4"),
        (r"\bannées (?=[2-9]0\b)", "années 19"),
    )
]
_FRACTION = re.compile(r"(?<![\d/,.])(?<!le )(?<!du )(?<!au )([1-9])/([2345]|10)(?![\d/])")
_UNITS = {
    "km": "kilometre", "m": "metre", "cm": "centimetre", "mm": "millimetre", "kg": "kilo",
    "g": "gramme", "kilogramme": "kilo", "kilogrammes": "kilo", "t": "tonne", "ha": "hectare",
    "l": "litre", "h": "heure", "min": "minute", "mn": "minute", "s": "seconde", "°": "degre",
    "€": "euro", "eur": "euro", "$": "dollar", "£": "livre", "km2": "kilometre2", "m2": "metre2",
    "m3": "metre3", "kw": "kilowatt", "mw": "megawatt", "gw": "gigawatt",
    "kwh": "kilowattheure", "mwh": "megawattheure", "gwh": "gigawattheure", "twh": "terawattheure",
}  # fmt: skip
_ROLES = {
    "a": "a", "au": "a", "aux": "a", "en": "a", "dans": "a", "sur": "a", "chez": "a", "vers": "vers",
    "lors": "a", "pendant": "pendant", "durant": "pendant",
    "de": "de", "du": "de", "d": "de", "par": "par", "pour": "pour", "contre": "contre", "avec": "avec",
    "sans": "sans", "selon": "selon", "entre": "entre", "sous": "sous", "face": "face",
    "envers": "face", "depuis": "depuis", "afin": "pour", "avant": "avant", "apres": "apres",
}  # fmt: skip
_ARTICLES = (DETERMINERS | {"au", "aux"}) - {"de", "d"}
_RELATIVES = {"qui", "dont", "où", "lequel", "laquelle", "lesquels", "lesquelles"}
_MEASURED = {"degre", "degres", "point", "points"}
_OPENING = frozenset(('"', ":", "(", ";"))
_EAST = {
    "l", "cote", "piste", "facade", "rive", "banlieue", "entree", "partie", "zone", "aile", "flanc",
    "front", "region", "europe", "allemagne", "asie", "afrique", "nord", "sud",
}  # fmt: skip
_NOT = {"plus": "plus", "jamais": "jamais"} | dict.fromkeys(
    ("pas", "point", "guere", "aucun", "aucune", "nul", "nulle", "rien", "personne", "nullement", "ni"), "pas"
)
_DEPRIVED = {"prive", "privee", "prives", "privees"}
_NOBODY = {"aucun", "aucune", "nul", "nulle", "personne", "rien", "ni"}
_PERSONS = (
    dict.fromkeys(("je", "j", "me", "moi", "mon", "ma", "mes"), "je")
    | dict.fromkeys(("nous", "notre", "nos"), "nous")
    | dict.fromkeys(("tu", "te", "toi", "ton", "ta", "tes", "vous", "votre", "vos"), "vous")
)

_ELSEWISE = {
    *("aujourd", "quelqu", "presqu", "prud"),  # parts of words
    *_NOT,
    *_PERSONS,
    *NUMBER_WORDS,
    *(verbs.COME, verbs.GO),
    *map(stem, ("personnes", *_UNITS.values())),
}
"""Words and stems that are not always a term, or are told by a sign."""
_HE, _SHE = {"il", "ils", "m", "monsieur"}, {"elle", "elles", "mme", "madame"}
_ABBREVIATION = re.compile(r"[A-ZÉ](?:\.-?[A-ZÉ])+\.?")


@dataclass(slots=True)
class Sentence:
    """The terms of a sentence in order, whether it is a question, its persons and its gender.

    `gender` is 'm' for a sentence with 'il' or 'M.', 'f' for one with 'elle' or 'Mme', '' with both.
    """

    terms: list[Term]
    question: bool
    persons: Counter[str]
    gender: str


@lru_cache(512)
def sentence(text: str) -> Sentence:
    """What one sentence of a folded text tells."""
    written = _FRACTION.sub(_percent, _HOURS.sub(" heure ", spelled(text)))
    for pattern, plain in _WRITTEN:
        written = pattern.sub(plain, written)
    reader = _Reader(written)
    he, she = (not words.isdisjoint(reader.bare) for words in (_HE, _SHE))
    persons = Counter(_PERSONS[word] for word in reader.bare if word in _PERSONS)
    return Sentence(reader.read(), "?" in text, persons, ("m" if he else "f") if he != she else "")


def _percent(fraction: re.Match[str]) -> str:
    part, of = int(fraction[1]), int(fraction[2])
    return f"{100 * part / of:.6g} %" if part < of else fraction[0]


def lacks(a: str, b: str) -> bool:
    """Whether no word of paragraph `a` tells what some word of `b` does: then `b` is no repeat of it."""
    foreign = (root for root in _roots(b) - _stems(a) if not in_phrase(root, _stems(b)))
    return any(_told(a).isdisjoint(groups(root)) for root in foreign)


@lru_cache(512)
def _roots(text: str) -> frozenset[str]:
    """The stems of the words of a paragraph that are terms wherever they stand."""
    return frozenset(map(_term, wording(text).telling)) - {""}


@lru_cache(512)
def _stems(text: str) -> frozenset[str]:
    abbreviated = (_bare(found.casefold()) for found in _ABBREVIATION.findall(text))
    return frozenset(map(stem, (*wording(text).key.split(), *abbreviated)))


@lru_cache(512)
def _told(text: str) -> frozenset[str]:
    """The groups of the words of a paragraph, and of the phrases that may begin with them."""
    return frozenset[str]().union(*map(tells, _stems(text)))


@lru_cache(1 << 15)
def _term(word: str) -> str:
    """The stem of a word that is a term wherever it stands, but in a phrase; '' for any other."""
    root = stem(word)
    if len(word) < 4 or not word.isalpha() or light(word) or word in _ELSEWISE or root in _ELSEWISE:
        return ""
    return "" if number([word], 0, capital=True) else root


def _bare(form: str) -> str:
    """The form without accents; an abbreviation also without its stops, and 'a', not 'à', as 'avoir'."""
    if form == "a":
        return "avoir"
    if "." not in form or form[0].isdigit() or form[0] == "-":
        return unaccented(form)
    letters = unaccented(form).replace(".", "").replace("-", "")
    return "etatsunis" if letters in ("eu", "eua") else letters


def _kind(known: frozenset[str]) -> str:
    if any(group.startswith("strict") for group in known):
        return "strict"
    return "filler" if "filler" in known else "word"


class _Reader:
    """Walks over the words of one sentence and makes its terms."""

    def __init__(self, written: str) -> None:
        tokens = [*_TOKEN.finditer(written)]
        self.forms = [token[0].rstrip("'").casefold() for token in tokens]
        self.bare = [*map(_bare, self.forms)]
        self.stems = [*map(stem, self.bare)]
        shouted = written.isupper()
        self.capital = [not shouted and token[0][0].isupper() for token in tokens]
        self.joined = [written.startswith("-", token.end()) for token in tokens]
        self.terms: list[Term] = []
        self.role = ""
        self.article = ""
        self.apart, self.relative = True, False
        self.pending = ""
        self.silent: set[int] = set()
        self.only: set[int] = set()
        self.denials = self._deny()

    def read(self) -> list[Term]:
        i = 0
        while i < len(self.bare):
            i = self._step(i)
        self._negate()
        return self.terms

    def _step(self, i: int) -> int:
        """Read what begins at `i`, and tell where it ends."""
        bare = self.bare[i]
        end, found, nations = phrase(self.stems, i)
        if i in self.only or (bare == "sous" and self.joined[i]):
            self._add(i, i + 1, "~" + ("seul" if i in self.only else bare), groups("seul"), "strict")
        elif i in self.silent and end == i:
            self.role = _ROLES.get(bare, self.role)
        elif end > i:
            self._phrase(i, end, found)
            for j in nations:
                self._add(j, j + 1, "~" + self.stems[j], groups(self.stems[j]), "word")
            return end
        elif (read := self._number(i)) is not None:
            end, value = read
            self._add(i, end, f"={value}", frozenset(), "number")
            if end < len(self.bare) and self.bare[end] in _UNITS:
                self._add(end, end + 1, "~" + stem(_UNITS[self.bare[end]]), groups(self.stems[end]), "word")
                end += 1
            return end
        elif bare[0].isalnum() or bare in "%€$£°":
            self._word(i)
        else:
            if bare in ",;:()":
                self.role = self.article = ""
            self.apart = True
        return i + 1

    def _number(self, i: int) -> tuple[int, str] | None:
        """The end and value of the number that begins at `i`: 'moins cinq degrés', but not 'au moins 4 %'."""
        read = number(self.bare, i, capital=self.capital[i])
        if self.bare[i] != "moins" or self.bare[i - 1 : i] in (["au"], ["du"]) or i + 1 == len(self.bare):
            return read
        end, value = number(self.bare, i + 1, capital=self.capital[i]) or (i, "")
        measured = not _MEASURED.isdisjoint(self.bare[end : end + 1])
        return (end, f"-{value}") if value.endswith("%") or measured else read

    def _phrase(self, start: int, end: int, found: frozenset[str]) -> None:
        if "silent" not in found:
            self._add(start, end, "", found, _kind(found))
            return
        aim = not {"vue", "but"}.isdisjoint(self.bare[start:end])
        last = _ROLES.get(self.bare[end - 1], self.role)
        self.role = "pour" if aim else _ROLES.get(self.bare[start], last)  # 'à l'âge de' is 'à'
        self.article = ""

    def _word(self, i: int) -> None:
        bare, word = self.bare[i], self.stems[i]
        name, known = self._named(i), groups(word)
        east = bare == "est" and i > 0 and self.bare[i - 1] in _EAST
        if not east and not (name and len(bare) > 3):
            if light(bare) == "silent" or self._auxiliary(i):
                self._pass(i)
                return
            if light(bare):
                self._add(i, i + 1, "~" + word, frozenset(), "filler")
                self.pending = verbs.announced(self.forms[i], word) or self.pending
                return
        self.role = _ROLES.get(bare, self.role)
        if name:
            self._add(i, i + 1, "=" + bare, frozenset(g for g in known if g[0] in "cn"), "name")
        else:
            self._add(i, i + 1, "~" + word, known | {"=" + bare}, _kind(known))

    def _named(self, i: int) -> bool:
        """Whether the word is a name: a capital that opens nothing, or that another one follows."""
        if not self.capital[i] or self.bare[i] in DETERMINERS:
            return False
        followed = any(self.capital[i + 1 : i + 2]) and not light(self.bare[i])
        return followed or (i > 0 and self.bare[i - 1] not in _OPENING)

    def _auxiliary(self, i: int) -> bool:
        """Whether the word is 'aller' or 'venir de' before an infinitive."""
        after = [word for word in self.bare[i + 1 : i + 4] if light(word) != "filler"]
        if self.stems[i] == verbs.COME:
            return len(after) > 1 and after[0] in ("de", "d") and verbs.infinitive(after[1])
        return self.stems[i] == verbs.GO and bool(after) and verbs.infinitive(after[0])

    def _people(self, start: int) -> bool:
        """Whether the word only says that what was counted are people: '300 personnes sont mortes'."""
        return self.bare[start] == "personnes" and bool(self.terms) and self.terms[-1].kind == "number"

    def _pass(self, i: int) -> None:
        bare = self.bare[i]
        self.pending = verbs.announced(self.forms[i], self.stems[i]) or self.pending
        self.role = "que" if bare in ("que", "qu") else _ROLES.get(bare, self.role)
        self.relative |= self.forms[i] in _RELATIVES
        if bare in _ARTICLES:
            self.article = bare

    def _add(self, start: int, end: int, own: str, known: frozenset[str], kind: str) -> None:
        if self.role:  # 'à Moscou' is a place, 'Moscou' may be the government
            known = frozenset(group for group in known if not group.startswith("capitals"))
            own = own or "=" + " ".join(self.bare[start:end])
        ids = {own, *known} - {"", "governing", "doubting"}
        if not own and light(self.bare[start]) and not light(self.bare[end - 1]):
            ids |= {"~" + self.stems[end - 1], *groups(self.stems[end - 1])}
        after = self.terms[-1].end if self.terms else 0
        self.terms.append(Term(
            form=" ".join(self.forms[start:end]), ids=frozenset(ids), end=end, kind=kind,
            optional=kind == "filler" or "selon" in self.bare[start:end] or self._people(start),
            role=self.role, article=self.article, joined=self.joined[end - 1],
            governs="governing" in known, close=start > 0 and start == after, apart=self.apart,
            relative=self.relative, doubts="doubting" in known,
            listed=not {"et", "ou"}.isdisjoint(self.bare[after:start]),
        ))  # fmt: skip
        if kind == "word" and _ROLES.get(self.bare[start], "entre") == "entre":  # 'entre' may be a verb
            verb = next((i for i in range(start, end) if not light(self.bare[i])), start)
            self.terms[-1].mood, self.terms[-1].voice = verbs.read(self.forms, self.stems, verb)
        if self.pending and kind in ("word", "name"):
            self.terms[-1].mood, self.pending = self.pending, ""
        if kind not in ("number", "filler"):
            self.role = self.article = ""
        self.apart = self.relative = False

    def _deny(self) -> dict[int, str]:
        """Where a denial begins, and how: by 'ne' and its partner, 'pas', 'sans', 'aucun', 'non', 'ni'."""
        denials: dict[int, str] = {}
        bare, partners = self.bare, set[int]()
        for i, word in enumerate(bare):
            if word not in ("ne", "n"):
                continue
            self.silent.add(i)
            partner = next((j for j in range(i + 1, min(i + 8, len(bare))) if bare[j] in _NOT), None)
            subject = next((j for j in range(i) if bare[j] in _NOBODY), None)
            if partner is None:
                partner = subject
            if partner is not None:
                denials[i] = "aucun" if partner == subject else _NOT[bare[partner]]
                partners.add(partner)
            elif only := next(
                (j for j in range(i + 2, min(i + 8, len(bare))) if bare[j] in ("que", "qu")), None
            ):
                self.only.add(only)
        for i, word in enumerate(bare):
            alone = word in ("pas", "aucun", "aucune", "non", "ni") and bare[i : i + 2] != ["pas", "moins"]
            sans = word == "sans" and phrase(self.stems, i)[0] == i  # not 'sans doute', 'sans cesse'
            if sans or (word in _DEPRIVED and self._lacking(i)) or (alone and i not in partners):
                denials[i] = "pas"
            if i in denials or i in partners:
                self.silent.add(i)
        return denials

    def _lacking(self, i: int) -> bool:
        """Whether 'privé' tells what is not there: 'est privé de gaz', not 'école privée de Lyon'."""
        follows = self.bare[i + 1 : i + 2] in (["de"], ["d"]) and not any(self.capital[i + 2 : i + 3])
        return follows and (not i or self.bare[i - 1] not in ("avoir", "ont", "avait", "avaient", "ete"))

    def _negate(self) -> None:
        """Mark the terms that are denied: what follows, before an adverb that does, or what is told last."""
        told = [term for term in self.terms if term.kind not in ("strict", "filler")]
        for at, kind in self.denials.items():
            denied = [term for term in told if term.end > at] or told[-1:]
            for term in sorted(denied, key=lambda term: term.adverb)[:1]:
                term.negation = kind
