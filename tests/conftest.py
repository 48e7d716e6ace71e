"""What crawl tests share: a server that does what a test says, and crawls in processes of their own."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from nursery import Nursery
from server import Server

ROOT = Path(__file__).parent.parent
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs begin with it ignored


@dataclass
class Crawled:
    """How a crawl ended. `told` are the lines on stderr, `memory` how many MB it held, from the nursery."""

    code: int
    out: str
    err: str
    seconds: float
    database: Path
    memory: float = 0

    @property
    def told(self) -> list[str]:
        return self.err.splitlines()

    def rows(self, query: str) -> list[dict[str, Any]]:
        """What the database answers."""
        connection = sqlite3.connect(self.database)
        connection.row_factory = sqlite3.Row
        try:
            return [dict(row) for row in connection.execute(query)]
        finally:
            connection.close()

    def one(self, query: str) -> Any:
        """The first value that the database answers."""
        return next(iter(self.rows(query)[0].values()))


@dataclass
class Crawler:
    """Runs `scrapy crawl monde` on `database`; `environment` is added to the process's own.

    From a process that has all loaded, or, where there is no `nursery`, as the command that a user types.
    """

    database: Path
    environment: dict[str, str]
    nursery: Nursery | None = None

    def start(self, *arguments: str, site: str = "", **environment: str) -> Any:
        """A crawl under way. `site` '' leaves the argument out."""
        argv = ["crawl", "monde", *(["-a", f"site={site}"] if site else []), *arguments]
        env = {**self.environment, "NEWSBOT_DATABASE": str(self.database), **environment}
        if self.nursery:
            return self.nursery.start(argv, env, Path(env["NEWSBOT_SITES"]).parent)
        pipe = subprocess.PIPE
        command = [sys.executable, "-m", "scrapy", *argv]
        return subprocess.Popen(
            command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe, text=True
        )

    def __call__(self, *arguments: str, site: str = "", timeout: float = 60, **environment: str) -> Crawled:
        """A crawl to its end."""
        began = time.monotonic()
        return self.end(self.start(*arguments, site=site, **environment), began, timeout)

    def end(self, process: Any, began: float, timeout: float = 60) -> Crawled:
        """How a crawl that is under way ends."""
        try:
            out, err = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired as late:
            process.send_signal(signal.SIGKILL)
            process.communicate(timeout=5)
            raise AssertionError(f"no end after {timeout} s: {late.stderr!r}") from None
        memory = getattr(process, "memory", 0) / 1024
        return Crawled(process.returncode, out, err, time.monotonic() - began, self.database, memory)


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    with Nursery() as running:
        yield running


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


@pytest.fixture
def crawl(tmp_path: Path, nursery: Nursery) -> Crawler:
    """Crawls from the nursery, on a database of the test's own."""
    return Crawler(tmp_path / "newsbot.sqlite3", _environment(tmp_path), nursery)


@pytest.fixture
def command(tmp_path: Path) -> Crawler:
    """Crawls as a user types them, on a database of the test's own."""
    return Crawler(tmp_path / "newsbot.sqlite3", _environment(tmp_path))


def _environment(tmp_path: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NEWSBOT_")}
    contact = {"NEWSBOT_CONTACT": "essai@example.org", "NEWSBOT_SITES": str(tmp_path / "sites")}
    return {**kept, **contact}


@pytest.fixture
def site_file(tmp_path: Path) -> Callable[[str, str], Path]:
    """Writes a site file of that name."""

    def write(name: str, text: str) -> Path:
        file = tmp_path / "sites" / f"{name}.toml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    return write
