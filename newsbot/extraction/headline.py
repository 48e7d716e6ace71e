"""The article's headline, as printed where it is printed."""

import re

from newsbot.extraction.blocks import HEADINGS, Block
from newsbot.extraction.document import Document, key, texts
from newsbot.text import clean
from newsbot.urls import host_of

_WORD = re.compile(r"\w+")
_SUFFIX = re.compile(r"\s+[-–—|·:»]\s+")
_BONUS = {"h1": 0.3, "h2": 0.15}
_NEEDED = {"h1": 0.0, "h2": 0.0, "title": 0.8}


def find(blocks: list[Block], document: Document, selected: str = "") -> tuple[str, Block | None]:
    """The headline and the block that prints it, if one does; `selected` is what a site file points to.

    The heading most like what JSON-LD, Open Graph or `<title>` state, any other block only where it is nearly
    the same; nothing stated, the first `<h1>`. Where nothing is like it, the statement itself.
    """
    if selected:
        return selected, next((block for block in blocks if block.text == selected), None)
    stated = _stated(document)
    spoken = [_words(statement) for statement in stated]
    shortest = 0.6 * min(map(len, stated), default=0)
    longest = 1.6 * max(map(len, stated), default=0)
    best, best_score = None, 0.0
    for block in blocks:
        if best_score >= 1 + _BONUS["h1"]:
            break
        tag = _heading_of(block)
        if best_score >= 1 + _BONUS.get(tag, 0) or not (tag or shortest < len(block.text) < longest):
            continue
        if tag != "h1" and (block.is_link or not stated):
            continue
        words = _words(block.text)
        alike = max((_alike(words, statement) for statement in spoken), default=0.0)
        if alike < _NEEDED.get(tag, 0.9):
            continue
        score = alike + _BONUS.get(tag, 0) - (1 if stated and not alike else 0)
        if score > best_score:
            best, best_score = block, score
    if best is not None and (best_score >= 0.5 or not stated):
        return best.text, best
    return next(iter(stated), ""), None


def _heading_of(block: Block) -> str:
    frame, outer = block.frame, block.frame.parent
    heading = frame.tag if frame.tag in HEADINGS else outer.tag if outer and outer.tag in HEADINGS else ""
    if heading:
        return heading if heading in _NEEDED else "title"
    return "title" if "title" in frame.marks and len(block.text) < 300 else ""


def _stated(document: Document) -> list[str]:
    title = document.tree.css_first("title")
    stated = [
        *texts(document.article.get("headline")),
        document.first("og:title"),
        *document.microdata.get("headline", [])[:1],
        document.first("twitter:title"),
        clean(title.text()) if title else "",
    ]
    return list(dict.fromkeys(without_site(statement, document) for statement in stated if statement))


def without_site(title: str, document: Document) -> str:
    """`title` without the site's name: 'A Paris-8, la grève - Le Journal' → 'A Paris-8, la grève'."""
    parts = _SUFFIX.split(title)
    if len(parts) < 2:
        return title
    host, known = key(host_of(document.url)), document.publisher_keys

    def names_site(part: str) -> bool:
        said = key(part)
        if len(said) > 3 and (said in host or host in said):
            return True
        return bool(said) and (said in known or any(len(name) > 5 and name in said for name in known))

    while len(parts) > 1 and names_site(parts[-1]):
        title = title[: title.rindex(parts.pop())].rstrip(" -–—|·:»")
    if len(parts) > 1 and names_site(parts[0]):
        title = title[title.index(parts[1]) :]
    return title


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _alike(words: set[str], others: set[str]) -> float:
    return 2 * len(words & others) / (len(words) + len(others)) if words and others else 0.0
