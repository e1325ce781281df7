"""Feeds, sitemaps and lists of feeds: bytes in, items and rejects out. Nothing here fetches."""

from voc.errors import SettingsError

try:
    import defusedxml as _defusedxml  # noqa: F401
    import feedparser as _feedparser  # noqa: F401
except ImportError as err:
    raise SettingsError(
        f"Collecting needs the Python package {err.name}: pip install 'voc[collect]'."
    ) from err
