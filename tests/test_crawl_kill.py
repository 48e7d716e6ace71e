"""Kill -9 at any instant loses nothing and repeats nothing. For more kills: `tests/kill.py`."""

from __future__ import annotations

from pathlib import Path

import pytest
from kill import check


@pytest.mark.slow
def test_thirty_kills(tmp_path: Path) -> None:
    assert check(tmp_path, 30) >= 2, "one crawl before the edits and one after"
