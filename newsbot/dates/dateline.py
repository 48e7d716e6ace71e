"""Printed date lines: which words are a date, and whether it is the published or the modified one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from newsbot.dates import zones
from newsbot.dates.grammar import ATOM, Line
from newsbot.dates.lexicon import value
from newsbot.dates.moments import READERS, Moment, clock
from newsbot.items import Precision

PROSE = 30
"""More unknown words than this make a text prose, whose dates are not the text's own."""

SENTENCE = 8
"""More unknown words than this make a text a sentence, which 'lundi' or 'en mars' is part of."""

_DATE_THEN_TIME = re.compile(r"T|[|,.(/:'-]{0,2}[al]{0,2}")
_TIME_THEN_DATE = re.compile(r"[|,.-]?[lDK]{0,2}")
_WEEKDAY_THEN_DATE = re.compile(r"\.?,?[lK]?")
_HALF_OF_DAY = re.compile(r"(?:D?l?|K)P|Q")
_RANGE = re.compile(r"[-/EO]|[|,]?O|\|")
_ENDS_RANGE = re.compile(r"(?:[dSkf][-/E]|O)[lDKWvm]?$")
_OPENS = re.compile(r"(?:(?:^|[|.:)/])[lKDaOe(\"]*|NDe?l?)$")
_ADJOINS = re.compile(r"[:|]?[^|]{0,11}")
_LABELS_PARTIAL = re.compile(r"[pu][:.,|f]*(?:[CFe].{0,10})?[lKDae,(]*$")
_LABELS = ("published", "updated")
_BEFORE_LABEL = "|.,:()/-+dyhisXZfprNDE"


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """A date read from a text.

    `value` is aware, in the zone asked for; at a precision coarser than 'minute' it is the first instant of that
    day, month or year there. `text` is the words it was read from.
    """

    value: datetime
    precision: Precision
    text: str


@dataclass(frozen=True, slots=True)
class Dateline:
    """The published and the modified date of a printed line; either may be missing."""

    published: ParsedDate | None = None
    modified: ParsedDate | None = None


def parse(text: str, *, reference: datetime, tz: str, in_time_element: bool = False) -> ParsedDate | None:
    """The date that a printed text gives, None where it gives none.

    `reference` is the aware instant to which 'hier' refers, `tz` the IANA zone of hours without one. Where a line
    prints a published and a modified date it is the published one. `in_time_element`: the text stands in a <time>
    element, so a bare hour is today's and a bare day and month that day.
    """
    line = parse_dateline(text, reference=reference, tz=tz, in_time_element=in_time_element)
    return line.published or line.modified


def parse_dateline(text: str, *, reference: datetime, tz: str, in_time_element: bool = False) -> Dateline:
    """The published and the modified date of a printed line, told from the words before each."""
    line = Line(text)
    if not line.kinds:
        return Dateline()
    local = reference.astimezone(zones.zone(tz))
    published: Moment | None = None
    modified: Moment | None = None
    for moment in _without_ranges(_moments(line, local), line.kinds):
        if not _counts(moment, line, in_time_element):
            continue
        if moment.role == "updated":
            modified = _better(modified, moment)
        else:
            published = _better(published, moment)
    if modified and modified.day is None and published:
        modified.day = published.day
    return Dateline(
        published and _parsed(published, line, local), modified and _parsed(modified, line, local)
    )


def _moments(line: Line, local: datetime) -> list[Moment]:
    """The dates of a line in their order, each with the time beside it and the label before it."""
    kinds = line.kinds
    found: list[Moment] = []
    last: Moment | None = None
    role, since = "", 0
    for match in ATOM.finditer(kinds):
        atom = match.lastgroup or ""
        start, end = match.span()
        if atom in _LABELS:
            if _heads(line, start):
                role, since, last = atom, end, None
            continue
        if last and start < last.end:  # a zone's offset, read with its time
            continue
        dotted = (
            atom == "day"
            and kinds[start + 1] == "."
            and last is not None
            and last.full
            and last.clock is None
        )
        moment = (
            _time(line, start, end) if atom == "time" or dotted else READERS[atom](line, start, end, local)
        )
        if moment is None:
            last = None
            continue
        joined = last and _joined(last, moment, line)
        if joined:
            last = found[-1] = joined
            continue
        moment.role = role
        moment.labelled = bool(role) and _ADJOINS.fullmatch(kinds, since, start) is not None
        found.append(moment)
        last = moment
    return found


