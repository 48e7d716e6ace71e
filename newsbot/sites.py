"""Sites: one TOML file each, every key optional; a URL works without one."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Site:
    """What newsbot has been told of a site.

    `time_zone` is an IANA name; `selectors` gives CSS selectors for fields of `ArticleItem` ('headline', 'lead',
    'body', 'authors', 'date_published', 'section'); `drop` are selectors whose text is never body;
    `drop_lines` are lines that are never body text.
    """

    name: str
    start_urls: tuple[str, ...] = ()
    time_zone: str | None = None
    selectors: dict[str, str] = field(default_factory=dict)
    drop: tuple[str, ...] = ()
    drop_lines: tuple[str, ...] = ()
