"""Sitemaps: sets, indexes, news, gzip, plain text, and traps."""

# ruff: noqa: E501 - pages are written as pages are

from __future__ import annotations

import gzip
import time
import tracemalloc

from newsbot.discovery import declared, sitemap

URL = "http://journal.example/sitemap.xml"
NEWS = """<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> http://journal.example/monde/a-b-c-d/ </loc><lastmod>2023-04-14</lastmod><news:news><news:publication>
<news:name>Journal</news:name></news:publication><news:publication_date>2023-04-13T16:14:58+02:00</news:publication_date>
<news:title>L&apos;été</news:title><news:keywords>Monde, Europe</news:keywords></news:news>
<image:image><image:loc>http://journal.example/i.jpg</image:loc><image:title>Photo</image:title></image:image></url>
<url><loc>/monde/e-f/</loc></url><url><loc>ftp://journal.example/</loc></url><url><loc>/tag/grands-travaux/</loc></url>
<url><loc>/</loc></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</sitemapindex>"""


def test_news_sitemap() -> None:
    first, second = sitemap(NEWS, URL).entries
    assert first.url == "http://journal.example/monde/a-b-c-d/"
    assert first.categories == ("Monde", "Europe")
    assert (first.date_published, first.date_modified) == ("2023-04-13T16:14:58+02:00", "2023-04-14")
    assert second.url == "http://journal.example/monde/e-f/"


def test_index_leaves_out_what_holds_no_articles() -> None:
    names = [
        "wp-sitemap-posts-post-1.xml",
        "wp-sitemap-posts-page-1.xml",
        "wp-sitemap-taxonomies-category-1.xml",
    ]
    names += [
        "wp-sitemap-taxonomies-post_tag-1.xml",
        "wp-sitemap-users-1.xml",
        "post-sitemap2.xml",
        "page-sitemap.xml",
    ]
    names += [
        "author-sitemap.xml",
        "sitemap-news.xml",
        "sitemap-2024-05.xml.gz",
        "video-sitemap.xml",
        "sitemap.xml?page=2",
    ]
    entries = "".join(f"<sitemap><loc>/{name}</loc><lastmod>2024-05-01</lastmod></sitemap>" for name in names)
    children = sitemap(INDEX.format(entries + f"<sitemap><loc>{URL}</loc></sitemap>"), URL).children
    assert [child.url.rpartition("/")[2] for child in children] == [
        names[0],
        names[5],
        *names[8:10],
        names[11],
    ]
    assert children[0].date_modified == "2024-05-01"


def test_gzip() -> None:
    assert sitemap(gzip.compress(NEWS.encode()), URL) == sitemap(NEWS, URL)
    cut = gzip.compress((NEWS + " " * 2**20).encode())[:-9]
    assert sitemap(cut, URL) == sitemap(NEWS, URL)


def test_robots_declares_sitemaps() -> None:
    robots = "User-agent: *\nDisallow: /x\nsitemap : /a.xml\nSITEMAP: http://journal.example/b.xml.gz # news\nSitemap:\n"
    assert declared(robots, "http://journal.example/robots.txt") == [
        "http://journal.example/a.xml",
        "http://journal.example/b.xml.gz",
    ]


def test_memory_grows_with_the_addresses_alone() -> None:
    body = "<urlset>" + "".join(
        f"<url><loc>http://journal.example/monde/a-{i}.html</loc></url>" for i in range(8_000)
    )
    tracemalloc.start()
    assert len(sitemap(body, URL).entries) == 8_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 16 * 2**20


def test_a_gzip_bomb_ends() -> None:
    bomb = gzip.compress(b"<urlset>" + b" " * (60 * 2**20))
    began = time.perf_counter()
    assert sitemap(bomb, URL).entries == ()
    assert time.perf_counter() - began < 40


def test_what_is_no_sitemap_lists_nothing() -> None:
    for body in (
        "",
        "<html><body>",
        b"\x1f\x8b\x08broken",
        b"\xff\xfe\x00",
        "<urlset><url></url><url><loc/></url>",
    ):
        assert sitemap(body, URL).entries == ()


def test_a_trap_of_tags_is_not_read() -> None:
    began = time.process_time()
    assert sitemap("<urlset><url>" + "<a/>" * 4_000_000, URL).entries == ()
    assert len(sitemap("<urlset><url><loc>/a-b-c-d</loc>" + "<a/>" * 400_000 + "</url>", URL).entries) == 1
    assert time.process_time() - began < 10
