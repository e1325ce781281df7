"""The one door of the fetching process: every connection out of it is made here, or is not.

It stands behind name resolution and redirects, where a socket is about to connect to an address:
what a name led to a moment ago does not matter, and nothing is looked up again behind it.
"""

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any

from twisted.internet.asyncioreactor import AsyncioSelectorReactor
from twisted.internet.interfaces import IConnector
from twisted.protocols.policies import ProtocolWrapper, WrappingFactory

from voc.channels.fetching.addresses import Allowed, refusal
from voc.channels.fetching.failures import RefusedError

# Threads that ask name servers; each may wait ten seconds for a dead one.
RESOLVING_THREADS = 48


class GuardedReactor(AsyncioSelectorReactor):
    """Connects to what may be connected to, and lets no answer grow without an end."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, opened: Allowed, connect_s: float, most_bytes: int
    ) -> None:
        super().__init__(loop)
        self._opened = opened
        self._connect_s = connect_s
        self.most_bytes = most_bytes  # on the wire, between two requests on one connection

    def connectTCP(
        self,
        host: str,
        port: int,
        factory: Any,
        timeout: float = 30,
        bindAddress: Any = None,
    ) -> IConnector:
        if why := refusal(host, port, self._opened):
            raise RefusedError(why)
        counted = _CountingFactory(factory, self)
        return super().connectTCP(host, port, counted, min(timeout, self._connect_s), bindAddress)

    def connectUNIX(self, *_: Any, **__: Any) -> IConnector:
        raise RefusedError("no socket of this machine is asked")

    def listenTCP(self, *_: Any, **__: Any) -> Any:
        raise RefusedError("nobody connects to the fetching process")


class _Counting(ProtocolWrapper):
    """Headers without an end are no body, and no limit on bodies sees them."""

    factory: "_CountingFactory"
    _came = 0

    def write(self, data: bytes) -> None:
        self._came = 0
        super().write(data)

    def writeSequence(self, data: Iterable[bytes]) -> None:
        self._came = 0
        super().writeSequence(data)

    def dataReceived(self, data: bytes) -> None:
        self._came += len(data)
        if self._came > self.factory.reactor.most_bytes:
            self.abortConnection()
        else:
            super().dataReceived(data)


class _CountingFactory(WrappingFactory):
    protocol = _Counting
    noisy = False

    def __init__(self, wrapped: Any, reactor: GuardedReactor) -> None:
        super().__init__(wrapped)
        self.reactor = reactor


class Names:
    """IHostnameResolver: as the machine resolves names, but for those that the policy knows."""

    def __init__(self, names: Mapping[str, str], others: Any) -> None:
        self._names = names
        self._others = others

    def resolveHostName(self, receiver: Any, host: str, *rest: Any, **more: Any) -> Any:
        known = self._names.get(host.lower(), host)
        return self._others.resolveHostName(receiver, known, *rest, **more)
