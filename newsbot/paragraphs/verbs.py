"""French verbs: the time and certainty that a form tells, and whether its subject acts or undergoes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsbot.paragraphs.lexicon import DETERMINERS, IRREGULAR, section, stem
from newsbot.paragraphs.numbers import NUMBER_WORDS
from newsbot.paragraphs.wording import unaccented

COME, GO = stem("venir"), stem("aller")
_LIVRA = r"(?!\w*(?:livr|cadr|effondr|engendr|uvr|sevr|poudr)(?:a|ai|as|ait|aient|ais)$)"  # of -vrer, -drer
_FUTURE = re.compile(_LIVRA + r"\w*(?:[eidv]r|rr|ettr|attr|aîtr|ser|fer|aur)(?:a|ont|ai|as|ez|ons)$")
_CONDITIONAL = re.compile(_LIVRA + r"\w*(?:[eidv]r|rr|ettr|attr|aîtr|ser|fer|aur)(?:ait|aient|ais|ions)$")
_INFINITIVE = re.compile(r"\w+(?:er|ir|dre)$")
_PARTICIPLE = re.compile(r"(?:é|i|u|s|t|is|us)e?s?$")
_PAST = ("é", "ée", "és", "ées")
_BARE = ("u", "ue", "us", "ues", "ise", "ises", "ite", "ites", "ie", "ies", "erte", "ertes", "aint", "ainte")
_ACTION = re.compile(r"(?:[ts]ion|ment|age|ure|ance)s?$")
_IMPERFECT = {
    "était", "étaient", "avait", "avaient", "devait", "devaient", "pouvait", "pouvaient", "voulait",
    "voulaient",
}  # fmt: skip
_GOES = {"va", "vont"}
_WILL = {"sera", "seront", "aura", "auront", "ira", "iront"} | _GOES
_WOULD = {"serait", "seraient", "aurait", "auraient"}
_IS = {
    "est", "sont", "était", "étaient", "fut", "furent", "sera", "seront", "serait", "seraient", "soit",
    "soient", "être", "été", "étant",
}  # fmt: skip
_HAS = {
    "a", "ont", "avait", "avaient", "eut", "aura", "auront", "aurait", "auraient", "ait", "aient", "avoir",
    "ayant",
}  # fmt: skip
_AUXILIARIES = _IS | _HAS | _WILL
_BETWEEN = {
    "pas", "plus", "jamais", "déjà", "encore", "toujours", "également", "aussi", "ainsi", "bien", "en", "y",
    "lui", "leur", "se", "s", "rien", "tous", "toutes", "tout", "l", "le", "la", "les", "donc", "eu",
    "finalement", "enfin", "très", "si", "trop", "peu",
}  # fmt: skip
_BEFORE_NOUNS = DETERMINERS | {"a", "au", "aux", "en", "par", "pour", "sans", "sur", "avec", "et", "d"}
_OBJECTS = DETERMINERS - {"de", "d", "du"}
_INTRANSITIVE, _ERGATIVE = section("intransitive"), section("ergative")


def infinitive(form: str) -> bool:
    """Whether the form looks like an infinitive."""
    return _INFINITIVE.fullmatch(form) is not None or unaccented(form) in IRREGULAR


def announced(form: str, verb_stem: str) -> str:
    """The mood that an auxiliary or another silent verb gives to what follows it: '' for the present."""
    if verb_stem == COME:
        return "past"
    if form in _WILL or _FUTURE.fullmatch(form):
        return "future"
    if form in _WOULD or form in ("allait", "allaient") or _CONDITIONAL.fullmatch(form):
        return "conditional"
    return ""


def read(forms: Sequence[str], stems: Sequence[str], at: int) -> tuple[str, str]:
    """The mood and the voice of the word at `at`, as `Term` names them, by its form and its auxiliaries."""
    form, before, after = forms[at], forms[at - 1] if at else "", forms[at + 1 : at + 6]
    if before[:1].isdigit() or before in NUMBER_WORDS:
        return "", ""
    auxiliary, been = _auxiliary(forms, at)
    reflexive = not {"s", "se"}.isdisjoint(forms[max(0, at - 4) : at])
    is_participle = _PARTICIPLE.search(form) is not None
    moves = stems[at] in _INTRANSITIVE or reflexive
    mood = _mood(form, auxiliary, is_participle, moves or been, before)
    if stems[at] in _ERGATIVE:  # 'a ouvert une école' and 'a été ouverte par', but 'l'école a ouvert'
        if been and "par" in after:
            return mood, "passive"
        return mood, "active" if auxiliary in _HAS and not _OBJECTS.isdisjoint(after[:1]) else ""
    if is_participle and (
        been or (auxiliary in _IS and not moves) or (after[:1] == ["par"] and auxiliary not in _HAS)
    ):
        return mood, "passive"
    active = auxiliary in _HAS or not (is_participle or _ACTION.search(form))
    return mood, "active" if active else ""


def _auxiliary(forms: Sequence[str], at: int) -> tuple[str, bool]:
    """The auxiliary before the word, and whether 'été' stands between."""
    auxiliary, been = "", False
    for previous in reversed(forms[max(0, at - 5) : at]):
        if previous in _AUXILIARIES:
            auxiliary, been = previous, been or previous == "été"
            if previous not in ("été", "être"):
                break
        elif previous not in _BETWEEN and not previous.endswith("ment"):
            break
    return auxiliary, been


def _mood(form: str, auxiliary: str, is_participle: bool, happened: bool, before: str) -> str:
    is_infinitive = infinitive(form) and auxiliary not in _IS | _HAS
    if auxiliary in _WILL and (is_infinitive or auxiliary not in _GOES):
        return "future"
    if auxiliary in _WOULD:
        return "conditional"
    if auxiliary in _IMPERFECT and not is_participle:
        return "imperfect"
    if auxiliary in _HAS and is_participle:
        return "past"
    if auxiliary in _IS:
        return "past" if happened else "state"
    if _CONDITIONAL.fullmatch(form):
        return "conditional"
    if _FUTURE.fullmatch(form):
        return "future"
    if form in _IMPERFECT or (
        form.endswith(("ait", "aient")) and len(form) > 5 and before not in _BEFORE_NOUNS
    ):
        return "imperfect"
    if form.endswith(_PAST):
        return "past"
    if is_infinitive or form.endswith(("ant", *_BARE)) or before in _BEFORE_NOUNS or before == "à":
        return ""
    return "present"
