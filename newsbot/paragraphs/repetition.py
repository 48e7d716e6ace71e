"""Whether a paragraph tells nothing that another one does not."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from newsbot.paragraphs.lexicon import groups, known, stem
from newsbot.paragraphs.numbers import NUMBER_WORDS
from newsbot.paragraphs.sentences import Sentence, Term, sentences
from newsbot.paragraphs.wording import Wording, unaccented, wording

How = Literal["exact", "typographic", "contained", "near"]
_DIGITS = re.compile(r"\d+")
_NAME = re.compile(r"(?<=[a-zà-ÿ,'] )(?:[dl]')?([A-ZÀ-Þ][^\W\d]{2,})(?![\w'.-])(?! [A-ZÀ-Þ])")
_ROMAN = re.compile(r"[xvi]+e")
_UNDERGONE = re.compile(r"(?:ée?|[ts]ion|ment|age)s?$")
_PARTICIPLE = re.compile(r"ée?s?$")
_INFINITIVE = re.compile(r"(?:er|ir|re)$")
_FEWEST, _DIALOGUE, _HEADING = 5, 9, 7
_INCISE = re.compile(r'^".*" ?,? [\w-]+-(?:il|elle|ils|elles|je|on)\W*$')


@dataclass(frozen=True, slots=True)
class Reading:
    """How `b` repeats `a` (None: it does not), and the words that decided."""

    how: How | None
    words: str


def crosshead(text: str) -> bool:
    """Whether the text looks like a heading: a few words, neither quoted nor ended as a sentence is."""
    words = wording(text)
    return len(words.words) <= _HEADING and words.text[-1:].isalnum() and not words.text.startswith('"')


def alike(a: str, b: str) -> bool:
    """Whether a third of the telling words of the shorter one stand in the other: less is never a repeat."""
    first, second = wording(a).telling, wording(b).telling
    return 3 * len(first.keys() & second.keys()) >= min(len(first), len(second))


def refrain(text: str) -> bool:
    """Whether the text is too short, or a line of dialogue: it may be said twice and mean it twice."""
    words = wording(text)
    if len(words.words) < _FEWEST:
        return True
    if len(words.words) > _DIALOGUE:
        return False
    return words.text.startswith("-") and text.lstrip()[0] in "—–―" or _INCISE.search(words.text) is not None


def repeats(a: str, b: str) -> bool:
    """Whether `b` tells the reader nothing that `a` does not."""
    return compare(a, b).how is not None


def why(a: str, b: str) -> str:
    """The words that decided whether `b` repeats `a`, for people to read."""
    reading = compare(a, b)
    return f"{reading.how}: {reading.words}" if reading.how else reading.words


def compare(a: str, b: str) -> Reading:
    """How `b` repeats `a`, with the words that decided."""
    first, second = wording(a), wording(b)
    if refrain(b):
        return Reading(None, "too short to tell a repeat from a refrain")
    if first.key == second.key:
        return Reading("exact" if a == b else "typographic", "the same words")
    if second.truncated and f" {first.key}".startswith(f" {second.key}"):
        return Reading("contained", "its beginning, cut off")
    if lacking := _lacking(first, second):
        return Reading(None, f"only there: {lacking}")
    told, changed = sentences(first.text), list[str]()
    how: How = "contained"
    for sentence in sentences(second.text):
        key = wording(sentence.text).key
        literal = f" {key} " in f" {first.key} " or (second.truncated and f" {key}" in f" {first.key}")
        verdict = _found(told, sentence, literal, second.truncated)
        if isinstance(verdict, str):
            return Reading(None, verdict)
        if not literal and crosshead(b):
            return Reading(None, "a heading by its looks")
        if not literal:
            how = "near"
            changed += verdict
    return Reading(how, ", ".join(changed) or "all its words stand there")


def _lacking(first: Wording, second: Wording) -> str:
    """A number or a name of the second text that the first has in no spelling: enough to tell them apart."""
    words = set(first.words)
    spelled_out = not words.isdisjoint(NUMBER_WORDS) or any(map(_ROMAN.fullmatch, words))
    for digits in _DIGITS.findall(second.key):
        if digits not in first.key and not spelled_out:
            return digits
    if not second.text.isupper():
        for name in _NAME.findall(second.text):
            plain = unaccented(name)
            if plain not in words and not known(plain):
                return name
    return ""


def _found(told: Sequence[Sentence], sentence: Sentence, literal: bool, truncated: bool) -> list[str] | str:
    """The words changed where one sentence of `told`, or two that follow each other, tell `sentence`; or why not."""
    wanted = frozenset[str]().union(*(term.ids for term in sentence.terms))
    windows = [(s,) for s in told] + list(zip(told, told[1:], strict=False))
    ranked = sorted(
        ((sum(not wanted.isdisjoint(t.ids) for s in window for t in s.terms), window) for window in windows),
        key=lambda pair: (-pair[0], len(pair[1])),
    )
    reason = "nothing of it is told"
    for rank, (_, window) in enumerate(ranked[:3]):
        verdict = Comparison(window, sentence, literal, truncated).verdict()
        if not isinstance(verdict, str):
            return verdict
        if not rank:
            reason = verdict
    return reason


class Comparison:
    """One sentence held against one or two others, term by term."""

    def __init__(
        self, window: Sequence[Sentence], sentence: Sentence, literal: bool, truncated: bool
    ) -> None:
        self.window, self.sentence, self.literal, self.truncated = window, sentence, literal, truncated
        self.told: list[Term] = [term for s in window for term in s.terms]
        self.terms = sentence.terms
        self.at: list[int | None] = [None] * len(self.terms)
        self.reported = any(_SAID in t.ids or t.role == "que" for t in (*self.told, *self.terms))
        self._align()

    def _align(self) -> None:
        """Find for each term its place among those told: the sure ones first, the others next to them."""
        index: dict[str, list[int]] = defaultdict(list)
        for j, told in enumerate(self.told):
            for spelling in told.ids:
                index[spelling].append(j)
        strong = [
            sorted({j for i in term.ids if i[0] in "=~" for j in index.get(i, ())}) for term in self.terms
        ]
        weak = [{j for i in term.ids for j in index.get(i, ())} for term in self.terms]
        claims = Counter(j for found in strong for j in found)
        self.taken: set[int] = set()
        for i, found in enumerate(strong):
            if len(found) == 1 and claims[found[0]] == 1 and self.terms[i].kind not in ("strict", "filler"):
                self._place(i, found[0])
        for kinds in (("word", "name", "number"), ("strict", "filler")):
            for i, term in enumerate(self.terms):
                if self.at[i] is None and term.kind in kinds:
                    if free := weak[i] - self.taken:
                        expected = self._expected(i)
                        self._place(
                            i, min(free, key=lambda j: (abs(j - expected) + 1.5 * (j not in strong[i]), j))
                        )

    def _place(self, i: int, j: int) -> None:
        self.at[i] = j
        self.taken.add(j)

    def _expected(self, i: int) -> int:
        """Where the term at `i` should be told, by its nearest neighbour that is placed."""
        for distance in range(1, len(self.at)):
            for j in (i - distance, i + distance):
                if 0 <= j < len(self.at) and (place := self.at[j]) is not None:
                    return place + i - j
        return i

    @property
    def pairs(self) -> list[tuple[Term, Term]]:
        """Each term told with the one that says it again."""
        return [(self.told[p], t) for p, t in zip(self.at, self.terms, strict=True) if p is not None]

    def verdict(self) -> list[str] | str:
        """The changed words, or the words that tell something else."""
        for check in (
            self._missing,
            self._left,
            self._replaced,
            self._asked,
            self._pairs,
            self._bindings,
            self._persons,
            self._order,
        ):
            if reason := check():
                return reason
        return [f"{a.form} = {b.form}" for a, b in self.pairs if a.form != b.form]

    def _missing(self) -> str:
        for i, (place, term) in enumerate(zip(self.at, self.terms, strict=True)):
            if place is not None or term.optional:
                continue
            if _SAID in term.ids and any(_SAID in t.ids for _, t in self.pairs):
                continue
            if term.kind == "name" and self._first_name(i):
                continue
            return f"only there: {term.form}"
        if not self.pairs:
            return "nothing of it is told"
        return ""

    def _first_name(self, i: int) -> bool:
        """Whether the name at `i` stands right before a name that is told without a first name."""
        if i + 1 == len(self.terms) or not self.terms[i + 1].close:
            return False
        place = self.at[i + 1]
        if place is None or self.told[place].kind != "name":
            return False
        return not (place and self.told[place].close and self.told[place - 1].kind == "name")

    def _left(self) -> str:
        """What is left of the told terms: no word that would change what is told, and not too much."""
        low, high = min(self.taken), max(self.taken)
        left = [j for j in range(max(0, low - 1), min(len(self.told), high + 2)) if j not in self.taken]
        for j in left:
            term = self.told[j]
            if self.literal and self.truncated and j > high:
                continue
            if term.kind == "strict" or (term.governs and not self._ungoverned(j)):
                return f"only here: {term.form}"
            if term.joined and j + 1 in self.taken or (j and self.told[j - 1].joined and j - 1 in self.taken):
                return f"only here: {term.form}"
        inside = sum(low < j < high and not self.told[j].optional for j in left)
        if self.literal:
            return ""
        if inside > max(1, (0.6 if len(self.window) == 1 else 0.2) * len(self.taken)):
            return "told among other things"
        required = sum(not t.optional for _, t in self.pairs)
        if required < 3 and len(self.told) > len(self.taken):
            return "too little to go by"
        return ""

    def _replaced(self) -> str:
        """A filler that stands in the place of a word that is told."""
        for i, term in enumerate(self.terms):
            if term.kind == "filler" and self.at[i] is None:
                low = max((p for p in self.at[:i] if p is not None), default=-1)
                high = min((p for p in self.at[i:] if p is not None), default=len(self.told))
                for j in range(low + 1, min(high, low + 4)):
                    if j not in self.taken and not self.told[j].optional:
                        return f"{self.told[j].form} / {term.form}"
        return ""

    def _ungoverned(self, j: int) -> bool:
        """Whether what follows the governing term at `j` is as little asserted in the sentence: an infinitive."""
        if self.literal:
            return True
        if j + 1 not in self.taken:
            return False
        told, term = self.told[j + 1], self.terms[self.at.index(j + 1)]
        return told.form == term.form and term.form.endswith(("er", "ir", "re")) and not term.mood

    def _asked(self) -> str:
        asked = any(s.question for s in self.window)
        return "a question" if asked != self.sentence.question else ""

    def _pairs(self) -> str:
        """Terms that say the same, but of another time, number or person; slight changes pass among many others."""
        slight = ""
        for a, b in self.pairs:
            if a.negation != b.negation:
                return f"{a.negation or 'not denied'} {a.form} / {b.negation or 'not denied'} {b.form}"
            if (conflict := _tense(a, b, self.reported)) == "strong":
                return f"{a.mood} {a.form} / {b.mood} {b.form}"
            if conflict:
                slight = f"{a.mood} {a.form} / {b.mood} {b.form}"
            elif _led(a, b):
                slight = f"{a.role} {a.form} / {b.role} {b.form}"
            elif _same(a, b, True) and (_count(a) * _count(b) < 0 or _feminine(a, b)):
                slight = f"{a.article} {a.form} / {b.article} {b.form}"
        changed = sum(not _same(a, b, True) for a, b in self.pairs)
        return slight if changed < 2 else ""

    def _bindings(self) -> str:
        """What a term is bound to: its governor, its number."""
        for i, (place, term) in enumerate(zip(self.at, self.terms, strict=True)):
            if place is None:
                continue
            counted = self.at[i + 1] if i + 1 < len(self.at) else None
            if term.kind == "number" and counted is not None and not place < counted < place + 4:
                return f"{term.form} {self.terms[i + 1].form} / {self.told[place].form}"
            if not place:
                continue
            told, before = self.told[place], self.told[place - 1]
            if place - 1 in self.taken:
                continue
            if told.role == "de" and not term.role and term.kind != "number":
                if not told.article and _INFINITIVE.search(told.form):
                    continue
                return f"{before.form} / {term.form}"
            if term.article in ("un", "une") and before.kind == "number" and told.kind != "number":
                return f"{before.form} / un"
        return ""

    def _persons(self) -> str:
        told: dict[str, int] = {}
        for s in self.window:
            for person, n in s.persons.items():
                told[person] = told.get(person, 0) + n
        mine = self.sentence.persons
        if any(n > told.get(person, 0) for person, n in mine.items()):
            return "another person speaks"
        if len(self.taken) == len(self.told) and told != mine and not self.literal:
            return "another person speaks"
        genders = {s.gender for s in self.window if s.gender}
        if self.sentence.gender and genders and self.sentence.gender not in genders:
            return "il / elle"
        return ""

    def _order(self) -> str:
        """Who does what to whom: blocks of terms may move, but not change places with one another."""
        order = [(p, i) for i, p in enumerate(self.at) if p is not None and self.terms[i].kind != "filler"]
        rank = {p: r for r, p in enumerate(sorted(p for p, _ in order))}
        blocks: list[list[tuple[int, int]]] = []
        for p, i in order:
            if blocks and rank[p] == rank[blocks[-1][-1][0]] + 1:
                blocks[-1].append((p, i))
            else:
                blocks.append([(p, i)])
        turned = any(
            {a.voice, b.voice} == {"active", "passive"} and _same(a, b, True) and a.kind == "word"
            for a, b in self.pairs
        )
        if turned:
            return self._turned()
        for n, x in enumerate(blocks):
            for y in blocks[n + 1 :]:
                if x[0][0] > y[0][0] and not (self._moves(x, y) or self._moves(y, x)):
                    return f"{self.terms[x[0][1]].form} / {self.terms[y[0][1]].form}"
        return ""

    def _turned(self) -> str:
        """An active sentence against a passive one: subject and object must have changed places."""
        for p, i in ((p, i) for i, p in enumerate(self.at) if p is not None):
            a, b = self.told[p], self.terms[i]
            if {a.voice, b.voice} != {"active", "passive"} or not _same(a, b, True):
                continue
            for q, j in ((q, j) for j, q in enumerate(self.at) if q is not None):
                bare = not self.told[q].role and not self.terms[j].role
                agent = "par" in (self.told[q].role, self.terms[j].role)
                if (bare or agent) and abs(q - p) + abs(j - i) < 8 and (q < p) == (j < i) and q != p:
                    if _timely(self.terms[j]) or _SAID in self.terms[j].ids:
                        continue
                    if agent or (j < i and not any(
                        (r < p) != (k < i) for k, r in enumerate(self.at) if r is not None and r != p
                    )):  # fmt: skip
                        return f"{a.voice} {a.form} / {b.voice} {b.form}"
        return ""

    def _moves(self, x: list[tuple[int, int]], y: list[tuple[int, int]]) -> bool:
        """Whether block `x` may stand on the other side of `y`."""
        terms = [self.terms[i] for _, i in x]
        others = [self.terms[i] for _, i in y]
        if _dates(terms):
            return not _dates(others)
        if all(_SAID in self.terms[i].ids or _adverb(self.terms[i], self.told[p]) for p, i in x):
            return True
        first, other = x[0], y[0]
        role = self.terms[first[1]].role
        if role and role != "de" and role == self.told[first[0]].role:
            return role != self.terms[other[1]].role
        if _source(terms[0]) and (self._speaks(x, False) or self._speaks(x, True)):
            return True
        if terms[0].coordinated and self.told[other[0]].coordinated:
            return _beside(y, x)
        if _undergone(terms[0], self.told[first[0]]) and not _undergone(others[0], self.told[other[0]]):
            return True
        if (
            len(x) == len(y) == 1
            and (_beside(x, y) or _beside(y, x))
            and self.terms[other[1]].close
            and self.told[first[0]].close
        ):
            return "name" not in (terms[0].kind, others[0].kind)
        return self._speaks(x, False) and self._speaks(x, True)

    def _speaks(self, block: list[tuple[int, int]], told: bool) -> bool:
        """Whether the block stands next to a verb of saying, as its speaker."""
        terms = self.told if told else self.terms
        places = [p if told else i for p, i in block]
        before, after = min(places) - 1, max(places) + 1
        if after < len(terms) and _SAID in terms[after].ids and not terms[after].apart:
            return True
        return (
            before >= 0
            and _SAID in terms[before].ids
            and terms[before + 1].role != "que"
            and not terms[before + 1].apart
        )


_SOURCES = frozenset(
    map(
        stem,
        "bilan rapport etude sondage enquete estimation projection document communique source donnees chiffre".split(),
    )
)
_TIMES = frozenset(map(stem, (
    "lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril mai juin juillet aout septembre "
    "octobre novembre decembre matin soir midi minuit nuit aube hier demain heure jour semaine mois annee an soiree "
    "matinee journee weekend".split())))  # fmt: skip


def _adverb(a: Term, b: Term) -> bool:
    return all(t.form.endswith("ment") and not t.article and not t.role for t in (a, b))


def _beside(x: list[tuple[int, int]], y: list[tuple[int, int]]) -> bool:
    """Whether `x` stands right before `y` in the sentence, and right behind it where both are told."""
    return x[-1][1] + 1 == y[0][1] and y[-1][0] + 1 == x[0][0]


def _led(a: Term, b: Term) -> bool:
    """Whether the two follow prepositions that say different things."""
    if not (a.role and b.role) or a.role == b.role or {a.role, b.role} == {"a", "de"}:
        return False
    return b.kind in ("word", "name") and not b.negation and not _timely(b)


def _count(term: Term) -> int:
    """-1 for a term in the singular, 1 for one in the plural, 0 where its article does not tell."""
    if term.article in ("les", "des", "ces", "ses", "leurs"):
        return 1
    return -1 if term.article else 0


def _feminine(a: Term, b: Term) -> bool:
    """Whether the two are the masculine and the feminine of one noun."""
    if not (a.article and b.article):
        return False
    shorter, longer = sorted((a.form.rstrip("s"), b.form.rstrip("s")), key=len)
    return longer in (shorter + "e", shorter[:-1] + "ère") if shorter != longer else False


def _undergone(a: Term, b: Term) -> bool:
    """Whether both are participles, or one is and the other a noun of action: either side of what undergoes it."""
    if "active" in (a.voice, b.voice) or not (_UNDERGONE.search(a.form) and _UNDERGONE.search(b.form)):
        return False
    return any(t.voice == "passive" or _PARTICIPLE.search(t.form) is not None for t in (a, b))


def _source(term: Term) -> bool:
    return any(i[0] == "~" and i[1:] in _SOURCES for i in term.ids)


def _dates(terms: Sequence[Term]) -> bool:
    return any(map(_timely, terms)) and all(_timely(t) or t.kind == "number" for t in terms)


def _timely(term: Term) -> bool:
    return any(i[0] == "~" and i[1:] in _TIMES for i in term.ids)


_SAID = min(groups(stem("declarer")) & groups(stem("selon")), default="") or "same0"


def _same(a: Term, b: Term, strong: bool) -> bool:
    shared = a.ids & b.ids
    if not shared:
        return False
    return any(i[0] in "=~" for i in shared) if strong else True


def _tense(a: Term, b: Term, reported: bool) -> str:
    """'strong' or 'weak' where the two terms tell of different times or certainties."""
    moods = {a.mood, b.mood}
    if len(moods) < 2:
        return ""
    nominal = "" in moods and a.form != b.form
    if "conditional" in moods:
        return "" if reported and ("future" in moods or nominal) else "strong"
    if "future" in moods:
        return "" if nominal else "strong"
    if "imperfect" in moods and moods & {"present", "state"}:
        return "" if reported else "strong"
    if moods == {"past", "present"}:
        return "weak"
    return ""
