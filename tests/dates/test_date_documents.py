"""The tables of printed forms in the documents say what the functions give.

`python tests/dates/test_date_documents.py` writes them anew: add a row with the printed form, run it.
"""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from newsbot.dates import ParsedDate, parse_dateline

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    path for path in (ROOT / "README.md", ROOT / "docs/dates.md") if "<!-- forms -->" in path.read_text()
]
TABLE = re.compile(r"(?<=<!-- forms -->\n)(.*?\n.*?\n)(.*?)(?=<!-- /forms -->)", re.DOTALL)
READ_AT = datetime(2022, 10, 3, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))
SHAPES = {"minute": "%Y-%m-%d %H:%M", "day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}


def shown(date: ParsedDate | None) -> str:
    return f"{date.value:{SHAPES[date.precision]}}" if date else ""


def rendered(document: str) -> str:
    """The document with the readings of its table made anew from the printed forms."""

    def rows(match: re.Match[str]) -> str:
        lines = []
        for row in match[2].splitlines():
            printed = row.split("|")[1].strip()
            line = parse_dateline(printed, reference=READ_AT, tz="Europe/Paris")
            cells = [printed, shown(line.published) or "·", shown(line.modified) or "·"]
            lines.append("| " + " | ".join(cells) + " |\n")
        return match[1] + "".join(lines)

    return TABLE.sub(rows, document)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_tables_say_what_the_functions_give(path: Path) -> None:
    document = path.read_text()
    assert TABLE.search(document)
    assert rendered(document) == document


if __name__ == "__main__":
    for changed in DOCUMENTS:
        changed.write_text(rendered(changed.read_text()))
