"""WordPress's REST interface: addresses to ask and answers to read."""

import json
from collections.abc import Iterable
from typing import Any

from newsbot.discovery.feeds import Entry
from newsbot.urls import canonical

PER_PAGE = 100
"""The most that WordPress gives in one answer."""


def categories_url(base: str) -> str:
    """Where the REST interface at `base` (`Listing.rest`) lists the site's categories."""
    return _ask(base, "wp/v2/categories?", "id,parent,link")


def posts_url(base: str, categories: Iterable[int], *, parts: bool = False) -> str:
    """Where the REST interface at `base` lists the posts of `categories`, newest first.

    The numbers must hold the sub-sections' too: WordPress does not add them. The answer's header
    X-WP-TotalPages says how many pages there are. With `parts`, posts come with their text, which tells how
    many pages each is cut into.
    """
    numbers = ",".join(map(str, sorted(categories)))
    fields = "id,link,date_gmt,modified_gmt" + ",content" * parts
    return _ask(base, f"wp/v2/posts?categories={numbers}&", fields)


def _ask(base: str, question: str, fields: str) -> str:
    if "?" in base:  # a site without pretty addresses has its interface at /?rest_route=/
        question = question.replace("?", "&")
    return f"{base.rstrip('/')}/{question}per_page={PER_PAGE}&page=1&_fields={fields}"


def categories(body: bytes | str, number: int | None, url: str) -> set[int]:
    """The numbers of the category with that number or address, and of all below it, in an answer of
    categories; none where it is not there."""
    found = [c for c in _objects(body) if type(c.get("id")) is int and type(c.get("parent")) is int]
    numbers = {c["id"] for c in found if c["id"] == number or canonical(str(c.get("link", ""))) == url}
    while below := {c["id"] for c in found if c["parent"] in numbers} - numbers:
        numbers |= below
    return numbers


def posts(body: bytes | str) -> list[Entry]:
    """The posts of one answer, with their dates in UTC; none where it is no such answer."""
    return [
        Entry(
            url=url,
            date_published=_utc(post.get("date_gmt")),
            date_modified=_utc(post.get("modified_gmt")),
            parts=_parts(post.get("content")),
        )
        for post in _objects(body)
        if (url := canonical(str(post.get("link", ""))))
    ]


def _objects(body: bytes | str) -> list[dict[str, Any]]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return []
    return [entry for entry in answer if isinstance(entry, dict)] if isinstance(answer, list) else []


def _parts(content: object) -> int:
    rendered = content.get("rendered") if isinstance(content, dict) else None
    return rendered.count("<!--nextpage-->") + 1 if isinstance(rendered, str) else 0


def _utc(stamp: object) -> str:
    return f"{stamp}Z" if isinstance(stamp, str) and stamp.startswith(("1", "2")) else ""
