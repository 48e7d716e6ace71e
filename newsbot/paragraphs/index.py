"""Paragraphs that an earlier article already carried."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

from newsbot.paragraphs.repetition import again
from newsbot.paragraphs.wording import wording

SHORTEST = 40


def keys(text: str) -> tuple[bytes, ...]:
    """Up to three keys of four bytes, the same on every machine.

    Two paragraphs of which one repeats the other share one, but for a few. They stand for the beginnings of
    telling words: of the first three, of the last three, and of the first three by alphabet. Empty for a text
    of fewer than 40 characters, which is not looked for across articles.
    """
    if len(text) < SHORTEST:
        return ()
    told = [word[:4] for word in wording(text).telling]
    chosen = sorted(told[:3]), sorted(told[-3:]), sorted(told)[:3]
    return tuple(dict.fromkeys(crc32(" ".join(words).encode()).to_bytes(4) for words in chosen))


def carried(earlier: str, later: str) -> bool:
    """Whether a paragraph is one that an earlier article already carried: either repeats the other."""
    return (again(earlier, later) or again(later, earlier)) is not None


def earlier(texts: Sequence[str]) -> list[int | None]:
    """For each text the position of the first earlier one that it repeats or that repeats it, or None."""
    seen: dict[bytes, list[int]] = {}
    found: list[int | None] = []
    for position, text in enumerate(texts):
        mine = keys(text)
        candidates = sorted({p for key in mine for p in seen.get(key, ())})
        found.append(next((p for p in candidates if carried(texts[p], text)), None))
        for key in mine:
            seen.setdefault(key, []).append(position)
    return found
