"""The page divided: what stands around the headline, in the article's text, and after it."""

from __future__ import annotations

from dataclasses import dataclass, field

from newsbot.extraction import body
from newsbot.extraction.blocks import Block, Frame

_BEFORE, _BETWEEN, _AFTER = 4, 120, 8


@dataclass(slots=True)
class Layout:
    """A page's blocks by their place: `before` stands before the headline, `opening` there and
    between headline and first paragraph, `closing` after the text, all without what is foreign to the
    article; `ending` is the end of the text and what follows, whatever it is.

    `text` are the blocks of the article's text, in page order; `roots` the frames that hold them.
    """

    headline: Block | None
    roots: list[Frame] = field(default_factory=list)
    before: list[Block] = field(default_factory=list)
    opening: list[Block] = field(default_factory=list)
    text: list[Block] = field(default_factory=list)
    closing: list[Block] = field(default_factory=list)
    ending: list[Block] = field(default_factory=list)

    @classmethod
    def of(
        cls,
        blocks: list[Block],
        frames: list[Frame],
        headline: Block | None,
        chosen: frozenset[int] = frozenset(),
    ) -> Layout:
        """Divide a page into its parts; `chosen` are the identities of the nodes said to hold the text."""
        body.weigh(blocks, frames, headline)
        roots = [frame for frame in frames if frame.node.mem_id in chosen] if chosen else []
        roots = roots or body.roots(frames, headline)
        if not roots:  # what looked like the headline is no part of the article
            headline, roots = None, body.roots(frames, None)
        layout = cls(headline, roots)
        for root in layout.roots:
            body.prune(root, frames)
        start = next((i for i, block in enumerate(blocks) if block is headline), -1) + 1
        readable = blocks if chosen else blocks[start:]
        layout.text = [b for b in readable if any(b.frame.within(root) for root in roots)]
        good = (b.place for b in layout.text if body.good(b) and not b.frame.out and b.frame.within(roots[0]))
        first = next(good, start)
        last = layout.text[-1].place + 1 if layout.text else first
        layout.before = _own(blocks[max(0, start - 1 - _BEFORE) : max(0, start - 1)])
        layout.opening = layout.before + _own(blocks[start : min(first, start + _BETWEEN)])
        layout.ending = layout.text[-_AFTER:] + blocks[last : last + _AFTER]
        layout.closing = _own(blocks[last : last + _AFTER])
        return layout

    @property
    def ends(self) -> list[Block]:
        """The first and last blocks of the text, where a byline may stand."""
        kept = [block for block in self.text if not block.frame.out]
        return kept if len(kept) < 8 else kept[:3] + kept[-4:]

    def near(self, block: Block) -> bool:
        """Whether the block stands in the headline's own box, three elements around it at most."""
        box = self.headline.frame if self.headline else None
        for _ in range(3):
            box = box.parent if box and box.parent else box
        return box is not None and block.frame.within(box)


def _own(blocks: list[Block]) -> list[Block]:
    return [block for block in blocks if not block.frame.foreign]
