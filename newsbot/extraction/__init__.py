"""Article page → the raw fields of an `ArticleItem`: pure, one parse a page."""

from __future__ import annotations

from newsbot.extraction.document import Document

__all__ = ["Document"]
