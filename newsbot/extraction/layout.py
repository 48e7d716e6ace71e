"""The page divided: what stands around the headline, in the article's text, and after it."""

from collections import Counter
from itertools import chain

from newsbot.extraction.blocks import GOOD_LENGTH, HEADINGS, Block, Frame
from newsbot.extraction.byline import names_beside_date

_BEFORE, _BETWEEN, _AFTER = 4, 120, 8
_CLIMB, _BRIEF = 8, 20
STOPS = (".", "!", "?", "…", "»")
"""What a sentence ends in."""
_BESIDE = frozenset(("margin", "button"))
_MAY_BE_OUT = _BESIDE | {"aside", "meta"}
_NO_BUTTON = 1000  # characters of sentences that are in no box of buttons or ads
_LEAVES = HEADINGS | {"p", "li", "blockquote", "figure", "figcaption", "td", "th", "tr", "dd", "dt", "pre"}


class Layout:
    """A page's blocks by their place: `before` stands before the headline, `between` headline and first
    paragraph, `opening` is both, `closing` stands after the text, `own` is all the page, each without what
    is foreign to the article; `ending` is the end of the text and what follows, whatever it is.

    `text` are the blocks of the article's text, in page order; `roots` the frames that hold them. `chosen`
    are the identities of the nodes that a site file says to hold the text.
    """

    def __init__(
        self,
        blocks: list[Block],
        frames: list[Frame],
        headline: Block | None,
        chosen: frozenset[int] = frozenset(),
    ) -> None:
        _weigh(blocks, frames, headline)
        told = [frame for frame in frames if frame.node.mem_id in chosen] if chosen else []
        self.roots = told or _roots(frames, headline) or _brief(blocks, headline)
        if not self.roots:  # what looked like the headline is no part of the article
            headline, self.roots = None, _roots(frames, None)
        self.headline = headline
        inside: set[int] = set()
        for root in self.roots:
            _prune(root, frames)
            inside.update(range(root.place, root.end))
        start = headline.place + 1 if headline else 0
        self.text = [b for b in blocks if b.frame.place in inside and (chosen or b.place >= start)]
        kept = [block for block in self.text if not block.frame.out]
        prose = (b for b in kept if good(b) and names_beside_date(b.text) is None)
        brief = (b for b in kept if _ends_a_sentence(b))
        first = next((b.place for b in chain(prose, brief) if b.frame.within(self.roots[0])), start)
        last = self.text[-1].place + 1 if self.text else first
        after = [b for b in blocks if last <= b.place < last + _AFTER]
        self.own = _own(blocks)
        self.before = [b for b in self.own if start - 1 - _BEFORE <= b.place < start - 1]
        self.between = [b for b in self.own if start <= b.place < min(first, start + _BETWEEN)]
        self.opening = self.before + self.between
        self.ending = self.text[-_AFTER:] + after
        self.closing = _own(after)
        self.ends = kept if len(kept) < 8 else kept[:3] + kept[-4:]
        """The first and last blocks of the text, where a byline may stand."""

    def near(self, block: Block) -> bool:
        """Whether the block stands in the headline's own box, three elements around it at most."""
        return self.headline is not None and any(map(block.frame.within, self.headline.frame.up(4)))


def good(block: Block) -> bool:
    """Whether the block reads as a sentence or more, rather than as a label or a link."""
    size = len(block.text)
    return size >= GOOD_LENGTH and block.linked < 0.4 * size


def _own(blocks: list[Block]) -> list[Block]:
    return [block for block in blocks if not block.frame.foreign]


def _weigh(blocks: list[Block], frames: list[Frame], headline: Block | None) -> None:
    """Tell which frames are `out`, no part of an article by tag or names, and measure the others.

    The frames around the headline never are; what may be a margin is none where it holds half of the text.
    """
    prose = [b for b in blocks if good(b) and b.frame.tag not in HEADINGS and b is not headline]
    mass: list[int] = []
    named_text: set[tuple[Frame | None, str]] | None = None
    around = set(headline.frame.up()) if headline else set()
    for frame in frames:
        if not (frame.marks or frame.aside) or frame.foreign or frame in around:
            continue
        marks = frame.marks
        about = "meta" in marks
        foreign = frame.aside
        if not foreign and frame.tag == "p" and not marks.isdisjoint(_MAY_BE_OUT):
            mass = mass or _masses(blocks, frames, prose)
            named_text = _named_text(frames, mass) if named_text is None else named_text
            if (frame.parent, frame.names) in named_text:
                continue
        if not foreign and ("aside" in marks or (not about and not marks.isdisjoint(_BESIDE))):
            mass = mass or _masses(blocks, frames, prose)
            foreign = mass[frame.place] < max(mass[0] / 2, _NO_BUTTON if "button" in marks else 0)
        if foreign or about:
            for inner in frames[frame.place : frame.end]:
                inner.out, inner.foreign = True, inner.foreign or foreign
    for block in blocks:
        if not block.frame.out and block is not headline:
            block.frame.text += len(block.text)
            block.frame.linked += block.linked
    prose = [block for block in prose if not block.frame.out]
    for block in prose:
        block.frame.mass += len(block.text)
    for frame in reversed(frames):
        if frame.text and (parent := frame.parent) is not None:
            parent.text += frame.text
            parent.linked += frame.linked
            parent.mass += frame.mass
    for block in prose:
        frame, size = block.frame, len(block.text)
        if frame.parent is not None:
            home = frame.parent if frame.tag in _LEAVES or frame.text == size else frame
            home.own += size
            if home.parent is not None:
                home.parent.own += size // 2


