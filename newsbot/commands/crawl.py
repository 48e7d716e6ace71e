"""`scrapy crawl` as cron wants it: a lock, a summary, and an exit code that tells the truth."""

from __future__ import annotations

import argparse
import sys

from scrapy.commands.crawl import Command as CrawlCommand
from scrapy.exceptions import UsageError

from newsbot.errors import Exit, NewsbotError
from newsbot.run import DEMO, Run


class Command(CrawlCommand):
    """Scrapy's own `crawl`, with the end of the run told by its `Run`."""

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("-q", "--quiet", action="store_true", help="show nothing when all is well")
        parser.add_argument(
            "--wait",
            type=float,
            nargs="?",
            const=float("inf"),
            default=0.0,
            metavar="SECONDS",
            help="wait for another run of the same site to end (default: leave at once)",
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError("give one spider: scrapy crawl monde -a site=…")
        if self.settings is None or self.crawler_process is None:
            raise RuntimeError("scrapy calls run() with settings and a crawler process")
        if opts.quiet:
            self.settings.set("NEWSBOT_PROGRESS", False, priority="cmdline")
        try:
            run = Run.of(self.settings, opts.spargs.pop("site", DEMO), wait=opts.wait)
        except NewsbotError as error:
            _say(str(error))
            self.exitcode = error.exit_code
            return
        if not (self.settings.get("NEWSBOT_CONTACT") or run.site.served_from):
            _say("NEWSBOT_CONTACT is not set; give an address that site owners can write to")
        self.crawler_process.crawl(self._create_crawler(args[0]), run=run, **opts.spargs)
        self.crawler_process.start()
        self.exitcode = run.end(
            "finished" if not self.crawler_process.bootstrap_failed else "failed to start"
        )
        if self.crawler_process.bootstrap_failed and self.exitcode == Exit.DONE:
            self.exitcode = Exit.ERROR
        if run.trouble:
            _say(str(run.trouble))
        if self.settings.getbool("NEWSBOT_PROGRESS"):
            sys.stderr.write(run.summary() + "\n")


def _say(line: str) -> None:
    sys.stderr.write(f"newsbot: {line}\n")
