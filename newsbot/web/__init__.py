"""The database in a browser: Datasette, with pages of newsbot's own for lists, articles and charts."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import TYPE_CHECKING

from newsbot.errors import ConfigurationError
from newsbot.sqlite import read

if TYPE_CHECKING:
    from datasette.app import Datasette

HOST = "127.0.0.1"
_HERE = Path(__file__).parent


def application(database: str) -> Datasette:
    """Datasette over one database, read only. Raises StorageError where there is none."""
    try:
        from datasette.app import Datasette
        from datasette.plugins import pm
    except ImportError:
        raise ConfigurationError("newsbot web needs Datasette: pip install 'newsbot[web]'") from None
    read(database).close()
    from newsbot.web import pages

    if not pm.is_registered(pages):
        pm.register(pages, name="newsbot.web")
    name = Path(database).stem
    search = {"fts_table": "article_fts", "fts_pk": "id"}
    return Datasette(
        [database.removeprefix("sqlite:///")],
        template_dir=str(_HERE / "templates"),
        static_mounts=[("assets", str(_HERE / "assets"))],
        metadata={
            "title": "newsbot",
            "databases": {name: {"tables": {"articles": {**search, "sort_desc": "date_published"}}}},
        },
        settings={"num_sql_threads": 2, "truncate_cells_html": 200},
    )


def serve(database: str, port: int) -> None:
    """Serve until Ctrl-C, to this machine only. Raises ConfigurationError where the port is taken."""
    app = application(database).app()
    import uvicorn

    try:
        listening = socket.create_server((HOST, port))
    except OSError as error:
        raise ConfigurationError(f"port {port} of {HOST} is taken: name another with --port") from error
    print(f"http://{HOST}:{port}/ (Ctrl-C ends it)", flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="error")).run(sockets=[listening])
