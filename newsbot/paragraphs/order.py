"""Who does what to whom: the order of the terms of two sentences that share their words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import starmap

from newsbot.paragraphs.lexicon import groups, section, stem
from newsbot.paragraphs.terms import Term

Block = list[tuple[int, int]]
"""Terms that stand side by side in both sentences: the place of each in the one told and in the other."""
_SOURCES = section("sources")
_IMPERSONAL = groups(stem("exister")) | groups(stem("falloir")) - {"governing"}
_UNDERGONE = re.compile(r"(?:ée?|[ts]ion|ment|age|ure)s?$")
_PARTICIPLE = re.compile(r"ée?s?$")
NEXT = ("prochain", "derni", "passé", "suivant", "précédent")
_VOICES = {"active", "passive"}
_NEAR = 8


class Order:
    """The terms told, the terms of a sentence, and for each of these its place among those told (or None)."""

    def __init__(self, told: Sequence[Term], terms: Sequence[Term], at: Sequence[int | None]) -> None:
        self.told, self.terms = told, terms
        self.places: Block = [(p, i) for i, p in enumerate(at) if p is not None and terms[i].kind != "filler"]

    def broken(self) -> str:
        """The two words that have changed places, or '' where at most blocks of words have moved."""
        verbs = [(p, i) for p, i in self.places if self.told[p].voice != self.terms[i].voice]
        if reason := next(filter(None, starmap(self._same_side, verbs)), ""):
            return reason
        if any(self.turned(self.told[p], self.terms[i]) for p, i in verbs):
            return ""
        blocks = self._blocks()
        for n, x in enumerate(blocks):
            for y in blocks[n + 1 :]:
                if x[0][0] > y[0][0] and not (self._moves(x, y) or self._moves(y, x)):
                    return f"{self.terms[x[0][1]].form} / {self.terms[y[0][1]].form}"
        return ""

    def _blocks(self) -> list[Block]:
        rank = {p: r for r, p in enumerate(sorted(p for p, _ in self.places))}
        blocks: list[Block] = []
        for p, i in self.places:
            if blocks and rank[p] == rank[blocks[-1][-1][0]] + 1:
                blocks[-1].append((p, i))
            else:
                blocks.append([(p, i)])
        return blocks

    @staticmethod
    def turned(a: Term, b: Term) -> bool:
        """Whether one is the active and the other the passive of a verb."""
        word = a.kind == "word" and " " not in (a.form + b.form).replace("été ", "")
        return word and {a.voice, b.voice} == _VOICES

    def _same_side(self, p: int, i: int) -> str:
        """Of a verb that is passive in one and not in the other: what stays on its side of it, or ''."""
        told, term = self.told[p], self.terms[i]
        turned = self.turned(told, term)
        one_verb = "passive" in (told.voice, term.voice) and told.spelled_as(term) and not told.timely
        if not (turned or one_verb):
            return ""
        for q, j in self.places:
            if q == p or (q < p) != (j < i) or abs(q - p) + abs(j - i) >= _NEAR:
                continue
            roles = {self.told[q].role, self.terms[j].role}
            if roles == {"par"} or not ("par" in roles or roles == {""}):
                continue
            crossed = any((r < p) != (k < i) for r, k in self.places if r != p)
            if "par" in roles or (turned and j < i and not crossed):
                return f"{told.voice} {told.form} / {term.voice} {term.form}"
        return ""

    def _moves(self, x: Block, y: Block) -> bool:
        """Whether block `x` may stand on the other side of `y`: a date, an adverb, a speaker."""
        terms = [self.terms[i] for _, i in x]
        (there, here), (other_there, other_here) = x[0], y[0]
        dated = any(t.timely for t in terms) and all(self._adverbial(p, i) for p, i in x)
        if dated or _dates(terms):
            return not _dates([self.terms[i] for _, i in y])
        if len(x) == 1 and _nation(self.told[there], terms[0]):
            return not _nation(self.told[other_there], self.terms[other_here])
        if len(x) == 1 and not _IMPERSONAL.isdisjoint(terms[0].ids):
            return True
        other = self.terms[other_here]
        if all(self.terms[i].reports or (self.told[p].adverb and self.terms[i].adverb) for p, i in x):
            return True
        if _beside(x, y) and (self._apposed(x, y) or self._inverted(x, y) or self._listed(x, y)):
            return True
        role = self.terms[here].role
        if role == self.told[there].role == "de" and terms[0].kind == "number":
            return self.terms[other_here].kind != "number"
        # an adjective belongs to the noun before it
        behind = (here + len(x) == other_here or there + len(x) == other_there) and " " not in other.form
        if role not in ("", "de") and role == self.told[there].role:
            return role != other.role and not (
                behind and other.kind == "word" and other.close and self.told[other_there].close
            )
        speaks = self._speaks(x, False), self._speaks(x, True)
        if self._fronted(x) or all(speaks) or (any(speaks) and _source(terms[0])):
            return True
        if _undergone(self.told[there], terms[0]) and not _undergone(self.told[other_there], other):
            return True
        if len(x) > 1 or len(y) > 1 or not _beside(x, y):
            return False
        # an adjective and its noun
        return other.close and self.told[there].close and "name" not in (terms[0].kind, other.kind)

    def _adverbial(self, p: int, i: int) -> bool:
        """Whether the term tells a time, or where and how by the same preposition."""
        term, role = self.terms[i], self.told[p].role
        return (
            term.timely
            or term.kind == "number"
            or (term.role == role and role in ("a", "vers", "avec", "sous"))
        )

    def _apposed(self, x: Block, y: Block) -> bool:
        """Whether one names what the other tells: 'Jean Dupont, le ministre,', 'le ministre Jean Dupont'."""
        behind = *self.terms[y[-1][1] + 1 :][:1], *self.told[x[-1][0] + 1 :][:1]
        here, there = self.terms[y[0][1]], self.told[x[0][0]]
        if len(behind) < 2 or self.terms[x[0][1]].role or self.told[y[0][0]].role:
            return False
        set_off = [first.apart and after.apart for first, after in zip((here, there), behind, strict=True)]
        return all(set_off) or any(
            off and name.kind == "name" and name.close
            for off, name in zip(set_off, (there, here), strict=True)
        )

    def _listed(self, x: Block, y: Block) -> bool:
        """Whether they are parts of one list in another order: 'l'Italie et la Grèce'."""
        here, there = self.terms[y[0][1]], self.told[x[0][0]]
        listed = all(t.listed or t.apart for t in (here, there)) and (here.listed or there.listed)
        return listed and self.terms[x[0][1]].role == here.role and self.told[y[0][0]].role == there.role

    def _inverted(self, x: Block, y: Block) -> bool:
        """Whether a clause has its subject behind the verb: 'que craint Paris', 'que Paris craint'."""
        led = self.terms[x[0][1]].role == self.told[y[0][0]].role == "que"
        return led and 1 in (len(x), len(y))

    def _fronted(self, block: Block) -> bool:
        """Whether the block is a clause that opens one sentence, set apart by a comma, and ends the other."""
        there, here = [p for p, _ in block], [i for _, i in block]
        return (_opens(self.told, there) and here[-1] == len(self.terms) - 1) or (
            _opens(self.terms, here) and there[-1] == len(self.told) - 1
        )

    def _speaks(self, block: Block, told: bool) -> bool:
        """Whether the block stands next to a verb of saying, as its speaker."""
        terms = self.told if told else self.terms
        places = [p if told else i for p, i in block]
        before, after = min(places) - 1, max(places) + 1
        if after < len(terms) and terms[after].reports and not terms[after].apart:
            return True
        if before < 0 or not terms[before].reports:
            return False
        return terms[before + 1].role in ("", "par") and not terms[before + 1].apart


