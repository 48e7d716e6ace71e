"""Each conflict between witnesses that real pages show, and what is made of it."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

import pytest

from newsbot.dates import Choice, choose
from newsbot.items import DateCandidate, Precision

FETCHED = datetime(2022, 12, 1, 12, 0, tzinfo=UTC)
SHAPES: dict[Precision, str] = {
    "minute": "%Y-%m-%dT%H:%M:%S%z",
    "day": "%Y-%m-%d",
    "month": "%Y-%m",
    "year": "%Y",
}


def candidates(*said: str) -> list[DateCandidate]:
    """'meta published 2022-09-30', 'printed line Publié hier' → candidates."""
    return [DateCandidate(*one.split(" ", 2)) for one in said]  # type: ignore[arg-type]


def chosen(*said: str, url: str = "https://journal.example/article", tz: str = "Europe/Paris") -> Choice:
    return choose(candidates(*said), fetched=FETCHED, tz=tz, url=url)


def published(choice: Choice) -> str | None:
    return choice.published and f"{choice.published.value:{SHAPES[choice.published.precision]}}"


def modified(choice: Choice) -> str | None:
    return choice.modified and f"{choice.modified.value:{SHAPES[choice.modified.precision]}}"


def test_all_agree() -> None:
    choice = chosen(
        "meta published 2022-09-30T18:21:07+02:00",
        "json-ld published 2022-09-30T16:21:07Z",
        "printed line Publié le 30 septembre 2022 à 18h21 - Mis à jour le 1er octobre 2022 à 9h12",
        "json-ld modified 2022-10-01T07:12:30Z",
    )
    assert published(choice) == "2022-09-30T18:21:07+0200"
    assert choice.published_witness == "json-ld"
    assert choice.published_raw == "2022-09-30T16:21:07Z"
    assert modified(choice) == "2022-10-01T09:12:30+0200"
    assert choice.disagree == []


def test_the_order_of_the_candidates_does_not_matter() -> None:
    said = (
        "json-ld published 2022-09-30T18:21:07Z",
        "meta published 2022-10-02",
        "printed line Publié le 30 septembre 2022 à 18h21",
        "time published 2022-09-30T18:21:07+02:00",
    )
    assert {published(chosen(*order)) for order in itertools.permutations(said)} == {
        "2022-09-30T18:21:07+0200"
    }


def test_false_utc_is_shown_by_the_printed_line() -> None:
    choice = chosen(
        "json-ld published 2022-09-30T18:21:07Z",
        "json-ld modified 2022-09-30T19:00:00Z",
        "printed line Publié le 30 septembre 2022 à 18h21",
    )
    assert published(choice) == "2022-09-30T18:21:00+0200"
    assert choice.published_witness == "printed"
    assert choice.disagree == ["json-ld"]
    assert modified(choice) is None
    assert choice.modified_raw == "2022-09-30T19:00:00Z"


def test_false_utc_is_seen_across_midnight() -> None:
    said = "json-ld published 2022-09-30T00:30:00Z", "printed line Publié le 30 septembre 2022 à 0 h 30"
    assert published(chosen(*said, tz="America/Toronto")) == "2022-09-30T00:30:00-0400"


def test_a_printed_time_without_its_day_convicts_nobody() -> None:
    choice = chosen(
        "json-ld published 2022-09-30T00:23:33Z", "printed line Publié à 0 h 23", tz="America/Toronto"
    )
    assert published(choice) == "2022-09-29T20:23:33-0400"


def test_day_and_month_turned_round() -> None:
    choice = chosen(
        "json-ld published 2022-03-10T08:00:00+01:00", "printed line Publié le 3 octobre 2022 à 8h00"
    )
    assert published(choice) == "2022-10-03T08:00:00+0200"
    assert choice.disagree == ["json-ld"]
    by_address = chosen("meta published 2022-03-10", url="https://journal.example/2022/10/03/article")
    assert (published(by_address), by_address.published_witness) == ("2022-10-03", "url")


def test_published_and_modified_turned_round() -> None:
    choice = chosen(
        "json-ld published 2022-11-01T20:02:45Z",
        "json-ld modified 2022-11-01T15:28:29Z",
        "printed line publié le 1er novembre 2022 à 16h28",
    )
    assert published(choice) == "2022-11-01T16:28:29+0100"
    assert modified(choice) == "2022-11-01T21:02:45+0100"


def test_a_witness_with_two_modified_dates_is_turned_round_once() -> None:
    choice = chosen(
        "json-ld published 2022-11-01T20:02:45Z",
        "json-ld modified 2022-11-01T15:28:29Z",
        "json-ld modified 2022-11-01T15:28:50Z",
        "printed line publié le 1er novembre 2022 à 16h28",
    )
    assert published(choice) == "2022-11-01T16:28:29+0100"


@pytest.mark.parametrize("text", ["2022-09-29T17:14:32+02:00", "2022-09-29", "2022-09-30T18:21:07+02:00"])
def test_modified_before_or_when_published_is_no_modification(text: str) -> None:
    choice = chosen("meta published 2022-09-30T18:21:07+02:00", f"meta modified {text}")
    assert published(choice) == "2022-09-30T18:21:07+0200"
    assert (modified(choice), choice.modified_witness, choice.modified_raw) == (None, None, text)


def test_a_printed_update_is_not_the_publication() -> None:
    choice = chosen(
        "meta published 2017-04-12T18:33:59+02:00",
        "meta modified 2020-02-19T15:24:33+01:00",
        "microdata published 2020-02-19",
        "printed line Le 19 février 2020",
    )
    assert published(choice) == "2017-04-12T18:33:59+0200"
    assert modified(choice) == "2020-02-19T15:24:33+0100"
    assert choice.disagree == ["microdata", "printed"]


def test_metadata_of_a_later_edition() -> None:
    choice = chosen("meta published 2022-11-20T10:00:00+01:00", "printed line Publié le 3 mars 2019 à 8h")
    assert published(choice) == "2019-03-03T08:00:00+0100"


def test_the_printed_day_picks_among_metadata() -> None:
    choice = chosen(
        "meta published 2022-09-12T21:17:43Z",
        "json-ld published 2022-09-09T22:25:10Z",
        "printed line 10 sept. 2022",
    )
    assert published(choice) == "2022-09-10T00:25:10+0200"
    assert choice.disagree == ["meta"]


@pytest.mark.parametrize("day_only", ["2022-09-30", "2022-09-30T00:00:00+02:00"])
def test_a_day_only_yields_to_a_printed_minute(day_only: str) -> None:
    choice = chosen(f"json-ld published {day_only}", "printed line Publié le 30/09/2022 à 18:21")
    assert published(choice) == "2022-09-30T18:21:00+0200"


@pytest.mark.parametrize("tz", ["Europe/Paris", "America/Toronto"])
def test_a_day_written_as_an_instant_in_utc_is_that_day(tz: str) -> None:
    said = "json-ld published 2022-09-30T00:00:00.000Z"
    for choice in (
        chosen(said, "printed line Publié le 30 septembre 2022", tz=tz),
        chosen(said, url="https://journal.example/2022/09/30/a", tz=tz),
    ):
        assert published(choice) == "2022-09-30"


def test_dates_after_the_fetch_are_nobodys() -> None:
    choice = chosen("json-ld published 2022-12-25T08:00:00+01:00", "meta modified 2023-01-01")
    assert (choice.published, choice.published_raw) == (None, "2022-12-25T08:00:00+01:00")
    assert (choice.modified, choice.modified_raw) == (None, "2023-01-01")
    assert choice.published_witness is None
    tomorrow = chosen("json-ld published 2022-12-02T08:00:00+01:00")
    assert published(tomorrow) == "2022-12-02T08:00:00+0100"
    other = chosen("json-ld published 2023-12-02", "printed line Publié le 30/11/2022")
    assert (published(other), other.disagree) == ("2022-11-30", ["json-ld"])


def test_what_cannot_be_read_keeps_its_text() -> None:
    assert chosen("printed line Il y a belle lurette").published_raw == "Il y a belle lurette"
    assert chosen("meta published 0000-00-00").published_raw == "0000-00-00"
    assert chosen() == Choice(disagree=[])


def test_utc_goes_before_offsets_in_an_hour_shown_twice() -> None:
    page = "time published 2022-10-30T02:30:00+01:00"
    feed = "feed published Sun, 30 Oct 2022 00:30:00 +0000"
    assert published(chosen(page, feed)) == "2022-10-30T02:30:00+0200"
    assert (
        published(chosen(page, feed, "printed line 30 octobre 2022 à 2 h 30")) == "2022-10-30T02:30:00+0200"
    )
    second = "feed published Sun, 30 Oct 2022 01:30:00 +0000"
    assert (
        published(chosen(page, second, "printed line 30 octobre 2022 à 2 h 30")) == "2022-10-30T02:30:00+0100"
    )


def test_the_site_file_and_the_sites_database_are_believed() -> None:
    rest = chosen(
        "rest published 2022-09-30T16:21:07Z", "json-ld published 2022-10-02", "printed line 3 octobre 2022"
    )
    assert (published(rest), rest.published_witness) == ("2022-09-30T18:21:07+0200", "rest")
    site = chosen("site published 30/09/2022", "rest published 2022-10-02T16:21:07Z")
    assert (published(site), site.published_witness) == ("2022-09-30", "site")


def test_a_printed_line_alone() -> None:
    choice = chosen("printed line Par Anne Durand | Publié le 30/09/22 à 18h21, mis à jour à 19h")
    assert (published(choice), modified(choice)) == ("2022-09-30T18:21:00+0200", "2022-09-30T19:00:00+0200")
    assert choice.published_witness == choice.modified_witness == "printed"
    update = chosen("printed line Mis à jour le 30/09/22 à 18h21")
    assert (published(update), modified(update)) == (None, "2022-09-30T18:21:00+0200")


def test_a_line_that_leans_on_the_fetch_counts_only_alone() -> None:
    leaning = "printed line Publié il y a 3 heures"
    assert published(chosen(leaning)) == "2022-12-01T10:00:00+0100"
    assert published(chosen(leaning, "meta published 2022-09-30")) == "2022-09-30"
    assert published(chosen(leaning, url="https://journal.example/2022/09/30/a")) == "2022-09-30"
    assert (
        published(chosen(leaning, url="https://journal.example/2022/12/01/a")) == "2022-12-01T10:00:00+0100"
    )


def test_text_in_a_time_element() -> None:
    assert published(chosen("time line 09h17")) == "2022-12-01T09:17:00+0100"
    assert published(chosen("printed line 09h17")) is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://journal.example/2022/09/30/titre", "2022-09-30"),
        ("https://journal.example/monde/titre-20220930.html", "2022-09-30"),
        ("https://journal.example/titre-2022-09-30-42", "2022-09-30"),
        ("https://journal.example/2022/09/titre/", "2022-09"),
        ("https://journal.example/2022/13/titre/", None),
        ("https://journal.example/2023/09/30/titre", None),
        ("https://journal.example/monde/4060503-titre-123456789", None),
    ],
)
def test_dates_in_addresses(url: str, expected: str | None) -> None:
    assert published(chosen(url=url)) == expected


def test_an_address_picks_among_metadata() -> None:
    said = "json-ld published 2022-11-20", "meta published 2022-09-30T18:21:00+02:00"
    assert published(chosen(*said, url="https://journal.example/2022/09/30/a")) == "2022-09-30T18:21:00+0200"
    assert published(chosen(*said, url="https://journal.example/2022/09/a")) == "2022-09-30T18:21:00+0200"
    assert published(chosen(*said)) == "2022-11-20"


def test_unix_time() -> None:
    assert published(chosen("meta published 1664554867")) == "2022-09-30T18:21:07+0200"
    assert published(chosen("meta published 1664554867000")) == "2022-09-30T18:21:07+0200"
