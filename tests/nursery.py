"""Crawls that need not start from nothing: a process that has loaded all, and forks for each.

Run as a script it takes requests on stdin, a line of JSON each: `{"argv", "env", "out", "err"}` starts a
crawl and answers its process id; `{"poll": pid}` answers its exit code, how many seconds of a processor it
took and how many KB of memory it held, or null while it runs.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, Any, Self

ROOT = Path(__file__).parent.parent


class Nursery:
    """The process that forks. A context manager."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, __file__], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._pipe(self._process.stdin).close()
        self._pipe(self._process.stdout).close()
        self._process.wait(10)

    def start(self, argv: list[str], env: dict[str, str], folder: Path) -> Child:
        """`scrapy` with arguments, as a child whose output goes to files in `folder`."""
        out, err = folder / f"{time.monotonic_ns()}.out", folder / f"{time.monotonic_ns()}.err"
        return Child(self, self.ask(argv=argv, env=env, out=str(out), err=str(err)), out, err)

    def ask(self, **request: Any) -> Any:
        stdin = self._pipe(self._process.stdin)
        stdin.write(json.dumps(request) + "\n")
        stdin.flush()
        return json.loads(self._pipe(self._process.stdout).readline())

    def _pipe(self, pipe: IO[str] | None) -> IO[str]:
        if pipe is None:
            raise RuntimeError("the nursery has not started")
        return pipe


class Child:
    """A crawl under way, with as much of Popen as tests need."""

    def __init__(self, nursery: Nursery, pid: int, out: Path, err: Path) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self.processor_time = self.memory = 0.0
        self._nursery, self._out, self._err = nursery, out, err

    def poll(self) -> int | None:
        if self.returncode is None and (ended := self._nursery.ask(poll=self.pid)):
            self.returncode, self.processor_time, self.memory = ended
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def wait(self, timeout: float) -> int:
        until = time.monotonic() + timeout
        while self.poll() is None:
            if time.monotonic() > until:
                raise subprocess.TimeoutExpired("scrapy crawl", timeout, stderr=self._err.read_bytes())
            time.sleep(0.005)
        return self.returncode or 0

    def communicate(self, timeout: float) -> tuple[str, str]:
        self.wait(timeout)
        return self._out.read_text("utf-8"), self._err.read_text("utf-8")


def _serve() -> None:
    import scrapy.core.downloader.handlers.http11
    import scrapy.responsetypes  # noqa: F401
    from scrapy import cmdline
    from scrapy.settings import default_settings
    from scrapy.utils.misc import load_object, walk_modules_iter

    import newsbot.commands.crawl
    import newsbot.logs
    import newsbot.middlewares
    import newsbot.pipelines
    import newsbot.spiders.monde  # noqa: F401
    from newsbot.urls import site_of

    site_of("http://journal.example/")  # reads the Public Suffix List
    list(walk_modules_iter("scrapy.commands"))
    for component in (
        *default_settings.DOWNLOADER_MIDDLEWARES_BASE,
        *default_settings.SPIDER_MIDDLEWARES_BASE,
    ):
        load_object(component)
    for line in sys.stdin:
        request = json.loads(line)
        if "poll" in request:
            pid, status, used = os.wait4(request["poll"], os.WNOHANG)
            code = os.waitstatus_to_exitcode(status)
            answer = [code, used.ru_utime + used.ru_stime, used.ru_maxrss] if pid else None
        else:
            answer = os.fork()
            if answer == 0:
                _crawl(cmdline.execute, request)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _crawl(execute: Any, request: dict[str, Any]) -> None:
    code = 1
    try:
        for number, (name, mode) in enumerate(
            [("/dev/null", os.O_RDONLY), (request["out"], os.O_WRONLY), (request["err"], os.O_WRONLY)]
        ):
            os.dup2(os.open(name, mode | os.O_CREAT), number)
        sys.stdout, sys.stderr = (os.fdopen(number, "w", closefd=False) for number in (1, 2))
        os.environ.clear()
        os.environ.update(request["env"])
        sys.argv = ["scrapy", *request["argv"]]
        execute()
    except SystemExit as leaving:
        code = int(leaving.code or 0)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    _serve()
