"""XML as feeds and sitemaps send it: often broken, sometimes hostile."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from html.entities import html5
from typing import Any

from lxml import etree
from w3lib.encoding import html_body_declared_encoding, to_unicode

MAX_BYTES = 20 * 1024 * 1024
"""What a sitemap or feed may hold unpacked, as an answer may; what comes after is not read."""
MAX_ELEMENTS = 1_000_000
PIECE = 2**18

_GZIP = b"\x1f\x8b"
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(\w{2,31};)")
_BARE = re.compile(r"&(?!#?\w{1,31};)")
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


def unpacked(body: bytes) -> bytes:
    """`body`, unpacked where it is gzip; at most MAX_BYTES of it, and what can be read of a broken one."""
    if not body.startswith(_GZIP):
        return body[:MAX_BYTES]
    try:
        return zlib.decompressobj(wbits=31).decompress(body, MAX_BYTES)
    except zlib.error:
        return b""


def decoded(body: bytes | str) -> str:
    """The text of an XML body: UTF-8 where it is that, else as declared, else Windows-1252."""
    if isinstance(body, str):
        return body
    body = unpacked(body)
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", errors="replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = html_body_declared_encoding(body)
        return to_unicode(body, declared if declared and declared != "utf-8" else "cp1252")


def elements(text: str, *names: str, inside: Iterable[str] = ()) -> Iterator[etree._Element]:
    """Each element of `text` called one of `names` or `inside`, in any namespace, once it is read.

    Those called one of `names` are emptied when the next is asked for, so that memory does not grow with the
    document. Entities that the document declares are never expanded, HTML's own (`&eacute;`) are; what is not
    well-formed is read as far as it can be.
    """
    parser: Any = etree.XMLPullParser(
        events=("end",),
        tag=[f"{{*}}{name}" for name in (*names, *inside)],
        recover=True,
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    count = 0
    for piece in _pieces(text):
        try:
            parser.feed(piece.encode())
        except etree.XMLSyntaxError:
            return
        for _, element in parser.read_events():
            count += 1
            if count > MAX_ELEMENTS:
                return
            yield element
            if local_name(element) in names:
                element.clear(keep_tail=False)
                while element.getprevious() is not None:
                    del element.getparent()[0]


def _pieces(text: str) -> Iterator[str]:
    """The text made fit for a parser, in pieces that begin with a tag: a copy of the whole may be large."""
    start = 0
    while start < len(text):
        end = start + PIECE
        if end < len(text):
            tag = text.rfind("<", start + 1, end)
            end = tag if tag > start else end
        piece = _DECLARATION.sub("", _NOT_XML.sub("", text[start:end]))
        yield _BARE.sub("&amp;", _NAMED.sub(lambda entity: html5.get(entity[1], ""), piece))
        start = end


def local_name(element: etree._Element) -> str:
    """The name of `element` without its namespace, in lower case; '' for what is no element."""
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""


def text_of(element: etree._Element) -> str:
    """All text under `element`, on one line."""
    return " ".join("".join(map(str, element.itertext(with_tail=False))).split())
