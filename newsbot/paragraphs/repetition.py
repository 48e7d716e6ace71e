"""Whether a paragraph tells nothing that another one does not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from newsbot.paragraphs.comparison import Comparison
from newsbot.paragraphs.lexicon import known
from newsbot.paragraphs.numbers import NUMBER_WORDS
from newsbot.paragraphs.sentences import Sentence, sentences
from newsbot.paragraphs.wording import Wording, unaccented, wording

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
    return text.lstrip().startswith(("—", "–", "―")) or _INCISE.search(words.text) is not None


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
    if not spelled_out:
        for digits in _DIGITS.finditer(second.key):
            if digits[0] not in first.key:
                return digits[0]
    if not second.text.isupper():
        for name in _NAME.finditer(second.text):
            plain = unaccented(name[1])
            if plain not in words and not known(plain):
                return name[1]
    return ""


def _found(told: Sequence[Sentence], sentence: Sentence, literal: bool, truncated: bool) -> list[str] | str:
    """The words changed where one sentence of `told`, or two in a row, tell `sentence`; or why none does."""
    wanted = frozenset[str]().union(*(term.ids for term in sentence.terms))
    windows = [(s,) for s in told] + list(pairwise(told))
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
