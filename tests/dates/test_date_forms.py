"""Printed forms and their readings, read on Monday 3 October 2022 at 10:00 in Paris."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest

from newsbot.dates import Dateline, ParsedDate, parse, parse_dateline

PARIS = "Europe/Paris"
NOW = datetime(2022, 10, 3, 10, 0, tzinfo=ZoneInfo(PARIS))
NO_DATES = """
- ¦ … ¦ &nbsp; ¦ 000000000000000000000000000000000000000000000000000000000000 ¦
//////////////////////////////////////////////////////////////////////////////// ¦ 31 février 2022 ¦
29/02/2021 ¦ 00/09/2022 ¦ 30/00/2022 ¦ 30 septembre 20222 ¦ 30 brumaire 2022 ¦ 0000-00-00 ¦ 01/01/0001 ¦
01/01/1970 ¦ 30/09/2099 ¦ 1er janvier 2050 ¦ 30/09/24 ¦ 2-1 ¦ 3/4 ¦ 24/7 ¦ 16/9 ¦ 15/20 ¦ 1er ¦ 10e édition ¦
49.3 ¦ 12-10-8 ¦ 4-4-2 ¦ 24h/24 ¦ 7j/7 ¦ 9h-12h / 14h-18h ¦ 12h - 14h ¦ de 9h à 18h ¦ 1h30 ¦ 2 h 35 min ¦
Durée : 03:45 ¦ 20 Minutes ¦ Le 20 heures ¦ 28 minutes ¦ 24 Heures du Mans ¦ 5 min de lecture ¦ en 5 minutes ¦
06 12 34 56 78 ¦ +33 1 42 22 10 10 ¦ 06.12.20.22.10 ¦ 75 001 Paris ¦ CP 10022 ¦ 192.168.10.20 ¦ 12,5 % ¦
30.09 € ¦ 10 000 pas ¦ 1,1 milliard ¦ iOS 16.0.2 ¦ Version 3.10.20 ¦ art. 12.3.2 ¦ 2022 ¦ © 2022 ¦ 2022-2023 ¦
(1914-1918) ¦ Présidentielle 2022 ¦ n° 12/2022 ¦ Hiver 2021-2022 ¦ Avril Lavigne ¦ Julie Février ¦
La planète Mars ¦ Robinson et Vendredi ¦ Ouest-France Dimanche ¦ Le Matin ¦ Midi libre ¦
Un dimanche à la campagne ¦ Hier encore ¦ Demain nous appartient ¦ Jeu ¦ Vendredi 13 ¦ chaque vendredi ¦
du lundi au vendredi ¦ Sept morts à Lyon ¦ Sept à huit ¦ Mai 68 ¦ Rue du 4-Septembre ¦
Boulevard du 11-Novembre-1918 ¦ 11-Septembre ¦ Attentats du 13 novembre 2015 ¦ Un an après ¦
Trois jours à vivre ¦ 2 ans de prison ¦ Moins de 30 ans ¦ récemment ¦ Cette semaine ¦
Du 30 septembre au 2 octobre 2022 ¦ 3-5 octobre 2022 ¦ 3 et 4 octobre 2022 ¦ juillet-août 2022 ¦
Jusqu’au 15 octobre 2022 ¦ Depuis le 24 février 2022 ¦ À partir du 1er janvier 2022 ¦
Né le 12 mars 1956 à Lyon ¦ Le 24 février 2022, la Russie envahit l’Ukraine ¦ signé le 3 mars 2020 ¦
loi n° 2022-217 du 21 février 2022 ¦ Il y a 20 ans : la chute ¦ En 2022, la guerre ¦ Publié ¦ Publié à ¦
Dans un communiqué publié à 10 heures, la présidence a démenti ¦
Une enquête a été ouverte par le parquet de Bordeaux le 18 septembre 1996 ¦ Inflation : 3,6 % en octobre ¦
Une rue de Metz, en octobre 2001. (Photo) ¦ Vue de Rome, le 17 mars. © Agence ¦
Créé en application de l’ordonnance de décembre 2018 ¦ Le séisme du 3 mars 2020 ¦ Semaine du 3 mars 2020 ¦
Un rapport, publié lundi, le montre ¦ mars - avril 2022 ¦ https://journal.example/2022/09/30/article ¦
14h35 ¦ à midi ¦ 30/09 ou 31/12
"""
SHAPES = {"minute": "%Y-%m-%dT%H:%M", "day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}


def shown(date: ParsedDate | None) -> str | None:
    return f"{date.value:{SHAPES[date.precision]}}" if date else None


def read(text: str, *, in_time_element: bool = False, tz: str = PARIS) -> str | None:
    return shown(parse(text, reference=NOW, tz=tz, in_time_element=in_time_element))


def read_line(text: str) -> Dateline:
    return parse_dateline(text, reference=NOW, tz=PARIS)


@pytest.mark.parametrize(
    "text",
    [
        "30 septembre 2022",
        "vendredi 30 septembre 2022",
        "Vendredi, le 30 Septembre 2022",
        "VEN. 30 SEPT. 2022",
        "(30 sept. 2022)",
        "30-sept-2022",
        "30/sept/22",
        "30 sept. '22",
        "30ème septembre 2022",
        "30septembre2022",
        "30, septembre, 2022",
        "30 - septembre - 2022",
        "le trente septembre 2022",
        "2022-sept-30",
        "30/09/2022",
        "30 / 09 / 2022",
        "30.9.2022",
        "30-09-22",
        "30_09_2022",
        "30 09 2022",
        "30·09·2022",
        "30−09−2022",
        "３０/０９/２０２２",
        "ven. 30/09/22",
        "ven, 09/30/2022",
        "2022-09-30",
        "2022/9/30",
        "20220930",
        "September 30, 2022",
        "Sept. 30th, 2022",
        "Published on 30 September 2022",
        "30 sep\u00adtembre\u200b 2022",
        "30 septembre\u00a02022",
        "30\u202fseptembre\u202f2022",
        "\u206830 septembre 2022\u2069",
        "30 septembre&nbsp;2022",
        "<time>30</time> septembre 2022",
        "30 septembre 2022Partager",
        "Actualités30 septembre 2022",
        "30 septembre 2022 : 10 morts",
        "30 septembre 2022 12 commentaires",
        "Score 3-2 — 30/09/2022",
        "Tél. 01 42 22 10 10 - 30/09/2022",
        "Place du 8-Mai-1945, le 30 septembre 2022",
        "Publié le 30 septembre 2022 | © 2023 Le Journal",
        "Édition du 30 septembre 2022",
        "Numéro 3045 du 30 septembre 2022",
        "BRUXELLES, 30 septembre 2022 (AFP) —",
        "30 septembre 2022 dans Politique",
        "30 sept.",
        "Ven. 30 sept.",
        "Le 30/09",
        "vendredi",
        "vendredi dernier",
        "avant-avant-hier, pardon : 30/09/2022",
        "il y a 3 jours",
        "il y a trois jours",
    ],
)
def test_a_day(text: str) -> None:
    assert read(text) == "2022-09-30"


@pytest.mark.parametrize(
    "hour",
    [
        "18h21",
        "18 h 21",
        "18H21",
        "18:21",
        "18:21:00",
        "18h21min",
        "18 h 21 min 00 s",
        "18 heures 21",
        "18 heures 21 minutes",
        "18h21mn",
        "6:21 pm",
        "6 h 21 du soir",
        "18h21, heure de Paris",
        "18h21 (heure française)",
        "18h21 heure locale",
        "16h21 GMT",
        "16:21 UTC",
        "16h21 TU",
        "18:21 (UTC+2)",
        "18:21 +0200",
        "18:21 CEST",
        "17:21 CET",
        "12 h 21 HAE",
        "12h21 heure de Montréal",
        "17h21 heure de Tunis",
        "16h21 heure de Bamako",
        "18:21:00 heure d’été d’Europe centrale",
        "12 h 21 heure avancée de l’Est",
    ],
)
@pytest.mark.parametrize(
    "joined", ["30 septembre 2022 à {}", "30/09/2022 - {}", "30.09.2022, {}", "ven. 30 sept. {}"]
)
def test_a_minute(hour: str, joined: str) -> None:
    assert read(joined.format(hour)) == "2022-09-30T18:21"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30 septembre 2022 à 17 h 5", "2022-09-30T17:05"),
        ("30.09.2022 18.21", "2022-09-30T18:21"),
        ("30 septembre 2022 à midi", "2022-09-30T12:00"),
        ("30 septembre 2022 à minuit", "2022-09-30T00:00"),
        ("30 septembre 2022 à neuf heures et demie", "2022-09-30T09:30"),
        ("30 septembre 2022 à dix heures moins le quart", "2022-09-30T09:45"),
        ("30 septembre 2022 à 3 h de l’après-midi", "2022-09-30T15:00"),
        ("30 septembre 2022 à 12:05 am", "2022-09-30T00:05"),
        ("30 septembre 2022 à 24h", "2022-10-01T00:00"),
        ("30 septembre 2022 à 25h10", "2022-09-30"),
        ("18h21 le 30 septembre 2022", "2022-09-30T18:21"),
        ("18:21 | vendredi 30/09/2022", "2022-09-30T18:21"),
        ("hier soir à 9 h", "2022-10-02T21:00"),
        ("ce matin, 7h45", "2022-10-03T07:45"),
        ("il y a 2 jours à 18h", "2022-10-01T18:00"),
        ("lundi à 18h", "2022-09-26T18:00"),
        ("lundi à 9h", "2022-10-03T09:00"),
        ("il y a 1h30", "2022-10-03T08:30"),
        ("il y a 1 heure et 5 minutes", "2022-10-03T08:55"),
        ("il y a un peu plus de 2 heures", "2022-10-03T08:00"),
        ("il y a moins d’une minute", "2022-10-03T09:59"),
        ("il y a trois quarts d’heure", "2022-10-03T09:15"),
        ("il y a deux heures et demie", "2022-10-03T07:30"),
        ("il y a quelques secondes", "2022-10-03T10:00"),
        ("à l’instant", "2022-10-03T10:00"),
        ("an hour ago", "2022-10-03T09:00"),
        ("demain à 9h", "2022-10-04T09:00"),
        ("il y a 1 semaine", "2022-09-26"),
        ("il y a 18 mois", "2021-04"),
        ("il y a presque 2 ans", "2020"),
        ("l’an dernier", "2021"),
        ("1 an 2 mois", "2021-08"),
        ("en octobre dernier", "2021-10"),
        ("mi-août 2022", "2022-08"),
        ("au début du mois de septembre 2022", "2022-09"),
        ("Édition d’octobre 2021", "2021-10"),
        ("09/2022", "2022-09"),
        ("courant 2021", "2021"),
        ("29 février", "2020-02-29"),
        ("4 octobre", "2021-10-04"),
        ("mardi 4 octobre", "2022-10-04"),
        ("mercredi 24 février", "2021-02-24"),
        ("2024-10-01", "2024-10-01"),
        ("Fri Sep 30 18:21:00 CEST 2022", "2022-09-30T18:21"),
        ("2022-09-30T18:21:00.000000+02:00[Europe/Paris]", "2022-09-30T18:21"),
        ("2022-09-30T12:21:00-04", "2022-09-30T18:21"),
        ("Friday, 30-Sep-22 16:21:00 GMT", "2022-09-30T18:21"),
        ('datetime="2022-09-30T16:21:00Z"', "2022-09-30T18:21"),
    ],
)
def test_other_forms(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize("text", ["", " ", "\U0001f600", *(text.strip() for text in NO_DATES.split("¦"))])
def test_what_is_no_date(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "published", "modified"),
    [
        ("Publié le 30/09/2022 à 18:21 | Mis à jour à 19:00", "2022-09-30T18:21", "2022-09-30T19:00"),
        ("Publié hier à 23h50, modifié à 0h15", "2022-10-02T23:50", "2022-10-03T00:15"),
        (
            "Publié le : 30/09/2022 - 18:21Modifié le : 01/10/2022 - 09:12",
            "2022-09-30T18:21",
            "2022-10-01T09:12",
        ),
        ("MAJ : 01/10/2022 à 09:12 - Création : 30/09/2022 à 18:21", "2022-09-30T18:21", "2022-10-01T09:12"),
        ("Modifié le 01/10/2022, Première publication : 30/09/2022", "2022-09-30", "2022-10-01"),
        (
            "30 septembre 2022 18:21 MISE À JOUR 1er octobre 2022 09:12",
            "2022-09-30T18:21",
            "2022-10-01T09:12",
        ),
        ("Le 30/09/2022 à 18:21 (MAJ 01/10 à 09:12)", "2022-09-30T18:21", "2022-10-01T09:12"),
        ("Publié avant-hier à 18h21, actualisé il y a 2 heures", "2022-10-01T18:21", "2022-10-03T08:00"),
        ("Par Jean DupontMis à jour le 1er octobre 2022 à 9h12", None, "2022-10-01T09:12"),
        ("Actualisé à 9h", None, "2022-10-03T09:00"),
        ("M.à.j. le 30/09/2022", None, "2022-09-30"),
        ("Mis-à-jour le 30/09/2022", None, "2022-09-30"),
        ("Date de dernière modification : 30 septembre 2022", None, "2022-09-30"),
        ("Mis Ã  jour le 3 fÃ©vr. 2021", None, "2021-02-03"),
        ("Publié à 18h21", "2022-10-02T18:21", None),
        ("Mis en ligne le 30 septembre 2022", "2022-09-30", None),
        ("20 Minutes avec AFP Publié le 30/09/22 à 18h21", "2022-09-30T18:21", None),
        (
            "Monde Par Anne Durand publié le 30/09/2022 à 18:21, mis à jour à 19:00",
            "2022-09-30T18:21",
            "2022-09-30T19:00",
        ),
        ("Ce contenu a été publié le 30 septembre 2022 - 18:21", "2022-09-30T18:21", None),
        ("Cet article a été mis à jour le 30 septembre 2022", None, "2022-09-30"),
        ("Publié le 30/11/2017 | Mis à jour le 2 janvier à 9h12", "2017-11-30", "2018-01-02T09:12"),
        ("30 déc., 18h21. Dernière modification le 2 janvier 2021", "2020-12-30T18:21", "2021-01-02"),
        ("Publié le 32/09/2022 à 18h21", None, None),
        ("Un texte modifié le 30 septembre 2022 par le Sénat", None, None),
    ],
)
def test_datelines(text: str, published: str | None, modified: str | None) -> None:
    line = read_line(text)
    assert (shown(line.published), shown(line.modified)) == (published, modified)
    assert read(text) == (published or modified)


def test_lines_of_newspapers() -> None:
    """As French, Belgian, Swiss, Canadian and African pages print them, read on Tuesday 4 June 2024 at 10:00
    in Paris; beside them lines that are no dates.
    """
    wrong = []
    for row in (Path(__file__).parent / "printed.tsv").read_text().splitlines():
        text, published, modified, *zone = row.split("\t")
        now = datetime(2024, 6, 4, 10, tzinfo=ZoneInfo(PARIS))
        line = parse_dateline(text, reference=now, tz=zone[0] if zone else PARIS)
        if (shown(line.published) or "", shown(line.modified) or "") != (published, modified):
            wrong.append((text, shown(line.published), shown(line.modified)))
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("09h17", "2022-10-03T09:17"),
        ("17h17", "2022-10-02T17:17"),
        ("à 09:42", "2022-10-03T09:42"),
        ("31/12", "2021-12-31"),
        ("30.09", "2022-09-30"),
        ("2.9", None),
        ("2019", "2019"),
        ("Publié à 0 h 23", "2022-10-03T00:23"),
        ("Durée : 1:54", None),
        ("1:54", None),
        ("Toute la journée", None),
    ],
)
def test_in_a_time_element(text: str, expected: str | None) -> None:
    assert read(text, in_time_element=True) == expected


def test_the_words_read_are_quoted_as_printed() -> None:
    text = "Par J. Dupont (AFP) – Publié le 1ᵉʳ\u00a0Août 2022 À 18\u202fH\u202f21, 4 min"
    date = parse(text, reference=NOW, tz=PARIS)
    assert date
    assert date.text == "1ᵉʳ Août 2022 À 18 H 21"


def test_values_are_in_the_zone_asked_for() -> None:
    date = parse("2022-09-30T18:21:00Z", reference=NOW, tz="Pacific/Noumea")
    assert date
    assert date.value.isoformat() == "2022-10-01T05:21:00+11:00"
    assert date.value.tzinfo is ZoneInfo("Pacific/Noumea")


def test_leaning_dates_are_marked() -> None:
    dates = {
        text: parse(text, reference=NOW, tz=PARIS)
        for text in ("30/09/2022", "30 sept.", "hier", "sept. 2022")
    }
    assert {text: date and date.leaning for text, date in dates.items()} == {
        "30/09/2022": False,
        "30 sept.": True,
        "hier": True,
        "sept. 2022": False,
    }


def test_two_digit_years_do_not_pivot_for_dates_ahead() -> None:
    assert [read(f"15/03/{year:02}") for year in (23, 22, 99, 33, 32, 24)] == [
        *("2023-03-15", "2022-03-15", "1999-03-15", "1933-03-15", "1932-03-15"),
        None,
    ]


def test_prose_has_no_date_but_in_its_dateline() -> None:
    prose = " ".join(["La ministre a rappelé que la réforme concernerait tous les territoires."] * 40)
    assert read(f"{prose} Le 30 septembre 2022, elle parlait.") is None
    assert read(f"Le 30 septembre 2022. {prose}") is None
    assert read(f"Publié le 30 septembre 2022. {prose}") == "2022-09-30"


def test_a_date_is_not_read_where_the_text_is_cut() -> None:
    start = "| " * 600
    for cut in range(20):
        assert read(start[: 1200 - cut] + "30 septembre 2022") in (None, "2022-09-30")


def test_an_unknown_zone_is_an_error() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        read("hier", tz="Europe/Atlantis")


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "1",
            " ",
            "le ",
            "1/",
            "1-1.1/",
            ".",
            "<a ",
            "&amp;",
            "Ã©",
            "1:1:",
            "il y a ",
            "un et ",
            "1 h ",
            "?",
        ),
        *(
            "18h heure de x ",
            "1 mars ",
            "1 mars 2020 ",
            "Publié le ",
            "mis à jour ",
            "e\u0301",
            "aBb",
            "www.",
        ),
        *("1 an ", "vingt et un "),
    ],
)
def test_hostile_texts_end_at_once(unit: str) -> None:
    text = (unit * (100_000 // len(unit) + 1))[:100_000]
    began = time.process_time()
    parse_dateline(text, reference=NOW, tz=PARIS)
    assert time.process_time() - began < 2
