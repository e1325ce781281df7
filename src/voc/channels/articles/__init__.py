"""From a fetched page to the article on it; one step a file. Needs voc[collect]."""

from voc.channels.extra import missing

try:
    from voc.channels.articles.article import read_article
except ModuleNotFoundError as err:
    if err.name not in {"charset_normalizer", "lxml", "trafilatura", "w3lib"}:
        raise
    raise missing(err.name) from err

__all__ = ["read_article"]
