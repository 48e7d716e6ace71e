"""The articles of eight kinds of sites, told from their pages alone."""

from __future__ import annotations

import pytest
from synthetic import NAMES_OF_SITES, Site, build

from newsbot import discovery
from newsbot.discovery import Section, rest
from newsbot.extraction import Document, extract

WITH_LISTINGS = [name for name in NAMES_OF_SITES if name not in ("scroll", "feed")]


def document(site: Site, url: str) -> Document:
    return Document(site.answers[url][2], url)


def section(site: Site) -> Section:
    return discovery.section_links(document(site, site.home))[0]


@pytest.mark.parametrize("name", WITH_LISTINGS)
def test_a_listing_walked_from_the_home_page_gives_the_section_and_nothing_else(name: str) -> None:
    site = build(name)
    world = section(site)
    found: list[str] = []
    url, walked = world.url, set[str]()
    while url:
        walked.add(url)
        page = discovery.listing(document(site, url), world)
        found += [entry.url for entry in page.articles]
        assert page.next_page not in walked
        url = page.next_page
    assert set(found) == site.expected
    assert len(found) == len(site.expected)


@pytest.mark.parametrize("name", WITH_LISTINGS)
def test_cards_give_dates(name: str) -> None:
    site = build(name)
    for entry in discovery.listing(document(site, section(site).url)).articles:
        assert "2024" in entry.date_published


@pytest.mark.parametrize("name", NAMES_OF_SITES)
def test_a_page_tells_whether_it_belongs(name: str) -> None:
    site = build(name)
    links = discovery.section_links(document(site, site.home))
    world = links[0] if links else Section(site.home, "Dix-sept heures")
    pages = {url for url, answer in site.answers.items() if "html" in answer[1] and discovery.is_article(url)}
    assert site.expected <= pages
    assert {
        url for url in pages if discovery.belongs(extract(document(site, url), url), world)
    } == site.expected


def test_a_feed_tells_sections() -> None:
    site = build("feed")
    (url,) = discovery.listing(document(site, site.home)).feeds
    world = Section(site.home, "Dix-sept heures")
    entries = discovery.feed(site.answers[url][2], url).entries
    assert {e.url for e in entries if any(map(world.has_name, e.categories))} == site.expected


def test_a_sitemap_lists_everything() -> None:
    site = build("scroll")
    robots = site.answers[site.home + "robots.txt"][2].decode()
    (index,) = discovery.declared(robots, site.home + "robots.txt")
    (child,) = discovery.sitemap(site.answers[index][2], index).children
    entries = discovery.sitemap(site.answers[child.url][2], child.url).entries
    assert site.expected < {entry.url for entry in entries}
    assert len(entries) == 29  # the section's page, whose address does not tell, is one of them


def test_wordpress_tells_its_rest_interface_and_its_feeds() -> None:
    site = build("wordpress")
    world = section(site)
    page = discovery.listing(document(site, world.url), world)
    assert page.category == 3
    assert page.feeds[0] == world.url + "feed/"
    assert not any("comments" in feed for feed in page.feeds)
    categories = site.answers[rest.categories_url(page.rest)][2]
    assert rest.categories(categories, page.category, world.url) == {3, 8}
    posts = rest.posts(site.answers[rest.posts_url(page.rest, {8, 3})][2])
    assert {entry.url for entry in posts} == site.expected
    feed = discovery.feed(site.answers[page.feeds[0]][2], page.feeds[0])
    assert feed.next_page == world.url + "feed/?paged=2"
