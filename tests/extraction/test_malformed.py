"""Pages cut, spliced and mutated: an item each time, soon, and one that can be stored."""

import json
import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot.extraction import extract

PAGES = Path(__file__).parents[2].parent / "shared" / "pages"
TEMPLATES = [file.read_bytes() for file in sorted(Path(__file__).with_name("templates").glob("*.html"))]
URL = "https://www.exemple-journal.fr/monde/article"
LIMIT = 2.0  # seconds: a blow-up is much longer, and the machine may be busy; benchmarks tell the usual
PIECES = [
    *(b"<", b">", b"/>", b'"', b"'", b"<!--", b"-->", b"<![CDATA[", b"&#0;", b"\x00", b"\xff\xfe", b"\xc3"),
    *(b"<div>", b"</div>", b"<p>", b"</p>", b"<b>", b"<table>", b"<tr>", b"<form>"),
    *(b"<script>", b"<svg>", b'<div class="comments">', b'<div class="article-body">', b"<h1>"),
    *(b"</html>", b"<body>"),
    *(b"<template>", b"<br><br>", b"<time datetime=>", b"<meta charset=utf-16>"),
    b'<script type="application/ld+json">{"@type":"NewsArticle","author":[',
]  # fmt: skip


def check(html: bytes) -> None:
    began = time.process_time()
    item = extract(html, URL)
    assert time.process_time() - began < LIMIT
    found = [*item.authors, *item.breadcrumb, *item.keywords, *(p.text for p in item.paragraphs)]
    assert all(text and text == text.strip() for text in found)
    "".join([item.headline, item.section, *found, *(c.text for c in item.date_candidates)]).encode()


@settings(max_examples=150, deadline=None)
@given(
    page=st.sampled_from(TEMPLATES),
    cuts=st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(PIECES)), min_size=1, max_size=12
    ),
)
def test_mutated_templates(page: bytes, cuts: list[tuple[float, int, bytes]]) -> None:
    for place, length, piece in cuts:
        at = int(place * len(page))
        page = page[:at] + piece + page[at + length :]
    check(page)


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
def test_any_bytes(html: bytes) -> None:
    check(html)


@pytest.mark.skipif(not PAGES.exists(), reason="real pages are not at hand")
@pytest.mark.parametrize("seed", range(10))
def test_real_pages_cut_anywhere(seed: int) -> None:
    chance = random.Random(seed)
    pages = [(PAGES / name).read_bytes() for name in json.loads((PAGES / "urls.json").read_text("utf-8"))]
    for _ in range(20):
        page = chance.choice(pages)
        start, end = sorted((chance.randrange(len(page)), chance.randrange(len(page))))
        check(chance.choice((page[:end], page[start:], page[:start] + page[end:], page[:end] + page[start:])))
