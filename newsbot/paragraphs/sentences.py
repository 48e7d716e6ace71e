"""A sentence as the things it tells: its words in their groups, with number, negation, tense, voice and role."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from newsbot.paragraphs.lexicon import DETERMINERS, groups, light, phrase, stem
from newsbot.paragraphs.numbers import number
from newsbot.paragraphs.terms import Term
from newsbot.paragraphs.wording import spelled, unaccented

_BREAK = re.compile(r"(?<=[.!?])[\"')\]]* +(?=[\"'(\[-]* ?[A-ZÀ-ÖØ-Þ0-9])")
_ABBREVIATED = re.compile(
    r"(?:^|[\s\"'(])(?:[A-ZÉ]|MM?|Mmes?|Mlles?|Dr|Me|St|Ste|av|bd|env|etc|cf|art|p)\.[\"')\]]*$"
)
_TOKEN = re.compile(
    r"aujourd'hui|quelqu'un|presqu'ile|prud'hom\w+|[A-ZÉ](?:\.-?[A-ZÉ])+\.?"
    r"|(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'"
    r"|(?<![\w)])-\d+(?:[.,]\d+)*|\d+(?:[.,]\d+)*(?:er|ère|re|e|ème|è|nde?)?(?!\w)|\d+(?:[.,]\d+)*|[^\W\d]\w*|[%€$£°,;:()?!\"]",
    re.IGNORECASE,
)
_HOURS = re.compile(r"(?<=\d) ?[hH](?: ?(?=\d)|(?!\w))")
_UNITS = {"km": "kilometre", "m": "metre", "cm": "centimetre", "mm": "millimetre", "kg": "kilo", "kilogramme": "kilo",
          "kilogrammes": "kilo", "g": "gramme", "t": "tonne", "ha": "hectare", "l": "litre", "h": "heure", "min": "minute",
          "mn": "minute", "s": "seconde", "°": "degre", "€": "euro", "$": "dollar", "£": "livre", "eur": "euro",
          "km2": "kilometre2", "m2": "metre2", "m3": "metre3", "kw": "kilowatt", "mw": "megawatt", "gw": "gigawatt"}  # fmt: skip
_ROLES = {"a": "a", "au": "a", "aux": "a", "en": "a", "dans": "a", "sur": "a", "chez": "a", "vers": "vers",
          "de": "de", "du": "de", "d": "de", "par": "par", "pour": "pour", "contre": "contre", "avec": "avec",
          "sans": "sans", "selon": "selon", "entre": "entre", "sous": "sous", "face": "face", "envers": "face",
          "depuis": "depuis", "avant": "avant", "apres": "apres"}  # fmt: skip
_OPENING = frozenset(('"', ":", "(", ";"))
_EAST = frozenset("l cote piste facade rive banlieue entree partie zone aile flanc front region europe allemagne asie "
                  "afrique nord sud quart".split())  # fmt: skip
_NOT = {"pas": "pas", "point": "pas", "guere": "pas", "aucun": "pas", "aucune": "pas", "nul": "pas", "nulle": "pas",
        "rien": "pas", "personne": "pas", "nullement": "pas", "plus": "plus", "jamais": "jamais", "ni": "pas"}  # fmt: skip
_INTRANSITIVE = frozenset(
    map(stem, "aller venir arriver partir entrer sortir naitre mourir tomber rester devenir monter descendre revenir "
              "rentrer retourner intervenir parvenir survenir deceder passer apparaitre".split()))  # fmt: skip
_HAVING = stem("avoir")
_ERGATIVE = frozenset(
    map(stem, "ouvrir fermer rouvrir augmenter baisser diminuer commencer debuter finir terminer reprendre changer "
              "cesser bruler casser ameliorer degrader".split()))  # fmt: skip
_COMING, _GOING = stem("venir"), stem("aller")
_INFINITIVE = re.compile(r"\w+(?:er|ir|re)$")
_FUTURE = re.compile(r"\w*(?:[eidv]r|rr|ettr|attr|aîtr|ser|fer|aur)(?:a|ont|ai|as|ez|ons)$")
_CONDITIONAL = re.compile(r"\w*(?:[eidv]r|rr|ettr|attr|aîtr|ser|fer|aur)(?:ait|aient|ais|ions)$")
_IMPERFECT = frozenset(
    "était étaient avait avaient devait devaient pouvait pouvaient voulait voulaient".split()
)
_FUTURE_AUX = frozenset("sera seront aura auront va vont ira iront".split())
_CONDITIONAL_AUX = frozenset("serait seraient aurait auraient".split())
_BE = frozenset(
    "est sont était étaient fut furent sera seront serait seraient soit soient être été étant".split()
)
_HAVE = frozenset("a ont avait avaient eut aura auront aurait auraient ait aient avoir ayant".split())
_BARE = ("u", "ue", "us", "ues", "ise", "ises", "ite", "ites", "ie", "ies", "erte", "ertes", "aint", "ainte")
_ACTION = re.compile(r"(?:[ts]ion|ment|age|ure|ance)s?$")
_PARTICIPLE = re.compile(r"(?:é|i|u|s|t|is|us)e?s?$")
PERSONS = {word: person for person, words in {
    "je": "je j me moi mon ma mes", "nous": "nous notre nos", "tu": "tu te toi ton ta tes vous votre vos",
}.items() for word in words.split()}  # fmt: skip


@dataclass(slots=True)
class Sentence:
    """The terms of a sentence in order, whether it is a question, and the persons that speak in it."""

    text: str
    terms: list[Term] = field(default_factory=list)
    question: bool = False
    persons: dict[str, int] = field(default_factory=dict)
    gender: str = ""


def split(text: str) -> list[str]:
    """The sentences of a folded text."""
    parts: list[str] = []
    for part in _BREAK.split(text):
        if parts and _ABBREVIATED.search(parts[-1]):
            parts[-1] += " " + part
        else:
            parts.append(part)
    return parts


@lru_cache(4096)
def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a folded text, each as what it tells."""
    return tuple(_sentence(part) for part in split(text))


