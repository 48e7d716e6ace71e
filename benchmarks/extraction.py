"""How long newsbot takes to read pages, beside lexbor alone and, where installed, other extractors.

    python -m benchmarks extraction [PAGES] [--rounds 5]

PAGES is a folder of HTML files with their addresses in `urls.json` (file name → URL); without it the articles
of the demo site are read. Prints CPU milliseconds a page, the median over the pages of each page's best
round; the tools take turns on every page, so that what else the machine does weighs on all of them alike.
"""

from __future__ import annotations

import argparse
import importlib
import json
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

import newsbot
from newsbot.extraction import extract

Reader = Callable[[bytes, str], Any]


def readers() -> dict[str, Reader]:
    """The tools to time, by name."""
    fetched = datetime.now(UTC)
    found: dict[str, Reader] = {
        "lexbor, parse only": lambda html, url: LexborHTMLParser(html),
        "newsbot.extraction.extract": extract,
        "newsbot.read": lambda html, url: newsbot.read(html, url, fetched=fetched),
    }
    if trafilatura := _installed("trafilatura"):
        found["trafilatura.bare_extraction"] = lambda html, url: trafilatura.bare_extraction(html, url=url)
    if readability := _installed("readability"):
        found["readability.Document"] = lambda html, url: readability.Document(html).summary()
    return found


def _installed(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def measure(pages: list[tuple[bytes, str]], rounds: int) -> dict[str, float]:
    """The median page's CPU milliseconds by tool."""
    tools = readers()
    best = {name: [float("inf")] * len(pages) for name in tools}
    for _ in range(rounds):
        for number, (html, url) in enumerate(pages):
            for name, read in tools.items():
                began = time.process_time()
                read(html, url)
                best[name][number] = min(best[name][number], (time.process_time() - began) * 1000)
    return {name: statistics.median(times) for name, times in best.items()}


def _pages(folder: Path) -> Iterator[tuple[bytes, str]]:
    urls = json.loads((folder / "urls.json").read_text("utf-8"))
    return (((folder / name).read_bytes(), url) for name, url in urls.items())


def _demo() -> Iterator[tuple[bytes, str]]:
    demo = Path(__file__).parent.parent / "data" / "demo"
    for file in sorted(demo.glob("monde/*/index.html")):
        yield file.read_bytes(), f"http://monde.example/{file.parent.relative_to(demo)}/"


def main() -> None:
    formatter = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=formatter)
    parser.add_argument("pages", type=Path, nargs="?")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    pages = list(_pages(options.pages) if options.pages else _demo())
    print(f"{len(pages)} pages, median {statistics.median(len(html) for html, _ in pages) / 1000:.0f} KB")
    times = measure(pages, options.rounds)
    own = times["newsbot.read"]
    for name, milliseconds in times.items():
        print(f"{name:30} {milliseconds:7.2f} ms   {milliseconds / own:5.2f} × newsbot.read")


if __name__ == "__main__":
    main()
