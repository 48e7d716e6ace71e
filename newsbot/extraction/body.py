"""Where the article's text stands among the page's blocks, and what kind each of its blocks is."""

from __future__ import annotations

import re
from itertools import groupby

from newsbot.extraction.blocks import Block, Frame
from newsbot.extraction.marks import Mark
from newsbot.items import Kind, Paragraph

GOOD_LENGTH = 50
_OUT = Mark.ASIDE | Mark.COMMENTS | Mark.HIDDEN
_OUT_TAGS = frozenset(("aside", "footer", "form", "menu"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_WORD = re.compile(r"\w+")


def good(block: Block) -> bool:
    """Whether the block reads as a sentence or more, rather than as a label or a link."""
    return len(block.text) >= GOOD_LENGTH and block.linked < 0.4 * len(block.text)


def weigh(blocks: list[Block], frames: list[Frame], headline: Block | None) -> None:
    """Set every frame's `out`, `own` and `mass`.

    A frame is out by its tag or names, unless the headline stands in it or most of the page's text does.
    """
    _sum(blocks, frames)
    total = frames[0].mass if frames else 0
    around = set(map(id, headline.frame.chain())) if headline else set()
    for frame in frames:
        frame.out = frame.parent is not None and frame.parent.out
        if frame.out or id(frame) in around:
            continue
        if frame.marks & Mark.COMMENTS:
            frame.out = True
        elif frame.tag in _OUT_TAGS or frame.marks & _OUT:
            frame.out = frame.mass < 0.5 * total
    _sum([b for b in blocks if not b.frame.out], frames)


def _sum(blocks: list[Block], frames: list[Frame]) -> None:
    for frame in frames:
        frame.mass = frame.own = 0
    for block in blocks:
        if good(block):
            block.frame.mass += len(block.text)
            home = block.frame.parent if block.frame.tag in ("p", "blockquote", "li") else block.frame
            if home:
                home.own += len(block.text)
    for frame in reversed(frames):
        if frame.parent:
            frame.parent.mass += frame.mass


def root_of(frames: list[Frame]) -> Frame | None:
    """The frame that holds the article's text: the one named so, else the densest one on the way down."""
    if not frames or not frames[0].mass:
        return None
    total = frames[0].mass
    named = [f for f in frames if f.marks & Mark.BODY and not f.out and f.mass]
    if named:
        heaviest = max(named, key=lambda f: f.mass)
        if heaviest.mass >= 0.3 * total:
            return _inmost(heaviest)
    return _inmost(frames[0])


def _inmost(frame: Frame) -> Frame:
    """Down to where the paragraphs are, as long as one child holds nearly all that its parent does."""
    while True:
        child = max((c for c in frame.children if not c.out), key=lambda c: c.mass, default=None)
        if child is None or child.tag in ("p", "li", "blockquote") or child.mass < 0.6 * frame.mass:
            return frame
        frame = child


def paragraphs(blocks: list[Block], root: Frame, headline: Block | None, description: str) -> list[Paragraph]:
    """The article's blocks in page order: the chapô from between headline and body, then the body."""
    inside = {id(root)}
    found: list[Paragraph] = []
    first = next((i for i, b in enumerate(blocks) if root in b.frame.chain()), len(blocks))
    if headline is not None and headline in blocks and blocks.index(headline) < first:
        found += _leads(blocks[blocks.index(headline) + 1 : first], description)
    body = [b for b in blocks[first:] if not b.frame.out and root in b.frame.chain()]
    for frame, group in groupby(body, key=_list_of):
        entries = list(group)
        if frame is not None and all(b.linked > 0.8 * len(b.text) for b in entries):
            continue
        for block in entries:
            if frame is None and block.linked >= 0.95 * len(block.text) and block.frame.tag not in _HEADINGS:
                continue
            found.append(Paragraph(block.text, _kind(block, root)))
    del inside
    return found


def _leads(blocks: list[Block], description: str) -> list[Paragraph]:
    said = set(_WORD.findall(description.casefold()))
    leads = []
    for block in blocks:
        marks = Mark.NONE
        for frame in block.frame.chain()[:3]:
            marks |= frame.marks
        if block.frame.out or marks & (Mark.CAPTION | Mark.BYLINE | Mark.DATELINE | Mark.PAYWALL):
            continue
        words = _WORD.findall(block.text.casefold())
        same = sum(w in said for w in words) / len(words) if words and said else 0
        if good(block) and (marks & Mark.LEAD or same > 0.7 or (len(block.text) > 80 and block.frame.tag in ("p", "h2"))):
            leads.append(Paragraph(block.text, "lead"))
    return leads


def _list_of(block: Block) -> Frame | None:
    for frame in block.frame.chain()[:4]:
        if frame.tag in ("ul", "ol"):
            return frame
    return None


def _kind(block: Block, root: Frame) -> Kind:
    for frame in block.frame.chain():
        if frame is root:
            break
        if frame.tag == "figcaption" or frame.marks & Mark.CAPTION:
            return "caption"
        if frame.tag in _HEADINGS:
            return "heading"
        if frame.tag == "blockquote" or frame.marks & Mark.QUOTE:
            return "quote"
        if frame.tag == "li":
            return "list_item"
        if frame.tag in ("td", "th"):
            return "table_cell"
        if frame.marks & Mark.LEAD:
            return "lead"
    return "paragraph"
