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
        verdict = _compare([*map(sentence, told[start:end])], sentence(text), literal=literal, cut=cut)
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


def _compare(window: Sequence[Sentence], said: Sentence, *, literal: bool, cut: bool) -> list[str] | str:
    """The changed words where the window tells what is said, or the words that tell something else."""
    told, terms = [term for s in window for term in s.terms], said.terms
    at = align(told, terms)
    said_at = {place: term for place, term in zip(at, terms, strict=True) if place is not None}
    if missing := _missing(told, terms, at):
        return missing
    pairs = [(told[place], term) for place, term in said_at.items()]
    reported = any(t.reports or t.role == "que" for t in (*told, *terms))
    counting = victims(told, terms, at)
    settled = [None if i in counting else place for i, place in enumerate(at)]
    reason = (
        Leftover(told, said_at, literal=literal).matters(cut=cut, sentences=len(window))
        or _replaced(told, terms, at)
        or ("a question" if any(s.question for s in window) != said.question else "")
        or changed(pairs, reported=reported)
        or bound(told, terms, settled)
        or _persons(window, said, alone=len(said_at) == len(told) and not literal)
        or Order(told, terms, settled).broken()
    )
    return reason or [f"{a.form} = {b.form}" for a, b in pairs if a.form != b.form]


def _missing(told: Sequence[Term], terms: Sequence[Term], at: Sequence[int | None]) -> str:
    """A term that is not told and may not go unsaid."""
    for i, (place, term) in enumerate(zip(at, terms, strict=True)):
        after = at[i + 1] if i + 1 < len(at) else None
        several = term.form == "plusieurs" and after is not None and told[after].some
        if place is None and not (term.optional or several or _people(told, terms, at, i)):
            return f"only there: {term.form}"
    return "nothing of it is told" if all(place is None for place in at) else ""


def _people(told: Sequence[Term], terms: Sequence[Term], at: Sequence[int | None], i: int) -> bool:
    """Whether the term at `i` names the people counted by what they do: '300 manifestants ont manifesté'."""
    counted = at[i - 1] if i and terms[i - 1].kind == "number" else None
    if counted is None or counted + 1 == len(told) or told[counted + 1].form != "personnes":
        return False
    return any(not terms[i].ids.isdisjoint(t.ids) for t in told)


def _replaced(told: Sequence[Term], terms: Sequence[Term], at: Sequence[int | None]) -> str:
    """A filler that stands in the place of a word that is told."""
    for i, term in enumerate(terms):
        if term.kind == "filler" and at[i] is None:
            low = max((p for p in at[:i] if p is not None), default=-1)
            high = min((p for p in at[i:] if p is not None), default=len(told))
            for j in range(low + 1, high):
                if j not in at and not told[j].optional:
                    return f"{told[j].form} / {term.form}"
    return ""


def _persons(window: Sequence[Sentence], said: Sentence, *, alone: bool) -> str:
    """Another person who speaks or is spoken of; `alone`: nothing else is told."""
    told = sum((s.persons for s in window), Counter[str]())
    if said.persons - told or (alone and told != said.persons):
        return "another person speaks"
    genders = {s.gender for s in window if s.gender}
    return "il / elle" if genders and said.gender and said.gender not in genders else ""
