"""Search, lists, export and the size of the file, on a generated corpus.

    python -m benchmarks search [--articles 100000] [--database PATH] [--json PATH]

The corpus is made where PATH is not there yet (four minutes for 100,000 articles). Times are CPU time, user
and system, so that what else the machine does counts little, with the file in the cache; the command's
are from process start to its end.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.corpus import build
from newsbot.queries import Filters, list_, search, stats
from newsbot.queries.forms import forms
from newsbot.queries.query import match
from newsbot.queries.words import plain, words
from newsbot.sqlite import read

FILTERS = {
    "no filter": Filters(),
    "a month": Filters(since="2023-06", until="2023-06"),
    "a site": Filters(site="matin"),
    "a section": Filters(section="Europe"),
    "an author": Filters(author="Zoé Bel"),
}


def main() -> None:
    """Measure, print a table, write JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--database", type=Path, default=Path("benchmarks/results/corpus.sqlite3"))
    parser.add_argument("--json", type=Path, default=Path("benchmarks/results/search.json"))
    arguments = parser.parse_args()
    arguments.database.parent.mkdir(parents=True, exist_ok=True)
    if not arguments.database.exists():
        build(arguments.database, arguments.articles)
    with closing(read(arguments.database)) as connection:
        queries = mix(connection)
        results = {
            "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
            f"SQLite {sqlite3.sqlite_version}",
            "size": size(connection),
            "search": searches(connection, queries),
            "others": others(connection),
        }
    results["export"] = exported(arguments.database)
    results["start"] = started(arguments.database)
    results["stems"] = stems()
    arguments.json.parent.mkdir(parents=True, exist_ok=True)
    arguments.json.write_text(json.dumps(results, indent=1, ensure_ascii=False))
    for title, figures in results.items():
        print(f"\n{title}" + (f": {figures}" if isinstance(figures, str) else ""))
        if isinstance(figures, dict):
            for name, value in figures.items():
                print(f"  {name:<46} {value}")


