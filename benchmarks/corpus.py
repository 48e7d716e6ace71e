"""A generated corpus in a newsbot file: French-looking articles of 4.2 KB, with repeats and captions."""

from __future__ import annotations

import json
import random
import sqlite3
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from newsbot.database import connect
from newsbot.paragraphs import keys, line_key

_WORDS = """
de la le et les des en un une du que est pour qui dans a par plus pas au sur ne se son avec ce il sont cette
ont aux ses été mais comme nous elle ou était leur selon aussi deux après même fait entre sans ces lundi mardi
pays président gouvernement guerre ministre premier années millions Russie Ukraine russe États-Unis européenne
Union Europe contre accord sanctions monde Poutine Kiev armée chef ans jeudi forces région ville politique
autorités ukrainien militaires ukrainiens crise parti France Chine sécurité internationale situation élections
nouvelle droits conflit opposition vendredi attaque population frappes économie dollars manifestants réfugiés
frontière police justice soldats élection eau paix cœur œuvre mobilisation référendum gaz pétrole énergie
euros milliards membres défense étrangères porte-parole responsables déclaré annoncé affirmé appelé accusé
condamné sanctionné estimé dénoncé indiqué ajouté
"""
_PARTS = """
ba bi bo bu ca ce ché co cu da de di do dé fa fe fi fo ga ge go gra la le li lo lu ma me mi mo mé na ne ni no
né pa pe pi po pré pro ra re ri ro ré sa se si so sé ta te ti to té tra va ve vi vo vé bel cor don fer gar lan
men par sol tan ver
"""
COMMON, _SYLLABLES = _WORDS.split(), _PARTS.split()
_ENDINGS = ("", "s", "e", "es", "ent", "er", "é", "ée", "és", "ées", "ait", "ant", "ation", "ations", "ement")
SECTIONS = ("Europe", "Amériques", "Afrique", "Asie-Pacifique", "Moyen-Orient")
SITES = ("monde", "matin", "depeche")
AUTHORS = [f"{first} {last.title()}" for first in ("Marie", "Jean", "Zoé", "Noël") for last in _SYLLABLES]
NOW = datetime(2024, 6, 30, 12, tzinfo=UTC)


class Writer:
    """Writes sentences with Zipf's frequencies of words; the same for the same seed.

    Bytes a word, and different words among the first 10,000, 20,000 and 40,000, are those of French press
    text (6.1; 2,800, 4,800 and 7,000), since the size of a full-text index depends on them.
    """

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        stems = {"".join(self.random.choices(_SYLLABLES, k=self.random.randint(1, 3))) for _ in range(9000)}
        words = [stem + ending for stem in sorted(stems) for ending in _ENDINGS]
        self.random.shuffle(words)
        self.words = [*COMMON, *words]
        self.weights = list(accumulate((rank + 2.7) ** -1.2 for rank in range(len(self.words))))
        pool = self.random.choices(self.words, cum_weights=self.weights, k=900_000)
        self.sentences = []
        at = 0
        while at < len(pool) - 30:
            length = self.random.randint(9, 24)
            self.sentences.append(" ".join(pool[at : at + length]).capitalize() + ".")
            at += length

    def paragraph(self) -> str:
        name = random.Random(int(self.random.paretovariate(0.5)))  # few are met often, most once
        sentences = self.random.choices(self.sentences, k=4)
        return " ".join([*sentences, "".join(name.choices(_SYLLABLES, k=3)).capitalize() + "."])

    def headline(self) -> str:
        return self.random.choice(self.sentences)[:-1][:90]


def build(path: Path, articles: int, *, seed: int = 7, batch: int = 200) -> None:
    """Fill a new file with `articles` articles over three sites and four years, `batch` a transaction."""
    connect(path).close()
    writer = Writer(seed)
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("PRAGMA synchronous = OFF")
    for number, name in enumerate(SITES, 1):
        _insert(raw, "site", id=number, name=name, url=f"https://{name}.example/monde/")
    step = timedelta(days=4 * 365) / articles
    for first in range(1, articles + 1, batch):
        raw.execute("BEGIN")
        for number in range(first, min(first + batch, articles + 1)):
            # found in batches that are not quite in the order of publication
            published = NOW - step * (articles - number) - timedelta(hours=writer.random.randint(0, 72))
            _article(raw, writer, number, published)
        raw.execute("COMMIT")
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()


def _article(raw: sqlite3.Connection, writer: Writer, number: int, published: datetime) -> None:
    rng = writer.random
    texts = [writer.paragraph() for _ in range(rng.randint(9, 11))]
    section, site = rng.choice(SECTIONS), rng.choice((1, 1, 2, 3))
    home = f"https://{SITES[site - 1]}.example"
    url = f"{home}/monde/{published:%Y/%m/%d}/article-{number}.html"
    stamp = published.strftime("%Y-%m-%dT%H:%M:%SZ")
    body = "\n\n".join(texts)
    _insert(
        raw,
        "article",
        id=number,
        site_id=site,
        url=url,
        canonical_url=url,
        headline=writer.headline(),
        description=texts[0][:150],
        authors=_list(rng.sample(AUTHORS, rng.choice((1, 1, 1, 2)))),
        date_published=stamp,
        day_published=(published + timedelta(hours=2)).date().isoformat(),
        date_published_raw=published.isoformat(),
        date_published_precision="minute",
        date_published_witness="json-ld",
        time_zone="Europe/Paris",
        section=section,
        breadcrumb=_list(["Accueil", "Monde", section]),
        keywords=_list(rng.choices(COMMON[60:], k=4)),
        in_language="fr",
        publisher=SITES[site - 1].title(),
        image_url=f"{home}/images/{number}.jpg",
        is_accessible_for_free=1,
        word_count=len(body.split()),
        content_hash=f"{rng.getrandbits(64):016x}",
        settled=2,
        first_seen=stamp,
        last_seen=stamp,
        last_checked=stamp,
        body=body,
    )
    rows = [(text, "paragraph", "kept", None) for text in texts]
    rows[0] = (texts[0], "lead", "kept", None)
    rows.insert(3, (texts[2].partition(". ")[0] + "…", "caption", "contained", 2))
    if number % 3 == 0:
        rows.append((texts[1], "paragraph", "exact", 1))
    rows.append((f"Suivez-nous sur les réseaux de {SITES[site - 1]}", "paragraph", "boilerplate", None))
    raw.executemany(
        "INSERT INTO paragraph (article_id, position, kind, text, verdict, repeats, line_key, keys)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (number, i, kind, text, verdict, of, line_key(text), b"".join(keys(text)))
            for i, (text, kind, verdict, of) in enumerate(rows)
        ],
    )
    raw.executemany(
        "INSERT OR IGNORE INTO paragraph_key (key, article_id, position) VALUES (?, ?, ?)",
        [(key, number, i) for i, row in enumerate(rows) if row[2] == "kept" for key in keys(row[0])],
    )
    _insert(
        raw,
        "page",
        site_id=site,
        url=url,
        article_id=number,
        outcome="article",
        reason="new",
        status=200,
        etag=f'"{number:x}-5d2"',
        visits=1,
        first_seen=stamp,
        last_checked=stamp,
    )


def _insert(raw: sqlite3.Connection, table: str, **row: object) -> None:
    raw.execute(
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", [*row.values()]
    )


def _list(values: list[str]) -> str:
    return json.dumps(values, ensure_ascii=False)
