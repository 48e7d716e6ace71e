"""The day, and where it is printed the instant, that each atom of a line means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from newsbot.dates import zones
from newsbot.dates.clocks import clock_of, numbers
from newsbot.dates.grammar import Atom, Clock, Line
from newsbot.dates.lexicon import MONTH, UNIT, value
from newsbot.items import Precision

EARLIEST = 1583
"""The first whole year of the Gregorian calendar."""

AHEAD = timedelta(days=731)
"""How far after the reference a full date may lie: two years."""

SOON = timedelta(days=31)
"""How far after the reference a day without a year may lie when its weekday says so."""

BACK = 90
"""How many years before the reference's a year in two digits may lie."""

_MISSING = date(1970, 1, 1)
"""What many systems print for a missing date."""


@dataclass(slots=True)
class Moment:
    """A date under way: its day (None for a time alone), how fine it is, its time and that one's zone.

    `instant` is set where the words give one ('il y a 2 heures'). `name` is the atom's, which covers the
    tokens from `start` up to `end`; `role` the label's before it, and `labelled` whether that stands near.
    """

    day: date | None
    precision: Precision = "day"
    instant: datetime | None = None
    clock: time | None = None
    zone: tzinfo | None = None
    name: str = ""
    start: int = 0
    end: int = 0
    role: str = ""
    labelled: bool = False


def read(line: Line, atom: Atom, local: datetime) -> Moment | None:
    """What an atom means at the reference `local`, None where calendar or clock do not know it."""
    name, head, start, stop, end, place = atom
    moment = Moment(None, "minute") if name == "time" else READERS[name](line, start, stop, local)
    if moment is None:
        return None
    moment.name, moment.start, moment.end = name, head, end
    if place and (name == "time" or moment.precision == "day"):
        moment.clock = clock_of(line, place, stop - 1 if name == "relative" else 0)
        if moment.clock is None:
            return moment if moment.day else None
        if moment.day and line.tokens[place.start] == "24":
            moment.day += timedelta(days=1)
        if place.offset or place.end < len(line.kinds):
            moment.zone, after = zones.after_time(
                line.tokens, line.kinds, place.offset or place.end, place.offset > 0
            )
            moment.end = max(end, after)
    return moment


def _ymd(line: Line, start: int, stop: int, local: datetime) -> Moment | None:
    year, month, day = [token for token in line.tokens[start:stop] if token.isalnum()]
    return _full(int(year), MONTH.get(month) or int(month), int(day), local)


def _dmy(line: Line, start: int, stop: int, local: datetime) -> Moment | None:
    """Day before month; month before day only where the weekday printed before it says so."""
    day, month, year = [int(token) for token in line.tokens[start:stop] if token.isdigit()]
    if line.kinds[stop - 1] == "d":
        if len(line.tokens[stop - 1]) != 2:
            return None
        year = _century(year, local)
    found = _full(year, month, day, local)
    weekday = _weekday_before(line, start)
    if weekday is not None and not (found and found.day and found.day.weekday() == weekday):
        english = _full(year, day, month, local)
        if english and english.day and english.day.weekday() == weekday:
            return english
    return found


def _written(line: Line, start: int, stop: int, local: datetime) -> Moment | None:
    month, day = _month_and_day(line, start, stop)
    last = line.tokens[stop - 1]
    if len(last) == 4:
        return _full(int(last), month, day, local)
    return _full(_century(int(last), local), month, day, local) if len(last) == 2 else None


def _yearless(line: Line, start: int, stop: int, local: datetime) -> Moment | None:
    month, day = _month_and_day(line, start, stop)
    return _latest(line, start, month, day, local)


def _month_and_day(line: Line, start: int, stop: int) -> tuple[int, int]:
    """The month among the tokens, and the day before it or, in English, after it."""
    tokens, kinds = line.tokens, line.kinds
    at = stop - 1
    while kinds[at] not in "MGSm":
        at -= 1
    first, last = (start, at) if at > start else (at + 1, stop)
    day = int(tokens[first]) if kinds[first] == "d" else numbers(tokens[first:last], kinds[first:last])[0]
    return MONTH[tokens[at]], day


