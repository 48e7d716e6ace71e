"""What is expected of an article, and what differs from it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from newsbot import expectations
from newsbot.errors import ConfigurationError
from newsbot.queries import Article, Explanation
from newsbot.queries.articles import StoredParagraph

URL = "https://www.journal.example/monde/1"


def article(*texts: tuple[str, str, str], **fields: Any) -> Article:
    """An article of paragraphs, each a kind, a verdict and a text."""
    known = {
        "url": URL,
        "headline": "Un titre",
        "authors": ["Anne Morel"],
        "date_published": "2022-10-02T16:21:00Z",
        "date_published_precision": "minute",
        "section": "Monde",
    }
    paragraphs = [
        StoredParagraph(n, kind, text, verdict, None, n, None, None)
        for n, (kind, verdict, text) in enumerate(texts)
    ]
    return Article(known | fields, paragraphs)


STORY = article(
    ("lead", "kept", "Le chapô."),
    ("paragraph", "kept", "Un."),
    ("paragraph", "exact", "Un."),
    ("paragraph", "kept", "Deux."),
    ("paragraph", "boilerplate", "Lire aussi"),
)


def test_what_is_expected_of_an_article(tmp_path: Path) -> None:
    file = tmp_path / "journal.json"
    assert expectations.save(file, [STORY], datetime(2022, 10, 3, tzinfo=UTC)) == 1
    assert '"saved": "2022-10-03"' in file.read_text("utf-8")
    [expected] = expectations.load(file)
    assert (expected["first"], expected["last"]) == ("Le chapô.", "Deux.")
    assert expected["kept"] == {"lead": 1, "paragraph": 2}
    assert expected["dropped"] == 2
    assert expectations.differences(expected, Explanation(None, STORY, "", [])) == {}


def test_what_differs_is_told_by_name() -> None:
    now = article(("paragraph", "kept", "Un."), ("paragraph", "kept", "Deux."), authors=[])
    assert expectations.differences(expectations.of(STORY), Explanation(None, now, "", [])) == {
        "authors": (["Anne Morel"], []),
        "first": ("Le chapô.", "Un."),
        "kept": ({"lead": 1, "paragraph": 2}, {"paragraph": 2}),
        "dropped": (2, 0),
    }


def test_a_person_may_leave_out_what_is_not_to_be_held() -> None:
    now = article(("paragraph", "kept", "Autre chose."))
    assert (
        expectations.differences({"url": URL, "headline": "Un titre"}, Explanation(None, now, "", [])) == {}
    )


def test_an_article_without_text_is_held_too() -> None:
    expected = expectations.of(article())
    assert (expected["first"], expected["last"], expected["kept"]) == ("", "", {})


@pytest.mark.parametrize(
    ("page", "outcome"),
    [
        ({"outcome": "soft_404", "detail": ""}, "soft_404"),
        ({"outcome": "error", "detail": "answers 404"}, "error: answers 404"),
        ({"outcome": "", "detail": ""}, "not read"),
    ],
)
def test_a_page_that_is_no_article_differs_by_its_outcome(page: dict[str, Any], outcome: str) -> None:
    found = Explanation(page, None, "", [])
    assert expectations.differences({"url": URL}, found) == {"outcome": ("article", outcome)}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"articles": [{}]}', '{"articles": [1]}', "\xff"])
def test_a_file_of_another_form_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "journal.json"
    file.write_text(text, encoding="latin-1")
    with pytest.raises(ConfigurationError, match="not what"):
        expectations.load(file)
