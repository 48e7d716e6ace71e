"""Whether a paragraph tells nothing that another one does not."""

from __future__ import annotations

from newsbot.paragraphs.wording import wording


def repeats(a: str, b: str) -> bool:
    """Whether `b` tells the reader nothing that `a` does not."""
    first, second = wording(a), wording(b)
    if not second.words or len(second.words) < 3:
        return False
    return f" {second.key} " in f" {first.key} "


def why(a: str, b: str) -> str:
    """The words that decided whether `b` repeats `a`, for people to read."""
    return "the same words" if repeats(a, b) else "other words"
