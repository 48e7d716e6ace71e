"""Text as people see it: white space, invisible characters and typography made equal."""

import html
import re
import unicodedata

AGENCY = (
    "(?:AFP|afp|AIB|ANSA|AP|APA|APS|ATS|ats|AWP|Anadolu|BELGA|Belga|belga|DPA|dpa|EFE|Keystone|MAP|PA Media"
    "|QMI|REUTERS|Reuters|TAP|Xinhua|Agence France-Presse|Associated Press|La Presse canadienne"
    "|La Presse Canadienne)"
)
"""A news agency, as it is printed: a part of a pattern."""
_INVISIBLE = [0x00AD, 0x034F, 0x061C, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F)]
_INVISIBLE += range(0x2060, 0x206A)
_UNSEEN = re.compile(f"[{''.join(map(chr, _INVISIBLE))}\ud800-\udfff\0-\x1f\x7f]")


def clean(text: str) -> str:
    """`text` in NFC, white space as single plain spaces, without invisible and control characters.

    Lone surrogates go, too. No-break spaces become plain ones, so that stored text can be searched as people
    type it.
    """
    text = text.strip()
    if "  " in text or not text.isprintable():
        text = " ".join(text.split())
        if not text.isprintable():
            text = " ".join(_UNSEEN.sub("", text).split())
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _misread(character: str) -> str:
    """The character's UTF-8 bytes read as Windows-1252, which leaves five bytes as control characters."""
    return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in character.encode())


_MISREAD = {_misread(c): c for c in "àâäçèéêëîïôöùûüÿœæñÀÂÄÇÈÉÊËÎÏÔÖÙÛÜŒÆ’‘“”«»–—…•·°²³€\u00a0\u202f"}
_MISREAD["Ã "] = "à "  # 'à' after a tool made the no-break space a plain one
_MOJIBAKE = re.compile("|".join(map(re.escape, sorted(_MISREAD, key=len, reverse=True))))


def mended(text: str) -> str:
    """`text` with UTF-8 that was read as Windows-1252 put right: 'PubliÃ©' → 'Publié'."""
    if "Ã" in text or "Â" in text or "â€" in text or "Å" in text:
        return _MOJIBAKE.sub(lambda m: _MISREAD[m[0]], text)
    return text


_ALIKE = [(c, "'") for c in "’‘ʼ′`´‛"]
_ALIKE += [(c, '"') for c in "«»“”„‟″"]
_ALIKE += [(c, "-") for c in "‐‑‒–—―−"]
_ALIKE += [(chr(c), "") for c in _INVISIBLE]
_ALIKE += [("…", "..."), ("œ", "oe"), ("Œ", "OE"), ("æ", "ae"), ("Æ", "AE")]


def fold(text: str) -> str:
    """`text` with every typographic choice made the same way; case and accents stay.

    Apostrophes, quotation marks, dashes and dots become ASCII, ligatures and compatibility characters are
    opened, HTML entities and UTF-8 once misread as Windows-1252 are mended, white space is single spaces.
    """
    if "&" in text:
        text = html.unescape(text)
    if not text.isascii():
        text = mended(text)
        for character, plain in _ALIKE:  # faster than str.translate where most are absent
            if character in text:
                text = text.replace(character, plain)
        text = unicodedata.normalize("NFKC", text)
    return " ".join(text.split()) if "  " in text or not text.isprintable() else text.strip()
