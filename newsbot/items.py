"""The items of a crawl: plain dataclasses with the words of schema.org in snake_case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

Kind = Literal["lead", "paragraph", "heading", "quote", "list_item", "table_cell", "caption"]
Verdict = Literal["kept", "exact", "typographic", "near", "contained", "headline", "boilerplate"]
Precision = Literal["minute", "day", "month", "year"]
Witness = Literal["site", "rest", "json-ld", "meta", "microdata", "time", "feed", "printed", "sitemap", "url"]
"""Who gives a date, the most trusted first where no rule says otherwise."""

Reason = Literal["new", "lastmod", "due", "retry"]
Outcome = Literal["article", "paywall", "consent", "empty", "live", "media", "listing", "soft_404"]


@dataclass(slots=True)
class Paragraph:
    """One block of an article's text.

    `kind` is its place on the page ('lead' is the chapô); `verdict` says whether it is 'kept' or why it is
    not part of the text; `repeats` is the position, among the article's paragraphs, of the one it repeats.
    """

    text: str
    kind: Kind = "paragraph"
    verdict: Verdict = "kept"
    repeats: int | None = None


@dataclass(frozen=True, slots=True)
class DateCandidate:
    """A date as one witness gives it, before it is read.

    `role` is what the witness says that the date is; 'line' is a printed line that may hold a published date,
    a modified one, or both. `text` is the date as it stands there.
    """

    witness: Witness
    role: Literal["published", "modified", "line"]
    text: str


class Rubric(NamedTuple):
    """A section by the name that a page gives it, and its address, '' where it is not linked."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page as it was answered: its address, its Content-Type, and the HTML."""

    url: str
    content_type: str
    html: bytes


@dataclass(slots=True)
class Visit:
    """The request an item came from: what the store keeps beside the article.

    `requested` is the address asked for, `answered` the one that answered, after redirects; `aliases` are
    others that lead to the same article (further pages). `reason` says why it was asked for; `fetched` is
    aware; `told` are dates of sources; `signals` are what the page reserves (noindex, tdm-reservation);
    `pace` is how much longer than usual to wait until the next visit; `pages` are the article's pages in
    their order, where they are to be kept.
    """

    requested: str
    fetched: datetime
    answered: str = ""
    reason: Reason = "new"
    status: int = 200
    etag: str = ""
    last_modified: str = ""
    aliases: list[str] = field(default_factory=list)
    told: list[DateCandidate] = field(default_factory=list)
    signals: list[str] = field(default_factory=list)
    pace: float = 1.0
    pages: list[RawPage] = field(default_factory=list)


@dataclass(slots=True)
class ArticleItem:
    """One article page, in the words of schema.org's NewsArticle; what has no value is None or empty.

    `extract` fills everything but the dates' values and the verdicts: those come from `date_candidates` and
    from `paragraphs` in the next two steps of `newsbot.read` and of the pipelines.
    `url` is the address asked for after redirects, `canonical_url` the one the article is known by.
    Dates are aware, in the zone `time_zone` (an IANA name).
    `rubrics` are all sections that the page files the article under.
    `next_page` is the address of the article's following page, where an article is cut into several.
    `visit` is there on the items of a crawl only.
    """

    url: str
    canonical_url: str = ""
    outcome: Outcome = "article"
    headline: str = ""
    description: str = ""
    authors: list[str] = field(default_factory=list)
    date_published: datetime | None = None
    date_published_raw: str = ""
    date_published_precision: Precision | None = None
    date_published_witness: Witness | None = None
    date_modified: datetime | None = None
    date_modified_raw: str = ""
    date_modified_precision: Precision | None = None
    date_modified_witness: Witness | None = None
    dates_disagree: list[Witness] = field(default_factory=list)
    section: str = ""
    breadcrumb: list[str] = field(default_factory=list)
    rubrics: list[Rubric] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    in_language: str = ""
    publisher: str = ""
    image_url: str = ""
    image_caption: str = ""
    is_accessible_for_free: bool | None = None
    time_zone: str = ""
    next_page: str = ""
    date_candidates: list[DateCandidate] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    visit: Visit | None = None

    @property
    def body(self) -> str:
        """The kept text, a paragraph a block, parted by empty lines; captions are not part of it."""
        return "\n\n".join(p.text for p in kept(self.paragraphs) if p.kind != "caption")

    @property
    def word_count(self) -> int:
        """Words of `body`, parted by white space."""
        return len(self.body.split())


def kept(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs whose verdict is 'kept', in their order."""
    return [p for p in paragraphs if p.verdict == "kept"]
