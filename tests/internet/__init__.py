"""A small internet on loopback: many hosts, some of them badly behaved. See client.internet."""

from tests.internet.client import Net, internet
from tests.internet.world import Asked, Fault, Ill, Published, Review, Site, World

__all__ = ["Asked", "Fault", "Ill", "Net", "Published", "Review", "Site", "World", "internet"]
