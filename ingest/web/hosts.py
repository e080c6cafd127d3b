"""Which hosts may be asked, and where on the network they may lie."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

import httpx

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_PORTS = (80, 443)
_NAME = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)")  # what some resolvers take for an address: 2130706433, 0x7f.1
_UNICAST = ip_network("2000::/3")  # all of IPv6 that is given out
_NOT_PUBLIC = tuple(
    map(
        ip_network,
        (
            "168.63.129.16/32",  # what a virtual machine of Azure is told about itself
            "192.0.0.0/24",
            "192.88.99.0/24",
            "2001::/23",  # Teredo and other ways to other addresses
            "2001:db8::/32",
            "2002::/16",  # IPv4 within IPv6
            "3fff::/20",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class NamedHost:
    """A host that may be asked, in lower case and as ASCII; or, `with_below`, those whose names end with a dot and it.

    `port` is the only one that may be asked; 0 stands for 80 and 443.
    """

    name: str
    port: int = 0
    with_below: bool = False

    def admits(self, host: str, port: int) -> bool:
        """Say whether this port of a host, written as `name` is, may be asked."""
        is_named = host.endswith(f".{self.name}") if self.with_below else host == self.name
        return is_named and (port == self.port if self.port else port in _PORTS)


def named_hosts(text: str) -> tuple[NamedHost, ...]:
    """Read hosts parted by commas, such as “www.gov.cn, *.example.org, intranet.example:8080”; raises ValueError where one is none."""
    return tuple(_named_host(one.strip()) for one in text.split(",") if one.strip())


def networks(text: str) -> tuple[Network, ...]:
    """Read networks and addresses parted by commas, such as “10.20.0.0/16, 192.168.7.4”; raises ValueError where one is none."""
    return tuple(ip_network(one.strip()) for one in text.split(",") if one.strip())


def _named_host(text: str) -> NamedHost:
    with_below = text.startswith("*.")
    try:
        url = httpx.URL(f"//{text.removeprefix('*.')}")
    except httpx.InvalidURL as error:
        raise ValueError(text) from error
    host = plain_host(url)
    if set(text) & set("/?#@\\") or (url.port or 0) > 65_535 or (with_below and _is_address(host)):
        raise ValueError(text)
    return NamedHost(host, url.port or 0, with_below)


def plain_host(url: httpx.URL) -> str:
    """Give the host of an address in lower case and as ASCII, an IP address in its shortest form; raises ValueError where it is none."""
    host = url.raw_host.decode("ascii").lower().removesuffix(".")
    if ":" in host or _NUMBER.fullmatch(host):
        return str(ip_address(host))
    if len(host) > 253 or not _NAME.fullmatch(host):
        raise ValueError(f"{url} names no host")
    return host


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def may_be_reached(address: Address, private: Iterable[Network] = ()) -> bool:
    """Say whether a server may be asked that lies at `address`: a public one, or one in a network that is named as `private`.

    Addresses of one link (among them those at which clouds tell machines their secrets), of groups, of IPv4 written as IPv6, and those
    of no host are never asked.
    """
    if address.is_link_local or address.is_multicast or address.is_unspecified or getattr(address, "ipv4_mapped", None):
        return False
    return any(address in network for network in private) or _is_public(address)


def _is_public(address: Address) -> bool:
    if any(address in network for network in _NOT_PUBLIC) or (isinstance(address, IPv6Address) and address not in _UNICAST):
        return False
    return address.is_global and not address.is_reserved
