"""XML as feeds and sitemaps send it: often broken, sometimes hostile, always read piece by piece."""

from __future__ import annotations

import codecs
import html
import re
import zlib
from collections.abc import Iterator, Mapping
from gzip import GzipFile
from html.entities import html5
from io import BytesIO, TextIOWrapper

from lxml import etree
from w3lib.encoding import html_body_declared_encoding

MAX_CHARACTERS = 50 * 1024 * 1024
"""What a sitemap may hold unpacked (sitemaps.org); what comes after is not read."""
MAX_ELEMENTS = 100_000
"""Twice what the protocol allows in one sitemap; what comes after is not read."""

_PIECE = 2**16
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][\da-fA-F]{1,6});)(\w{1,31};)?")
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]+")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


def _pieces(body: bytes | str) -> Iterator[str]:
    """The text of a body, gzip or not, piece by piece: at most MAX_CHARACTERS, what can be read of a broken
    one. UTF-8 where it begins as that, else as declared, else Windows-1252."""
    data = body.encode(errors="replace") if isinstance(body, str) else body
    stream = GzipFile(fileobj=BytesIO(data)) if data.startswith(b"\x1f\x8b") else BytesIO(data)
    try:
        encoding = _encoding(stream.read(_PIECE))
        stream.seek(0)
        text = TextIOWrapper(stream, encoding, errors="newsbot.windows-1252")
        for _ in range(MAX_CHARACTERS // _PIECE):
            if not (piece := text.read(_PIECE)):
                return
            yield piece
    except (OSError, EOFError, LookupError, zlib.error):
        return


def _encoding(beginning: bytes) -> str:
    if beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(beginning)
    except UnicodeDecodeError:
        return html_body_declared_encoding(beginning) or "cp1252"
    return "utf-8-sig"


class Element:
    """An element: its `name` without namespace in lower case, its `attributes` and `children`."""

    __slots__ = ("_texts", "attributes", "children", "name")

    def __init__(self, name: str, attributes: Mapping[str, str]) -> None:
        self.name = name
        self.attributes = attributes
        self.children: list[Element] = []
        self._texts: list[str] = []

    @property
    def text(self) -> str:
        """All text in it, on one line."""
        return " ".join("".join(self._texts).split())


def elements(body: bytes | str, *names: str) -> Iterator[Element]:
    """Each element of `body` called one of `names`, in any namespace, that is in no other such.

    It has its children and theirs; what is deeper is their text. Nothing else is kept in memory. HTML's
    entities (`&eacute;`) are read, those that the document declares never; what is not well-formed is read as
    far as it can be.
    """
    builder = _Builder(names)
    parser = etree.XMLParser(target=builder, recover=True, no_network=True, encoding="utf-8")  # type: ignore[arg-type]
    rest, count = "", 0
    try:
        for number, piece in enumerate(_pieces(body)):
            text = rest + (piece if number else _DECLARATION.sub("", piece))
            end = text.rfind("&", -40)  # an entity may go on in the next piece
            text, rest = (text[:end], text[end:]) if end >= 0 else (text, "")
            parser.feed(_mended(text))
            for element in builder.taken():
                yield element
                count += 1
                if count == MAX_ELEMENTS:
                    return
        parser.feed(_mended(rest))
        parser.close()
    except etree.XMLSyntaxError:
        pass
    yield from builder.taken()


def _mended(text: str) -> bytes:
    text = _ENTITY.sub(
        lambda found: html.escape(html5.get(found[1], ""), quote=False) if found[1] else "&amp;", text
    )
    return _NOT_XML.sub("", text).encode()


class _Builder:
    """What lxml's parser tells, made into elements of three levels and of bounded size."""

    _LEVELS = 3
    _ROOM = 4_000_000
    """Characters that one element may hold; a tag counts as TAG."""
    _TAG = 200

    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = names
        self._open: list[Element] = []
        self._deeper = 0
        self._room = 0
        self._complete: list[Element] = []

    def taken(self) -> list[Element]:
        """The elements complete since the last call."""
        complete, self._complete = self._complete, []
        return complete

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = tag.rpartition("}")[2].lower()
        if not self._open:
            if name not in self._names:
                return
            self._room = self._ROOM
        elif len(self._open) == self._LEVELS or self._room < 0:
            self._deeper += 1
            return
        self._room -= self._TAG
        self._open.append(Element(name, attributes))

    def end(self, tag: str) -> None:
        if self._deeper:
            self._deeper -= 1
        elif self._open:
            element = self._open.pop()
            if self._open:
                self._open[-1].children.append(element)
                self._open[-1]._texts += element._texts
            else:
                self._complete.append(element)

    def data(self, text: str) -> None:
        if self._open and self._room > 0:
            self._room -= len(text)
            self._open[-1]._texts.append(text)

    def close(self) -> None:
        """Nothing is left to do."""
