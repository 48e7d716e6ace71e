"""Whether a paragraph tells nothing that another one does not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from newsbot.paragraphs.comparison import Comparison
from newsbot.paragraphs.lexicon import known
from newsbot.paragraphs.numbers import NUMBER_WORDS
from newsbot.paragraphs.sentences import sentence, split
from newsbot.paragraphs.wording import Wording, folded, truncated, unaccented, wording

How = Literal["exact", "typographic", "contained", "near"]
_DIGITS = re.compile(r"\d+")
_NAME = re.compile(r"(?<=[a-zà-ÿ,'] )(?:[dl]')?([A-ZÀ-Þ][^\W\d]{2,})(?![\w'.-])(?! [A-ZÀ-Þ])")
_ROMAN = re.compile(r"[xvi]+e")
_FEWEST, _DIALOGUE, _HEADING = 5, 9, 7
_INCISE = re.compile(r'^".*" ?,? [\w-]+-(?:il|elle|ils|elles|je|on)\W*$')


@dataclass(frozen=True, slots=True)
class Reading:
    """How `b` repeats `a` (None: it does not), and the words that decided."""

    how: How | None
    words: str


def crosshead(text: str) -> bool:
    """Whether the text looks like a heading: a few words, neither quoted nor ended as a sentence is."""
    plain = folded(text)
    return len(wording(text).words) <= _HEADING and plain[-1:].isalnum() and not plain.startswith('"')


def refrain(text: str) -> bool:
    """Whether the text is too short, or a line of dialogue: it may be said twice and mean it twice."""
    words = len(wording(text).words)
    if words < _FEWEST or words > _DIALOGUE:
        return words < _FEWEST
    return text.lstrip().startswith(("—", "–", "―")) or _INCISE.search(folded(text)) is not None


def repeats(a: str, b: str) -> bool:
    """Whether `b` tells the reader nothing that `a` does not."""
    return compare(a, b).how is not None


def enough(shared: int, of: int) -> bool:
    """Whether one text has so many of the telling words of another that it may tell all of it."""
    return 2 * shared + 2 >= of and shared >= min(of, 2)


def again(a: str, b: str) -> How | None:
    """How `b` repeats `a`, where they share enough words: with less it hardly ever does."""
    words = wording(b).telling
    return compare(a, b).how if enough(len(words & wording(a).telling), len(words)) else None


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
    cut = truncated(b)
    if cut and f" {first.key}".startswith(f" {second.key}"):
        return Reading("contained", "its beginning, cut off")
    if crosshead(b) and f" {second.key} " not in f" {first.key} ":
        return Reading(None, "a heading by its looks")
    if lacking := _lacking(first, second, folded(b)):
        return Reading(None, f"only there: {lacking}")
    told, changed = split(folded(a)), list[str]()
    how: How = "contained"
    for text in split(folded(b)):
        key = wording(text).key
        literal = f" {key} " in f" {first.key} " or (cut and f" {key}" in f" {first.key}")
        verdict = _found(told, text, literal, cut)
        if isinstance(verdict, str):
            return Reading(None, verdict)
        if not literal:
            how = "near"
            changed += verdict
    return Reading(how, ", ".join(changed) or "all its words stand there")


def _lacking(first: Wording, second: Wording, text: str) -> str:
    """A number or a name of the second text that the first has in no spelling: enough to tell them apart."""
    words = set(first.words)
    spelled_out = not words.isdisjoint(NUMBER_WORDS) or any(map(_ROMAN.fullmatch, words))
    if not spelled_out:
        for digits in _DIGITS.finditer(second.key):
            if digits[0] not in first.key:
                return digits[0]
    if not text.isupper():
        for name in _NAME.finditer(text):
            plain = unaccented(name[1])
            if plain not in words and not known(plain):
                return name[1]
    return ""


def _found(told: Sequence[str], text: str, literal: bool, cut: bool) -> list[str] | str:
    """The words changed where one sentence of `told`, or two in a row, tell `text`; or why none does."""
    wanted = wording(text).telling
    shared = [len(wanted & wording(each).telling) for each in told]
    windows = [(n, n + 1) for n in range(len(told))] + [(n, n + 2) for n in range(len(told) - 1)]
    ranked = sorted((-sum(shared[start:end]), end - start, start, end) for start, end in windows)
    reasons = []
    for less, _, start, end in ranked[:3]:
        if 4 - 2 * less < len(wanted):
            break
        window = [sentence(each) for each in told[start:end]]
        verdict = Comparison(window, sentence(text), literal, cut).verdict()
        if not isinstance(verdict, str):
            return verdict
        reasons.append(verdict)
    return reasons[0] if reasons else "little of it is told"
