"""dateparser, for full dates in an order that the grammar does not know."""

from __future__ import annotations

from datetime import datetime
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
    """The day that dateparser reads in a line of which the grammar reads none.

    It is asked only where a month's name and a year stand in the text, and believed only where it finds
    those two, not after the reference `local`.
    """
    months = {MONTHS[token] for token in line.tokens if token in MONTHS}
    if not months or "y" not in line.kinds or len(line.text) > LONGEST or not silent(line.kinds):
        return None
    found = _parser().get_date_data(line.text).date_obj
    if not found or found.month not in months or str(found.year) not in line.tokens:
        return None
    return Moment(found.date(), name="full", end=len(line.tokens)) if found.date() <= local.date() else None


@cache
def _parser() -> DateDataParser:
    from dateparser.date import DateDataParser  # on first use: it takes long to load

    return DateDataParser(
        languages=["fr", "en"],
        settings={
            "PARSERS": ["absolute-time"],
            "DATE_ORDER": "DMY",
            "REQUIRE_PARTS": ["day", "month", "year"],
        },
    )
