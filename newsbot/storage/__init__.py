"""Writing to the database."""

from newsbot.storage.store import Store
from newsbot.storage.values import told, utc

__all__ = ["Store", "told", "utc"]
