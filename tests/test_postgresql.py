"""A crawl into PostgreSQL, where its server and a driver are installed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Crawler
from gazette import Gazette
from server import Server
from sqlalchemy import NullPool, create_engine, text

from newsbot.errors import Exit, LockedError, StorageError
from newsbot.lock import SiteLock
from newsbot.storage import Store

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of an empty database on a server of its own."""
    pytest.importorskip("psycopg")
    if not PROGRAMS:
        pytest.skip("needs PostgreSQL")
    folder = tmp_path_factory.mktemp("postgresql")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    user: list[str | Path] = []
    if os.geteuid() == 0:
        user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        shutil.chown(folder, "postgres")
        for parent in list(folder.parents)[:2]:
            parent.chmod(0o755)

    def run(*command: str | Path) -> None:
        subprocess.run([*user, PROGRAMS[-1] / command[0], *command[1:]], check=True, capture_output=True)

    data = folder / "data"
    run("initdb", "-D", data, "-A", "trust", "-U", "newsbot", "--no-sync")
    options = f"-p {port} -k {folder} -c fsync=off"
    subprocess.run(
        [*user, PROGRAMS[-1] / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start"],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield f"postgresql+psycopg://newsbot@127.0.0.1:{port}/postgres"
    run("pg_ctl", "-D", data, "-m", "immediate", "stop")


def test_crawls(database: str, crawl: Crawler, server: Server) -> None:
    gazette = Gazette(server, 12)

    def run() -> list[tuple[Any, ...]]:
        environment = {"NEWSBOT_DATABASE": database, "NEWSBOT_NOW": gazette.now.isoformat()}
        ended = crawl(site=f"{server.home}/monde/", **environment)
        assert (ended.code, ended.err) == (Exit.DONE, "")
        with create_engine(database, poolclass=NullPool).connect() as connection:
            found = connection.execute(text("SELECT new, changed, requests FROM crawl ORDER BY id"))
            return list(map(tuple, found))

    assert run()[0][:2] == (12, 0)
    gazette.edit(gazette.stories[3], title="Le titre a changé du tout au tout pendant la nuit")
    gazette.write(100)
    second = run()[1]
    assert second[:2] == (1, 1)
    with Store(database) as store:
        assert store.forget(f"{server.home}{gazette.stories[0].path}", gazette.now)


def test_the_lock_is_the_servers(database: str) -> None:
    first, second, other = (SiteLock(database, name) for name in ("journal", "journal", "autre"))
    first.acquire()
    other.acquire()
    with pytest.raises(LockedError):
        second.acquire()
    first.release()
    second.acquire()
    second.release()
    other.release()


def test_no_server(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StorageError, match=r"postgresql.*failed"):
        SiteLock("postgresql+psycopg://newsbot:geheim@127.0.0.1:9/news", "journal").acquire()


@pytest.mark.parametrize("url", ["mysql://host/news", "nonsense://x", "postgresql+nodriver://host/news"])
def test_what_is_not_supported(url: str) -> None:
    with pytest.raises(StorageError):
        SiteLock(url, "journal").acquire()
