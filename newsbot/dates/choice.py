"""The choice between the witnesses of an article's dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache, partial
from typing import get_args

from newsbot.dates.dateline import Dateline, ParsedDate, parse_dateline
from newsbot.items import DateCandidate, Witness

RANK: tuple[Witness, ...] = get_args(Witness)
CERTAIN = frozenset({"site", "rest"})
"""Those who are believed against all others: the site file's own selector, and the site's own database."""

AHEAD = timedelta(days=1)
"""How far after the fetch an article's date may lie: clocks differ, and papers are dated ahead."""

_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])/")
_PARTS = {"minute": 3, "day": 3, "month": 2, "year": 1}
_MIDNIGHT = time()
_read = lru_cache(maxsize=64)(parse_dateline)  # several witnesses of a page say the same
_UNIVERSAL = re.compile(r"(?<=\d)\s*(?:Z|(?:UTC|GMT)(?![+-]0*[1-9])|[+-]00:?00)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Choice:
    """What `choose` took.

    The raw texts are as the witness gave them, also where they give no date. `disagree` names the witnesses
    that give another published date than the one taken, to the minute where both give one.
    """

    published: ParsedDate | None = None
    modified: ParsedDate | None = None
    published_raw: str = ""
    modified_raw: str = ""
    published_witness: Witness | None = None
    modified_witness: Witness | None = None
    disagree: Sequence[Witness] = ()


class _Statement:
    """A date that a witness gives; `raw` is all its text, `printed` whether it is for people, in the page.

    `minute` says whether it gives a time; midnight sharp, here or as written, stands for a day as often as
    for itself. `parts` are the year, month and day, as far as it gives them.
    """

    __slots__ = ("date", "day", "minute", "parts", "printed", "raw", "value", "wall", "witness")

    def __init__(self, witness: Witness, date: ParsedDate, raw: str, *, printed: bool = False) -> None:
        self.witness, self.date, self.raw, self.printed = witness, date, raw, printed
        self.value, self.day = date.value, date.value.date()
        self.parts = (self.day.year, self.day.month, self.day.day)[: _PARTS[date.precision]]
        self.wall = date.value.replace(second=0, microsecond=0, tzinfo=None)
        midnight = "00:00:00" in raw or date.value.time() == _MIDNIGHT
        self.minute = date.precision == "minute" and (printed or not midnight)

    @property
    def order(self) -> tuple[int, bool, int]:
        """The finer first; then those whose offset cannot be wrong in an hour that the clocks show twice."""
        value = self.value  # by day no clock changes
        twice = value.hour < 4 and value.replace(fold=0).utcoffset() != value.replace(fold=1).utcoffset()
        fineness = 0 if self.minute else 4 - len(self.parts)
        return fineness, twice and not _UNIVERSAL.search(self.raw), RANK.index(self.witness)

    def says(self, other: _Statement) -> bool:
        """Whether both give the same minute, or where one gives none the same day, month or year."""
        if self.minute and other.minute:
            return self.wall == other.wall
        shared = min(len(self.parts), len(other.parts))
        return self.parts[:shared] == other.parts[:shared]

    def wrong_by_offset(self, other: _Statement) -> bool:
        """Whether it is off by the zone's offset: local time called UTC (18:21Z for 18h21), or so.

        Where both give but a day: a day written as an instant in UTC (2022-09-30T00:00:00Z).
        """
        if self.minute != other.minute or self.wall == other.wall:
            return False
        offset = other.value.utcoffset() or timedelta()
        apart = self.value.timestamp() // 60 - other.value.timestamp() // 60
        return abs(apart * 60) == abs(offset.total_seconds()) != 0

    def turned(self, other: _Statement) -> bool:
        """Whether day and month stand the wrong way round: 2022-03-10 for the 3rd of October."""
        return self.parts == (other.day.year, other.day.day, other.day.month)


def choose(candidates: Sequence[DateCandidate], *, fetched: datetime, tz: str, url: str) -> Choice:
    """Decide which dates an article has, from what each witness says.

    `fetched` is the aware instant of the fetch, `tz` the page's IANA zone, `url` its address, whose own
    date is one more witness. The rules are those of docs/dates.md.
    """
    read = partial(_read, reference=fetched, tz=tz)
    latest = fetched + AHEAD
    published: list[_Statement] = []
    modified: list[_Statement] = []
    unread: dict[str, str] = {}
    others: set[Witness] = set()
    for candidate in candidates:
        witness, text = candidate.witness, candidate.text
        for role, date in _said(candidate, read).items():
            if date and date.value <= latest:
                statement = _Statement(witness, date, text, printed=candidate.role == "line")
                (modified if role == "modified" else published).append(statement)
            else:
                unread.setdefault(role, text)
                others |= {witness} if role == "published" else set()
    _unswap(published, modified)
    of_url = _of_url(url, read, latest)
    first = _published(published, modified, of_url)
    second = _modified(published, modified, first)
    if first:
        heard = [*published, of_url] if of_url else published
        others |= {s.witness for s in heard if not s.date.leaning and not s.says(first)}
        others.discard(first.witness)
    unread = {"modified": modified[0].raw, **unread} if modified else unread
    return Choice(
        published=first.date if first else None,
        modified=second.date if second else None,
        published_raw=first.raw if first else unread.get("published") or unread.get("line", ""),
        modified_raw=second.raw if second else unread.get("modified", ""),
        published_witness=first.witness if first else None,
        modified_witness=second.witness if second else None,
        disagree=sorted(others, key=RANK.index),
    )


def _said(candidate: DateCandidate, read: Callable[..., Dateline]) -> dict[str, ParsedDate | None]:
    """By role the dates that a candidate gives; where it gives none, None by its own."""
    line = read(candidate.text, in_time_element=candidate.role != "line" or candidate.witness == "time")
    if candidate.role != "line":
        return {candidate.role: line.published or line.modified}
    said = {"published": line.published, "modified": line.modified}
    return {role: date for role, date in said.items() if date} or {"line": None}


def _of_url(url: str, read: Callable[..., Dateline], latest: datetime) -> _Statement | None:
    """The date in an address: '/2022/10/02/', '-20221002', '/2022/10/'."""
    match = _URL_DAY.search(url) or _URL_MONTH.search(url)
    if not match:
        return None
    text = "-".join(part for part in match.groups() if part.isdigit())
    date = read(text).published
    return _Statement("url", date, text) if date and date.value <= latest else None


def _unswap(published: list[_Statement], modified: list[_Statement]) -> None:
    """Turn round the two dates of a witness whose modified one is the published one of the printed line."""
    lines = [s for s in published if s.printed and s.minute and not s.date.leaning]
    for at, late in enumerate(published):
        for other, early in enumerate(modified):
            own = early.witness == late.witness and early.minute and not late.printed
            if own and early.value < late.value and any(early.says(line) for line in lines):
                published[at], modified[other] = early, late
                break


def _published(
    published: Sequence[_Statement], modified: Sequence[_Statement], of_url: _Statement | None
) -> _Statement | None:
    """What is printed on the page, then its address, judges what is written for machines."""
    firm = [s for s in published if not s.date.leaning]
    machine = sorted((s for s in firm if not s.printed), key=lambda s: RANK.index(s.witness))
    lines = [s for s in firm if s.printed]
    if not machine:
        leaning = [s for s in published if s.date.leaning and (not of_url or s.says(of_url))]
        return _best(lines) or _best(leaning) or of_url
    trusted = machine[0]
    if trusted.witness in CERTAIN:
        return trusted
    updates = {s.day for s in modified}
    lines = [s for s in lines if s.day <= trusted.day or s.day not in updates]
    judges = [*lines, of_url] if of_url and of_url.date.precision == "day" else lines
    for judge in judges:
        same_day = [s for s in machine if s.day == judge.day]
        if same_day:
            return _confirmed(same_day, judge)
    for judge in judges:
        if trusted.turned(judge) or trusted.wrong_by_offset(judge):
            return judge
    if lines and lines[0].day < trusted.day:
        return lines[0]
    same_month = [s for s in machine if of_url and s.says(of_url)]
    return _best(same_month or [s for s in machine if s.day == trusted.day])


def _confirmed(same_day: Sequence[_Statement], judge: _Statement) -> _Statement | None:
    """The best of those on the judge's day, or the judge itself where they have its time wrong."""
    found = _best([s for s in same_day if s.minute and judge.minute and s.says(judge)] or same_day)
    if found and (found.wrong_by_offset(judge) or (judge.minute and not found.minute)):
        return judge
    return found


def _modified(
    published: Sequence[_Statement], modified: Sequence[_Statement], first: _Statement | None
) -> _Statement | None:
    """The best modified date after the published one; one that is the same or earlier says nothing."""
    if first is None:
        return _best(modified)
    wrong = {s.witness for s in published if not s.printed and s.wrong_by_offset(first)}
    later = [
        s
        for s in modified
        if s.value > first.value
        and not (s.says(first) and (s.printed or first.printed or not s.minute))
        and not (s.witness in wrong and s.minute and not s.printed)
    ]
    lines = [s for s in later if s.printed and not s.date.leaning]
    confirmed = [s for s in later if not s.printed and any(s.says(line) for line in lines)]
    return _best(confirmed or lines or later)


def _best(statements: Iterable[_Statement]) -> _Statement | None:
    return min(statements, key=lambda s: s.order, default=None)
