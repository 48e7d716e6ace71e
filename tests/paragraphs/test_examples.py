from pathlib import Path

import pytest

from newsbot.paragraphs import why

PAGE = Path(__file__).parents[2] / "docs" / "paragraphs.md"
ROWS = [
    line.strip("| ").split(" | ") for line in PAGE.read_text("utf-8").splitlines() if line.count(" | ") == 2
]


@pytest.mark.parametrize(("a", "b", "answer"), ROWS[1:])
def test_the_examples_of_the_documentation(a, b, answer):
    assert why(a, b) == answer