def _sentence(text: str) -> Sentence:
    written = _HOURS.sub(" heure ", spelled(text))
    shouted = written.isupper()
    forms: list[str] = []
    capital: list[bool] = []
    joined: list[bool] = []
    for match in _TOKEN.finditer(written):
        token = match[0]
        forms.append(
            token.rstrip("'").casefold() if len(token) > 1 and token[-1] == "'" else token.casefold()
        )
        capital.append(not shouted and token[0].isupper())
        joined.append(written[match.end() : match.end() + 1] == "-")
    bare = [_bare(form) for form in forms]
    result = Sentence(text, question=_asks(text, bare))
    said = set(bare)
    for word in bare:
        if word in PERSONS:
            result.persons[PERSONS[word]] = result.persons.get(PERSONS[word], 0) + 1
    he, she = bool(said & {"il", "ils"}), bool(said & {"elle", "elles"})
    result.gender = ("m" if he else "f") if he != she else ""
    result.terms = _Reader(forms, bare, capital, joined).read()
    return result


def _bare(form: str) -> str:
    """The form without accents; an abbreviation also without its stops."""
    if "." not in form or form[0].isdigit() or form[0] == "-":
        return unaccented(form)
    letters = unaccented(form).replace(".", "").replace("-", "")
    return "etatsunis" if letters in ("eu", "eua") else letters


def _asks(text: str, bare: list[str]) -> bool:
    return "?" in text or (len(bare) > 2 and bare[:2] == ["est", "ce"])


def _kind(known: frozenset[str]) -> str:
    if any(group.startswith("strict") for group in known):
        return "strict"
    return "filler" if "filler" in known else "word"


