"""Asks servers, politely, in a process of its own. `fetcher` is the parent's side; the modules
that import Scrapy or Twisted are loaded by the child alone.
"""

from voc.channels.extra import require

require("protego", "scrapy", "twisted")
