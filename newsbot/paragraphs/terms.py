"""Terms: what a sentence tells, word by word."""

from __future__ import annotations

from dataclasses import dataclass

from newsbot.paragraphs.lexicon import groups, section, stem
from newsbot.paragraphs.verbs import infinitive

SAID = min(groups(stem("declarer")) & groups(stem("selon")))
"""The group of the words that report what someone said."""
_TIMES = section("times")
_HARM = frozenset[str]().union(*map(groups, section("harm")), ("~" + word for word in section("harm")))
_KILL = groups(stem("tuer")) - groups(stem("mourir")) | {"~" + stem("blesser")}


@dataclass(slots=True)
class Term:
    """A word, phrase, number or name that tells something.

    `form` is it as written, in lower case, `end` its end among the words; `ids` are its spellings and
    groups: two terms that share one say the same. `kind` is 'word', 'name', 'number', 'strict' (what both or
    neither must have) or 'filler'; `optional` ones may go unsaid. `role` is the preposition before it,
    `article` its determiner. `mood` is 'past', 'present', 'state', 'imperfect', 'future', 'conditional' or
    '', `negation` 'pas', 'plus', 'jamais' or '', `voice` 'passive', 'active' or ''. It is `joined` to the
    next by a hyphen, `close` to what is before it without a word in between, `apart` from it by a sign, opens
    a `relative` clause or is `listed` behind 'et'. A verb that `governs` makes what follows asked, wished or
    feared, not told; a word that `doubts` takes back or limits what stands beside its clause.
    """

    form: str
    ids: frozenset[str]
    end: int
    kind: str
    optional: bool = False
    role: str = ""
    mood: str = ""
    negation: str = ""
    voice: str = ""
    article: str = ""
    joined: bool = False
    governs: bool = False
    close: bool = False
    apart: bool = False
    relative: bool = False
    listed: bool = False
    doubts: bool = False

    @property
    def reports(self) -> bool:
        """Whether it says that someone said something: 'déclarer', 'selon'."""
        return SAID in self.ids

    @property
    def adverb(self) -> bool:
        """Whether it is an adverb of manner: 'formellement'."""
        return self.kind == "word" and self.form.endswith("ment") and not self.article and not self.role

    @property
    def harms(self) -> bool:
        """Whether it kills or wounds: what it counts are victims."""
        return not _HARM.isdisjoint(self.ids)

    @property
    def kills(self) -> bool:
        """Whether it is a verb in the active whose object is killed or wounded."""
        return self.voice == "active" and not _KILL.isdisjoint(self.ids)

    @property
    def timely(self) -> bool:
        """Whether it is a day, a month, a part of the day or a measure of time."""
        return any(i[0] == "~" and i[1:] in _TIMES for i in self.ids)

    @property
    def infinitive(self) -> bool:
        """Whether it looks like an infinitive: what it tells is not said to happen."""
        return not self.article and infinitive(self.form)

    @property
    def some(self) -> bool:
        """Whether it is told of some, 'des passagers': 'plusieurs passagers' are the same."""
        return self.article == "des" and not self.role

    def spelled_as(self, other: Term) -> bool:
        """Whether the two are forms of one word, not only of one group."""
        return any(i[0] in "=~" for i in self.ids & other.ids)