class _Reader:
    """Walks over the words of one sentence and makes its terms."""

    def __init__(self, forms: list[str], bare: list[str], capital: list[bool], joined: list[bool]) -> None:
        self.forms, self.bare, self.capital, self.joined = forms, bare, capital, joined
        self.stems = [self._stem(i) for i in range(len(bare))]
        self.terms: list[Term] = []
        self.role = ""
        self.article = ""
        self.coordinated = self.apart = False
        self.ends: list[int] = []
        self.pending = ""
        self.silent: set[int] = set()
        self.only: set[int] = set()
        self.denials = self._deny()

    def _stem(self, i: int) -> str:
        form = self.forms[i]
        if form == "a":
            return _HAVING
        if form == "dès":
            return "dès"
        return stem(self.bare[i])

    def read(self) -> list[Term]:
        i = 0
        while i < len(self.bare):
            i = self._step(i)
        self._negate()
        return self.terms

    def _step(self, i: int) -> int:
        bare = self.bare[i]
        end, found, within = phrase(self.stems, i)
        if i in self.only or (bare == "sous" and self.joined[i]):
            self._add(i, i + 1, "~" + ("seul" if i in self.only else bare), groups("seul"), "strict")
            return i + 1
        if i in self.silent and end == i:
            self.role = _ROLES.get(bare, self.role)
            return i + 1
        if end > i:
            if "silent" in found:
                self.role = _ROLES.get(self.bare[end - 1], self.role)
                self.article = self.bare[end - 1] if self.bare[end - 1] in DETERMINERS else ""
            else:
                self._add(i, end, "", found, _kind(found))
            return end
        first = i == 0 or self.bare[i - 1] in _OPENING
        plain = (
            not self.capital[i] or (i == 0 and not self.capital[1:2] == [True]) or self.bare[i][-1:] == "e"
        )
        if plain and (read := number(self.bare, i)) is not None:
            end, value = read
            self._add(i, end, f"={value}", frozenset(), "number")
            if end < len(self.bare) and self.bare[end] in _UNITS:
                self._add(end, end + 1, "~" + stem(_UNITS[self.bare[end]]), frozenset(), "word")
                end += 1
            return end
        if not (bare[0].isalnum() or bare in "%€$£°"):
            if bare in ",;:()":
                self.role = self.article = ""
            self.apart = True
            return i + 1
        if bare in _UNITS and not bare.isalpha():
            self._add(i, i + 1, "~" + stem(_UNITS[bare]), frozenset(), "word")
            return i + 1
        name = self.capital[i] and (not first or self._continued(i)) and bare not in DETERMINERS
        known = groups(self.stems[i])
        east = bare == "est" and i > 0 and self.bare[i - 1] in _EAST
        if not east and not (name and len(bare) > 3):
            if light(bare) == "silent" or self.stems[i] == _HAVING or self._auxiliary(i):
                self._pass(i)
                return i + 1
            if light(bare):
                self._add(i, i + 1, "~" + self.stems[i], frozenset(), "filler")
                self._presage(i)
                return i + 1
        if bare in _ROLES:
            self.role = _ROLES[bare]
        if name:
            proper = frozenset(g for g in known if g[0] in "cn")
            self._add(i, i + 1, "=" + bare, proper, "name")
        else:
            self._add(i, i + 1, "~" + self.stems[i], known | {"=" + bare}, _kind(known))
        return i + 1

    def _continued(self, i: int) -> bool:
        """Whether a capital at the head of the sentence is a name's: another name follows it."""
        return i + 1 < len(self.bare) and self.capital[i + 1] and not light(self.bare[i])

    def _auxiliary(self, i: int) -> bool:
        """Whether the word is 'aller' or 'venir de' before an infinitive."""
        after = [word for word in self.bare[i + 1 : i + 4] if light(word) != "filler"]
        if self.stems[i] == _COMING:
            return len(after) > 1 and after[0] in ("de", "d") and _INFINITIVE.search(after[1]) is not None
        return self.stems[i] == _GOING and len(after) > 0 and _INFINITIVE.search(after[0]) is not None

    def _pass(self, i: int) -> None:
        bare = self.bare[i]
        self._presage(i)
        if bare in _ROLES and self.forms[i] != "a":
            self.role = _ROLES[bare]
        if bare in ("que", "qu"):
            self.role = "que"
        elif bare in DETERMINERS and bare not in ("de", "d"):
            self.article = bare
        elif bare in ("et", "ou"):
            self.coordinated = True

    def _presage(self, i: int) -> None:
        """Keep the time that a silent verb tells for the term that follows."""
        form = self.forms[i]
        if self.stems[i] == _COMING:
            self.pending = "past"
        elif form in _FUTURE_AUX or _FUTURE.fullmatch(form):
            self.pending = "future"
        elif form in _CONDITIONAL_AUX or form in ("allait", "allaient") or _CONDITIONAL.fullmatch(form):
            self.pending = "conditional"

    def _add(self, start: int, end: int, own: str, known: frozenset[str], kind: str) -> None:
        ids = ({own, *known} if own else set(known)) - {"governing"}
        if not own:
            last = self.stems[end - 1]
            if light(self.bare[start]) and not light(self.bare[end - 1]):
                ids |= {"~" + last, *groups(last)}
        self.terms.append(Term(
            form=" ".join(self.forms[start:end]), ids=frozenset(ids), kind=kind,
            optional=kind == "filler" or "selon" in self.bare[start:end],
            role=self.role, article=self.article, joined=self.joined[end - 1], coordinated=self.coordinated,
            governs="governing" in known, close=self.ends[-1:] == [start], apart=self.apart,
        ))  # fmt: skip
        if kind == "word":
            verb = next((i for i in range(start, end) if not light(self.bare[i])), start)
            self._tense(self.terms[-1], verb)
        if self.pending and kind in ("word", "name"):
            self.terms[-1].mood, self.pending = self.pending, ""
        self.ends.append(end)
        if kind != "number":
            self.role = self.article = ""
        self.coordinated = self.apart = False

    def _tense(self, term: Term, start: int) -> None:
        form = self.forms[start]
        auxiliary, been, reflexive = "", False, False
        for previous in reversed(self.forms[max(0, start - 5) : start]):
            if previous in _AUXILIARIES:
                been = been or previous == "été"
                auxiliary = previous
                if previous not in ("été", "être"):
                    break
            elif previous not in _BETWEEN and not previous.endswith("ment"):
                break
        reflexive = bool({"s", "se"} & set(self.forms[max(0, start - 4) : start]))
        participle = _PARTICIPLE.search(form) is not None
        infinitive = form.endswith(("er", "ir", "re")) and auxiliary not in _BE | _HAVE
        if auxiliary in _FUTURE_AUX and (infinitive or auxiliary not in ("va", "vont")):
            term.mood = "future"
        elif auxiliary in _CONDITIONAL_AUX:
            term.mood = "conditional"
        elif auxiliary in _IMPERFECT and not participle:
            term.mood = "imperfect"
        elif auxiliary in _HAVE and participle:
            term.mood = "past"
        elif auxiliary in _BE:
            term.mood = "past" if been or self.stems[start] in _INTRANSITIVE or reflexive else "state"
        elif _CONDITIONAL.search(form):
            term.mood = "conditional"
        elif _FUTURE.search(form):
            term.mood = "future"
        elif form in _IMPERFECT:
            term.mood = "imperfect"
        elif participle and form.endswith(("é", "ée", "és", "ées")):
            term.mood = "past"
        elif form.endswith(_BARE):
            term.mood = ""
        elif not infinitive and not form.endswith("ant") and not (start and self.bare[start - 1] in _NOMINAL):
            term.mood = "present"
        if self.stems[start] in _ERGATIVE:
            return
        if participle and (
            been or (auxiliary in _BE and not reflexive and self.stems[start] not in _INTRANSITIVE)
        ):
            term.voice = "passive"
        elif participle and start + 1 < len(self.bare) and self.bare[start + 1] == "par":
            term.voice = "passive"
        elif auxiliary in _HAVE or not (participle or _ACTION.search(form)):
            term.voice = "active"

    def _deny(self) -> dict[int, str]:
        """Where a denial begins, and how: by 'ne' and its partner, 'pas', 'sans', 'aucun', 'non', 'ni'."""
        denials: dict[int, str] = {}
        bare, partners = self.bare, set[int]()
        for i, word in enumerate(bare):
            if word not in ("ne", "n"):
                continue
            self.silent.add(i)
            partner = next((j for j in range(i + 1, min(i + 8, len(bare))) if bare[j] in _NOT), None)
            if partner is None:
                partner = next(
                    (j for j in range(i) if bare[j] in _NOT and bare[j] not in ("plus", "point")), None
                )
            if partner is not None:
                denials[i] = _NOT[bare[partner]]
                partners.add(partner)
            elif only := next(
                (j for j in range(i + 2, min(i + 8, len(bare))) if bare[j] in ("que", "qu")), None
            ):
                self.only.add(only)
        for i, word in enumerate(bare):
            if word in ("prive", "privee", "prives", "privees") and bare[i + 1 : i + 2] in (["d"], ["de"]):
                denials[i] = "sans"
            elif word == "sans" and phrase(self.stems, i)[0] == i:
                denials[i] = "sans"
            elif i not in partners and word in ("pas", "aucun", "aucune", "non", "ni"):
                denials[i] = "pas"
            elif i not in partners:
                continue
            self.silent.add(i)
        return denials

    def _negate(self) -> None:
        """Mark the terms that are denied."""
        for at, kind in self.denials.items():
            told = [
                t for t in zip(self.terms, self.ends, strict=True) if t[0].kind not in ("strict", "filler")
            ]
            term = next((term for term, end in told if end > at), told[-1][0] if told else None)
            if term is not None:
                term.negation = kind


_AUXILIARIES = _BE | _HAVE | _FUTURE_AUX | {"été"}
_NOMINAL = DETERMINERS | {"a", "au", "aux", "en", "par", "pour", "sans", "sur", "avec", "et", "d"}
_BETWEEN = frozenset("pas plus jamais été être déjà encore toujours également aussi ainsi bien en y lui leur se s rien "
                     "tous toutes tout l le la les donc finalement enfin très si trop peu eu".split())  # fmt: skip