def mix(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """Queries by kind, from the words of the corpus."""
    (articles,) = connection.execute("SELECT count(*) FROM article").fetchone()
    rng = random.Random(1)

    def some(low: float, high: float, n: int) -> list[str]:
        query = "SELECT term FROM article_vocab WHERE doc BETWEEN ? AND ? AND length(term) > 4 ORDER BY term"
        terms = [row[0] for row in connection.execute(query, (max(1, low * articles), high * articles))]
        return rng.sample(terms, n)

    medium = some(0.001, 0.01, 8)
    common = some(0.05, 0.2, 4)
    very = some(0.3, 0.9, 4)
    return {
        "rare word": some(0, 5 / articles, 4),
        "word in 0.1 to 1 % of articles": medium[:6],
        "word in 5 to 20 %": common,
        "word in 30 to 90 %": very,
        "two words": [f"{common[0]} {medium[0]}", f"{very[0]} {common[1]}", f"{very[1]} {very[2]}"],
        "phrase": ['"Union européenne"', '"porte-parole"', f'"{very[0]} {very[1]}"'],
        "prefix": ["référend*", "sanctio*", f"{medium[1][:5]}*"],
        "or, not": [f"{common[2]} OU {common[3]}", f"{common[0]} SAUF {very[3]}", "États-Unis -Chine"],
    }


def searches(connection: sqlite3.Connection, queries: dict[str, list[str]]) -> dict[str, str]:
    """Median and 95th percentile of searches of 20 articles with snippets, by kind and in all."""
    told = {}
    for order in ("best", "newest"):
        everything: list[float] = []
        alone: list[float] = []
        for kind, some in queries.items():
            times = []
            for query in some:
                for name, filters in FILTERS.items():
                    taken = _taken(lambda: search(connection, query, filters, order=order))  # noqa: B023
                    times.append(taken)
                    if name == "no filter":
                        alone.append(taken)
            everything += times
            told[f"{order}, {kind}"] = _figures(times)
        told[f"{order}, without filters"] = _figures(alone)
        told[f"{order}, all"] = _figures(everything)
    return told


def others(connection: sqlite3.Connection) -> dict[str, str]:
    """Times of lists and counts."""
    told = {
        f"list, {name}": _figures([_taken(lambda: list_(connection, filters)) for _ in range(5)])  # noqa: B023
        for name, filters in FILTERS.items()
    }
    told["stats by day"] = _figures([_taken(lambda: stats(connection)) for _ in range(3)])
    return told


def size(connection: sqlite3.Connection) -> dict[str, str]:
    """What each part of the file takes, as a ratio to the kept text (headline and body, in bytes)."""
    text, articles = connection.execute(
        "SELECT sum(length(CAST(headline AS BLOB)) + length(CAST(body AS BLOB))), count(*) FROM article"
    ).fetchone()
    query = "SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC"
    parts = dict(connection.execute(query).fetchall())
    total = sum(parts.values())
    told = {
        "articles": str(articles),
        "kept text an article": f"{text / articles:.0f} B",
        "file an article": f"{total / articles:.0f} B",
        "file to kept text": f"{total / text:.2f}",
    }
    return told | {name: f"{part / text:.3f}" for name, part in parts.items() if part > 0.002 * total}


def exported(database: Path) -> dict[str, str]:
    """How fast a process of its own writes JSONL, and its memory."""
    command = [sys.executable, "-m", "newsbot.cli", "export", "--db", str(database)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout
        written = iter(partial(process.stdout.read, 1 << 20), b"")
        lines = sum(chunk.count(b"\n") for chunk in written)
        _, _, used = os.wait4(process.pid, 0)
        process.returncode = 0
    return {
        "articles a second": f"{lines / (used.ru_utime + used.ru_stime):.0f}",
        "peak memory": f"{used.ru_maxrss / 1024:.0f} MB",
    }


def started(database: Path) -> dict[str, str]:
    """From process start to its end, the median of nine."""
    find = ["search", "sanctions", "--db", str(database)]
    told = {}
    for name, given in {"newsbot --help": ["--help"], "newsbot search": find}.items():
        times = []
        for _ in range(9):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([sys.executable, "-m", "newsbot.cli", *given], capture_output=True, check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            times.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
        told[name] = f"{1000 * statistics.median(times):.0f} ms"
    return told


def stems() -> dict[str, str]:
    """The French cases of the tests, answered by widening words and by an index of stems."""
    from Stemmer import Stemmer

    tests = Path(__file__).parent.parent / "tests"
    sys.path.insert(0, str(tests))
    import press

    stemmer = Stemmer("french")

    def stemmed(text: str) -> str:
        return " ".join(plain(stemmer.stemWord(word)) for word in _words(text))

    items = list(press.items().values())
    cases = [line.split("\t")[:2] for line in (tests / "queries/search_cases.tsv").read_text().splitlines()]
    right = {"widened": 0, "stems": 0}
    with closing(sqlite3.connect(":memory:")) as raw:
        raw.execute("CREATE VIRTUAL TABLE plain USING fts5(body, headline, tokenize='unicode61')")
        raw.execute("CREATE VIRTUAL TABLE stems USING fts5(body, headline, tokenize='unicode61')")
        raw.execute("CREATE VIRTUAL TABLE article_word USING fts5vocab(plain, instance)")
        for item in items:
            folded = [" ".join(words(text)) for text in (item.body, item.headline)]
            raw.execute("INSERT INTO plain VALUES (?, ?)", folded)
            raw.execute("INSERT INTO stems VALUES (?, ?)", [stemmed(item.body), stemmed(item.headline)])
        widen: dict[str, Callable[[str], list[str]]] = {
            "widened": lambda word: forms(raw, word),
            "stems": lambda word: [plain(stemmer.stemWord(word))],
        }
        for way, table in (("widened", "plain"), ("stems", "stems")):
            for query, expected in cases:
                asked = match(query, widen[way]).fts
                if way == "stems":  # a phrase holds its words' stems, too
                    asked = " ".join(_stem_phrases(asked, stemmer))
                rows = raw.execute(f"SELECT rowid FROM {table} WHERE {table} MATCH ?", (asked,))
                found = {items[row[0] - 1].canonical_url.split("/")[-2] for row in rows}
                right[way] += found == set(expected.split())
    return {f"{way}: cases right of {len(cases)}": str(n) for way, n in right.items()}


def _stem_phrases(asked: str, stemmer: Any) -> Iterator[str]:
    for number, part in enumerate(asked.split('"')):
        yield f'"{" ".join(plain(stemmer.stemWord(word)) for word in part.split())}"' if number % 2 else part


def _words(text: str) -> list[str]:
    return [word for word in "".join(c if c.isalnum() else " " for c in text.lower()).split() if word]


def _taken(work: Callable[[], object]) -> float:
    """How many milliseconds it takes."""
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def _figures(times: list[float]) -> str:
    times = sorted(times)
    return f"median {statistics.median(times):7.1f} ms   p95 {times[int(0.95 * (len(times) - 1))]:7.1f} ms"


if __name__ == "__main__":
    main()
