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
from newsbot.run import Settings, chosen_site, clock, database_of, site_folder, site_id
from newsbot.schedule import next_crawl, next_try
from newsbot.storage import Store, instant

_CUT = ("max_requests", "max_minutes", "shutdown")


class Fleet:
    """The sites of all files in the operator's folder, but the demo. `command` is what crawls one of them,
    with 'site=all' for its name."""

    def __init__(self, settings: Settings, command: Sequence[str]) -> None:
        self.settings = settings
        self.command = command
        self._running: list[subprocess.Popen[bytes]] = []
        self._stopped = False

    def crawl(self) -> Exit:
        """Crawl every site that is due. Returns the exit code that all runs had, PARTLY where they differ.

        Raises ConfigurationError where there is no site file.
        """
        folder = site_folder(self.settings)
        names = sorted(file.stem for file in folder.glob("*.toml") if file.stem != DEMO)
        if not names:
            raise ConfigurationError(f"no site file (*.toml) in {folder}; add one, or set NEWSBOT_SITES")
        due = [name for name in names if is_due(self.settings, name)]
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        with ThreadPoolExecutor(max(int(self.settings.get("NEWSBOT_SITES_AT_ONCE", 4)), 1)) as pool:
            codes = set(pool.map(self._run, due)) - {Exit.DONE}
        return codes.pop() if len(codes) == 1 else Exit.PARTLY if codes else Exit.DONE

    def _run(self, name: str) -> Exit:
        if self._stopped:
            return Exit.PARTLY
        command = [argument.replace("site=all", f"site={name}") for argument in self.command]
        run = subprocess.Popen(  # noqa: S603 - the command that was typed, for one site
            [sys.executable, "-m", "scrapy", *command, "-s", "NEWSBOT_PROGRESS=0"], start_new_session=True
        )
        self._running.append(run)
        code = run.wait()
        return Exit(code) if code in set(Exit) else Exit.ERROR

    def _stop(self, number: int, frame: Any) -> None:
        """Let the runs under way finish the articles in hand, and start no other."""
        self._stopped = True
        for run in self._running:
            run.terminate()


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
        with Store(database) as store:
            known = site_id(store, site)
            sources, runs = store.sources(known), store.crawls(known, limit=20)
            published = [instant(date) for date in store.published(known, limit=20)]
    except NewsbotError:
        return True
    if sources and all(source.next_fetch and instant(source.next_fetch) > now for source in sources):
        return False
    if not runs or runs[0].reason in _CUT:
        return True
    ended = instant(runs[0].finished_at)
    failed = next((n for n, run in enumerate(runs) if run.exit_code in (Exit.DONE, Exit.HEALTH)), len(runs))
    return now >= (next_try(failed, ended) if failed else next_crawl(published, ended))
