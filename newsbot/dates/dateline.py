"""Printed date lines: which words are a date, and whether it is the published or the modified one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from newsbot.dates import context, fallback, zones
from newsbot.dates.grammar import FULL, YEARLESS, Line, atoms
from newsbot.dates.moments import Moment, known, read
from newsbot.items import Precision

_ISO = re.compile(
    r"""\d{4}-?(?:\d\d-?\d\d|W\d\d-?\d)
        (?:[T\ ](\d\d:?\d\d(?::?\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?))?""",
    re.VERBOSE | re.ASCII,
)
_UNIX_TIME = re.compile(r"1\d{9}(?:\d{3})?", re.ASCII)
_LABEL_THEN_DATE = re.compile(r"[:|]?[^|]{0,11}")


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """A date read from a text.

    `value` is aware, in the zone asked for; at a precision coarser than 'minute' it is the first instant of
    that day, month or year there. `text` is the words it was read from. `leaning` says that they do not
    name the day themselves, but lean on the reference ('hier', '30 sept.', '14h35').
    """

    value: datetime
    precision: Precision
    text: str
    leaning: bool = False


@dataclass(frozen=True, slots=True)
class Dateline:
    """The published and the modified date of a printed line; either may be missing."""

    published: ParsedDate | None = None
    modified: ParsedDate | None = None


def parse(text: str, *, reference: datetime, tz: str, in_time_element: bool = False) -> ParsedDate | None:
    """The date that a printed text gives, None where it gives none.

    `reference` is the aware instant to which 'hier' refers, `tz` the IANA zone of hours without one. Where
    a line prints a published and a modified date it is the published one. `in_time_element`: the text
    stands in a <time> element, so a bare hour is today's and a bare day and month that day.
    """
    line = parse_dateline(text, reference=reference, tz=tz, in_time_element=in_time_element)
    return line.published or line.modified


def parse_dateline(text: str, *, reference: datetime, tz: str, in_time_element: bool = False) -> Dateline:
    """The published and the modified date of a printed line, told from the words before each."""
    local = reference.astimezone(ZoneInfo(tz))
    plain = _plain(text.strip(), local, in_time_element)
    if plain:
        return Dateline(plain)
    line = Line(text)
    published, modified = _read(line, local, in_time_element)
    return Dateline(_dated(published, line, local), _dated(modified, line, local))


def _plain(text: str, local: datetime, in_time_element: bool) -> ParsedDate | None:
    """The date of a text written for machines: ISO 8601 or, in a <time> element, Unix time, and no more."""
    iso = _ISO.fullmatch(text)
    try:
        if iso:
            found = datetime.fromisoformat(text).replace(microsecond=0)
        elif in_time_element and _UNIX_TIME.fullmatch(text):
            found = datetime.fromtimestamp(int(text[:10]), UTC)
        else:
            return None
    except ValueError:
        return None
    if not known(found.date(), local):
        return None
    if found.tzinfo:
        value = found.astimezone(local.tzinfo)
    else:
        value = zones.local(found.date(), found.time(), None, local.tzinfo)
    return ParsedDate(value, "day" if iso and not iso[1] else "minute", text)


def _read(line: Line, local: datetime, in_time_element: bool) -> tuple[Moment | None, Moment | None]:
    """The published and the modified moment: of each the labelled one, else the fullest, else the first."""
    found = atoms(line.kinds)
    if not found:
        return fallback.read(line, local), None
    best: dict[str, Moment] = {}
    role, since, covered = "", 0, 0
    for atom in found:
        if atom.name in ("published", "modified"):
            if context.heads(line, atom.head):
                role, since = atom.name, atom.end
            continue
        moment = read(line, atom, local) if atom.head >= covered else None
        if moment is None:
            continue
        covered = moment.end
        moment.labelled = role != "" and _LABEL_THEN_DATE.fullmatch(line.kinds, since, atom.head) is not None
        if context.counts(moment, line, in_time_element):
            rival = best.get(role or "published")
            if rival is None or _rank(moment) > _rank(rival):
                best[role or "published"] = moment
    if len(best) == 2:
        _settle(**best)
    return best.get("published"), best.get("modified")


def _rank(moment: Moment) -> tuple[bool, bool, bool]:
    return moment.labelled, moment.name in FULL, moment.day is not None


def _settle(published: Moment, modified: Moment) -> None:
    """Let the date that names its day say which day, and which year, the one beside it means."""
    day = published.day
    if day is None:
        return
    if modified.day is None:
        past_midnight = published.clock and modified.clock and modified.clock < published.clock
        modified.day = day + timedelta(days=1 if past_midnight else 0)
    elif modified.name in YEARLESS and published.name in FULL:
        modified.day = _in_year(modified.day, day.year)
        if modified.day < day:
            modified.day = _in_year(modified.day, day.year + 1)
    elif published.name in YEARLESS and modified.name in FULL:
        published.day = _in_year(day, modified.day.year)
        if published.day > modified.day:
            published.day = _in_year(day, modified.day.year - 1)


def _in_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return day


def _dated(moment: Moment | None, line: Line, local: datetime) -> ParsedDate | None:
    if moment is None:
        return None
    text, leaning = line.words(moment.start, moment.end), moment.name not in FULL
    if moment.instant:
        return ParsedDate(moment.instant, "minute", text, leaning)
    day, here = moment.day or local.date(), local.tzinfo
    if moment.clock is None:
        value = datetime(day.year, day.month, day.day, tzinfo=here)
        return ParsedDate(value, moment.precision, text, leaning and moment.precision == "day")
    found = zones.local(day, moment.clock, moment.zone, here)
    if found > local and (moment.day is None or (moment.name == "weekday" and day == local.date())):
        back = timedelta(days=1 if moment.day is None else 7)
        found = zones.local(day - back, moment.clock, moment.zone, here)
    return ParsedDate(found, "minute", text, leaning)
