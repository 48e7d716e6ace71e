"""Where on its site the article stands: breadcrumb, section, keywords."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from selectolax.lexbor import LexborNode

from newsbot.extraction.blocks import Block, Frame
from newsbot.extraction.document import Document, key, texts
from newsbot.extraction.layout import Layout
from newsbot.text import clean
from newsbot.urls import segments

_HOME = re.compile(
    r"(?:page d['’])?accueil(?: du site)?|home(?:page)?|à la une|la une|une|index|sections|rubriques", re.I
)
_BETWEEN = re.compile(r"\s*[>»›→|]\s*|\s+/\s+")
_LENGTH = 60
_STEPS = 7


def breadcrumb(frames: Iterable[Frame], document: Document, headline: str) -> list[str]:
    """The trail from home to article, both left out: JSON-LD's, spelled as printed, or the printed one."""
    ends = [key(headline), *document.publisher_keys]
    printed: list[str] = []
    for node in [frame.node for frame in frames if "trail" in frame.marks][:4]:
        names = [clean(a.text()) for a in node.css("a")] or _BETWEEN.split(clean(node.text()))
        if len(names) <= _STEPS:
            printed = printed or _trail(names, ends)
    for stated in document.of_type("BreadcrumbList"):
        if trail := _trail(_names(stated.get("itemListElement")), ends):
            return _spelled(trail, printed)
    return printed


def _spelled(names: list[str], model: list[str]) -> list[str]:
    spelling = {key(name): name for name in model}
    return [spelling.get(key(name), name) for name in names]


def _names(entries: Any) -> list[str]:
    listed = [e for e in entries if isinstance(e, dict)] if isinstance(entries, list) else []
    listed.sort(key=lambda e: e["position"] if isinstance(e.get("position"), int) else 0)
    return [name for e in listed for name in (texts(e.get("name")) or texts(e.get("item")))[:1]]


def _trail(names: Iterable[str], ends: list[str]) -> list[str]:
    stripped = (name.strip(" >»›/|·") for name in names)
    steps = (n for n in stripped if 1 < len(n) <= _LENGTH and "//" not in n and not _HOME.fullmatch(n))
    return [n for n in steps if key(n) not in ends and not (len(key(n)) > 20 and key(n) in ends[0])]


def section(layout: Layout, document: Document, trail: list[str]) -> str:
    """The article's section: as stated to machines, else the end of the breadcrumb, else as printed.

    A stated section that is only a slug ('politique-monde') is spelled as the breadcrumb spells it.
    """
    stated = [
        *texts(document.article.get("articleSection")),
        *document.meta.get("article:section", []),
        *document.meta.get("og:article:section", []),
        *document.microdata.get("articleSection", [])[:2],
    ]
    stated = [name.strip("/ ") for name in stated if name.strip("/ ") and len(name) <= _LENGTH]
    keys = {key(name) for name in trail}
    known = [name for name in stated if key(name) in keys] or stated or trail[-1:]
    return _spelled(known, trail)[0] if known else _printed(layout)


def _printed(layout: Layout) -> str:
    """The rubric printed by the headline: named or marked so, or a link above it; else the footer's."""
    for block in layout.opening:
        rubric = any("rubric" in frame.marks for frame in block.frame.up(2))
        if rubric and not block.frame.out and len(block.text) <= 2 * _LENGTH:
            return _first_link(block.frame.node) or block.text
    if name := _category(layout.opening):
        return name
    for block in layout.before[::-1]:
        of_links = block.linked > 0.8 * block.frame.text and not block.frame.out
        if of_links and (name := _first_link(block.frame.node)):
            return name
    return _category(layout.closing)


def _category(blocks: list[Block]) -> str:
    links = (b.frame.node.css_first('a[rel~="category"]') for b in blocks if b.frame.text <= 4 * _LENGTH)
    return next((name for link in links if link is not None and (name := clean(link.text()))), "")


def _first_link(node: LexborNode) -> str:
    links = (
        a for a in node.css("a")[:5] if segments(a.attributes.get("href") or "")
    )  # none to the home page
    names = (clean(a.text()) for a in links)
    return next((name for name in names if 0 < len(name) <= _LENGTH and "/" not in name), "")


def keywords(document: Document) -> list[str]:
    """The article's keywords: JSON-LD's, else those of the meta elements, else the links marked as tags."""
    stated = texts(document.article.get("keywords"))
    for name in ("article:tag", "news_keywords", "keywords"):
        stated = stated or document.meta.get(name, [])
    if len(stated) == 1:
        stated = re.split(r"\s*[,;]\s*", stated[0])
    if not stated:
        links = document.tree.css('a[rel~="tag"]:not([rel~="category"])')[:30]
        stated = [clean(link.text()) for link in links]
    return list(dict.fromkeys(name for name in stated if name and len(name) <= _LENGTH))
