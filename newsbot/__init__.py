"""newsbot: French news, crawled with Scrapy, cleaned, and stored in SQLite.

`read` is the whole way of one page without a crawl; everything else is in the modules.
"""

TYPE_CHECKING = False  # as that of typing, which takes long to load: Ctrl-C would be met here
if TYPE_CHECKING:
    from newsbot.reading import read

__all__ = ["__version__", "read"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    if name == "read":  # on first use: the command line starts without loading the extraction
        from newsbot.reading import read

        return read
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
