"""The one client that reads web addresses: it asks named hosts only, only where they may lie, and no longer or more than it should."""

import asyncio
import socket
import ssl
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from ipaddress import ip_address

import httpx

from ingest.errors import ReadingError
from ingest.files.sources import LARGEST_FILE
from ingest.stopping import Stop
from ingest.web.hosts import Address, NamedHost, Network, may_be_reached, plain_host
from vectorstore.document import INSIDE

_MOST_REDIRECTS = 5
_LONGEST = 2000  # characters of an address
_SECONDS = 60.0  # that one address may take, all in all
_CONNECTING = 10.0  # seconds
_REDIRECTS = (301, 302, 303, 307, 308)
_GONE = (404, 410)
_HEADERS = {"User-Agent": "policy-assistant", "Accept": "*/*", "Accept-Encoding": "gzip"}


class FetchError(ReadingError):
    """What lies at a web address cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What lies at a web address: `content`, of the `kind` (a MIME type) and in the `encoding` that the server names, empty where it
    names none. `address` is the one at which it was found; `etag` and `modified` tell by which headers it is asked again."""

    address: str
    content: bytes
    kind: str = ""
    encoding: str = ""
    etag: str = ""
    modified: str = ""


def resolved(host: str, port: int) -> Sequence[str]:
    """Give the IP addresses of a host; raises OSError where it has none."""
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


