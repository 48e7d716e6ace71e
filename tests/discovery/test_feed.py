"""Feeds of every kind, whole and broken."""

# ruff: noqa: E501 - pages are written as pages are

from __future__ import annotations

import time

import pytest

from newsbot.discovery import feed

URL = "http://journal.example/feed/"

RSS2 = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>Monde</title><link>http://journal.example</link><atom:link rel="self" href="http://journal.example/feed/"/>
<item><title>L&#8217;accord &amp;amp; ses <![CDATA[<b>suites</b>]]></title>
<link>http://journal.example/monde/l-accord/?utm_source=rss#xtor=RSS-1</link>
<guid isPermaLink="false">http://journal.example/?p=12</guid><dc:creator>Inès Okafor</dc:creator>
<pubDate>Thu, 13 Apr 2023 16:14:58 +0000</pubDate><category><![CDATA[MONDE]]></category><category>Europe</category>
<content:encoded><![CDATA[<p>Un <a href="http://autre.example/">lien</a>.</p>]]></content:encoded></item>
<item><title>Sans lien</title><guid>http://journal.example/monde/sans-lien/</guid></item>
<item><title>Sans adresse</title><description>Rien</description></item></channel></rss>"""

RSS1 = """<?xml version="1.0" encoding="iso-8859-1"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="http://journal.example/">
<title>Journal</title></channel><item rdf:about="http://journal.example/spip.php?article12"><title>L'été à Malmö</title>
<link>http://journal.example/spip.php?article12</link><dc:date>2023-04-13T16:14:58Z</dc:date>
<dc:subject>Étranger</dc:subject></item></rdf:RDF>""".encode("iso-8859-1")

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="/feed/"/><link rel="next" href="/feed/?page=2"/>
<entry><title type="html">Un &lt;i&gt;titre&lt;/i&gt;</title><link rel="edit" href="/edit/1"/><link href="../monde/un-titre/"/>
<id>tag:journal.example,2023:1</id><published>2023-04-13T16:14:58+02:00</published>
<updated>2023-04-14T08:00:00+02:00</updated><category term="monde" label="Monde"/></entry></feed>"""


def test_rss_2() -> None:
    first, second = feed(RSS2, URL).entries
    assert first.url == "http://journal.example/monde/l-accord/"
    assert first.date_published == "Thu, 13 Apr 2023 16:14:58 +0000"
    assert first.categories == ("MONDE", "Europe")
    assert second.url == "http://journal.example/monde/sans-lien/"


def test_rss_1_in_its_own_encoding() -> None:
    (entry,) = feed(RSS1, URL).entries
    assert entry.url == "http://journal.example/spip.php?article12"
    assert (entry.date_published, entry.categories) == ("2023-04-13T16:14:58Z", ("Étranger",))


def test_atom() -> None:
    read = feed(ATOM, URL)
    (entry,) = read.entries
    assert entry.url == "http://journal.example/monde/un-titre/"
    assert entry.categories == ("Monde",)
    assert (entry.date_published, entry.date_modified) == (
        "2023-04-13T16:14:58+02:00",
        "2023-04-14T08:00:00+02:00",
    )
    assert read.next_page == "http://journal.example/feed/?page=2"


@pytest.mark.parametrize(
    ("url", "expected"),
    [(URL, URL + "?paged=2"), (URL + "?paged=2", URL + "?paged=3"), (URL + "?paged=x", "")],
)
def test_wordpress_feeds_go_back_in_time(url: str, expected: str) -> None:
    generator = "<generator>https://wordpress.org/?v=6.1.9</generator>"
    assert feed(RSS2.replace("<title>Monde", generator + "<title>Monde"), url).next_page == expected
    assert feed(RSS2, url).next_page == ""
    assert feed(f"<rss><channel>{generator}</channel></rss>", url).next_page == ""


def test_what_is_broken_is_read_as_far_as_it_can_be() -> None:
    start = "<rss><channel><item><category>Tom & Jerry &eacute;t&nbsp;al. \x0b</category><link>/monde/a?x=1&y=2</link>"
    (entry,) = feed(start + "</item><item><title>coupé", URL).entries
    assert entry.categories == ("Tom & Jerry ét al.",)
    assert entry.url == "http://journal.example/monde/a?x=1&y=2"
    stray = "<?xml version='1.0' encoding='utf-8'?><rss><item><category>été</category><link>/a</link></item></rss>"
    assert feed(stray.encode("cp1252"), URL).entries[0].categories == ("été",)
    assert feed("\n\n" + stray, URL).entries[0].categories == ("été",)


@pytest.mark.parametrize("shift", range(12))
def test_an_entity_may_be_cut_by_the_pieces_that_a_body_is_read_in(shift: int) -> None:
    filling = "x" * (2**16 - 60 - shift)
    text = f"<rss><item><link>/a</link><x>{filling}</x><category>Moyen&nbsp;Orient &#233;t&eacute;</category></item></rss>"
    assert feed(text, URL).entries[0].categories == ("Moyen Orient été",)


def test_what_is_no_feed_has_no_entries() -> None:
    for body in ("", "<html><body><p>Bonjour", "{}", b"\x00\xff\xfe", b"\x1f\x8b\x08broken"):
        assert feed(body, URL).entries == ()


def test_entity_bombs_and_files_are_not_expanded() -> None:
    bomb = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10))
    text = f"""<!DOCTYPE rss [<!ENTITY e0 "boum"> {bomb} <!ENTITY a "&e0;"> <!ENTITY f SYSTEM "file:///etc/passwd">]>
        <rss><item><category>Titre &e9; &f; &a;</category><link>/a</link></item></rss>"""
    began = time.perf_counter()
    (entry,) = feed(text, URL).entries
    assert entry.categories == ("Titre",)
    assert time.perf_counter() - began < 10


def test_a_digest_changes_with_the_words_and_not_with_the_markup() -> None:
    def digest(title: str, content: str) -> str:
        content = f"<content:encoded><![CDATA[{content}]]></content:encoded>"
        item = f"<item><link>http://a.example/x</link><title>{title}</title>{content}</item>"
        rss = '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        (entry,) = feed(f"{rss}<channel>{item}</channel></rss>", URL).entries
        return entry.digest

    first = digest("Titre", "<p>Un texte.</p>")
    assert first == digest("Titre", '<p class="b">Un <b>texte.</b></p>')
    assert first != digest("Autre titre", "<p>Un texte.</p>")
    assert first != digest("Titre", "<p>Un autre texte.</p>")
    assert digest("", "") == ""
