"""Time zones: local times, the zone words of printed dates, and the zone that a page lets one tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from newsbot.dates.lexicon import value
from newsbot.items import DateCandidate

if TYPE_CHECKING:
    from newsbot.dates.grammar import Line

DEFAULT = "Europe/Paris"

PLACES = {
    "Etc/UTC": "greenwich", "Europe/Paris": "france francaise metropole europe_centrale",
    "Europe/Zurich": "geneve suisse berne lausanne bale", "Europe/Brussels": "bruxelles belge belgique liege",
    "Europe/London": "londres britannique anglaise",
    "Europe/Lisbon": "lisbonne europe_occidentale europe_ouest",
    "Europe/Athens": "athenes europe_orientale europe_est", "Europe/Moscow": "moscou russe",
    "Europe/Kyiv": "kiev ukraine ukrainienne", "Europe/Berlin": "allemande", "Europe/Rome": "italienne",
    "Europe/Madrid": "espagnole", "Europe/Istanbul": "turque ankara",
    "America/Toronto": "montreal quebec ottawa est", "America/New_York": "new_york washington",
    "America/Chicago": "centre", "America/Denver": "rocheuses", "America/Los_Angeles": "pacifique",
    "America/Halifax": "atlantique", "America/St_Johns": "terre_neuve",
    "Africa/Algiers": "alger algerie algerienne", "Africa/Tunis": "tunisie tunisienne",
    "Africa/Casablanca": "rabat maroc marocaine", "Africa/Dakar": "senegal senegalaise",
    "Africa/Abidjan": "ivoirienne", "Africa/Cairo": "caire egyptienne", "Africa/Lagos": "afrique_ouest",
    "Africa/Maputo": "afrique_centrale", "Africa/Nairobi": "afrique_est",
    "Asia/Beirut": "beyrouth liban libanaise", "Asia/Jerusalem": "israelienne",
    "Asia/Shanghai": "pekin chinoise", "Asia/Tokyo": "japonaise", "Pacific/Noumea": "nouvelle_caledonie",
    "Pacific/Tahiti": "papeete",
}  # fmt: skip
"""Where French names a zone by another word than its IANA city: adjectives, countries, regions."""

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

ELSEWHERE = "America/Halifax", "America/Winnipeg", "America/Edmonton", "America/Vancouver", "America/St_Johns"
"""The other zones of Canada."""

_SEASONS = {"ete": 1, "avancee": 1, "normale": 0, "hiver": 0, "standard": 0}
_FARTHEST = timedelta(hours=14)


def local(day: date, clock: time, printed: tzinfo | None, here: tzinfo | None) -> datetime:
    """The instant of a wall clock in the zone `printed` (None: in `here`), as the clocks of `here` show it.

    An hour that the clocks skip is read with the offset before the change (02:30 is 03:30); of an hour that
    they show twice it is the first.
    """
    found = datetime.combine(day, clock, printed or here)
    if printed or clock.hour < 4:  # by day no clock changes
        found = found.astimezone(UTC).astimezone(here)
    return found


def of_offset(text: str) -> tzinfo | None:
    """The zone that an offset such as '+02:00', '-0400' or '+1' writes, None where it is too far."""
    digits = text[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    ahead = timedelta(hours=int(hours), minutes=int(minutes))
    if ahead > _FARTHEST:
        return None
    return timezone(-ahead if text[0] == "-" else ahead)


def after_time(line: Line, at: int) -> tuple[tzinfo | None, int]:
    """The zone named after a time, at token `at`, and the token after it; `(None, at)` where none is."""
    start, tokens, kinds = at, line.tokens, line.kinds
    while kinds[at : at + 1] in ("(", ","):
        at += 1
    if at == len(kinds):
        return None, start
    if kinds[at] == "Z" or (tokens[at] == "cet" and kinds[at + 1 : at + 2] != "P"):  # a word, too
        return timezone(timedelta(minutes=value(tokens[at]))), at + 1
    if tokens[at] != "heure":
        return None, start
    end = at + 1
    while end < len(kinds) and end - at < 9 and kinds[end] in "xYlDfeZ'-":
        end += 1
    words = [tokens[word] for word in range(at + 1, end) if kinds[word] not in "lD-'"]
    if "locale" in words[:2]:
        return None, at + 2
    found = _named(words)
    return (found, end) if found else (None, start)


def _named(words: Sequence[str]) -> tzinfo | None:
    """The zone of words such as 'Paris', 'avancée Est', 'été Europe centrale'."""
    season = _SEASONS.get(words[0]) if words else None
    name = words if season is None else words[1:]
    found = of_place("_".join(name[:2])) or of_place("".join(name[:1]))
    if found and season is not None:
        standard = min(datetime(2022, month, 1, tzinfo=found).utcoffset() or timedelta() for month in (1, 7))
        found = timezone(standard + timedelta(hours=season))
    return found


def of_place(name: str) -> tzinfo | None:
    """The zone of a city, country or region as a folded French text names it, None where unknown."""
    found = _places().get(name)
    return ZoneInfo(found) if found else None


@cache
def _places() -> dict[str, str]:
    """`PLACES` and, by its last part, every zone of the IANA database."""
    from importlib import resources  # on first use: it takes long to load

    names = (resources.files("tzdata") / "zones").read_text(encoding="ascii").split()
    cities = {name.rpartition("/")[2].lower().replace("-", "_"): name for name in names if "/" in name}
    return cities | {place: zone for zone, places in PLACES.items() for place in places.split()}


def time_zone_of(candidates: Iterable[DateCandidate], *, url: str, language: str) -> str:
    """The IANA zone of a page, told from its country domain, its language's region and its offsets.

    An offset speaks only against a zone: where the page's offsets contradict the country's zone, or no
    country is known, it is the first of Europe/Paris, `COUNTRIES` and `ELSEWHERE` that fits them all. Where
    none does it is the country's, else Europe/Paris.
    """
    host = urlsplit(url).hostname or ""
    region = language.replace("_", "-").lower().partition("-")[2]
    likely = [COUNTRIES[key] for key in (host.rpartition(".")[2], region) if key in COUNTRIES]
    seen = _offsets(candidates)
    for name in [*likely, DEFAULT, *COUNTRIES.values(), *ELSEWHERE]:
        if all(moment.astimezone(ZoneInfo(name)).utcoffset() == moment.utcoffset() for moment in seen):
            return name
    return (likely or [DEFAULT])[0]


def _offsets(candidates: Iterable[DateCandidate]) -> list[datetime]:
    """The instants that candidates write with an offset other than UTC's, which any server may write."""
    found = []
    for text in {candidate.text for candidate in candidates}:
        try:
            moment = datetime.fromisoformat(text.strip())
        except ValueError:
            continue
        if moment.utcoffset():
            found.append(moment)
    return found
