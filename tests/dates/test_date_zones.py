from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from newsbot.dates import time_zone_of, zones
from newsbot.items import DateCandidate


def told(*offsets: str, url: str = "https://journal.example/", language: str = "fr") -> str:
    candidates = [DateCandidate("meta", "published", text) for text in offsets]
    return time_zone_of(candidates, url=url, language=language)


@pytest.mark.parametrize(
    ("url", "language", "expected"),
    [
        ("https://www.journal.fr/", "", "Europe/Paris"),
        ("https://www.journal.be/", "fr", "Europe/Brussels"),
        ("https://journal.ch/a", "fr-FR", "Europe/Zurich"),
        ("https://ici.journal.ca/a", "", "America/Toronto"),
        ("https://journal.sn/", "fr", "Africa/Dakar"),
        ("https://journal.com/", "fr-CA", "America/Toronto"),
        ("https://journal.com/", "fr_BE", "Europe/Brussels"),
        ("https://journal.com/", "fr", "Europe/Paris"),
        ("https://journal.nc/", "fr-FR", "Pacific/Noumea"),
        ("", "", "Europe/Paris"),
    ],
)
def test_country_and_language(url: str, language: str, expected: str) -> None:
    assert told(url=url, language=language) == expected


def test_offsets_are_the_test() -> None:
    assert told("2022-07-01T10:00:00+02:00") == "Europe/Paris"
    assert told("2022-01-01T10:00:00-05:00") == "America/Toronto"
    assert told("2022-07-01T10:00:00-04:00", "2022-01-01T10:00:00-04:00") == "America/Guadeloupe"
    assert told("2022-07-01T10:00:00-0400", url="https://journal.fr/") == "America/Toronto"
    assert told("2022-07-01T10:00:00-07:00", url="https://journal.ca/") == "America/Vancouver"
    assert told("2022-01-01T10:00:00+04:00") == "Indian/Reunion"


def test_utc_proves_nothing() -> None:
    assert told("2022-07-01T10:00:00Z", "2022-07-01T10:00:00+00:00", "sans date") == "Europe/Paris"


def test_offsets_that_nobody_has_leave_the_country() -> None:
    assert told("2022-07-01T10:00:00+13:00", url="https://journal.be/") == "Europe/Brussels"


def test_skipped_and_repeated_hours() -> None:
    paris = ZoneInfo("Europe/Paris")
    skipped = zones.local(date(2022, 3, 27), time(2, 30), None, paris)
    assert skipped.isoformat() == "2022-03-27T03:30:00+02:00"
    repeated = zones.local(date(2022, 10, 30), time(2, 30), None, paris)
    assert repeated.astimezone(UTC) == datetime(2022, 10, 30, 0, 30, tzinfo=UTC)
    said = zones.local(date(2022, 10, 30), time(2, 30), zones.of_offset("+1"), paris)
    assert said.astimezone(UTC) == datetime(2022, 10, 30, 1, 30, tzinfo=UTC)


def test_places() -> None:
    assert zones.of_place("bamako") == ZoneInfo("Africa/Bamako")
    assert zones.of_place("port_au_prince") == ZoneInfo("America/Port-au-Prince")
    assert zones.of_place("geneve") == ZoneInfo("Europe/Zurich")
    assert zones.of_place("atlantide") is None


def test_every_country_and_place_has_a_zone() -> None:
    for name in {*zones.COUNTRIES.values(), *zones.PLACES, *zones.ELSEWHERE}:
        assert ZoneInfo(name).key == name
