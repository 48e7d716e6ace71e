import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

import newsbot
from newsbot.items import DateCandidate
from newsbot.sites import Site

URL = "https://www.exemple-journal.fr/monde/article"
FETCHED = datetime(2022, 10, 2, 18, 0, tzinfo=UTC)
SHARED = Path(__file__).parents[1].parent / "shared"
HTML = """<html lang="fr"><body class="single">
<div class="penci-breadcrumb"><a href="/">Home</a> » <a href="/m">MONDE</a></div>
<article><h1 class="entry-title">Un coup dur</h1><div class="post-box-meta-single">
<span class="author vcard">par <a class="url fn n" href="/author/x"></a></span>
<time class="entry-date published" datetime="2022-10-02T08:15:00+02:00">2 octobre 2022</time></div>
<div class="entry-content"><p>Un coup dur</p>
<p>L'administration de Joe Biden a signalé qu'elle continuerait à apporter son soutien à Kiev.</p>
<p>L’administration de Joe Biden a signalé qu’elle continuerait à apporter son soutien à Kiev.</p>
<p>Le Pentagone a annoncé hier une aide militaire supplémentaire de 1,1 milliard de dollars à l’Ukraine.</p>
</div></article></body></html>"""


def test_the_whole_way_of_a_page() -> None:
    item = newsbot.read(HTML, URL, fetched=FETCHED)
    assert (item.headline, item.section, item.authors, item.outcome) == (
        "Un coup dur",
        "MONDE",
        [],
        "article",
    )
    assert item.date_published is not None
    assert item.date_published.isoformat() == "2022-10-02T08:15:00+02:00"
    assert (item.date_published_precision, item.time_zone) == ("minute", "Europe/Paris")
    assert [p.verdict for p in item.paragraphs] == ["headline", "kept", "typographic", "kept"]
    assert item.body.count("\n\n") == 1


def test_the_same_page_gives_the_same_item() -> None:
    assert newsbot.read(HTML, URL, fetched=FETCHED) == newsbot.read(HTML.encode(), URL, fetched=FETCHED)


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        newsbot.read(HTML, URL, fetched=datetime(2022, 10, 2))


def test_what_the_crawl_knows() -> None:
    bare = "<html lang=fr><h1>Un titre</h1><p>Une phrase de l’article, assez longue pour être lue.</p>"
    fed = DateCandidate("feed", "published", "Sun, 02 Oct 2022 06:15:00 +0000")
    site = Site(name="x", time_zone="America/Montreal")
    item = newsbot.read(bare, URL, fetched=FETCHED, candidates=[fed], site=site)
    assert item.date_published is not None
    assert item.date_published.isoformat() == "2022-10-02T02:15:00-04:00"
    assert (item.date_published_witness, item.time_zone) == ("feed", "America/Montreal")


@pytest.mark.skipif(not SHARED.exists(), reason="the labelled pages are not at hand")
def test_labelled_pages(tmp_path: Path) -> None:
    sys.path.insert(0, str(SHARED / "bench"))
    import adapters  # type: ignore[import-not-found]

    adapters.extract(SHARED / "pages", tmp_path)
    score = [
        sys.executable,
        SHARED / "bench/extraction/score.py",
        tmp_path,
        "--gold",
        SHARED / "bench/extraction/gold",
    ]
    subprocess.run([*score, "--json", tmp_path / "score"], check=True, stdout=subprocess.DEVNULL)
    result = json.loads((tmp_path / "score").read_text("utf-8"))
    means, pages = result["summary"], result["pages"]
    assert means["sh_f"] >= 0.985
    assert means["par_f"] >= 0.97
    assert min(page["sh_f"] for page in pages.values()) >= 0.9
    assert means["title"] >= 0.98
    assert means["author_all"] >= 0.85
    assert means["author_none"] >= 0.95
    assert means["section"] >= 0.8


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.exists(), reason="the labelled pages are not at hand")
def test_reading_costs_little_more_than_parsing() -> None:
    urls = json.loads((SHARED / "pages/urls.json").read_text("utf-8"))
    pages = [((SHARED / "pages" / name).read_bytes(), url) for name, url in urls.items()]

    def milliseconds(read: Callable[[bytes, str], object]) -> float:
        best = [float("inf")] * len(pages)
        for _ in range(4):
            for number, (html, url) in enumerate(pages):
                began = time.process_time()
                read(html, url)
                best[number] = min(best[number], time.process_time() - began)
        return statistics.median(best) * 1000

    parsing = milliseconds(lambda html, url: LexborHTMLParser(html))
    assert milliseconds(lambda html, url: newsbot.read(html, url, fetched=FETCHED)) < 40 * parsing
