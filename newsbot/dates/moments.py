"""The day, and where it is printed the instant, that each atom of a line means."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from newsbot.dates import zones
from newsbot.dates.grammar import YEARLESS, Atom, Line
from newsbot.dates.lexicon import DAY, MINUTE, MONTH, MONTHS, WEEK, YEAR, value
from newsbot.items import Precision

EARLIEST = 1583  # the first whole year of the Gregorian calendar
AHEAD = timedelta(days=731)  # how far after the reference a full date may lie
SOON = timedelta(days=31)  # how far a day without a year may, where its weekday says so
BACK = 90  # years before the reference's that a year in two digits may lie
_MISSING = date(1970, 1, 1)  # what many systems print for a missing date
_WEEKDAY_BEFORE = re.compile(r"[Wvm][.,lK]{0,3}$")


@dataclass(slots=True)
class Moment:
    """A date under way: its day (None for a time alone), how fine it is, its time and that one's zone.

    `instant` is set where the words give one ('il y a 2 heures'). `name` is the atom's, which covers the
    tokens from `start` up to `end`; `labelled` says whether a label stands near before it.
    """

    day: date | None
    precision: Precision = "day"
    instant: datetime | None = None
    clock: time | None = None
    zone: tzinfo | None = None
    name: str = ""
    start: int = 0
    end: int = 0
    labelled: bool = False


def read(line: Line, atom: Atom, local: datetime) -> Moment | None:
    """What an atom means at the reference `local`, None where calendar or clock do not know it."""
    clock, moment = atom.clock, _moment(line, atom, local)
    if moment is None:
        return None
    moment.name, moment.start, moment.end = atom.name, atom.head, atom.end
    if clock and (moment.day is None or moment.precision == "day"):
        moment.clock = _time(line, clock, atom.stop - 1 if atom.name == "relative" else None)
        if moment.clock is None:
            return moment if moment.day else None
        if moment.day and line.tokens[clock.start("time")] == "24":
            moment.day += timedelta(days=1)
        if clock["offset"]:
            moment.zone = zones.of_offset("".join(line.tokens[slice(*clock.span("offset"))]))
        else:
            moment.zone, after = zones.after_time(line, clock.end())
            moment.end = max(atom.end, after)
    return moment


def _moment(line: Line, atom: Atom, local: datetime) -> Moment | None:
    start, stop, today = atom.start, atom.stop, local.date()
    kinds, tokens = line.kinds[start:stop], line.tokens[start:stop]
    day: date | None
    precision: Precision = "day"
    match atom.name:
        case "time":
            return Moment(None, "minute")
        case "now":
            return Moment(today, "minute", local)
        case "ago":
            return _ago(kinds, tokens, local)
        case "period":
            unit = value(tokens[kinds.index("U")])
            shift = -1 if "r" in kinds else 1 if "q" in kinds else 0
            return _shifted({unit: shift}, local) if unit > WEEK else None  # a week is not one day
        case "relative":
            day = today + timedelta(days=value(tokens[0]) if kinds[0] == "H" else 0)
        case "weekday":
            back = (today.weekday() - value(tokens[0])) % 7
            if kinds[-1] == "r":
                back = back or 7
            elif kinds[-1] == "q":
                back -= 7
            day = today - timedelta(days=back)
        case "month":
            named, numbers = _month_and_numbers(line, start, stop)
            month = named or min(numbers)
            passed = month < local.month or (month == local.month and kinds[-1] != "r")
            year = max(numbers, default=local.year if passed else local.year - 1)
            day, precision = _date(year, month, 1, local), "month"
        case "year":
            day, precision = _date(int(tokens[-1]), 1, 1, local), "year"
        case _:
            day = _day(line, atom, local)
    return Moment(day, precision) if day else None


def _time(line: Line, clock: re.Match[str], part: int | None) -> time | None:
    """The time of day that tokens print, None where no clock shows it. '24h' is 0h: of the next day.

    `part` is the token that may name the part of the day before the time: 'hier soir à 9 h'.
    """
    kinds, half = clock["time"], clock.end("half") - 1 if clock["half"] else part
    hour, minute, second, *_ = [*_numbers(line, *clock.span("time")), 0, 0]
    if kinds[-1] in "Vw":  # et demie, et quart
        minute = value(line.tokens[clock.end("time") - 1]) // MINUTE
    if "B" in kinds:  # moins le quart
        hour, minute = hour - 1, 60 - minute
    if half is not None and line.kinds[half] in "PQ":
        if hour == 12 and line.kinds[half] == "Q":
            hour = 0
        hour += value(line.tokens[half]) if hour < 12 else 0
    if hour == 24 and minute == 0:
        hour = 0
    return time(hour, minute, second) if 0 <= hour < 24 and minute < 60 and second < 60 else None


def _numbers(line: Line, start: int, stop: int) -> list[int]:
    return [value(line.tokens[at]) for at in range(start, stop) if line.kinds[at] in "dkySX"]


def _month_and_numbers(line: Line, start: int, stop: int) -> tuple[int | None, list[int]]:
    """The month that is named, where one is, and the numbers beside it."""
    for at in range(stop - 1, start - 1, -1):
        if line.kinds[at] in "MGSm":
            return MONTHS[line.tokens[at]], _numbers(line, start, at) or _numbers(line, at + 1, stop)
    return None, _numbers(line, start, stop)


def _day(line: Line, atom: Atom, local: datetime) -> date | None:
    """The day that an atom names, with or without its year.

    Day before month in digits; month before day only where the weekday printed before it says so.
    """
    named, numbers = _month_and_numbers(line, atom.start, atom.stop)
    month = named or numbers.pop(1)
    if atom.name == "ymd":
        return _date(numbers[0], month, numbers[1], local)
    day, before = numbers[0], _WEEKDAY_BEFORE.search(line.kinds, 0, atom.start)
    weekday = value(line.tokens[before.start()]) if before else None
    if atom.name in YEARLESS:
        return _latest(month, day, weekday, local.date())
    year = _year_of(line.tokens[atom.stop - 1], local)
    found = _date(year, month, day, local)
    if named or weekday is None or (found and found.weekday() == weekday):
        return found
    english = _date(year, day, month, local)
    return english if english and english.weekday() == weekday else found


def known(day: date, local: datetime) -> bool:
    """Whether a day with its year may be an article's."""
    return day.year >= EARLIEST and day - local.date() <= AHEAD and day != _MISSING


