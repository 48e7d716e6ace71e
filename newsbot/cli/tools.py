"""The verbs dates, reread, forget and web."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from newsbot.cli.terminal import line, print_json
from newsbot.errors import ConfigurationError, Exit, NewsbotError


def dates_(arguments: Namespace) -> int:
    """Print how a date is read, how fine, and the words that were read; 1 where it is none."""
    from newsbot.dates import parse, parse_dateline

    text = " ".join(arguments.text)
    reference = _reference(arguments.reference, arguments.zone)
    read = parse_dateline(text, reference=reference, tz=arguments.zone)
    dates = {"published": read.published, "modified": read.modified}
    if arguments.time_element:
        inside = parse(text, reference=reference, tz=arguments.zone, in_time_element=True)
        dates = {"published": inside, "modified": None}
    told = {
        name: {"value": date.value.isoformat(), "precision": date.precision, "text": date.text}
        for name, date in dates.items()
        if date
    }
    if arguments.json:
        print_json(told)
    elif not told:
        print("no date")
    else:
        for name, date in told.items():
            print(f"{name:>9}  {date['value']}  {date['precision']:<6}  {line(date['text'])}")
    return Exit.DONE if told else Exit.ERROR


def reread_(arguments: Namespace) -> None:
    """Read stored pages again, and print in one line what changed; on a terminal, how far it is."""
    from newsbot import settings
    from newsbot.reread import reread
    from newsbot.run import site_folder
    from newsbot.sqlite import read

    read(arguments.db).close()  # a file that is not there is not made
    began = time.monotonic()

    def progress(site: str, done: int, of: int) -> None:
        rate = done / max(time.monotonic() - began, 0.001)
        told = f"{line(site)}: {done} of {of} articles, {rate:.0f} a second, {(of - done) / rate:.0f} s left"
        sys.stderr.write(f"\r{told[:100]}\x1b[K" if done < of else "\r\x1b[K")
        sys.stderr.flush()

    shown = {"progress": progress} if sys.stderr.isatty() else {}
    folders = [site_folder(vars(settings))]
    counts = reread(arguments.db, arguments.site, jobs=arguments.jobs, folders=folders, **shown)
    parts = [
        f"{counts['articles']} articles read again",
        f"text changed in {counts['texts']}",
        f"other fields in {counts['fields']}",
        f"verdicts alone in {counts['verdicts']}",
    ]
    if counts["pageless"]:
        parts.append(f"no page was kept of {counts['pageless']}")
    if counts["unreadable"]:
        parts.append(f"{counts['unreadable']} no longer read as articles, and left as they were")
    print(", ".join(parts))


def forget_(arguments: Namespace) -> None:
    """Erase an article and keep it out."""
    from newsbot.queries.articles import addresses
    from newsbot.sqlite import read
    from newsbot.storage import Store

    read(arguments.db).close()  # a file that is not there is not made
    with Store(arguments.db) as store:
        now = datetime.now(UTC)
        if not any(store.forget(address, now) for address in addresses(arguments.address)):
            raise NewsbotError(f"nothing is known of {arguments.address}: no run has met this address")
    print(line(f"forgotten: {arguments.address}"))


def web_(arguments: Namespace) -> None:
    """Serve the database to a browser on this machine, until Ctrl-C."""
    from newsbot.web import serve

    serve(arguments.db, arguments.port)


def _reference(text: str | None, zone: str) -> datetime:
    try:
        local = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ConfigurationError(f"--zone: no time zone {zone!r}; write one such as Europe/Paris") from None
    if text is None:
        return datetime.now(local)
    try:
        instant = datetime.fromisoformat(text)
        if not 1 < instant.year < 9999:  # 'yesterday' and 'tomorrow' must be in the calendar, too
            raise ValueError
    except ValueError:
        raise ConfigurationError(f"--reference: {text!r} is not an ISO 8601 instant") from None
    return instant if instant.tzinfo else instant.replace(tzinfo=local)
