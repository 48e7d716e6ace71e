"""The `newsbot` command, for people who query. Scrapy is never loaded here, other parts only where needed."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

INTERRUPTED = 130
"""Exit code after Ctrl-C, as a shell has it."""

BROKEN_PIPE = 141
"""Exit code where the reader of a pipe went away, as a shell has it."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code (see docs/cli.md)."""
    given = sys.argv[1:] if argv is None else argv
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        # what is no UTF-8 in an argument is no text to look for
        code = _run([argument.encode("utf-8", "replace").decode() for argument in given])
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        if not isinstance(error, BrokenPipeError):
            print(f"newsbot: cannot write: {error.strerror}", file=sys.stderr)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing is left to flush at exit
        return BROKEN_PIPE if isinstance(error, BrokenPipeError) else 1


def _run(given: Sequence[str]) -> int:
    # here, so that Ctrl-C is clean while they load
    from importlib import import_module

    from newsbot.cli.parser import VERBS, build
    from newsbot.errors import Exit, NewsbotError

    parser = build()
    if not given:
        parser.print_help()
        return Exit.DONE
    arguments = parser.parse_args(given)
    try:
        module = import_module(f"newsbot.cli.{VERBS[arguments.verb]}")
        code: int | None = getattr(module, f"{arguments.verb}_")(arguments)
        return code or Exit.DONE
    except NewsbotError as error:
        from newsbot.cli.terminal import line

        sys.stdout.flush()
        print(f"newsbot: {line(str(error))}", file=sys.stderr)
        return error.exit_code
