"""The verbs that print lists and figures: search, list, sql, stats, status, doctor."""

from __future__ import annotations

import csv
import sys
from argparse import Namespace
from math import isfinite
from typing import Any

from newsbot.cli.files import filters, spreadsheet
from newsbot.cli.terminal import aligned, line, marked, paint, print_json, table, width, wrapped
from newsbot.errors import Exit
from newsbot.queries import Result, SiteStatus, doctor, search, sql, stats, status
from newsbot.queries import list_ as listed
from newsbot.sqlite import reading

_BAR = 50


def search_(arguments: Namespace) -> None:
    """Print what was found, each with the part of its text that shows it."""
    with reading(arguments.db) as connection:
        found = search(
            connection,
            " ".join(arguments.query),
            filters(arguments),
            order="newest" if arguments.newest else "best",
            limit=arguments.limit,
        )
    if arguments.json:
        print_json(*found)
        return
    for result in found:
        print(paint(f"{result.id:>6}", "dim"), marked(result.headline, result.headline_found))
        about = (_date(result), result.site, result.section, ", ".join(result.authors))
        print(" " * 6, paint(line(" · ".join(filter(None, about))), "dim"))
        if result.snippet:
            print(wrapped(marked(result.snippet, result.snippet_found), " " * 7))
    if not found:
        print("nothing found", file=sys.stderr)


def list_(arguments: Namespace) -> None:
    """Print the newest articles."""
    with reading(arguments.db) as connection:
        found = listed(connection, filters(arguments), limit=arguments.limit)
    if arguments.json:
        print_json(*found)
        return
    rows = [(result.id, _date(result), result.site, result.section, result.headline) for result in found]
    if rows:
        table(("id", "date", "site", "section", "headline"), rows)
    else:
        print("nothing found", file=sys.stderr)


def _date(result: Result) -> str:
    """The local day, as far as it is known."""
    day = result.day_published or "no date"
    return {"month": day[:7], "year": day[:4]}.get(result.date_published_precision or "", day)


def sql_(arguments: Namespace) -> None:
    """Print the answer to one statement."""
    statement = sys.stdin.read() if arguments.statement == "-" else arguments.statement
    with reading(arguments.db) as connection:
        answer = sql(connection, statement)
        if arguments.json:
            for row in answer.rows:
                print_json(dict(zip(answer.columns, map(_finite, row), strict=True)))
        elif arguments.csv:
            writer = csv.writer(sys.stdout, lineterminator="\n")
            writer.writerow(spreadsheet(answer.columns))
            writer.writerows(map(spreadsheet, answer.rows))
        else:
            table(answer.columns, answer.rows)


def _finite(value: Any) -> Any:
    """`value`, or None for what is no number in JSON."""
    return value if not isinstance(value, float) or isfinite(value) else None


def stats_(arguments: Namespace) -> None:
    """Print counts as bars, and figures."""
    with reading(arguments.db) as connection:
        figures = stats(connection, filters(arguments), by=arguments.by)
    if arguments.json:
        print_json(figures)
        return
    names = aligned([(count.name, count.site) for count in figures.counts])
    most = max((count.articles for count in figures.counts), default=1)
    room = max(10, min(_BAR, width() - len(names[0] if names else "") - 10))
    for name, count in zip(names, figures.counts, strict=True):
        print(f"{name}  {paint('█' * max(1, round(count.articles * room / most)), 'blue')} {count.articles}")
    print(f"\n{figures.articles} articles")
    for title, numbers in (
        ("paragraphs", figures.verdicts),
        ("dates from", figures.witnesses),
        ("dates to the", figures.precisions),
    ):
        total = sum(numbers.values()) or 1
        told = (f"{line(name) or 'none'} {n} ({100 * n / total:.1f} %)" for name, n in numbers.items())
        print(f"{title}: {', '.join(told)}")


def status_(arguments: Namespace) -> None:
    """Print each site's state; a trend is the number of new articles of the last runs, the latest last."""
    with reading(arguments.db) as connection:
        sites = status(connection)
    if arguments.json:
        print_json(*sites)
        return
    names = ("site", "articles", "newest", "due", "last run", "new", "changed", "trend", "state")
    table(names, map(_state, sites))


def _state(site: SiteStatus) -> tuple[object, ...]:
    last = site.runs[0] if site.runs else {"started_at": "", "new": "", "changed": ""}
    trend = " ".join(str(run["new"]) for run in reversed(site.runs))
    run = (last["started_at"], last["new"], last["changed"], trend)
    return (site.site, site.articles, (site.newest or "")[:10], site.due, *run, site.wrong or "ok")


def doctor_(arguments: Namespace) -> int:
    """Print what was looked at; 1 where something is wrong."""
    with reading(arguments.db) as connection:
        checks = doctor(connection)
    if arguments.json:
        print_json(*checks)
    else:
        for check in checks:
            sign = paint("ok   ", "green") if check.ok else paint("WRONG", "red")
            print(sign, f"{check.name}: {check.found}")
    return Exit.DONE if all(check.ok for check in checks) else Exit.ERROR
