"""Printed date lines: which words are a date, and whether it is the published or the modified one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from newsbot.dates import zones
from newsbot.dates.grammar import ATOM, Line, scan
from newsbot.dates.lexicon import UNIT, VALUE
from newsbot.items import DateCandidate, Precision

AHEAD = timedelta(days=731)
"""How far after the reference a full date may lie: two years."""

_JOIN = re.compile(r"T|[|,.(/:'-]{0,2}[aJl]{0,2}C?")
_JOIN_BACK = re.compile(r"[|,.-]?[lK]{0,2}")
_PART_OF_DAY = re.compile(r"(?:Dl?|K|l)?P|Q")
_PROSE = 30
_RANGE = re.compile(r"[|/-]|O|a")


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


@dataclass(slots=True)
class _Moment:
    """A date under way: the day (first of its month or year), how fine it is, the time, and the tokens it covers.

    `strength` is 2 for a date that names its year, 1 for one that leans on the reference, 0 for a time alone.
    """

    start: int
    end: int
    day: date | None
    precision: Precision = "day"
    strength: int = 2
    clock: time | None = None
    zone: tzinfo | None = None
    instant: datetime | None = None
    role: str = ""
    labelled: bool = False
    yearless: bool = False
    weekday: int | None = None


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
    zone = zones.zone(tz)
    line = scan(text)
    if not line.kinds:
        return Dateline()
    local = reference.astimezone(zone)
    moments = _moments(line, local, in_time_element)
    published = _best([m for m in moments if m.role != "updated"])
    modified = _best([m for m in moments if m.role == "updated"])
    if modified and modified.day is None and published and published.day:
        modified.day = published.day
    return Dateline(
        _finish(published, line, local, zone) if published else None,
        _finish(modified, line, local, zone) if modified else None,
    )


def _best(moments: list[_Moment]) -> _Moment | None:
    return max(moments, key=lambda m: (m.labelled, m.strength), default=None)


def _moments(line: Line, local: datetime, in_time_element: bool) -> list[_Moment]:
    """The moments of a line that count as dates of it."""
    kinds, tokens = line.kinds, line.tokens
    found: list[_Moment] = []
    role, role_end = "", 0
    pending: _Moment | None = None  # a time alone
    for match in ATOM.finditer(kinds):
        kind, (start, end) = match.lastgroup or "", match.span()
        if kind in ("published", "updated"):
            role, role_end = kind, end
            pending = None
            continue
        last = found[-1] if found else None
        if kind in ("time", "dotted"):
            clock = _clock(tokens, kinds, start, end, kind)
            if clock is None:
                continue
            joined = last and last.end <= start and _JOIN.fullmatch(kinds, last.end, start)
            if kind == "dotted" and not (joined and last and last.strength == 2):
                continue
            shift = _PART_OF_DAY.match(kinds, end)
            if shift:
                half = VALUE[tokens[shift.end() - 1]]
                if half == 12 and clock.hour < 12:
                    clock = clock.replace(hour=clock.hour + 12)
                elif half == 0 and kinds[shift.end() - 1] == "Q" and clock.hour == 12:
                    clock = clock.replace(hour=0)
                end = shift.end()
            zone, end = zones.after_time(tokens, kinds, end)
            if joined and last and last.clock is None and last.precision == "day" and last.instant is None:
                last.clock, last.zone, last.end = clock, zone, end
                if tokens[start].startswith("24"):
                    last.day = last.day and last.day + timedelta(days=1)
                continue
            pending = _Moment(start, end, None, "minute", 0, clock, zone, role=role, labelled=bool(role))
            pending.labelled = bool(role) and _near(kinds, role_end, start)
            found.append(pending)
            continue
        moment = _moment(kind, tokens, kinds, start, end, local)
        if moment is None:
            pending = None
            continue
        if pending and found and found[-1] is pending and _JOIN_BACK.fullmatch(kinds, pending.end, start):
            unit = tokens[pending.end - 1]
            if moment.precision == "day" and moment.instant is None and not unit.startswith("heure"):
                moment.clock, moment.zone, moment.start = pending.clock, pending.zone, pending.start
            found.pop()
        pending = None
        moment.role = role
        moment.labelled = bool(role) and _near(kinds, role_end, moment.start)
        found.append(moment)
        if role and moment.labelled and kind != "day":
            role_end = end
    return [m for m in _without_ranges(found, kinds) if _counts(m, line, local, in_time_element)]


def _near(kinds: str, start: int, end: int) -> bool:
    return end - start < 12


def _without_ranges(found: list[_Moment], kinds: str) -> list[_Moment]:
    kept: list[_Moment] = []
    skip = False
    for moment, following in zip(found, [*found[1:], None], strict=False):
        ranged = (
            following is not None
            and (moment.clock is None) == (following.clock is None)
            and _RANGE.fullmatch(kinds, moment.end, following.start)
            and not (kinds[moment.end] == "|" and moment.strength == following.strength == 2)
        )
        before = kinds[max(0, moment.start - 2) : moment.start]
        if not (ranged or skip or before.endswith("O") or before[-2:] in ("d-", "dE", "da", "fE")):
            kept.append(moment)
        skip = bool(ranged)
    return kept


def _counts(moment: _Moment, line: Line, local: datetime, in_time_element: bool) -> bool:
    """Whether the moment is a date of the line, and not words in a sentence."""
    kinds = line.kinds
    if line.cut and moment.end >= len(kinds) - 1:
        return False
    if moment.labelled and not _lower_before(line, moment):
        return True
    if moment.strength == 2:
        return not _in_sentence(line, moment)
    whole = _alone(kinds, moment)
    if moment.strength == 0:
        return in_time_element and whole
    if (
        moment.strength == 1
        and not in_time_element
        and kinds[moment.start : moment.end] in ("d/d", "d-d", "d.d")
    ):
        return kinds[moment.start - 1 : moment.start] == "l" and whole
    return whole


def _alone(kinds: str, moment: _Moment) -> bool:
    start, end = moment.start, moment.end
    while start and kinds[start - 1] in "lKDa":
        start -= 1
    while end < len(kinds) and kinds[end] in ".":
        end += 1
    return (start == 0 or kinds[start - 1] in "|.,:()/") and (
        end == len(kinds) or kinds[end] in "|:()/upo" or kinds[end] == ","
    )


def _lower_before(line: Line, moment: _Moment) -> bool:
    return False


def _in_sentence(line: Line, moment: _Moment) -> bool:
    if line.kinds.count("x") > _PROSE:
        return True
    words = line.words
    if moment.end < len(line.kinds):
        follows = moment.end + (line.kinds[moment.end] == ",")
        if follows < len(line.kinds) and line.kinds[follows] in "xl":
            if (
                words(follows, follows + 1).islower()
                and line.kinds[follows : follows + 1] == "x"
                and " " in line.text
            ):
                return True
    before = moment.start - 1
    while before >= 0 and line.kinds[before] in "lD":
        before -= 1
    if moment.start - 1 > before >= 0 and line.kinds[before] == "x":
        word = words(before, before + 1)
        if word.islower():
            return True
    hyphened = "-" in line.kinds[moment.start : moment.end] and any(
        c in "MGSm" for c in line.kinds[moment.start : moment.end]
    )
    return hyphened and line.kinds[moment.start - 1 : moment.start] == "D"


def _clock(tokens: list[str], kinds: str, start: int, end: int, kind: str) -> time | None:
    if kinds[start] == "X":
        hour, rest = VALUE[tokens[start]], []
    else:
        numbers = [VALUE[t] for t, k in zip(tokens[start:end], kinds[start:end], strict=True) if k in "dkS"]
        hour, rest = numbers[0], numbers[1:]
    minute = rest[0] if rest else 30 if "EV" in kinds[start:end] else 15 if "Ew" in kinds[start:end] else 0
    second = rest[1] if len(rest) > 1 else 0
    if hour == 24 and minute == 0:
        hour = 0
    if hour > 23 or minute > 59 or second > 59:
        return None
    return time(hour, minute, second)


def _moment(
    kind: str, tokens: list[str], kinds: str, start: int, end: int, local: datetime
) -> _Moment | None:
    """The day that an atom names, None where the calendar or the reference does not know it."""
    today = local.date()
    span = kinds[start:end]
    values = [VALUE.get(t, -1) for t in tokens[start:end]]
    weekday = next((VALUE[t] for t, k in zip(tokens[start:end], span, strict=True) if k in "Wv"), None)

    def moment(day: date | None, precision: Precision = "day", strength: int = 2) -> _Moment | None:
        return day and _Moment(start, end, day, precision, strength, weekday=weekday)

    numbers = [v for v, k in zip(values, span, strict=True) if k in "dy"]
    if kind == "ymd":
        return moment(_day(*numbers, today))
    if kind == "basic":
        t = tokens[start]
        found = moment(_day(int(t[:4]), int(t[4:6]), int(t[6:]), today))
        if found and kinds[end : end + 2] == "Ts":
            t = tokens[end + 1]
            if int(t[:2]) > 23 or int(t[2:4]) > 59 or int(t[4:]) > 59:
                return None
            found.clock = time(int(t[:2]), int(t[2:4]), int(t[4:]))
            found.zone, found.end = zones.after_time(tokens, kinds, end + 2)
        return found
    if kind == "numeric":
        day, month, year = numbers
        if kinds[end - 1] == "d":
            if len(tokens[end - 1]) != 2:
                return None
            year = _century(year, today)
        found_day = _day(year, month, day, today)
        if weekday is not None and (found_day is None or found_day.weekday() != weekday):
            swapped = _day(year, day, month, today)
            if swapped and swapped.weekday() == weekday:
                found_day = swapped
        return moment(found_day)
    if kind in ("textual", "english"):
        day_month = span.lstrip("Wv.,lK") if span[0] in "Wv" else span
        offset = len(span) - len(day_month)
        if day_month[0] == "m" and kind == "textual":
            offset += 1
        at = next(i for i in range(len(span) - 1, -1, -1) if span[i] in "MGSm")
        month = values[at]
        if kind == "textual":
            day = sum(v for v, k in zip(values[offset:at], span[offset:at], strict=True) if k in "dkS")
            tail = [(v, tokens[start + i]) for i, v in enumerate(values) if i > at and span[i] in "dy"]
        else:
            rest = [(v, tokens[start + i]) for i, v in enumerate(values) if i > at and span[i] in "dy"]
            day, tail = rest[0][0], rest[1:]
            if not tail:
                tail = [(VALUE[tokens[end + 5]], tokens[end + 5])]
                found = moment(_day(tail[0][0], month, day, today))
                if found:
                    found.clock = _clock(tokens, kinds, end, end + 5, "time")
                    found.end = end + 6
                return found
        if tail:
            year, printed = tail[0]
            if len(printed) == 2:
                year = _century(year, today)
            elif len(printed) == 1:
                return None
            return moment(_day(year, month, day, today))
        return moment(_latest(month, day, weekday, today), strength=1)
    if kind in ("day", "dotted"):
        return moment(_latest(numbers[1], numbers[0], weekday, today), strength=1)
    if kind == "month":
        month = next((v for v, k in zip(values, span, strict=True) if k in "MGSm"), 0)
        year = next((v for v, k in zip(values, span, strict=True) if k == "y"), 0)
        if span.startswith("y"):
            month = numbers[1]
        if not year:
            year = today.year - (month > today.month)
            if span.endswith("r") and month == today.month:
                year -= 1
        first = _day(year, month, 1, today)
        return moment(first, "month", 1) if first else None
    if kind == "year":
        return moment(_day(numbers[0], 1, 1, today), "year", 1)
    if kind == "relative":
        shift = next((v for v, k in zip(values, span, strict=True) if k == "H"), 0)
        return moment(today + timedelta(days=shift), strength=1)
    if kind == "weekday":
        return _weekday(start, end, tokens, kinds, today)
    if kind == "period":
        unit = next(UNIT[t] for t, k in zip(tokens[start:end], span, strict=True) if k == "U")
        back = -1 if "r" in span else 0
        return _shifted(start, end, {unit: back}, local) if unit != "day" else None
    if kind == "now":
        return _Moment(start, end, today, "minute", 1, instant=local)
    return _ago(kind, start, end, tokens, kinds, local)


def _weekday(start: int, end: int, tokens: list[str], kinds: str, today: date) -> _Moment | None:
    at = next(i for i in range(start, end) if kinds[i] in "Wvm")
    if kinds[at] == "m":
        weekday = 1
    else:
        weekday = VALUE[tokens[at]]
    back = (today.weekday() - weekday) % 7
    if kinds[end - 1] == "r" and back == 0:
        back = 7
    if kinds[end - 1] == "q":
        back = (back or 7) - 7 if back else -7
    found = _Moment(start, end, today - timedelta(days=back), "day", 1, weekday=weekday, yearless=True)
    return found if kinds[at] == "W" or kinds[end : end + 2] in ("d:", "dh", ",d") else None


def _ago(kind: str, start: int, end: int, tokens: list[str], kinds: str, local: datetime) -> _Moment | None:
    span = kinds[start:end]
    sign = 1 if span[0] in "Fe" else -1
    amounts: dict[str, int] = {}
    amount: int | None = None
    half = False
    for token, letter in zip(tokens[start:end], span, strict=True):
        if letter in "dkSn":
            amount = (amount or 0) + (VALUE[token] if token in VALUE else int(token))
        elif letter == "V":
            half = True
        elif letter in "Uhic":
            amounts[UNIT[token]] = amounts.get(UNIT[token], 0) + (1 if amount is None else amount)
            amount = None
    if amount is not None:
        amounts["minute"] = amounts.get("minute", 0) + amount
    if half:
        amounts["minute"] = amounts.get("minute", 0) + 30
    if span[0] == "e" and len(amounts) < 2:
        return None
    return _shifted(start, end, {unit: sign * n for unit, n in amounts.items()}, local)


def _shifted(start: int, end: int, amounts: dict[str, int], local: datetime) -> _Moment | None:
    try:
        months = local.month - 1 + amounts.get("month", 0) + 12 * amounts.get("year", 0)
        year, month = local.year + months // 12, months % 12 + 1
        day = min(local.day, _length(year, month))
        moved = local.replace(year=year, month=month, day=day) + timedelta(
            days=amounts.get("day", 0) + 7 * amounts.get("week", 0)
        )
        if amounts.keys() & {"hour", "minute", "second"}:
            moved = (
                moved.astimezone(zones.of_offset(0))
                + timedelta(
                    hours=amounts.get("hour", 0),
                    minutes=amounts.get("minute", 0),
                    seconds=amounts.get("second", 0),
                )
            ).astimezone(local.tzinfo)
            return _Moment(start, end, moved.date(), "minute", 1, instant=moved)
    except (OverflowError, ValueError):
        return None
    if amounts.keys() & {"day", "week"}:
        return _Moment(start, end, moved.date(), "day", 1)
    if "month" in amounts:
        return _Moment(start, end, moved.date().replace(day=1), "month", 1)
    return _Moment(start, end, moved.date().replace(month=1, day=1), "year", 1)


def _length(year: int, month: int) -> int:
    return (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day


def _century(two_digits: int, today: date) -> int:
    year = today.year - today.year % 100 + two_digits
    return year if year <= today.year + 1 else year - 100


def _day(year: int, month: int, day: int, today: date) -> date | None:
    if not 1583 <= year <= today.year + 3:
        return None
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if found - today <= AHEAD and found != date(1970, 1, 1) else None


def _latest(month: int, day: int, weekday: int | None, today: date) -> date | None:
    """The latest such day not after today, of that weekday where one is given and a recent year has it."""
    first = None
    for year in range(today.year, today.year - 12, -1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found > today:
            continue
        first = first or found
        if weekday is None or found.weekday() == weekday:
            return found
    return first


def _finish(moment: _Moment, line: Line, local: datetime, zone: tzinfo) -> ParsedDate | None:
    text = line.words(moment.start, moment.end)
    if moment.instant:
        return ParsedDate(moment.instant, moment.precision, text)
    precision = moment.precision
    day = moment.day or local.date()
    if moment.clock is None:
        return ParsedDate(datetime(day.year, day.month, day.day, tzinfo=zone), precision, text)
    value = zones.localise(datetime.combine(day, moment.clock), moment.zone or zone).astimezone(zone)
    if moment.day is None and value > local:
        value = zones.localise(
            datetime.combine(day - timedelta(days=1), moment.clock), moment.zone or zone
        ).astimezone(zone)
    elif moment.yearless and value > local and day == local.date():
        value = zones.localise(
            datetime.combine(day - timedelta(days=7), moment.clock), moment.zone or zone
        ).astimezone(zone)
    return ParsedDate(value, "minute", text)


def offsets_of(candidates: Iterable[DateCandidate]) -> list[datetime]:
    """The aware instants that machine-readable candidates write with an offset other than UTC's."""
    found = []
    for candidate in candidates:
        text = candidate.text.strip()
        try:
            value = datetime.fromisoformat(text)
        except ValueError:
            continue
        if value.tzinfo is not None and value.utcoffset():
            found.append(value)
    return found
