"""What can go wrong for the person who runs newsbot: one line each, and an exit code."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of `scrapy crawl` and `newsbot`; documented in docs/operating.md."""

    DONE = 0
    ERROR = 1
    USAGE = 2
    PARTLY = 3
    BROKEN = 4
    LOCKED = 5
    STORAGE = 6
    HEALTH = 7


class NewsbotError(Exception):
    """A problem that its message states in one line, with what to do about it."""

    exit_code = Exit.ERROR


class ConfigurationError(NewsbotError):
    """A wrong argument, setting or site file."""

    exit_code = Exit.USAGE


def hint(name: str, known: Iterable[str]) -> str:
    """What may have been meant by `name`, in brackets: the nearest of those that are known, else all."""
    from difflib import get_close_matches  # where something is wrong

    names = list(known)
    near = get_close_matches(name, names, n=1)
    return f"(did you mean '{near[0]}'?)" if near else f"(known: {', '.join(names)})"


class PartlyError(NewsbotError):
    """The run was cut short, or could not do all; the next one goes on from there."""

    exit_code = Exit.PARTLY


class SectionError(NewsbotError):
    """The section does not answer, or holds no articles."""

    exit_code = Exit.BROKEN


class LockedError(NewsbotError):
    """Another run works on the same site."""

    exit_code = Exit.LOCKED


class StorageError(NewsbotError):
    """The database cannot be used."""

    exit_code = Exit.STORAGE


class HealthError(NewsbotError):
    """Several runs in a row were unlike the site's earlier ones."""

    exit_code = Exit.HEALTH
