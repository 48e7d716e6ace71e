"""Whether a database is sound: the file, its schema, its full-text index, stray rows, room on the disk."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path

_ORPHANS = {
    "articles without a page": "SELECT count(*) FROM article WHERE id NOT IN"
    " (SELECT article_id FROM page WHERE article_id IS NOT NULL)",
    "articles without paragraphs": "SELECT count(*) FROM article WHERE word_count > 0 AND NOT EXISTS"
    " (SELECT 1 FROM paragraph WHERE article_id = article.id)",
    "repeats of a paragraph that is not there": "SELECT count(*) FROM repeats"
    " WHERE repeats IS NOT NULL AND repeated_text IS NULL",
}


@dataclass(slots=True)
class Check:
    """One thing looked at: its name, what was found, and whether that is as it should be."""

    name: str
    found: str
    ok: bool


def doctor(connection: sqlite3.Connection) -> list[Check]:
    """Look at everything that can be wrong with a database; the whole file is read."""
    row = connection.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchone()
    path = Path(row["file"])
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    faults = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(5)")]
    strays = len(connection.execute("PRAGMA foreign_key_check").fetchall())
    checks = [
        Check("schema", f"version {version}", True),
        Check("file", "; ".join(faults), faults == ["ok"]),
        Check("foreign keys", f"{strays} rows that point to nothing" if strays else "ok", not strays),
        _index(connection),
    ]
    for name, query in _ORPHANS.items():
        (number,) = connection.execute(query).fetchone()
        checks.append(Check(name, str(number), number == 0))
    size = sum(file.stat().st_size for file in path.parent.glob(f"{path.name}*"))
    free = shutil.disk_usage(path.parent).free
    # a migration copies the file, and a run may double it
    checks.append(Check("disk", f"{size / 2**20:.1f} MB used, {free / 2**20:.0f} MB free", free > 2 * size))
    return checks


def _index(connection: sqlite3.Connection) -> Check:
    """Whether the index holds the articles there are: each, and no other."""
    query = (
        "SELECT (SELECT count(*) FROM article WHERE id NOT IN (SELECT id FROM article_fts_docsize)),"
        " (SELECT count(*) FROM article_fts_docsize WHERE id NOT IN (SELECT id FROM article))"
    )
    missing, left = connection.execute(query).fetchone()
    if not missing and not left:
        return Check("full-text index", "ok", True)
    advice = "INSERT INTO article_fts (article_fts) VALUES ('rebuild')"
    return Check(
        "full-text index", f"{missing} articles missing, {left} left over; mend with: {advice}", False
    )