def _time(line: Line, start: int, end: int) -> Moment | None:
    """The time alone that tokens print, with the half of the day and the zone after it."""
    shown = clock(line, start, end)
    if shown is None:
        return None
    half = _HALF_OF_DAY.match(line.kinds, end)
    if half:
        end = half.end()
        if line.kinds[end - 1] == "Q" and shown.hour == 12:
            shown = shown.replace(hour=0)
        shown = _in_half(shown, value(line.tokens[end - 1]))
    zone, end = zones.after_time(line.tokens, line.kinds, end)
    return Moment(start, end, None, "minute", clock=shown, zone=zone)


def _in_half(shown: time, half: int) -> time:
    return shown.replace(hour=shown.hour + half) if shown.hour < 12 else shown


def _joined(one: Moment, other: Moment, line: Line) -> Moment | None:
    """The two as one where they belong together: a date and its time in either order, a weekday and its date."""
    if one.precision != "day" or one.clock:
        if one.day or other.precision != "day" or line.tokens[one.end - 1].startswith("heure"):
            return None
        if not _TIME_THEN_DATE.fullmatch(line.kinds, one.end, other.start):
            return None
        other.clock, other.zone = one.clock, one.zone
    elif other.day is None:
        if not _DATE_THEN_TIME.fullmatch(line.kinds, one.end, other.start):
            return None
        one.clock, one.zone, one.end = other.clock and _in_half(other.clock, one.half), other.zone, other.end
        if line.tokens[other.start] == "24" and one.day:
            one.day += timedelta(days=1)
        return one
    elif one.weekday is None or not _WEEKDAY_THEN_DATE.fullmatch(line.kinds, one.end, other.start):
        return None
    other.start, other.role, other.labelled = one.start, one.role, one.labelled
    return other


def _heads(line: Line, at: int) -> bool:
    """Whether the label at a token stands like one: first, capital, or after a mark, a number or its own noun."""
    return at == 0 or line.kinds[at - 1] in _BEFORE_LABEL or line.words(at, at + 1)[0].isupper()


def _without_ranges(moments: list[Moment], kinds: str) -> list[Moment]:
    """The moments that are not the end of a range: 'du 3 au 5 mars 2022' is when something lasts."""
    kept = []
    ranged = False
    for moment, following in zip(moments, [*moments[1:], None], strict=False):
        begins = (
            following is not None
            and moment.role == following.role
            and (moment.clock is None) == (following.clock is None)
            and _RANGE.fullmatch(kinds, moment.end, following.start) is not None
            and (kinds[moment.end] != "|" or (moment.clock is None and moment.full == following.full))
        )
        ends = moment.precision == "day" and _ENDS_RANGE.search(kinds, max(0, moment.start - 3), moment.start)
        if not (begins or ranged or ends):
            kept.append(moment)
        ranged = begins
    return kept


def _counts(moment: Moment, line: Line, in_time_element: bool) -> bool:
    """Whether a moment is a date of the line itself, and not one that a sentence or a name speaks of."""
    kinds, start = line.kinds, moment.start
    if line.cut and moment.end >= len(kinds) - 1:
        return False
    unknown = kinds.count("x")
    if unknown > PROSE:
        return moment.labelled and start < 12
    if moment.full:
        return moment.labelled or not _spoken_of(moment, line)
    if moment.labelled and _LABELS_PARTIAL.search(kinds, 0, start):
        return True
    if "-" in kinds[start : moment.end] and kinds[moment.end - 1] in "MG":  # the name '11-Septembre'
        return False
    if unknown > SENTENCE or not _alone(moment, line):
        return False
    if moment.day is None:
        return in_time_element and _bare_time(moment, line)
    if moment.precision == "day" and moment.clock is None and kinds[moment.end - 1] == "d":  # a bare 3/4
        return in_time_element or kinds[start] in "Wvm" or kinds[start - 1 : start] == "l"
    return kinds[start] not in "vm" or moment.clock is not None or moment.end - start > 2


