"""Addresses: made absolute, told apart, and made equal where they lead to the same page."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from w3lib.url import canonicalize_url

if TYPE_CHECKING:
    from tldextract import TLDExtract

_PORT = r"(?::(?!80\b|443\b)(?:[1-9]\d{0,3}|[1-5]\d{4}))?"
_PLAIN = re.compile(rf"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*{_PORT}(?:/|(?:/[\w~-]+(?:\.\w+)*)+/?)", re.ASCII)
_DEFAULT_PORT = {"http": ":80", "https": ":443"}

# Parameters that campaigns, shares and audience tools add to an address without changing the page: Google and
# Matomo campaigns, AT Internet (`at_…`, `xtor`), click identifiers, mailing tools, WordPress's reply links.
_TRACKING = re.compile(
    r"""(?: (?:utm|at|pk|piwik|mtm|matomo|hsa)_\w+ | xt(?:or|ref|mc|cr|s|np|loc)
        | (?:fb|g|d|y|ys|ms|tw|tt)clid | gclsrc | [gw]braid | li_fat_id | srsltid | epik | igsh(?:id)?
        | fb_(?:action_ids|action_types|ref|source) | fbc_id | __twitter_impression | ref_src | ref_url
        | mc_[ce]id | mkt_tok | _hs(?:enc|mi) | hsctatracking | oly_(?:anon|enc)_id | vero_id | wickedid
        | s_kwcid | cmpid | wt_mc | _g[al] | nr_email_referer | dm_i | ck_subscriber_id | replytocom
        )(?:=|$)""",
    re.VERBOSE | re.IGNORECASE,
)

LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2})?")
"""A part of a path that names a language: 'fr', 'fr-ca'."""
_HOME_FILES = frozenset(("index.html", "index.htm", "index.php", "spip.php", "accueil", "home"))

# WordPress's pages of comments show the same article, and its block themes name one as canonical.
_COMMENTS = re.compile(r"/comment-page-\d+/?$")


def is_http(url: str) -> bool:
    """Whether `url` is a whole http or https address, with a host."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 0) >= 0
    except ValueError:
        return False


def absolute(base: str, href: str | None) -> str:
    """Where `href`, on a page with base address `base`, leads to; '' where that is no http(s) address."""
    href = (href or "").strip()
    if _PLAIN.fullmatch(href):
        return href
    try:
        url = urljoin(base, href)
    except ValueError:
        return ""
    return url if is_http(url) else ""


def canonical(url: str) -> str:
    """The one spelling of `url` by which a page is known; '' where it is no http(s) address.

    Scheme and host in lower case, no default port, no fragment, no tracking parameters, no page of comments,
    path and query percent-encoded in UTF-8 with upper-case digits: `%f0%9f`, `%F0%9F` and the emoji itself
    are one. A final slash, `www.`, the scheme and the order of parameters are kept: servers tell them apart.
    """
    if _PLAIN.fullmatch(url):
        return url
    if not is_http(url):
        return ""
    address, _, query = url.partition("#")[0].partition("?")
    kept = [pair for pair in query.split("&") if pair and not _TRACKING.match(pair)]
    try:
        parts = urlsplit(canonicalize_url(address))
        query = "&".join(
            urlsplit(canonicalize_url(f"{address}?{pair}")).query.removesuffix("=") for pair in kept
        )
    except ValueError:
        return ""
    host = parts.netloc.removesuffix(_DEFAULT_PORT[parts.scheme])
    path = _COMMENTS.sub("/", parts.path)
    return f"{parts.scheme}://{host}{path}" + (f"?{query}" if query else "")


def resolve(base: str, href: str | None) -> str:
    """The canonical address that `href`, on a page with base address `base`, leads to; '' where none."""
    href = (href or "").strip()
    if href.startswith("/") and not href.startswith("//"):
        base = _origin(base)  # the same from every page of the site
    return _resolved(base, href)


@lru_cache(maxsize=64)
def _origin(url: str) -> str:
    return "/".join(url.split("/", 3)[:3])


@lru_cache(maxsize=8192)
def _resolved(base: str, href: str) -> str:
    return canonical(absolute(base, href))


def netloc(url: str) -> str:
    """Where `url` leads, without `www.`: 'http://www.journal.fr:81/x' → 'journal.fr:81'."""
    return urlsplit(url).netloc.rpartition("@")[2].lower().removeprefix("www.")


@lru_cache(maxsize=1024)
def host_of(url: str) -> str:
    """The host of `url` without `www.`: 'http://www.journal.fr:80/x' → 'journal.fr'; '' where it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.").removesuffix(".")
    except ValueError:
        return ""


def site_of(url: str) -> str:
    """The registrable domain of `url`: 'http://monde.journal.fr/x' → 'journal.fr'; an IP address is its own.

    From the Public Suffix List as tldextract ships it, without a look at the network; hosting domains such as
    'blogspot.com' count as suffixes.
    """
    return _site_of_host(host_of(url))


def same_site(a: str, b: str) -> bool:
    """Whether two addresses belong to one site: one host, `www.` or not, or one registrable domain."""
    host, other = host_of(a), host_of(b)
    if host == other or host.split(".")[-2:] != other.split(".")[-2:]:
        return host == other != ""
    return _site_of_host(host) == _site_of_host(other)


@lru_cache(maxsize=4096)
def _site_of_host(host: str) -> str:
    parts = _suffixes()(host)
    if not parts.suffix and not parts.ipv4 and not parts.ipv6:  # the list's rule for an unknown ending
        return ".".join(host.split(".")[-2:])
    return parts.top_domain_under_public_suffix or host


@cache
def _suffixes() -> TLDExtract:
    from tldextract import TLDExtract  # on first use: it takes longer to load than all the rest

    return TLDExtract(cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True)


def segments(url: str) -> list[str]:
    """The parts of the path of `url`, decoded and in lower case: '/Monde/%C3%A9lu/' → ['monde', 'élu']."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return []
    return [part.lower() for part in unquote(path).split("/") if part]


def is_home(url: str) -> bool:
    """Whether `url` is the home page of its host: no path, or only a language or the name of a start file."""
    path = segments(url)
    if "?" in url or len(path) > 1:
        return False
    return not path or bool(LANGUAGE.fullmatch(path[0])) or path[0] in _HOME_FILES
