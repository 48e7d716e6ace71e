"""The choice between the witnesses of an article's dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from newsbot.dates.dateline import ParsedDate, parse, parse_dateline
from newsbot.items import DateCandidate, Witness

_URL_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)([/-]?)(0?[1-9]|1[0-2])(?:\2(0?[1-9]|[12]\d|3[01]))?(?!\d)")
_RANK: list[Witness] = [
    "site",
    "rest",
    "feed",
    "json-ld",
    "meta",
    "microdata",
    "time",
    "printed",
    "sitemap",
    "url",
]


@dataclass(frozen=True, slots=True)
class Choice:
    """What `choose` took: each date, its raw text and who said it, and which other witnesses say another day."""

    published: ParsedDate | None = None
    modified: ParsedDate | None = None
    published_raw: str = ""
    modified_raw: str = ""
    published_witness: Witness | None = None
    modified_witness: Witness | None = None
    disagree: Sequence[Witness] = ()


def choose(candidates: Sequence[DateCandidate], *, fetched: datetime, tz: str, url: str) -> Choice:
    """Decide between the dates that the witnesses give."""
    published: list[tuple[ParsedDate, DateCandidate]] = []
    modified: list[tuple[ParsedDate, DateCandidate]] = []
    raw = {"published": "", "modified": ""}
    for candidate in candidates:
        if candidate.role == "line":
            line = parse_dateline(
                candidate.text, reference=fetched, tz=tz, in_time_element=candidate.witness == "time"
            )
            pairs = [(line.published, published), (line.modified, modified)]
        else:
            value = parse(candidate.text, reference=fetched, tz=tz, in_time_element=True)
            pairs = [(value, published if candidate.role == "published" else modified)]
        for value, into in pairs:
            if value and value.value <= fetched + timedelta(days=1):
                into.append((value, candidate))
        if not any(value for value, _ in pairs):
            key = "modified" if candidate.role == "modified" else "published"
            raw[key] = raw[key] or candidate.text

    def best(pairs: list[tuple[ParsedDate, DateCandidate]]) -> tuple[ParsedDate, DateCandidate] | None:
        return min(
            pairs,
            key=lambda p: (p[0].precision != "minute", p[0].precision, _RANK.index(p[1].witness)),
            default=None,
        )

    first, second = best(published), best(modified)
    return Choice(
        published=first and first[0],
        modified=second and second[0],
        published_raw=first[1].text if first else raw["published"],
        modified_raw=second[1].text if second else raw["modified"],
        published_witness=first and first[1].witness,
        modified_witness=second and second[1].witness,
    )
