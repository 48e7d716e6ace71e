"""Sites: one TOML file each, every key optional; a URL works without one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from newsbot.urls import is_http

PACKAGED = Path(__file__).with_name("sites")
"""The folder of site files that come with newsbot."""

SELECTABLE = (
    "headline",
    "description",
    "lead",
    "body",
    "authors",
    "date_published",
    "date_modified",
    "section",
    "breadcrumb",
    "keywords",
    "image_url",
    "image_caption",
)
"""The names that `[selectors]` may hold: fields of `ArticleItem`, and 'lead' for the chapô."""


class SiteError(ValueError):
    """A site that is not known, or whose file cannot be used. Its text is one line that names the file."""


@dataclass(frozen=True, slots=True)
class Site:
    """What newsbot has been told of a site. docs/sites.md explains each key.

    `start_urls` are section pages, or home pages from which the section is found. `home` is where the site's
    sitemap, feeds and REST interface are looked for. `time_zone` is an IANA name. `section_words` are what
    the section is called, in place of the usual words. `article_url` is a regular expression that the address
    of every article matches. `article_links` and `next_page` are CSS selectors for a listing page's links.
    `selectors` gives CSS selectors for the fields of `SELECTABLE`; `drop` are selectors whose text is never
    body; `drop_lines` are lines that are never body text. `served_from` is a folder of static pages that
    stands for the site; `allow_private` lets a crawl follow the site to loopback and private addresses.
    """

    name: str
    home: str = ""
    start_urls: tuple[str, ...] = ()
    time_zone: str | None = None
    section_words: tuple[str, ...] = ()
    article_url: re.Pattern[str] | None = None
    article_links: str = ""
    next_page: str = ""
    selectors: Mapping[str, str] = field(default_factory=dict)
    drop: tuple[str, ...] = ()
    drop_lines: tuple[str, ...] = ()
    served_from: Path | None = None
    allow_private: bool = False


def names(folders: Iterable[Path] = ()) -> list[str]:
    """The names of all site files in `folders` and in newsbot's own, in alphabetical order."""
    return sorted({file.stem for folder in (*folders, PACKAGED) for file in folder.glob("*.toml")})


def find(name: str, folders: Iterable[Path] = ()) -> Path | None:
    """The file of the site called `name`: the first in `folders`, then newsbot's own."""
    files = (folder / f"{name}.toml" for folder in (*folders, PACKAGED))
    return next((file for file in files if file.is_file()), None)


def load(name: str | Path, folders: Iterable[Path] = ()) -> Site:
    """The site called `name`, or written in the file `name` where that is a path. Raises SiteError."""
    folders = tuple(folders)
    if Path(name).suffix == ".toml" or Path(name).name != str(name):
        return _read(Path(name))
    file = find(str(name), folders)
    if file is None:
        near = get_close_matches(str(name), known := names(folders), n=1)
        hint = f"did you mean '{near[0]}'?" if near else f"known: {', '.join(known)}"
        raise SiteError(f"unknown site '{name}': no file {name}.toml, and no http(s) URL ({hint})")
    return _read(file)


def site_for(url: str, folders: Iterable[Path] = ()) -> Site:
    """The site of a bare URL, which becomes its only start URL.

    A site file for the same host is used where there is one; else the site is named after the host.
    Raises SiteError where `url` is no http(s) address.
    """
    if not is_http(url):
        raise SiteError(f"'{url}' is not an http(s) address")
    folders = tuple(folders)
    for name in names(folders):
        try:
            site = load(name, folders)
        except SiteError:
            continue  # another site's broken file is told when that site is crawled
        if _host(url) in map(_host, (site.home, *site.start_urls)):
            return replace(site, start_urls=(url,))
    return Site(name=_host(url), start_urls=(url,))


def _host(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2].lower().removeprefix("www.")


def _read(file: Path) -> Site:
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise SiteError(f"{file}: {error.strerror}") from None
    except ValueError as error:
        raise SiteError(f"{file}: not TOML: {error}") from None
    told: dict[str, Any] = {}
    for key, value in values.items():
        try:
            told[key] = _reader(key, _READERS)(value)
        except ValueError as error:
            raise SiteError(
                f"{file}: {error}" if key not in _READERS else f"{file}: {key}: {error}"
            ) from None
    if folder := told.get("served_from"):
        told["served_from"] = (file.parent / folder).resolve()
        if not told["served_from"].is_dir():
            raise SiteError(f"{file}: served_from: no folder {told['served_from']}")
    return Site(name=file.stem, **told)


def _reader(key: str, readers: Mapping[str, Callable[[Any], Any]]) -> Callable[[Any], Any]:
    if key in readers:
        return readers[key]
    near = get_close_matches(key, readers, n=1)
    raise ValueError(
        f"unknown key '{key}' "
        + (f"(did you mean '{near[0]}'?)" if near else f"(keys: {', '.join(readers)})")
    )


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"a text in quotes is expected, not {value!r}")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"true or false is expected, not {value!r}")
    return value


def _list_of(read: Callable[[Any], str]) -> Callable[[Any], tuple[str, ...]]:
    def values(value: Any) -> tuple[str, ...]:
        if not isinstance(value, list):
            raise ValueError(f"a list in square brackets is expected, not {value!r}")
        return tuple(map(read, value))

    return values


def _url(value: Any) -> str:
    if not is_http(_text(value)):
        raise ValueError(f"{value!r} is not an http(s) address")
    return str(value)


def _zone(value: Any) -> str:
    try:
        return ZoneInfo(_text(value)).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"no time zone {value!r} (IANA names: 'Europe/Paris', 'America/Toronto')") from None


def _pattern(value: Any) -> re.Pattern[str]:
    try:
        return re.compile(_text(value))
    except re.error as error:
        raise ValueError(f"{value!r} is not a regular expression: {error}") from None


def _selector(value: Any) -> str:
    try:
        LexborHTMLParser("<p>").css(_text(value))
    except SelectolaxError:
        raise ValueError(f"{value!r} is not a CSS selector") from None
    return str(value)


def _selectors(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise ValueError(f"a table is expected, not {value!r}")
    readers: dict[str, Callable[[Any], Any]] = dict.fromkeys(SELECTABLE, _selector)
    return {key: str(_reader(key, readers)(selector)) for key, selector in value.items()}


_READERS: dict[str, Callable[[Any], Any]] = {
    "home": _url,
    "start_urls": _list_of(_url),
    "time_zone": _zone,
    "section_words": _list_of(_text),
    "article_url": _pattern,
    "article_links": _selector,
    "next_page": _selector,
    "selectors": _selectors,
    "drop": _list_of(_selector),
    "drop_lines": _list_of(_text),
    "served_from": _text,
    "allow_private": _flag,
}

KEYS = tuple(_READERS)
"""Every key that a site file may have."""
