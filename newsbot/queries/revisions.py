"""How an article changed: each revision against what followed it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from newsbot.queries.articles import show
from newsbot.queries.values import decoded

Edit = tuple[Literal["=", "-", "+"], str]
"""Words that stayed, went or came."""


@dataclass(slots=True)
class Revision:
    """One change of an article: when it was seen, and its headline and paragraphs as edits.

    `changed` says what changed: headline, text. A paragraph is a list of edits.
    """

    replaced_at: str
    changed: list[str]
    headline: list[Edit]
    paragraphs: list[list[Edit]]


def diff(connection: sqlite3.Connection, article: str) -> list[Revision]:
    """The changes of the article with that number or address, the first one first. Raises NotFoundError."""
    now = show(connection, article)
    query = (
        "SELECT id, replaced_at, changed, headline, paragraphs FROM revision WHERE article_id = ?"
        " ORDER BY replaced_at, id"
    )
    rows = connection.execute(query, (now.fields["id"],)).fetchall()
    texts = [[p["text"] for p in decoded(row, "paragraphs") if p["verdict"] == "kept"] for row in rows]
    texts.append([p.text for p in now.paragraphs if p.verdict == "kept"])
    headlines = [*(row["headline"] for row in rows), now.fields["headline"]]
    return [
        Revision(
            row["replaced_at"],
            decoded(row, "changed"),
            edits(headlines[number], headlines[number + 1]),
            _paragraphs(texts[number], texts[number + 1]),
        )
        for number, row in enumerate(rows)
    ]


def edits(before: str, after: str) -> list[Edit]:
    """What was done to the words of `before` to make `after`."""
    old, new = before.split(), after.split()
    done: list[Edit] = []
    for operation, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            done.append(("=", " ".join(old[a:b])))
            continue
        if a < b:
            done.append(("-", " ".join(old[a:b])))
        if c < d:
            done.append(("+", " ".join(new[c:d])))
    return done


def _paragraphs(before: list[str], after: list[str]) -> list[list[Edit]]:
    """Paragraphs in the order of reading; one that was reworded is told by its words."""
    done: list[list[Edit]] = []
    for operation, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if operation == "equal":
            done += [[("=", text)] for text in before[a:b]]
            continue
        both = min(b - a, d - c)
        done += [edits(*pair) for pair in zip(before[a : a + both], after[c : c + both], strict=True)]
        done += [[("-", text)] for text in before[a + both : b]]
        done += [[("+", text)] for text in after[c + both : d]]
    return done
