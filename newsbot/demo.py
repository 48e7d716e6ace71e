"""A folder of static pages that answers as the site of another address would."""

from __future__ import annotations

import hashlib
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

_TYPES = {
    ".html": "text/html; charset=UTF-8",
    ".xml": "application/xml; charset=UTF-8",
    ".txt": "text/plain; charset=UTF-8",
    ".css": "text/css; charset=UTF-8",
    ".svg": "image/svg+xml",
}
_FEED = "application/rss+xml; charset=UTF-8"

Answer = tuple[int, dict[str, str], bytes]
"""Status, headers and body."""


class StaticSite:
    """The static pages of `folder` as the site `home` ('http://monde.example/').

    A path leads to its file, or to the `index.html` or `index.xml` (a feed) of its folder; the lines of a
    file `_redirects` ('/old/ /new/ 301') go first; what is missing answers 404 with `404.html`, another host
    502. Every file has a strong ETag made of its content.
    """

    def __init__(self, folder: Path, home: str) -> None:
        self.folder = folder.resolve()
        self.home = home.rstrip("/")
        file = folder / "_redirects"  # decoded old path → status, percent-encoded new path
        lines = file.read_text("utf-8").splitlines() if file.exists() else []
        parts = (line.split() for line in lines if line.startswith("/"))
        self.redirects = {unquote(old): (int(n), quote(new, safe="/%?&=#")) for old, new, n in parts}

    def answer(self, url: str, tags: str = "") -> Answer:
        """The answer for an address; `tags` is the request's If-None-Match."""
        target = urlsplit(url)
        if target.netloc != urlsplit(self.home).netloc:
            return HTTPStatus.BAD_GATEWAY, {}, b""
        wanted = unquote(target.path or "/")
        if wanted in self.redirects:
            status, location = self.redirects[wanted]
            return status, {"Location": self.home + location}, b""
        try:
            file = (self.folder / wanted.lstrip("/")).resolve()
            if not file.is_relative_to(self.folder) or file.name.startswith("_"):
                return self._not_found()
            if file.is_dir():
                if not wanted.endswith("/"):
                    return 301, {"Location": f"{self.home}{quote(wanted)}/"}, b""
                file /= "index.xml" if (file / "index.xml").exists() else "index.html"
            elif wanted.endswith("/"):
                return self._not_found()
            body = file.read_bytes()
        except (OSError, ValueError):  # no such file, or no name that a file could have
            return self._not_found()
        tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        if tag in tags:
            return HTTPStatus.NOT_MODIFIED, {"ETag": tag}, b""
        kind = _FEED if file.name == "index.xml" else _TYPES.get(file.suffix, "application/octet-stream")
        return 200, {"Content-Type": kind, "ETag": tag}, body

    def _not_found(self) -> Answer:
        page = self.folder / "404.html"
        return 404, {"Content-Type": _TYPES[".html"]}, page.read_bytes() if page.exists() else b""