def _unix(line: Line, start: int, stop: int, local: datetime) -> Moment | None:
    """'Sep 30 18:21:00 CEST 2022', as C and Unix print it."""
    tokens = line.tokens
    found = _full(int(tokens[stop - 1]), MONTH[tokens[start]], int(tokens[start + 1]), local)
    if found:
        found.clock = clock_of(line, Clock(start + 2, start + 7, 0, 0, start + 7), 0)
        found.zone, _ = zones.after_time(tokens, line.kinds, start + 7, False)
    return found


def _basic(line: Line, start: int, stop: int, local: datetime) -> Moment | None:
    """'20220930', and with its time '20220930T182100+0200'."""
    digits = line.tokens[start]
    found = _full(int(digits[:4]), int(digits[4:6]), int(digits[6:]), local)
    if found and line.kinds[stop : stop + 2] == "Ts":
        digits = line.tokens[stop + 1]
        hour, minute, second = int(digits[:2]), int(digits[2:4]), int(digits[4:])
        if hour > 23 or minute > 59 or second > 59:
            return None
        found.clock = time(hour, minute, second)
        at = stop + 2
        found.zone, _ = zones.after_time(line.tokens, line.kinds, at, line.kinds[at : at + 1] in ("+", "-"))
    return found


def _day(line: Line, start: int, stop: int, local: datetime) -> Moment | None:
    return _latest(line, start, int(line.tokens[start + 2]), int(line.tokens[start]), local)


def _month(line: Line, start: int, stop: int, local: datetime) -> Moment | None:
    tokens = line.tokens[start:stop]
    printed = [int(token) for token in tokens if token.isdigit()]
    named = [
        MONTH[token] for token, letter in zip(tokens, line.kinds[start:stop], strict=True) if letter in "MGSm"
    ]
    month = named[0] if named else min(printed)
    if printed:
        year = max(printed)
    else:
        year = local.year - (month > local.month or (month == local.month and line.kinds[stop - 1] == "r"))
    found = _date(year, month, 1, local)
    return Moment(found, "month") if found else None


def _year(line: Line, start: int, stop: int, local: datetime) -> Moment | None:
    found = _date(int(line.tokens[stop - 1]), 1, 1, local)
    return Moment(found, "year") if found else None


def _relative(line: Line, start: int, stop: int, local: datetime) -> Moment | None:
    shift = value(line.tokens[start]) if line.kinds[start] == "H" else 0
    return Moment(local.date() + timedelta(days=shift))


def _weekday(line: Line, start: int, stop: int, local: datetime) -> Moment | None:
    weekday = 1 if line.kinds[start] == "m" else value(line.tokens[start])
    back = (local.weekday() - weekday) % 7
    if line.kinds[stop - 1] == "r":
        back = back or 7
    elif line.kinds[stop - 1] == "q":
        back = -((weekday - local.weekday()) % 7 or 7)
    return Moment(local.date() - timedelta(days=back))


def _period(line: Line, start: int, stop: int, local: datetime) -> Moment | None:
    kinds = line.kinds[start:stop]
    unit = UNIT[line.tokens[start + kinds.index("U")]]
    if unit in ("day", "week"):  # not one day
        return None
    return _shifted({unit: -1 if "r" in kinds else 1 if "q" in kinds else 0}, local)


def _now(line: Line, start: int, stop: int, local: datetime) -> Moment | None:
    return Moment(local.date(), "minute", local)


def _ago(line: Line, start: int, stop: int, local: datetime) -> Moment | None:
    """'il y a 2 heures', 'dans 3 jours', 'moins de 20 min', '1 an 2 mois': the reference moved by the
    amounts.
    """
    tokens, kinds = line.tokens[start:stop], line.kinds[start:stop]
    if kinds[0] == "B" and (tokens[0] != "moins" or "U" in kinds):
        return None
    amounts: dict[str, int] = {}
    amount: int | None = None
    for index, letter in enumerate(kinds):
        if letter in "dnkS":
            amount = (amount or 0) + value(tokens[index])
        elif letter in "Vw":  # une demi-heure, trois quarts d'heure, deux heures et demie
            amounts["minute"] = amounts.get("minute", 0) + (30 if letter == "V" else 15 * (amount or 1))
            amount = None
        elif letter == "B":  # un peu plus de
            amount = None
        elif letter in "Uhoic":
            if amount is not None or kinds[index + 1 :] == "R":  # an hour ago
                amounts[UNIT[tokens[index]]] = amounts.get(UNIT[tokens[index]], 0) + (amount or 1)
            amount = None
    if amount is not None:  # 1 h 30
        amounts["minute"] = amounts.get("minute", 0) + amount
    sign = 1 if kinds[0] in "Fe" else -1
    return _shifted({unit: sign * count for unit, count in amounts.items()}, local)


