"""Which addresses may be connected to: those of the public internet, and those allowed by name."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# IANA's registries of special purpose addresses, as of 2025. Written out, since what Python calls
# global has changed between its releases.
_CLOSED_4 = tuple(
    IPv4Network(one)
    for one in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
_OPEN_6 = IPv6Network("2000::/3")
# 2001::/23 holds Teredo, ORCHID and benchmarks; 2001:db8 and 3fff are for documentation.
_CLOSED_6 = tuple(IPv6Network(one) for one in ("2001::/23", "2001:db8::/32", "3fff::/20"))
# Addresses that carry another: it is judged in their place.
_MAPPED = IPv6Network("::ffff:0:0/96")
_NAT64 = IPv6Network("64:ff9b::/96")
_6TO4 = IPv6Network("2002::/16")

# Below 1024 live mail, shells and name servers, which a request must not be made to speak to;
# above it those that browsers shut too (WHATWG Fetch, "bad port").
_WEB_PORTS = frozenset({80, 443})
_BAD_PORTS = frozenset(
    {1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668,
     6669, 6679, 6697, 10080}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a person opened beyond the public internet."""

    networks: tuple[Network, ...] = ()
    places: frozenset[tuple[Address, int]] = frozenset()

    def holds(self, address: Address, port: int) -> bool:
        return (address, port) in self.places or any(address in one for one in self.networks)


def allowed(entries: Iterable[str]) -> Allowed:
    """Raises ValueError naming the entry that is neither a network nor an address with a port."""
    networks: list[Network] = []
    places: set[tuple[Address, int]] = set()
    for entry in entries:
        try:
            networks.append(ip_network(entry))
        except ValueError:
            places.add(_place(entry))
    return Allowed(tuple(networks), frozenset(places))


def _place(entry: str) -> tuple[Address, int]:
    host, _, port = entry.rpartition(":")
    try:
        if not 0 < int(port) < 1 << 16:
            raise ValueError(port)
        return ip_address(host.removeprefix("[").removesuffix("]")), int(port)
    except ValueError as err:
        raise ValueError(
            f"{entry!r} is neither a network like 10.1.0.0/16 nor an address with a port "
            "like 10.1.2.3:8080"
        ) from err


def refusal(host: str, port: int, opened: Allowed) -> str | None:
    """Why nobody connects there, in words; None where one may. ``host`` is an address, resolved."""
    try:
        address = ip_address(host)
    except ValueError:
        return f"{host!r} is no address"
    meant = _meant(address)
    if opened.holds(address, port) or opened.holds(meant, port):
        return None
    if not is_public(meant):
        return f"{host} is no address of the public internet"
    if port not in _WEB_PORTS and (port < 1024 or port in _BAD_PORTS):
        return f"port {port} is not one of the web"
    return None


@lru_cache(maxsize=4096)
def is_public(address: Address) -> bool:
    """One machine that anybody may reach."""
    meant = _meant(address)
    if isinstance(meant, IPv4Address):
        return not any(meant in one for one in _CLOSED_4)
    return meant in _OPEN_6 and not any(meant in one for one in _CLOSED_6)


def _meant(address: Address) -> Address:
    """The IPv4 address that an address of IPv6 leads to, where it does."""
    if isinstance(address, IPv4Address):
        return address
    if address in _MAPPED or address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    if address in _6TO4:
        return IPv4Address(int(address) >> 80 & 0xFFFFFFFF)
    return address
