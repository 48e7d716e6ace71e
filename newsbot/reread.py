"""Reading again what is stored, after a rule or a selector has changed: on all cores, without the network."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from newsbot.errors import ConfigurationError, LockedError, NewsbotError
from newsbot.extraction import Document, extract
from newsbot.items import ArticleItem, Paragraph
from newsbot.lock import SiteLock
from newsbot.reading import add_page, settle_dates, settle_paragraphs, settle_section
from newsbot.sites import Site, find, load
from newsbot.storage import Store
from newsbot.storage.captures import Capture
from newsbot.storage.values import columns

if TYPE_CHECKING:
    from newsbot.paragraphs import SiteLines

_Chunk = list[tuple[int, Capture | ArticleItem]]
_Read = list[tuple[int, dict[str, Any], list[Paragraph], str]]
"""Of each article its number, columns of `article`, its paragraphs, and the outcome of its page.

Without a captured page, that is '' and the columns are those that follow from the verdicts.
"""

CHUNK = 20
"""Articles that a process reads at a time."""
SHARE = 100
"""Articles from which on another process saves more time than its start takes."""


def reread(
    database: str | Path,
    site: str = "",
    *,
    jobs: int = 0,
    folders: Sequence[Path] = (),
    progress: Callable[[str, int, int], None] = lambda site, done, of: None,
) -> Counter[str]:
    """Read the articles of one site again, or of all: their captured pages, else their stored paragraphs.

    `jobs` is how many processes read, 0 for one a core; `folders` hold site files; `progress` is told how
    many of a site's articles are read. Returns how many 'articles' were read, in how many 'texts' (or the
    headline), other 'fields' or only 'verdicts' changed, how many had no page ('pageless'), and how many are
    no longer read as articles ('unreadable'): these stay as they were.

    One that was killed goes on where it was, unless newsbot or the site file changed since. Raises
    LockedError where a crawl of such a site is running, ConfigurationError for a site that is not known or a
    site file that is wrong, StorageError.
    """
    counts: Counter[str] = Counter()
    with ExitStack() as leaving:
        store = leaving.enter_context(Store(database))
        rows = [row for row in store.sites() if site in ("", row.name)]
        if not rows and site:
            raise ConfigurationError(f"nothing is stored of a site called '{site}'; see newsbot status")
        for row in rows:
            lock = SiteLock(str(database), row.name)
            try:
                lock.acquire()
            except LockedError:
                raise LockedError(f"a run is crawling {row.name}; let it end first") from None
            leaving.callback(lock.release)
        work = []
        for row in rows:
            # also a site file that was written since for what was crawled by its URL
            file = load(row.name if find(row.name, folders) else row.url, folders)
            rules = _rules(file)
            came_to = row.reread["article"] if row.reread.get("rules") == rules else 0
            work.append((row, file, rules, store.article_ids(row.id, came_to)))
        processes = min(jobs or os.cpu_count() or 1, sum(len(ids) for *_, ids in work) // SHARE)
        pool = leaving.enter_context(_pool(processes)) if processes > 1 else None
        for row, file, rules, ids in work:
            sections = frozenset(section["name"] for section in row.section.values())
            read = partial(_read, file, sections, store.lines(row.id))
            chunks = (store.captured(ids[i : i + CHUNK]) for i in range(0, len(ids), CHUNK))
            done = 0
            for readings in _ahead(pool, 2 * processes, read, chunks) if pool else map(read, chunks):
                for reading in readings:
                    counts.update(_write(store, *reading))
                done += len(readings)
                progress(row.name, done, len(ids))
                if readings:
                    store.note_reread(row.id, {"rules": rules, "article": readings[-1][0]})
            counts["verdicts"] += store.settle(row.id)
        for row in rows:
            store.note_reread(row.id, {})
    return counts


def _rules(site: Site) -> str:
    """A digest of all that decides how a page is read: the site file, and newsbot's own code."""
    digest = sha256(repr(site).encode())
    for file in sorted(Path(__file__).parent.rglob("*")):
        if file.suffix in (".py", ".txt"):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


# ------------------------------------------------------------ in the processes


def _pool(processes: int) -> ProcessPoolExecutor:
    # all is loaded once; forked from here, they would hold the locks and the connection of a killed parent
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload([__name__])
    return ProcessPoolExecutor(processes, mp_context=server, initializer=_follow_parent)


def _follow_parent() -> None:
    """End with the parent, however that ends: left alone, a process would wait for work for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def follow() -> None:
        if parent:
            parent.join()
            os._exit(1)

    Thread(target=follow, daemon=True).start()


def _ahead(
    pool: Executor, depth: int, read: Callable[[_Chunk], _Read], chunks: Iterable[_Chunk]
) -> Iterator[_Read]:
    """What `pool` makes of each chunk, in order; no more than `depth` wait, so that memory stays flat."""
    waiting: deque[Future[_Read]] = deque()
    try:
        for chunk in chunks:
            waiting.append(pool.submit(read, chunk))
            if len(waiting) > depth:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool:
        raise NewsbotError(
            "a process was killed, for want of memory? run again to go on, or with --jobs 1"
        ) from None


def _read(site: Site, sections: frozenset[str], site_lines: SiteLines, chunk: _Chunk) -> _Read:
    readings: _Read = []
    for article_id, stored in chunk:
        item = _item(stored, site) if isinstance(stored, Capture) else stored
        settle_section(item, sections)
        settle_paragraphs(item, site_lines=site_lines)
        values, outcome = columns(item), str(item.outcome)
        if item is stored:
            values = {name: values[name] for name in ("body", "word_count", "content_hash")}
            outcome = ""
        readings.append((article_id, values, item.paragraphs, outcome))
    return readings


def _item(capture: Capture, site: Site) -> ArticleItem:
    """The item as a crawl reads it."""
    pages, told = capture.unpack()
    item, *further = (
        extract(Document(page.html, page.url, content_type=page.content_type), page.url, site=site)
        for page in pages
    )
    for each in further:
        add_page(item, each)
    settle_dates(item, fetched=capture.fetched, tz=site.time_zone, candidates=told)
    return item


# ------------------------------------------------------------ in the parent


def _write(
    store: Store, article_id: int, values: dict[str, Any], paragraphs: list[Paragraph], outcome: str
) -> list[str]:
    """Store what is read of an article now; returns what that counts as."""
    if outcome not in ("", "article", "paywall"):
        return ["articles", "unreadable"]
    changed = store.rewrite(article_id, values, paragraphs, datetime.now(UTC), outcome=outcome)
    return ["articles", *changed, *(() if outcome else ("pageless",))]
