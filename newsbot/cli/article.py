"""The verbs about one article: show, explain, diff."""

from __future__ import annotations

import sys
from argparse import Namespace

from newsbot.cli.opening import opened
from newsbot.cli.terminal import as_json, line, paint, wrapped
from newsbot.queries import Article, Explanation, Revision, diff, explain, show
from newsbot.queries.values import local_date

_KINDS = {"quote": "    ", "list_item": "  • ", "table_cell": "  | "}


def show_(arguments: Namespace) -> None:
    """Print one article as a page."""
    with opened(arguments) as connection:
        article = show(connection, arguments.article)
    if arguments.json:
        print(as_json(article))
        return
    head(article)
    for paragraph in article.paragraphs:
        dropped = paragraph.verdict != "kept"
        if not arguments.paragraphs and (dropped or paragraph.kind == "caption"):
            continue
        text = wrapped(line(paragraph.text), _KINDS.get(paragraph.kind, ""))
        bold = ["bold"] if paragraph.kind in ("lead", "heading") else []
        print()
        if arguments.paragraphs:
            told = (
                paragraph.verdict if paragraph.repeats is None else f"{paragraph.verdict} {paragraph.repeats}"
            )
            print(paint(f"[{paragraph.position} {paragraph.kind}: {told}]", "red" if dropped else "green"))
        print(paint(text, "dim") if dropped else paint(text, *bold) if bold else text)


def explain_(arguments: Namespace) -> None:
    """Print what is known of an address."""
    with opened(arguments) as connection:
        explanation = explain(connection, arguments.article)
    if arguments.json:
        print(as_json(explanation))
        return
    if explanation.page:
        _page(explanation.page)
    if explanation.article is None:
        return
    print()
    head(explanation.article)
    dates(explanation)
    for explained in explanation.paragraphs:
        paragraph = explained.paragraph
        kept = paragraph.verdict == "kept"
        of = "" if paragraph.repeats is None else f" {paragraph.repeats}"
        print(
            paint(
                f"\n{paragraph.position:>3} {paragraph.kind}: {paragraph.verdict}{of}",
                "green" if kept else "red",
            )
        )
        print(wrapped(line(paragraph.text), " " * 4))
        for told in (explained.why, explained.earlier and f"stood earlier in {explained.earlier}"):
            if told:
                print(wrapped(f"→ {line(told)}", " " * 4))


def diff_(arguments: Namespace) -> None:
    """Print how an article changed."""
    with opened(arguments) as connection:
        revisions = diff(connection, arguments.article)
    for revision in revisions:
        if arguments.json:
            print(as_json(revision))
        else:
            _revision(revision)
    if not revisions and not arguments.json:
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


def _page(page: dict[str, object]) -> None:
    names = (
        *("url", "outcome", "detail", "signals", "reason", "status", "source", "visits", "changes"),
        *("cosmetic", "failures", "first_seen", "last_checked", "next_fetch"),
    )
    for name in names:
        if page[name] not in (None, "", "[]", 0):
            print(f"{name:>14}  {line(str(page[name]))}")
    if page["next_fetch"] is None:
        forgotten = page["outcome"] == "forgotten"
        again = "never, as it was forgotten" if forgotten else "not unless a source says that it was modified"
        print(f"{'next_fetch':>14}  {again}")


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
        signs = {"=": ("", "", ""), "-": ("[-", "-]", "red"), "+": ("{+", "+}", "green")}
        words = (
            f"{paint(before + line(text) + after, style) if style else line(text)}"
            for sign, text in edits
            for before, after, style in [signs[sign]]
        )
        print(" ".join(words), end="\n\n")
