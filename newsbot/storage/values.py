"""How values stand in the database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row

from newsbot.items import ArticleItem, DateCandidate, Paragraph
from newsbot.paragraphs import line_key

FIELDS = (
    *("headline", "description", "authors", "section", "breadcrumb", "keywords", "in_language", "publisher"),
    *("date_published_raw", "date_published_precision", "date_published_witness"),
    *("date_modified_raw", "date_modified_precision", "date_modified_witness", "dates_disagree", "time_zone"),
    *("image_url", "image_caption", "is_accessible_for_free"),
)
"""The columns of `article` that are the item's own attributes."""


def utc(instant: datetime) -> str:
    """An aware instant as the database writes it: `YYYY-MM-DDTHH:MM:SSZ`."""
    return instant.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def instant(stored: str) -> datetime:
    """A stored instant, or the start in UTC of a stored day."""
    read = datetime.fromisoformat(stored)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def stored_date(value: datetime | None, precision: str | None) -> str | None:
    """A date as the database writes it: an instant in UTC, or the local day where it is no finer."""
    if value is None:
        return None
    return utc(value) if precision == "minute" else value.date().isoformat()


def local_day(value: datetime | None, precision: str | None, time_zone: str) -> str | None:
    """The day of a date, `YYYY-MM-DD`, in the IANA zone `time_zone` where it is an instant."""
    if value is not None and precision == "minute" and time_zone:
        value = value.astimezone(ZoneInfo(time_zone))
    return None if value is None else value.date().isoformat()


def columns(item: ArticleItem) -> dict[str, Any]:
    """The item as columns of `article`, but for its addresses and the times of seeing it."""
    values = {name: getattr(item, name) for name in FIELDS}
    values["body"] = item.body
    values["word_count"] = len(values["body"].split())
    values["date_published"] = stored_date(item.date_published, item.date_published_precision)
    values["day_published"] = local_day(item.date_published, item.date_published_precision, item.time_zone)
    values["date_modified"] = stored_date(item.date_modified, item.date_modified_precision)
    values["content_hash"] = content_hash(item.headline, item.paragraphs)
    free = item.is_accessible_for_free
    values["is_accessible_for_free"] = None if free is None else int(free)
    return values


def wording(paragraphs: Iterable[Paragraph]) -> list[int]:
    """The words of an article: what must change for a revision. Lines of the site come and go without one."""
    return [line_key(p.text) for p in paragraphs if p.verdict != "boilerplate"]


def content_hash(headline: str, paragraphs: Iterable[Paragraph]) -> str:
    """A digest that changes with the headline or the text, not with typography or the lines of the site."""
    return sha256(repr([line_key(headline), *wording(paragraphs)]).encode()).hexdigest()[:16]


def told(page: Row[Any]) -> list[DateCandidate]:
    """The dates that sources told of a page, from its row."""
    return [DateCandidate(**row) for row in page.told]
