"""The client asks named hosts only, only where they may lie, keeps nothing, and stops what is too large or too slow."""

import gzip
import ssl
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from ingest.stopping import Stop, StoppedError
from ingest.web.client import Client, Fetched, FetchError
from ingest.web.hosts import named_hosts, networks
from tests.web_site import Reply, Site, leads_to, page, web_site

LOOPBACK = networks("127.0.0.1")
SMALL = 50_000


@pytest.fixture
def site() -> Iterator[Site]:
    with web_site() as served:
        yield served


def here(host: str, port: int) -> Sequence[str]:
    """Know all hosts on this machine."""
    return ["127.0.0.1"]


def client_of(site: Site, named: str = "policy.example:{port},other.example:{port}", **options: Any) -> Client:
    hosts = named_hosts(named.format(port=site.port))
    return Client(hosts, **({"private": LOOPBACK, "largest": SMALL, "seconds": 20.0, "resolve": here} | options))


def refused(client: Client, address: str) -> str:
    with pytest.raises(FetchError) as told:
        client.fetch(address)
    return str(told.value)


def test_a_page_is_read_with_what_its_server_tells(site: Site) -> None:
    site.pages["/rules?year=2031"] = page("<html>Rules</html>", ETag='"7"', Last_Modified="Thu, 01 May 2031 00:00:00 GMT")
    fetched = client_of(site).fetch(site.address("/rules?year=2031#part"))
    address = site.address("/rules?year=2031")
    assert fetched == Fetched(address, b"<html>Rules</html>", "text/html", "utf-8", '"7"', "Thu, 01 May 2031 00:00:00 GMT")
    assert site.asked[0]["host"] == f"policy.example:{site.port}"


def test_what_has_not_changed_is_not_sent_again(site: Site) -> None:
    def rules(headers: dict[str, str]) -> Reply:
        return Reply([], 304) if headers.get("if-none-match") == '"7"' else page("Rules", ETag='"7"')

    site.pages["/rules"], client = rules, client_of(site)
    fetched = client.fetch(site.address("/rules"))
    assert fetched is not None
    assert client.fetch(site.address("/rules"), fetched) is None
    site.pages["/rules"] = page("Other rules", ETag='"8"')
    changed = client.fetch(site.address("/rules"), fetched)
    assert changed is not None
    assert changed.content == b"Other rules"
    site.pages["/moved"] = leads_to("/rules")
    client.fetch(site.address("/moved"), Fetched(site.address("/moved"), b"", etag='"7"'))
    assert "if-none-match" not in site.asked[-1]  # what another address sent says nothing of this one


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed_to_a_host_that_is_named(site: Site, status: int) -> None:
    site.pages["/old"] = leads_to(site.address("/new", "other.example"), status)
    site.pages["/new"] = page("Rules")
    fetched = client_of(site).fetch(site.address("/old"))
    assert fetched is not None
    assert (fetched.address, fetched.content) == (site.address("/new", "other.example"), b"Rules")


@pytest.mark.parametrize(
    "to", ["http://evil.example/", "//evil.example/", "http://127.0.0.1/", "http://169.254.169.254/latest", "http://[::1]/"]
)
def test_a_redirect_to_a_host_that_is_not_named_is_not_followed(site: Site, to: str) -> None:
    site.pages["/old"] = leads_to(to)
    assert "is not among the hosts" in refused(client_of(site), site.address("/old"))


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "ftp://policy.example/", "gopher://policy.example/", "http://[", "http://eve@policy.example/"]
)
def test_a_redirect_to_what_is_no_web_address_is_not_followed(site: Site, to: str) -> None:
    site.pages["/old"] = leads_to(to)
    assert refused(client_of(site), site.address("/old"))
    assert len(site.asked) == 1


def test_a_redirect_to_a_private_address_is_not_followed(site: Site) -> None:
    def resolve(host: str, port: int) -> Sequence[str]:
        return ["10.0.0.1" if host == "other.example" else "127.0.0.1"]

    site.pages["/old"] = leads_to(site.address("/new", "other.example"))
    told = refused(client_of(site, resolve=resolve), site.address("/old"))
    assert told.startswith("“other.example” lies at 10.0.0.1, which is no public address")


def test_redirects_without_end_are_given_up(site: Site) -> None:
    site.pages["/round"] = leads_to("/round")
    assert refused(client_of(site), site.address("/round")) == "The address leads on to others more than 5 times."
    assert len(site.asked) == 6


