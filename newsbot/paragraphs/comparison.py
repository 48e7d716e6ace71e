"""One sentence held against what is told, term by term."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from newsbot.paragraphs.lexicon import groups, stem
from newsbot.paragraphs.order import NEXT, Order
from newsbot.paragraphs.sentences import Sentence, sentence
from newsbot.paragraphs.terms import Term
from newsbot.paragraphs.verbs import infinitive
from newsbot.paragraphs.wording import wording

_GENDERS = ({"un", "une"}, {"le", "la"})  # 'une Française' is not 'un Français'
_ALL = {"les", "aux", "ces", "ses", "leurs", "mes", "nos", "vos"}
_LATER = groups(stem("apres")) | groups(stem("depuis")) | groups(stem("malgre"))
_THE = {"le", "la", "l", "au", "du"}
_MASS = re.compile(
    r"(?:[ts]ion|ment|age|ure|[ae]nce|té|ie|isme|prix|taux|aide|trafic|vente|hausse|baisse|marché)$"
)
_UNDERGONE = ("é", "ée")
_OWN = {"son", "sa", "ses", "leur", "leurs", "mon", "ma", "mes", "notre", "nos", "votre", "vos"}
_INFINITIVE = re.compile(r"(?:er|ir|re)$")


def tell(told: Sequence[str], text: str, *, literal: bool, cut: bool) -> list[str] | str:
    """The words changed where one sentence of `told`, or two in a row, tell `text`; or why none does.

    `literal`: its words stand there in their order, `cut`: but for its last ones.
    """
    wanted = wording(text).telling
    shared = [len(wanted & wording(each).telling) for each in told]
    windows = [(n, n + 1) for n in range(len(told))] + [(n, n + 2) for n in range(len(told) - 1)]
    ranked = sorted((-sum(shared[start:end]), end - start, start, end) for start, end in windows)
    reasons = []
    for less, _, start, end in ranked[:3]:
        if 4 - 2 * less < len(wanted):  # it lacks more than half of the telling words, but for two
            break
        verdict = Comparison([*map(sentence, told[start:end])], sentence(text), literal, cut).verdict()
        if not isinstance(verdict, str):
            return verdict
        reasons.append(verdict)
    return reasons[0] if reasons else "little of it is told"


class Comparison:
    """One sentence held against one or two others, term by term."""

    def __init__(self, window: Sequence[Sentence], said: Sentence, literal: bool, cut: bool) -> None:
        self.window, self.said, self.literal, self.cut = window, said, literal, cut
        self.told: list[Term] = [term for s in window for term in s.terms]
        self.terms = said.terms
        self.at: list[int | None] = [None] * len(self.terms)
        """For each term its place among those told."""
        self._align()
        self.said_at = {p: t for p, t in zip(self.at, self.terms, strict=True) if p is not None}
        """The terms by their place among those told."""
        self.taken = self.said_at.keys()
        self.pairs = [(self.told[p], t) for p, t in self.said_at.items()]
        self.tolls = self._tolls()

    def _align(self) -> None:
        """Place each term: the sure ones first, the others next to them."""
        index: dict[str, list[int]] = defaultdict(list)
        for j, told in enumerate(self.told):
            for spelling in told.ids:
                index[spelling].append(j)
        same = [{j for i in term.ids for j in index.get(i, ())} for term in self.terms]
        spelled = [{j for i in term.ids if i[0] in "=~" for j in index.get(i, ())} for term in self.terms]
        claims = Counter(j for places in spelled for j in places)
        for i, places in enumerate(spelled):
            if len(places) == 1 and self.terms[i].kind not in ("strict", "filler"):
                (only,) = places
                self.at[i] = only if claims[only] == 1 else None
        for i, places in enumerate(same):
            if self.at[i] is None and (free := places.difference(self.at)):
                expected = self._expected(i)
                self.at[i] = min(free, key=lambda j: (abs(j - expected) + 1.5 * (j not in spelled[i]), j))

    def _expected(self, i: int) -> int:
        """Where the term at `i` should be told, by its nearest neighbour that is placed."""
        for distance in range(1, len(self.at)):
            for j in (i - distance, i + distance):
                if 0 <= j < len(self.at) and (place := self.at[j]) is not None:
                    return place + i - j
        return i

    def verdict(self) -> list[str] | str:
        """The changed words, or the words that tell something else."""
        reason = (
            self._missing()
            or self._left()
            or self._replaced()
            or self._asked()
            or self._changed()
            or self._bindings()
            or self._persons()
            or self._order()
        )
        return reason or [f"{a.form} = {b.form}" for a, b in self.pairs if a.form != b.form]

    def _missing(self) -> str:
        for i, (place, term) in enumerate(zip(self.at, self.terms, strict=True)):
            said = term.reports and any(t.reports for _, t in self.pairs)
            after = self.at[i + 1] if i + 1 < len(self.at) else None
            several = term.form == "plusieurs" and after is not None and _some(self.told[after])
            if place is None and not (term.optional or said or several or self._people(i)):
                return f"only there: {term.form}"
        return "" if self.pairs else "nothing of it is told"

    def _people(self, i: int) -> bool:
        """Whether the term names the people counted by what they do: '300 manifestants ont manifesté'."""
        counted = self.at[i - 1] if i and self.terms[i - 1].kind == "number" else None
        if counted is None or counted + 1 == len(self.told) or self.told[counted + 1].form != "personnes":
            return False
        return any(not self.terms[i].ids.isdisjoint(t.ids) for t in self.told)

    def _left(self) -> str:
        """What is left of the told terms: no word that would change what is told, and not too much."""
        low, high = min(self.taken), max(self.taken)
        inserted = self._inserted()
        end = next((j for j in range(high + 1, len(self.told)) if j not in inserted), len(self.told))
        doubted = {j for j in inserted if j < end and self.told[j].doubts}
        left = set(range(max(0, low - 1), min(len(self.told), high + 2))) - self.taken - inserted
        for j in sorted(left | doubted):
            term = self.told[j]
            if self.literal and self.cut and j > high:
                continue
            if term.form == "plusieurs" and _some(self.said_at.get(j + 1)):
                continue
            if (
                (term.kind == "strict" and not self._circumstance(j))
                or ((term.governs or term.reports) and self._governs(j))
                or term.doubts
            ):
                return f"only here: {term.form}"
            if low < j < high and (self._restricts(j) or self._narrows(j)):
                return f"only here: {term.role} {term.form}".replace("  ", " ")
            joined = j > 0 and self.told[j - 1].joined and j - 1 in self.taken
            if joined or (term.joined and j + 1 in self.taken):
                return f"only here: {term.form}"
        if self.literal:
            return ""
        inside = sum(low < j < high and not self.told[j].optional for j in left)
        if inside > max(1, (0.6 if len(self.window) == 1 else 0.2) * len(self.taken)):
            return "told among other things"
        required = sum(not t.optional for _, t in self.pairs)
        if required < 3 and len(self.told) > len(self.taken):
            return "too little to go by"
        return ""

    def _circumstance(self, j: int) -> bool:
        """Whether 'après', 'depuis' or 'malgré' is left, at the end or before what is a clause of its own."""
        following = self.said_at.get(j + 1)
        alone = j > max(self.taken) or (following is not None and following.apart)
        return alone and not _LATER.isdisjoint(self.told[j].ids)

    def _inserted(self) -> set[int]:
        """The places of clauses of which nothing is said: set off by signs, or relative and closed by one."""
        starts = [j for j, t in enumerate(self.told) if not j or t.apart or t.relative] + [len(self.told)]
        found = set[int]()
        for start, end in pairwise(starts):
            closed = end == len(self.told) or self.told[end].apart
            untold = closed and self.taken.isdisjoint(range(start, end))
            if start and untold and (self.told[start].apart or not self._narrows(start)):
                found.update(range(start, end))
        return found

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

    def _governs(self, j: int) -> bool:
        """Whether the term left at `j` makes asked, claimed or denied what the sentence asserts."""
        if self.literal:
            return False
        term = self.said_at.get(j + 1)
        if term is None:
            return self.told[j].governs
        told = self.told[j + 1]
        unasserted = infinitive(told.form) and not told.article
        if self.told[j].governs:
            return not (unasserted and told.form == term.form and not term.mood)
        return unasserted and told.form != term.form

    def _restricts(self, j: int) -> bool:
        """Whether the term left at `j` narrows what is told before it, or makes another thing of a synonym.

        'visas d'études', 'impropre pour les nourrissons'; a 'président du Sénat' is no 'chef de l'État'.
        """
        term, before = self.told[j], self.told[j - 1]
        said = self.said_at.get(j - 1)
        if self.literal or said is None or before.kind == "number":
            return False
        if term.role == "de" and not before.spelled_as(said):
            return True
        narrow = term.article if term.role == "pour" else term.role == "de" and term.article not in _OWN
        return term.kind == "word" and bool(narrow)

    def _narrows(self, j: int) -> bool:
        """Whether the term left at `j`, beside persons or things that are told, leaves only some of them.

        'les matches à domicile des Bleus', 'aux enfants déplacés', 'la voiture de son frère'; a clause set
        off by a sign, a name, a date and an adverb of manner add to what is told, and so does an adjective
        to one thing or to some that were not spoken of, 'le maire socialiste', 'des tirs nourris'.
        """
        term = self.told[j]
        if term.timely:
            return self._weekly(j)
        if self.literal or term.kind != "word" or term.apart or term.adverb or term.optional:
            return False
        following = self.said_at.get(j + 1)
        if (
            following
            and (term.article or term.role)
            and self.told[j + 1].close
            and not self.told[j + 1].article
        ):
            return term.article in _ALL and following.article in _ALL
        head = j - 1
        while head in self.taken and self.told[head].close and not self.told[head].article:
            head -= 1
        noun, said = self.told[head], self.said_at.get(head)
        if said is None or noun.timely:
            return False
        if said.article in _OWN and noun.article not in _OWN:
            return True
        if term.role:
            return bool(noun.article) and not term.article and term.role in ("a", "sans", "avec")
        if not (term.close or term.relative):
            return False
        if noun.article == "des":  # of de + les, not of un
            return head > 0 and not self.told[head - 1].mood and not noun.apart
        measured = noun.article in _THE and _MASS.search(noun.form) and not term.form.endswith(_UNDERGONE)
        return noun.article in _ALL or bool(measured) or (noun.role == "de" and not noun.article)

    def _weekly(self, j: int) -> bool:
        """Whether the time left at `j` comes again and again: 'le dimanche', but not 'le dimanche 3 mai'."""
        beside = self.told[max(0, j - 1) : j + 2]
        often = self.told[j].article in ("le", "la", "l", "les") and not self.told[j].role
        return often and not any(t.kind == "number" or t.form.startswith(NEXT) for t in beside)

    def _asked(self) -> str:
        asked = any(s.question for s in self.window)
        return "a question" if asked != self.said.question else ""

    def _changed(self) -> str:
        """Terms that say the same, but of another time or number; slight changes pass among many others."""
        slight = ""
        narrated = any(_simple_past(a.form, b.form) or _simple_past(b.form, a.form) for a, b in self.pairs)
        reported = any(t.reports or t.role == "que" for t in (*self.told, *self.terms))
        for a, b in self.pairs:
            undergone = "passive" in (a.voice, b.voice)
            if a.negation != b.negation:
                return f"{a.negation or 'not denied'} {a.form} / {b.negation or 'not denied'} {b.form}"
            if _of_other_gender(a, b) or (a.timely and _this(a) * _this(b) < 0):
                return f"{a.article} {a.form} / {b.article} {b.form}"
            if (conflict := _tense(a, b, reported)) == "strong":
                return f"{a.mood} {a.form} / {b.mood} {b.form}"
            if conflict and not narrated:
                slight = f"{a.mood} {a.form} / {b.mood} {b.form}"
            elif _led(a, b):
                slight = f"{a.role} {a.form} / {b.role} {b.form}"
            elif a.spelled_as(b) and (a.form != b.form or not undergone) and _count(a) * _count(b) < 0:
                slight = f"{a.article} {a.form} / {b.article} {b.form}"
        changed = sum(a.form != b.form and not a.spelled_as(b) for a, b in self.pairs)
        return slight if changed < 2 else ""

    def _bindings(self) -> str:
        """What a term is bound to: its governor, its number."""
        for i, (place, term) in enumerate(zip(self.at, self.terms, strict=True)):
            if place is None or i in self.tolls:
                continue
            if {term.role, self.told[place].role} == {"a", "de"} and self._moves(i, place):
                return f"{self.told[place].role} {self.told[place].form} / {term.role} {term.form}"
            verb = _undergoes(self.told, place) if self.told[place].role == term.role == "par" else -1
            if verb not in (-1, *self.taken) and _undergoes(self.terms, i) >= 0:
                return f"{self.told[verb].form} par {term.form}"
            counted = self.at[i + 1] if i + 1 < len(self.at) else None
            following = self.terms[i + 1] if counted is not None else term
            counts = term.kind == "number" and following.kind != "strict" and not following.apart
            if counts and counted is not None and not place < counted < place + 4:
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
            if before.kind == "number" and (term.kind == "number" or term.article not in ("", "des")):
                return f"{before.form} / {term.article or term.form}"
        return ""

    def _moves(self, i: int, place: int) -> bool:
        """Whether 'à' and 'de' between two terms say different things: before a number, behind a verb.

        'relevé de 4 %' is not 'à 4 %', 'parti de Moscou' not 'à Moscou'; 'accord de Paris' may be 'à Paris'.
        """
        if not i or self.at[i - 1] != place - 1:
            return False
        term, before = self.terms[i], self.terms[i - 1]
        if infinitive(term.form) and not term.article:
            return False
        verb = bool(before.mood or before.voice) and not before.article
        return term.kind == "number" or (verb and not term.timely)

    def _order(self) -> str:
        at = [None if i in self.tolls else place for i, place in enumerate(self.at)]
        return Order(self.told, self.terms, at).broken()

    def _tolls(self) -> set[int]:
        """The terms that count victims, who may stand anywhere: '45 morts', 'a tué 45 personnes'."""
        found = set[int]()
        for i, place in enumerate(self.at):
            if place is None or not self.terms[i].harms or Order.turned(self.told[place], self.terms[i]):
                continue
            here, there = _victims(self.terms, i), _victims(self.told, place)
            if here and there and self.at[here[-1]] == there[-1]:
                found |= {i, *here}
        return found

    def _persons(self) -> str:
        told, mine = sum((s.persons for s in self.window), Counter[str]()), self.said.persons
        alone = len(self.taken) == len(self.told) and not self.literal
        if mine - told or (alone and told != mine):
            return "another person speaks"
        genders = {s.gender for s in self.window if s.gender}
        return "il / elle" if genders and self.said.gender and self.said.gender not in genders else ""


def _victims(terms: Sequence[Term], verb: int) -> list[int]:
    """The places of the number of those that the term at `verb` harms, and of 'au moins' before it."""
    before, after = (verb - 1, verb - 2), (verb + 1, verb + 2)
    places = after if terms[verb].kills else before
    for n in places:
        if 0 <= n < len(terms) and terms[n].kind == "number":
            return [n - 1, n] if n and n - 1 != verb and terms[n - 1].kind == "strict" else [n]
    return []


def _undergoes(terms: Sequence[Term], agent: int) -> int:
    """The place of the verb whose agent stands at `agent`, or -1."""
    return next((n for n in range(agent - 1, -1, -1) if terms[n].voice == "passive"), -1)


def _some(term: Term | None) -> bool:
    """Whether the term is told of some, 'des passagers': 'plusieurs passagers' are the same."""
    return term is not None and term.article == "des" and not term.role


def _led(a: Term, b: Term) -> bool:
    """Whether the two follow prepositions that say different things."""
    roles = {a.role, b.role}
    if len(roles) == 1 or not roles.isdisjoint(("", "que")) or roles == {"a", "de"}:
        return False
    if infinitive(b.form) and not b.article and roles < {"a", "de", "pour"}:
        return False
    return b.kind in ("word", "name") and not b.negation and not b.timely


def _of_other_gender(a: Term, b: Term) -> bool:
    """Whether they are a woman and a man, 'une étudiante', 'un étudiant', or two words, 'la', 'le poste'."""
    if {a.article, b.article} not in _GENDERS:
        return False
    short, long = sorted((a.form, b.form), key=len)
    return a.kind == "word" if short == long else long in (f"{short}e", f"{short}{short[-1]}e")


def _this(term: Term) -> int:
    """1 for 'cette semaine', -1 for 'la semaine', 0 without an article."""
    return (1 if term.article in ("ce", "cet", "cette", "ces") else -1) if term.article else 0


def _count(term: Term) -> int:
    """-1 for a term in the singular, 1 for one in the plural, 0 where neither article nor ending tells."""
    if term.voice == "passive":
        return 1 if term.form.endswith(("és", "ées", "ues", "ies", "tes")) else -1
    if term.article in ("les", "des", "ces", "ses", "leurs"):
        return 1
    return -1 if term.article else 0


def _tense(a: Term, b: Term, reported: bool) -> str:
    """'strong' or 'weak' where the two terms tell of different times or certainties."""
    moods = {a.mood, b.mood}
    if len(moods) < 2:
        return ""
    if "past" in moods and (_simple_past(a.form, b.form) or _simple_past(b.form, a.form)):
        return ""
    nominal = "" in moods and a.form != b.form
    if "conditional" in moods:
        return "" if reported and ("future" in moods or nominal) else "strong"
    if "future" in moods:
        return "" if nominal else "strong"
    if "imperfect" in moods and (moods & {"present", "state"} or _habitual(a.form, b.form)):
        return "" if reported else "strong"
    if moods == {"past", "present"}:
        return "weak"
    return ""


def _simple_past(form: str, participle: str) -> bool:
    """Whether `form` can only be the passé simple of a verb by its past participle: 'reçut', 'reçu'."""
    root = re.sub(r"(?<=[éius])e?s?$", "", participle)
    if root.endswith("é"):
        return form in (f"{root[:-1]}a", f"{root[:-1]}èrent")
    if root.endswith("enu"):
        return form in (f"{root[:-3]}int", f"{root[:-3]}inrent")
    if root.endswith("is"):  # 'mis'
        return form in (f"{root[:-1]}t", f"{root[:-1]}rent")
    return form == f"{root}rent" or (form == f"{root}t" and root.endswith("u") and not root.endswith("clu"))


def _habitual(*forms: str) -> bool:
    """Whether one of two forms is the imperfect of the other: 'habitait', 'habite'."""
    present, past = sorted(forms, key=len)
    return past in (f"{present[:-1]}ait", f"{present[:-3]}aient")
