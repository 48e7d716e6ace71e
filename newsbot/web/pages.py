"""A Datasette plugin: the pages of newsbot, and what every page may do in a browser."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import fields
from datetime import date, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlencode

from datasette import NotFound, Response, hookimpl
from datasette.app import Datasette

from newsbot.cli.terminal import parts, safe
from newsbot.errors import ConfigurationError
from newsbot.queries import Filters, NotFoundError, Order, count, diff, explain, list_, search, stats
from newsbot.queries.filters import EVERYTHING
from newsbot.queries.values import local_date
from newsbot.queries.words import words
from newsbot.sqlite import make_read_only

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The Content-Security-Policy: scripts and styles are the server's own files; nothing stands in a page."""

_HEADERS = [
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
]
_HOSTS = ("127.0.0.1", "localhost", "[::1]")
_FACETS = ("site", "section", "author")
_MOST = 12
Asgi = Callable[[Any, Any, Any], Awaitable[None]]


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    return [(r"^/$", home), (r"^/article/(?P<id>\d+)$", article), (r"^/charts$", charts)]


@hookimpl  # type: ignore[untyped-decorator]
def prepare_connection(conn: sqlite3.Connection, database: str) -> None:
    if database not in ("_internal", "_memory"):  # Datasette's own
        make_read_only(conn)


@hookimpl  # type: ignore[untyped-decorator]
def prepare_jinja2_environment(env: Any) -> None:
    env.finalize = lambda value: safe(value) if type(value) is str else value  # no text turns its direction


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper() -> Callable[[Asgi], Asgi]:
    return _guarded


def _guarded(app: Asgi) -> Asgi:
    """`app`, which answers only to the names of this machine, and with the policy on every page."""

    async def guarded(scope: Any, receive: Any, send: Any) -> None:
        async def send_with_policy(event: Any) -> None:
            if event["type"] == "http.response.start":
                event = {**event, "headers": [*event.get("headers", ()), *_HEADERS]}
            await send(event)

        if scope["type"] == "http":
            host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
            if re.sub(r":\d+$", "", host) not in _HOSTS:
                refusal = Response.text("newsbot answers to this machine only", status=403)
                await refusal.asgi_send(send_with_policy)
                return
        await app(scope, receive, send_with_policy)

    return guarded


async def home(datasette: Datasette, request: Any) -> Response:
    """The newest articles or those that were searched for, with what they can be narrowed by."""
    narrowed = {field.name: request.args.get(field.name) or "" for field in fields(Filters)}
    asked = {"q": request.args.get("q") or "", "order": request.args.get("order") or "", **narrowed}
    filters = Filters(**narrowed)
    order: Order = "newest" if asked["order"] == "newest" else "best"

    def read(connection: Any) -> dict[str, Any]:
        find = partial(search, query=asked["q"], order=order) if asked["q"].strip() else list_
        found = find(connection, filters=filters, limit=50)
        facets = {name: _facet(connection, filters, name) for name in _FACETS}
        return {"results": found, "facets": facets, "days": _facet(connection, filters, "day")}

    try:
        context = await datasette.get_database().execute_fn(read)
        wrong = ""
    except ConfigurationError as error:
        context, wrong = {"results": [], "facets": {}, "days": []}, str(error)

    def link(**changes: str) -> str:
        return "/?" + urlencode({name: value for name, value in {**asked, **changes}.items() if value})

    names = {"asked": asked, "wrong": wrong, "link": link, "parts": parts}
    return await _page(datasette, request, "newsbot_home.html", {**context, **names})


async def article(datasette: Datasette, request: Any) -> Response:
    """One article as it reads, with what was left out of it and why, and how it changed."""
    number = request.url_vars["id"]

    def read(connection: Any) -> dict[str, Any]:
        explanation = explain(connection, number)
        if explanation.article is None:
            raise NotFoundError(f"no article {number}")
        stored = explanation.article.fields
        telling = [word for word in dict.fromkeys(words(stored["headline"])) if 3 < len(word) < 40][:12]
        near = search(connection, " OR ".join(telling), limit=6) if telling else []
        return {
            "explanation": explanation,
            "fields": stored,
            "published": local_date(stored, "date_published"),
            "modified": local_date(stored, "date_modified"),
            "revisions": diff(connection, number),
            "similar": [result for result in near if result.id != stored["id"]][:5],
        }

    try:
        context = await datasette.get_database().execute_fn(read)
    except NotFoundError as error:
        raise NotFound(str(error)) from error
    return await _page(datasette, request, "newsbot_article.html", context)


async def charts(datasette: Datasette, request: Any) -> Response:
    """Articles by day and by section, repeated paragraphs, and witnesses of dates, as bars."""

    def read(connection: Any) -> dict[str, Any]:
        figures = stats(connection)
        kept = figures.verdicts.pop("kept")
        dropped = sum(figures.verdicts.values())
        return {
            "days": _calendar(_facet(connection, EVERYTHING, "day")),
            "sections": sorted(_facet(connection, EVERYTHING, "section"), key=lambda bar: -bar[1])[:30],
            "verdicts": sorted(figures.verdicts.items(), key=lambda bar: -bar[1]),
            "share": 100 * dropped / ((kept + dropped) or 1),
            "witnesses": sorted(figures.witnesses.items(), key=lambda bar: -bar[1]),
        }

    context = await datasette.get_database().execute_fn(read)
    return await _page(datasette, request, "newsbot_charts.html", context)


def _facet(connection: Any, filters: Filters, by: Any) -> list[tuple[str, int]]:
    """Names with their numbers of articles over all sites: days in their order, others by number."""
    numbers: dict[str, int] = {}
    for each in count(connection, filters, by=by):
        numbers[each.name] = numbers.get(each.name, 0) + each.articles
    if by == "day":
        return list(numbers.items())
    return sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST]


def _calendar(days: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """The last half year up to the last of the days, those without articles too."""
    try:
        first, last = (date.fromisoformat(days[n][0]) for n in (0, -1))
    except (IndexError, ValueError):  # there are none, or someone has written what is no day
        return []
    first, numbers = max(first, last - timedelta(days=182)), dict(days)
    every = [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]
    return [(day, numbers.get(day, 0)) for day in every]


async def _page(datasette: Datasette, request: Any, template: str, context: dict[str, Any]) -> Response:
    names = {**context, "database": next(name for name in datasette.databases if name != "_internal")}
    return Response.html(await datasette.render_template(template, names, request=request))
