"""The verb site: look at a site, write its starter file, hold it to what it was."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from newsbot import expectations, settings
from newsbot.cli.article import dates, head
from newsbot.cli.terminal import as_json, cut, line, paint, width
from newsbot.errors import ConfigurationError, Exit, NewsbotError
from newsbot.probe import Look, look
from newsbot.proposals import propose
from newsbot.queries import Explained, Explanation
from newsbot.run import chosen_site, site_folder
from newsbot.sites import find

_SHOWN = 3
_FIELDS = ("section", "description", "authors", "date_published", "keywords", "in_language", "publisher")


def site_(arguments: Namespace) -> int:
    """Print what would be crawled, how an article reads, and a starter file; or save or check that."""
    if arguments.check:
        return _check(arguments.site)
    output = Path(arguments.output) if arguments.output else None
    saved = _expectations(arguments.site) if arguments.save else None
    if output and output.exists() and not arguments.force:
        raise ConfigurationError(f"{output} is there already; --force writes over it")
    seen = look(arguments.site)
    _show(seen)
    articles = [explanation.article for explanation in seen.explanations if explanation.article]
    if not articles:
        raise seen.trouble or NewsbotError(f"{seen.site.name}: no article could be read")
    _show_article(max(seen.explanations, key=lambda explanation: len(_dropped(explanation))))
    if seen.trouble:
        print(f"newsbot: {line(str(seen.trouble))}", file=sys.stderr)
    try:
        if saved:
            count = expectations.save(saved, articles[:_SHOWN], datetime.now(UTC))
            print(f"\n{count} articles are expected to stay as they are: {saved}")
        elif output:
            output.parent.mkdir(parents=True, exist_ok=True)
            output.write_text(starter(seen), encoding="utf-8")
            print(f"\nwritten: {output}")
        else:
            print(f"\n{starter(seen)}", end="")
    except OSError as error:
        raise ConfigurationError(f"cannot write {error.filename}: {error.strerror}") from None
    return Exit.DONE


def starter(seen: Look) -> str:
    """A site file for what was seen. What newsbot tells by itself stands there as comments."""
    sections = [section.url for section in seen.sections] or list(seen.site.start_urls)
    home = seen.site.home or urljoin(sections[0], "/")
    zones = {e.article.fields["time_zone"] for e in seen.explanations if e.article}
    zone = seen.site.time_zone or (zones.pop() if len(zones) == 1 else "")
    lines = [
        f"# {line(urlsplit(home).netloc)}, as it was seen on {datetime.now(UTC):%Y-%m-%d}; "
        "docs/sites.md explains every key.",
        f"home = {_toml(home)}",
        f"start_urls = {_toml(sections)}",
        *([f"time_zone = {_toml(zone)}"] if zone else []),
    ]
    if proposed := propose(seen.documents, seen.site):
        about = f"# {len(seen.documents)} articles read the same with these and without: keep what may stay"
        lines += ["", "[selectors]", about]
        lines += [f"# {field} = {_toml(selector)}" for field, selector in proposed.items()]
    return "\n".join(lines) + "\n"


def _toml(value: str | list[str]) -> str:
    """JSON's strings and lists of strings are TOML's, but for DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _show(seen: Look) -> None:
    for section in seen.sections:
        _tell("section", f"{section.name}, {section.url}")
        _tell("with", ", ".join(section.subsections))
    for source in seen.sources:
        following = f", then {source.next_page}" if source.next_page else ""
        _tell(source.kind, f"{source.url}: {len(source.articles)} articles{following}")
    for url, status in seen.broken.items():
        _tell("broken", f"{url}: {status or 'no answer'}")
    found = list(dict.fromkeys(url for source in seen.sources for url in source.articles))
    outcomes = ", ".join(f"{number} {outcome}" for outcome, number in seen.outcomes.items())
    asked = f"; asked for {seen.outcomes.total()}: {outcomes}" if outcomes else ""
    if seen.sources:
        _tell("articles", f"{len(found)} on these pages{asked}")
    for url in found[:_SHOWN]:
        _tell("", url)


def _show_article(explanation: Explanation) -> None:
    article = explanation.article
    if article is None:
        return
    print()
    head(article)
    dates(explanation)
    _tell("without", ", ".join(name for name in _FIELDS if not article.fields[name]))
    kept = [p for p in article.paragraphs if p.verdict == "kept"]
    kinds = Counter(p.kind for p in kept)
    outcome = explanation.page["outcome"] if explanation.page else ""
    _tell(outcome, ", ".join(f"{number} {kind}" for kind, number in kinds.items()))
    for name, paragraph in zip(("first", "last"), (kept[:1] + kept[-1:]), strict=False):
        _tell(name, paragraph.text)
    for dropped in _dropped(explanation):
        _tell("dropped", f"{dropped.why or dropped.paragraph.verdict}: {dropped.paragraph.text}")


def _dropped(explanation: Explanation) -> list[Explained]:
    return [explained for explained in explanation.paragraphs if explained.paragraph.verdict != "kept"]


def _tell(name: str, text: str) -> None:
    if text:
        print(paint(f"{name:<10}", "bold") + cut(line(text), width() - 10))


def _expectations(target: str) -> Path:
    """The file of expectations, beside the site file. Raises ConfigurationError where there is none."""
    site = chosen_site(vars(settings), target)
    if file := find(site.name, (site_folder(vars(settings)),)):
        return file.with_suffix(".json")
    raise ConfigurationError(f"{site.name} has no site file; write one with -o data/sites/NAME.toml")


def _check(target: str) -> int:
    file = _expectations(target)
    expected = expectations.load(file)
    found = look(target, [article["url"] for article in expected]).explanations
    wrong = False
    for article, explanation in zip(expected, found, strict=True):
        differing = expectations.differences(article, explanation)
        wrong = wrong or bool(differing)
        print(paint("differs", "red") if differing else paint("same   ", "green"), line(article["url"]))
        for name, (was, now) in differing.items():
            _tell("", f"{name}: {as_json(was)} → {as_json(now)}")
    return Exit.ERROR if wrong else Exit.DONE
