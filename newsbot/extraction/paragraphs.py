"""From the blocks of an article to its paragraphs: chapô, text, and the kind of each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import takewhile
from operator import itemgetter

from newsbot.extraction import body
from newsbot.extraction.blocks import HEADINGS, Block, Frame
from newsbot.extraction.byline import names_of, printed
from newsbot.extraction.layout import Layout
from newsbot.extraction.marks import NO_MARKS, Mark
from newsbot.items import Kind, Paragraph
from newsbot.urls import absolute, same_site

_WORD = re.compile(r"\w+")
_LABELLED = 160
_NEAR = 12
_SENTENCES = 180
_SENTENCE = 80
_CREDIT_LENGTH = 100
_CAPTION_LENGTH = 600
_TITLE_LENGTH = 80
_LEAD_LENGTH = 20
_STOPS = (".", "!", "?", "…", "»")
_BOXES = frozenset(("div", "dl", "dt", "dd", "section"))
_KINDS: dict[str, Kind] = {"li": "list_item", "td": "table_cell", "th": "table_cell"}
_NO_LEAD_MARKS = frozenset(("caption", "byline", "dateline"))
_NO_LEAD_TAGS = frozenset(("figure", "figcaption", "li"))
_READING_TIME = re.compile(
    r"(?:temps de )?lecture\W{0,3}(?:estimée?\W*)?\d+ ?min\w*\.?|\d+ ?min\w*\.? (?:de lecture|read)", re.I
)
_CREDIT = re.compile(
    r"[(\[]?(?:©|(?:photos?|crédits?|illustrations?|images?|visuel)\b[^.]{0,20}[:©/(])", re.I
)


def captions(layout: Layout) -> list[str]:
    """The captions that stand before the text, where the article's own picture is."""
    opening = [block for block in layout.opening if _is_caption(block)]
    return [block.text for block in opening if not block.is_link]


def _is_caption(block: Block) -> bool:
    around = (block.frame, block.frame.parent)
    return any(f and (f.tag in ("figcaption", "figure") or "caption" in f.marks) for f in around)


def gather(layout: Layout, authors: list[str], description: str, url: str) -> list[Paragraph]:
    """The article's paragraphs in page order: the chapô from under the headline, then the text's blocks."""
    inside = set(layout.text)
    leads = [b for b in layout.opening if b not in inside and _leads(b, description)]
    found = [(block.place, Paragraph(block.text, "lead")) for block in leads]
    ends = layout.ends
    for position, block in enumerate(layout.text):
        if (
            block.frame.out
            or _is_label(block, layout.roots)
            or _is_own_link(block, url)
            or _introduces_links(block, layout.text[position + 1 : position + 4])
            or (block in ends and _signs(block, authors))
        ):
            continue
        found.append((block.place, Paragraph(block.text, _kind(block, layout.roots))))
    return [paragraph for _, paragraph in sorted(found, key=itemgetter(0))]


def _is_own_link(block: Block, url: str) -> bool:
    """Whether the block is only a link to another page of the site."""
    return (
        block.is_link and block.frame.tag not in HEADINGS and same_site(absolute(url, block.href) or url, url)
    )


def _signs(block: Block, authors: list[str]) -> bool:
    if len(block.text) > _LABELLED:
        return False
    names = printed(block) or (names_of(block.text) if not block.text.endswith((".", "»", ":")) else [])
    return bool(names) and set(names) <= set(authors)


def _below(frame: Frame, roots: Iterable[Frame]) -> Iterable[Frame]:
    """The block's own frame and the nearest ones around it, inmost first, up to the root that holds them."""
    yield frame
    inner = frame.parent if frame not in roots else None
    for _ in range(_NEAR):
        if inner is None or inner in roots:
            return
        yield inner
        inner = inner.parent


def _marked(block: Block, roots: Iterable[Frame], *marks: Mark) -> bool:
    return any(not frame.marks.isdisjoint(marks) for frame in _below(block.frame, roots))


def _is_label(block: Block, roots: list[Frame]) -> bool:
    return bool(_READING_TIME.fullmatch(block.text)) or (
        len(block.text) < _LABELLED and _marked(block, roots, "byline", "dateline")
    )


def _introduces_links(block: Block, following: list[Block]) -> bool:
    """Whether the block is the title of a list of links that is out."""
    if len(block.text) > _TITLE_LENGTH or not (block.frame.tag in HEADINGS or block.text.endswith(":")):
        return False
    return any(b.linked for b in takewhile(lambda b: b.frame.out, following))


def _leads(block: Block, description: str) -> bool:
    """Whether a block between headline and text is the chapô: named or described so, or just a sentence."""
    around = [block.frame, *([block.frame.parent] if block.frame.parent else [])]
    marks = NO_MARKS.union(*(frame.marks for frame in around))
    tags = {frame.tag for frame in around}
    if block.frame.out or not _NO_LEAD_MARKS.isdisjoint(marks) or not _NO_LEAD_TAGS.isdisjoint(tags):
        return False
    if "lead" in marks and len(block.text) >= _LEAD_LENGTH:
        return not block.is_link
    if not body.good(block):
        return False
    sentence = len(block.text) > _SENTENCE and (block.frame.tag in ("p", "h2") or block.text.endswith(_STOPS))
    return sentence or alike(block.text, description) > 0.7


def alike(text: str, other: str) -> float:
    """The share of `text`'s words that stand in `other`."""
    words = _WORD.findall(text.casefold())
    said = set(_WORD.findall(other.casefold()))
    return sum(word in said for word in words) / len(words) if words else 0.0


def _kind(block: Block, roots: list[Frame]) -> Kind:
    if len(block.text) < _CREDIT_LENGTH and _CREDIT.match(block.text):
        return "caption"
    for frame in _below(block.frame, roots):
        if _captions(frame, block):
            return "caption"
        if frame.tag in HEADINGS:
            prose = len(block.text) >= _SENTENCES and block.text.endswith(_STOPS)
            return "paragraph" if prose else "heading"
        if frame.tag == "blockquote" or "quote" in frame.marks:
            return "quote"
        if frame.tag in _KINDS:
            return _KINDS[frame.tag]
        if "lead" in frame.marks:
            return "lead"
    return (
        "lead"
        if any("lead" in root.marks and block.frame.within(root) for root in roots[1:])
        else "paragraph"
    )


def _captions(frame: Frame, block: Block) -> bool:
    """Whether `frame` makes the block a caption: by its tag or names, or as a box of a picture and words."""
    if frame.tag in ("figure", "figcaption"):
        return True
    if frame.text > _CAPTION_LENGTH:
        return False
    box = frame.pictured and frame.tag in _BOXES and (block.frame.tag != "p" or len(block.text) < _SENTENCE)
    return box or "caption" in frame.marks
