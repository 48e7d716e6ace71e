"""Where on its site the article stands: breadcrumb, section, all its rubrics, keywords."""

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import Any

from selectolax.lexbor import LexborNode

from newsbot.extraction.blocks import Frame
from newsbot.extraction.document import Document, key, texts
from newsbot.extraction.layout import Layout
from newsbot.extraction.marks import marks_of
from newsbot.items import Rubric
from newsbot.text import clean
from newsbot.urls import canonical, is_home, resolve

_HOME = re.compile(
    r"(?:page d['’])?accueil(?: du site)?|home(?:page)?|à la une|la une|une|index|sections|rubriques", re.I
)
_BETWEEN = re.compile(r"\s*[>»›→|]\s*|\s+/\s+")
_CALL = re.compile(r"\w+ez\b|(?:se |s['’])\w+(?:er|re|ir)\b|menu\b", re.I)  # what a button asks for
_NO_STEP = re.compile(r"(?:…|\.\.\.)$|[{}\"]")  # a cut headline, a script
_POST_ID = re.compile(r"\bpostid-(\d+)\b")
_LENGTH = 60


def breadcrumb(frames: Iterable[Frame], document: Document, headline: str) -> list[Rubric]:
    """The trail from home to article, both left out: JSON-LD's, spelled as printed, or the printed one."""
    ends = [key(headline), *document.publisher_keys]
    trails = [frame.node for frame in frames if "trail" in frame.marks][:4]
    read = (_trail(steps, ends) for node in trails if len(steps := _steps(node, document, ends[0])) <= 7)
    printed = next(filter(None, read), [])
    spelling = {key(step.name): step.name for step in printed}
    for stated in document.of_type("BreadcrumbList"):
        if trail := _trail(_stated_steps(stated.get("itemListElement"), document), ends):
            return [Rubric(spelling.get(key(name), name), url) for name, url in trail]
    return printed


def _steps(node: LexborNode, document: Document, title: str) -> list[Rubric]:
    """The links of a printed trail, and what stands after them where it is too short for a headline."""
    links = node.css("a")
    rest = node.text(separator="\n")
    if last := next((text for link in links[::-1] if (text := link.text(separator="\n"))), ""):
        rest = rest.rpartition(last)[2]
    title = title if title in key(rest) else ""
    names = (clean(name) for line in rest.split("\n") for name in _BETWEEN.split(line) if not line.isspace())
    short = (n for n in names if 0 < len(n.split()) <= 4 and not _NO_STEP.search(n))
    unlinked = [Rubric(name) for name in short if key(name) not in title]
    return [*(Rubric(clean(link.text()), document.target(link)) for link in links), *unlinked]


def _stated_steps(entries: Any, document: Document) -> list[Rubric]:
    listed = [e for e in entries if isinstance(e, dict)] if isinstance(entries, list) else []
    listed.sort(key=lambda e: e["position"] if isinstance(e.get("position"), int) else 0)
    steps = []
    for entry in listed:
        item = entry.get("item")
        address = item.get("@id") or item.get("url") if isinstance(item, dict) else item
        url = resolve(document.base_url, address) if isinstance(address, str) else ""
        steps += [Rubric(name, url) for name in (texts(entry.get("name")) or texts(item))[:1]]
    return steps


def _trail(steps: list[Rubric], ends: list[str]) -> list[Rubric]:
    stripped = (Rubric(step.name.strip(" >»›/|·"), step.url) for step in steps)
    named = [step for step in stripped if 1 < len(step.name) <= _LENGTH]
    if len(named) > 1 and named[0].url != named[1].url and is_home(named[0].url):
        named = named[1:]  # the newspaper's own name, which may be that of a section
    found: dict[str, Rubric] = {}
    for step in named:
        said = key(step.name)
        end = said in ends or (len(said) > 20 and said in ends[0])
        if not end and "//" not in step.name and not _HOME.fullmatch(step.name):
            found.setdefault(said, step)
    return [*found.values()]