def _bare_time(moment: Moment, line: Line) -> bool:
    """Whether a time alone is an hour and not a duration: '17h17' and '09:42', not '1:54' or 'Durée : 03:45'."""
    before = line.kinds[: moment.start].rstrip("la")
    return (not before or before[-1] == "|") and not re.match(r"\d:", line.words(moment.start, moment.end))


def _alone(moment: Moment, line: Line) -> bool:
    """Whether the words before and after it, up to the next mark, are at most an article, a place or an author."""
    before = line.kinds[: moment.start]
    if not _OPENS.search(before) and not (before[-1] in ",(" and _named(before, line)):
        return False
    after = line.kinds[moment.end :].lstrip(",.")
    return not after or after[0] in "|()/upC"


def _named(before: str, line: Line) -> bool:
    words = before.rstrip(",")
    first = max(words.rfind(mark) for mark in "|.:/") + 1
    return bool(words[first:]) and all(
        letter in "xC()-D" and (letter != "x" or line.words(at, at + 1)[0].isupper())
        for at, letter in enumerate(words[first:], first)
    )


def _spoken_of(moment: Moment, line: Line) -> bool:
    """Whether a sentence goes on around a full date: 'le 3 mars 2020, la Chine', 'signé le 3 mars 2020'."""
    kinds, start, end = line.kinds, moment.start, moment.end
    if kinds[start:end] == "d.d.d" and kinds[:start].rstrip(".")[-1:] in ("x", "N"):  # 'version 3.10.20'
        return True
    after = end + (kinds[end : end + 1] == ",")
    if kinds[after : after + 1] and kinds[after] in "xlKkaeDFEO" and line.words(after, after + 1).islower():
        if (
            not (kinds[after] == "F" and line.words(after + 1, after + 2)[:1].isupper())
            and not line.text.islower()
        ):
            return True
    before = len(kinds[:start].rstrip("lK"))
    article = kinds[before:start]
    if before == 0:
        return False
    previous = kinds[before - 1]
    if previous == "D":
        before = len(kinds[: before - 1].rstrip("lkdynD'"))
        if before == 0 or kinds[before - 1] in "N|.:,()/up":
            return "-" in kinds[start:end] and kinds[end - 1] == "y" and "d" != kinds[start + 2]
        return kinds[before - 1] == "x" and (before == 1 or line.words(before - 1, before).islower())
    if previous in "OEFe":
        return True
    if previous != "x" or not article:
        return False
    word = line.words(before - 1, before)
    return word.islower() or (before == 1 and word.endswith(("é", "ée", "és", "ées")))


def _better(one: Moment | None, other: Moment) -> Moment:
    if one is None:
        return other
    ranks = [(moment.labelled, moment.full, moment.day is not None) for moment in (one, other)]
    return other if ranks[1] > ranks[0] else one


def _parsed(moment: Moment, line: Line, local: datetime) -> ParsedDate:
    text = line.words(moment.start, moment.end)
    if moment.instant:
        return ParsedDate(moment.instant, moment.precision, text)
    day = moment.day or local.date()
    here = local.tzinfo
    if moment.clock is None:
        return ParsedDate(datetime(day.year, day.month, day.day, tzinfo=here), moment.precision, text)
    found = zones.local(day, moment.clock, moment.zone or here, here)
    if found > local:
        if moment.day is None:
            found = zones.local(day - timedelta(days=1), moment.clock, moment.zone or here, here)
        elif moment.weekday is not None and day == local.date():
            found = zones.local(day - timedelta(days=7), moment.clock, moment.zone or here, here)
    return ParsedDate(found, "minute", text)
