"""What differs between two terms that say the same: time, gender, number, preposition, what they count."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsbot.paragraphs.order import Order
from newsbot.paragraphs.terms import Term

_GENDERS = ({"un", "une"}, {"le", "la"})  # 'une Française' is not 'un Français'
_SIMPLE_PAST = {
    "é": ("a", "èrent"), "enu": ("int", "inrent"), "clu": ("clurent",), "u": ("ut", "urent"), "i": ("irent",)
}  # fmt: skip
"""What past participles end in, and what only the passé simple of the same verb does."""

_TOLD = {"past", "present"}


def changed(pairs: Sequence[tuple[Term, Term]], *, reported: bool) -> str:
    """Two terms of another time, gender or number; slight changes pass among many others.

    `reported`: one of the sentences tells what someone said.
    """
    slight = ""
    narrated = any(_narrated(a, b) for a, b in pairs)
    for a, b in pairs:
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
        elif _of_other_number(a, b):
            slight = f"{a.article} {a.form} / {b.article} {b.form}"
    reworded = sum(a.form != b.form and not a.spelled_as(b) for a, b in pairs)
    return slight if reworded < 2 else ""


def _tense(a: Term, b: Term, reported: bool) -> str:
    """'strong' or 'weak' where the two terms tell of different times or certainties."""
    moods = {a.mood, b.mood}
    if len(moods) < 2 or ("past" in moods and _narrated(a, b)):
        return ""
    if any(x.infinitive and x.role == "pour" != y.role and y.mood in _TOLD for x, y in ((a, b), (b, a))):
        return "strong"
    nominal = "" in moods and a.form != b.form
    if "conditional" in moods:
        return "" if reported and ("future" in moods or nominal) else "strong"
    if "future" in moods:
        return "" if nominal else "strong"
    if "imperfect" in moods and (moods & {"present", "state"} or _habitual(a.form, b.form)):
        return "" if reported else "strong"
    return "weak" if moods == {"past", "present"} else ""


def _narrated(a: Term, b: Term) -> bool:
    """Whether one can only be the passé simple of the other's past participle: 'reçut', 'a reçu'."""
    return _simple_past(a.form, b.form) or _simple_past(b.form, a.form)


def _simple_past(form: str, participle: str) -> bool:
    root = re.sub(r"(?<=[éiu])e?s?$", "", participle)
    ending = next(filter(root.endswith, _SIMPLE_PAST), "")
    return bool(ending) and form.removeprefix(root.removesuffix(ending)) in _SIMPLE_PAST[ending]


def _habitual(*forms: str) -> bool:
    """Whether one of two forms is the imperfect of the other: 'habitait', 'habite'."""
    present, past = sorted(forms, key=len)
    return past in (f"{present[:-1]}ait", f"{present[:-3]}aient")


def _of_other_gender(a: Term, b: Term) -> bool:
    """Whether they are a woman and a man, 'une étudiante', 'un étudiant', or two words, 'la', 'le poste'."""
    short, long = sorted((a.form, b.form), key=len)
    return {a.article, b.article} in _GENDERS and long in (short, f"{short}e", f"{short}{short[-1]}e")


def _this(term: Term) -> int:
    """1 for 'cette semaine', -1 for 'la semaine', 0 without an article."""
    return (1 if term.article in ("ce", "cet", "cette", "ces") else -1) if term.article else 0


def _of_other_number(a: Term, b: Term) -> bool:
    """Whether one is in the singular and the other in the plural."""
    if not a.spelled_as(b) or (a.form == b.form and "passive" in (a.voice, b.voice)):
        return False
    return _count(a) * _count(b) < 0


def _count(term: Term) -> int:
    """-1 for a term in the singular, 1 for one in the plural, 0 where neither article nor ending tells."""
    if term.voice == "passive":
        return 1 if term.form.endswith(("és", "ées", "ues", "ies", "tes")) else -1
    if term.article in ("les", "des", "ces", "ses", "leurs"):
        return 1
    return -1 if term.article else 0


def _led(a: Term, b: Term) -> bool:
    """Whether the two follow prepositions that say different things; of 'à' and 'de' see `bound`."""
    roles = {a.role, b.role}
    if roles == {"a", "pendant"}:  # 'dans la nuit' is 'pendant la nuit'
        return b.kind == "number"
    if len(roles) == 1 or not roles.isdisjoint(("", "que")) or roles == {"a", "de"}:
        return False
    return b.kind in ("word", "name") and not b.negation and not b.timely


def bound(told: Sequence[Term], terms: Sequence[Term], at: Sequence[int | None]) -> str:
    """A term bound to another word than the one it says the same as: its verb, its agent, what it counts.

    `at`: for each of `terms` its place among those `told`.
    """
    for i, place in enumerate(at):
        if place is None:
            continue
        a, b = told[place], terms[i]
        if {a.role, b.role} == {"a", "de"} and i and at[i - 1] == place - 1 and _led_apart(terms[i - 1], b):
            return f"{a.role} {a.form} / {b.role} {b.form}"
        if a.role == b.role == "par":
            verb = next((n for n in range(place - 1, -1, -1) if told[n].voice == "passive"), None)
            if verb is not None and verb not in at:
                return f"{told[verb].form} par {b.form}"
        counted = at[i + 1] if i + 1 < len(at) else None
        if counted is None or terms[i + 1].apart or terms[i + 1].kind == "strict":
            continue
        if b.kind == "number" and not place < counted < place + 4:
            return f"{b.form} {terms[i + 1].form} / {a.form}"
    return ""


def _led_apart(before: Term, term: Term) -> bool:
    """Whether 'à' and 'de' say different things of the term: before a number, behind a verb.

    'relevé de 4 %' is not 'à 4 %', 'parti de Moscou' not 'à Moscou'; 'accord de Paris' may be 'à Paris'.
    """
    follows = bool(before.mood or before.voice) and not before.article
    return not term.infinitive and (follows or term.kind == "number")


def victims(told: Sequence[Term], terms: Sequence[Term], at: Sequence[int | None]) -> set[int]:
    """Which of `terms` count victims, who may stand anywhere: '45 morts', 'a tué 45 personnes'.

    `at`: for each of `terms` its place among those `told`.
    """
    found = set[int]()
    for i, place in enumerate(at):
        if place is None or not terms[i].harms or Order.turned(told[place], terms[i]):
            continue
        here, there = _counted(terms, i), _counted(told, place)
        if here and there and at[here[-1]] == there[-1]:
            found |= {i, *here}
    return found


def _counted(terms: Sequence[Term], verb: int) -> list[int]:
    """The places of the number of those that the term at `verb` harms, and of 'au moins' before it."""
    for n in (verb + 1, verb + 2) if terms[verb].kills else (verb - 1, verb - 2):
        if 0 <= n < len(terms) and terms[n].kind == "number":
            return [n - 1, n] if n and n - 1 != verb and terms[n - 1].kind == "strict" else [n]
    return []
