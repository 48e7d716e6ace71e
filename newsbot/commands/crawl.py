"""`scrapy crawl` as cron wants it: a lock, a summary, and an exit code that tells the truth."""

from __future__ import annotations

import argparse
import gc
import logging
import sys

from scrapy.commands.crawl import Command as CrawlCommand
from scrapy.exceptions import UsageError
from scrapy.settings import SETTINGS_PRIORITIES

from newsbot import logs
from newsbot.arguments import Arguments, check, user_agent
from newsbot.errors import ConfigurationError, Exit, NewsbotError, hint
from newsbot.fleet import crawl_all
from newsbot.run import Run


def seconds(text: str) -> float:
    """The value of --wait. Raises ValueError for what is no time."""
    if not (value := float(text)) >= 0:
        raise ValueError
    return value


class Command(CrawlCommand):
    """Scrapy's own `crawl`, with the end of the run told by its `Run`."""

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("-q", "--quiet", action="store_true", help="show nothing when all is well")
        parser.add_argument(
            "--wait",
            type=seconds,
            nargs="?",
            const=float("inf"),
            default=0.0,
            metavar="SECONDS",
            help="wait for another run of the same site to end (default: leave at once)",
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        if self.settings is None:
            raise RuntimeError("scrapy calls process_options() with settings")
        if self.settings.getpriority("USER_AGENT") == SETTINGS_PRIORITIES["project"]:
            self.settings.set("USER_AGENT", user_agent(self.settings["NEWSBOT_CONTACT"]), "project")
        if opts.quiet:
            self.settings.set("NEWSBOT_PROGRESS", False, priority="cmdline")
        try:
            check(self.settings)
        except ConfigurationError as error:
            logs.say(str(error))
            raise SystemExit(error.exit_code) from None
        if self.settings.getbool("NEWSBOT_LOG_JSON"):
            self.settings.set("LOG_FORMAT", "%(json)s", priority="cmdline")
            logging.setLogRecordFactory(logs.JsonRecord)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError(f"give one spider, not '{' '.join(args)}': scrapy crawl monde -a site=…")
        try:
            self.exitcode = self._crawl(args[0], opts)
        except NewsbotError as error:
            logs.say(str(error))
            self.exitcode = error.exit_code
        except KeyboardInterrupt:  # before the crawl, which ends by itself
            self.exitcode = Exit.PARTLY

    def _crawl(self, name: str, opts: argparse.Namespace) -> Exit:
        process, settings = self.crawler_process, self.settings
        if settings is None or process is None:
            raise RuntimeError("scrapy calls run() with settings and a crawler process")
        for logger in ("scrapy", "newsbot"):  # else a record is made of each line, to be thrown away
            logging.getLogger(logger).setLevel(settings["LOG_LEVEL"])
        if name not in (spiders := process.spider_loader.list()):
            raise ConfigurationError(f"unknown spider '{name}' {hint(name, spiders)}")
        arguments = Arguments.of(opts.spargs)
        if arguments.site == "all":
            return crawl_all(settings, ["crawl", *sys.argv[1:]])
        run = Run(settings, arguments, wait=opts.wait)
        if not (settings.get("NEWSBOT_CONTACT") or run.site.served_from):
            logs.say("NEWSBOT_CONTACT is not set; give an address that site owners can write to")
        process.crawl(self._create_crawler(name), run=run)
        gc.freeze()  # what is loaded by now stays, and need not be looked through for garbage
        process.start()
        # a crawl that closed has ended its run; else it did not begin, or a second signal broke it off
        code = run.end("failed to start" if process.bootstrap_failed else "shutdown")
        if run.trouble:
            logs.say(str(run.trouble))
        if settings.getbool("NEWSBOT_PROGRESS"):
            sys.stderr.write(run.summary() + "\n")
        return Exit.ERROR if process.bootstrap_failed and code == Exit.DONE else code
