"""Text on a terminal: harmless, coloured where that is wanted, in tables, or as JSON for a pipe."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, is_dataclass
from typing import Any

STYLES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34"}

# What a terminal obeys (C0, DEL, C1), what turns the direction of writing, and halves of characters.
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# The same in JSON, which has escaped C0 already, and the two line ends that JavaScript knows.
_ESCAPED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def safe(text: str) -> str:
    """`text` without anything that a terminal would obey: each such character becomes '�'."""
    return _OBEYED.sub("�", text)


def line(text: str) -> str:
    """`text` made safe, on one line."""
    return " ".join(safe(text).split())


def coloured() -> bool:
    """Whether colours are wanted on standard output: a terminal, and not forbidden by NO_COLOR."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def paint(text: str, *styles: str) -> str:
    """`text` in those styles, where colours are wanted."""
    if not (text and styles and coloured()):
        return text
    return f"\x1b[{';'.join(STYLES[style] for style in styles)}m{text}\x1b[0m"


def parts(text: str, places: Sequence[tuple[int, int]]) -> list[tuple[str, bool]]:
    """`text` in parts, each with whether it is one of those places."""
    cut: list[tuple[str, bool]] = []
    at = 0
    for start, end in places:
        cut += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [*cut, (text[at:], False)]


def marked(text: str, places: Sequence[tuple[int, int]]) -> str:
    """`text` made safe, with those places in colour, or between asterisks where there are no colours."""
    shown = []
    for part, found in parts(text, places):
        if not found:
            shown.append(re.sub(r"\s+", " ", safe(part)))
        else:
            shown.append(paint(line(part), "bold", "yellow") if coloured() else f"*{line(part)}*")
    return "".join(shown).strip()


def width() -> int:
    """How many columns there are; many where the output is no terminal and nothing needs to be cut."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 10_000


def wrapped(text: str, indent: str = "") -> str:
    """`text` in lines of at most 80 columns."""
    columns = min(width(), 80)
    return textwrap.fill(
        text, columns, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    )


def columns_of(text: str) -> int:
    """How many columns a terminal gives `text`."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.combining(c) > 0 for c in text)


def cut(text: str, columns: int) -> str:
    """`text` in at most so many columns."""
    if columns_of(text) <= columns:
        return text
    while text and columns_of(text) >= columns:
        text = text[: min(len(text) - 1, columns)]
    return text + "…"


def aligned(rows: Iterable[Sequence[Any]], names: Sequence[str] = ()) -> list[str]:
    """Rows, below the names of their columns if there are any, with each column of one width.

    A column of numbers stands to the right.
    """
    cells = [["" if value is None else line(str(value)) for value in row] for row in rows]
    columns = []
    for column in zip(*([[line(name) for name in names]] if names else []), *cells, strict=True):
        size = max(map(columns_of, column))
        right = cells and all(map(_is_number, column[bool(names) :]))
        pads = [" " * (size - columns_of(cell)) for cell in column]
        columns.append([pad + cell if right else cell + pad for pad, cell in zip(pads, column, strict=True)])
    return ["  ".join(row) for row in zip(*columns, strict=True)]


def table(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print rows under the names of their columns, each cut where the terminal ends."""
    head, *below = aligned(rows, names)
    print(paint(head.rstrip(), "bold"))
    for row in below:
        print(cut(row.rstrip(), width()))


def _is_number(text: str) -> bool:
    return text.lstrip("-").replace(".", "", 1).isdecimal()


def print_json(*values: Any) -> None:
    """Print each value as one line of JSON."""
    for value in values:
        print(as_json(value))


def as_json(value: Any) -> str:
    """`value`, a dataclass or plain data, as one line of JSON that is safe to look at."""
    if hasattr(value, "flat"):
        value = value.flat()
    elif is_dataclass(value) and not isinstance(value, type):
        value = asdict(value)
    written = _ENCODER.encode(value)
    if written.isprintable():
        return written
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def _written(value: Any) -> Any:
    """What JSON has no form for: bytes in hexadecimal."""
    return value.hex() if isinstance(value, bytes) else str(value)


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_written)
