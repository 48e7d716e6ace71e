"""How long newsbot takes to find repeated paragraphs, beside datasketch's MinHashLSH on the same ones.

python -m benchmarks paragraphs [--articles 60] [--index 100000]

Three measures in processor time, the last two the best of five rounds, on articles of made-up prose of which
one paragraph in six repeats another (exactly, in other typography, cut off, or with a word more), newsbot
without what it keeps: paragraphs a second that an index of `--index` paragraphs in SQLite takes in, each
looked up and inserted, with the process's peak memory; milliseconds for an article of 20 paragraphs and for
one of 500; newsbot against MinHashLSH (128 permutations, word 3-grams, threshold 0.7) on the same articles,
where datasketch is installed.
"""

from __future__ import annotations

import argparse
import random
import resource
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, islice
from pathlib import Path

from newsbot.items import Paragraph
from newsbot.paragraphs import deduplicate, keys
from newsbot.paragraphs.sentences import sentence
from newsbot.paragraphs.wording import folded, wording

_COMMON = (
    *("le", "la", "les", "de", "des", "du", "un", "une", "et", "à", "en", "dans", "par", "pour", "sur"),
    *("avec", "que", "qui", "il", "elle", "a", "est", "sont", "ont", "été", "plus"),
)
_SYLLABLES = (
    *("ba", "ché", "con", "da", "dé", "for", "gar", "la", "li", "man", "mé", "na", "no", "pa", "pré"),
    *("pro", "ra", "sa", "sé", "tan", "té", "tra", "ver", "vi", "vo"),
)
ROUNDS, BATCH = 5, 5000


class Prose:
    """Paragraphs of about 60 words with Zipf's frequencies, names and numbers; the same for the same seed."""

    def __init__(self, seed: int = 0) -> None:
        self.random = random.Random(seed)
        made = {"".join(self.random.choices(_SYLLABLES, k=self.random.randint(2, 4))) for _ in range(20_000)}
        self.words = [*_COMMON, *sorted(made)]
        self.weights = list(accumulate((rank + 2.7) ** -1.1 for rank in range(len(self.words))))

    def paragraph(self) -> str:
        parts = []
        for _ in range(self.random.randint(2, 4)):
            words = self.random.choices(self.words, cum_weights=self.weights, k=self.random.randint(12, 24))
            words[self.random.randrange(2, 10)] = self.random.choice(self.words).capitalize()
            words[-2] = str(self.random.randint(2, 999))
            parts.append(" ".join(words).capitalize() + ".")
        return " ".join(parts)

    def repeat(self, text: str) -> str:
        words = text.split()
        match self.random.randrange(4):
            case 0:
                return text
            case 1:
                return "« " + text.replace("'", "’") + " »"
            case 2:
                return " ".join(words[: 2 * len(words) // 3]) + "…"
            case _:
                words[self.random.randrange(3, 9)] = "également"
                return " ".join(words)

    def article(self, size: int) -> list[str]:
        texts: list[str] = []
        for _ in range(size):
            again = texts and self.random.random() < 1 / 6
            texts.append(self.repeat(self.random.choice(texts)) if again else self.paragraph())
        return texts

    def stream(self) -> Iterator[str]:
        pool: list[str] = []
        while True:
            again = pool and self.random.random() < 1 / 6
            text = self.repeat(self.random.choice(pool)) if again else self.paragraph()
            yield text
            if len(pool) < 5000:
                pool.append(text)


def best(work: Callable[[], object]) -> float:
    """Seconds of the best round."""
    times = []
    for _ in range(ROUNDS):
        wording.cache_clear()
        folded.cache_clear()
        sentence.cache_clear()
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


def newsbot(articles: Iterable[list[str]]) -> int:
    return sum(p.verdict != "kept" for texts in articles for p in deduplicate([Paragraph(t) for t in texts]))


def datasketch(articles: Iterable[list[str]]) -> int:
    from datasketch import MinHash, MinHashLSH

    found = 0
    for texts in articles:
        index = MinHashLSH(threshold=0.7, num_perm=128)
        for number, text in enumerate(texts):
            words = wording(text).key.split()
            sketch = MinHash(num_perm=128)
            sketch.update_batch([" ".join(words[i : i + 3]).encode() for i in range(max(1, len(words) - 2))])
            found += bool(index.query(sketch))
            index.insert(number, sketch)
    return found


def index(texts: Iterable[str], path: Path) -> Iterator[tuple[int, float]]:
    """Look up and insert the texts, batch by batch: how many so far, and in how many seconds."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536;"
        "CREATE TABLE paragraph_key (key BLOB, article_id INTEGER, position INTEGER,"
        " PRIMARY KEY (key, article_id, position)) WITHOUT ROWID;"
    )
    source, done, spent = iter(texts), 0, 0.0
    while batch := list(islice(source, BATCH)):
        began = time.process_time()
        rows = sorted((key, done // 20, done % 20 + n) for n, text in enumerate(batch) for key in keys(text))
        connection.execute("BEGIN")
        for start in range(0, len(rows), 500):
            part = [row[0] for row in rows[start : start + 500]]
            marks = ",".join("?" * len(part))
            connection.execute(
                f"SELECT key, article_id FROM paragraph_key WHERE key IN ({marks})", part
            ).fetchall()
        connection.executemany("INSERT OR IGNORE INTO paragraph_key VALUES (?, ?, ?)", rows)
        connection.execute("COMMIT")
        spent += time.process_time() - began
        done += len(batch)
        yield done, spent
    connection.close()


def main() -> None:
    """Print the three measures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument(
        "--index", type=int, default=100_000, help="paragraphs in the index (default 100,000)"
    )
    options = parser.parse_args()
    prose = Prose()
    with tempfile.TemporaryDirectory() as folder:  # first, since datasketch's libraries take memory too
        texts = islice(prose.stream(), options.index)
        *_, (done, spent) = index(texts, Path(folder) / "index.sqlite3")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"index of {done:,} paragraphs: {done / spent:,.0f} a second, peak memory {peak:.0f} MB")
    prose = Prose()
    small = [prose.article(20) for _ in range(options.articles)]
    large = [prose.article(500)]
    mine = best(lambda: newsbot(small))
    print(f"article of 20 paragraphs   {1e3 * mine / len(small):8.2f} ms")
    print(f"article of 500 paragraphs  {1e3 * best(lambda: newsbot(large)):8.2f} ms")
    try:
        theirs = best(lambda: datasketch(small))
        print(f"MinHashLSH takes           {theirs / mine:8.1f} times as long")
    except ImportError:
        print("MinHashLSH                 not measured: pip install datasketch")


if __name__ == "__main__":
    main()
