"""Bad input, as a user types it: one clear line, the right exit code, and what was stored stays as it was."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Crawled, Crawler
from gazette import Gazette
from server import Answer, Server

from newsbot.database import connect
from newsbot.errors import Exit

ONE_LINE = ("-s", "RETRY_TIMES=0")


def line(crawled: Crawled, code: Exit) -> str:
    """The one line that a failed crawl tells."""
    assert (crawled.code, crawled.out) == (code, ""), crawled.err
    assert len(crawled.told) == 1, crawled.err
    assert crawled.told[0].startswith("newsbot: ")
    return crawled.told[0].removeprefix("newsbot: ")


# ------------------------------------------------------------ arguments


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["-a", "site=lemnode"], "unknown site 'lemnode': no file lemnode.toml"),
        (["-a", "site=ftp://journal.example/monde/"], "not an http(s) address"),
        (["-a", "site=http://"], "not an http(s) address"),
        (["-a", "max_page=2"], "did you mean 'max_pages'?"),
        (["-a", "max_pages=deux"], "a whole number is expected"),
        (["-a", "max_requests=-1"], "a whole number is expected"),
        (["-a", "since=hier"], "a day is expected, as in 2022-10-02"),
        (["-a", "sources=rss"], "unknown rss; known: feed, listing, rest, sitemap"),
        (
            ["-a", "site=http://127.0.0.1:9/", "-s", "NEWSBOT_NOW=demain"],
            "'demain' is not an ISO 8601 instant",
        ),
        (["-s", "NEWSBOT_BUSY_TIMEOUT=long"], "NEWSBOT_BUSY_TIMEOUT=long: a number is expected"),
        (["-s", "NEWSBOT_HEALTH_RUNS=nan"], "NEWSBOT_HEALTH_RUNS=nan: a whole number is expected"),
        (["-s", "NEWSBOT_LOG_JSON=peut-être"], "NEWSBOT_LOG_JSON=peut-être: 0 or 1 is expected"),
        (["-s", "NEWSBOT_DATABSE=x.sqlite3"], "unknown setting (did you mean 'NEWSBOT_DATABASE'?)"),
        (["-s", "DOWNLOAD_DELAY=vite"], "DOWNLOAD_DELAY=vite: a number is expected"),
        (["-L", "FORT"], "LOG_LEVEL=FORT: DEBUG, INFO, WARNING or ERROR is expected"),
    ],
)
def test_arguments(crawl: Crawler, arguments: list[str], says: str) -> None:
    assert says in line(crawl(*arguments), Exit.USAGE)
    assert not crawl.database.exists()


def test_a_setting_of_the_environment_that_there_is_not(crawl: Crawler) -> None:
    assert "did you mean 'NEWSBOT_PATIENCE'?" in line(crawl(NEWSBOT_PATIANCE="3"), Exit.USAGE)


@pytest.mark.parametrize("given", [["--wait", "nan"], ["--wait", "-1"], ["deux"], ["--non"], ["-a", "site"]])
def test_a_command_line_that_cannot_be_read(crawl: Crawler, given: list[str]) -> None:
    crawled = crawl(*given, site="demo")
    assert (crawled.code, crawled.told[0], "error: " in crawled.told[-1]) == (Exit.USAGE, "Usage", True)


def test_unknown_spider(command: Crawler) -> None:
    process = subprocess.run(
        ["scrapy", "crawl", "lune"],
        capture_output=True,
        text=True,
        check=False,
        env={**command.environment, "PATH": f"{Path(os.sys.executable).parent}:{os.environ['PATH']}"},
        cwd=Path(__file__).parent.parent,
    )
    assert (process.returncode, process.stderr) == (
        Exit.USAGE,
        "newsbot: unknown spider 'lune' (known: monde)\n",
    )


# ------------------------------------------------------------ sites


def test_a_host_that_does_not_resolve(crawl: Crawler) -> None:
    said = line(crawl(*ONE_LINE, site="http://journal.invalid/monde/"), Exit.BROKEN)
    assert said == "the host journal.invalid does not resolve; check the address and the network"


def test_a_host_that_refuses(crawl: Crawler) -> None:
    said = line(crawl(*ONE_LINE, site="http://127.0.0.1:9/monde/"), Exit.BROKEN)
    assert said == "the host 127.0.0.1 refuses connections; is the site down?"


@pytest.mark.parametrize("status", [403, 404, 500])
def test_a_section_that_answers_an_error(crawl: Crawler, server: Server, status: int) -> None:
    server.routes["/monde/"] = Answer("<h1>Erreur</h1>", status)
    said = line(crawl(*ONE_LINE, site=f"{server.home}/monde/"), Exit.BROKEN)
    assert said == f"{server.home}/monde/ answers {status}; check the address of the section"


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/json"])
def test_a_section_that_is_no_page(crawl: Crawler, server: Server, kind: str) -> None:
    server.routes["/monde/"] = Answer(b"\x89PNG\r\n\x1a\n" + bytes(500), type=kind)
    assert "is no HTML page" in line(crawl(site=f"{server.home}/monde/"), Exit.BROKEN)


@pytest.mark.parametrize("body", ["", "<html></html>", "<h1>Monde</h1><p>Rien ce mois-ci.</p>", "\x00\x01"])
def test_a_section_without_an_article(crawl: Crawler, server: Server, body: str) -> None:
    server.routes["/monde/"] = Answer(body)
    said = line(crawl(site=f"{server.home}/monde/"), Exit.BROKEN)
    assert said == f"{server.home}/monde/ links to no article; check that it is the section's page"


def test_a_section_whose_pages_are_no_articles(crawl: Crawler, server: Server) -> None:
    gazette = Gazette(server, 3, sources="")
    for story in gazette.stories:
        server.routes[story.path] = Answer("<html><body><h1>Titre</h1></body></html>")
    assert "none of its pages is an article: 3 " in line(crawl(site=f"{server.home}/monde/"), Exit.BROKEN)


# ------------------------------------------------------------ pages


def _page(crawl: Crawler, server: Server, answer: Answer) -> Crawled:
    """A crawl of three articles, one of which is answered so."""
    gazette = Gazette(server, 12, sources="")
    server.routes[gazette.stories[0].path] = answer
    crawled = crawl(*ONE_LINE, site=f"{server.home}/monde/")
    assert (crawled.code, crawled.err) == (Exit.DONE, ""), "one bad page does not make a bad run"
    assert crawled.one("SELECT count(*) FROM article") >= 11
    return crawled


def _outcome(crawled: Crawled) -> tuple[str, str]:
    (row,) = crawled.rows("SELECT outcome, detail FROM page WHERE url LIKE '%-11/'")
    return row["outcome"], row["detail"]


def test_a_page_of_30_mb(crawl: Crawler, server: Server) -> None:
    crawled = _page(crawl, server, Answer("<p>Un texte long. </p>" * 1_400_000))
    outcome, detail = _outcome(crawled)
    assert (outcome, detail.endswith("is larger than DOWNLOAD_MAXSIZE allows")) == ("error", True)


@pytest.mark.parametrize("kind", ["application/pdf", "video/mp4"])
def test_an_article_that_is_no_page(crawl: Crawler, server: Server, kind: str) -> None:
    assert _outcome(_page(crawl, server, Answer(b"%PDF-1.7", type=kind))) == ("not_html", kind)


PARAGRAPHS = [
    f"Le préfet a reçu les élus à l’Hôtel de ville pour la {n}e fois cette année-là." for n in "234567"
]


def _article(body: str, head: str = "") -> str:
    return f"""<html lang="fr"><head>{head}<title>Un élu à l’étranger</title>
        <meta property="article:published_time" content="2024-05-20T10:00:00+02:00"></head><body><article>
        <h1>Un élu à l’étranger</h1>{body}"""


def _texts(crawled: Crawled) -> list[str]:
    rows = crawled.rows(
        "SELECT text FROM paragraph JOIN article ON id = article_id WHERE url LIKE '%-11/' ORDER BY position"
    )
    return [row["text"] for row in rows]


TEXT = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (_article(TEXT).encode("cp1252"), "text/html; charset=utf-8"),
        (_article(TEXT).encode("utf-8"), "text/html; charset=iso-8859-1"),
        (_article(TEXT, '<meta charset="windows-1252">').encode("utf-8"), "text/html"),
        (_article(TEXT).encode("utf-8"), "text/html; charset=klingon"),
        (b"\xef\xbb\xbf" + _article(TEXT).encode("utf-8"), "text/html; charset=latin-1"),
        (_article(TEXT).encode("utf-16"), "text/html"),
    ],
    ids=["lying utf-8", "lying latin-1", "lying meta", "unknown", "byte order mark", "utf-16"],
)
def test_an_encoding_that_lies(crawl: Crawler, server: Server, body: bytes, kind: str) -> None:
    crawled = _page(crawl, server, Answer(body, type=kind))
    assert [text.replace("'", "’") for text in _texts(crawled)] == PARAGRAPHS


def test_broken_bytes(crawl: Crawler, server: Server) -> None:
    broken = _article(TEXT).encode().replace("année".encode(), b"ann\xc3\x28e\xff", 1)
    texts = _texts(_page(crawl, server, Answer(broken)))
    assert (texts[1:], texts[0][:20]) == (PARAGRAPHS[1:], PARAGRAPHS[0][:20])


def test_no_end_of_body(crawl: Crawler, server: Server) -> None:
    assert _texts(_page(crawl, server, Answer(_article(TEXT)))) == PARAGRAPHS


def test_10_000_nested_tags(crawl: Crawler, server: Server) -> None:
    nested = _article("<div>" * 10_000 + TEXT + "</div>" * 10_000)
    assert _outcome(_page(crawl, server, Answer(nested)))[0] in ("article", "empty")


# ------------------------------------------------------------ databases


@pytest.fixture
def stored(crawl: Crawler, server: Server) -> Crawled:
    """A first crawl, which went well."""
    Gazette(server, 5, sources="")
    crawled = crawl(site=f"{server.home}/monde/")
    assert crawled.code == Exit.DONE, crawled.err
    return crawled


def _content(database: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        query = "SELECT url, position, text FROM paragraph JOIN article ON id = article_id ORDER BY 1, 2"
        return connection.execute(query).fetchall()


def test_a_folder_that_is_not_there(crawl: Crawler, tmp_path: Path) -> None:
    elsewhere = replace(crawl, database=tmp_path / "nulle" / "part.sqlite3")
    assert "check its folder" in line(elsewhere(site="http://127.0.0.1:9/"), Exit.STORAGE)


def test_a_folder_instead_of_a_file(crawl: Crawler, tmp_path: Path) -> None:
    folder = tmp_path / "dossier"
    folder.mkdir()
    elsewhere = replace(crawl, database=folder)
    assert "cannot be opened" in line(elsewhere(site="http://127.0.0.1:9/"), Exit.STORAGE)


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_database_that_cannot_be_written(command: Crawler, tmp_path: Path, what: str) -> None:
    """Root writes everywhere, so the crawl runs as nobody."""
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        pytest.skip("needs root and setpriv, to run the crawl as another user")
    folder = tmp_path / "fermé"
    folder.mkdir(mode=0o755 if what == "folder" else 0o777)
    folder.chmod(0o755 if what == "folder" else 0o777)
    database = folder / "newsbot.sqlite3"
    if what == "file":
        connect(database).close()
        database.chmod(0o444)
    for parent in list(folder.parents)[:4]:
        if parent != Path("/tmp"):
            parent.chmod(parent.stat().st_mode | 0o055)
    process = subprocess.run(
        [
            "setpriv",
            "--reuid=65534",
            "--clear-groups",
            os.sys.executable,
            "-B",
            "-m",
            "scrapy",
            "crawl",
            "monde",
            "-a",
            "site=http://127.0.0.1:9/",
        ],
        cwd=Path(__file__).parent.parent,
        env={**command.environment, "NEWSBOT_DATABASE": str(database), "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    if process.returncode == 1 and "PermissionError" in process.stderr:
        pytest.skip("another user cannot read this interpreter: " + process.stderr[-300:])
    assert process.returncode == Exit.STORAGE, process.stderr
    assert len(process.stderr.splitlines()) == 1
    assert "check" in process.stderr


def test_a_database_of_another_program(crawl: Crawler) -> None:
    with closing(sqlite3.connect(crawl.database)) as connection:
        connection.executescript("CREATE TABLE moz_places (id); INSERT INTO moz_places VALUES (1)")
    before = crawl.database.read_bytes()
    said = line(crawl(site="http://127.0.0.1:9/"), Exit.STORAGE)
    assert said.endswith("belongs to another program; choose another path")
    assert crawl.database.read_bytes() == before


def test_a_file_that_is_no_database(crawl: Crawler) -> None:
    crawl.database.write_text("Un texte qui n'est pas une base de données.\n" * 100)
    before = crawl.database.read_bytes()
    assert "is not an SQLite file" in line(crawl(site="http://127.0.0.1:9/"), Exit.STORAGE)
    assert crawl.database.read_bytes() == before


def test_a_database_of_a_newer_newsbot(crawl: Crawler, stored: Crawled) -> None:
    with closing(sqlite3.connect(crawl.database)) as connection:
        connection.execute("PRAGMA user_version = 999")
    assert "was written by a newer newsbot" in line(crawl(site="http://127.0.0.1:9/"), Exit.STORAGE)


def test_a_database_locked_by_another_program(crawl: Crawler, server: Server, stored: Crawled) -> None:
    before = _content(crawl.database)
    with closing(sqlite3.connect(crawl.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        crawled = crawl(site=f"{server.home}/monde/", NEWSBOT_BUSY_TIMEOUT="0.5")
        other.execute("ROLLBACK")
    assert "is locked by another program; close that program, or raise NEWSBOT_BUSY_TIMEOUT" in line(
        crawled, Exit.STORAGE
    )
    assert _content(crawl.database) == before


def test_a_lock_of_another_program_is_waited_for(crawl: Crawler, server: Server, stored: Crawled) -> None:
    with closing(sqlite3.connect(crawl.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        process = crawl.start(site=f"{server.home}/monde/")
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1.5)
        other.execute("ROLLBACK")
    assert crawl.end(process, 0).code == Exit.DONE


@contextmanager
def _small_disk(folder: Path, size: str) -> Iterator[Path]:
    if os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("needs root, to mount a small disk")
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("cannot mount a small disk here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def test_a_full_disk(crawl: Crawler, server: Server, tmp_path: Path) -> None:
    gazette = Gazette(server, 5, sources="")
    with _small_disk(tmp_path / "disque", "2M") as disk:
        small = replace(crawl, database=disk / "newsbot.sqlite3")
        assert small(site=f"{server.home}/monde/").code == Exit.DONE
        before = _content(small.database)
        for number in range(5, 300):
            gazette.edit(gazette.write(number), paragraphs=[f"{n} " + "Long texte. " * 400 for n in range(9)])
        crawled = small(site=f"{server.home}/monde/")
        assert "the disk is full; free some space and run again" in line(crawled, Exit.STORAGE)
        with closing(sqlite3.connect(small.database)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert set(before) <= set(_content(small.database))


# ------------------------------------------------------------ manners


def test_no_contact_is_one_warning(crawl: Crawler, server: Server) -> None:
    Gazette(server, 3)
    crawled = crawl(site=f"{server.home}/monde/", NEWSBOT_CONTACT="")
    assert (crawled.code, crawled.out) == (Exit.DONE, "")
    assert crawled.told == [
        "newsbot: NEWSBOT_CONTACT is not set; give an address that site owners can write to"
    ]


def test_a_good_run_says_nothing(command: Crawler, server: Server) -> None:
    Gazette(server, 3)
    crawled = command(site=f"{server.home}/monde/")
    assert (crawled.code, crawled.out, crawled.err) == (Exit.DONE, "", "")
    assert "essai@example.org" in server.log[-1].get("User-Agent")