def _named_text(frames: list[Frame], mass: list[int]) -> set[tuple[Frame | None, str]]:
    """The names of `<p>`, by the frame that they stand in, that most of its paragraphs have, but not all: so
    are paragraphs named from where a subscription is asked for."""
    named, plain = Counter[tuple[Frame | None, str]](), Counter[Frame | None]()
    for frame in frames:
        if frame.tag == "p" and frame.marks.isdisjoint(_MAY_BE_OUT):
            plain[frame.parent] += mass[frame.place]
        elif frame.tag == "p":
            named[frame.parent, frame.names] += mass[frame.place]
    return {(parent, names) for (parent, names), held in named.items() if held >= plain[parent] > 0}


def _masses(blocks: list[Block], frames: list[Frame], prose: list[Block]) -> list[int]:
    """The characters of paragraphs in each frame, also of those that were passed over."""
    mass = [0] * len(frames)
    for block in blocks:
        mass[block.frame.place] += block.unread
    for block in prose:
        mass[block.frame.place] += len(block.text)
    for frame in reversed(frames):
        if frame.parent is not None:
            mass[frame.parent.place] += mass[frame.place]
    return mass


def _roots(frames: list[Frame], headline: Block | None) -> list[Frame]:
    """The frames that hold the article's text: mostly one, several where a template cuts the text."""
    around = set(headline.frame.up()) if headline else set()
    best, best_score = None, 0.0
    for frame in frames:
        if frame.out or not frame.mass:
            continue
        if headline is not None and frame.place < headline.frame.place and frame not in around:
            continue
        score: float = frame.own
        if "body" in frame.marks:
            score = 2.0 * max(score, frame.mass if frame not in around else score)
        elif "lead" in frame.marks:
            score *= 0.3
        elif "content" in frame.marks:
            score *= 1.2
        inner = best is not None and "body" in frame.marks and frame.within(best)
        if score > best_score or (inner and score >= 0.9 * best_score):
            best, best_score = frame, score
    return _with_siblings(best, frames, around) if best is not None else []


def _brief(blocks: list[Block], headline: Block | None) -> list[Frame]:
    """What holds the first short sentence under the headline of an `<article>`: some news is no longer."""
    for block in blocks:
        holder = block.frame.parent
        if headline is None or holder is None or block.place <= headline.place or block.frame.out:
            continue
        article = next((frame for frame in holder.up() if frame.tag == "article"), None)
        if article and headline.frame.within(article) and block.frame.tag == "p" and _ends_a_sentence(block):
            return [holder]
    return []


def _ends_a_sentence(block: Block) -> bool:
    return len(block.text) >= _BRIEF and block.text.endswith(STOPS) and not block.linked


def _with_siblings(frame: Frame, frames: list[Frame], around: set[Frame]) -> list[Frame]:
    """`frame` and what stands beside it, or beside what it stands in, as more of the same text."""
    found = [frame]
    for _ in range(_CLIMB):
        if frame.parent is None or frame in around:
            break
        for sibling in frames[frame.parent.place + 1 : frame.parent.end]:
            if sibling.parent is not frame.parent or sibling is frame:
                continue
            if sibling.out or sibling.tag == "article":
                continue
            if not sibling.mass or sibling.mass < 0.7 * sibling.text:
                continue
            alike = sibling.tag == frame.tag and _is_named_alike(sibling, frame)
            opens = sibling.place < frame.place and (
                sibling.tag in ("p", "blockquote") or "body" in sibling.marks
            )
            if alike or opens:
                found.append(sibling)
        frame = frame.parent
    return found


def _is_named_alike(frame: Frame, other: Frame) -> bool:
    """Whether two frames have the same names, or both are named a text and one has a name more."""
    names, others = set(frame.names.split()), set(other.names.split())
    of_text = "body" in frame.marks and "body" in other.marks
    return bool(names) and (names == others or (of_text and (names < others or others < names)))


def _prune(root: Frame, frames: list[Frame]) -> None:
    """Put the frames out that hold links and labels but no sentence: cards, lists of articles, tags."""
    for frame in frames[root.place + 1 : root.end]:
        of_links = not frame.mass and frame.tag not in _LEAVES and frame.linked >= 0.4 * frame.text > 0
        if of_links and frame.tag in ("ul", "ol"):
            items = (inner for inner in frames[frame.place : frame.end] if inner.parent is frame)
            of_links = all(item.linked or item.text < _BRIEF for item in items)
        if of_links or (frame.parent is not None and frame.parent.out):
            frame.out = True
