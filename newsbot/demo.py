"""A folder of static pages served on a loopback port, as if it were the site of another address."""

from __future__ import annotations

import hashlib
import socket
import sys
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingTCPServer
from threading import Thread
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote, unquote, urlsplit

_TYPES = {
    ".html": "text/html; charset=UTF-8",
    ".xml": "application/xml; charset=UTF-8",
    ".txt": "text/plain; charset=UTF-8",
    ".css": "text/css; charset=UTF-8",
    ".svg": "image/svg+xml",
}
_FEED = "application/rss+xml; charset=UTF-8"


class StaticSite:
    """The static pages of `folder`, served inside this process as the site `home` ('http://monde.example/').

    A context manager: between start and stop, `proxy` is the address to ask as an HTTP proxy, so that pages
    are known by their own addresses and never by the port, which the system chooses. A path leads to its
    file, or to the `index.html` or `index.xml` (a feed) of its folder; the lines of a file `_redirects`
    ('/old/ /new/ 301') go first; what is missing answers 404 with `404.html`. Every file has a strong ETag
    made of its content. Raises OSError where no port can be had.
    """

    def __init__(self, folder: Path, home: str) -> None:
        self.folder = folder.resolve()
        self.home = home.rstrip("/")
        self.host = urlsplit(home).netloc
        self.redirects = _read_redirects(folder / "_redirects")

    def start(self) -> None:
        self._server = _Server(self)
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,), name="demo site", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def proxy(self) -> str:
        """What a Scrapy request carries as `meta['proxy']`."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def answer(self, path: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body for a percent-encoded path."""
        wanted = unquote(path)
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
        kind = _FEED if file.name == "index.xml" else _TYPES.get(file.suffix, "application/octet-stream")
        return 200, {"Content-Type": kind, "ETag": f'"{hashlib.sha256(body).hexdigest()[:20]}"'}, body

    def _not_found(self) -> tuple[int, dict[str, str], bytes]:
        page = self.folder / "404.html"
        return 404, {"Content-Type": _TYPES[".html"]}, page.read_bytes() if page.exists() else b""


def _read_redirects(file: Path) -> dict[str, tuple[int, str]]:
    """The lines of a Netlify-style file: decoded old path → (status, percent-encoded new path)."""
    if not file.exists():
        return {}
    lines = [line.split() for line in file.read_text("utf-8").splitlines() if line.startswith("/")]
    return {unquote(old): (int(status), quote(new, safe="/%?&=#")) for old, new, status in lines}


class _Server(ThreadingTCPServer):  # unlike HTTPServer it asks no resolver for its own name
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, site: StaticSite) -> None:
        self.site = site
        self.open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", 0), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        self.open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self.open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # a client that hangs up is no news
            super().handle_error(request, client_address)

    def server_close(self) -> None:
        for connection in list(self.open):  # kept alive by clients; their threads end with them
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        super().server_close()


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self) -> None:
        site = self.server.site
        target = urlsplit(self.path)
        if target.netloc not in ("", site.host):
            self._send(HTTPStatus.BAD_GATEWAY, {}, b"")
            return
        status, headers, body = site.answer(target.path or "/")
        if headers.get("ETag", "") in _tags(self.headers.get("If-None-Match")):
            self._send(HTTPStatus.NOT_MODIFIED, {"ETag": headers["ETag"]}, b"")
        else:
            self._send(status, headers, body)

    do_HEAD = do_GET  # noqa: N815

    def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing on stderr: a crawl has its own log."""


def _tags(header: str | None) -> list[str]:
    """The entity tags of an If-None-Match header, weak ones as strong, as the comparison for GET wants."""
    return [tag.strip().removeprefix("W/") for tag in header.split(",")] if header else []
