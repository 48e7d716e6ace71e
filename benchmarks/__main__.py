"""Run benchmarks: `python -m benchmarks` all of them, `python -m benchmarks NAME [OPTION …]` one.

Each prints its tables, with ratios measured in the same run, and may write benchmarks/results/NAME.json.
"""

from __future__ import annotations

import sys
from importlib import import_module

NAMES = ("crawl", "dates", "paragraphs", "extraction", "search", "startup", "reread", "growth")


def main() -> None:
    """Run the benchmark that the command line names with its options, or all."""
    name, *options = sys.argv[1:] or ["all"]
    if name not in (*NAMES, "all"):
        sys.exit(f"usage: python -m benchmarks [NAME [OPTION …]], NAME one of {', '.join(NAMES)}")
    for each in NAMES if name == "all" else (name,):
        sys.argv = [f"benchmarks {each}", *options]
        print(f"\n=== {each}", flush=True)
        import_module(f"benchmarks.{each}").main()


if __name__ == "__main__":
    main()
