"""Addresses: one spelling a page, one domain a site."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot import urls

FIRE = "http://journal.example/monde/%F0%9F%94%A5-direct/"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://journal.example/monde/%f0%9f%94%a5-direct/", FIRE),
        ("http://journal.example/monde/🔥-direct/", FIRE),
        ("HTTP://Journal.Example:80/monde/🔥-direct/#comments", FIRE),
        ("http://journal.example/monde/🔥-direct/?utm_source=rss&fbclid=x", FIRE),
        ("https://journal.example:443", "https://journal.example/"),
        ("http://journal.example:8081/", "http://journal.example:8081/"),
        ("http://journal.example/spip.php?article12&xtor=RSS-1", "http://journal.example/spip.php?article12"),
        ("http://journal.example/?p=2&&lang=f%c3%a9", "http://journal.example/?p=2&lang=f%C3%A9"),
        ("http://journal.example/?at_medium=custom7&p=2", "http://journal.example/?p=2"),
        ("http://journal.example/?latitude=3&gclidx=4", "http://journal.example/?latitude=3&gclidx=4"),
        ("http://journal.example/a/../é", "http://journal.example/%C3%A9"),
        ("http://journal.example/a/comment-page-2/#comments", "http://journal.example/a/"),
        ("http://élysée.example/", "http://xn--lyse-9oad.example/"),
        ("http://[::1]:80/", "http://[::1]/"),
        ("mailto:redaction@journal.example", ""),
        ("http://[", ""),
        ("http://journal.example:99999/", ""),
        ("", ""),
    ],
)
def test_canonical_is_one_spelling(url: str, expected: str) -> None:
    assert urls.canonical(url) == expected


@given(st.text(max_size=60) | st.text(max_size=40).map("http://a.example/".__add__))
@settings(max_examples=300, deadline=None)
def test_canonical_is_stable_and_never_fails(url: str) -> None:
    once = urls.canonical(url)
    assert urls.canonical(once) == once
    assert once == "" or urls.is_http(once)


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("../sport/", "http://a.example/sport/"),
        (" ?page=2\n", "http://a.example/monde/?page=2"),
        ("//b.example/x", "http://b.example/x"),
        ("javascript:void(0)", ""),
        ("http://[", ""),
        ("https:///x", ""),
        (None, "http://a.example/monde/"),
    ],
)
def test_absolute(href: str | None, expected: str) -> None:
    assert urls.absolute("http://a.example/monde/", href) == expected


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("https://www.journal.fr/", "http://monde.journal.fr/x", True),
        ("https://journal.fr/", "https://journal.com/", False),
        ("https://a.blogspot.com/", "https://b.blogspot.com/", False),
        ("https://www.journal.qc.ca/", "https://journal.qc.ca/", True),
        ("https://monde.journal.qc.ca/", "https://journal.qc.ca/", True),
        ("https://journal.qc.ca/", "https://gazette.qc.ca/", False),
        ("http://journal.example/", "http://monde.journal.example/", True),
        ("http://journal.example/", "http://autre.example/", False),
        ("http://127.0.0.1:8081/", "http://127.0.0.1:9000/", True),
        ("http://127.0.0.1/", "http://10.0.0.1/", False),
        ("http://localhost:1/", "http://localhost/", True),
        ("http://[", "http://[", False),
    ],
)
def test_same_site(a: str, b: str, same: bool) -> None:
    assert urls.same_site(a, b) is same


def test_segments_are_decoded_and_lower_case() -> None:
    assert urls.segments("http://a.example/Monde/%C3%A9lu/?x=/y") == ["monde", "élu"]
