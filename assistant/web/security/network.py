"""Addresses of the network, as they are compared and counted."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

_OF_ONE_MACHINE = 64  # bits of an IPv6 address that a provider gives to one customer at the most


def plain_address(address: str) -> str:
    """Give an address in its one spelling, that of IPv4 where it stands in one of IPv6; anything else as it is."""
    return str(_known(address) or address)


def shared_by_one_machine(address: str) -> str:
    """Give what stands for all addresses that one machine may take at will: of IPv6 the network, else the address."""
    known = _known(address)
    return str(IPv6Network((known, _OF_ONE_MACHINE), strict=False)) if isinstance(known, IPv6Address) else str(known or address)


def is_loopback(host: str) -> bool:
    """Say whether only this machine can reach a server that listens on `host`."""
    known = _known(host)
    return known.is_loopback if known else host == "localhost"


def _known(address: str) -> IPv4Address | IPv6Address | None:
    try:
        known = ip_address(address)
    except ValueError:
        return None
    return (known.ipv4_mapped or known) if isinstance(known, IPv6Address) else known