def _opens(terms: Sequence[Term], places: Sequence[int]) -> bool:
    after = places[-1] + 1
    return places[0] == 0 and after < len(terms) and terms[after].apart


def _nation(a: Term, b: Term) -> bool:
    """Whether one is a country and the other its adjective: 'inflation allemande', 'en Allemagne'."""
    return (
        a.form != b.form
        and {a.kind, b.kind} == {"word", "name"}
        and any(i.startswith("countries") for i in a.ids & b.ids)
    )


def _beside(x: Block, y: Block) -> bool:
    """Whether `x` stands right before `y` here, and right behind it there."""
    return x[-1][1] + 1 == y[0][1] and y[-1][0] + 1 == x[0][0]


def _undergone(a: Term, b: Term) -> bool:
    """Whether both are participles, or one is and the other a noun of action: each may follow its object."""
    if "active" in (a.voice, b.voice) or not (_UNDERGONE.search(a.form) and _UNDERGONE.search(b.form)):
        return False
    return any(t.voice == "passive" or (not t.article and _PARTICIPLE.search(t.form)) for t in (a, b))


def _source(term: Term) -> bool:
    return any(i[0] == "~" and i[1:] in _SOURCES for i in term.ids)


def _dates(terms: Sequence[Term]) -> bool:
    dated = (t.timely or t.kind == "number" or t.form.startswith(NEXT) for t in terms)
    return any(t.timely for t in terms) and all(dated)
