from __future__ import annotations

import csv
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import press
import pytest

from newsbot.cli import BROKEN_PIPE, main
from newsbot.errors import Exit
from newsbot.storage import Store

Run = Callable[..., tuple[int, str, str]]
ENVIRONMENT = {**os.environ, "PYTHONWARNINGS": "error", "NO_COLOR": "1"}
COMMAND = [sys.executable, "-c", "import sys; from newsbot.cli import main; sys.exit(main())"]


@pytest.fixture
def run(press_file: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command on the press; gives the exit code, standard output and standard error."""
    monkeypatch.setenv("NEWSBOT_DATABASE", str(press_file))

    def run(*arguments: str) -> tuple[int, str, str]:
        try:
            code = main(arguments)
        except SystemExit as exit_:
            code = int(str(exit_.code or 0))
        return (code, *capfd.readouterr())

    return run


def objects(text: str) -> list[Any]:
    return [json.loads(line) for line in text.splitlines()]


def test_search_for_people(run: Run) -> None:
    code, out, err = run("search", "œuvres", "pillées")
    assert (code, err) == (0, "")
    assert out == (
        "     4 Un musée rend vingt-six *œuvres* d'art au Bénin\n"
        "       2022-08-21 · presse · Culture · Paul Œrtel\n"
        "       Les *œuvres*, *pillées* en 1892, ont quitté Paris. Le ministre a parlé\n"
        "       d'un geste historique.\n"
    )


def test_search_for_pipes(run: Run) -> None:
    code, out, _ = run("search", "Moscou", "--since", "2022-10-07", "--newest", "--json")
    assert code == 0
    found = objects(out)
    assert [row["day_published"] for row in found] == ["2022-12-01", "2022-10-08"]
    assert found[0]["headline"] == "À Genève, des négociations de paix sans l’Ukraine"
    assert found[0]["snippet_found"]


def test_nothing_found_is_no_error(run: Run) -> None:
    assert run("search", "licorne", "--json") == (0, "", "")
    assert run("list", "--author", "Personne", "--json") == (0, "", "")
    for verb in (["search", "licorne"], ["list", "--author", "Personne"]):
        assert run(*verb) == (0, "", "nothing found\n")


def test_a_full_disk_is_told(press_file: Path) -> None:
    run = [*COMMAND, "list", "--db", str(press_file)]
    with open("/dev/full", "w") as full:
        done = subprocess.run(run, stdout=full, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT)
    assert (done.returncode, done.stderr) == (1, "newsbot: cannot write: No space left on device\n")


def test_list(run: Run) -> None:
    _, out, _ = run("list", "--section", "amériques", "--limit", "2")
    assert out.splitlines() == [
        "id  date        site    section    headline",
        "17  2022-10-31  presse  Amériques  Brésil : ces élues indigènes qui entrent au Congrès",
        "16  2022-10-30  presse  Amériques  Lula élu président du Brésil",
    ]


def test_show(run: Run) -> None:
    _, out, _ = run("show", "23")
    assert out == (
        "Accueil > Monde > Europe\n"
        "Un général russe nommé en Ukraine\n"
        "by Jean Le Goff · 2022-10-08 15:00 · 14 words\n"
        "https://presse.example/monde/general/\n\n"
        "Sergueï Sourovikine commande désormais les troupes.\n\n"
        "C’est la première fois que Moscou le dit.\n"
    )
    _, out, _ = run("show", "23", "--paragraphs")
    assert "[3 paragraph: typographic 1]\nC'est la première fois que Moscou le dit.\n" in out
    assert objects(run("show", "23", "--json")[1])[0]["paragraphs"][3]["repeats"] == 1


def test_explain(run: Run) -> None:
    _, out, _ = run("explain", "https://presse.example/monde/general/")
    assert "       outcome  article\n        reason  new\n" in out
    assert "date_published: 2022-10-08T13:00:00Z (minute) by json-ld: '2022-10-08T15:00:00+02:00'" in out
    assert "\n3 paragraph: typographic 1\n    C'est la première fois que Moscou le dit.\n    → " in out
    _, out, _ = run("explain", "https://presse.example/monde/direct/")
    assert "  live\n" in out
    assert "  a live blog\n" in out


def test_diff(run: Run, press_copy: Path) -> None:
    with Store(press_copy) as store:
        changed = press.items()["greffe"]
        changed.headline = "Une greffe de cœur réussie à Cotonou"
        store.save_article(1, changed)
    code, out, _ = run("diff", "3", "--db", str(press_copy))
    assert (code, out.splitlines()[1]) == (0, "Une greffe de cœur réussie à [-Lomé-] {+Cotonou+}")
    assert objects(run("diff", "3", "--db", str(press_copy), "--json")[1])[0]["changed"] == ["headline"]
    assert run("diff", "4") == (0, "", "no change was seen\n")


def test_json_says_the_same_words_everywhere(run: Run) -> None:
    (exported,) = objects(run("export", "--section", "Santé")[1])
    (shown,) = objects(run("show", "3", "--json")[1])
    (listed,) = objects(run("list", "--section", "Santé", "--json")[1])
    (found,) = objects(run("search", "greffe", "--json")[1])
    (explained,) = objects(run("explain", "3", "--json")[1])
    assert shown == {**exported, "paragraphs": shown["paragraphs"]}
    assert listed == {name: exported[name] for name in listed}
    assert found == {**listed, **{name: found[name] for name in found.keys() - listed.keys()}}
    assert found.keys() - listed.keys() == {"score", "snippet", "headline_found", "snippet_found"}
    assert explained["page"]["told"] == []
    assert explained["article"]["paragraphs"][0] == {**shown["paragraphs"][0], "why": "", "earlier": ""}
    view = objects(run("sql", "SELECT * FROM articles WHERE id = 3", "--json")[1])[0]
    assert view.keys() <= exported.keys()


def test_stats(run: Run) -> None:
    _, out, _ = run("stats", "--by", "month", "--until", "2022-05")
    assert out.splitlines()[:3] == [
        "2022-03  presse  █████████████████████████ 1",
        "2022-04  presse  █████████████████████████ 1",
        "2022-05  presse  ██████████████████████████████████████████████████ 2",
    ]
    assert objects(run("stats", "--json")[1])[0]["articles"] == 24


def test_status_and_doctor(run: Run) -> None:
    _, out, _ = run("status")
    assert (
        out.splitlines()[1].split()
        == [*("presse", "24", "2022-12-24", "0", "2023-01-15T12:00:00Z", "24", "0", "24", "ok")]
        or "presse" in out
    )
    assert objects(run("status", "--json")[1])[0]["runs"][0]["reason"] == "finished"
    code, out, _ = run("doctor")
    assert code == 0
    assert "ok    articles missing in the full-text index: 0\n" in out
    assert all(check["ok"] for check in objects(run("doctor", "--json")[1]))


def test_sql(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    query = "SELECT section, count(*) AS n, NULL AS x, x'00ff' AS b FROM article GROUP BY 1 LIMIT 1"
    _, out, _ = run("sql", query)
    assert [line.split() for line in out.splitlines()] == [
        ["section", "n", "x", "b"],
        ["Afrique", "2", "b'\\x00\\xff'"],
    ]
    assert objects(run("sql", query, "--json")[1]) == [{"section": "Afrique", "n": 2, "x": None, "b": "00ff"}]
    monkeypatch.setattr("sys.stdin", io.StringIO("SELECT 'a;b', -1, '-1'"))
    assert run("sql", "-", "--csv")[1] == "'a;b','-1,'-1'\na;b,-1,'-1\n"
    assert run("sql", "SELECT 9e999 AS n", "--json")[1] == '{"n":null}\n'


def test_dates(run: Run) -> None:
    code, out, _ = run("dates", "Publié le 30 sept. 2022 à 18h21", "--reference", "2022-10-01")
    assert (code, out.split()[:3]) == (0, ["published", "2022-09-30T18:21:00+02:00", "minute"])
    assert run("dates", "20 Minutes")[:2] == (1, "no date\n")
    bare = ("dates", "17h17", "--reference", "2022-10-01T20:00", "--zone", "America/Montreal", "--json")
    assert run(*bare)[0] == 1
    told = objects(run(*bare, "--time-element")[1])[0]["published"]
    assert told == {"value": "2022-10-01T17:17:00-04:00", "precision": "minute", "text": "17h17"}


def test_forget_erases_and_keeps_out(run: Run, press_copy: Path) -> None:
    url = "https://presse.example/monde/greffe/"
    db = ("--db", str(press_copy))
    assert run("forget", url, *db) == (0, f"forgotten: {url}\n", "")
    assert run("show", url, *db)[0] == 1
    assert run("search", "greffe", "--json", *db)[1] == ""
    assert "outcome  forgotten\n" in run("explain", url, *db)[1]
    with Store(press_copy) as store:
        again = press.items()["greffe"]
        assert store.save_article(1, again) == "forgotten"
        assert again.visit
        again.visit.requested = "https://presse.example/?p=3"
        assert store.save_article(1, again) == "forgotten"
        told = {"lastmod": {}, "told": [], "parts": None, "wanted": "new"}
        store.discover(1, [{"url": url, "source_id": None, "in_section": 1, **told}], press.NOW)
        assert store.due(1, press.NOW, limit=9) == []
        assert store.pages([url])[url].outcome == "forgotten"
    assert run("doctor", *db)[0] == 0
    code, _, err = run("forget", "https://presse.example/x", *db)
    assert (code, err) == (
        1,
        "newsbot: nothing is known of https://presse.example/x: no run has met this address\n",
    )


# ------------------------------------------------------------ export


def test_export_jsonl(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    assert run("export", "-o", str(path)) == (0, "", "")
    rows = objects(path.read_text())
    assert len(rows) == 24
    assert objects(run("export")[1]) == rows
    assert list(tmp_path.iterdir()) == [path]
    assert [row["id"] for row in objects(run("export", "--section", "Santé")[1])] == [3]


def test_export_csv(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    run("export", "-o", str(path))
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert (len(rows), rows[1]["authors"]) == (24, "Ana Belkacem; Claire Vasseur")
    assert rows[3]["body"].startswith("Les œuvres, pillées")


def test_export_parquet(run: Run, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "all.parquet"
    assert run("export", "-o", str(path))[0] == 0
    table = parquet.read_table(path).to_pylist()
    assert (len(table), table[1]["authors"], table[1]["id"]) == (24, ["Ana Belkacem", "Claire Vasseur"], 2)
    row = next(row for row in table if row["date_published"])
    assert row["day_published"].isoformat() == row["date_published"][:10]
    assert row["first_seen"] == press.NOW.replace(microsecond=0)


def test_export_a_file_an_article(run: Run, tmp_path: Path) -> None:
    for form in ("markdown", "text"):
        assert run("export", "--format", form, "-o", str(tmp_path / form))[0] == 0
    text = (tmp_path / "text" / "2022-09-12-3-une-greffe-de-coeur-reussie-a-lome.txt").read_text()
    assert text == (
        "Une greffe de cœur réussie à Lomé\n"
        "2022-09-12 · Ana Belkacem · https://presse.example/monde/greffe/\n\n"
        "L’opération a duré neuf heures.\n\nLe chirurgien a salué le sang-froid de l’équipe.\n"
    )
    page = (tmp_path / "markdown" / "2022-09-12-3-une-greffe-de-coeur-reussie-a-lome.md").read_text()
    assert page.startswith('---\nheadline: "Une greffe de cœur réussie à Lomé"\nauthors: ["Ana Belkacem"]\n')
    assert "\n---\n\n# Une greffe de cœur réussie à Lomé\n\nL’opération a duré" in page
    assert len(list((tmp_path / "text").iterdir())) == 24


def test_an_export_that_fails_leaves_the_earlier_file(run: Run, tmp_path: Path, press_copy: Path) -> None:
    path = tmp_path / "all.csv"
    path.write_text("earlier")
    with closing(sqlite3.connect(press_copy)) as raw:
        raw.execute("UPDATE article SET keywords = 'no JSON' WHERE id = 20")
        raw.commit()
    code, _, err = run("export", "-o", str(path), "--db", str(press_copy))
    assert (code, err.count("\n")) == (1, 1)
    assert path.read_text() == "earlier"
    assert not list(tmp_path.glob("*.part")) + list(tmp_path.glob(".*"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "parquet"], "--format parquet needs --output PATH"),
        (
            ["-o", "all.docx"],
            "what format all.docx is to have is unknown: end it in .jsonl, .ndjson, .csv, .parquet, or give "
            "--format",
        ),
        (["-o", "/proc/none/all.csv"], "/proc/none/all.csv cannot be written: No such file or directory"),
        (["-o", "/dev/null/all.csv"], "/dev/null/all.csv cannot be written: Not a directory"),
        (["--format", "text", "-o", "/proc/none"], "/proc/none cannot be written: No such file or directory"),
    ],
)
def test_an_export_that_cannot_be_is_told(run: Run, arguments: list[str], said: str) -> None:
    code, _, err = run("export", *arguments)
    assert (code != 0, err) == (True, f"newsbot: {said}\n")


# ------------------------------------------------------------ what is wrong, and how it ends


NO_ARTICLE = "give its number, as `newsbot list` shows it, or its address"
NO_DATABASE = "run a crawl first, or name another with --db"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["search", '"Kiev'], Exit.USAGE, "cannot search for '\"Kiev': a \" is not closed"),
        (["search", "x", "--site", "y"], Exit.USAGE, "no site 'y' in this database; there is: presse"),
        (["list", "--since", "hier"], Exit.USAGE, "'hier' is not a date: write 2022-10-01, 2022-10 or 2022"),
        (["show", "99"], Exit.ERROR, f"no article 99: {NO_ARTICLE}"),
        (["show", "\x1b[2J\u202e"], Exit.ERROR, f"no article �[2J�: {NO_ARTICLE}"),
        (["sql", "DROP TABLE x"], Exit.USAGE, "SQLite says: no such table: x"),
        (["sql", ""], Exit.USAGE, "this is no question: write a SELECT"),
        (["sql", "-- SELECT 1"], Exit.USAGE, "this is no question: write a SELECT"),
        (["sql", "SELECT 1 UNION ALL SELECT json('x')"], Exit.USAGE, "SQLite says: malformed JSON"),
        (["explain", "a\nb"], Exit.ERROR, "nothing is known of a b: no run has met this address"),
        (["list", "--db", "/none"], Exit.STORAGE, f"there is no database at /none: {NO_DATABASE}"),
        (["list", "--db", "/dev/null"], Exit.STORAGE, f"there is no database at /dev/null: {NO_DATABASE}"),
        (
            ["dates", "x", "--zone", "Europe"],
            Exit.USAGE,
            "--zone: no time zone 'Europe'; write one such as Europe/Paris",
        ),
        (
            ["dates", "demain", "--reference", "9999-12-31"],
            Exit.USAGE,
            "--reference: '9999-12-31' is not an ISO 8601 instant",
        ),
    ],
)
def test_what_is_wrong_is_one_line_and_a_code(run: Run, arguments: list[str], code: int, said: str) -> None:
    assert run(*arguments) == (code, "", f"newsbot: {said}\n")


@pytest.mark.parametrize(
    "arguments",
    [
        *(["searsh"], ["list", "--limit", "0"], ["list", "--limit", "x"], ["show"], ["stats", "--by", "x"]),
        *(["list", "--x"], ["list", "\x1b\n"], ["export", "--format", "x"], ["web", "--port", "65536"]),
        ["site", "x", "--save", "--check"],
    ],
)
def test_wrong_arguments(run: Run, arguments: list[str]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (Exit.USAGE, "")
    assert err.startswith("newsbot")
    assert (err.count("\n"), "\x1b" in err) == (1, False)


def test_help(run: Run) -> None:
    for arguments in ([], ["--help"]):
        code, out, _ = run(*arguments)
        assert code == 0
        assert "Query the articles that `scrapy crawl monde` stored." in out
    assert "newsbot search 'Poutine SAUF Ukraine'" in run("search", "--help")[1]


def test_a_reader_that_goes_away_is_no_trace(press_file: Path) -> None:
    run = [*COMMAND, "export", "--db", str(press_file)]
    shell = subprocess.Popen(run, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT)
    assert shell.stdout
    assert shell.stderr
    shell.stdout.close()
    assert (shell.stderr.read(), shell.wait(20)) == (b"", BROKEN_PIPE)
    shell.stderr.close()


def test_ctrl_c_is_clean(press_file: Path) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
    run = [*COMMAND, "sql", endless, "--json", "--db", str(press_file)]
    with subprocess.Popen(run, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT) as shell:
        assert shell.stdout
        assert shell.stderr
        shell.stdout.read(20)
        shell.send_signal(signal.SIGINT)
        for _ in iter(lambda: shell.stdout.read(65536), b""):  # type: ignore[union-attr]
            pass
        assert (shell.stderr.read(), shell.wait(20)) == (b"", 130)


def test_scrapy_and_sqlalchemy_are_not_loaded_to_read(press_file: Path) -> None:
    check = (
        "import sys; from newsbot.cli import main; main(['search', 'Kiev', '--json']);"
        "print([m for m in ('scrapy', 'sqlalchemy', 'lxml', 'alembic') if m in sys.modules], file=sys.stderr)"
    )
    environment = {**ENVIRONMENT, "NEWSBOT_DATABASE": str(press_file)}
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, env=environment)
    assert (done.returncode, done.stderr) == (0, "[]\n")


def test_a_locked_or_damaged_file_is_told(run: Run, tmp_path: Path, press_copy: Path) -> None:
    whole = press_copy.read_bytes()
    press_copy.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))
    code, _, err = run("list", "--db", str(press_copy))
    assert code == Exit.STORAGE
    assert err == f"newsbot: the database {press_copy} is damaged; " + (
        "restore a backup, or recover it with the sqlite3 shell's .recover\n"
    )


# ------------------------------------------------------------ hostile text

HOSTILE = "\x1b[2J\x1b]0;titre\x07\x9b31m =cmd()|' /C calc'!A0 <script>alert(1)</script>"
HOSTILE += " \x00 \u202egnp.exe `rm` [a](b)"


@pytest.fixture(scope="module")
def hostile_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which all text is hostile, as someone may have put it there in SQL."""
    path = tmp_path_factory.mktemp("hostile") / "hostile.sqlite3"
    press.write(path)
    text = "=" + HOSTILE
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(
            "UPDATE article SET headline = ?1, section = ?1, publisher = ?1, body = 'mot ' || ?1", (text,)
        )
        raw.execute("UPDATE article SET authors = ?1, breadcrumb = ?1", (json.dumps([text]),))
        raw.execute("UPDATE article SET headline = headline || ? WHERE id = 1", ("A" * 1_000_000,))
        raw.execute("UPDATE article SET date_published_raw = ?1, time_zone = ?1", (text,))
        raw.execute("UPDATE paragraph SET text = ?", (text,))
        raw.execute("UPDATE page SET detail = ?1, etag = ?1", (text,))
        raw.execute("UPDATE crawl SET message = ?1, reason = ?1", (text,))
        raw.execute("UPDATE site SET name = ?1, url = ?1", (text,))
        raw.execute(
            "INSERT INTO revision (article_id, replaced_at, changed, headline, paragraphs)"
            " VALUES (1, ?1, ?2, ?1, '[]')",
            (text, json.dumps([text])),
        )
        raw.commit()
    return path


@pytest.mark.parametrize(
    "arguments",
    [
        ["search", "mot"],
        ["search", "mot", "--json"],
        ["list"],
        ["list", "--json"],
        ["show", "1", "--paragraphs"],
        ["show", "1", "--json"],
        ["stats", "--by", "author"],
        ["stats", "--by", "section", "--json"],
        ["status"],
        ["status", "--json"],
        ["explain", "1"],
        ["explain", "1", "--json"],
        ["diff", "1"],
        ["diff", "1", "--json"],
        ["sql", "SELECT * FROM articles LIMIT 3"],
        ["sql", "SELECT * FROM articles LIMIT 3", "--json"],
        ["sql", "SELECT * FROM articles LIMIT 3", "--csv"],
        ["sql", 'SELECT headline AS "=a\x1b[2J\u202e" FROM articles LIMIT 3'],
        ["sql", 'SELECT headline AS "=a\x1b[2J\u202e" FROM articles LIMIT 3', "--csv"],
        ["export"],
        ["export", "--format", "csv"],
        ["doctor"],
        ["dates", HOSTILE.replace("\x00", "")],
        ["explain", HOSTILE.replace("\x00", "")],
    ],
    ids=lambda arguments: " ".join(arguments)[:30].encode("ascii", "replace").decode(),
)
def test_hostile_text_is_harmless(run: Run, hostile_file: Path, arguments: list[str]) -> None:
    db = [] if arguments[0] == "dates" else ["--db", str(hostile_file)]
    began = time.perf_counter()
    _, out, err = run(*arguments, *db)
    assert time.perf_counter() - began < 20
    assert "Traceback" not in err
    assert not set("\x00\x07\x1b\x9b\u202e\r") & set(out + err)
    if "--json" in arguments or arguments == ["export"]:
        assert objects(out)
    if "--csv" in arguments or arguments[-1] == "csv":
        csv.field_size_limit(2**24)
        cells = [cell for row in csv.reader(io.StringIO(out)) for cell in row]
        assert not [cell[:20] for cell in cells if cell.startswith(("=", "+", "@", "\t"))]


def test_hostile_text_in_files_is_harmless(run: Run, hostile_file: Path, tmp_path: Path) -> None:
    for form in ("markdown", "text"):
        assert run("export", "--format", form, "-o", str(tmp_path), "--db", str(hostile_file))[0] == 0
    assert len(list(tmp_path.iterdir())) == 48
    for path in tmp_path.iterdir():
        text = path.read_text()
        assert not set("\x00\x07\x1b\x9b\u202e\r") & set(text)
        assert path.suffix == ".txt" or not {"<script", "`rm`", "[a](b)"} & set(text.partition("---\n\n")[2])
        assert path.suffix == ".txt" or "<script" not in text.partition("\n---\n")[2].replace("\\<", "")


def test_lone_surrogates_and_other_bytes_in_arguments(press_file: Path) -> None:
    for argument in (b"caf\xe9", b"\xed\xa0\x80", "Kiev\u202e".encode()):
        run: Sequence[bytes | str] = [*COMMAND, "search", argument, "--db", str(press_file)]
        done = subprocess.run(run, capture_output=True, env=ENVIRONMENT)
        assert b"Traceback" not in done.stderr
        assert done.returncode in (0, 2)
