"""The pages of a generated site: articles of 40 to 90 KB, listing pages, a feed, robots.txt."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from random import Random
from string import Template

from benchmarks.corpus import AUTHORS, COMMON, Writer

NAME = "Le Fil du soir"
NEWEST = datetime(2024, 6, 30, 18, 0, tzinfo=UTC)
A_LISTING = 10
_MONTHS = [
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
    *("août", "septembre", "octobre", "novembre", "décembre"),
]
_LINES = (
    "Suivez toute l’actualité internationale sur notre application.",
    "Cet article a été écrit avec des informations de nos correspondants et d’agences.",
    "Vous avez une information à transmettre ? Écrivez à la rédaction.",
)
_ITEM = Template("<item><title>$headline</title><link>$url</link><pubDate>$stamp</pubDate></item>")
_FEED = Template(
    '<?xml version="1.0"?><rss version="2.0"><channel><title>$name</title>$items</channel></rss>'
)


def _template(name: str) -> Template:
    return Template((Path(__file__).parent / "templates" / f"{name}.html").read_text("utf-8"))


class Pages:
    """The pages of a site at `home` with `articles` articles, the same for the same seed.

    The newest `hidden` ones are not published yet: no page names them.
    """

    def __init__(self, home: str, articles: int, seed: int, hidden: int = 0) -> None:
        self.home = home
        self.hidden = hidden
        self.seed = seed
        self.writer = Writer(seed)
        self.headlines = [self.writer.headline() for _ in range(articles)]
        random = Random(seed)
        links = "".join(
            f'<li class="menu-item menu-item-{i}"><a href="/{word}/{i}/">{word.title()}</a></li>'
            for i, word in enumerate(random.choices(COMMON, k=110))
        )
        slots = {f"slot{i}": {"id": random.getrandbits(32), "sizes": [300, 250]} for i in range(90)}
        self.shell = {"name": NAME, "links": links, "config": json.dumps(slots), "rules": _rules(random, 120)}
        self.templates = {
            name: _template(name) for name in ("page", "article", "article_head", "listing", "card")
        }

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Path and text of each page; a path that ends in a slash is a folder's index."""
        newest_first = range(len(self.headlines) - self.hidden - 1, -1, -1)
        for number in newest_first:
            yield self.path(number), self.article(number)
        for start in range(0, len(newest_first), A_LISTING):
            page = start // A_LISTING + 1
            path = f"/monde/page/{page}/" if start else "/monde/"
            yield path, self.listing(newest_first[start : start + A_LISTING], page)
        items = [_ITEM.substitute(self.told(number)) for number in newest_first[:A_LISTING]]
        yield "/monde/feed/index.xml", _FEED.substitute(name=NAME, items="".join(items))
        yield "/robots.txt", "User-agent: *\nDisallow: /admin/\n"

    def published(self, number: int) -> datetime:
        return NEWEST - timedelta(minutes=97 * (len(self.headlines) - 1 - number))

    def path(self, number: int) -> str:
        words = "-".join(self.headlines[number].lower().split()[:6])
        slug = words.encode("ascii", "ignore").decode()
        return f"/monde/{self.published(number):%Y/%m/%d}/{slug}-{number}/"

    def told(self, number: int) -> dict[str, str]:
        """What is said of an article wherever it is named."""
        published = self.published(number)
        day = f"{published.day} {_MONTHS[published.month - 1]} {published.year}"
        return {
            "home": self.home,
            "url": self.home + self.path(number),
            "number": str(number),
            "headline": escape(self.headlines[number]),
            "published": published.isoformat(),
            "stamp": f"{published:%a, %d %b %Y %H:%M:%S +0000}",
            "date": f"{day} à {published:%H}h{published:%M}",
        }

    def article(self, number: int) -> str:
        random = self.writer.random = Random(f"{self.seed} {number}")
        told = self.told(number)
        others = random.sample(range(len(self.headlines)), min(8, len(self.headlines)))
        related = [self.told(other) for other in others]
        author = random.choice(AUTHORS)
        comments = [
            f'<li class="comment"><cite>{random.choice(AUTHORS)}</cite> {self.writer.headline()}</li>'
            for _ in range(random.randint(0, 15))
        ]
        head = self.templates["article_head"].substitute(told, data=self.data(number, author))
        body = self.templates["article"].substitute(
            told,
            author=author,
            text="\n".join(self.blocks(random, related)),
            related="".join(map(self.templates["card"].substitute, related)),
            comments="\n".join(comments),
        )
        return self.page(told["headline"], head, body, _rules(random, random.randint(20, 330)))

    def blocks(self, random: Random, related: list[dict[str, str]]) -> Iterator[str]:
        """The text: one article in sixteen says a paragraph twice, each ends with a line of the site."""
        texts = [self.paragraph(random) for _ in range(random.randint(8, 14))]
        if random.random() < 1 / 16:
            texts.append(random.choice(texts))
        for place, text in enumerate([*texts, random.choice(_LINES)]):
            words = text.split(" ")
            link = related[place % len(related)]
            if place % 3 == 1:
                words[2:5] = [
                    f'<a href="{link["url"]}">{words[2]}</a>',
                    words[3],
                    f"<strong>{words[4]}</strong>",
                ]
            yield f"<p>{' '.join(words)}</p>"
            if place == 3:
                yield f'<aside>Lire aussi <a href="{link["url"]}">{link["headline"]}</a></aside>'
            if place % 5 == 4:
                yield f'<h2>{self.writer.headline()[:50]}</h2><div class="ad-slot"></div>'

    def paragraph(self, random: Random) -> str:
        """Four sentences that no other article says."""
        words, weights = self.writer.words, self.writer.weights
        sentences = (random.choices(words, cum_weights=weights, k=random.randint(9, 24)) for _ in range(4))
        return " ".join(f"{' '.join(sentence).capitalize()}." for sentence in sentences)

    def data(self, number: int, author: str) -> str:
        """The article's JSON-LD."""
        published = self.published(number)
        stated = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": self.headlines[number],
            "url": self.home + self.path(number),
            "datePublished": published.isoformat(),
            "dateModified": (published + timedelta(minutes=35 * (number % 3 == 0))).isoformat(),
            "author": [{"@type": "Person", "name": author}],
            "publisher": {"@type": "Organization", "name": NAME},
            "articleSection": "Monde",
            "isAccessibleForFree": True,
        }
        return json.dumps(stated, ensure_ascii=False)

    def listing(self, numbers: range, page: int) -> str:
        following = f'<a class="next" rel="next" href="/monde/page/{page + 1}/">Page suivante</a>'
        body = self.templates["listing"].substitute(
            number=page,
            cards="".join(self.templates["card"].substitute(self.told(number)) for number in numbers),
            following=following if numbers[-1] else "",
        )
        feed = f'<link rel="alternate" type="application/rss+xml" href="{self.home}/monde/feed/">'
        return self.page("Monde", feed, body, _rules(Random(page), 250))

    def page(self, title: str, head: str, body: str, rules: str) -> str:
        return self.templates["page"].substitute(
            self.shell, title=title, head=head, body=body, own_rules=rules
        )


def _rules(random: Random, count: int) -> str:
    """Styles, as themes put them into each page."""
    return "".join(
        f".block-{random.randrange(999)} > .item-{random.randrange(999)} {{ margin: {random.randrange(9)}px; "
        f"color: #{random.getrandbits(24):06x}; font: {random.randrange(9, 40)}px/1.4 system-ui }}\n"
        for _ in range(count)
    )
