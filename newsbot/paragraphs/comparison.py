"""Two sentences held against each other: which terms tell the same, and whether the sentences do.

What only the fuller one tells is judged in `leftover`, terms that say the same but for their form or what
they are bound to in `differences`, who does what to whom in `order`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from newsbot.paragraphs.differences import bound, changed, victims
from newsbot.paragraphs.leftover import Leftover
from newsbot.paragraphs.order import Order
from newsbot.paragraphs.sentences import Sentence, sentence
from newsbot.paragraphs.terms import Term
from newsbot.paragraphs.wording import wording


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


def align(told: Sequence[Term], terms: Sequence[Term]) -> list[int | None]:
    """For each of `terms` its place among those told: the sure ones first, the others next to them."""
    index: dict[str, list[int]] = defaultdict(list)
    for j, term in enumerate(told):
        for spelling in term.ids:
            index[spelling].append(j)
    same = [{j for i in term.ids for j in index.get(i, ())} for term in terms]
    spelled = [{j for i in term.ids if i[0] in "=~" for j in index.get(i, ())} for term in terms]
    claims = Counter(j for places in spelled for j in places)
    at: list[int | None] = [None] * len(terms)
    for i, places in enumerate(spelled):
        if len(places) == 1 and terms[i].kind not in ("strict", "filler"):
            (only,) = places
            at[i] = only if claims[only] == 1 else None
    for i, places in enumerate(same):
        if at[i] is None and (free := places.difference(at)):
            expected = _expected(at, i)
            at[i] = min(free, key=lambda j: (abs(j - expected), j))
    return at


def _expected(at: Sequence[int | None], i: int) -> int:
    """Where the term at `i` should be told, by its nearest neighbour that is placed."""
    for distance in range(1, len(at)):
        for j in (i - distance, i + distance):
            if 0 <= j < len(at) and (place := at[j]) is not None:
                return place + i - j
    return i


class Comparison:
    """One sentence held against one or two others, term by term."""

    def __init__(self, window: Sequence[Sentence], said: Sentence, literal: bool, cut: bool) -> None:
        self.window, self.said, self.literal, self.cut = window, said, literal, cut
        self.told, self.terms = [term for s in window for term in s.terms], said.terms
        self.at = align(self.told, self.terms)
        self.said_at = {p: t for p, t in zip(self.at, self.terms, strict=True) if p is not None}
        """The terms by their place among those told."""

    def verdict(self) -> list[str] | str:
        """The changed words, or the words that tell something else."""
        told, terms, at = self.told, self.terms, self.at
        if missing := self._missing():
            return missing
        pairs = [(told[p], t) for p, t in self.said_at.items()]
        reported = any(t.reports or t.role == "que" for t in (*told, *terms))
        counting = victims(told, terms, at)
        settled = [None if i in counting else place for i, place in enumerate(at)]
        reason = (
            Leftover(told, self.said_at, literal=self.literal).matters(
                cut=self.cut, sentences=len(self.window)
            )
            or self._replaced()
            or ("a question" if any(s.question for s in self.window) != self.said.question else "")
            or changed(pairs, reported=reported)
            or bound(told, terms, settled)
            or self._persons()
            or Order(told, terms, settled).broken()
        )
        return reason or [f"{a.form} = {b.form}" for a, b in pairs if a.form != b.form]

    def _missing(self) -> str:
        for i, (place, term) in enumerate(zip(self.at, self.terms, strict=True)):
            after = self.at[i + 1] if i + 1 < len(self.at) else None
            several = term.form == "plusieurs" and after is not None and self.told[after].some
            if place is None and not (term.optional or several or self._people(i)):
                return f"only there: {term.form}"
        return "" if self.said_at else "nothing of it is told"

    def _people(self, i: int) -> bool:
        """Whether the term names the people counted by what they do: '300 manifestants ont manifesté'."""
        counted = self.at[i - 1] if i and self.terms[i - 1].kind == "number" else None
        if counted is None or counted + 1 == len(self.told) or self.told[counted + 1].form != "personnes":
            return False
        return any(not self.terms[i].ids.isdisjoint(t.ids) for t in self.told)

    def _replaced(self) -> str:
        """A filler that stands in the place of a word that is told."""
        for i, term in enumerate(self.terms):
            if term.kind == "filler" and self.at[i] is None:
                low = max((p for p in self.at[:i] if p is not None), default=-1)
                high = min((p for p in self.at[i:] if p is not None), default=len(self.told))
                for j in range(low + 1, high):
                    if j not in self.said_at and not self.told[j].optional:
                        return f"{self.told[j].form} / {term.form}"
        return ""

    def _persons(self) -> str:
        told, mine = sum((s.persons for s in self.window), Counter[str]()), self.said.persons
        alone = len(self.said_at) == len(self.told) and not self.literal
        if mine - told or (alone and told != mine):
            return "another person speaks"
        genders = {s.gender for s in self.window if s.gender}
        return "il / elle" if genders and self.said.gender and self.said.gender not in genders else ""
