"""What an answer says beside its text."""

from __future__ import annotations

import pytest
from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response
from twisted.python.failure import Failure

from newsbot.spiders.replies import document_of, reservations, validators, why

URL = "https://journal.example/monde/x/"


def response(body: str = "<p>Un</p>", **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(URL, body=body.encode(), headers=named)


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (
            CannotResolveHostError(),
            "the host journal.example does not resolve; check the address and the network",
        ),
        (DownloadConnectionRefusedError(), "the host journal.example refuses connections; is the site down?"),
        (DownloadTimeoutError(), f"{URL} does not answer in time"),
        (ResponseDataLossError(), f"{URL} breaks off in the middle"),
        (DownloadCancelledError(), f"{URL} is larger than DOWNLOAD_MAXSIZE allows"),
        (IgnoreRequest("max redirections reached"), f"{URL} redirects without end"),
        (IgnoreRequest("Forbidden by robots.txt"), f"{URL}: Forbidden by robots.txt"),
        (DownloadFailedError("broken pipe\nand more"), f"{URL} cannot be fetched: broken pipe"),
        (ZeroDivisionError(), f"{URL} cannot be fetched: ZeroDivisionError"),
    ],
)
def test_why(error: Exception, says: str) -> None:
    failure = Failure(error)
    failure.request = Request(URL)  # type: ignore[attr-defined]
    assert why(failure) == says


@pytest.mark.parametrize("kind", ["text/html", "application/xhtml+xml", "TEXT/HTML; charset=x", ""])
def test_pages(kind: str) -> None:
    assert document_of(response(Content_Type=kind) if kind else response()) is not None


@pytest.mark.parametrize("kind", ["application/pdf", "text/plain", "image/webp"])
def test_what_is_no_page(kind: str) -> None:
    assert document_of(response(Content_Type=kind)) is None


def test_validators() -> None:
    assert validators(response()) == {"etag": "", "last_modified": ""}
    told = validators(response(ETag='"a"', Last_Modified="Mon, 20 May 2024 12:00:00 GMT"))
    assert told == {"etag": '"a"', "last_modified": "Mon, 20 May 2024 12:00:00 GMT"}


@pytest.mark.parametrize(
    ("head", "headers", "expected"),
    [
        ("", {}, []),
        ('<meta name="robots" content="index, follow, max-image-preview:large">', {}, []),
        ('<meta name="ROBOTS" content="NOINDEX,nofollow">', {}, ["noindex"]),
        ("", {"X_Robots_Tag": "noarchive, noai"}, ["noai", "noarchive"]),
        ('<meta name="tdm-reservation" content="1">', {}, ["tdm-reservation"]),
        ('<meta name="tdm-reservation" content="0">', {"tdm_reservation": "0"}, []),
        ('<meta name="robots" content="noindex">', {"tdm_reservation": "1"}, ["noindex", "tdm-reservation"]),
    ],
)
def test_reservations(head: str, headers: dict[str, str], expected: list[str]) -> None:
    answer = response(f"<html><head>{head}</head><body></body></html>", **headers)
    document = document_of(answer)
    assert document
    assert reservations(answer, document) == expected
