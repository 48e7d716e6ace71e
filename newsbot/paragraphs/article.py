"""The verdicts of one article's paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from newsbot.items import Paragraph, Verdict
from newsbot.paragraphs.boilerplate import boilerplate
from newsbot.paragraphs.repetition import repeats
from newsbot.paragraphs.wording import wording


class Lines(Protocol):
    """What knows the lines of a site: `SiteLines`, or the database during a crawl."""

    def recurring(self, text: str) -> bool:
        """Whether `text` stands on many pages of the site."""


def deduplicate(
    paragraphs: Sequence[Paragraph], *, headline: str = "", lead: str = "", site_lines: Lines | None = None
) -> list[Paragraph]:
    """The same paragraphs in the same order, each with its verdict and what it repeats (a position).

    `lead` is the chapô when it is not among the paragraphs. Of two that repeat each other the fuller one
    stays in its place, the first when they are equal.
    """
    done: list[Paragraph] = []
    first: dict[str, int] = {}
    for position, paragraph in enumerate(paragraphs):
        text = paragraph.text
        words = wording(text)
        verdict: Verdict = "kept"
        of = None
        if boilerplate(text) or (site_lines is not None and site_lines.recurring(text)):
            verdict = "boilerplate"
        elif words.key and words.key in (wording(headline).key, wording(lead).key):
            verdict = "headline"
        elif paragraph.kind not in ("heading", "table_cell") and len(words.words) > 4:
            of = first.get(words.key)
            if of is not None:
                verdict = "exact" if paragraphs[of].text == text else "typographic"
            else:
                of = next((p for p in first.values() if repeats(paragraphs[p].text, text)), None)
                if of is not None:
                    verdict = "contained"
                else:
                    first[words.key] = position
        done.append(replace(paragraph, verdict=verdict, repeats=of))
    return done
