"""Dates as libraries and publishing systems print them read back to the same instant at their precision."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from newsbot.dates import parse

ZONES = {
    "fr": "Europe/Paris",
    "fr_BE": "Europe/Brussels",
    "fr_CH": "Europe/Zurich",
    "fr_CA": "America/Toronto",
}
MONTHS = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre"]
MONTHS += ["octobre", "novembre", "décembre"]
SHORT_MONTHS = ["Jan", "Fév", "Mar", "Avr", "Mai", "Juin", "Juil", "Août", "Sep", "Oct", "Nov", "Déc"]
DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]

references = st.datetimes(datetime(2001, 1, 1), datetime(2037, 1, 1))
ages = st.timedeltas(timedelta(), timedelta(days=365 * 30))


def published(reference: datetime, age: timedelta, zone: str) -> tuple[datetime, datetime]:
    """The reference and the instant before it, but for hours that the clocks skip or show twice."""
    here = ZoneInfo(zone)
    now = reference.replace(tzinfo=UTC).astimezone(here)
    then = (now - age).replace(microsecond=0)
    assume(then.utcoffset() == then.replace(fold=1 - then.fold).utcoffset())
    return now, then


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(ZONES)), st.sampled_from(["short", "medium", "long", "full"]), references, ages)
@example("fr_CH", "full", datetime(2022, 10, 3, 8), timedelta(days=3))
@example("fr_CA", "long", datetime(2022, 10, 3, 8), timedelta(days=300))
def test_babel(locale: str, length: str, reference: datetime, age: timedelta) -> None:
    zone = ZONES[locale]
    now, then = published(reference, age, zone)
    day = parse(format_date(then.date(), length, locale=locale), reference=now, tz=zone)
    assert day
    assert (day.value.date(), day.precision) == (then.date(), "day")
    text = format_datetime(then, length, locale=locale, tzinfo=ZoneInfo(zone))
    minute = parse(text, reference=now, tz=zone)
    assert minute
    assert minute.precision == "minute"
    assert abs(minute.value - then) < timedelta(minutes=1)


def systems(then: datetime) -> dict[str, str]:
    """The instant as WordPress, SPIP, Drupal, Joomla, Ghost, Blogspot and feeds print it in French."""
    d, m, y = then.day, MONTHS[then.month - 1], then.year
    day, short, h, i = DAYS[then.weekday()], SHORT_MONTHS[then.month - 1], then.hour, f"{then.minute:02}"
    clock = f"{h % 12 or 12}:{i}"
    offset = f"{then:%z}"
    return {
        "WordPress": f"{d} {m} {y} à {h} h {i} min",
        "WordPress, English time": f"{d} {m} {y} {clock} {'am' if h < 12 else 'pm'}",
        "WordPress, byline": f"Publié le {day} {d} {m} {y} par admin à {h}h{i}",
        "SPIP": f"{day} {d if d > 1 else '1er'} {m} {y}, {h:02}h{i}min",
        "SPIP, SQL": f"{then:%Y-%m-%d %H:%M:%S}",
        "Drupal": f"{day[:3]}, {then:%d/%m/%Y} - {h:02}:{i}",
        "Drupal, long": f"{day.capitalize()}, {m} {d}, {y} - {h:02}:{i}",
        "Joomla": f"Créé le {day} {d} {m} {y} {h:02}:{i}",
        "Joomla, short": f"Publication : {then:%d-%m-%y} {h:02}:{i}",
        "Ghost": f"{d} {short} {y} • {h:02}:{i}",
        "Blogspot": f"{day} {d} {m} {y} {h:02}:{i}",
        "Swiss": f"Publié: {then:%d.%m.%Y}, {h:02}h{i}",
        "RFC 822": f"{then:%a, %d %b %Y %H:%M:%S} {offset}",
        "ISO 8601": then.isoformat(),
        "ISO 8601, short": f"{then:%Y-%m-%dT%H:%M:%S}{offset}",
        "ISO 8601, UTC": f"{then.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z",
        "JavaScript": f"{then:%a %b %d %Y %H:%M:%S} GMT{offset}",
        "Unix": f"{then:%a %b %d %H:%M:%S %Y}",
    }


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(["Europe/Paris", "America/Toronto", "Africa/Dakar", "Pacific/Noumea"]), references, ages
)
def test_publishing_systems(zone: str, reference: datetime, age: timedelta) -> None:
    now, then = published(reference, age, zone)
    for system, text in systems(then).items():
        found = parse(text, reference=now, tz=zone)
        assert found, (system, text)
        assert found.precision == "minute"
        assert abs(found.value - then) < timedelta(minutes=1), (system, text)


@settings(max_examples=100, deadline=None)
@given(st.dates(date(2001, 1, 1), date(2040, 1, 1)), st.integers(-90, 1))
def test_two_digit_years_within_the_window(today: date, years: int) -> None:
    then = today.replace(year=today.year + years, day=min(today.day, 28))
    now = datetime(today.year, today.month, today.day, 12, tzinfo=ZoneInfo("Europe/Paris"))
    assume(then != date(1970, 1, 1))
    for pattern in ("%d/%m/%y", "%d.%m.%y", "%d-%m-%y"):
        found = parse(f"{then:{pattern}}", reference=now, tz="Europe/Paris")
        assert found
        assert found.value.date() == then


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789/-.:, hàleduM'm?unmarsTZ()+|\u00a0é", max_size=60), st.booleans())
def test_any_text_gives_an_aware_date_near_at_hand_or_none(text: str, in_time_element: bool) -> None:
    now = datetime(2022, 10, 3, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))
    found = parse(text, reference=now, tz="Europe/Paris", in_time_element=in_time_element)
    if found:
        assert found.value.tzinfo is ZoneInfo("Europe/Paris")
        assert found.value - now < timedelta(days=740)
        assert found.text
