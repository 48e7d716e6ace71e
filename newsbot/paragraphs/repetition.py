"""Whether a paragraph tells nothing that another one does not."""

from __future__ import annotations

import re
from typing import Literal

from newsbot.paragraphs.abbreviations import in_full
from newsbot.paragraphs.wording import folded, split, truncated, wording

How = Literal["exact", "typographic", "contained", "near"]
_FEWEST, _DIALOGUE, _HEADING = 5, 9, 7
_QUOTATION = re.compile('"[^"]*"?')
_INCISE = re.compile(r'^".*" ?,? [\w-]+-(?:il|elle|ils|elles|je|on)\W*$')


def crosshead(text: str) -> bool:
    """Whether the text looks like a heading: a few words, in quotes or not, without the end of a sentence."""
    return wording(text).size <= _HEADING and folded(text).rstrip(' "')[-1:].isalnum()


def _taken(text: str, told: str) -> bool:
    """Whether the words of the text stand in `told` too: those in quotation marks, where someone speaks."""
    said, parts = f" {wording(text).key} ", [told]
    if _QUOTATION.fullmatch(folded(text)):
        parts = _QUOTATION.findall(folded(told))
    return any(said in f" {wording(part).key} " for part in parts)


def refrain(text: str) -> bool:
    """Whether the text is too short, or a line of dialogue: it may be said twice and mean it twice."""
    size = wording(text).size
    if size < _FEWEST or size > _DIALOGUE:
        return size < _FEWEST
    return text.lstrip().startswith(("—", "–", "―")) or _INCISE.search(folded(text)) is not None


def enough(shared: int, of: int) -> bool:
    """Whether one text has so many of the telling words of another that it may tell all of it."""
    return 2 * shared + 2 >= of and shared >= min(of, 2)


def again(a: str, b: str) -> How | None:
    """How `b` repeats `a`, where they share enough words: with less it hardly ever does."""
    words = wording(b).telling
    if not enough(len(words & wording(a).telling), len(words)):
        return None
    full = in_full(a, b) if a != b else (a, b)
    from newsbot.paragraphs.sentences import lacks  # its lexicon is read where it is needed

    if lacks(*full) and not truncated(b):
        return None
    return compare(a, b)[0]


def repeats(a: str, b: str) -> bool:
    """Whether `b` tells the reader nothing that `a` does not."""
    return compare(a, b)[0] is not None


def why(a: str, b: str) -> str:
    """The words that decided whether `b` repeats `a`, for people to read."""
    how, words = compare(a, b)
    return f"{how}: {words}" if how else words


def compare(a: str, b: str) -> tuple[How | None, str]:
    """How `b` repeats `a` (None: it does not), and the words that decided."""
    if refrain(b):
        return None, "too short to tell a repeat from a refrain"
    exact = a == b
    a, b = in_full(a, b)
    first, second = wording(a), wording(b)
    if first.key == second.key:
        return "exact" if exact else "typographic", "the same words"
    cut = truncated(b)
    if cut and f" {first.key}".startswith(f" {second.key}"):
        return "contained", "its beginning, cut off"
    if crosshead(b) and not _taken(b, a):
        return None, "a heading by its looks"
    told, changed = split(folded(a)), list[str]()
    same = {wording(text).key for text in told}
    said = [text for text in split(folded(b)) if wording(text).key not in same]
    from newsbot.paragraphs.comparison import tell

    how: How = "contained"
    for text in said:
        key = wording(text).key
        literal = f" {key} " in f" {first.key} " or (cut and f" {key}" in f" {first.key}")
        verdict = tell(told, text, literal=literal, cut=cut)
        if isinstance(verdict, str):
            return None, verdict
        if not literal:
            if b.rstrip().endswith(":"):
                return None, "what follows is introduced in other words"
            how = "near"
            changed += verdict
    return how, ", ".join(changed) or "all its words stand there"
