"""Printed text made plain: markup, entities, broken encodings and typography undone, letter for letter."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

LONGEST = 1200
"""Characters of a text that are looked at: no printed date line is longer."""

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,400}>")
_ADDRESS = re.compile(r"\S*(?:://|www\.)\S*")
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u2069]+")
_CONTINUATION = "[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2010-\u2122]"
_MOJIBAKE = re.compile(f"[ÂÃ]{_CONTINUATION}|[âï]{_CONTINUATION}{{2}}")
_LOST_NO_BREAK_SPACE = re.compile(r"Ã(?=\s|$)")


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


def clean(text: str) -> str:
    """`text` without markup, addresses and invisible characters, entities and mojibake undone."""
    text = text.strip()[:LONGEST]
    if "&" in text:
        text = unescape(unescape(text))
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "://" in text or "www." in text:
        text = _ADDRESS.sub("|", text)
    if not text.isascii():
        if "Ã" in text or "Â" in text or "â€" in text:
            text = _LOST_NO_BREAK_SPACE.sub("à", _MOJIBAKE.sub(_decoded, text))
        text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return " ".join(text.split())


def fold(text: str) -> str:
    """`text` in plain lower-case ASCII, of the same length."""
    try:
        return text.encode("latin-1").translate(_LATIN).decode("ascii")  # faster
    except UnicodeEncodeError:
        return text.translate(_PLAIN)


def _decoded(match: re.Match[str]) -> str:
    try:
        return match[0].encode("cp1252").decode()
    except UnicodeError:
        return match[0]
