"""Commands of `scrapy` as newsbot wants them."""

from threading import Thread

# Deprecated classes in it look through all modules at each frame of the stack, which is short in a thread.
_contexts = Thread(target=__import__, args=["scrapy.core.downloader.contextfactory"])
_contexts.start()
_contexts.join()
