"""Every date that the page gives, unread: who says it, of what, and as which text."""

from __future__ import annotations

from newsbot.extraction.document import Document
from newsbot.extraction.evidence import Evidence
from newsbot.items import DateCandidate
from newsbot.text import clean


def candidates(document: Document, evidence: Evidence) -> list[DateCandidate]:
    """The page's dates in the order in which they are to be trusted."""
    found = []
    for key, role in (("datePublished", "published"), ("dateModified", "modified")):
        value = evidence.article.get(key)
        if isinstance(value, str) and value:
            found.append(DateCandidate("json-ld", role, value))  # type: ignore[arg-type]
    for name, role in (("article:published_time", "published"), ("article:modified_time", "modified")):
        found += [DateCandidate("meta", role, v) for v in evidence.meta.get(name, [])[:1]]  # type: ignore[arg-type]
    for node in document.tree.css("time")[:3]:
        if value := node.attributes.get("datetime"):
            found.append(DateCandidate("time", "published", value))
        if text := clean(node.text()):
            found.append(DateCandidate("printed", "line", text))
    return found
