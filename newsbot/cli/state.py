"""The verbs about the whole database: stats, status, doctor."""

from __future__ import annotations

from argparse import Namespace

from newsbot.cli.opening import filters, opened
from newsbot.cli.terminal import as_json, columns_of, line, paint, table, width
from newsbot.errors import Exit
from newsbot.queries import SiteStatus, doctor, stats, status

_BAR = 50


def stats_(arguments: Namespace) -> None:
    """Print counts as bars, and figures."""
    with opened(arguments) as connection:
        figures = stats(connection, filters(arguments), by=arguments.by)
    if arguments.json:
        print(as_json(figures))
        return
    names = [(line(count.name), line(count.site), count.articles) for count in figures.counts]
    first = max((columns_of(name) for name, _, _ in names), default=0)
    second = max((columns_of(site) for _, site, _ in names), default=0)
    most = max((row[2] for row in names), default=1)
    room = max(10, min(_BAR, width() - first - second - 12))
    for name, site, articles in names:
        bar = paint("█" * max(1, round(articles * room / most)), "blue")
        pads = " " * (first - columns_of(name)), " " * (second - columns_of(site))
        print(f"{name}{pads[0]}  {site}{pads[1]}  {bar} {articles}")
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
    with opened(arguments) as connection:
        sites = status(connection)
    if arguments.json:
        for site in sites:
            print(as_json(site))
        return
    names = ("site", "articles", "newest", "due", "last run", "new", "changed", "trend", "state")
    table(names, [_row(site) for site in sites])


def doctor_(arguments: Namespace) -> int:
    """Print what was looked at; 1 where something is wrong."""
    with opened(arguments) as connection:
        checks = doctor(connection)
    for check in checks:
        if arguments.json:
            print(as_json(check))
        else:
            print(
                paint("ok   ", "green") if check.ok else paint("WRONG", "red"), f"{check.name}: {check.found}"
            )
    return Exit.DONE if all(check.ok for check in checks) else Exit.ERROR


def _row(site: SiteStatus) -> tuple[object, ...]:
    last = site.runs[0] if site.runs else {"started_at": "", "new": "", "changed": ""}
    trend = " ".join(str(run["new"]) for run in reversed(site.runs))
    newest = (site.newest or "")[:10]
    run = (last["started_at"], last["new"], last["changed"], trend)
    return (site.site, site.articles, newest, site.due, *run, site.wrong or "ok")
