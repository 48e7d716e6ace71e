"""dateparser, for full dates in an order that the grammar does not know."""

from __future__ import annotations

from datetime import datetime, time
from functools import cache
from typing import TYPE_CHECKING

from newsbot.dates.grammar import Line, silent
from newsbot.dates.lexicon import MONTHS
from newsbot.dates.moments import Moment

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

LONGEST = 60
"""Characters: a longer text is not a date in an odd order."""


def read(line: Line, local: datetime) -> Moment | None:
    """The day, and the time where one is printed, that dateparser reads in a line of which the grammar
    reads none.

    It is asked only where a month's name and a year stand in the text, and believed only where it finds
    those two, not after the reference `local`.
    """
    if "y" not in line.kinds or len(line.text) > LONGEST or not silent(line.kinds):
        return None
    years = {token for token, letter in zip(line.tokens, line.kinds, strict=True) if letter == "y"}
    months = {MONTHS[token] for token in line.tokens if token in MONTHS}
    if not months:
        return None
    data = _parser().get_date_data(line.text)
    found = data.date_obj
    if (
        found is None
        or found.month not in months
        or str(found.year) not in years
        or found.date() > local.date()
    ):
        return None
    clock = time(found.hour, found.minute, found.second) if data.period == "time" else None
    return Moment(found.date(), clock=clock, name="written", end=len(line.tokens))


@cache
def _parser() -> DateDataParser:
    from dateparser.date import DateDataParser  # on first use: it takes long to load

    return DateDataParser(
        languages=["fr", "en"],
        settings={
            "PARSERS": ["absolute-time"],
            "DATE_ORDER": "DMY",
            "REQUIRE_PARTS": ["day", "month", "year"],
            "RETURN_TIME_AS_PERIOD": True,
        },
    )
