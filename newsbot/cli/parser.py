"""The arguments of every verb, with their help."""

from __future__ import annotations

import argparse
import os
from typing import Any, NoReturn

from newsbot import __version__
from newsbot.errors import Exit

VERBS = {
    "search": "lists",
    "list": "lists",
    "show": "article",
    "export": "files",
    "stats": "lists",
    "sql": "lists",
    "dates": "tools",
    "explain": "article",
    "diff": "article",
    "status": "lists",
    "doctor": "lists",
    "reread": "tools",
    "forget": "tools",
    "web": "tools",
    "site": "site",
}
"""The module of `newsbot.cli` that carries out each verb."""

_EPILOG = """\
Example: newsbot search 'sanctions Russie' --since 2022-10 --section Europe
`newsbot VERB --help` tells more. Exit codes: 0 done, 1 not found or failed, 2 wrong arguments,
6 the database cannot be used; all are in docs/cli.md.
"""
_SEARCH = """\
Words are all wanted, in any of their forms, with or without accents:
  newsbot search sanctions                    finds 'sanctionné' and 'sanctionnées' too
  newsbot search "l'Union européenne"         in the shell, quote what holds an apostrophe
  newsbot search '"cessez-le-feu" Kiev'       a phrase as it stands, and a word
  newsbot search 'Poutine SAUF Ukraine'       also: Poutine NOT Ukraine, Poutine -Ukraine
  newsbot search '(gaz OU pétrole) Algérie'   also: OR; AND or ET is meant where nothing stands
  newsbot search 'negoci*'                    words that begin so
  newsbot search 'titre:Macron' --since 2022-10 --json | jq -r .url
"""
_SQL = """\
Example: newsbot sql 'SELECT site, count(*) FROM articles GROUP BY site'
docs/schema.md describes the tables and views.
"""
_DATES = "Example: newsbot dates 'Publié le 30 sept. 2022 à 18h21, mis à jour hier à 9 h 05'"
_REREAD = """Pages are there where NEWSBOT_RAW_DAYS kept them; other articles have the verdicts of their
stored paragraphs given again. One that was killed goes on where it was."""
_SITE = """\
Example: newsbot site https://www.journal.example/ -o data/sites/journal.toml
It asks the site for some twenty pages and stores nothing. --check exits with 1 where an article
reads otherwise than when --save was given.
"""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        from newsbot.cli.terminal import line

        self.exit(Exit.USAGE, f"{self.prog}: {line(message)}; {self.prog} --help tells more\n")


def build() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    plain = argparse.RawDescriptionHelpFormatter
    about = "Query the articles that `scrapy crawl monde` stored."
    parser = _Parser("newsbot", description=about, epilog=_EPILOG, formatter_class=plain)
    parser.add_argument("--version", action="version", version=f"newsbot {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)

    def verb(
        name: str, says: str, *parents: argparse.ArgumentParser, more: str = ""
    ) -> argparse.ArgumentParser:
        description = f"{says[0].upper()}{says[1:]}."
        named: dict[str, Any] = {
            "description": description,
            "epilog": more,
            "parents": parents,
            "formatter_class": plain,
        }
        return verbs.add_parser(name, help=says, **named)

    database = argparse.ArgumentParser(add_help=False)
    default = os.environ.get("NEWSBOT_DATABASE") or "data/newsbot.sqlite3"
    told = "the database (default: $NEWSBOT_DATABASE, else data/newsbot.sqlite3)"
    database.add_argument("--db", metavar="PATH", default=default, help=told)
    json = argparse.ArgumentParser(add_help=False)
    json.add_argument("--json", action="store_true", help="print JSON, an object a line")
    filters = argparse.ArgumentParser(add_help=False)
    which = filters.add_argument_group("which articles")
    which.add_argument("--site", default="", help="of that site")
    which.add_argument("--section", default="", help="of that section or one below it")
    which.add_argument("--author", default="", help="by that author; a part of the name will do")
    since = "from that day on: 2022-10-01, 2022-10 or 2022"
    which.add_argument("--since", default="", metavar="DATE", help=since)
    which.add_argument("--until", default="", metavar="DATE", help="up to that day, included")
    limit: dict[str, Any] = {"type": _whole, "default": 20, "metavar": "N"}
    limit["help"] = "at most so many (default: 20)"

    add = verb("search", "find articles by their words", database, filters, json, more=_SEARCH).add_argument
    add("query", nargs="+", help="what to look for")
    add("--newest", action="store_true", help="the newest first, instead of the best")
    add("--limit", **limit)
    add = verb("list", "list the newest articles", database, filters, json).add_argument
    add("--limit", **limit)
    add = verb("show", "show one article", database, json).add_argument
    add("article", help="its number or address")
    add("--paragraphs", action="store_true", help="every paragraph of the page, with its verdict")
    add = verb("export", "write articles to a file, or one file an article", database, filters).add_argument
    formats = ("jsonl", "csv", "parquet", "markdown", "text")
    add("--format", choices=formats, help="default: what the output ends in; jsonl on the terminal")
    output = "file, or folder for markdown and text (default: the terminal)"
    add("-o", "--output", metavar="PATH", help=output)
    add = verb("stats", "count articles, dates and repeated paragraphs", database, filters, json).add_argument
    by = ("day", "month", "year", "site", "section", "author")
    add("--by", choices=by, default="month", help="default: month")
    add = verb("sql", "ask in SQL, read only", database, json, more=_SQL).add_argument
    add("statement", help="one statement; - reads it from standard input")
    add("--csv", action="store_true", help="print CSV")
    add = verb("dates", "read a French date as a crawl would", json, more=_DATES).add_argument
    add("text", nargs="+", help="the date or date line, as printed")
    add("--reference", metavar="INSTANT", help="when 'today' is, ISO 8601 (default: now)")
    add("--zone", default="Europe/Paris", help="IANA zone of the page (default: Europe/Paris)")
    add("--time-element", action="store_true", help="the text stands inside <time>")
    add = verb("explain", "tell what is known of an address, and why", database, json).add_argument
    add("article", metavar="address", help="the address of a page, or an article's number")
    add = verb("diff", "show how an article changed", database, json).add_argument
    add("article", help="its number or address")
    verb("status", "show sites, their last runs, and what is wrong", database, json)
    verb("doctor", "look whether the database is sound", database, json)
    again = "read stored pages again, after a rule or a selector has changed"
    add = verb("reread", again, database, more=_REREAD).add_argument
    add("--site", default="", help="of that site alone")
    add("--jobs", type=_whole, default=0, metavar="N", help="processes (default: one a core)")
    add = verb("forget", "erase an article and keep it out", database).add_argument
    add("address", help="the address of the article")
    add = verb("web", "look at it all in a browser, on this machine only", database).add_argument
    add("--port", type=_port, default=8001, help="default: 8001")
    look = "look at a site: what would be crawled, how an article reads, a file to start from"
    site = verb("site", look, more=_SITE)
    site.add_argument("site", help="any URL of the site, or the name of a site file")
    add = site.add_mutually_exclusive_group().add_argument
    add("-o", "--output", metavar="PATH", help="write the site file there, not to the terminal")
    add("--save", action="store_true", help="write how articles read, beside the site file")
    add("--check", action="store_true", help="read the saved articles again, tell what differs")
    site.add_argument("--force", action="store_true", help="write over a site file")
    return parser


def _whole(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 2**31:
        raise argparse.ArgumentTypeError("a whole number from 1 on is expected")
    return int(text)


def _port(text: str) -> int:
    number = _whole(text)
    if number > 65535:
        raise argparse.ArgumentTypeError("ports end at 65535")
    return number
