"""How long newsbot takes to read printed dates, beside dateparser on the same strings in the same run.

    python benchmarks/dates.py [--strings FILE] [--rounds 5]

FILE holds one printed text a line; without it the strings are made by Babel, some in bylines. The two take
turns round by round; newsbot begins every round without the shapes it keeps. Prints microseconds a string
(the best round's median, mean and 95 %), how many strings each reads, how many times faster the median is,
and the slowest of the hostile texts of 100,000 characters.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
import warnings
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import dateparser
from babel.dates import format_date, format_datetime

from newsbot.dates import grammar, parse

ZONE = "Europe/Paris"
NOW = datetime(2022, 10, 3, 10, 0, tzinfo=ZoneInfo(ZONE))
FRAMES = (
    "{}",
    "Publié le {}",
    "Par Anne Durand, le {}",
    "{} par La rédaction",
    "Mis à jour le {} - 4 min de lecture",
)
OTHERS = (
    "il y a {} heures",
    "Publié il y a {} jours",
    "hier à {} h 05",
    "{} commentaires",
    "Hausse de {} % à Lyon",
)
HOSTILE = (
    "1",
    " ",
    "le ",
    "1/",
    "1-1.1/",
    "<a ",
    "&amp;",
    "Ã©",
    "1 h ",
    "il y a ",
    "18h heure de x ",
    "Publié le ",
)


def strings(count: int = 400) -> list[str]:
    """Lines as they stand around articles, some in bylines, a quarter of them no dates or ages of hours
    and days.

    The dates are of the last ten years, in the forms of four French-speaking countries.
    """
    chance = random.Random(0)
    made = []
    for _ in range(count // 4):
        amount = chance.randrange(2, 24)
        made.append(chance.choice(OTHERS).format(amount))
    for _ in range(count - len(made)):
        then = NOW - timedelta(minutes=chance.randrange(10 * 365 * 24 * 60))
        locale = chance.choice(("fr", "fr_BE", "fr_CH", "fr_CA"))
        length = chance.choice(("short", "medium", "long"))
        text = (
            format_date(then, length, locale)
            if chance.random() < 0.5
            else format_datetime(then, length, locale=locale)
        )
        made.append(chance.choice(FRAMES).format(text))
    return made


def ours(text: str) -> object:
    return parse(text, reference=NOW, tz=ZONE)


def theirs(text: str) -> object:
    settings = {"RELATIVE_BASE": NOW.replace(tzinfo=None), "PREFER_DATES_FROM": "past", "DATE_ORDER": "DMY"}
    return dateparser.parse(text, languages=["fr", "en"], settings=settings)  # type: ignore[arg-type]


def timed(read: Callable[[str], object], text: str) -> float:
    """Microseconds of one call."""
    began = time.perf_counter()
    read(text)
    return (time.perf_counter() - began) * 1e6


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--strings", type=Path)
    arguments.add_argument("--rounds", type=int, default=5)
    options = arguments.parse_args()
    warnings.simplefilter("ignore")
    texts = options.strings.read_text().splitlines() if options.strings else strings()
    tools = {"newsbot": ours, "dateparser": theirs}
    rounds: dict[str, list[list[float]]] = {name: [] for name in tools}
    for text in texts[:20]:
        ours(text), theirs(text)
    for _ in range(options.rounds):
        for name, read in tools.items():
            grammar.atoms.cache_clear()
            rounds[name].append(sorted(timed(read, text) for text in texts))
    best = {name: min(times, key=statistics.median) for name, times in rounds.items()}
    for name, times in best.items():
        found = sum(tools[name](text) is not None for text in texts)
        print(
            f"{name:12} median {statistics.median(times):8.1f} µs  mean {statistics.fmean(times):8.1f} µs"
            f"  95 % {times[int(0.95 * len(times))]:8.1f} µs  reads {found} of {len(texts)}"
        )
    ratio = statistics.median(best["dateparser"]) / statistics.median(best["newsbot"])
    slowest = max((min(timed(ours, (unit * 100_000)[:100_000]) for _ in range(3)), unit) for unit in HOSTILE)
    print(f"newsbot is {ratio:.0f} times faster")
    print(f"slowest hostile text {slowest[0] / 1000:.1f} ms, of {slowest[1]!r}")


if __name__ == "__main__":
    main()
