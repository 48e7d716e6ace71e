"""The day, and where it is printed the instant, that each atom of a line means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo

from newsbot.dates import zones
from newsbot.dates.grammar import Line
from newsbot.dates.lexicon import UNIT, value
from newsbot.items import Precision

EARLIEST = 1583
"""The first whole year of the Gregorian calendar."""

AHEAD = timedelta(days=731)
"""How far after the reference a full date may lie: two years."""

BACK = 90
"""How many years before the reference's a year in two digits may lie."""

SOON = timedelta(days=31)
"""How far after the reference a day without a year may lie when its weekday says so."""

_NOTHING = date(1970, 1, 1)
"""What many systems print for a missing date."""


@dataclass(slots=True)
class Moment:
    """A date under way: the tokens it covers, what is known of it, and whether it names its year (`full`).

    `day` is None for a time alone. `half` is 12 for the second half of the day, from 'soir' or 'après-midi'.
    """

    start: int
    end: int
    day: date | None
    precision: Precision = "day"
    full: bool = False
    weekday: int | None = None
    half: int = 0
    clock: time | None = None
    zone: tzinfo | None = None
    instant: datetime | None = None
    role: str = ""
    labelled: bool = False


def clock(line: Line, start: int, end: int) -> time | None:
    """The time of day that tokens print, None where no clock shows it. '24h' is 0h: of the next day."""
    tokens, kinds = line.tokens[start:end], line.kinds[start:end]
    if kinds[0] == "X":
        hour, rest = value(tokens[0]), []
    else:
        numbers = _numbers(tokens, kinds)
        hour, rest = numbers[0], numbers[1:]
    if len(kinds) > 3 and kinds[-1] in "nysbd" and kinds[-2] in ".," and ":" in kinds:
        rest = rest[:2]  # a fraction of the second
    minute = rest[0] if rest else 30 if "V" in kinds else 15 if "w" in kinds else 0
    if "B" in kinds:  # moins le quart
        hour, minute = hour - 1, 60 - minute
    second = rest[1] if len(rest) > 1 else 0
    if hour == 24 and minute == 0:
        hour = 0
    return time(hour, minute, second) if 0 <= hour < 24 and minute < 60 and second < 60 else None


def _numbers(tokens: list[str], kinds: str) -> list[int]:
    """The numbers among the tokens; words that make one number together count as one."""
    found: list[int] = []
    for index, letter in enumerate(kinds):
        if letter in "dy":
            found.append(value(tokens[index]))
        elif letter in "kS":
            if index and kinds[index - 1] in "kE-" and "k" in kinds[max(0, index - 2) : index]:
                found[-1] += value(tokens[index])
            else:
                found.append(value(tokens[index]))
    return found


def _ymd(line: Line, start: int, end: int, local: datetime) -> Moment | None:
    year, month, day = line.tokens[start:end:2]
    return _full(start, end, int(year), int(month), int(day), local)


def _dmy(line: Line, start: int, end: int, local: datetime) -> Moment | None:
    day, month, year = [int(token) for token in line.tokens[start:end] if token.isdigit()]
    last = line.tokens[end - 1]
    if len(last) != 4:
        if len(last) != 2:
            return None
        year = _century(year, local)
    found = _full(start, end, year, month, day, local)
    weekday = _weekday_before(line, start)
    if weekday is not None and not (found and found.day and found.day.weekday() == weekday):
        english = _full(start, end, year, day, month, local)
        if english and english.day and english.day.weekday() == weekday:
            return english
    return found


def _written(line: Line, start: int, end: int, local: datetime) -> Moment | None:
    kinds = line.kinds
    at = next(index for index in range(end - 1, start, -1) if kinds[index] in "MGSm")
    month = _month(line.tokens[at])
    day = _numbers(line.tokens[start:at], kinds[start:at])[0]
    last = line.tokens[end - 1]
    if kinds[end - 1] in "yd":
        if len(last) == 1:
            return None
        year = value(last) if len(last) == 4 else _century(value(last), local)
        return _full(start, end, year, month, day, local)
    return _yearless(line, start, end, month, day, local)


