"""French dates: reading printed ones, and choosing between those that a page gives."""

from newsbot.dates.choice import Choice, choose
from newsbot.dates.dateline import Dateline, ParsedDate, parse, parse_dateline
from newsbot.dates.zones import time_zone_of

__all__ = ["Choice", "Dateline", "ParsedDate", "choose", "parse", "parse_dateline", "time_zone_of"]
