"""Only hosts that are named are asked, and only where they lie in public or in a network that is named."""

from ipaddress import ip_address, ip_network

import httpx
import pytest

from ingest.web.hosts import NamedHost, may_be_reached, named_hosts, networks, plain_host

HOSTS = named_hosts("www.gov.cn, *.example.org,intranet.example:8080,*.例え.jp,[2001:DB8:0::1],")


def test_hosts_are_read_as_they_are_compared() -> None:
    assert list(HOSTS) == [
        NamedHost("www.gov.cn"),
        NamedHost("example.org", 0, True),
        NamedHost("intranet.example", 8080),
        NamedHost("xn--r8jz45g.jp", 0, True),
        NamedHost("2001:db8::1"),
    ]


@pytest.mark.parametrize(
    ("host", "port", "admitted"),
    [
        ("www.gov.cn", 443, True),
        ("www.gov.cn", 80, True),
        ("www.gov.cn", 8080, False),
        ("gov.cn", 443, False),
        ("x.www.gov.cn", 443, False),
        ("www.gov.cn.evil.example", 443, False),
        ("evilwww.gov.cn", 443, False),
        ("a.example.org", 443, True),
        ("a.b.example.org", 443, True),
        ("example.org", 443, False),
        ("evilexample.org", 443, False),
        ("intranet.example", 8080, True),
        ("intranet.example", 443, False),
        ("a.xn--r8jz45g.jp", 443, True),
        ("2001:db8::1", 443, True),
    ],
)
def test_a_host_is_asked_as_it_is_named(host: str, port: int, admitted: bool) -> None:
    assert any(named.admits(host, port) for named in HOSTS) is admitted


@pytest.mark.parametrize(
    "text",
    [
        "*",
        "*.",
        "a.*.example",
        "https://www.gov.cn",
        "www.gov.cn/path",
        "eve@www.gov.cn",
        "a b",
        "2130706433",
        "0x7f.1",
        "*.10.0.0.1",
        "x:99999",
        "[::1",
    ],
)
def test_what_names_no_host_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        named_hosts(text)


@pytest.mark.parametrize("text", ["10.20.0.5/16", "intranet.example", "10.0.0.0/99"])
def test_what_names_no_network_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        networks(text)


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "0x7f000001", "127.1", "a%20b", "%31%32%37.0.0.1", "a;b", "", "-a", "a..b"])
def test_other_forms_of_addresses_are_no_hosts(host: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        plain_host(httpx.URL(f"http://{host}/"))


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1", "192.0.0.192",
        "192.0.2.1", "192.168.1.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "168.63.129.16", "::", "::1", "::7f00:1",
        "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "64:ff9b:1::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "3fff::1", "fc00::1",
        "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public_are_refused(address: str) -> None:
    assert not may_be_reached(ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "223.5.5.5", "2606:4700:4700::1111", "2400:3200::1"])
def test_public_addresses_are_asked(address: str) -> None:
    assert may_be_reached(ip_address(address))


def test_a_network_that_is_named_is_asked_but_never_what_is_of_one_link() -> None:
    everything = [ip_network("0.0.0.0/0"), ip_network("::/0")]
    assert may_be_reached(ip_address("10.20.0.5"), [ip_network("10.20.0.0/16")])
    assert not may_be_reached(ip_address("10.21.0.5"), [ip_network("10.20.0.0/16")])
    for address in ("169.254.169.254", "fe80::1", "224.0.0.1", "0.0.0.0", "::ffff:10.20.0.5"):
        assert not may_be_reached(ip_address(address), everything)
