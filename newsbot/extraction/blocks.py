"""The page as a flat list of blocks: one walk that every reader of the page shares."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsbot.extraction.marks import Mark, marks_of
from newsbot.text import clean

_SKIPPED = frozenset(
    "-comment -doctype script style noscript template svg iframe object embed head select option textarea button "
    "datalist dialog math canvas audio video map progress meter link meta input img source track hr nav".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark o:p q rp rt ruby s samp small "
    "span strike strong sub sup time tt u var wbr picture nobr".split()
)
_BREAK = "\u2028"
_EMPTY_LINE = re.compile(rf"{_BREAK}\s*{_BREAK}\s*")


@dataclass(slots=True, eq=False)
class Frame:
    """A block element around text: its place in the page and what its names say.

    `out` tells that it is no part of an article; `mass` is the text of its paragraphs, `own` of those directly in it.
    """

    node: LexborNode
    tag: str
    names: str
    marks: Mark
    parent: Frame | None
    children: list[Frame] = field(default_factory=list)
    out: bool = False
    mass: int = 0
    own: int = 0

    def chain(self) -> list[Frame]:
        """This frame and those around it, inmost first."""
        frames, frame = [], self
        while frame is not None:
            frames.append(frame)
            frame = frame.parent  # type: ignore[assignment]
        return frames


@dataclass(slots=True, eq=False)
class Block:
    """A run of text between two block boundaries (or two `<br>` in a row); `linked` counts its characters in links."""

    text: str
    frame: Frame
    linked: int


def read(tree: LexborHTMLParser) -> tuple[list[Block], list[Frame]]:
    """The page's blocks and frames in page order. Never recursive: a page may be thousands deep."""
    if tree.body is None:
        return [], []
    frame = Frame(tree.body, "body", "", Mark.NONE, None)
    blocks: list[Block] = []
    frames = [frame]
    buffer: list[str] = []
    linked = 0
    links = 0
    stack: list[tuple[LexborNode, bool, bool]] = []

    def flush() -> None:
        nonlocal linked
        if not buffer:
            return
        text = "".join(buffer)
        buffer.clear()
        for part in _EMPTY_LINE.split(text) if text.count(_BREAK) > 1 else (text,):
            if part := clean(part):
                blocks.append(Block(part, frame, min(linked, len(part))))
        linked = 0

    node = tree.body.first_child
    while True:
        while node is None:
            if not stack:
                flush()
                return blocks, frames
            element, is_link, is_frame = stack.pop()
            if is_frame:
                flush()
                frame = frame.parent or frame
            elif is_link:
                links -= 1
            node = element.next
        tag = node.tag or ""
        if tag == "-text":
            text = node.text_content or ""
            buffer.append(text)
            if links:
                linked += len(text.strip())
        elif tag == "br":
            buffer.append(_BREAK)
        elif tag not in _SKIPPED and (child := node.first_child) is not None:
            if tag in _INLINE:
                is_link = tag == "a"
                links += is_link
                stack.append((node, is_link, False))
                node = child
                continue
            attributes = node.attributes
            if not _unseen(attributes):
                flush()
                names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
                frame = Frame(node, tag, names, marks_of(names) if len(names) > 1 else Mark.NONE, frame)
                frames.append(frame)
                if frame.parent:
                    frame.parent.children.append(frame)
                stack.append((node, False, True))
                node = child
                continue
            flush()
        elif tag not in _INLINE:
            pass
        node = node.next


def _unseen(attributes: dict[str, str | None]) -> bool:
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return bool(style) and "display:none" in style.replace(" ", "").lower()  # type: ignore[union-attr]
