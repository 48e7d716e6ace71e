"""The verdicts of one article's paragraphs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from newsbot.items import Kind, Paragraph, Verdict
from newsbot.paragraphs.boilerplate import boilerplate
from newsbot.paragraphs.repetition import How, alike, compare, crosshead, refrain
from newsbot.paragraphs.wording import wording

_CRUMBS = re.compile(r" [»>›/] | - | [|–—•·] | ?[»>›|] ?")
_PLACE: dict[Kind, int] = {"quote": 1, "caption": 2}
_COMMON = 40
_REFRAIN_WORDS, _REFRAIN_TIMES = 8, 3


class Lines(Protocol):
    """What knows the lines of a site: `SiteLines`, or the database during a crawl."""

    def recurring(self, text: str) -> bool:
        """Whether `text` stands on many pages of the site."""


def deduplicate(
    paragraphs: Sequence[Paragraph], *, headline: str = "", lead: str = "", site_lines: Lines | None = None
) -> list[Paragraph]:
    """The same paragraphs in the same order, each with its verdict and what it repeats (a position).

    `lead` is the chapô when it is not among the paragraphs. Of two that repeat each other the fuller one
    stays in its place; of two that are equal the first, but running text before a pull quote, and that
    before a caption. Headings and table cells repeat nothing but the headline; items of a list are only
    compared for equality. What `repeats` points to is always kept.
    """
    verdicts: list[tuple[Verdict, int | None]] = [("kept", None)] * len(paragraphs)
    compared: list[int] = []
    for position, paragraph in enumerate(paragraphs):
        if paragraph.kind == "table_cell":
            continue
        if boilerplate(paragraph.text) or (site_lines is not None and site_lines.recurring(paragraph.text)):
            verdicts[position] = "boilerplate", None
        elif _of_headline(paragraph, headline) or (lead and _of_lead(paragraph, lead)):
            verdicts[position] = "headline", None
        elif paragraph.kind != "heading":
            compared.append(position)
    for position, (how, of) in _repeated(paragraphs, compared).items():
        verdicts[position] = how, of
    return [
        replace(p, verdict=verdict, repeats=of) for p, (verdict, of) in zip(paragraphs, verdicts, strict=True)
    ]


def _of_headline(paragraph: Paragraph, headline: str) -> bool:
    """Whether the paragraph is the headline again, with breadcrumb or site name, cut off or reworded."""
    if not headline or len(paragraph.text) > 2 * len(headline) + 80:
        return False
    title, words = wording(headline), wording(paragraph.text)
    if words.key == title.key:
        return True
    if title.key in words.key:
        parts = [wording(part).key for part in _CRUMBS.split(paragraph.text)]
        count = len(_CRUMBS.split(headline))
        ends = {" ".join(parts[-count:]), " ".join(parts[:count])}
        return len(parts) > count and title.key in ends
    if words.truncated and len(words.words) > 2 and title.key.startswith(words.key):
        return True
    if paragraph.kind == "heading" or 5 * len(words.words) < 3 * len(title.words):
        return False
    return alike(headline, paragraph.text) and compare(headline, paragraph.text).how is not None


def _of_lead(paragraph: Paragraph, lead: str) -> bool:
    """Whether the paragraph only says the chapô again."""
    chapo, words = wording(lead), wording(paragraph.text)
    if words.key == chapo.key:
        return True
    return (
        paragraph.kind != "heading"
        and alike(lead, paragraph.text)
        and compare(lead, paragraph.text).how is not None
    )


def _repeated(paragraphs: Sequence[Paragraph], compared: list[int]) -> dict[int, tuple[How, int]]:
    """For each position that repeats another one, how and which."""
    texts = [wording(p.text) for p in paragraphs]
    times = Counter(texts[i].key for i in compared)
    found: dict[int, tuple[How, int]] = {}
    first: dict[str, int] = {}
    standing: dict[str, list[int]] = defaultdict(list)
    for i in sorted(compared, key=lambda i: (_PLACE.get(paragraphs[i].kind, 0), i)):
        words = texts[i]
        often = len(words.words) <= _REFRAIN_WORDS and times[words.key] >= _REFRAIN_TIMES
        if often or refrain(paragraphs[i].text):
            continue
        if words.key in first:
            same = first[words.key]
            found[i] = "exact" if paragraphs[same].text == paragraphs[i].text else "typographic", same
            continue
        first[words.key] = i
        if paragraphs[i].kind == "list_item":
            continue
        shared: Counter[int] = Counter()
        for word in words.telling:
            if len(standing[word]) <= _COMMON:
                shared.update(standing[word])
        for j, count in sorted(shared.items()):
            if j in found:
                continue
            if 3 * count >= len(words.telling) and (
                how := compare(paragraphs[j].text, paragraphs[i].text).how
            ):
                found[i] = how, j
                break
            if 3 * count >= len(texts[j].telling) and _fuller(paragraphs, i, j):
                how = compare(paragraphs[i].text, paragraphs[j].text).how
                if how:
                    found[j] = how, i
        if i not in found:
            for word in words.telling:
                standing[word].append(i)
    return {i: (how, _end(found, of)) for i, (how, of) in found.items()}


def _fuller(paragraphs: Sequence[Paragraph], i: int, j: int) -> bool:
    """Whether `j`, which stands before `i` or is of lesser kind, may give way to it."""
    return paragraphs[i].kind != "caption" and not (i == j + 1 and crosshead(paragraphs[j].text))


def _end(found: dict[int, tuple[How, int]], position: int) -> int:
    """The kept paragraph at the end of a chain of repeats."""
    while position in found:
        position = found[position][1]
    return position
