"""Site files: every key optional, every mistake one clear line."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsbot import sites
from newsbot.errors import ConfigurationError
from newsbot.sites import Site, load

WHOLE = r"""
home = "https://www.journal.example/"
start_urls = ["https://www.journal.example/monde/"]
time_zone = "America/Toronto"
section_words = ["Ailleurs"]
article_url = '/\d{6}/'
article_links = "main h3 a"
next_page = "a.suivant"
drop = [".promo", "p.note"]
drop_lines = ["Abonnez-vous"]
served_from = "pages"
allow_private = true
[selectors]
headline = "h1.titre"
lead = "p.chapo"
"""


def write(folder: Path, text: str, name: str = "journal") -> Path:
    file = folder / f"{name}.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_every_key_is_read(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    site = load(write(tmp_path, WHOLE))
    assert site.name == "journal"
    assert site.start_urls == ("https://www.journal.example/monde/",)
    assert site.time_zone == "America/Toronto"
    assert site.section_words == ("Ailleurs",)
    assert site.article_url is not None
    assert site.article_url.search("/a/123456/")
    assert (site.article_links, site.next_page) == ("main h3 a", "a.suivant")
    assert (site.drop, site.drop_lines) == ((".promo", "p.note"), ("Abonnez-vous",))
    assert site.selectors == {"headline": "h1.titre", "lead": "p.chapo"}
    assert site.served_from == tmp_path / "pages"
    assert site.allow_private


def test_every_key_but_an_address_is_optional(tmp_path: Path) -> None:
    home = "https://www.journal.example/"
    assert load(write(tmp_path, f'home = "{home}"')) == Site("journal", home=home)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("start_url = []", "unknown key 'start_url' (did you mean 'start_urls'?)"),
        ("", "home or start_urls is needed"),
        ("colour = 1", "unknown key 'colour' (known: home, start_urls,"),
        ("home =", "not TOML"),
        ("home = 3", "home: a text in quotes is expected, not 3"),
        ('home = "www.journal.example"', "home: 'www.journal.example' is not an http(s) address"),
        ('start_urls = "https://a.example/"', "start_urls: a list in square brackets is expected"),
        ('start_urls = ["ftp://a.example/"]', "start_urls: 'ftp://a.example/' is not an http(s) address"),
        ('time_zone = "Europe/Lutece"', "time_zone: 'Europe/Lutece' is not an IANA time zone"),
        ('time_zone = "../etc/passwd"', "time_zone: '../etc/passwd' is not an IANA time zone"),
        ('article_url = "("', "article_url: '(' is not a regular expression"),
        ('next_page = "a["', "next_page: 'a[' is not a CSS selector"),
        ('drop = ["p", "div::text"]', "drop: 'div::text' is not a CSS selector"),
        ('[selectors]\ntitle = "h1"', "selectors: unknown key 'title'"),
        ('[selectors]\nheadlin = "h1"', "did you mean 'headline'?"),
        ('[selectors]\nheadline = ">>"', "selectors: headline: '>>' is not a CSS selector"),
        ('selectors = "h1"', "selectors: a table is expected"),
        ('served_from = "nowhere"', "served_from: no folder"),
        ('allow_private = "yes"', "allow_private: true or false is expected"),
    ],
)
def test_a_mistake_is_one_line_that_names_the_file(tmp_path: Path, text: str, says: str) -> None:
    file = write(tmp_path, text)
    with pytest.raises(ConfigurationError) as caught:
        load(file)
    message = str(caught.value)
    assert message.startswith(f"{file}: ")
    assert says in message
    assert "\n" not in message


def test_what_is_no_text_file_is_one_line_too(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(b"home = '\xe9'")
    for name, says in (
        ("latin.toml", "not TOML"),
        ("absent.toml", "No such file"),
        ("x/absent.toml", "No such file"),
    ):
        with pytest.raises(ConfigurationError, match=says):
            load(tmp_path / name)


def test_own_files_come_before_those_of_the_package(tmp_path: Path) -> None:
    assert load("lemonde", [tmp_path]).home == "https://www.lemonde.fr/"
    write(tmp_path, 'home = "http://127.0.0.1/"', "lemonde")
    assert load("lemonde", [tmp_path]).home == "http://127.0.0.1/"
    assert sites.find("lemonde", [tmp_path]) == tmp_path / "lemonde.toml"
    assert sites.names([tmp_path]).count("lemonde") == 1


def test_an_unknown_name_is_told_with_the_nearest() -> None:
    with pytest.raises(ConfigurationError, match=r"unknown site 'lemond': .*did you mean 'lemonde'\?"):
        load("lemond")
    with pytest.raises(ConfigurationError, match="known: 20minutes, "):
        load("zzz")


def test_a_url_is_a_site_of_its_own() -> None:
    site = load("http://WWW.Journal.example:8081/monde/")
    assert (site.name, site.start_urls) == (
        "journal.example:8081",
        ("http://WWW.Journal.example:8081/monde/",),
    )
    for bad in ("ftp://journal.example/", "http://", "http://["):
        with pytest.raises(ConfigurationError, match="is not an http"):
            load(bad)


def test_a_url_of_a_known_site_keeps_what_its_file_says(tmp_path: Path) -> None:
    write(tmp_path, "broken", "broken")
    site = load("https://lemonde.fr/afrique/", [tmp_path])
    assert (site.name, site.time_zone) == ("lemonde", "Europe/Paris")
    assert site.start_urls == ("https://lemonde.fr/afrique/",)


@pytest.mark.parametrize("name", sites.names())
def test_packaged_files_are_right(name: str) -> None:
    site = load(name)
    assert site.home
    assert site.time_zone
    assert all(url.startswith(site.home) for url in site.start_urls)


def test_the_reference_names_every_key() -> None:
    text = (Path(__file__).parents[1] / "docs" / "sites.md").read_text(encoding="utf-8")
    for key in sites.KEYS:
        assert f"`{key}`" in text
    for key in sites.SELECTABLE:
        assert f"`{key}`" in text
