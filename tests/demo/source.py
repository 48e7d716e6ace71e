"""The sources of the demo site: articles as text, with what must become of each paragraph.

An article is one file of `articles/`: TOML between two lines `+++`, then blocks parted by empty lines.

    text           a paragraph             ## text     a heading            > text     a quotation
    - text         a list, an item a line  | a | b |   a table, a row a line
    !caption text  a picture's caption     !pull text  a pull quote
    !html          markup that is no text  !page       here the article's next page begins

Text is HTML; straight apostrophes become typographic ones and double punctuation gets its no-break space, as
WordPress does it (`&#039;` and `&#32;` stay). A line in braces above a block is the author's judgement: the
verdict that the block deserves and, after a colon, how the block begins that it repeats:

    {near: Ils hésitent également}

A block without one is to be kept. From this comes expected.json; nothing in it was made by newsbot.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any

from demo import theme

_TAG = re.compile(r"(<[^>]*>)")
BREAK = "<br />\n<br />\n"
_NO_BREAK = re.compile(r"(?<=«) | (?=[»;:!?%])")


def typographic(html: str) -> str:
    """The text of `html` with typographic apostrophes and no-break spaces; tags as they are."""
    parts = _TAG.split(html)
    parts[::2] = [_NO_BREAK.sub("&nbsp;", part.replace("'", "’")) for part in parts[::2]]
    return "".join(parts)


def plain(html: str) -> str:
    """What a reader sees of `html`, with single plain spaces."""
    return " ".join(unicodedata.normalize("NFC", unescape(_TAG.sub("", html))).split())


@dataclass
class Section:
    path: str
    name: str
    intro: str = ""
    extra: list[dict[str, Any]] = field(default_factory=list)

    @property
    def listing(self) -> str:
        return f"/category/{self.path}/"


@dataclass
class Article:
    """One source file. `published` is the true instant, by which the site is ordered."""

    slug: str
    title: str
    sections: list[str]
    published: datetime
    modified: datetime | None = None
    authors: list[str] = field(default_factory=list)
    byline: str = ""  # HTML instead of 'par <a>…'
    dateline: str = ""  # HTML instead of <time class="entry-date published">
    subtitle: str = ""
    description: str = ""
    meta: str = "none"  # or 'og', or 'full': with JSON-LD
    head: str = ""
    image_caption: str = ""
    tags: dict[str, str] = field(default_factory=dict)
    comments: list[dict[str, str]] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    second_address: str = ""  # the same page again under another section
    sticky: bool = False
    undated: bool = False  # listings do not print its date
    without_canonical: bool = False
    verbatim: bool = False  # no typography of WordPress
    line_breaks: bool = False  # paragraphs parted by <br><br> inside one <div>
    outcome: str = "article"  # what newsbot is to make of the page
    why: str = ""
    expected: dict[str, Any] = field(default_factory=dict)
    pages: list[str] = field(default_factory=list)
    paragraphs: list[dict[str, Any]] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    number: int = 0

    @property
    def path(self) -> str:
        return f"/{self.sections[0]}/{self.slug}/"

    @property
    def excerpt(self) -> str:
        first = next((p["text"] for p in self.paragraphs if p["kind"] == "paragraph"), "")
        words = first.split()
        return " ".join(words[:28]) + (" [&hellip;]" if len(words) > 28 else "")

    @property
    def paywalled(self) -> bool:
        return self.outcome == "paywall"

    def belongs_to(self, section: Section) -> bool:
        return any(f"{s}/".startswith(f"{section.path}/") for s in self.sections)


def read_article(file: Path) -> Article:
    _, head, body = file.read_text("utf-8").split("+++\n", 2)
    article = Article(slug=file.stem, **tomllib.loads(head))
    style = str if article.verbatim else typographic
    article.title = style(article.title)
    article.subtitle = style(article.subtitle)
    article.image_caption = style(article.image_caption)
    if article.subtitle:
        article.paragraphs.append({"kind": "lead", "text": plain(article.subtitle)})
    if article.image_caption:
        article.captions.append(plain(article.image_caption))
    page: list[str] = []
    for chunk in re.split(r"\n\s*\n", body.strip()):
        if chunk == "!page":
            article.pages.append(wrap(page, article))
            page = []
        elif chunk:
            page.append(block(article, chunk, style))
    article.pages.append(wrap(page, article))
    settle_repeats(article)
    return article


def wrap(blocks: list[str], article: Article) -> str:
    if article.line_breaks:
        texts = (b.removeprefix("<p>").removesuffix("</p>") for b in blocks)
        return f"<div>{BREAK.join(texts)}</div>"
    return "\n".join(blocks)


def block(article: Article, chunk: str, style: Callable[[str], str]) -> str:
    """The markup of one block of a source; what it says is added to the article's paragraphs or captions."""
    judgement: dict[str, Any] = {}
    if chunk.startswith("{"):
        line, chunk = chunk.split("\n", 1)
        verdict, _, start = line.strip("{}").partition(":")
        judgement = {"verdict": verdict, "repeats": start.strip()} if start else {"verdict": verdict}

    def told(kind: str, html: str) -> str:
        html = style(html.strip())
        if kind == "caption":
            article.captions.append(plain(html))
        else:
            article.paragraphs.append({"kind": kind, "text": plain(html), **judgement})
        return html

    first = chunk.split(maxsplit=1)[0]
    if first == "!html":
        return chunk.split("\n", 1)[1]
    if first == "!caption":
        text = told("caption", chunk.removeprefix("!caption"))
        return (
            f'<figure class="wp-caption aligncenter"><img src="{theme.PHOTO}" alt="" />'
            f'<figcaption class="wp-caption-text">{text}</figcaption></figure>'
        )
    if first == "!pull":
        text = told("quote", chunk.removeprefix("!pull"))
        return f'<figure class="wp-block-pullquote"><blockquote><p>{text}</p></blockquote></figure>'
    if first in ("##", "###"):
        level = len(first)
        return f"<h{level}>{told('heading', chunk[level:])}</h{level}>"
    if first == ">":
        return f'<blockquote class="wp-block-quote"><p>{told("quote", chunk[1:])}</p></blockquote>'
    if first == "-":
        items = "\n".join(f"<li>{told('list_item', line[1:])}</li>" for line in chunk.splitlines())
        return f"<ul>\n{items}\n</ul>"
    if first == "|":
        rows = []
        for n, line in enumerate(chunk.splitlines()):
            tag = "td" if n else "th"
            cells = (told("table_cell", cell) for cell in line.strip("| ").split("|"))
            rows.append("<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>")
        return '<figure class="wp-block-table"><table>\n' + "\n".join(rows) + "\n</table></figure>"
    return f"<p>{told('paragraph', chunk)}</p>"


def settle_repeats(article: Article) -> None:
    """Replace the beginning of the repeated block by its position."""
    for paragraph in article.paragraphs:
        if start := paragraph.get("repeats"):
            (paragraph["repeats"],) = [
                n
                for n, other in enumerate(article.paragraphs)
                if other["text"].startswith(plain(typographic(start) if not article.verbatim else start))
                and "verdict" not in other
            ]
