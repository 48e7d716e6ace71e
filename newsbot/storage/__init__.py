"""Writing to the database."""

from newsbot.storage.store import Store
from newsbot.storage.values import instant, told, utc

__all__ = ["Store", "instant", "told", "utc"]
