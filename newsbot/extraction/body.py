"""Where the article's text stands among the page's blocks."""

from __future__ import annotations

from newsbot.extraction.blocks import HEADINGS, Block, Frame

GOOD_LENGTH = 50
_ASIDE_TAGS = frozenset(("aside", "footer", "form", "menu"))
_LEAVES = frozenset(
    ("p", "li", "blockquote", "figure", "figcaption", "td", "th", "tr", "dd", "dt", "pre", *HEADINGS)
)


def good(block: Block) -> bool:
    """Whether the block reads as a sentence or more, rather than as a label or a link."""
    return len(block.text) >= GOOD_LENGTH and block.linked < 0.4 * len(block.text)


def weigh(blocks: list[Block], frames: list[Frame], headline: Block | None) -> None:
    """Measure the frames and tell which are `out`: no part of an article by tag or names.

    The frames around the headline never are; those that may be a margin are not where they hold half of the text.
    """
    _measure(blocks, frames)
    around = _around(headline)
    half = frames[0].mass / 2 if frames else 0
    for frame in frames:
        if frame.parent is not None:
            frame.out, frame.foreign = frame.parent.out, frame.parent.foreign
        if not frame.foreign and frame not in around:
            frame.foreign = (
                frame.tag in _ASIDE_TAGS
                or "hidden" in frame.marks
                or ("aside" in frame.marks and ("body" not in frame.marks or frame.mass < half))
                or ("margin" in frame.marks and frame.mass < half)
            )
            frame.out = frame.out or frame.foreign or "meta" in frame.marks
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
            home = frame.parent if frame.tag in _LEAVES and frame.parent else frame
            home.own += size
            if home.parent:
                home.parent.own += size // 2
    for frame in reversed(frames):
        if frame.parent:
            frame.parent.text += frame.text
            frame.parent.linked += frame.linked
            frame.parent.mass += frame.mass
            frame.parent.pictures += frame.pictures


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
        inner = best is not None and score >= 0.9 * best_score and "body" in frame.marks and frame.within(best)
        if score > best_score or inner:
            best, best_score = frame, score
    return _with_siblings(best, around) if best is not None else []


def _with_siblings(frame: Frame, around: set[Frame]) -> list[Frame]:
    """`frame` and what stands beside it, or beside what it stands in, as more of the same text."""
    found = [frame]
    while frame.parent is not None and frame not in around:
        before = True
        for sibling in frame.parent.children:
            if sibling is frame:
                before = False
            if sibling is frame or sibling.out or sibling.mass < 0.6 * sibling.text:
                continue
            alike = sibling.names == frame.names and sibling.names and sibling.tag == frame.tag
            if (
                (alike and sibling.mass)
                or "body" in sibling.marks
                or (before and sibling.tag in ("p", "blockquote"))
            ):
                found.append(sibling)
        frame = frame.parent
    return found


def prune(root: Frame) -> None:
    """Put the frames in `root` out that hold links and labels but no sentence: cards, lists of articles, tags."""
    stack = [root]
    while stack:
        for frame in stack.pop().children:
            if frame.out:
                continue
            if not frame.mass and frame.tag not in _LEAVES and frame.linked >= 0.4 * frame.text > 0:
                _put_out(frame)
            else:
                stack.append(frame)


def _put_out(frame: Frame) -> None:
    stack = [frame]
    while stack:
        inner = stack.pop()
        inner.out = True
        stack += inner.children
