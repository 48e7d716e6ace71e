"""Paragraphs that an earlier article already carried."""

from __future__ import annotations

from collections.abc import Sequence

from newsbot.paragraphs.lines import stable_hash
from newsbot.paragraphs.repetition import repeats
from newsbot.paragraphs.wording import wording

SHORTEST = 40


def keys(text: str) -> tuple[int, ...]:
    """Up to three signed 32-bit integers, the same on every machine.

    Two paragraphs of which one repeats the other share one, but for a few. They stand for three telling
    words each: the first, the last, and the first by alphabet. Empty for a text of fewer than 40 characters,
    which is not looked for across articles.
    """
    if len(text) < SHORTEST:
        return ()
    telling = list(wording(text).telling)
    if len(telling) < 3:
        return (stable_hash(wording(text).key) >> 32,)
    first, last, least = telling[:3], telling[-3:], sorted(telling)[:3]
    return tuple(
        {
            stable_hash(mark + " ".join(words)) >> 32
            for mark, words in (("<", first), (">", last), ("=", least))
        }
    )


def carried(earlier: str, later: str) -> bool:
    """Whether a paragraph is one that an earlier article already carried: either repeats the other."""
    first, second = wording(earlier).telling.keys(), wording(later).telling.keys()
    if 2 * len(first & second) < min(len(first), len(second)):
        return False  # at once: paragraphs that share no more than a sentence are many
    return repeats(earlier, later) or repeats(later, earlier)


def earlier(texts: Sequence[str]) -> list[int | None]:
    """For each text the position of the first earlier one that it repeats or that repeats it, or None."""
    seen: dict[int, list[int]] = {}
    found: list[int | None] = []
    for position, text in enumerate(texts):
        mine = keys(text)
        candidates = sorted({p for key in mine for p in seen.get(key, ())})
        found.append(next((p for p in candidates if carried(texts[p], text)), None))
        for key in mine:
            seen.setdefault(key, []).append(position)
    return found
