"""Feeds, sitemaps and lists of feeds: bytes in, items and rejects out. Nothing here fetches."""

from importlib.util import find_spec

from voc.errors import SettingsError

for _package in ("defusedxml", "feedparser"):
    if find_spec(_package) is None:
        raise SettingsError(
            f"Collecting needs the Python package {_package}: pip install 'voc[collect]'."
        )
