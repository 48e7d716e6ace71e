"""The bytes of a page as UTF-8 that can be parsed: decoded by what they are, and not too deep."""

import re
from collections import Counter

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, to_unicode

MAX_DEPTH = 512
"""A page whose elements nest deeper, which is where Chromium stops too, is read without them."""
_FEW_TAGS, _MANY_TAGS = 2_000, 20_000
_STRETCH = 8192
_STRAY = re.compile(r"[\udc80-\udcff]+")  # bytes that are no UTF-8, as `surrogateescape` spells them


def utf8(html: bytes, content_type: str = "") -> bytes:
    """`html` in UTF-8: as it is where it is that, else from the encoding of the byte order mark, of the
    `content_type` header or of the page's own declaration, else as UTF-8 with stray Windows-1252 bytes.
    """
    encoding, mark = read_bom(html)
    if encoding and mark:
        return to_unicode(html[len(mark) :], encoding).encode(errors="ignore")
    try:
        html.decode()
        return html
    except UnicodeDecodeError:
        declared = http_content_type_encoding(content_type) or html_body_declared_encoding(html)
    if declared and declared != "utf-8":
        return to_unicode(html, declared).encode(errors="ignore")
    return _STRAY.sub(_as_windows_1252, html.decode(errors="surrogateescape")).encode()


def _as_windows_1252(stray: re.Match[str]) -> str:
    return stray[0].encode(errors="surrogateescape").decode("windows-1252", errors="replace")


# A tree costs the square of its depth to build, and formatting elements left open are copied into each
# paragraph that follows.
_NEVER_OPEN = (
    rb"area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|option|dt|dd|tr|td|th|"
    rb"circle|ellipse|line|path|polygon|polyline|rect|stop|use"
)
_NESTING = re.compile(rb"<(/?)(?!(?:%b)\b)([a-z]+)" % _NEVER_OPEN, re.I)
_BARE = re.compile(rb"<(?!/?(?:p|br|h[1-6]|li|title|meta|link|script|style)\b|!)[^>]*>?", re.I)


def shallow(html: bytes) -> bytes:
    """`html`, or its bare paragraphs and headings where it is too deep."""
    tags = html.count(b"<")
    deep = tags > _MANY_TAGS or (tags > _FEW_TAGS and _may_be_deep(html))
    return _BARE.sub(b"", html) if deep and _is_deep(html) else html


def _may_be_deep(html: bytes) -> bool:
    depth = 0
    for start in range(0, len(html), _STRETCH):
        closed = html.count(b"</", start, start + _STRETCH)
        opened = html.count(b"<", start, start + _STRETCH) - closed
        if depth + opened > MAX_DEPTH:
            return True
        depth = max(0, depth + opened - closed)
    return False


def _is_deep(html: bytes) -> bool:
    depth, still_open = 0, Counter[bytes]()
    for closes, name in _NESTING.findall(html):
        if not closes:
            still_open[name] += 1
            depth += 1
        elif still_open[name]:
            still_open[name] -= 1
            depth -= 1
        if depth > MAX_DEPTH:
            return True
    return False