def rubrics(layout: Layout, document: Document, trail: list[Rubric]) -> list[Rubric]:
    """The sections that the article stands in, the likeliest first: as stated to machines, those in the
    breadcrumb before others, then the breadcrumb from its end, then as printed.

    A stated section that is only a slug ('politique-monde') is spelled as the breadcrumb spells it.
    """
    spelling = {key(step.name): step.name for step in trail}
    names = [
        *texts(document.article.get("articleSection")),
        *document.meta.get("article:section", []),
        *document.meta.get("og:article:section", []),
        *document.microdata.get("articleSection", [])[:2],
    ]
    stated = [name.strip("/ ") for name in names if name.strip("/ ") and len(name) <= _LENGTH]
    stated.sort(key=lambda name: key(name) not in spelling)
    spelled = [Rubric(spelling.get(key(name), name)) for name in stated]
    return [
        *spelled,
        *trail[::-1],
        *(r for r in _printed(layout, document) if 0 < len(r.name) <= 2 * _LENGTH),
    ]


def _printed(layout: Layout, document: Document) -> Iterator[Rubric]:
    """The rubrics by the headline, named or marked so, links above it, those marked so after the text."""
    for block in layout.opening:
        frame = block.frame
        if any("rubric" in outer.marks for outer in frame.up(2)):
            if not frame.out:
                yield from _linked(frame.node, document) or [Rubric(block.text)]
        elif len(block.text) <= 2 * _LENGTH and frame.text <= 4 * _LENGTH:
            for node in frame.node.css('[class], [rel~="category"]')[:20]:
                attributes = node.attributes
                marked = "category" in (attributes.get("rel") or "").split()
                if marked or "rubric" in marks_of(attributes.get("class") or ""):
                    yield from _linked(node, document) or [Rubric(clean(node.text()))]
    for block in layout.before[::-1]:
        links = [*takewhile(lambda frame: frame.linked > 0.8 * frame.text, block.frame.up())]
        if links and not block.frame.out and len(links[-1].node.css("a")) <= 2:
            yield from _linked(block.frame.node, document)[:1]
    for block in layout.ending:
        if not block.frame.foreign and block.linked and block.frame.text <= 4 * _LENGTH:
            for node in block.frame.node.css('a[rel~="category"]'):
                yield from _linked(node, document)


def _linked(node: LexborNode, document: Document) -> list[Rubric]:
    links = (Rubric(clean(link.text()), document.target(link)) for link in node.css("a")[:5])
    named = (link for link in links if 0 < len(link.name) <= _LENGTH and "/" not in link.name)
    told = (link for link in named if not _CALL.match(link.name))
    return [link for link in told if not is_home(link.url) and link.url != canonical(document.url)]


def of_wordpress(document: Document) -> list[Rubric]:
    """The slugs of the categories that WordPress puts among the class names of an article."""
    body = document.tree.body
    post = _POST_ID.search((body.attributes.get("class") or "") if body else "")
    article = document.tree.css_first(f"#post-{post[1]}, .post-{post[1]}") if post else None
    names = (article.attributes.get("class") or "").split() if article else ()
    return [Rubric(name.removeprefix("category-")) for name in names if name.startswith("category-")]


def keywords(document: Document) -> list[str]:
    """The article's keywords: JSON-LD's, else those of the meta elements, else the links marked as tags."""
    stated = texts(document.article.get("keywords"))
    for name in ("article:tag", "news_keywords", "keywords"):
        stated = stated or document.meta.get(name, [])
    if len(stated) == 1:
        stated = re.split(r"\s*[,;]\s*", stated[0])
    if not stated:
        links = document.tree.css('a[rel~="tag"]:not([rel~="category"])')[:30]
        stated = [clean(link.text()) for link in links]
    return list(dict.fromkeys(name for name in stated if name and len(name) <= _LENGTH))
