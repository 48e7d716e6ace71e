"""The page as a flat list of blocks: one walk that every reader of the page shares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsbot.extraction.marks import NO_MARKS, Marks, marks_of
from newsbot.text import clean

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_TEXT, _BREAK, _PICTURE, _SKIPPED, _INLINE, _BLOCK = range(6)
_KIND = {"-text": _TEXT, "br": _BREAK, "img": _PICTURE, "picture": _PICTURE, "amp-img": _PICTURE}
_KIND |= dict.fromkeys(
    """-comment -doctype script style noscript template head meta link svg math canvas audio video source
    track map iframe object embed input select option textarea button datalist progress meter
    dialog""".split(),  # noqa: SIM905
    _SKIPPED,
)
_KIND |= dict.fromkeys(
    """a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr o:p q rp rt ruby
    s samp small span strike strong sub sup time tt u var wbr""".split(),  # noqa: SIM905
    _INLINE,
)
_ASIDE_TAGS = frozenset(("aside", "form", "menu", "footer"))
_NAMED_INLINE = frozenset(("a", "span", "strong", "b", "em", "small", "label", "i"))
_LINE_END = "\u2028"
_EMPTY_LINE = re.compile(rf"{_LINE_END}\s*{_LINE_END}\s*")
GOOD_LENGTH = 50


@dataclass(eq=False)
class Frame:
    """A block element around text.

    `place` is its position among the page's frames, `end` that of the first one after it. It is `out` when it
    is not the article's text, `foreign` when it is not even about the article. Where it is not out, `text`
    counts the characters in it, `linked` those in links, `mass` those of its paragraphs, `own` those of
    paragraphs directly in it. It is `pictured` when it holds an image, `aside` when its own tag or names say
    that it is foreign.
    """

    node: LexborNode
    tag: str
    names: str
    marks: Marks
    parent: Frame | None
    place: int

    end = text = linked = mass = own = 0
    pictured = aside = out = foreign = False

    def within(self, frame: Frame) -> bool:
        """Whether this frame is `frame` or stands in it."""
        return frame.place <= self.place < frame.end

    def up(self, most: int = 10_000) -> Iterator[Frame]:
        """This frame and those it stands in, inmost first, `most` of them at most."""
        frame: Frame | None = self
        while frame is not None and most:
            yield frame
            frame, most = frame.parent, most - 1


@dataclass(slots=True, eq=False)
class Block:
    """A run of text between two block boundaries, or two `<br>` in a row.

    `place` is its position on the page; `linked` counts its characters in links, `href` is the first link's
    address. A part of the page that was passed over is one block without text, with a place for each of its
    texts.
    """

    text: str
    frame: Frame
    place: int
    linked: int
    href: str

    @property
    def texts(self) -> list[str]:
        """Its text, or those of the part that was passed over."""
        node = self.frame.node
        return [self.text] if self.text else _without(_texts_under(node), node.css("script, style"))

    @property
    def unread(self) -> int:
        """The characters of paragraphs in the part that was passed over."""
        if self.text:
            return 0
        node = self.frame.node
        long = [text for text in _texts_under(node) if len(text) >= GOOD_LENGTH]
        return sum(map(len, _without(long, node.css("a, script, style")))) if long else 0

    @property
    def is_link(self) -> bool:
        """Whether all of it is links."""
        return self.linked >= 0.95 * len(self.text)


def read(
    tree: LexborHTMLParser, dropped: frozenset[int] = frozenset(), *, whole: bool = False
) -> tuple[list[Block], list[Frame]]:
    """The page's blocks and frames in page order, without the nodes whose identities are in `dropped`.

    After the first <h1>, what is foreign to an article by its own tag or names is not read where it holds
    neither an <h1> nor the <main>; unless `whole`. A walk without recursion: a page may be hundreds deep.
    """
    if tree.body is None:
        return [], []
    frame = Frame(tree.body, "body", "", NO_MARKS, None, 0)
    blocks: list[Block] = []
    frames = [frame]
    buffer: list[str] = []
    linked = links = place = 0
    href = anchor = label = ""
    stack: list[tuple[LexborNode, str]] = []
    titled = False

    def flush() -> None:
        nonlocal linked, href, label, place
        text = "".join(buffer)
        buffer.clear()
        if label and not text.strip():
            text = label
        for part in _EMPTY_LINE.split(text) if _LINE_END in text else (text,):
            if part := clean(part):
                blocks.append(Block(part, frame, place, min(linked, len(part)), href))
                place += 1
        linked, href, label = 0, "", ""

    node = tree.body.first_child
    while True:
        while node is None:
            if buffer and (not stack or stack[-1][1] not in _KIND):
                flush()
            if not stack:
                frame.end = len(frames)
                return blocks, frames
            element, tag = stack.pop()
            if tag == "a":
                links -= 1
            elif tag not in _KIND:
                frame.end = len(frames)
                frame = frame.parent or frame
            node = element.next
        tag = node.tag or ""
        kind = _KIND.get(tag, _BLOCK)
        if kind == _TEXT:
            text = node.text_content or ""
            if not text.isspace():
                buffer.append(text)
                if links:
                    linked += len(text.strip())
                    href = href or anchor
            elif buffer:
                buffer.append(" ")
        elif kind == _SKIPPED or (dropped and node.mem_id in dropped):
            pass
        elif kind == _BREAK:
            if buffer:
                buffer.append(_LINE_END)
        elif kind == _PICTURE:
            for holder in frame.up():
                if holder.pictured:
                    break
                holder.pictured = True
        elif (child := node.first_child) is None:
            if buffer and kind == _BLOCK:
                flush()
        elif kind == _INLINE:
            attributes = node.attributes if tag in _NAMED_INLINE else None
            marks = marks_of(attributes.get("class") or "") if attributes and tag != "a" else NO_MARKS
            if "label" in marks and not (label or "".join(buffer).strip()) and len(node.text().strip()) < 40:
                label = node.text()
                buffer.append(" ")
            elif not attributes or ("hidden" not in marks and not _is_unseen(attributes)):
                if tag == "a":
                    links += 1
                    anchor = (attributes and attributes.get("href")) or ""
                stack.append((node, tag))
                node = child
                continue
        else:
            if buffer:
                flush()
            attributes = node.attributes
            if not attributes:
                names, marks = "", NO_MARKS
            elif _is_unseen(attributes) or attributes.get("aria-hidden") == "true":
                node = node.next
                continue
            else:
                names, identity = attributes.get("class") or "", attributes.get("id")
                names = f"{names} {identity}" if identity else names
                marks = marks_of(names) if names else NO_MARKS
            inner = Frame(node, tag, names, marks, frame, len(frames))
            frames.append(inner)
            titled = titled or tag == "h1"
            if marks or tag in _ASIDE_TAGS:
                inner.aside = _is_aside(tag, marks)
            if titled and inner.aside and not whole and node.css_first("h1, main") is None:
                blocks.append(Block("", inner, place, 0, ""))
                place += 1 + node.text(separator=_LINE_END, skip_empty=True).count(_LINE_END)
                inner.end = len(frames)
            elif tag == "nav":  # may be a breadcrumb, never text
                inner.end = len(frames)
            else:
                frame = inner
                stack.append((node, tag))
                node = child
                continue
        node = node.next


def _is_aside(tag: str, marks: Marks) -> bool:
    if tag in _ASIDE_TAGS and not (tag == "footer" and "meta" in marks):
        return True
    return "hidden" in marks or ("aside" in marks and "body" not in marks)


def _texts_under(node: LexborNode) -> list[str]:
    return node.text(separator=_LINE_END, skip_empty=True).split(_LINE_END)


def _without(texts: list[str], nodes: list[LexborNode]) -> list[str]:
    others = {node.text() for node in nodes}
    return [text for text in texts if text not in others]


def _is_unseen(attributes: dict[str, str | None]) -> bool:
    if "style" not in attributes:
        return "hidden" in attributes
    style = attributes["style"] or ""
    return "hidden" in attributes or "display:none" in style.replace(" ", "").lower()
