"""The verb export: all articles in one file, or a file each."""

from __future__ import annotations

import codecs
import csv
import json
import os
import re
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, Any

from newsbot.cli.terminal import as_json, line, safe
from newsbot.errors import ConfigurationError, NewsbotError
from newsbot.queries import Filters, export
from newsbot.queries.articles import StoredParagraph, columns, paragraphs
from newsbot.queries.words import words
from newsbot.sqlite import reading

_INSTANTS = ("first_seen", "last_seen", "last_checked", "gone_at")  # dates may be coarser: they stay texts
_ENDINGS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".parquet": "parquet"}
_BATCH = 1000
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>#|~&]|^[-+=]|^\d+(?=[.)])", re.MULTILINE)
_MARKS = {"heading": "## ", "quote": "> ", "list_item": "- "}


def filters(arguments: Namespace) -> Filters:
    """The conditions on articles that were given."""
    return Filters(arguments.site, arguments.section, arguments.author, arguments.since, arguments.until)


def export_(arguments: Namespace) -> None:
    """Write articles as they are read, so that memory does not grow with their number."""
    output = Path(arguments.output) if arguments.output else None
    form = arguments.format or (_ENDINGS.get(output.suffix) if output else "jsonl")
    if form is None:
        raise ConfigurationError(
            f"what format {output} is to have is unknown: end it in {', '.join(_ENDINGS)}, or give --format"
        )
    if output is None and form not in ("jsonl", "csv"):
        raise ConfigurationError(f"--format {form} needs --output PATH")
    with reading(arguments.db) as connection:
        rows = export(connection, filters(arguments))
        if form in ("markdown", "text"):
            texts = ((row, paragraphs(connection, row["id"])) for row in rows)
            _write_each(output or Path(), form, texts)
            return
        write = {"jsonl": _jsonl, "csv": _csv, "parquet": _parquet}[form]
        with _file(output) as file:
            write(file, rows, columns(connection))


def spreadsheet(row: Iterable[Any]) -> list[Any]:
    """A row for a CSV file: no control characters, nothing that a spreadsheet takes for a formula."""
    return [_cell(value) for value in row]


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        value = "; ".join(value)
    if not isinstance(value, str):
        return value
    value = safe(value)
    return f"'{value}" if value.startswith(_FORMULA) else value


def _jsonl(file: IO[bytes], rows: Iterable[dict[str, Any]], fields: Mapping[str, str]) -> None:
    file.writelines(f"{as_json(row)}\n".encode() for row in rows)


def _csv(file: IO[bytes], rows: Iterable[dict[str, Any]], fields: Mapping[str, str]) -> None:
    writer = csv.writer(codecs.getwriter("utf-8")(file), lineterminator="\n")
    writer.writerow(fields)
    writer.writerows(spreadsheet(row[name] for name in fields) for row in rows)


def _parquet(file: IO[bytes], rows: Iterable[dict[str, Any]], fields: Mapping[str, str]) -> None:
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError:
        raise ConfigurationError("--format parquet needs pyarrow: pip install 'newsbot[parquet]'") from None
    kinds = {"INTEGER": arrow.int64(), "TEXT": arrow.string(), "JSON": arrow.list_(arrow.string())}
    types = {name: kinds[kind] for name, kind in fields.items()}
    finer = {"day_published": arrow.date32(), **dict.fromkeys(_INSTANTS, arrow.timestamp("s", "UTC"))}
    stored, told = arrow.schema(types), arrow.schema(types | finer)
    with parquet.ParquetWriter(file, told, compression="zstd") as writer:
        left = iter(rows)
        while batch := list(islice(left, _BATCH)):
            try:
                writer.write_table(arrow.Table.from_pylist(batch, schema=stored).cast(told))
            except arrow.ArrowException as error:
                raise NewsbotError(f"a value is not of its column's type: {error}") from error


def _write_each(
    folder: Path, form: str, articles: Iterable[tuple[dict[str, Any], list[StoredParagraph]]]
) -> None:
    with _trouble(folder):
        folder.mkdir(parents=True, exist_ok=True)
    write, ending = (_markdown, "md") if form == "markdown" else (_plain, "txt")
    for row, blocks in articles:
        kept = [block for block in blocks if block.verdict == "kept" and block.kind != "caption"]
        slug = "-".join(words(row["headline"]))[:60].strip("-") or "article"
        with _file(folder / f"{row['day_published'] or 'undated'}-{row['id']}-{slug}.{ending}") as file:
            file.write(safe(write(row, kept)).encode())


def _markdown(row: dict[str, Any], blocks: list[StoredParagraph]) -> str:
    named = ("headline", "authors", "date_published", "day_published", "section", "canonical_url", "site")
    front = "".join(f"{name}: {json.dumps(row[name], ensure_ascii=False)}\n" for name in named)
    texts = [_MARKS.get(block.kind, "") + _escaped(line(block.text)) for block in blocks]
    return f"---\n{front}---\n\n# {_escaped(line(row['headline']))}\n\n" + "\n\n".join(texts) + "\n"


def _plain(row: dict[str, Any], blocks: list[StoredParagraph]) -> str:
    about = " · ".join(filter(None, (row["day_published"], *row["authors"], row["canonical_url"])))
    texts = [line(block.text) for block in blocks]
    return f"{line(row['headline'])}\n{line(about)}\n\n" + "\n\n".join(texts) + "\n"


def _escaped(text: str) -> str:
    """`text` as Markdown shows it: nothing in it is markup."""
    return _MARKDOWN.sub(lambda found: f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}", text)


@contextmanager
def _file(path: Path | None) -> Iterator[IO[bytes]]:
    """A file that is there whole or not at all; without a path, standard output."""
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    with _trouble(path):
        try:
            with part.open("wb") as file:
                yield file
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


@contextmanager
def _trouble(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NewsbotError(f"{path} cannot be written: {error.strerror}") from error
