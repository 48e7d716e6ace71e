"""Every command of the README is run, in its order, and what it shows is what it prints."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from server import Answer, Handler, Server

from newsbot.demo import StaticSite

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
HASTE = "-s DOWNLOAD_DELAY=0 -s AUTOTHROTTLE_ENABLED=0"


@dataclass
class Command:
    line: str
    output: str


def commands() -> list[Command]:
    """The commands of the README's console blocks, with the output that is shown under them."""
    found: list[Command] = []
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append(Command(line[2:], ""))
            else:
                found[-1].output += line + "\n"
    return found


def unnumbered(output: str) -> str:
    """`output` without the numbers of articles, which are given as pages arrive."""
    return re.sub(r"(?m)^ *\d+ ", "", output)


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that git knows, in a folder of their own."""
    folder = tmp_path_factory.mktemp("clone") / "newsbot"
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target)
    return folder


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A proxy behind which the demo site has the address that the README names as the reader's own."""
    folder = tmp_path_factory.mktemp("site") / "journal"
    shutil.copytree(ROOT / "data" / "demo", folder)
    for file in (f for f in folder.rglob("*") if f.suffix in (".html", ".xml", ".txt")):
        file.write_text(file.read_text("utf-8").replace("monde.example", "www.journal.example"), "utf-8")
    pages = StaticSite(folder, "http://www.journal.example/")

    def answer(handler: Handler) -> Answer:
        status, headers, body = pages.answer(handler.path, handler.asked("If-None-Match"))
        return Answer(body, status, headers.pop("Content-Type", ""), headers)

    with Server() as server:
        server.fallback = answer
        yield server.home


def test_the_readme_shows_what_its_commands_print(clone: Path, proxy: str) -> None:
    (clone / ".venv").symlink_to(sys.prefix)  # .ci/run begins with `make crawl` where nothing is installed
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "COLUMNS": "100",
        "http_proxy": proxy,
    }
    environment.pop("NEWSBOT_DATABASE", None)
    for command in [Command("make crawl", ""), *commands()]:  # what is shown first was crawled before
        if command.line.startswith("export "):
            name, _, value = command.line.removeprefix("export ").partition("=")
            environment[name] = value
            continue
        line = command.line.replace("https://", "http://").replace("scrapy crawl", f"scrapy crawl {HASTE}")
        line = line.replace("make crawl", "make --old-file=.venv/made crawl")  # it is: this test runs in it
        if line == "make test":
            line = "make --dry-run test"  # this is it
        done = subprocess.run(
            ["bash", "-c", line], cwd=clone, env=environment, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, f"{command.line}\n{done.stdout}\n{done.stderr}"
        if command.output:
            assert unnumbered(done.stdout) == unnumbered(command.output), command.line


def test_the_python_example_runs(clone: Path, tmp_path: Path) -> None:
    [code] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    done = subprocess.run([sys.executable, "-c", code], cwd=clone, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("article ")
