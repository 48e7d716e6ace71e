"""Printed text made plain: markup, entities, broken encodings and typography undone, letter for letter."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

from newsbot.text import clean, mended

LONGEST = 1200
"""Characters of a text that are looked at: no printed date line is longer."""

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,400}>")
_ADDRESS = re.compile(r"\S*(?:://|www\.)\S*")


class _Plain(dict[int, str]):
    """What each character becomes: one ASCII character, so that offsets stay the same.

    Letters lose case and accent; a letter without a plain form, or a lost one, becomes '?', other signs '|'.
    """

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = unicodedata.normalize("NFKD", char)[:1].lower()
        if not plain.isascii():
            category = unicodedata.category(char)
            plain = "-" if category == "Pd" else "?" if category[0] in "LM" or char == "\ufffd" else "|"
        self[code] = plain
        return plain


_PLAIN = _Plain(
    {
        ord(char): plain
        for plain, chars in {
            "'": "’‘‛´`ʹʻʼʽˈ՚′‵ꞌ＇",
            "-": "−",
            "/": "∕⁄",
            ":": "∶꞉",
            ".": "․",
            "o": "œ°",
            "a": "æ",
            '"': "«»“”„‟",
            "$": "€£",
            "^": "©",
        }.items()
        for char in chars
    }
)
_LATIN = bytes(ord(_PLAIN[code]) for code in range(256))


def printed(text: str) -> str:
    """`text` as a reader sees it: without markup and addresses, entities and mojibake undone."""
    text = text.strip()[:LONGEST]
    if "&" in text:
        text = unescape(unescape(text))
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "://" in text or "www." in text:
        text = _ADDRESS.sub("|", text)
    return clean(mended(text))


def fold(text: str) -> str:
    """`text` in plain lower-case ASCII, of the same length."""
    try:
        return text.encode("latin-1").translate(_LATIN).decode("ascii")  # faster
    except UnicodeEncodeError:
        return text.translate(_PLAIN)
