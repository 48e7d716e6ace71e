"""Malformed pages, feeds and answers: discovery gives what it can, soon, and never raises."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from synthetic import NAMES_OF_SITES, build

from newsbot import discovery
from newsbot.discovery import Section, rest
from newsbot.extraction import Document, extract
from newsbot.urls import canonical

URL = "http://journal.example/monde/"
WORLD = Section(URL, "Monde")
SITES = [build(name) for name in NAMES_OF_SITES]
BODIES = [(url, body) for site in SITES for url, (_, _, body) in sorted(site.answers.items())[::7]]
PAGES = sorted((Path(__file__).parents[3] / "shared" / "pages").glob("*.html"))


def read_all(body: bytes, url: str) -> None:
    document = Document(body, url)
    page = discovery.listing(document, WORLD)
    assert page.next_page != url
    assert all(canonical(entry.url) == entry.url for entry in page.articles)
    discovery.section_links(document)
    section = discovery.section_of(document) or WORLD
    discovery.belongs(extract(document, url), section.with_subsections(document))
    assert discovery.feed(body, url).next_page != url
    discovery.sitemap(body, url)
    rest.categories(body, 2, url)
    rest.posts(body)


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, bytes]:
    """A page of the synthetic sites with pieces cut out, doubled, moved or replaced."""
    url, body = draw(st.sampled_from(BODIES))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(body)))
        end = draw(st.integers(start, min(start + 400, len(body))))
        piece = draw(
            st.sampled_from(
                [b"", body[start:end] * 2, b"<", b'"', b"</div>", b"<a href='http://[", b"\xff\x00&"]
            )
        )
        body = body[:start] + piece + body[end:]
    return url, body


@given(mutated())
@settings(max_examples=150, deadline=None)
def test_mutated_pages(page: tuple[str, bytes]) -> None:
    url, body = page
    read_all(body, url)


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
@settings(max_examples=150, deadline=None)
def test_any_bytes(body: bytes) -> None:
    read_all(body, URL)


@pytest.mark.skipif(not PAGES, reason="the public pages are not here")
@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.stem)
def test_public_pages_cut_anywhere(file: Path) -> None:
    body = file.read_bytes()
    for share in range(3, 20, 8):
        read_all(body[: len(body) * share // 20], URL)


A = '<a href="/monde/un-titre-de-quatre-mots-{0}">Un titre de quatre mots {0}</a>'
HOSTILE: dict[str, Callable[[], str]] = {
    "many links": lambda: "".join(A.format(i) for i in range(6_000)),
    "deep links": lambda: "".join("<div>" + A.format(i) for i in range(2_500)),
    "nested lists": lambda: "<nav>" + "".join(f"<ul><li>{A.format(i)}" for i in range(2_000)),
    "many titles": lambda: "".join(
        f"<div><h2>Titre</h2><p class=title>x</p>{A.format(i)}" for i in range(2_000)
    ),
    "many labels": lambda: "<h1>x</h1>" + "<div>" * 300 + "<div><i class=category>Sport</i></div>" * 5_000,
    "long names": lambda: f'<div class="{"a-b " * 100_000}">' + "".join(A.format(i) for i in range(2_500)),
    "one link": lambda: f"<div>{A}</div>" * 5_000,
    "many numbers": lambda: "".join(f'<a href="/monde/page/{i}/">{i}</a>' for i in range(5_000)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end_soon(name: str) -> None:
    document = Document(HOSTILE[name](), URL)
    began = time.process_time()
    discovery.listing(document, WORLD)
    discovery.section_links(document)
    discovery.belongs(extract(document, URL), WORLD.with_subsections(document))
    assert time.process_time() - began < 15
