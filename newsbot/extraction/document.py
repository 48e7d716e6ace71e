"""A page: decoded, parsed once, and shared by all who read it."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate
from typing import Any

from selectolax.lexbor import LexborHTMLParser
from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    to_unicode,
)

from newsbot.urls import absolute

MAX_CHARACTERS = 2_000_000
"""What stands after this many characters of a page is not read: no article is that long."""
MAX_DEPTH = 1000
MAX_OPEN_FORMATS = 10


class Document:
    """An HTML page at `url`, with `text` (decoded), `tree` (parsed) and `json_ld` made once and on demand.

    `html` as bytes is decoded by what it is, then by what it says: UTF-8 where it is that, else the encoding
    of the byte order mark, of the `content_type` header or of the page's own declaration, else UTF-8 with
    stray Windows-1252 bytes. Any input gives a document, an empty one at worst.
    """

    def __init__(self, html: bytes | str, url: str, *, content_type: str = "") -> None:
        self.url = url
        self.text = (html if isinstance(html, str) else _decode(html, content_type))[:MAX_CHARACTERS]

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The parsed page. Readers share it, so none of them changes it."""
        return LexborHTMLParser(_shallow(self.text))

    @cached_property
    def base_url(self) -> str:
        """The address that relative links start from."""
        base = self.tree.css_first("base[href]")
        return absolute(self.url, base.attributes.get("href")) or self.url if base else self.url

    @cached_property
    def json_ld(self) -> list[dict[str, Any]]:
        """The objects that the page's JSON-LD states, of lists and `@graph` too; broken JSON is left out."""
        scripts = self.tree.css('script[type^="application/ld+json"]') if "ld+json" in self.text else []
        return [node for script in scripts for node in _objects(_loads(script.text().replace("\\u0000", "")))]


def _decode(html: bytes, content_type: str) -> str:
    encoding, mark = read_bom(html)
    if encoding and mark:
        return to_unicode(html[len(mark) :], encoding)
    try:
        return html.decode("utf-8")
    except UnicodeDecodeError:
        declared = http_content_type_encoding(content_type) or html_body_declared_encoding(html)
    if declared and declared != "utf-8":
        return to_unicode(html, declared)
    return html.decode("utf-8", errors="newsbot.windows-1252")


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.end]
    return stray.decode("windows-1252", errors="replace"), error.end


codecs.register_error("newsbot.windows-1252", _as_windows_1252)


def _loads(text: str) -> Any:
    for attempt in (text, _CONTROL.sub(" ", _LD_WRAPPING.sub("", text))):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


_LD_WRAPPING = re.compile(
    r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)?\s*|\s*(?:-->|//\]\]>|\]\]>|;)?\s*$|,(?=\s*[}\]])"
)
_CONTROL = re.compile(r"[\x00-\x1f]+")


def _objects(value: Any, depth: int = 4) -> Iterator[dict[str, Any]]:
    if isinstance(value, list) and depth:
        for entry in value[:200]:
            yield from _objects(entry, depth - 1)
    elif isinstance(value, dict):
        yield value
        if isinstance(value.get("@graph"), list) and depth:
            yield from _objects(value["@graph"], depth - 1)


# A tree costs the square of its depth to build, and formatting elements left open are copied into each
# paragraph that follows: a page that goes deeper than any written one is flattened before it is parsed.
_NOT_NESTING = (
    "area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|option|dt|dd|tr|td|th|"
    "circle|ellipse|line|path|polygon|polyline|rect|stop|use"
)
_STEPS = re.compile(rf"<(/?)(?!(?:{_NOT_NESTING})\b)[a-z]", re.I)
_TAGS = re.compile(
    rf"<!--.*?(?:-->|\Z)|<(?:script|style)\b.*?(?:</(?:script|style)|\Z)"
    rf"|<(?P<end>/?)(?!(?:{_NOT_NESTING})\b)(?P<format>(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)\b)?"
    rf"(?P<name>[a-z]?)[^>]*>?",
    re.I | re.S,
)


def _deepest(steps: Iterable[int]) -> int:
    return max(accumulate(steps), default=0)


def _shallow(text: str) -> str:
    if text.count("<") - text.count("</") < MAX_DEPTH:
        return text
    if (
        _deepest(piece.count("<") - 1 for piece in text.split("</")) < MAX_DEPTH
    ):  # with void elements, but fast
        return text
    if _deepest(-1 if end else 1 for end in _STEPS.findall(text)) < MAX_DEPTH:
        return text
    depth = {True: 0, False: 0}
    dropped = {True: 0, False: 0}

    def keep(tag: re.Match[str]) -> str:
        formats = bool(tag["format"])
        if not (formats or tag["name"]):
            return tag[0]
        if tag["end"]:
            if dropped[formats]:
                dropped[formats] -= 1
                return ""
            depth[formats] = max(0, depth[formats] - 1)
        elif depth[formats] >= (MAX_OPEN_FORMATS if formats else MAX_DEPTH):
            dropped[formats] += 1
            return ""
        else:
            depth[formats] += 1
        return tag[0]

    return _TAGS.sub(keep, text)
