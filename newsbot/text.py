"""Text as people see it: white space, invisible characters and typography made equal."""

import re
import unicodedata

_INVISIBLE = dict.fromkeys([0x00AD, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF])
_SPACE = re.compile(r"\s+")


def clean(text: str) -> str:
    """`text` in NFC, without invisible characters, each run of white space (also no-break) one plain space.

    No-break spaces become plain ones, so that stored text can be searched as people type it.
    """
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text.translate(_INVISIBLE))).strip()
