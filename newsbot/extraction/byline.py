"""Who wrote the article, from the byline as printed."""

from __future__ import annotations

import re

from newsbot.extraction.document import Document
from newsbot.extraction.evidence import Evidence, texts
from newsbot.text import clean

_BY = re.compile(r"^(?:(?:recueilli|propos recueillis|écrit|publié|rédigé|posté)s?\s+)?(?:par|by)\b\s*:?\s*", re.I)


def authors(document: Document, evidence: Evidence) -> list[str]:
    """The names of the byline, [] where none is named."""
    for node in document.tree.css(".author.vcard, .byline, [rel~=author]"):
        text = clean(node.text())
        name = _BY.sub("", text).strip(" ,.:|-")
        return [name] if name else []
    return texts(evidence.article.get("author")) or evidence.meta.get("author", [])
