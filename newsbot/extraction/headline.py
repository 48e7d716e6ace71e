"""The article's headline, as printed where it is printed."""

from __future__ import annotations

import re

from newsbot.extraction.blocks import Block
from newsbot.extraction.evidence import Evidence, texts
from newsbot.text import clean

_WORD = re.compile(r"\w+")


def find(blocks: list[Block], evidence: Evidence, selected: str = "") -> tuple[str, Block | None]:
    """The headline and the block in which it is printed, if it is; `selected` is what a site file points to."""
    if selected:
        return selected, next((block for block in blocks if block.text == selected), None)
    title = evidence.document.tree.css_first("title")
    stated = [
        *texts(evidence.article.get("headline")),
        *evidence.meta.get("og:title", [])[:1],
        *([clean(title.text())] if title else []),
    ]
    best: tuple[float, Block] | None = None
    for block in blocks:
        around = (block.frame, block.frame.parent)
        tag = next((f.tag for f in around if f is not None and f.tag in ("h1", "h2")), "")
        if not tag:
            continue
        score = max((_alike(block.text, s) for s in stated), default=0.0) + (0.3 if tag == "h1" else 0)
        if best is None or score > best[0]:
            best = score, block
    if best and best[0] >= (0.3 if not stated else 0.5):
        return best[1].text, best[1]
    return (stated[0] if stated else ""), None


def _alike(a: str, b: str) -> float:
    x, y = set(_WORD.findall(a.casefold())), set(_WORD.findall(b.casefold()))
    return 2 * len(x & y) / (len(x) + len(y)) if x and y else 0.0
