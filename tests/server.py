"""A web server on a loopback port whose every answer, and every fault, a test decides."""

from __future__ import annotations

import socket
import struct
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Self

Headers = dict[str, str]


@dataclass
class Answer:
    """What is sent. `body` may be made when it is asked for; `type` '' sends no Content-Type."""

    body: str | bytes = ""
    status: int = 200
    type: str = "text/html; charset=utf-8"
    headers: Headers = field(default_factory=dict)


@dataclass
class Asked:
    """A request that came in."""

    path: str
    headers: Headers
    at: float

    def get(self, header: str) -> str:
        return self.headers.get(header.lower(), "")


Route = Answer | Callable[["Handler"], Answer | None]


class Server:
    """`routes` are answers by path and query, or functions that get the handler and answer, or that write to
    its socket themselves and return None. `fallback` answers what has no route. `log` keeps what came in."""

    def __init__(self) -> None:
        self.routes: dict[str, Route] = {}
        self.fallback: Route = Answer("<h1>Introuvable</h1>", 404)
        self.log: list[Asked] = []
        self._server = _Listener(("127.0.0.1", 0), Handler)
        self._server.owner = self
        Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def home(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [asked.path for asked in self.log]


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    owner: Server

    def server_bind(self) -> None:  # HTTPServer's own asks a resolver for its name
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _Listener

    def do_GET(self) -> None:
        owner = self.server.owner
        headers = {name.lower(): value for name, value in self.headers.items()}
        owner.log.append(Asked(self.path, headers, time.monotonic()))
        route = owner.routes.get(self.path, owner.fallback)
        answer = route(self) if callable(route) else route
        if answer is None:
            self.close_connection = True
            return
        body = answer.body.encode() if isinstance(answer.body, str) else answer.body
        self.send_response(answer.status)
        if answer.type:
            self.send_header("Content-Type", answer.type)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if answer.status != 304:
            self.wfile.write(body)

    def asked(self, header: str) -> str:
        return self.headers.get(header) or ""

    def raw(self, data: bytes) -> None:
        """Send bytes as they are, at once."""
        self.wfile.write(data)
        self.wfile.flush()

    def reset(self) -> None:
        """Break the connection off as a crashed server does."""
        self.wfile.flush()
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing on stderr."""
