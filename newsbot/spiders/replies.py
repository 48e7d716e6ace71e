"""What an answer says beside its text: its validators, what it reserves, why it failed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)

from newsbot.extraction import Document
from newsbot.items import RawPage

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response
    from sqlalchemy import Row
    from twisted.python.failure import Failure

_SIGNAL = re.compile(r"noindex|noarchive|nosnippet|none|noai|noimageai|noml", re.IGNORECASE)


def document_of(response: Response) -> Document | None:
    """The page of a response, or None where it is not HTML."""
    kind = header(response, "Content-Type")
    if kind and "html" not in kind.lower():
        return None
    return Document(response.body, response.url, content_type=kind)


def header(message: Request | Response, name: str) -> str:
    """A header as sent, '' without one."""
    return b", ".join(message.headers.getlist(name)).decode("latin-1")


def raw_page(response: Response) -> RawPage:
    """The page as it was answered."""
    return RawPage(response.url, header(response, "Content-Type"), response.body)


def validators(response: Response) -> dict[str, str]:
    """ETag and Last-Modified as sent, '' where they are not."""
    return {"etag": header(response, "ETag"), "last_modified": header(response, "Last-Modified")}


def conditions(row: Row[Any]) -> dict[str, str]:
    """The headers that ask for a page only if it changed, from the validators in its row.

    Last-Modified alone where there is one: a server that changed its ETag on the way (nginx's gzip makes it
    weak, which WordPress does not know) would answer whole for ever.
    """
    if row.last_modified:
        return {"If-Modified-Since": row.last_modified}
    return {"If-None-Match": row.etag} if row.etag else {}


def reservations(response: Response, document: Document) -> list[str]:
    """What a page reserves, in alphabetical order: 'noindex', 'noarchive', 'tdm-reservation'…

    From `X-Robots-Tag` and `<meta name=robots>`, and from the header and the meta of the TDM Reservation
    Protocol (W3C, 2024). They are kept, not obeyed: robots.txt says what may be asked for.
    """
    said = " ".join([header(response, "X-Robots-Tag"), *document.meta.get("robots", ())])
    tdm = [header(response, "tdm-reservation").strip(), *document.meta.get("tdm-reservation", ())]
    found = {name.lower() for name in re.findall(r"[\w-]+", said) if _SIGNAL.fullmatch(name)}
    return sorted(found | ({"tdm-reservation"} if "1" in tdm else set()))


def why(failure: Failure) -> str:
    """What went wrong with a request, in one line."""
    request: Any = failure.request  # type: ignore[attr-defined]
    url, host = request.url, urlsplit(request.url).hostname
    match error := failure.value:
        case CannotResolveHostError():
            return f"the host {host} does not resolve; check the address and the network"
        case DownloadConnectionRefusedError():
            return f"the host {host} refuses connections; is the site down?"
        case DownloadTimeoutError():
            return f"{url} does not answer in time"
        case ResponseDataLossError():
            return f"{url} breaks off in the middle"
        case DownloadCancelledError():
            return f"{url} is larger than DOWNLOAD_MAXSIZE allows"
        case IgnoreRequest() if "DOWNLOAD_MAXSIZE" in str(error):
            return f"{url} is larger than DOWNLOAD_MAXSIZE allows once it is unpacked"
        case IgnoreRequest() if "max redirections" in str(error):
            return f"{url} redirects without end"
        case IgnoreRequest():
            return f"{url}: {error}"
    for reason in getattr(error and error.__cause__, "reasons", ())[-1:]:  # of Twisted's own error
        error = reason.value
    said = str(error) or type(error).__name__
    if isinstance(error, SSL.Error) and error.args and error.args[0]:
        said = f"{error.args[0][-1][-1]}; does it speak https?"
    return f"{url} cannot be fetched: {said}".splitlines()[0]