def _shifted(amounts: dict[str, int], local: datetime) -> Moment | None:
    """The reference moved by whole years and months, then weeks and days, then hours, minutes and seconds."""
    get = amounts.get
    try:
        months = local.year * 12 + local.month - 1 + 12 * get("year", 0) + get("month", 0)
        year, month = months // 12, months % 12 + 1
        last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
        moved = local.replace(year=year, month=month, day=min(local.day, last))
        moved += timedelta(days=get("day", 0) + 7 * get("week", 0))
        if not amounts.keys().isdisjoint(("hour", "minute", "second")):
            by_clock = timedelta(hours=get("hour", 0), minutes=get("minute", 0), seconds=get("second", 0))
            moved = (moved.astimezone(UTC) + by_clock).astimezone(local.tzinfo)
            return Moment(moved.date(), "minute", moved)
    except (OverflowError, ValueError):
        return None
    if not amounts.keys().isdisjoint(("day", "week")):
        return Moment(moved.date())
    if "month" in amounts:
        return Moment(moved.date().replace(day=1), "month")
    return Moment(moved.date().replace(month=1, day=1), "year")


def _full(year: int, month: int, day: int, local: datetime) -> Moment | None:
    found = _date(year, month, day, local)
    return Moment(found) if found else None


def _date(year: int, month: int, day: int, local: datetime) -> date | None:
    if not EARLIEST <= year <= local.year + 3:
        return None
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    if year > local.year and found - local.date() > AHEAD:
        return None
    return found if found != _MISSING else None


def _century(two_digits: int, local: datetime) -> int:
    """A year in two digits: the latest such year up to the one after the reference's, 0 when that is too
    far back.
    """
    year = local.year - local.year % 100 + two_digits
    if year > local.year + 1:
        year -= 100
    return year if local.year - year <= BACK else 0


def _latest(line: Line, start: int, month: int, day: int, local: datetime) -> Moment | None:
    """The latest such day not after the reference.

    Where that is another weekday than the one printed before it: a coming day of that weekday within a
    month, else the latest of the last years that fell on it, if one did.
    """
    today, weekday = local.date(), _weekday_before(line, start)
    days = []
    for year in range(today.year + 1, today.year - 12, -1):
        try:
            days.append(date(year, month, day))
        except ValueError:
            continue
        if weekday is None and days[-1] <= today:
            break
    past = [found for found in days if found <= today]
    if not past:
        return None
    if weekday is None or past[0].weekday() == weekday:
        return Moment(past[0])
    return Moment(
        next((found for found in days if found.weekday() == weekday and found - today <= SOON), past[0])
    )


def _weekday_before(line: Line, start: int) -> int | None:
    """The weekday printed before the token `start`, with at most a mark and an article between."""
    at = start - 1
    while at >= 0 and start - at < 4 and line.kinds[at] in ".,lK":
        at -= 1
    if at < 0 or line.kinds[at] not in "Wvm":
        return None
    return 1 if line.kinds[at] == "m" else value(line.tokens[at])


READERS: dict[str, Callable[[Line, int, int, datetime], Moment | None]] = {
    "ymd": _ymd,
    "dmy": _dmy,
    "written": _written,
    "yearless": _yearless,
    "english": _written,
    "english_yearless": _yearless,
    "unix": _unix,
    "basic": _basic,
    "day": _day,
    "month": _month,
    "year": _year,
    "relative": _relative,
    "weekday": _weekday,
    "period": _period,
    "now": _now,
    "ago": _ago,
}
"""For each atom but labels and times its reader: of a line, its first token, the one after it, and the
reference.
"""