def _english(line: Line, start: int, end: int, local: datetime) -> Moment | None:
    month = _month(line.tokens[start])
    day, *year = [int(token) for token in line.tokens[start + 1 : end] if token.isdigit()]
    return (
        _full(start, end, year[0], month, day, local)
        if year
        else _yearless(line, start, end, month, day, local)
    )


def _unix(line: Line, start: int, end: int, local: datetime) -> Moment | None:
    month, day, year = _month(line.tokens[start]), int(line.tokens[start + 1]), int(line.tokens[end - 1])
    found = _full(start, end, year, month, day, local)
    if found:
        found.clock = clock(line, start + 2, start + 7)
        found.zone, _ = zones.after_time(line.tokens, line.kinds, start + 7)
    return found


def _basic(line: Line, start: int, end: int, local: datetime) -> Moment | None:
    token = line.tokens[start]
    found = _full(start, end, int(token[:4]), int(token[4:6]), int(token[6:]), local)
    if found and line.kinds[end : end + 2] == "Ts":
        token = line.tokens[end + 1]
        hour, minute, second = int(token[:2]), int(token[2:4]), int(token[4:])
        if hour > 23 or minute > 59 or second > 59:
            return None
        found.clock = time(hour, minute, second)
        found.zone, found.end = zones.after_time(line.tokens, line.kinds, end + 2)
    return found


def _day_and_month(line: Line, start: int, end: int, local: datetime) -> Moment | None:
    return _yearless(line, start, end, int(line.tokens[start + 2]), int(line.tokens[start]), local)


def _month_alone(line: Line, start: int, end: int, local: datetime) -> Moment | None:
    named = next(
        (token for token, letter in zip(line.tokens[start:end], line.kinds[start:end]) if letter in "MGSm"),
        "",
    )
    numbers = [int(token) for token in line.tokens[start:end] if token.isdigit()]
    if named:
        month, year = _month(named), numbers[0] if numbers else 0
    else:
        month, year = min(numbers), max(numbers)
    if not year:
        year = local.year - (month > local.month or (month == local.month and line.kinds[end - 1] == "r"))
    found = _date(year, month, 1, local)
    return found and Moment(start, end, found, "month")


def _year_alone(line: Line, start: int, end: int, local: datetime) -> Moment | None:
    found = _date(int(line.tokens[end - 1]), 1, 1, local)
    return found and Moment(start, end, found, "year")


def _relative(line: Line, start: int, end: int, local: datetime) -> Moment | None:
    shift = value(line.tokens[start]) if line.kinds[start] == "H" else 0
    half = value(line.tokens[end - 1]) if line.kinds[end - 1] == "P" else 0
    return Moment(start, end, local.date() + timedelta(days=shift), half=half)


def _weekday(line: Line, start: int, end: int, local: datetime) -> Moment | None:
    weekday = 1 if line.kinds[start] == "m" else value(line.tokens[start])
    back = (local.weekday() - weekday) % 7
    if line.kinds[end - 1] == "r":
        back = back or 7
    elif line.kinds[end - 1] == "q":
        back = -((weekday - local.weekday()) % 7 or 7)
    return Moment(start, end, local.date() - timedelta(days=back), weekday=weekday)


def _period(line: Line, start: int, end: int, local: datetime) -> Moment | None:
    letters = line.kinds[start:end]
    unit = UNIT[line.tokens[start + letters.index("U")]]
    if unit in ("day", "week"):
        return None
    return _shifted(start, end, {unit: -1 if "r" in letters else 1 if "q" in letters else 0}, local)


def _now(line: Line, start: int, end: int, local: datetime) -> Moment | None:
    return Moment(start, end, local.date(), "minute", instant=local)