def test_nothing_is_kept_from_one_question_to_the_next(site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine policy.example login eve password secret\nmachine 127.0.0.1 login eve password secret\n", encoding="utf-8")
    for name, value in (
        ("NETRC", str(netrc)),
        ("HTTP_PROXY", "http://127.0.0.1:9"),
        ("http_proxy", "http://127.0.0.1:9"),
        ("ALL_PROXY", "http://127.0.0.1:9"),
    ):
        monkeypatch.setenv(name, value)
    site.pages["/old"] = Reply([], 302, {"Location": "/new", "Set-Cookie": "who=eve; Path=/", "Content-Length": "0"})
    site.pages["/new"] = page("Rules", Set_Cookie="who=eve")
    client = client_of(site)
    for _ in range(2):
        client.fetch(site.address("/old"))
    assert len(site.asked) == 4
    assert all({"cookie", "authorization", "referer"}.isdisjoint(headers) for headers in site.asked)


def test_a_name_that_changes_its_place_is_asked_where_it_was_looked_at(site: Site) -> None:
    """A host whose name leads to a public place when it is looked at, and elsewhere when it is asked, does not get there."""
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    looked_up: list[str] = []

    def resolve(host: str, port: int) -> Sequence[str]:
        looked_up.append(host)
        return next(answers)

    site.pages["/rules"] = page("Rules")
    client = client_of(site, resolve=resolve)
    assert client.fetch(site.address("/rules")) is not None  # the server listens at 127.0.0.1 only
    assert looked_up == ["policy.example"]
    assert "lies at 127.0.0.2" in refused(client, site.address("/rules"))  # looked at anew for the next question


def test_a_host_with_a_public_and_a_private_address_is_not_asked(site: Site) -> None:
    told = refused(client_of(site, private=(), resolve=lambda host, port: ["8.8.8.8", "127.0.0.1"]), site.address("/"))
    assert "lies at 127.0.0.1" in told
    assert not site.asked


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "100.64.0.1", "::1", "::ffff:127.0.0.1", "fe80::1%lo", "fd00::1"]
)
def test_a_host_that_is_not_in_public_is_not_asked(site: Site, address: str) -> None:
    told = refused(client_of(site, private=(), resolve=lambda host, port: [address]), site.address("/"))
    assert "which is no public address" in told
    assert not site.asked


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]"])
def test_an_ip_address_that_is_named_is_looked_at_too(site: Site, host: str) -> None:
    client = client_of(site, f"{host}:{{port}}", private=())
    assert "which is no public address" in refused(client, site.address("/", host))
    assert not site.asked


def test_an_ip_address_in_a_network_that_is_named_is_asked(site: Site) -> None:
    site.pages["/"] = page("Rules")
    assert client_of(site, "127.0.0.1:{port}").fetch(site.address("/", "127.0.0.1")) is not None


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd", "ftp://policy.example/", "data:text/plain,x", "policy.example", "", "http://", "http://policy.example:99999/",
        "http://2130706433/", "http://0177.0.0.1/", "http://0x7f.0.0.1/", "http://127.1/", "http://[::1", "http://[fe80::1%25lo]/", "http://１２７.0.0.1/",
        "http://%31%32%37.0.0.1/", "http://policy.example\\@evil.example/", "http://policy.example@evil.example/", "http://evil.example/policy.example",
        "http://evil.example#policy.example", "http://policy.example.evil.example/", "http://policy.example:22/", "http://policy.example/", "http://x\n.example/",
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_named_host_is_refused_before_it_is_asked(site: Site, address: str) -> None:
    def resolve(host: str, port: int) -> Sequence[str]:
        raise AssertionError(host)

    assert refused(client_of(site, resolve=resolve), address)


def test_a_user_in_an_address_is_refused_and_not_repeated(site: Site) -> None:
    told = refused(client_of(site), site.address("/", "eve:secret@policy.example"))
    assert told == "An address with a user or password in it is not asked; give it without."


def test_names_are_compared_as_they_are_asked(site: Site) -> None:
    site.pages["/"] = page("Rules")
    client = client_of(site, "*.例え.jp:{port}")
    for host in ("www.例え.jp", "WWW.xn--r8jz45g.jp", "www.例え.jp."):
        assert client.checked(site.address("/", host)) == site.address("/", "www.xn--r8jz45g.jp")
        assert client.fetch(site.address("/", host)) is not None
    assert client.checked(site.address("/a!/b", "www.例え.jp")) == site.address("/a%21/b", "www.xn--r8jz45g.jp")


@pytest.mark.parametrize("told_length", [True, False])
def test_what_is_too_large_is_not_read(site: Site, told_length: bool) -> None:
    chunks = [bytes(10_000)] * 100
    site.pages["/"] = Reply(chunks, 200, {"Content-Type": "text/plain"} | ({"Content-Length": "1000000"} if told_length else {}))
    assert refused(client_of(site), site.address("/")) == "What lies there is larger than 0.05 MB (POLICY_MAX_FILE_MB)."
    site.pages["/"] = Reply([bytes(10_000)] * 5, 200, {"Content-Type": "text/plain"})
    fetched = client_of(site).fetch(site.address("/"))
    assert fetched is not None
    assert len(fetched.content) == SMALL


