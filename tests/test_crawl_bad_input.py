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
from tempfile import TemporaryDirectory

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
        (["-a", "site=http://"], "not an http(s) address"),
        (["-a", "max_page=2"], "did you mean 'max_pages'?"),
        (["-s", "NEWSBOT_LOG_JSON=peut-être"], "NEWSBOT_LOG_JSON=peut-être: 0 or 1 is expected"),
        (
            ["-a", "site=http://127.0.0.1:9/", "-s", "NEWSBOT_NOW=demain"],
            "'demain' is not an ISO 8601 instant",
        ),
        (["-L", "FORT"], "LOG_LEVEL=FORT: DEBUG, INFO, WARNING or ERROR is expected"),
    ],
)
def test_arguments(crawl: Crawler, arguments: list[str], says: str) -> None:
    """The others are tried in test_arguments."""
    assert says in line(crawl(*arguments), Exit.USAGE)
    assert not crawl.database.exists()


def test_a_setting_of_the_environment_that_there_is_not(crawl: Crawler) -> None:
    assert "did you mean 'NEWSBOT_PATIENCE'?" in line(crawl(NEWSBOT_PATIANCE="3"), Exit.USAGE)


@pytest.mark.parametrize("given", [["--wait", "nan"], ["deux"], ["-a", "site"]])
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


def test_https_where_none_is_spoken(crawl: Crawler, server: Server) -> None:
    said = line(crawl(*ONE_LINE, site=server.home.replace("http:", "https:")), Exit.BROKEN)
    assert said.endswith("cannot be fetched: wrong version number; does it speak https?")


@pytest.mark.parametrize(
    ("status", "what"),
    [
        (403, "it refuses newsbot, or is down"),
        (404, "check the address of the section"),
        (500, "it refuses newsbot, or is down"),
    ],
)
def test_a_section_that_answers_an_error(crawl: Crawler, server: Server, status: int, what: str) -> None:
    server.routes["/monde/"] = Answer("<h1>Erreur</h1>", status)
    said = line(crawl(*ONE_LINE, site=f"{server.home}/monde/"), Exit.BROKEN)
    assert said == f"{server.home}/monde/ answers {status}; {what}"


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


PARAGRAPHS = [
    f"Le préfet a reçu les élus à l’Hôtel de ville pour la {n}e fois cette année-là." for n in "234567"
]
TEXT = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)


def _article(body: str, head: str = "") -> str:
    return f"""<html lang="fr"><head>{head}<title>Un élu à l’étranger</title>
        <meta property="article:published_time" content="2024-05-20T10:00:00+02:00"></head><body><article>
        <h1>Un élu à l’étranger</h1>{body}"""


def test_odd_pages(crawl: Crawler, server: Server) -> None:
    """Each among good ones: what can be read of it is stored, and it does not make a bad run."""
    plain = _article(TEXT)
    read = {  # encodings that lie, and pages without an end
        "lying utf-8": Answer(plain.encode("cp1252")),
        "lying latin-1": Answer(plain, type="text/html; charset=iso-8859-1"),
        "lying meta": Answer(_article(TEXT, '<meta charset="windows-1252">'), type="text/html"),
        "unknown": Answer(plain, type="text/html; charset=klingon"),
        "byte order mark": Answer(b"\xef\xbb\xbf" + plain.encode(), type="text/html; charset=latin-1"),
        "utf-16": Answer(plain.encode("utf-16"), type="text/html"),
        "broken bytes": Answer(plain.encode().replace(b"la 2e", b"la \xc3\x28e\xff", 1)),
    }
    outcomes = {
        "nested": (Answer(_article("<div>" * 10_000 + TEXT + "</div>" * 10_000)), "article"),
        "pdf": (Answer(b"%PDF-1.7", type="application/pdf"), "not_html"),
        "video": (Answer(b"%PDF-1.7", type="video/mp4"), "not_html"),
        "30 MB": (Answer("<p>Un texte long. </p>" * 1_400_000), "error"),
    }
    gazette = Gazette(server, 40, sources="rest")
    routes = read | {name: route for name, (route, _) in outcomes.items()}
    urls = {}
    for story, (name, route) in zip(gazette.stories, routes.items(), strict=False):
        server.routes[story.path] = route
        urls[name] = server.home + story.path
    crawled = crawl(*ONE_LINE, site=f"{server.home}/monde/")
    assert (crawled.code, crawled.err) == (Exit.DONE, "")
    pages = {row["url"]: row for row in crawled.rows("SELECT url, outcome, detail FROM page")}
    for name, (_, outcome) in outcomes.items():
        assert pages[urls[name]]["outcome"] == outcome, name
    assert pages[urls["pdf"]]["detail"] == "application/pdf"
    assert pages[urls["30 MB"]]["detail"].endswith("is larger than DOWNLOAD_MAXSIZE allows")
    texts = "SELECT text FROM paragraph JOIN article ON id = article_id WHERE url = '{}' ORDER BY position"
    for name in read:
        stored = [row["text"].replace("'", "’") for row in crawled.rows(texts.format(urls[name]))]
        assert stored[1:] == PARAGRAPHS[1:], name
        assert stored[0][:48] == PARAGRAPHS[0][:48], name
        assert stored[0] == PARAGRAPHS[0] or name == "broken bytes"


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


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that others may read, which pytest's own are not."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.mark.parametrize("what", ["file", "folder", "sites"])
def test_what_may_not_be_written_or_read(command: Crawler, open_folder: Path, what: str) -> None:
    """Root writes everywhere, so the crawl runs as nobody."""
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        pytest.skip("needs root and setpriv, to run the crawl as another user")
    folder = open_folder / "fermé"
    folder.mkdir()
    folder.chmod(0o755 if what == "folder" else 0o777)
    database = folder / "newsbot.sqlite3"
    sites = open_folder / "sites"
    sites.mkdir(mode=0o700 if what == "sites" else 0o755)
    if what == "file":
        connect(database).close()
        database.chmod(0o444)
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
        env={
            **command.environment,
            "NEWSBOT_DATABASE": str(database),
            "NEWSBOT_SITES": str(sites),
            "HOME": str(folder),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    if process.returncode == 1 and "PermissionError" in process.stderr and str(sites) not in process.stderr:
        pytest.skip("another user cannot read this interpreter: " + process.stderr[-300:])
    assert process.returncode == (Exit.USAGE if what == "sites" else Exit.STORAGE), process.stderr
    assert len(process.stderr.splitlines()) == 1
    assert ("Permission denied" if what == "sites" else "check") in process.stderr


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


def test_the_contact_of_an_option_is_told_too(crawl: Crawler, server: Server) -> None:
    Gazette(server, 3)
    options = ("-s", "NEWSBOT_CONTACT=courrier@journal.example")
    assert crawl(*options, site=f"{server.home}/monde/", NEWSBOT_CONTACT="").told == []
    assert server.log[-1].get("User-Agent").endswith("(+courrier@journal.example)")


def test_an_empty_site_is_refused(crawl: Crawler) -> None:
    crawled = crawl("-a", "site=")
    assert (crawled.code, crawled.told) == (
        Exit.USAGE,
        ["newsbot: -a site= is empty: give the name of a site file, or any URL"],
    )


def test_a_good_run_says_nothing(command: Crawler, server: Server) -> None:
    Gazette(server, 3)
    crawled = command(site=f"{server.home}/monde/")
    assert (crawled.code, crawled.out, crawled.err) == (Exit.DONE, "", "")
    assert "essai@example.org" in server.log[-1].get("User-Agent")
