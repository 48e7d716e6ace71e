"""The verbs about one article: show, explain, diff."""

from __future__ import annotations

import sys
from argparse import Namespace

from newsbot.cli.terminal import line, paint, print_json, wrapped
from newsbot.queries import Article, Explanation, Revision, diff, explain, show
from newsbot.queries.articles import StoredParagraph
from newsbot.queries.values import local_date
from newsbot.sqlite import reading

_KINDS = {"quote": "    ", "list_item": "  • ", "table_cell": "  | "}
_PAGE = (
    *("url", "outcome", "detail", "signals", "reason", "status", "source", "visits", "changes"),
    *("cosmetic", "failures", "first_seen", "last_checked", "next_fetch"),
)
_SIGNS = {"=": ("", "", ""), "-": ("[-", "-]", "red"), "+": ("{+", "+}", "green")}


def show_(arguments: Namespace) -> None:
    """Print one article as a page."""
    with reading(arguments.db) as connection:
        article = show(connection, arguments.article)
    if arguments.json:
        print_json(article)
        return
    head(article)
    for paragraph in article.paragraphs:
        dropped = paragraph.verdict != "kept"
        if not arguments.paragraphs and (dropped or paragraph.kind == "caption"):
            continue
        print()
        if arguments.paragraphs:
            print(paint(f"[{_verdict(paragraph)}]", "red" if dropped else "green"))
        bold = ["bold"] if paragraph.kind in ("lead", "heading") else []
        text = wrapped(line(paragraph.text), _KINDS.get(paragraph.kind, ""))
        print(paint(text, *(["dim"] if dropped else bold)))


def explain_(arguments: Namespace) -> None:
    """Print what is known of an address."""
    with reading(arguments.db) as connection:
        explanation = explain(connection, arguments.article)
    if arguments.json:
        print_json(explanation)
        return
    if page := explanation.page:
        forgotten = page["outcome"] == "forgotten"
        never = "never, as it was forgotten" if forgotten else "not unless a source says that it was modified"
        page["next_fetch"] = page["next_fetch"] or never
        for name in _PAGE:
            if page[name] not in (None, "", 0, []):
                print(f"{name:>14}  {line(str(page[name]))}")
    if explanation.article is None:
        return
    print()
    head(explanation.article)
    dates(explanation)
    for explained in explanation.paragraphs:
        style = "green" if explained.paragraph.verdict == "kept" else "red"
        print(paint(f"\n{_verdict(explained.paragraph)}", style))
        print(wrapped(line(explained.paragraph.text), " " * 4))
        for told in (explained.why, explained.earlier and f"stood earlier in {explained.earlier}"):
            if told:
                print(wrapped(f"→ {line(told)}", " " * 4))


def _verdict(paragraph: StoredParagraph) -> str:
    of = "" if paragraph.repeats is None else f" {paragraph.repeats}"
    return f"{paragraph.position} {paragraph.kind}: {paragraph.verdict}{of}"


def diff_(arguments: Namespace) -> None:
    """Print how an article changed."""
    with reading(arguments.db) as connection:
        revisions = diff(connection, arguments.article)
    if arguments.json:
        print_json(*revisions)
        return
    for revision in revisions:
        _revision(revision)
    if not revisions:
        print("no change was seen", file=sys.stderr)


def head(article: Article) -> None:
    """Print what stands above an article's text."""
    fields = article.fields
    print(paint(line(" > ".join(fields["breadcrumb"]) or fields["section"]), "blue"))
    print(paint(wrapped(line(fields["headline"])), "bold"))
    authors = ", ".join(fields["authors"])
    published = local_date(fields, "date_published") or "no date"
    modified = local_date(fields, "date_modified")
    about = [f"by {authors}" if authors else "", published, f"updated {modified}" if modified else ""]
    print(line(" · ".join(filter(None, [*about, f"{fields['word_count']} words"]))))
    print(paint(line(fields["canonical_url"]), "dim"))
    if fields["is_accessible_for_free"] == 0:
        print(paint("behind a paywall: this is the free part", "yellow"))
    if fields["gone_at"]:
        print(paint(f"gone from the site since {line(fields['gone_at'])}", "yellow"))


def dates(explanation: Explanation) -> None:
    """Print an article's dates, which witness gave them and which others disagree."""
    if explanation.article is None:
        return
    fields = explanation.article.fields
    for name in ("date_published", "date_modified"):
        if fields[f"{name}_raw"] or fields[name]:
            value = f"{fields[name]} ({fields[f'{name}_precision']})" if fields[name] else "not resolved"
            by = f" by {fields[f'{name}_witness']}" if fields[f"{name}_witness"] else ""
            print(line(f"{name}: {value}{by}: {fields[f'{name}_raw']!r}"))
    if fields["dates_disagree"]:
        print(line(f"other dates by: {', '.join(fields['dates_disagree'])}"))
    if explanation.similar:
        print(line(f"shares {fields['similar_share']} % of its text with {explanation.similar}"))


def _revision(revision: Revision) -> None:
    print(paint(f"{line(revision.replaced_at)}: {line(', '.join(revision.changed))}", "bold"))
    for edits in (revision.headline, *revision.paragraphs):
        if all(sign == "=" for sign, _ in edits):
            continue
        words = []
        for sign, text in edits:
            before, after, style = _SIGNS[sign]
            words.append(paint(f"{before}{line(text)}{after}", *filter(None, [style])))
        print(" ".join(words), end="\n\n")