def test_what_unpacks_to_too_much_is_not_unpacked(site: Site) -> None:
    site.pages["/"] = page(gzip.compress(bytes(20_000_000)), Content_Encoding="gzip")
    tracemalloc.start()
    try:
        assert "is larger than" in refused(client_of(site), site.address("/"))
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("packed", ["br", "zstd", "gzip, gzip", "compress"])
def test_what_is_packed_in_another_way_is_not_read(site: Site, packed: str) -> None:
    site.pages["/"] = page(b"x", Content_Encoding=packed)
    assert "packed in a way that was not asked for" in refused(client_of(site), site.address("/"))


def test_what_is_packed_is_unpacked_and_what_breaks_off_is_told(site: Site) -> None:
    packed = gzip.compress(b"Rules " * 1000)
    site.pages["/whole"] = page(packed, Content_Encoding="gzip")
    fetched = client_of(site).fetch(site.address("/whole"))
    assert fetched is not None
    assert fetched.content == b"Rules " * 1000
    site.pages["/half"] = page(packed[:-20], Content_Encoding="gzip")
    site.pages["/none"] = page(b"Rules", Content_Encoding="gzip")
    site.pages["/short"] = Reply([b"Rules"], 200, {"Content-Length": "500"})
    for path in ("/half", "/none"):
        assert refused(client_of(site), site.address(path)) == "What “policy.example” sent is damaged."
    assert refused(client_of(site), site.address("/short")) == "The connection to “policy.example” broke off."


def test_a_server_that_drips_is_stopped(site: Site) -> None:
    site.pages["/"] = Reply([b"x"] * 200, pause=0.2)
    began = time.monotonic()
    assert refused(client_of(site, seconds=1.0), site.address("/")) == "“policy.example” took longer than 1 s."
    assert time.monotonic() - began < 5


def test_a_server_that_says_nothing_is_given_up(site: Site) -> None:
    def wait(headers: dict[str, str]) -> Reply:
        time.sleep(3)
        return page("late")

    site.pages["/"] = wait
    assert "“policy.example”" in refused(client_of(site, seconds=0.5), site.address("/"))


def test_a_fetch_can_be_stopped(site: Site) -> None:
    site.pages["/"] = Reply([b"x"] * 200, pause=0.2)
    stop, began = Stop(), time.monotonic()
    threading.Timer(0.5, stop.set).start()
    with pytest.raises(StoppedError):
        client_of(site).fetch(site.address("/"), stop=stop)
    assert time.monotonic() - began < 5
    with pytest.raises(StoppedError):
        client_of(site).fetch(site.address("/"), stop=stop)


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (404, "There is nothing at this address"),
        (410, "There is nothing"),
        (403, "refused to give it (403)"),
        (500, "(500)"),
        (304, "(304)"),
    ],
)
def test_what_a_server_refuses_is_told(site: Site, status: int, told: str) -> None:
    site.pages["/"] = Reply([], status, {} if status == 304 else {"Content-Length": "0"})
    assert told in refused(client_of(site), site.address("/"))


def test_hosts_that_are_not_there_are_told(site: Site) -> None:
    def nowhere(host: str, port: int) -> Sequence[str]:
        raise OSError("no such name")

    assert refused(client_of(site, resolve=nowhere), site.address("/")) == "There is no host “policy.example”."
    client = client_of(site, "policy.example:1")
    assert refused(client, "http://policy.example:1/") == "“policy.example” cannot be reached."


def test_the_next_address_of_a_host_is_asked_where_the_first_does_not_answer(site: Site) -> None:
    site.pages["/"] = page("Rules")
    resolve: Callable[[str, int], Sequence[str]] = lambda host, port: ["127.0.0.9", "127.0.0.1"]  # noqa: E731
    assert client_of(site, private=networks("127.0.0.0/8"), resolve=resolve).fetch(site.address("/")) is not None


def certified(folder: Path, *names: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Give what a server proves by that it has these names, and what a client believes that by."""
    key, subject = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    alternatives = [x509.IPAddress(ip_address(one)) if one[0].isdigit() else x509.DNSName(one) for one in names]
    now = datetime.now(UTC)
    built = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key()).serial_number(1)
    built = built.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    built = built.add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
    built = built.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    pem = built.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    file = folder / "server.pem"
    file.write_bytes(pem + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(file)
    return serving, ssl.create_default_context(cadata=pem.decode())


def test_tls_proves_the_name_of_the_host_not_the_address_that_is_asked(tmp_path: Path) -> None:
    serving, believing = certified(tmp_path, "policy.example")
    named: list[str | None] = []
    serving.sni_callback = lambda connection, name, context: named.append(name)
    with web_site(serving) as site:
        site.pages["/"] = page("Rules")
        client = client_of(site, context=believing)
        assert client.fetch(site.address("/")) is not None
        assert named == ["policy.example"]
        assert refused(client, site.address("/", "other.example")).startswith(
            "“other.example” does not prove by a certificate who it is: Hostname mismatch"
        )
        assert refused(client_of(site), site.address("/")).startswith(
            "“policy.example” does not prove by a certificate who it is: self-signed"
        )
        assert len(site.asked) == 1
