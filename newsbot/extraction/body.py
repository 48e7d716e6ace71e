"""Where the article's text stands among the page's blocks."""

from __future__ import annotations

from collections.abc import Iterator

from newsbot.extraction.blocks import HEADINGS, Block, Frame

GOOD_LENGTH = 50
_CLIMB = 8
_ASIDE_TAGS = frozenset(("aside", "form", "menu"))
_LEAVES = frozenset(
    ("p", "li", "blockquote", "figure", "figcaption", "td", "th", "tr", "dd", "dt", "pre", *HEADINGS)
)


def good(block: Block) -> bool:
    """Whether the block reads as a sentence or more, rather than as a label or a link."""
    return len(block.text) >= GOOD_LENGTH and block.linked < 0.4 * len(block.text)


def weigh(blocks: list[Block], frames: list[Frame], headline: Block | None) -> None:
    """Measure the frames and tell which are `out`: no part of an article by tag or names.

    The frames around the headline never are; what may be a margin is none where it holds half of the text.
    """
    blocks = [block for block in blocks if block is not headline]
    _measure(blocks, frames)
    around = _around(headline)
    half = frames[0].mass / 2 if frames else 0
    for frame in frames:
        if frame.parent is not None:
            frame.out, frame.foreign = frame.parent.out, frame.parent.foreign
        if not frame.foreign and frame not in around:
            about = "meta" in frame.marks
            frame.foreign = (
                frame.tag in _ASIDE_TAGS
                or "hidden" in frame.marks
                or ("aside" in frame.marks and ("body" not in frame.marks or frame.mass < half))
                or (not about and (frame.tag == "footer" or ("margin" in frame.marks and frame.mass < half)))
            )
            frame.out = frame.out or frame.foreign or about
    _measure([block for block in blocks if not block.frame.out], frames)


def _around(block: Block | None) -> set[Frame]:
    frames: set[Frame] = set()
    frame = block.frame if block else None
    while frame is not None:
        frames.add(frame)
        frame = frame.parent
    return frames


def _measure(blocks: list[Block], frames: list[Frame]) -> None:
    for frame in frames:
        frame.text = frame.linked = frame.mass = frame.own = 0
    for block in blocks:
        frame, size = block.frame, len(block.text)
        frame.text += size
        frame.linked += block.linked
        if good(block) and frame.tag not in HEADINGS:
            frame.mass += size
    for frame in reversed(frames):
        if frame.parent:
            frame.parent.text += frame.text
            frame.parent.linked += frame.linked
            frame.parent.mass += frame.mass
            frame.parent.pictured = frame.parent.pictured or frame.pictured
    for block in blocks:
        frame, size = block.frame, len(block.text)
        if frame.mass and frame.parent and good(block) and frame.tag not in HEADINGS:
            paragraph = frame.tag in _LEAVES or frame.text == size
            home = frame.parent if paragraph else frame
            home.own += size
            if home.parent:
                home.parent.own += size // 2


def roots(frames: list[Frame], headline: Block | None) -> list[Frame]:
    """The frames that hold the article's text: mostly one, several where a template cuts the text."""
    around = _around(headline)
    after = False
    best, best_score = None, 0.0
    for frame in frames:
        after = after or headline is None or frame is headline.frame
        if frame.out or not frame.mass or not (after or frame in around):
            continue
        score: float = frame.own
        if "body" in frame.marks:
            score = 2.0 * max(score, frame.mass if frame not in around else score)
        elif "lead" in frame.marks:
            score *= 0.3
        elif "content" in frame.marks:
            score *= 1.2
        inner = (
            best is not None and score >= 0.9 * best_score and "body" in frame.marks and frame.within(best)
        )
        if score > best_score or inner:
            best, best_score = frame, score
    return _with_siblings(best, frames, around) if best is not None else []


def _with_siblings(frame: Frame, frames: list[Frame], around: set[Frame]) -> list[Frame]:
    """`frame` and what stands beside it, or beside what it stands in, as more of the same text."""
    found = [frame]
    for _ in range(_CLIMB):
        if frame.parent is None or frame in around:
            break
        for sibling in _children(frame.parent, frames):
            if sibling is frame or sibling.out or sibling.tag == "article":
                continue
            if not sibling.mass or sibling.mass < 0.7 * sibling.text:
                continue
            alike = sibling.names and sibling.names == frame.names and sibling.tag == frame.tag
            opens = sibling.place < frame.place and (
                sibling.tag in ("p", "blockquote") or "body" in sibling.marks
            )
            if alike or opens:
                found.append(sibling)
        frame = frame.parent
    return found


def _children(frame: Frame, frames: list[Frame]) -> Iterator[Frame]:
    place = frame.place + 1
    while place < frame.end:
        yield frames[place]
        place = max(place + 1, frames[place].end)


def prune(root: Frame, frames: list[Frame]) -> None:
    """Put the frames out that hold links and labels but no sentence: cards, lists of articles, tags."""
    for frame in frames[root.place + 1 : root.end]:
        of_links = not frame.mass and frame.tag not in _LEAVES and frame.linked >= 0.4 * frame.text > 0
        if of_links or (frame.parent is not None and frame.parent.out):
            frame.out = True
