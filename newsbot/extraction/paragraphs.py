"""From the blocks of an article to its paragraphs: chapô, text, and the kind of each."""

import re
from itertools import takewhile

from newsbot.extraction.blocks import HEADINGS, Block, Frame
from newsbot.extraction.byline import names_beside_date, names_of, printed
from newsbot.extraction.layout import STOPS, Layout, good
from newsbot.extraction.marks import NO_MARKS
from newsbot.items import Kind, Paragraph
from newsbot.urls import absolute, same_site

_WORD = re.compile(r"\w+")
_SENTENCE = 80
_LABELS = frozenset(("byline", "dateline"))
_FIGURES = frozenset(("figure", "figcaption"))
_KINDS: dict[str, Kind] = {"blockquote": "quote", "li": "list_item", "td": "table_cell", "th": "table_cell"}
_READING_TIME = re.compile(
    r"(?:temps de )?lecture\W{0,3}(?:estimée?\W*)?\d+ ?min\w*\.?|\d+ ?min\w*\.? (?:de lecture|read)", re.I
)
_CREDIT = re.compile(
    r"[(\[]?(?:©|(?:photos?|crédits?|illustrations?|images?|visuel)\b[^.]{0,20}[:©/(])", re.I
)


def captions(layout: Layout) -> list[str]:
    """The captions that stand before the text, where the article's own picture is."""
    return [
        block.text
        for block in layout.opening
        if not block.is_link and any(f.tag in _FIGURES or "caption" in f.marks for f in block.frame.up(2))
    ]


def gather(layout: Layout, authors: list[str], description: str, url: str) -> list[Paragraph]:
    """The article's paragraphs in page order: the chapô from under the headline, then the text's blocks."""
    found = {b.place: Paragraph(b.text, "lead") for b in layout.opening if _leads(b, description)}
    for position, block in enumerate(layout.text):
        frame = block.frame
        found.pop(block.place, None)
        if frame.out or (block.is_link and _is_own_link(block, url)):
            continue
        around = [frame]
        while frame not in layout.roots and (holder := around[-1].parent) and holder not in layout.roots:
            around.append(holder)
        if len(block.text) < 160 and (
            _READING_TIME.fullmatch(block.text)
            or any(holder.marks & _LABELS for holder in around)
            or _introduces_links(block, layout.text[position + 1 : position + 4])
            or (block in layout.ends and _signs(block, authors))
        ):
            continue
        found[block.place] = Paragraph(block.text, _kind(block, around, layout))
    return [found[place] for place in sorted(found)]


def _is_own_link(block: Block, url: str) -> bool:
    """Whether the block is only a link to another page of the site."""
    return block.frame.tag not in HEADINGS and same_site(absolute(url, block.href) or url, url)


def _signs(block: Block, authors: list[str]) -> bool:
    """Whether the block says nothing but by whom the article is, and when."""
    beside = names_beside_date(block.text)
    if beside is not None:
        return set(beside) <= set(authors)
    names = printed(block) or []
    if not names and not block.text.endswith((".", "»", ":")):
        names = names_of(block.text) if any(name.split()[0] in block.text for name in authors) else []
    return bool(names) and set(names) <= set(authors)


def _introduces_links(block: Block, following: list[Block]) -> bool:
    """Whether the block is the title of a list of links that is out."""
    if len(block.text) > 80 or not (block.frame.tag in HEADINGS or block.text.endswith(":")):
        return False
    out = takewhile(lambda b: b.frame.out, following)
    links = (b for b in out if b.linked or (not b.text and b.frame.node.css_first("a")))
    first = next(links, None)
    return first is not None and "pager" not in first.frame.marks


def _leads(block: Block, description: str) -> bool:
    """Whether a block between headline and text is the chapô: named or described so, or just a sentence."""
    around = list(block.frame.up(2))
    marks = NO_MARKS.union(*(frame.marks for frame in around))
    if block.frame.out or "caption" in marks or marks & _LABELS:
        return False
    if any(frame.tag in _FIGURES or frame.tag == "li" for frame in around):
        return False
    if "lead" in marks and len(block.text) >= 20:
        return not block.is_link
    sentence = len(block.text) > _SENTENCE and (block.frame.tag in ("p", "h2") or block.text.endswith(STOPS))
    return good(block) and (sentence or _alike(block.text, description) > 0.7)


def _alike(text: str, other: str) -> float:
    """The share of `text`'s words that stand in `other`."""
    words = _WORD.findall(text.casefold())
    said = set(_WORD.findall(other.casefold()))
    return sum(word in said for word in words) / len(words) if words else 0.0


def _kind(block: Block, around: list[Frame], layout: Layout) -> Kind:
    if len(block.text) < 100 and _CREDIT.match(block.text):
        return "caption"
    for frame in around:
        if frame.tag in _FIGURES or (
            (frame.marks or frame.pictured) and frame not in layout.roots and _captions(frame, block)
        ):
            return "caption"
        if frame.tag in HEADINGS:
            prose = len(block.text) >= 180 and block.text.endswith(STOPS)
            return "paragraph" if prose else "heading"
        if "quote" in frame.marks:
            return "quote"
        if frame.tag in _KINDS and not (frame.tag == "td" and frame.mass >= 300):  # a column of the page
            return _KINDS[frame.tag]
        if "lead" in frame.marks:
            return "lead"
    leads = [root for root in layout.roots[1:] if "lead" in root.marks]
    return "lead" if any(map(block.frame.within, leads)) else "paragraph"


def _captions(frame: Frame, block: Block) -> bool:
    """Whether `frame` makes the block a caption: by its names, or as a box of a picture and words."""
    if frame.text > 600:
        return False
    box = (
        frame.pictured
        and frame.tag in ("div", "dl", "dt", "dd", "section")
        and (block.frame.tag != "p" or len(block.text) < _SENTENCE)
    )
    return box or "caption" in frame.marks
