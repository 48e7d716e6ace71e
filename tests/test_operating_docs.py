"""docs/operating.md says what the code does, and its recipes run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest
from conftest import ROOT, Crawler
from gazette import Gazette
from server import Server

from newsbot import settings
from newsbot.arguments import Arguments
from newsbot.errors import Exit

TEXT = (ROOT / "docs" / "operating.md").read_text("utf-8")
UNITS = ROOT / "docs" / "systemd"


def table(header: str) -> list[list[str]]:
    """The rows of the table with that header, as cells."""
    block = TEXT.split(f"| {header}", 1)[1].split("\n\n", 1)[0]
    return [[cell.strip().strip("`") for cell in row.split("|")[1:-1]] for row in block.splitlines()[2:]]


def test_every_exit_code_is_told() -> None:
    assert [(int(row[0]), row[1]) for row in table("code")] == [(code.value, code.name) for code in Exit]


def test_every_setting_is_told_with_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {row[0]: row[1] for row in table("setting")}
    names = [name for name in vars(settings) if name.startswith("NEWSBOT_") and name != "NEWSBOT_PROGRESS"]
    assert list(told) == names
    for name in names:
        assert f'_own("{name}"' in (ROOT / "newsbot" / "settings.py").read_text("utf-8")
        if name not in os.environ:
            assert getattr(settings, name) == told[name]


def test_every_argument_is_told() -> None:
    assert sorted(row[0] for row in table("argument")) == sorted(field.name for field in fields(Arguments))


def test_scrapys_settings_are_as_told() -> None:
    told = re.search(r"Those that matter here.*", TEXT)
    assert told
    assert f"`DOWNLOAD_DELAY` {settings.DOWNLOAD_DELAY:g} s" in told[0]
    assert f"`DOWNLOAD_TIMEOUT` {settings.DOWNLOAD_TIMEOUT} s" in told[0]
    assert f"`DOWNLOAD_MAXSIZE` {settings.DOWNLOAD_MAXSIZE >> 20} MiB" in told[0]
    assert f"`LOG_LEVEL` {settings.LOG_LEVEL}" in told[0]


def test_the_crontab_line(
    crawl: Crawler, server: Server, site_file: Callable[[str, str], Path], tmp_path: Path
) -> None:
    """Run by the shell, as cron does, in a folder as the recipe has it."""
    Gazette(server, 3)
    site_file("journal", f'start_urls = ["{server.home}/monde/"]')
    line = re.search(r"```crontab\n(.+)\n```", TEXT)
    assert line
    assert line[1] in (ROOT / "README.md").read_text("utf-8")
    folder = tmp_path / "srv"
    folder.mkdir()
    for name in (".venv", "scrapy.cfg", "newsbot"):
        (folder / name).symlink_to(ROOT / name)
    if not (ROOT / ".venv").exists():
        pytest.skip("needs the environment in .venv")
    command = line[1].split(maxsplit=5)[5].replace("/srv/newsbot", str(folder))
    env = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "NEWSBOT_DATABASE": str(crawl.database)}
    env["NEWSBOT_SITES"] = crawl.environment["NEWSBOT_SITES"]
    run = subprocess.run(["sh", "-c", command], env=env, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    assert len(server.log) > 3


def test_the_systemd_units() -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("needs systemd-analyze")
    for unit in ("newsbot.service", "newsbot.timer"):
        said = subprocess.run(
            ["systemd-analyze", "verify", "--man=no", UNITS / unit],
            capture_output=True,
            text=True,
            check=False,
        )
        troubles = [
            row
            for row in (said.stdout + said.stderr).splitlines()
            if "newsbot" in row and "is not executable" not in row  # it is not installed here
        ]
        assert troubles == []
    line = re.search(r"ExecStart=\S+/(scrapy .*)", (UNITS / "newsbot.service").read_text("utf-8"))
    assert line
    assert line[1] in TEXT, "the same command as in the crontab"


def test_the_backup(crawl: Crawler, server: Server, tmp_path: Path) -> None:
    if not shutil.which("sqlite3"):
        pytest.skip("needs the sqlite3 shell")
    Gazette(server, 3)
    assert crawl(site=f"{server.home}/monde/").code == Exit.DONE
    recipe = re.search(r"^sqlite3 .*VACUUM INTO.*$", TEXT, re.MULTILINE)
    assert recipe
    (tmp_path / "data" / "backups").mkdir(parents=True)
    shutil.copy(crawl.database, tmp_path / "data" / "newsbot.sqlite3")
    subprocess.run(["sh", "-c", recipe[0]], cwd=tmp_path, check=True)
    (copy,) = (tmp_path / "data" / "backups").iterdir()
    counted = subprocess.run(
        ["sqlite3", copy, "SELECT count(*) FROM article"], capture_output=True, check=True
    )
    assert counted.stdout == b"3\n"
