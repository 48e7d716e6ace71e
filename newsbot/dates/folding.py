"""Printed text made plain: markup, entities, broken encodings and typography undone, letter for letter."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

LONGEST = 1200
"""Characters of a text that are looked at: no printed date line is longer."""

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,400}>")
_INVISIBLE = dict.fromkeys(
    [0x00AD, 0x034F, 0x061C, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0xFE0E, 0xFE0F]
    + list(range(0x202A, 0x202F))
    + list(range(0x2066, 0x206A))
)
_MOJIBAKE = re.compile(
    "[ÂÃ][\u0080-\u00bf\u0152-\u0178\u0192-\u2122]|[âï][\u0080-\u00bf\u0152-\u0178\u0192-\u2122]{2}"
)
_LOST_SPACE = re.compile(r"Ã(?=\s|$)")


class _Fold(dict[int, str]):
    """Maps each character to one plain ASCII character, so that offsets stay the same.

    Letters lose case and accent; a letter that has no plain form, or was lost, becomes '?'.
    """

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = unicodedata.normalize("NFKD", char.lower())[:1]
        if not plain.isascii():
            category = unicodedata.category(char)
            plain = "-" if category == "Pd" else "?" if category[0] in "LM" or char == "\ufffd" else "|"
        self[code] = plain
        return plain


_FOLD = _Fold({ord(char): "'" for char in "’‘‛´`ʹʻʼʽˈ՚′‵ꞌ＇"})
_FOLD.update({ord(char): "-" for char in "−­⁃"})
_FOLD.update({ord(char): "/" for char in "∕⁄"})
_FOLD.update({ord("∶"): ":", ord("꞉"): ":", ord("﹕"): ":", ord("œ"): "o", ord("æ"): "a"})
_FOLD.update({ord("\u2026"): ".", ord("\u2019"): "'"})


def clean(text: str) -> str:
    """`text` without markup and invisible characters, entities and mojibake undone, white space made single."""
    text = text.strip()[:LONGEST]
    if "&" in text:
        text = unescape(unescape(text))
    if "<" in text:
        text = _TAG.sub(" ", text)
    if not text.isascii():
        if "Ã" in text or "â€" in text or "Â" in text:
            text = _LOST_SPACE.sub("à", _MOJIBAKE.sub(_decoded, text))
        text = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    return " ".join(text.split())


def fold(text: str) -> str:
    """`text` in plain lower-case ASCII, of the same length."""
    return text.translate(_FOLD)


def _decoded(match: re.Match[str]) -> str:
    try:
        return match[0].encode("cp1252").decode()
    except UnicodeError:
        return match[0]
