"""Sites: one TOML file each, every key optional; a URL works without one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from newsbot.errors import ConfigurationError, hint
from newsbot.urls import is_http, netloc

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


def load(target: str | Path, folders: Iterable[Path] = ()) -> Site:
    """The site that `target` names: a site file's name in `folders` or among newsbot's own, its path, or any
    http(s) URL.

    A URL becomes the only start URL of the site whose file names its host, else of a site named after the
    host. Raises ConfigurationError, with one line that names the file.
    """
    folders = tuple(folders)
    name = str(target)
    if "://" in name:
        return _of_url(name, folders)
    if Path(name).suffix == ".toml" or Path(name).name != name:
        return _read(Path(name))
    if file := find(name, folders):
        return _read(file)
    told = hint(name, names(folders))
    raise ConfigurationError(f"unknown site '{name}': no file {name}.toml, and no http(s) URL {told}")


def _of_url(url: str, folders: tuple[Path, ...]) -> Site:
    if not is_http(url):
        raise ConfigurationError(f"'{url}' is not an http(s) address")
    for name in names(folders):
        try:
            site = load(name, folders)
        except ConfigurationError:
            continue  # another site's broken file is told when that site is crawled
        if netloc(url) in map(netloc, (site.home, *site.start_urls)):
            return replace(site, start_urls=(url,))
    return Site(name=netloc(url), start_urls=(url,))


def _read(file: Path) -> Site:
    try:
        told = _table(tomllib.loads(file.read_text(encoding="utf-8")), KEYS)
        if "served_from" in told:
            told["served_from"] = folder = (file.parent / told["served_from"]).resolve()
            if not folder.is_dir():
                raise ValueError(f"served_from: no folder {folder}")
        if not (told.get("home") or told.get("start_urls")):
            raise ValueError("home or start_urls is needed: where the crawl begins")
    except OSError as error:
        raise ConfigurationError(f"{file}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{file}: not TOML: {error}") from None
    except ValueError as error:
        raise ConfigurationError(f"{file}: {error}") from None
    return Site(name=file.stem, **told)


def _table(values: dict[str, Any], keys: Mapping[str, _Key]) -> dict[str, Any]:
    told = {}
    for key, value in values.items():
        if key not in keys:
            raise ValueError(f"unknown key '{key}' {hint(key, keys)}")
        try:
            told[key] = _value(value, *keys[key])
        except ValueError as error:
            raise ValueError(f"{key}: {error}") from None
    return told


def _value(value: Any, kind: Any, read: Callable[[Any], Any], what: str = "") -> Any:
    if not isinstance(value, kind) or (isinstance(value, str) and not value.strip()):
        raise ValueError(f"{_KINDS[kind]} is expected, not {value!r}")
    if kind is list:
        return tuple(_value(entry, str, read, what) for entry in value)
    if kind is dict:
        return _table(value, dict.fromkeys(SELECTABLE, (str, read, what)))
    try:
        return read(value)
    except (ValueError, LookupError, OSError, re.error, SelectolaxError):
        raise ValueError(f"{value!r} is not {what}") from None


def _url(text: str) -> str:
    if not is_http(text):
        raise ValueError(text)
    return text


def _selector(text: str) -> str:
    LexborHTMLParser("<p>").css(text)
    return text


_Key = tuple[type, Callable[[Any], Any], str]
_KINDS = {str: "a text in quotes", list: "a list in square brackets", dict: "a table", bool: "true or false"}
_ADDRESS, _CSS = "an http(s) address", "a CSS selector"
KEYS: dict[str, _Key] = {
    "home": (str, _url, _ADDRESS),
    "start_urls": (list, _url, _ADDRESS),
    "time_zone": (str, lambda name: ZoneInfo(name).key, "an IANA time zone such as Europe/Paris"),
    "section_words": (list, str, ""),
    "article_url": (str, re.compile, "a regular expression"),
    "article_links": (str, _selector, _CSS),
    "next_page": (str, _selector, _CSS),
    "selectors": (dict, _selector, _CSS),
    "drop": (list, _selector, _CSS),
    "drop_lines": (list, str, ""),
    "served_from": (str, str, ""),
    "allow_private": (bool, bool, ""),
}
"""Every key that a site file may have: the kind of its value, what reads a text in it, what that text is."""