def _date(year: int, month: int, day: int, local: datetime) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if known(found, local) else None


def _year_of(token: str, local: datetime) -> int:
    """The year; of two digits the latest up to one after the reference's, 0 where that is too far back."""
    if len(token) != 2:
        return int(token)
    year = local.year - local.year % 100 + int(token)
    if year > local.year + 1:
        year -= 100
    return year if local.year - year <= BACK else 0


def _latest(month: int, day: int, weekday: int | None, today: date) -> date | None:
    """The latest such day not after the reference.

    Where that is another weekday than the one printed before it: a coming day of that weekday within a
    month, else the latest of the last years that fell on it, if one did.
    """
    days = []
    for year in range(today.year + 1, today.year - 12, -1):
        try:
            days.append(date(year, month, day))
        except ValueError:
            continue
        if weekday is None and days[-1] <= today:
            break
    past = [found for found in days if found <= today]
    if not past or weekday is None or past[0].weekday() == weekday:
        return past[0] if past else None
    return next((found for found in days if found.weekday() == weekday and found - today <= SOON), past[0])


def _ago(kinds: str, tokens: list[str], local: datetime) -> Moment | None:
    """'il y a 2 heures', 'dans 3 jours', 'moins de 20 min': the reference moved by the amounts."""
    if kinds[0] == "B" and (tokens[0] != "moins" or "U" in kinds):
        return None
    sign = 1 if kinds[0] in "Fe" else -1
    amounts: Counter[int] = Counter()
    amount: int | None = None
    for at, letter in enumerate(kinds):
        if letter in "dnkS":
            amount = value(tokens[at])
        elif letter in "UhoicVw":
            if amount is None and (letter in "Vw" or kinds[at + 1 :] == "R"):  # et demie; an hour ago
                amount = 1
            if amount is not None:
                amounts[value(tokens[at])] += sign * amount
            amount = None
    if amount is not None:  # 1 h 30
        amounts[MINUTE] += sign * amount
    return _shifted(amounts, local)


def _shifted(amounts: dict[int, int], local: datetime) -> Moment | None:
    """The reference moved by whole years and months, then weeks and days, then hours, minutes and seconds."""
    get, finest = amounts.get, min(amounts)
    months = local.year * 12 + local.month - 1 + 12 * get(YEAR, 0) + get(MONTH, 0)
    year, month = months // 12, months % 12 + 1
    try:
        moved = local.replace(year=year, month=month, day=min(local.day, monthrange(year, month)[1]))
        moved += timedelta(days=get(DAY, 0) + 7 * get(WEEK, 0))
        if finest < DAY:
            by_clock = sum(unit * amount for unit, amount in amounts.items() if unit < DAY)
            moved = (moved.astimezone(UTC) + timedelta(seconds=by_clock)).astimezone(local.tzinfo)
            return Moment(moved.date(), "minute", moved)
    except (OverflowError, ValueError):
        return None
    if finest < MONTH:
        return Moment(moved.date())
    if finest == MONTH:
        return Moment(moved.date().replace(day=1), "month")
    return Moment(moved.date().replace(month=1, day=1), "year")
