"""What is left over: the told terms of which the other sentence says nothing, and which of them matter."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from newsbot.paragraphs.lexicon import groups, stem
from newsbot.paragraphs.order import NEXT
from newsbot.paragraphs.terms import Term

_SEVERAL = {"les", "aux", "ces", "ses", "leurs", "mes", "nos", "vos"}
_THE = {"le", "la", "l", "au", "du"}
_OWN = {"son", "sa", "ses", "leur", "leurs", "mon", "ma", "mes", "notre", "nos", "votre", "vos"}
_QUANTITY = re.compile(
    r"(?:[ts]ion|ment|age|ure|[ae]nce|té|ie|isme|prix|taux|aide|trafic|vente|hausse|baisse|marché)$"
)
_CIRCUMSTANCES = groups(stem("apres")) | groups(stem("depuis")) | groups(stem("malgre"))


class Leftover:
    """The terms told, and by its place among them each term of the other sentence that tells the same.

    `literal`: the words of the other sentence stand there in their order.
    """

    def __init__(self, told: Sequence[Term], said_at: Mapping[int, Term], *, literal: bool) -> None:
        self.told, self.said_at, self.literal = told, said_at, literal
        self.low, self.high = min(said_at), max(said_at)

    def matters(self, *, cut: bool, sentences: int) -> str:
        """The word left over that changes what is told, or that there is too much of it; else ''.

        `cut`: the other sentence may go on with what follows; `sentences`: how many the told terms are of.
        """
        untold = self._untold_clauses()
        end = next((j for j in range(self.high + 1, len(self.told)) if j not in untold), len(self.told))
        last = self.high if self.literal and cut else end
        left = [j for j in range(min(last + 1, len(self.told))) if j not in self.said_at]
        left = [j for j in left if j >= self.low - 1 or self.told[j].doubts]
        inside = [j for j in left if self.low < j < self.high and j not in untold]
        before = self.told[self.low - 1] if self.low else None
        if before and before.negation and self.told[self.low].role == "que":
            return f"only here: {before.negation} {before.form}"
        for j in left:
            term = self.told[j]
            if term.doubts or (j not in untold and self._changes(j)):
                return f"only here: {term.form}"
            if j in inside and not self.literal and (self._specifies(j) or self._narrows(j) or self._acts(j)):
                return f"only here: {term.role} {term.form}".replace("  ", " ")
        if self.literal:
            return ""
        much = (0.6 if sentences == 1 else 0.2) * len(self.said_at)
        if sum(not self.told[j].optional for j in inside) > max(1, much):
            return "told among other things"
        required = sum(not t.optional for t in self.said_at.values())
        return "too little to go by" if required < 3 and len(self.told) > len(self.said_at) else ""

    def _untold_clauses(self) -> set[int]:
        """The places of clauses of which nothing is said: set off by signs, or relative and closed by one."""
        starts = [j for j, t in enumerate(self.told) if j and (t.apart or t.relative)] + [len(self.told)]
        found = set[int]()
        for start, end in pairwise(starts):
            closed = end == len(self.told) or self.told[end].apart
            untold = closed and self.said_at.keys().isdisjoint(range(start, end))
            if untold and (self.told[start].apart or not self._narrows(start)):
                found.update(range(start, end))
        return found

    def _changes(self, j: int) -> bool:
        """Whether the term left at `j` makes another fact of what stands beside it."""
        term, following = self.told[j], self.said_at.get(j + 1)
        if term.form == "plusieurs" and following is not None and following.some:
            return False
        return (
            (term.kind == "strict" and not self._circumstance(j))
            or ((term.governs or term.reports) and self._unasserted(j))
            or (j > 0 and self.told[j - 1].joined and j - 1 in self.said_at)
            or (term.kind == "number" and self._counts_beside(j))
            or (following is not None and (term.joined or self._owner(j)))
        )

    def _circumstance(self, j: int) -> bool:
        """Whether 'après', 'depuis' or 'malgré' is left, at the end or before what is a clause of its own."""
        following = self.said_at.get(j + 1)
        if any(t.kind == "number" for t in self.told[j + 1 : j + 2]):  # 'interdit après 22 heures'
            return False
        alone = j > self.high or (following is not None and following.apart)
        return alone and not _CIRCUMSTANCES.isdisjoint(self.told[j].ids)

    def _unasserted(self, j: int) -> bool:
        """Whether what follows the verb left at `j` is asked, claimed or denied there, and asserted here."""
        if self.literal or j + 1 not in self.said_at:
            return self.told[j].governs and not self.literal
        told, said = self.told[j + 1], self.said_at[j + 1]
        same = told.infinitive and told.form == said.form
        return not same if self.told[j].governs else told.infinitive and not same

    def _owner(self, j: int) -> bool:
        """Whether the term left at `j` has or counts the next: 'l'avocat du maire', '300 des élus'."""
        told, said = self.told[j + 1], self.said_at[j + 1]
        if told.role == "de" and not said.role and said.kind != "number":
            return not told.infinitive
        return self.told[j].kind == "number" and said.article not in ("", "des")

    def _specifies(self, j: int) -> bool:
        """Whether the term left at `j` narrows what is told before it, or makes another thing of a synonym.

        'visas d'études', 'impropre pour les nourrissons'; a 'président du Sénat' is no 'chef de l'État'.
        """
        term, before, said = self.told[j], self.told[j - 1], self.said_at.get(j - 1)
        if said is None or before.kind == "number":
            return False
        if term.role == "de" and not before.spelled_as(said):
            return True
        narrow = term.article if term.role == "pour" else term.role == "de" and term.article not in _OWN
        return term.kind == "word" and bool(narrow)

    def _counts_beside(self, j: int) -> bool:
        """Whether the number left at `j` stands beside another: 'entre 20 et 30 personnes'."""
        return any(n in self.said_at and self.told[n].kind == "number" for n in (j - 1, j + 1))

    def _acts(self, j: int) -> bool:
        """Whether the verb left at `j` has for its object what is said to have happened.

        'a bloqué la livraison' is not 'a livré'.
        """
        verb = self.told[j]
        if verb.kind != "word" or verb.article or verb.role or not (verb.mood or verb.voice):
            return False
        for n in range(j + 1, min(j + 4, len(self.told))):
            told, said = self.told[n], self.said_at.get(n)
            if said is not None and not told.timely and told.kind != "number":
                noun = bool(told.article or told.role) and told.mood in ("", "present")
                return noun and not said.article and bool(said.mood) and told.form != said.form
        return False

    def _narrows(self, j: int) -> bool:
        """Whether the term left at `j`, beside persons or things that are told, leaves only some of them.

        'les matches à domicile des Bleus', 'aux enfants déplacés', 'la voiture de son frère'; a clause set
        off by a sign, a name, a date and an adverb of manner add to what is told, and so does an adjective
        to one thing or to some that were not spoken of, 'le maire socialiste', 'des tirs nourris'.
        """
        term, following = self.told[j], self.said_at.get(j + 1)
        if term.timely:
            return self._weekly(j)
        if term.kind != "word" or term.apart or term.adverb:
            return False
        if following and (term.article or term.role) and self._close(j + 1):
            return term.article in _SEVERAL and following.article in _SEVERAL
        head = j - 1
        while head in self.said_at and self._close(head):
            head -= 1
        noun, said = self.told[head], self.said_at.get(head)
        if said is None:
            return False
        if said.article in _OWN and noun.article not in _OWN:
            return True
        if term.role:
            return bool(noun.article) and not term.article and term.role in ("a", "sans", "avec")
        if not (term.close or term.relative):
            return False
        if noun.article == "des":  # of de + les, not of un
            return head > 0 and not self.told[head - 1].mood
        if noun.article in _THE:
            return _QUANTITY.search(noun.form) is not None
        return noun.article in _SEVERAL or (noun.role == "de" and not noun.article)

    def _close(self, j: int) -> bool:
        """Whether the term belongs to the noun right before it: an adjective."""
        return self.told[j].close and not self.told[j].article

    def _weekly(self, j: int) -> bool:
        """Whether the time left at `j` comes again and again: 'le dimanche', but not 'le dimanche 3 mai'."""
        beside = self.told[max(0, j - 1) : j + 2]
        often = self.told[j].article in ("le", "la", "l", "les") and not self.told[j].role
        return often and not any(t.kind == "number" or t.form.startswith(NEXT) for t in beside)
