"""All sites: a run each, in a process of its own, so that no site's trouble is another's."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from newsbot.arguments import DEMO
from newsbot.errors import ConfigurationError, Exit, NewsbotError
from newsbot.run import Settings, address_of, chosen_site, clock, database_of, site_folder
from newsbot.schedule import next_crawl, next_try
from newsbot.storage import Store, instant

_CUT = ("max_requests", "max_minutes", "shutdown")


def crawl_all(settings: Settings, command: Sequence[str]) -> Exit:
    """Crawl every site with a file in the operator's folder that is due, but the demo.

    `command` is what crawls one of them, with 'site=all' for its name. A signal lets the runs under way
    finish the articles in hand, and no other starts. Returns the exit code that all runs had, PARTLY where
    they differ. Raises ConfigurationError where there is no site file.
    """
    folder = site_folder(settings)
    if (folder / "all.toml").exists():
        raise ConfigurationError(f"{folder / 'all.toml'}: 'all' stands for every site; rename the file")
    names = sorted(file.stem for file in folder.glob("*.toml") if file.stem != DEMO)
    if not names:
        raise ConfigurationError(f"no site file (*.toml) in {folder}; add one, or set NEWSBOT_SITES")
    due = [name for name in names if is_due(settings, name)]
    running: list[subprocess.Popen[bytes]] = []
    stopped: list[int] = []

    def stop(number: int, frame: Any) -> None:
        stopped.append(number)
        for run in running:
            run.terminate()

    def crawl(name: str) -> Exit:
        if stopped:
            return Exit.PARTLY
        arguments = [argument.replace("site=all", f"site={name}") for argument in command]
        run = subprocess.Popen(  # noqa: S603 - the command that was typed, for one site
            [sys.executable, "-m", "scrapy", *arguments, "-s", "NEWSBOT_PROGRESS=0"], start_new_session=True
        )
        running.append(run)
        code = run.wait()
        if code in set(Exit):
            return Exit(code)
        return Exit.PARTLY if stopped else Exit.ERROR  # a signal may come before a run knows what to do

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    with ThreadPoolExecutor(max(int(settings.get("NEWSBOT_SITES_AT_ONCE")), 1)) as pool:
        codes = set(pool.map(crawl, due)) - {Exit.DONE}
    return codes.pop() if len(codes) == 1 else Exit.PARTLY if codes else Exit.DONE


def is_due(settings: Settings, name: str) -> bool:
    """Whether a site is to be crawled now: by how often it publishes, and by how its last runs ended.

    What cannot be told is due, so that its own run says what is wrong.
    """
    now = clock(settings)()
    try:
        site = chosen_site(settings, name)
        database = database_of(settings, site)
        if "://" not in database and not Path(database).exists():
            return True
        with Store(database, busy_timeout=float(settings.get("NEWSBOT_BUSY_TIMEOUT"))) as store:
            row = next((row for row in store.sites() if row.name == site.name), None)
            if row is None or row.url != address_of(site):  # its own run takes note of the new address
                return True
            sources, runs = store.sources(row.id), store.crawls(row.id, limit=20)
            published = [instant(date) for date in store.published(row.id, limit=20)]
    except NewsbotError:
        return True
    if sources and all(source.next_fetch and instant(source.next_fetch) > now for source in sources):
        return False
    if not runs or runs[0].reason in _CUT:
        return True
    ended = instant(runs[0].finished_at)
    failed = next((n for n, run in enumerate(runs) if run.exit_code in (Exit.DONE, Exit.HEALTH)), len(runs))
    return now >= (next_try(failed, ended) if failed else next_crawl(published, ended))
