"""Time zones: local times, the zone words of printed dates, and the zone that a page lets one tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from newsbot.items import DateCandidate

DEFAULT = "Europe/Paris"

ABBREVIATIONS = {
    **dict.fromkeys(
        ["utc", "gmt", "ut", "tu", "t.u", "t.u.", "z", "wet", "temps universel", "temps universel coordonne"],
        0.0,
    ),
    **dict.fromkeys(["cet", "west", "bst", "hec"], 1.0),
    **dict.fromkeys(["cest", "eet"], 2.0),
    **dict.fromkeys(["eest", "msk"], 3.0),
    **dict.fromkeys(["hnt", "nst"], -3.5),
    **dict.fromkeys(["hat", "ndt"], -2.5),
    **dict.fromkeys(["hna", "ast"], -4.0),
    **dict.fromkeys(["haa", "adt"], -3.0),
    **dict.fromkeys(["hne", "est"], -5.0),
    **dict.fromkeys(["hae", "edt"], -4.0),
    **dict.fromkeys(["hnc", "cst"], -6.0),
    **dict.fromkeys(["hac", "cdt"], -5.0),
    **dict.fromkeys(["hnr", "mst"], -7.0),
    **dict.fromkeys(["har", "mdt"], -6.0),
    **dict.fromkeys(["hnp", "pst"], -8.0),
    **dict.fromkeys(["hap", "pdt"], -7.0),
}
"""Hours east of Greenwich of the abbreviations in French, Canadian and feed use."""

PLACES = {
    "Etc/UTC": "greenwich",
    "Europe/Paris": "france francaise metropole",
    "Europe/Zurich": "geneve suisse berne lausanne bale",
    "Europe/Brussels": "bruxelles belge belgique liege",
    "Europe/Luxembourg": "luxembourgeoise",
    "Europe/London": "londres britannique anglaise",
    "Europe/Moscow": "moscou russe",
    "Europe/Kyiv": "kiev ukrainienne",
    "Europe/Berlin": "allemande",
    "Europe/Rome": "italienne",
    "Europe/Madrid": "espagnole",
    "Europe/Istanbul": "turque",
    "America/Toronto": "montreal quebec ottawa est",
    "America/New_York": "new-york washington",
    "America/Chicago": "centre",
    "America/Denver": "rocheuses",
    "America/Los_Angeles": "pacifique",
    "America/Halifax": "atlantique",
    "Africa/Algiers": "alger algerie algerienne",
    "Africa/Tunis": "tunisie tunisienne",
    "Africa/Casablanca": "rabat maroc marocaine",
    "Africa/Dakar": "senegal senegalaise",
    "Africa/Abidjan": "ivoirienne",
    "Africa/Cairo": "caire egyptienne",
    "Asia/Beirut": "beyrouth liban libanaise",
    "Asia/Jerusalem": "israelienne",
    "Asia/Shanghai": "pekin chinoise",
    "Asia/Tokyo": "japonaise",
    "Pacific/Noumea": "caledonienne",
    "Pacific/Tahiti": "papeete",
    "Indian/Reunion": "reunionnaise",
}
_PLACE = {word: zone for zone, words in PLACES.items() for word in words.split()}
_REGIONS = ("Europe", "Africa", "America", "Asia", "Indian", "Pacific", "Australia")

COUNTRIES = {
    "fr": "Europe/Paris", "be": "Europe/Brussels", "ch": "Europe/Zurich", "lu": "Europe/Luxembourg",
    "mc": "Europe/Monaco", "ca": "America/Toronto", "quebec": "America/Toronto", "dz": "Africa/Algiers",
    "ma": "Africa/Casablanca", "tn": "Africa/Tunis", "sn": "Africa/Dakar", "ci": "Africa/Abidjan",
    "cm": "Africa/Douala", "re": "Indian/Reunion", "nc": "Pacific/Noumea", "pf": "Pacific/Tahiti",
    "ml": "Africa/Bamako", "bf": "Africa/Ouagadougou", "ne": "Africa/Niamey", "bj": "Africa/Porto-Novo",
    "tg": "Africa/Lome", "gn": "Africa/Conakry", "ga": "Africa/Libreville", "cg": "Africa/Brazzaville",
    "cd": "Africa/Kinshasa", "td": "Africa/Ndjamena", "cf": "Africa/Bangui", "mg": "Indian/Antananarivo",
    "mu": "Indian/Mauritius", "km": "Indian/Comoro", "dj": "Africa/Djibouti", "mr": "Africa/Nouakchott",
    "rw": "Africa/Kigali", "bi": "Africa/Bujumbura", "ht": "America/Port-au-Prince", "lb": "Asia/Beirut",
    "gp": "America/Guadeloupe", "mq": "America/Martinique", "gf": "America/Cayenne", "yt": "Indian/Mayotte",
    "pm": "America/Miquelon", "wf": "Pacific/Wallis", "vu": "Pacific/Efate", "sc": "Indian/Mahe",
}  # fmt: skip
"""Country domain or language region to the zone where most of its French readers live."""


def local(day: date, clock: time, printed: tzinfo, here: tzinfo) -> datetime:
    """The instant of a wall clock in the zone `printed`, as the clocks of `here` show it.

    An hour that the clocks skip is read with the offset before the change (02:30 is 03:30); of an hour that they
    show twice it is the first.
    """
    found = datetime.combine(day, clock, printed)
    if printed is here and found.utcoffset() == found.replace(fold=1).utcoffset():
        return found
    return found.astimezone(timezone.utc).astimezone(here)


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    """The zone of that IANA name. Raises ValueError (or KeyError's child ZoneInfoNotFoundError) when unknown."""
    return ZoneInfo(name)


def of_offset(hours: float) -> tzinfo:
    """The fixed zone that many hours east of Greenwich."""
    return timezone(timedelta(hours=hours))


@lru_cache(maxsize=256)
def of_place(name: str) -> tzinfo | None:
    """The zone of a city or country as a folded French text names it, None where unknown."""
    if name in _PLACE:
        return zone(_PLACE[name])
    for region in _REGIONS:
        try:
            return zone(f"{region}/{name.replace(' ', '_').replace('-', '_').title()}")
        except (KeyError, ValueError, OSError):
            continue
    return None


def after_time(tokens: Sequence[str], kinds: str, at: int) -> tuple[tzinfo | None, int]:
    """The zone written after a time at token `at`, and the token after it; `(None, at)` where none is."""
    start = at
    while at < len(kinds) and kinds[at] in "(,":
        at += 1
    if at == len(kinds):
        return None, start
    kind = kinds[at]
    if tokens[at] in ABBREVIATIONS and kinds[at + 1 : at + 2] != "P":  # 'cet' is a word too
        base, at = of_offset(ABBREVIATIONS[tokens[at]]), at + 1
        if tokens[at - 1] in ("utc", "gmt") and kinds[at : at + 1] in ("+", "-"):
            return _offset(tokens, kinds, at) or (base, at)
        return base, at
    if kind in "+-" and at == start:
        return _offset(tokens, kinds, at) or (None, start)
    if kind == "h" and tokens[at] == "heure":
        place = at + 1
        while place < len(kinds) and kinds[place] in "Dl":
            place += 1
        for size in (2, 1):
            found = of_place(" ".join(t for t in tokens[place : place + size] if t != "-"))
            if found:
                return found, min(place + size, len(tokens))
        if tokens[place : place + 1] == ["locale"]:
            return None, place + 1
    return None, start


def _offset(tokens: Sequence[str], kinds: str, at: int) -> tuple[tzinfo, int] | None:
    sign = -1 if kinds[at] == "-" else 1
    if kinds[at + 1 : at + 4] == "d:d":
        hours, minutes, end = int(tokens[at + 1]), int(tokens[at + 3]), at + 4
    elif kinds[at + 1 : at + 2] == "d":
        hours, minutes, end = int(tokens[at + 1]), 0, at + 2
    elif kinds[at + 1 : at + 2] == "y":
        hours, minutes, end = int(tokens[at + 1][:2]), int(tokens[at + 1][2:]), at + 2
    else:
        return None
    if hours > 14 or minutes > 59:
        return None
    return timezone(sign * timedelta(hours=hours, minutes=minutes)), end


def time_zone_of(candidates: Iterable[DateCandidate], *, url: str, language: str) -> str:
    """The IANA zone of a page: told from its country domain, its language's region, or the offsets it writes.

    An offset speaks only against a zone: where the page's offsets contradict the country's zone, or no country is
    known, the first zone of `COUNTRIES` that fits them all is taken; else Europe/Paris.
    """
    host = urlsplit(url).hostname or ""
    region = language.replace("_", "-").lower().partition("-")[2]
    likely = [COUNTRIES[key] for key in (host.rpartition(".")[2], region) if key in COUNTRIES]
    seen = _offsets(candidates)
    for name in [*likely, DEFAULT, *COUNTRIES.values()]:
        if all(moment.astimezone(zone(name)).utcoffset() == moment.utcoffset() for moment in seen):
            return name
    return (likely or [DEFAULT])[0]


def _offsets(candidates: Iterable[DateCandidate]) -> list[datetime]:
    """The instants that candidates write with an offset other than UTC's, which any server may write."""
    found = []
    for candidate in candidates:
        try:
            moment = datetime.fromisoformat(candidate.text.strip())
        except ValueError:
            continue
        if moment.utcoffset():
            found.append(moment)
    return found
