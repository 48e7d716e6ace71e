"""The page as a flat list of blocks: one walk that every reader of the page shares."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsbot.extraction.marks import NO_MARKS, Marks, marks_of
from newsbot.text import clean

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SKIPPED = frozenset(
    (
        *("-comment", "-doctype", "script", "style", "noscript", "template", "head", "meta", "link"),
        *("svg", "math", "canvas", "audio", "video", "source", "track", "map", "iframe", "object", "embed"),
        *("input", "select", "option", "textarea", "button", "datalist", "progress", "meter", "dialog"),
    )
)
_PICTURES = frozenset(("img", "picture", "amp-img"))
_INLINE = frozenset(
    (
        *(
            "a",
            "abbr",
            "acronym",
            "b",
            "bdi",
            "bdo",
            "big",
            "cite",
            "code",
            "data",
            "del",
            "dfn",
            "em",
            "font",
            "i",
        ),
        *(
            "ins",
            "kbd",
            "label",
            "mark",
            "nobr",
            "o:p",
            "q",
            "rp",
            "rt",
            "ruby",
            "s",
            "samp",
            "small",
            "span",
        ),
        *("strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    )
)
_NAMED_INLINE = frozenset(("a", "span", "strong", "b", "em", "small", "label", "i"))
_BREAK = "\u2028"
_EMPTY_LINE = re.compile(rf"{_BREAK}\s*{_BREAK}\s*")
_LABEL_LENGTH = 40


class Frame:
    """A block element around text.

    `place` is its position among the page's frames, `end` that of the first one after it. `text` counts
    the characters in it, `linked` those in links, `mass` those of its paragraphs, `own` those of paragraphs
    directly in it. It is `pictured` when it holds an image, `out` when it is not the article's text,
    `foreign` when it is not even about the article.
    """

    __slots__ = (
        *("node", "tag", "names", "marks", "parent", "place", "end"),
        *("text", "linked", "mass", "own", "pictured", "out", "foreign"),
    )

    def __init__(
        self, node: LexborNode, tag: str, names: str, marks: Marks, parent: Frame | None, place: int
    ) -> None:
        self.node = node
        self.tag = tag
        self.names = names
        self.marks = marks
        self.parent = parent
        self.place = self.end = place
        self.text = self.linked = self.mass = self.own = 0
        self.pictured = self.out = self.foreign = False

    def within(self, frame: Frame) -> bool:
        """Whether this frame is `frame` or stands in it."""
        return frame.place <= self.place < frame.end


@dataclass(slots=True, eq=False)
class Block:
    """A run of text between two block boundaries, or two `<br>` in a row.

    `place` is its position on the page; `linked` counts its characters in links, `href` is the first link's
    address.
    """

    text: str
    frame: Frame
    place: int = 0
    linked: int = 0
    href: str = ""

    @property
    def is_link(self) -> bool:
        """Whether all of it is links."""
        return self.linked >= 0.95 * len(self.text)


def read(tree: LexborHTMLParser, dropped: frozenset[int] = frozenset()) -> tuple[list[Block], list[Frame]]:
    """The page's blocks and frames in page order, without the nodes whose identities are in `dropped`.

    A walk without recursion: a page may be hundreds deep.
    """
    if tree.body is None:
        return [], []
    frame = Frame(tree.body, "body", "", NO_MARKS, None, 0)
    blocks: list[Block] = []
    frames = [frame]
    buffer: list[str] = []
    linked = links = 0
    href = anchor = label = ""
    stack: list[tuple[LexborNode, str]] = []

    def flush() -> None:
        nonlocal linked, href, label
        text = "".join(buffer)
        buffer.clear()
        if label and not text.strip():
            text = label
        for part in _EMPTY_LINE.split(text) if text.count(_BREAK) > 1 else (text,):
            if part := clean(part):
                blocks.append(Block(part, frame, len(blocks), min(linked, len(part)), href))
        linked, href, label = 0, "", ""

    node = tree.body.first_child
    while True:
        while node is None:
            if not stack:
                if buffer:
                    flush()
                frame.end = len(frames)
                return blocks, frames
            element, tag = stack.pop()
            if tag == "a":
                links -= 1
            elif tag not in _INLINE:
                if buffer:
                    flush()
                frame.end = len(frames)
                frame = frame.parent or frame
            node = element.next
        tag = node.tag or ""
        if tag == "-text":
            text = node.text_content or ""
            if not text.isspace():
                buffer.append(text)
                if links:
                    linked += len(text.strip())
                    href = href or anchor
            elif buffer:
                buffer.append(" ")
        elif tag == "br":
            if buffer:
                buffer.append(_BREAK)
        elif tag in _PICTURES:
            frame.pictured = True
        elif tag in _SKIPPED or (dropped and node.mem_id in dropped):
            pass
        elif (child := node.first_child) is None:
            if buffer and tag not in _INLINE:
                flush()
        elif tag in _INLINE:
            attributes = node.attributes if tag in _NAMED_INLINE else None
            marks = marks_of(attributes.get("class") or "") if attributes and tag != "a" else NO_MARKS
            if "label" in marks and not label and not "".join(buffer).strip() and _is_short(node):
                label = node.text()
                buffer.append(" ")
            elif not attributes or ("hidden" not in marks and not _unseen(attributes)):
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
            elif _unseen(attributes) or attributes.get("aria-hidden") == "true":
                node = node.next
                continue
            else:
                names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip()
                marks = marks_of(names) if names else NO_MARKS
            inner = Frame(node, tag, names, marks, frame, len(frames))
            frames.append(inner)
            if tag != "nav":  # may be a breadcrumb, never text
                frame = inner
                stack.append((node, tag))
                node = child
                continue
        node = node.next


def _is_short(node: LexborNode) -> bool:
    return len(node.text().strip()) < _LABEL_LENGTH


def _unseen(attributes: dict[str, str | None]) -> bool:
    style = attributes.get("style")
    return "hidden" in attributes or bool(style and "display:none" in style.replace(" ", "").lower())
