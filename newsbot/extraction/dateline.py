"""Every date that the page gives, unread: who says it, of what, and as which text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from selectolax.lexbor import LexborNode

from newsbot.extraction.blocks import HEADINGS, Block
from newsbot.extraction.document import Document
from newsbot.items import DateCandidate
from newsbot.text import clean

if TYPE_CHECKING:
    from newsbot.extraction.layout import Layout

Role = Literal["published", "modified"]

_PUBLISHED = """article:published_time og:article:published_time og:published_time article:published
    publish_date publish-date publishdate pubdate date date_published parsely-pub-date dc.date dc.date.issued
    dc.date.created dcterms.issued dcterms.date dcterms.created sailthru.date citation_publication_date
    citation_date bepress_citation_date cxenseparse:recs:publishtime article.published"""
_MODIFIED = """article:modified_time og:article:modified_time og:updated_time article:modified date_modified
    last-modified lastmod last_updated_date revised article.updated dc.date.modified dcterms.modified"""
_META: dict[Role, list[str]] = {"published": _PUBLISHED.split(), "modified": _MODIFIED.split()}
_MICRODATA: dict[Role, list[str]] = {
    "published": ["datePublished", "dateCreated"],
    "modified": ["dateModified"],
}
_JSON_LD = _MICRODATA | {"published": ["datePublished", "dateCreated", "uploadDate"]}
_LINE_LENGTH = 220
_SHORT = 120
_LABEL = re.compile(
    r"""(?: date | mise?\ en\ ligne | publiée? | paru | parution | créée? | postée? | mise?\ à\ jour
    | modifiée? | actualisée? | last | updated )\b [^.]{0,20}""",
    re.I | re.X,
)
_PUBLISHED_ON = re.compile(r"(?:mise? en ligne|publiée?|parue?|postée?) le\b", re.I)
_DATE_LIKE = re.compile(
    r"""(?=\d) (?: \d{1,2}(?:er)?\s+
            (?:janv|f[ée]v|mars|avr|mai\b|juin|juil|ao[ûu]t|sept|oct|nov|d[ée]c|jan|feb|apr|may|june?|july?|aug)
        | \d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4} | \d{4}-\d\d-\d\d | \b\d{1,2}\s?[h:]\s?\d{2}\b )
    | \b (?=[adfhijmnos])  # most words are none of these
        (?: (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?\ \d{1,2},\ \d{4}
        | il\ y\ a\ (?:\d|une?\ ) | hier\b | aujourd['’]hui\b
        | (?P<month>(?:janv|f[ée]v|mars|avr|mai|juin|juil|ao[ûu]t|sept|oct|nov|d[ée]c)\w*\.?\s+\d{4}\Z) )""",
    re.I | re.X,
)
_PARTS = re.compile(r"\s*[|•·]\s*|\s+[-–—/]\s+|,\s+(?=(?:publiée?|mise?)\b)", re.I)
_ONLY_DATE = re.compile(
    r"""(?: \b (?: publiée?s? | postée?s? | parue?s? | créée?s? | mise?s? | en\ ligne | à\ jour | modifiée?s?
        | actualisée?s? | le | à | a | du | ce | de | paris | gmt | utc | heures? | h | min | date
        | (?:lun|mar|mercre|jeu|vendre|same)di | dimanche | janv(?:ier)? | f[ée]vr?(?:ier)? | mars
        | avr(?:il)? | mai | juin | juil(?:let)? | ao[ûu]t | sept(?:embre)? | oct(?:obre)? | nov(?:embre)?
        | d[ée]c(?:embre)? )\b \.? | \d{1,2}[h:]\d\d | \d{1,4}(?:er|h)?\b | [\s.,:;/()|·•–—-] )+""",
    re.I | re.X,
)
_UPDATED = re.compile(r"updat|modif|\bmaj\b|mis[e]?-?s?\s?[àa]-?\s?jour|actualis", re.I)


def candidates(layout: Layout, document: Document) -> list[DateCandidate]:
    """The page's dates: JSON-LD, meta elements, microdata, `<time>` elements near the text, printed lines.

    Of the page itself only what stands around the headline and at the ends of the text: elsewhere stand the
    dates of other articles. Where that gives none, the one line of the page that says 'Publié le'.
    """
    found = list(_stated(document))
    for line, block in _lines(layout):
        found += _timed(block)
        if len(line) <= _LINE_LENGTH and (told := _DATE_LIKE.search(line)):
            found.append(DateCandidate("printed", "line", told["month"] or line))
    if not found:
        labelled = {b.text for b in layout.own if _PUBLISHED_ON.match(b.text) and _may_tell(b)}
        if len(labelled) == 1:
            found.append(DateCandidate("printed", "line", labelled.pop()))
    return list(dict.fromkeys(found))


def beside(line: str) -> list[str] | None:
    """What stands beside the date in a line that tells one; None for any other line.

    'Claire Martin | 12 octobre 2022' → ['Claire Martin'], 'Publié le 12/10/2022 à 18h' → [].
    """
    if len(line) > _SHORT or not _DATE_LIKE.search(line):
        return None
    parts = _PARTS.split(line)
    others = [part for part in parts if not _ONLY_DATE.fullmatch(part)]
    return others if len(others) < len(parts) else None


def _stated(document: Document) -> Iterator[DateCandidate]:
    stated = document.article or next(document.of_type("WebPage", "VideoObject"), {})
    for role, names in _JSON_LD.items():
        value = next(filter(None, map(stated.get, names)), None)
        if isinstance(value, str) and value.strip():
            yield DateCandidate("json-ld", role, clean(value))
    meta, microdata = document.meta, document.microdata
    for role, names in _META.items():
        yield from (DateCandidate("meta", role, meta[name][0]) for name in names if name in meta)
    for role, names in _MICRODATA.items():
        yield from (DateCandidate("microdata", role, microdata[n][0]) for n in names if n in microdata)


def _lines(layout: Layout) -> Iterator[tuple[str, Block]]:
    """The lines that may tell the article's own date, with their blocks; a label is joined to its date."""
    for block in layout.before:
        if "dateline" in block.frame.marks and layout.near(block):
            yield block.text, block
    for block in layout.between:
        if block.frame.tag != "figcaption" and "caption" not in block.frame.marks:
            yield block.text, block
    for block in (*layout.ends, *layout.closing):
        named = block in layout.ends and "dateline" in block.frame.marks
        if (named or _LABEL.match(block.text)) and _may_tell(block):
            yield block.text, block
    for label, block in pairwise([*layout.between[-1:], *layout.ending]):
        if _LABEL.fullmatch(label.text) and _may_tell(block):
            yield f"{label.text} {block.text}", block


def _may_tell(block: Block) -> bool:
    line = block.frame.tag not in HEADINGS and "caption" not in block.frame.marks
    return line and len(block.text) <= _SHORT and bool(_DATE_LIKE.search(block.text))


def _timed(block: Block) -> Iterator[DateCandidate]:
    """The dates of `<time datetime>` and of the microformat `<abbr class="published" title>`."""
    frame = block.frame
    if frame.text > 2 * _LINE_LENGTH:
        return
    for node in frame.node.css("time, abbr[title]")[:6]:
        text = clean(node.text())
        if text not in block.text:
            continue
        value = clean(node.attributes.get("title" if node.tag == "abbr" else "datetime") or "")
        if value and (node.tag == "time" or _DATE_LIKE.search(value)):
            yield DateCandidate("time", _role(node, text, block.text), value)
        elif text and node.tag == "time":
            yield DateCandidate("time", "line", text)


def _role(node: LexborNode, text: str, line: str) -> Role:
    """What a `<time>` says, by its names ('published updated': the publication), else by the words before."""
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('itemprop') or ''}"
    if "ublish" in names or "pubdate" in attributes:
        return "published"
    words = line.partition(text or "\0")[0][-40:] + text[:20]
    return "modified" if _UPDATED.search(names) or _UPDATED.search(words) else "published"
