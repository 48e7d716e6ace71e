"""The part of a text that shows what was found, and where."""

from __future__ import annotations

import re
from bisect import bisect_left
from os import urandom

Places = list[tuple[int, int]]
"""Starts and ends in a text."""

_MARK = urandom(6).hex()  # no stored text can hold what it cannot know
OPEN, CLOSE = f"\x02{_MARK}", f"\x03{_MARK}"
"""What FTS5's highlight() is to put around what it found."""

_LIGATURE = re.compile("[œŒæÆ]")
_LENGTH = 220
_BEFORE = 40


def places(marked: str, text: str) -> Places:
    """Where in `text` the marks of `marked` stand, which is `text` with its ligatures opened.

    None are told in a text with NUL, which highlight() leaves out.
    """
    if "\0" in text:
        return []
    opened = [found.start() + number for number, found in enumerate(_LIGATURE.finditer(text))]
    found: Places = []
    at = 0
    for number, part in enumerate(marked.replace(CLOSE, OPEN).split(OPEN)):
        start, at = at, at + len(part)
        if number % 2:
            found.append((start - bisect_left(opened, start), at - bisect_left(opened, at)))
    return found


def snippet(text: str, found: Places) -> tuple[str, Places]:
    """Two lines of `text`, in whole words, that show most of `found`, and the places in them."""
    first = _fullest(found)
    start = max(0, first - _BEFORE)
    if start:
        start = text.find(" ", start, first) + 1 or first
    end = start + _LENGTH
    if end < len(text):
        end = max(text.rfind(" ", start, end), first + 1)
    inside = [(a - start, b - start) for a, b in found if start <= a and b <= end]
    return text[start:end], inside


def _fullest(found: Places) -> int:
    """The start of the place after which most others come within one snippet."""
    best, most, after = 0, 0, 0
    for number, (start, _) in enumerate(found):
        while after < len(found) and found[after][1] <= start + _LENGTH - _BEFORE:
            after += 1
        if after - number > most:
            best, most = start, after - number
    return best