class Client:
    """Reads addresses. It sends no cookies and no credentials, believes no setting of a proxy, and connects to the very IP address that
    it looked at, while TLS still proves the name of the host. Safe to use from several threads."""

    def __init__(
        self,
        hosts: Sequence[NamedHost],
        private: Sequence[Network] = (),
        largest: int = LARGEST_FILE,
        seconds: float = _SECONDS,
        resolve: Callable[[str, int], Sequence[str]] = resolved,
        context: ssl.SSLContext | None = None,
    ) -> None:
        """Ask `hosts`, which lie in public or in a `private` network. What lies at an address may have `largest` bytes and take `seconds`
        in all. `context` says whose certificates are believed; without it, those that the system believes."""
        self._hosts, self._private, self._largest, self._seconds = hosts, private, largest, seconds
        self._resolve = resolve
        self._context = context or ssl.create_default_context()

    def checked(self, address: str) -> str:
        """Give an address in its normal form, without what follows “#”; raises FetchError where it may not be asked."""
        return str(self._checked(address))

    def fetch(self, address: str, known: Fetched | None = None, stop: Stop | None = None) -> Fetched | None:
        """Give what lies at an address, None where that is what is `known` (its content does not count).

        Raises FetchError where it cannot be read, StoppedError where `stop` is set meanwhile.
        """
        try:
            return asyncio.run(self._within(self._checked(address), known, stop or Stop()))
        except asyncio.CancelledError:
            (stop or Stop()).check()
            raise

    def _checked(self, address: str) -> httpx.URL:
        try:
            url = httpx.URL(address.strip().replace(INSIDE, "%21/"))
            host = plain_host(url) if url.scheme in ("http", "https") else ""
        except (httpx.InvalidURL, ValueError) as error:
            raise FetchError("“{address}” is no web address.", address=address) from error
        if not host or len(str(url)) > _LONGEST:
            raise FetchError("“{address}” is no web address; those begin with http:// or https://.", address=address[:_LONGEST])
        if url.userinfo:
            raise FetchError("An address with a user or password in it is not asked; give it without.")
        url = url.copy_with(host=host, fragment=None)
        if not any(named.admits(host, _port(url)) for named in self._hosts):
            raise FetchError("“{host}” is not among the hosts that may be asked (POLICY_FETCH).", host=url.netloc.decode())
        return url

    async def _within(self, url: httpx.URL, known: Fetched | None, stop: Stop) -> Fetched | None:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        assert task is not None

        def end() -> None:
            with suppress(RuntimeError):  # it has ended already
                loop.call_soon_threadsafe(task.cancel)

        stop.ends(end)
        stop.check()
        try:
            async with asyncio.timeout(self._seconds):
                return await self._follow(url, known)
        except TimeoutError as error:
            raise FetchError("“{host}” took longer than {seconds} s.", host=url.host, seconds=round(self._seconds)) from error

    async def _follow(self, url: httpx.URL, known: Fetched | None) -> Fetched | None:
        for _ in range(_MOST_REDIRECTS + 1):
            found = await self._ask(url, known if known and known.address == str(url) else None)
            if not isinstance(found, httpx.URL):
                return found
            url = self._checked(str(found))
        raise FetchError("The address leads on to others more than {count} times.", count=_MOST_REDIRECTS)

    async def _ask(self, url: httpx.URL, known: Fetched | None) -> Fetched | httpx.URL | None:
        """Give what lies at `url`, where it leads, or None where it is what is `known`."""
        asked = {"If-None-Match": known.etag, "If-Modified-Since": known.modified} if known else {}
        headers = _HEADERS | {"Host": url.netloc.decode()} | {name: value for name, value in asked.items() if value}
        with _failures_told(url.host):
            timeout = httpx.Timeout(self._seconds, connect=min(_CONNECTING, self._seconds))
            # a client of its own for each question keeps nothing from the one before
            async with httpx.AsyncClient(verify=self._context, trust_env=False, follow_redirects=False, timeout=timeout) as client:
                response = await self._connected(client, url, headers)
                try:
                    return await self._read(response, url, known)
                finally:
                    await response.aclose()

    async def _connected(self, client: httpx.AsyncClient, url: httpx.URL, headers: dict[str, str]) -> httpx.Response:
        """Give the beginning of the reply of the first of the host's IP addresses that answers."""
        *others, last = await self._addresses(url)
        named = {"sni_hostname": plain_host(url)}
        for address in others:
            with suppress(httpx.ConnectError, httpx.ConnectTimeout):
                request = client.build_request("GET", url.copy_with(host=str(address)), headers=headers, extensions=named)
                return await client.send(request, stream=True)
        request = client.build_request("GET", url.copy_with(host=str(last)), headers=headers, extensions=named)
        return await client.send(request, stream=True)

    async def _addresses(self, url: httpx.URL) -> list[Address]:
        """Give the IP addresses of the host, all of which may be reached."""
        host = plain_host(url)
        try:
            found = [ip_address(host)]
        except ValueError:
            try:
                found = [ip_address(one) for one in await asyncio.to_thread(self._resolve, host, _port(url))]
            except (OSError, ValueError) as error:
                raise FetchError("There is no host “{host}”.", host=url.host) from error
        if not found:
            raise FetchError("There is no host “{host}”.", host=url.host)
        for address in found:
            if not may_be_reached(address, self._private):
                raise FetchError(
                    "“{host}” lies at {address}, which is no public address; POLICY_FETCH_PRIVATE names networks of your own.",
                    host=url.host,
                    address=str(address),
                )
        return found

    async def _read(self, response: httpx.Response, url: httpx.URL, known: Fetched | None) -> Fetched | httpx.URL | None:
        headers, status = response.headers, response.status_code
        if status == 304 and known:
            return None
        if status in _REDIRECTS and "location" in headers:
            return _led_to(url, headers["location"])
        if status in _GONE:
            raise FetchError("There is nothing at this address ({status}).", status=status)
        if status != 200:
            raise FetchError("“{host}” refused to give it ({status}).", host=url.host, status=status)
        content = await self._content(response, url.host)
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        encoding = response.charset_encoding or ""
        return Fetched(str(url), content, kind, encoding, headers.get("etag", ""), headers.get("last-modified", ""))

    async def _content(self, response: httpx.Response, host: str) -> bytes:
        """Give the whole content, unpacked no further than may be."""
        packed = response.headers.get("content-encoding", "identity").strip().lower() or "identity"
        if packed not in ("identity", "gzip", "x-gzip", "deflate"):
            raise FetchError("“{host}” sends it packed in a way that was not asked for ({kind}).", host=host, kind=packed)
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)  # which tells gzip and zlib apart
        content, came = bytearray(), 0
        too_large = FetchError("What lies there is larger than {size} MB (POLICY_MAX_FILE_MB).", size=self._largest / 1e6)
        length = response.headers.get("content-length", "")
        if length.isdecimal() and len(length) < 20 and int(length) > self._largest:
            raise too_large
        try:
            async for chunk in response.aiter_raw():
                came += len(chunk)
                content += chunk if packed == "identity" else unpacker.decompress(chunk, self._largest + 1 - len(content))
                if max(came, len(content)) > self._largest:
                    raise too_large
        except zlib.error as error:
            raise FetchError("What “{host}” sent is damaged.", host=host) from error
        if packed != "identity" and not unpacker.eof:
            raise FetchError("What “{host}” sent is damaged.", host=host)
        return bytes(content)


def _port(url: httpx.URL) -> int:
    return url.port or {"http": 80, "https": 443}[url.scheme]


def _led_to(url: httpx.URL, location: str) -> httpx.URL:
    try:
        return url.join(location)
    except httpx.InvalidURL as error:
        raise FetchError("“{address}” is no web address.", address=location[:_LONGEST]) from error


@contextmanager
def _failures_told(host: str) -> Iterator[None]:
    """Turn what goes wrong between the two machines into a FetchError."""
    try:
        yield
    except httpx.TimeoutException as error:
        raise FetchError("“{host}” does not answer.", host=host) from error
    except httpx.HTTPError as error:
        if fault := _of_tls(error):
            raise FetchError("“{host}” does not prove by a certificate who it is: {reason}.", host=host, reason=fault) from error
        if isinstance(error, httpx.ConnectError):
            raise FetchError("“{host}” cannot be reached.", host=host) from error
        raise FetchError("The connection to “{host}” broke off.", host=host) from error


def _of_tls(error: BaseException | None) -> str:
    """Give the fault of TLS that led to an error, empty where none did."""
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return str(getattr(error, "verify_message", "") or error.reason or "TLS")
        error = error.__cause__ or error.__context__
    return ""
