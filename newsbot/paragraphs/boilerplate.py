"""Lines of the site, told by their words: links to other articles, newsletters, cookies, paywalls."""

from __future__ import annotations

import re

from newsbot.paragraphs.wording import wording

_LINE = re.compile(
    r"^(?:a )?(?:lire|relire|voir|ecouter|decouvrir|regarder) (?:aussi|egalement|notre|nos|la suite)\b"
    r"|^(?:related articles|read (?:more|also)|publicite|advertisement)$"
    r"|^suivez nous\b|\bnewsletter\b|\bcookies\b"
)


def boilerplate(text: str) -> bool:
    """Whether the line is the site's by its own words."""
    return len(text) < 300 and _LINE.search(wording(text).key) is not None
