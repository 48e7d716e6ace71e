"""What the middlewares do that no whole crawl shows."""

from __future__ import annotations

import gzip

import pytest
from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import HtmlResponse, Response
from scrapy.utils.test import get_crawler

from newsbot.middlewares import CompressionMiddleware

PAGE = b"<p>Kiev</p>" * 9999
WHOLE = gzip.compress(PAGE)
URL = "http://monde.example/"


def unpacked(kind: type[HttpCompressionMiddleware], body: bytes, size: int) -> Response | str:
    """What a middleware makes of a packed answer, or how it refuses it."""
    middleware = kind.from_crawler(get_crawler(settings_dict={"DOWNLOAD_MAXSIZE": size}))
    try:
        answer = middleware.process_response(
            Request(URL), HtmlResponse(URL, body=body, headers={"Content-Encoding": "gzip"})
        )
    except Exception as error:
        return repr(error)
    assert isinstance(answer, Response)
    assert "Content-Encoding" not in answer.headers
    return answer


@pytest.mark.parametrize("size", [0, len(PAGE) - 1, len(PAGE), 2**20])
@pytest.mark.parametrize(
    "body",
    [
        WHOLE,
        WHOLE[:-9],
        WHOLE[:-4] + bytes(4),
        WHOLE + WHOLE,
        WHOLE + b"more",
        b"no gzip",
        gzip.compress(b""),
    ],
    ids=["whole", "cut off", "wrong size", "twice", "more", "none", "empty"],
)
def test_gzip_is_unpacked_as_by_scrapy(body: bytes, size: int) -> None:
    ours, scrapys = (
        unpacked(kind, body, size) for kind in (CompressionMiddleware, HttpCompressionMiddleware)
    )
    if isinstance(ours, Response) and isinstance(scrapys, Response):
        ours, scrapys = ours.body, scrapys.body
    assert ours == scrapys
