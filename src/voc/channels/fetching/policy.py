"""How polite, how patient and how careful the fetcher is."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Self

from voc import __version__


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchPolicy:
    """All that a user may choose. Times are in seconds."""

    agent: str = "voc"  # product token: what robots.txt is asked for
    contact: str = ""  # address of a page or of mail, for those who look after a server
    per_host: int = 1  # requests at a time to one host
    delay_s: float = 1.0  # between the starts of two requests to one host, at least
    # What is waited for at most between two requests where robots.txt or a slow server asks for
    # more; a host that wants more is not asked.
    longest_delay_s: float = 60.0
    at_once: int = 256  # requests at a time in all, those that wait for their host's pace too
    connect_s: float = 10.0
    read_s: float = 20.0  # without one byte
    total_s: float = 60.0  # of one request, from the connection to the last byte
    most_redirects: int = 5
    most_retries: int = 2  # in one session; after it the round that comes next asks again
    backoff_s: float = 2.0  # before the first retry; doubled before each further
    longest_wait_s: float = 30.0  # longer Retry-After are told, not waited for
    answers_waiting: int = 32 << 20  # bytes that nobody took yet; beyond them nothing is asked
    # Networks ("10.1.0.0/16") and places ("127.0.0.1:8080", "[::1]:8080") that may be asked though
    # they are not of the public internet, at any port.
    allow: tuple[str, ...] = ()
    # Names that are known here, without a name server; what they lead to is checked like all.
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def user_agent(self) -> str:
        told = f"; +{self.contact}" if self.contact else ""
        return f"{self.agent}/{__version__} (Voice of Customer{told})"

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Self:
        values = json.loads(text)
        return cls(**(values | {"allow": tuple(values["allow"])}))
