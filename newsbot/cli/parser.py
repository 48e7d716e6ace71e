"""The arguments of every verb, with their help."""

from __future__ import annotations

import argparse
import os

from newsbot import __version__

VERBS = {
    "search": "lists",
    "list": "lists",
    "show": "article",
    "export": "files",
    "stats": "state",
    "sql": "lists",
    "dates": "tools",
    "explain": "article",
    "diff": "article",
    "status": "state",
    "doctor": "state",
    "reread": "tools",
    "forget": "tools",
    "web": "tools",
    "site": "site",
}
"""The module of `newsbot.cli` that carries out each verb."""

FORMATS = ("jsonl", "csv", "parquet", "markdown", "text")

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


def build() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    parser = argparse.ArgumentParser(
        prog="newsbot",
        description="Query the articles that `scrapy crawl monde` stored.",
        epilog="Example: newsbot search 'sanctions Russie' --since 2022-10 --section Europe\n"
        "`newsbot VERB --help` tells more. Exit codes: 0 done, 1 not found or failed, 2 wrong arguments,\n"
        "6 the database cannot be used; all are in docs/operating.md.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"newsbot {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    database, json, filters = _database(), _json(), _filters()

    def verb(
        name: str, says: str, *parents: argparse.ArgumentParser, more: str = ""
    ) -> argparse.ArgumentParser:
        return verbs.add_parser(
            name,
            help=says,
            description=f"{says[0].upper()}{says[1:]}.",
            epilog=more,
            parents=parents,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )

    search = verb("search", "find articles by their words", database, filters, json, more=_SEARCH)
    search.add_argument("query", nargs="+", help="what to look for")
    search.add_argument("--newest", action="store_true", help="the newest first, instead of the best")
    _limit(search)

    list_ = verb("list", "list the newest articles", database, filters, json)
    _limit(list_)

    show = verb("show", "show one article", database, json)
    show.add_argument("article", help="its number or address")
    show.add_argument(
        "--paragraphs", action="store_true", help="every paragraph of the page, with its verdict"
    )

    export = verb("export", "write articles to a file, or one file an article", database, filters)
    export.add_argument(
        "--format", choices=FORMATS, help="default: what the name of the output ends with, else jsonl"
    )
    export.add_argument(
        "-o", "--output", metavar="PATH", help="file, or folder for markdown and text (default: the terminal)"
    )

    stats = verb("stats", "count articles, dates and repeated paragraphs", database, filters, json)
    stats.add_argument(
        "--by",
        choices=("day", "month", "year", "site", "section", "author"),
        default="month",
        help="default: month",
    )

    sql = verb(
        "sql",
        "ask in SQL, read only",
        database,
        json,
        more="Example: newsbot sql 'SELECT site, count(*) FROM articles GROUP BY site'\n"
        "docs/schema.md describes the tables and views.",
    )
    sql.add_argument("statement", help="one statement; - reads it from standard input")
    sql.add_argument("--csv", action="store_true", help="print CSV")

    dates = verb(
        "dates",
        "read a French date as a crawl would",
        json,
        more="Example: newsbot dates 'Publié le 30 sept. 2022 à 18h21, mis à jour hier à 9 h 05'",
    )
    dates.add_argument("text", nargs="+", help="the date or date line, as printed")
    dates.add_argument("--reference", metavar="INSTANT", help="when 'today' is, ISO 8601 (default: now)")
    dates.add_argument("--zone", default="Europe/Paris", help="IANA zone of the page (default: Europe/Paris)")
    dates.add_argument("--time-element", action="store_true", help="the text stands inside <time>")

    explain = verb("explain", "tell what is known of an address, and why", database, json)
    explain.add_argument("article", metavar="address", help="the address of a page, or an article's number")

    diff = verb("diff", "show how an article changed", database, json)
    diff.add_argument("article", help="its number or address")

    verb("status", "show sites, their last runs, and what is wrong", database, json)
    verb("doctor", "look whether the database is sound", database, json)

    reread = verb(
        "reread",
        "read stored pages again, after a rule or a selector has changed",
        database,
        more="Pages are there where NEWSBOT_RAW_DAYS kept them; other articles have the verdicts of their\n"
        "stored paragraphs given again. One that was killed goes on where it was.",
    )
    reread.add_argument("--site", default="", help="of that site alone")
    reread.add_argument("--jobs", type=_whole, default=0, metavar="N", help="processes (default: one a core)")

    forget = verb("forget", "erase an article and keep it out", database)
    forget.add_argument("address", help="the address of the article")

    web = verb("web", "look at it all in a browser, on this machine only", database)
    web.add_argument("--port", type=_whole, default=8001, help="default: 8001")

    site = verb(
        "site",
        "look at a site: what would be crawled, how an article reads, a file to start from",
        more="Example: newsbot site https://www.journal.example/ -o data/sites/journal.toml\n"
        "It asks the site for some twenty pages and stores nothing. --check exits with 1 where an article\n"
        "reads otherwise than when --save was given.",
    )
    site.add_argument("site", help="any URL of the site, or the name of a site file")
    what = site.add_mutually_exclusive_group()
    what.add_argument("-o", "--output", metavar="PATH", help="write the site file there, not to the terminal")
    what.add_argument("--save", action="store_true", help="write how articles read, beside the site file")
    what.add_argument("--check", action="store_true", help="read the saved articles again, tell what differs")
    site.add_argument("--force", action="store_true", help="write over a site file")
    return parser


def _database() -> argparse.ArgumentParser:
    parent = argparse.ArgumentParser(add_help=False)
    parent.add_argument(
        "--db",
        metavar="PATH",
        default=os.environ.get("NEWSBOT_DATABASE") or "data/newsbot.sqlite3",
        help="the database (default: $NEWSBOT_DATABASE, else data/newsbot.sqlite3)",
    )
    return parent


def _json() -> argparse.ArgumentParser:
    parent = argparse.ArgumentParser(add_help=False)
    parent.add_argument("--json", action="store_true", help="print JSON, an object a line")
    return parent


def _filters() -> argparse.ArgumentParser:
    parent = argparse.ArgumentParser(add_help=False)
    group = parent.add_argument_group("which articles")
    group.add_argument("--site", default="", help="of that site")
    group.add_argument("--section", default="", help="of that section or one below it")
    group.add_argument("--author", default="", help="by that author; a part of the name will do")
    group.add_argument(
        "--since", default="", metavar="DATE", help="from that day on: 2022-10-01, 2022-10 or 2022"
    )
    group.add_argument("--until", default="", metavar="DATE", help="up to that day, included")
    return parent


def _limit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--limit", type=_whole, default=20, metavar="N", help="at most so many (default: 20)")


def _whole(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 2**31:
        raise argparse.ArgumentTypeError("a whole number from 1 on is expected")
    return int(text)
