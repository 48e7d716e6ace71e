"""The verdicts of one article's paragraphs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import KeysView, Sequence

from newsbot.items import Kind, Paragraph, Verdict
from newsbot.paragraphs.boilerplate import boilerplate
from newsbot.paragraphs.lines import SiteLines
from newsbot.paragraphs.repetition import How, again, crosshead, enough, refrain
from newsbot.paragraphs.wording import truncated, wording
from newsbot.text import fold

_CRUMBS = re.compile(r" [»>›/] | - | [|–—•·] | ?[»>›|] ?")
_SPOKEN = re.compile(r'"[^"]*"\W*')
_PLACE: dict[Kind, int] = {"quote": 1, "caption": 2}
_MANY = 8
_REFRAIN_WORDS, _REFRAIN_TIMES = 8, 3


def deduplicate(
    paragraphs: Sequence[Paragraph],
    *,
    headline: str = "",
    lead: str = "",
    site_lines: SiteLines | None = None,
) -> list[Paragraph]:
    """The same paragraphs in the same order, each with its verdict and what it repeats (a position).

    `lead` is the chapô when it is not among the paragraphs. Of two that repeat each other the fuller one
    stays in its place; of two that are equal the first, but running text before a pull quote, and that
    before a caption. Headings repeat nothing but the headline, table cells nothing; items of a list are only
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
    return [Paragraph(p.text, p.kind, *verdict) for p, verdict in zip(paragraphs, verdicts, strict=True)]


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
    if words.size > 2 and title.key.startswith(words.key) and truncated(paragraph.text):
        return True
    if paragraph.kind == "heading" or 5 * words.size < 3 * title.size:
        return False
    return again(headline, paragraph.text) is not None


def _of_lead(paragraph: Paragraph, lead: str) -> bool:
    """Whether the paragraph only says the chapô again."""
    if wording(paragraph.text).key == wording(lead).key:
        return True
    return paragraph.kind != "heading" and again(lead, paragraph.text) is not None


def _repeated(paragraphs: Sequence[Paragraph], compared: list[int]) -> dict[int, tuple[How, int]]:
    """For each position that repeats another one, how and which."""
    texts = {i: wording(paragraphs[i].text) for i in compared}
    times = Counter(words.key for words in texts.values())
    found: dict[int, tuple[How, int]] = {}
    first: dict[str, int] = {}
    for i in sorted(compared, key=lambda i: (_PLACE.get(paragraphs[i].kind, 0), i)):
        words = texts[i]
        often = words.size <= _REFRAIN_WORDS and times[words.key] >= _REFRAIN_TIMES
        if often or refrain(paragraphs[i].text):
            continue
        same = first.setdefault(words.key, i)
        if same != i and not (_said_alone(paragraphs[i]) and _said_alone(paragraphs[same])):
            found[i] = "exact" if paragraphs[same].text == paragraphs[i].text else "typographic", same
    distinct = [i for i in first.values() if paragraphs[i].kind != "list_item"]
    for later, before in sorted(_alike([texts[i].telling for i in distinct])):
        i, j = distinct[later], distinct[before]
        if i in found or j in found:
            continue
        if how := again(paragraphs[j].text, paragraphs[i].text):
            found[i] = how, j
        elif _fuller(paragraphs, i, j) and (how := again(paragraphs[i].text, paragraphs[j].text)):
            found[j] = how, i
    return {i: (how, _end(found, of)) for i, (how, of) in found.items()}


def _said_alone(paragraph: Paragraph) -> bool:
    """Whether the paragraph is nothing but a few words that someone says: they may say them again."""
    spoken = _SPOKEN.fullmatch(fold(paragraph.text)) is not None
    return spoken and paragraph.kind == "paragraph" and wording(paragraph.text).size <= _REFRAIN_WORDS


def _alike(texts: Sequence[KeysView[str]]) -> set[tuple[int, int]]:
    """The pairs of texts, given by their telling words, of which one may say the other again: later, before.

    They share a word that few texts have, and enough of one's words. In most articles no paragraph
    shares that much with all the others together, and no two are held against each other.
    """
    seen, shared = set[str](), set[str]()
    for words in texts:
        shared.update(seen.intersection(words))
        seen.update(words)
    own = [shared.intersection(words) for words in texts]
    asking = [n for n, words in enumerate(texts) if enough(len(own[n]), len(words))]
    if not asking:
        return set()
    standing: dict[str, list[int]] = defaultdict(list)
    for n in range(len(texts)):
        for word in own[n]:
            standing[word].append(n)
    pairs = set[tuple[int, int]]()
    for n in asking:
        others = {m for word in own[n] if len(standing[word]) <= _MANY for m in standing[word]} - {n}
        pairs |= {(max(n, m), min(n, m)) for m in others if enough(len(own[n] & own[m]), len(texts[n]))}
    return pairs


def _fuller(paragraphs: Sequence[Paragraph], i: int, j: int) -> bool:
    """Whether `j`, which stands before `i` or is of lesser kind, may give way to it."""
    return paragraphs[i].kind != "caption" and not (i == j + 1 and crosshead(paragraphs[j].text))


def _end(found: dict[int, tuple[How, int]], position: int) -> int:
    """The kept paragraph at the end of a chain of repeats."""
    while position in found:
        position = found[position][1]
    return position
