"""voc: listens to customers for a consumer-goods company, on its own machine."""

from importlib.metadata import version

__version__ = version("voc")
