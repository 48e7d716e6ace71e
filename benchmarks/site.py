"""A generated site of French news on a loopback port."""

from __future__ import annotations

import gzip
import shutil
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Self

from benchmarks.pages import Pages

_NGINX = """
worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log; events {{}}
http {{
  types {{ text/html html; application/rss+xml xml; text/plain txt; }}
  charset utf-8; access_log {folder}/access.log; keepalive_requests 100000; etag on;
  gzip_static always; gunzip on;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  server {{ listen 127.0.0.1:{port}; root {folder}/pages;
    rewrite /feed/$ ${{uri}}index.xml break; rewrite /$ ${{uri}}index.html break; }}
}}
"""


class GeneratedSite:
    """A site of `articles` articles, ten on each page of its section, served while the context lasts.

    Served by another process, nginx where it is installed. The newest `hidden` articles are not there until
    `publish()`. `section` is the address of the section's first page; `requests()` tells how many were
    answered so far.
    """

    def __init__(self, folder: Path, articles: int, *, hidden: int = 0, seed: int = 1) -> None:
        with closing(socket.create_server(("127.0.0.1", 0))) as free:
            self.port = free.getsockname()[1]
        self.home = f"http://127.0.0.1:{self.port}"
        self.section = f"{self.home}/monde/"
        self.folder = folder
        self.log = folder / "access.log"
        self.nginx = shutil.which("nginx")
        self._pages = Pages(self.home, articles, seed, hidden)
        for path, text in self._pages:
            self._put(path, text)

    def __enter__(self) -> Self:
        if self.nginx:
            configuration = self.folder / "nginx.conf"
            self.folder.chmod(0o755)  # nginx may answer as another user
            configuration.write_text(_NGINX.format(folder=self.folder, port=self.port))
            command = [self.nginx, "-p", str(self.folder), "-c", str(configuration), "-g", "daemon off;"]
        else:
            command = [sys.executable, "-m", "http.server", str(self.port), "--bind", "127.0.0.1"]
            command += ["--protocol", "HTTP/1.1", "--directory", str(self.folder / "pages")]
        with (self.folder / "server.log").open("w") as output:
            self.server = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        if not self.nginx:
            self.log = self.folder / "server.log"
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return self
            except ConnectionRefusedError:
                time.sleep(0.05)
        raise RuntimeError("the server does not start")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.server.terminate()
        self.server.wait()

    def requests(self) -> int:
        """How many requests the server answered."""
        return self.log.read_text(errors="replace").count(' HTTP/1.1" ') if self.log.exists() else 0

    def publish(self) -> None:
        """Put the hidden articles on the site."""
        self._pages.hidden = 0
        for path, text in self._pages:
            self._put(path, text)

    def _put(self, path: str, text: str) -> None:
        file = self.folder / "pages" / (path.lstrip("/") + ("index.html" if path.endswith("/") else ""))
        file.parent.mkdir(parents=True, exist_ok=True)
        if self.nginx:
            file.with_name(file.name + ".gz").write_bytes(gzip.compress(text.encode(), 4, mtime=0))
        else:
            file.write_text(text, encoding="utf-8")