def _ago(line: Line, start: int, end: int, local: datetime) -> Moment | None:
    tokens, kinds = line.tokens[start:end], line.kinds[start:end]
    if kinds[0] == "B" and (tokens[0] != "moins" or "U" in kinds):
        return None
    sign = 1 if kinds[0] in "Fe" else -1
    amounts: dict[str, int] = {}
    amount: int | None = None
    unit = ""
    for index, letter in enumerate(kinds):
        if letter in "dnkS":
            amount = (amount or 0) + value(tokens[index])
        elif letter in "Uhic" and kinds[index + 1 : index + 2] not in ("h", "i", "c"):
            unit = UNIT[tokens[index]]
            if amount is not None or index == 0 or kinds[index - 1] not in "-VwD":
                amounts[unit] = amounts.get(unit, 0) + (1 if amount is None else amount)
            amount = None
        elif letter in "Vw":
            amounts["minute"] = amounts.get("minute", 0) + (30 if letter == "V" else 15 * (amount or 1))
            amount = None
        elif letter == "B":  # un peu plus de
            amount = None
    if amount is not None:
        amounts["minute"] = amounts.get("minute", 0) + amount
    return _shifted(start, end, {unit: sign * count for unit, count in amounts.items()}, local)


def _shifted(start: int, end: int, amounts: dict[str, int], local: datetime) -> Moment | None:
    """The reference moved by whole years and months, then weeks and days, then hours, minutes and seconds."""
    get = amounts.get
    try:
        months = local.year * 12 + local.month - 1 + 12 * get("year", 0) + get("month", 0)
        year, month = months // 12, months % 12 + 1
        last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
        moved = local.replace(year=year, month=month, day=min(local.day, last))
        moved += timedelta(days=get("day", 0) + 7 * get("week", 0))
        clockwise = timedelta(hours=get("hour", 0), minutes=get("minute", 0), seconds=get("second", 0))
        if clockwise or not amounts.keys().isdisjoint(("hour", "minute", "second")):
            moved = (moved.astimezone(timezone.utc) + clockwise).astimezone(local.tzinfo)
            return Moment(start, end, moved.date(), "minute", instant=moved)
    except (OverflowError, ValueError):
        return None
    if not amounts.keys().isdisjoint(("day", "week")):
        return Moment(start, end, moved.date())
    if "month" in amounts:
        return Moment(start, end, moved.date().replace(day=1), "month")
    return Moment(start, end, moved.date().replace(month=1, day=1), "year")


def _full(start: int, end: int, year: int, month: int, day: int, local: datetime) -> Moment | None:
    found = _date(year, month, day, local)
    return found and Moment(start, end, found, full=True)


def _date(year: int, month: int, day: int, local: datetime) -> date | None:
    if not EARLIEST <= year <= local.year + 3:
        return None
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if found - local.date() <= AHEAD and found != _NOTHING else None


def _century(two_digits: int, local: datetime) -> int:
    """A year in two digits: the latest such year up to the one after the reference's, 0 when that is too far back."""
    year = local.year - local.year % 100 + two_digits
    if year > local.year + 1:
        year -= 100
    return year if local.year - year <= BACK else 0


def _yearless(line: Line, start: int, end: int, month: int, day: int, local: datetime) -> Moment | None:
    """The latest such day not after the reference.

    Where that is another weekday than the one printed before it: a coming day of that weekday within a month, else
    the latest of the last years that fell on it, if one did.
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
    agreeing = [found for found in days if found.weekday() == weekday and found - today <= SOON]
    if past and past[0] in agreeing:
        agreeing = past
    chosen = (agreeing or past or [None])[0]
    return chosen and Moment(start, end, chosen, weekday=weekday)


def _month(token: str) -> int:
    return 9 if token == "sept" else value(token)


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
    "english": _english,
    "unix": _unix,
    "basic": _basic,
    "day": _day_and_month,
    "month": _month_alone,
    "year": _year_alone,
    "relative": _relative,
    "weekday": _weekday,
    "period": _period,
    "now": _now,
    "ago": _ago,
    "age": _ago,
}
"""For each atom of the grammar but labels and times its reader: line, first token, token after it, reference."""
