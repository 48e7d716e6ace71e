"""The verbs that print lists: search, list, sql."""

from __future__ import annotations

import csv
import sys
from argparse import Namespace
from math import isfinite
from typing import Any

from newsbot.cli.files import spreadsheet
from newsbot.cli.opening import filters, opened
from newsbot.cli.terminal import as_json, line, marked, paint, table, wrapped
from newsbot.queries import Order, Result, search, sql
from newsbot.queries import list_ as listed


def search_(arguments: Namespace) -> None:
    """Print what was found, each with the part of its text that shows it."""
    with opened(arguments) as connection:
        order: Order = "newest" if arguments.newest else "best"
        query = " ".join(arguments.query)
        found = search(connection, query, filters(arguments), order=order, limit=arguments.limit)
    for result in found:
        if arguments.json:
            print(as_json(result))
            continue
        print(paint(f"{result.id:>6}", "dim"), marked(result.headline, result.headline_found, "yellow"))
        about = (_date(result), result.site, result.section, ", ".join(result.authors))
        print(" " * 6, paint(line(" · ".join(filter(None, about))), "dim"))
        if result.snippet:
            print(wrapped(marked(result.snippet, result.snippet_found), " " * 7))
    if not found and sys.stderr.isatty():
        print("nothing found", file=sys.stderr)


def list_(arguments: Namespace) -> None:
    """Print the newest articles."""
    with opened(arguments) as connection:
        found = listed(connection, filters(arguments), limit=arguments.limit)
    if arguments.json:
        for result in found:
            print(as_json(result))
        return
    rows = [(result.id, _date(result), result.site, result.section, result.headline) for result in found]
    table(("id", "date", "site", "section", "headline"), rows)


def sql_(arguments: Namespace) -> None:
    """Print the answer to one statement."""
    statement = sys.stdin.read() if arguments.statement == "-" else arguments.statement
    with opened(arguments) as connection:
        answer = sql(connection, statement)
        if arguments.json:
            for row in answer.rows:
                print(as_json(dict(zip(answer.columns, map(_finite, row), strict=True))))
        elif arguments.csv:
            writer = csv.writer(sys.stdout, lineterminator="\n")
            writer.writerow(answer.columns)
            writer.writerows(map(spreadsheet, answer.rows))
        elif answer.columns:
            table(answer.columns, answer.rows)


def _finite(value: Any) -> Any:
    """`value`, or None for what is no number in JSON."""
    return value if not isinstance(value, float) or isfinite(value) else None


def _date(result: Result) -> str:
    """The local day, as far as it is known."""
    day = result.day_published or "no date"
    return {"month": day[:7], "year": day[:4]}.get(result.date_published_precision or "", day)
