"""Feeds, sitemaps and lists of feeds: bytes in, items and rejects out. Nothing here fetches."""

from voc.channels.extra import require

require("defusedxml", "feedparser")
