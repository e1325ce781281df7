"""Which addresses may be connected to."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.channels.fetching.addresses import Allowed, allowed, is_public, refusal

NOBODY = Allowed()
CLOSED = [
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
    "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4",
    "::/128", "::1/128", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8", "2001::/32",
    "2001:db8::/32", "100::/64", "64:ff9b:1::/48", "5f00::/16",
]  # fmt: skip


@st.composite
def closed(draw: st.DrawFn) -> IPv4Address | IPv6Address:
    name = draw(st.sampled_from(CLOSED))
    network = IPv6Network(name) if ":" in name else IPv4Network(name)
    return network[draw(st.integers(0, network.num_addresses - 1))]


@st.composite
def closed_4(draw: st.DrawFn) -> IPv4Address:
    network = IPv4Network(draw(st.sampled_from([one for one in CLOSED if ":" not in one])))
    return network[draw(st.integers(0, network.num_addresses - 1))]


@given(closed())
def test_no_address_of_this_machine_or_network_is_connected_to(
    address: IPv4Address | IPv6Address,
) -> None:
    assert refusal(str(address), 80, NOBODY)


@given(closed_4())
def test_nor_one_inside_another(address: IPv4Address) -> None:
    number = int(address)
    for told in (
        IPv6Address(0xFFFF << 32 | number),  # mapped
        IPv6Address(number),  # compatible
        IPv6Address((0x64FF9B << 96) | number),  # NAT64
        IPv6Address((0x2002 << 112) | (number << 80)),  # 6to4
    ):
        assert refusal(str(told), 80, NOBODY), told


@given(st.ip_addresses())
def test_what_python_knows_to_be_private_is_closed_here_too(
    address: IPv4Address | IPv6Address,
) -> None:
    if not address.is_global or address.is_multicast:
        assert not is_public(address) or _carries_a_public_one(address)


def _carries_a_public_one(address: IPv4Address | IPv6Address) -> bool:
    if not isinstance(address, IPv6Address):
        return False
    inner = address.ipv4_mapped or address.sixtofour
    if inner is None and address in IPv6Network("64:ff9b::/96"):
        inner = IPv4Address(int(address) & 0xFFFFFFFF)
    return inner is not None and inner.is_global


@pytest.mark.parametrize(
    "host",
    ["8.8.8.8", "1.1.1.1", "223.5.5.5", "172.32.0.1", "2400:3200::1", "::ffff:8.8.8.8",
     "64:ff9b::808:808"],
)  # fmt: skip
def test_addresses_of_the_public_internet_are_connected_to(host: str) -> None:
    assert refusal(host, 443, NOBODY) is None


@pytest.mark.parametrize(
    ("port", "open_"), [(80, True), (443, True), (8080, True), (22, False), (6000, False)]
)
def test_ports_of_other_services_are_shut(port: int, open_: bool) -> None:
    assert (refusal("8.8.8.8", port, NOBODY) is None) is open_


def test_what_a_person_opened_is_connected_to_and_nothing_beside_it() -> None:
    opened = allowed(("10.1.0.0/16", "127.0.0.1:8080", "[::1]:25", "fd00::/8"))
    for host, port in (("10.1.2.3", 22), ("127.0.0.1", 8080), ("::1", 25), ("fd00::7", 80)):
        assert refusal(host, port, opened) is None
    for host, port in (("10.2.0.1", 80), ("127.0.0.1", 8081), ("::1", 80), ("127.0.0.2", 8080)):
        assert refusal(host, port, opened)
    assert refusal("::ffff:127.0.0.1", 8080, opened) is None


@pytest.mark.parametrize("entry", ["", "nowhere", "10.0.0.0/33", "10.0.0.1:0", "10.0.0.1:x", ":80"])
def test_an_entry_that_opens_nothing_is_told(entry: str) -> None:
    with pytest.raises(ValueError, match="neither a network"):
        allowed((entry,))


def test_a_name_is_no_address() -> None:
    assert refusal("localhost", 80, allowed(("0.0.0.0/0",)))
