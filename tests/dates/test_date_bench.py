"""The labelled date strings beside the repository, where they are."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from newsbot.dates import parse, parse_dateline

BENCH = Path(__file__).parents[3] / "shared/bench/dates"

pytestmark = pytest.mark.skipif(not BENCH.exists(), reason="the labelled strings are not here")


@pytest.fixture(scope="module")
def score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("date_score", BENCH / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(text: str, **context: Any) -> SimpleNamespace:
    date, line = parse(text, **context), parse_dateline(text, **context)
    return SimpleNamespace(
        value=date and date.value,
        precision=date and date.precision,
        published=line.published,
        modified=line.modified,
    )


def summary(score: ModuleType, name: str, *, contested: bool) -> dict[str, Any]:
    cases = [json.loads(line) for line in (BENCH / name).read_text().splitlines()]
    return score.summary(*score.run(read, [case for case in cases if contested or not case.get("contested")]))  # type: ignore[no-any-return]


def test_labelled_strings(score: ModuleType) -> None:
    found = summary(score, "cases_public.jsonl", contested=False)
    assert found["accuracy"] >= 0.99
    assert found["silent"] <= 0.003
    assert found["fields_correct"] >= 0.98
    assert found["errors"] == 0


def test_dateparsers_own_french_strings(score: ModuleType) -> None:
    found = summary(score, "dateparser_fr.jsonl", contested=True)
    assert found["total"]["correct"] >= 60
    assert found["total"].get("wrong", 0) + found["total"].get("false_pos", 0) == 0
