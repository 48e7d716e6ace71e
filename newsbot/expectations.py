"""How a site's articles are expected to read: one JSON file beside the site file."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from newsbot.errors import ConfigurationError
from newsbot.queries import Article, Explanation

Expected = dict[str, Any]


def of(article: Article) -> Expected:
    """What is expected of an article from now on: fields, first and last paragraph, how many of each kind.

    'dropped' counts the paragraphs that are not part of the text.
    """
    fields = article.fields
    kept = [p for p in article.paragraphs if p.verdict == "kept"]
    names = ("url", "headline", "authors", "date_published", "date_published_precision", "section")
    return {
        **{name: fields[name] for name in names},
        "first": kept[0].text if kept else "",
        "last": kept[-1].text if kept else "",
        "kept": dict(sorted(Counter(p.kind for p in kept).items())),
        "dropped": len(article.paragraphs) - len(kept),
    }


def save(file: Path, articles: Iterable[Article], now: datetime) -> int:
    """Write what is expected of `articles`, with the day it was seen; returns how many there are."""
    expected = [of(article) for article in articles]
    saved = {"saved": now.date().isoformat(), "articles": expected}
    file.write_text(json.dumps(saved, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return len(expected)


def load(file: Path) -> list[Expected]:
    """What is expected. Raises ConfigurationError for a file that is not there or not of that form."""
    try:
        return [
            {**article, "url": str(article["url"])} for article in json.loads(file.read_bytes())["articles"]
        ]
    except OSError as error:
        raise ConfigurationError(f"{file}: {error.strerror}; `newsbot site NAME --save` writes it") from None
    except (ValueError, TypeError, LookupError):
        raise ConfigurationError(f"{file}: not what `newsbot site NAME --save` writes") from None


def differences(expected: Expected, found: Explanation) -> dict[str, tuple[Any, Any]]:
    """What differs, by name: as expected, and as found. A page that is no article differs by its outcome."""
    if found.article is None:
        page = found.page or {}
        told = filter(None, (page.get("outcome"), page.get("detail")))
        return {"outcome": ("article", ": ".join(told) or "not read")}
    now = of(found.article)
    return {name: (was, now.get(name)) for name, was in expected.items() if was != now.get(name)}
