"""Paragraphs that an earlier article already carried."""

from __future__ import annotations

from collections.abc import Sequence

from newsbot.paragraphs.lines import stable_hash
from newsbot.paragraphs.repetition import repeats
from newsbot.paragraphs.wording import wording

SHORTEST = 40


def keys(text: str) -> tuple[int, ...]:
    """A few signed 64-bit integers, the same on every machine; paragraphs that repeat each other share one.

    Empty for a text of fewer than 40 characters, which is not looked for across articles.
    """
    if len(text) < SHORTEST:
        return ()
    words = wording(text).words
    return tuple(
        {stable_hash(" ".join(words)), stable_hash(" ".join(words[:6])), stable_hash(" ".join(words[-6:]))}
    )


def earlier(texts: Sequence[str]) -> list[int | None]:
    """For each text the position of the first earlier one that it repeats or that repeats it, or None."""
    seen: dict[int, list[int]] = {}
    found: list[int | None] = []
    for position, text in enumerate(texts):
        mine = keys(text)
        candidates = sorted({p for key in mine for p in seen.get(key, ())})
        found.append(
            next((p for p in candidates if repeats(texts[p], text) or repeats(text, texts[p])), None)
        )
        for key in mine:
            seen.setdefault(key, []).append(position)
    return found
