"""What every request passes first: who asks, from where, how much and how often; and the headers of every reply."""

import hmac
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable
from ipaddress import ip_address
from urllib.parse import quote

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.bootstrap import largest_file
from assistant.records.records import Records
from assistant.records.users import User
from assistant.settings import Settings
from assistant.web.security.gradio_guard import PREFIX, Events
from assistant.web.shared.texts import spoken

SESSION, VISITOR = "policy_session", "policy_visitor"
"""Cookies: the token of a session, and who a visitor is where nobody logs in."""
MYSELF = User("local", "administrator")
LARGEST_BODY = 1_000_000
"""Bytes of a request that is no upload."""
UPLOAD = "/documents/upload"
_OPEN_PATHS = ("/login", "/health", "/plain/", "/language")
_POLICY = (
    "default-src 'self'; script-src 'self'{unsafe}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'self'; object-src 'none'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_CHANGES_A_MINUTE, _LOGINS_A_MINUTE, _VISITORS_A_MINUTE = 240, 60, 60
_LONGEST_NAME = 200
_MOST_NAMES = 10_000
_TOO_LARGE = 413
_MOST_DRAINED = 100_000_000  # bytes
_YEAR = 365 * 24 * 3600


class Pace:
    """Admits so many events of each name in a minute. Safe to use from several threads."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = most, clock
        self._turn = threading.Lock()
        self._events: dict[str, deque[float]] = {}

    def admits(self, name: str) -> bool:
        """Say whether another event of `name` is admitted, and count it if it is."""
        moment = self._clock()
        with self._turn:
            if len(self._events) > _MOST_NAMES:
                self._events = {name: own for name, own in self._events.items() if own and own[-1] > moment - 60}
            own = self._events.setdefault(name, deque())
            while own and own[0] <= moment - 60:
                own.popleft()
            if len(own) >= self._most:
                return False
            own.append(moment)
            return True


class Gate:
    """An ASGI application before another: it refuses what must not pass, and tells the other who asks, as `state.user`."""

    def __init__(self, app: ASGIApp, settings: Settings, records: Records) -> None:
        self._app, self._settings, self._accounts = app, settings, records.accounts
        self._secret = records.secret()
        self._changes, self._logins, self._visitors = Pace(_CHANGES_A_MINUTE), Pace(_LOGINS_A_MINUTE), Pace(_VISITORS_A_MINUTE)
        self._events = Events()
        self._largest_upload = largest_file(settings) + LARGEST_BODY

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        request = Request(scope)
        sending = _with_headers(send, scope["path"])
        user, visitor = self._user(request)
        refusal = self._refusal(request, user)
        if refusal is not None:
            if refusal.status_code == _TOO_LARGE:
                await _drain(receive)
            await refusal(scope, receive, sending)
            return
        scope.setdefault("state", {})["user"] = user
        receiving: Receive | None = _bounded(receive, self._largest_upload if scope["path"] == UPLOAD else LARGEST_BODY)
        if scope["path"].startswith(PREFIX) and user is not None:
            receiving = await self._events.admitted(scope, receive, user.name)
        if receiving is None:
            await PlainTextResponse(spoken(request)("There is no such page."), 404)(scope, receive, sending)
            return
        if visitor:
            sending = _with_cookie(sending, visitor)
        await self._app(scope, receiving, sending)

    def _user(self, request: Request) -> tuple[User | None, str]:
        """Give who asks, None where that is not known, and the new name of a visitor who has none yet."""
        match self._settings.auth:
            case "accounts":
                token = request.cookies.get(SESSION, "")
                return (self._accounts.of_session(token) if token else None), ""
            case "proxy":
                name = request.headers.get(self._settings.proxy_header, "").strip().lower()
                if not 0 < len(name) <= _LONGEST_NAME or not name.isprintable():
                    return None, ""
                return self._accounts.known(name) or User(name, "reader"), ""
            case "open-to-everyone":
                name, _, sign = request.cookies.get(VISITOR, "").partition(".")
                if sign and hmac.compare_digest(sign.encode(), self._signed(name).encode()):
                    return User(f"visitor {name}", "reader"), ""
                if request.url.path.startswith(_OPEN_PATHS) or not self._visitors.admits(self._address(request)):
                    return None, ""
                name = secrets.token_hex(8)
                return User(f"visitor {name}", "reader"), f"{name}.{self._signed(name)}"
        return MYSELF, ""

    def _signed(self, name: str) -> str:
        return hmac.new(self._secret, name.encode("utf-8", "replace"), "sha256").hexdigest()

    def _address(self, request: Request) -> str:
        """Give the address that asks: of the last hop before a proxy that is believed, which would else stand for everybody."""
        address = _plain(request.client.host if request.client else "")
        if address not in self._settings.proxy_addresses:
            return address
        return request.headers.get("x-forwarded-for", "").rsplit(",", 1)[-1].strip()[:64] or address

    def _refusal(self, request: Request, user: User | None) -> Response | None:
        say = spoken(request)
        path, address = request.url.path, request.client.host if request.client else ""
        if self._settings.auth == "proxy" and _plain(address) not in self._settings.proxy_addresses:
            return PlainTextResponse(say("Only the proxy may ask here."), 403)
        if not self._settings.auth and not _is_here(request.headers.get("host", "")):
            return PlainTextResponse(say("This is served to this machine only."), 403)
        origin = request.headers.get("origin")
        is_change = request.method not in ("GET", "HEAD")
        own = {request.headers.get(name) for name in ("host", "x-forwarded-host")}  # no page of another site can send the second
        if is_change and origin is not None and origin.partition("://")[2] not in own:
            return PlainTextResponse(say("This comes from another site."), 403)
        length = request.headers.get("content-length", "0")
        if not length.isdecimal() or int(length[:12]) > (self._largest_upload if path == UPLOAD else LARGEST_BODY):
            return PlainTextResponse(say("This is too large."), _TOO_LARGE)
        if path == "/login" and is_change and not self._logins.admits(self._address(request)):
            return PlainTextResponse(say("Too many logins; try again in a minute."), 429)
        if user is None and not path.startswith(_OPEN_PATHS):
            is_page = request.method == "GET" and "text/html" in request.headers.get("accept", "")
            if self._settings.auth == "accounts" and is_page:
                return RedirectResponse(f"login?to={quote(path.lstrip('/'))}" if path.count("/") == 1 else "/login", 303)
            return PlainTextResponse(say("Log in first."), 401)
        if is_change and user and not path.startswith("/gradio_api/") and not self._changes.admits(user.name):
            return PlainTextResponse(say("Too many changes; try again in a minute."), 429)
        return None


def _with_headers(send: Send, path: str) -> Send:
    # Gradio builds functions out of its own templates, hence 'unsafe-eval', and only for its page.
    own = path.startswith(
        ("/requirements", "/onboarding", "/documents", "/insights", "/login", "/source", "/term", "/plain", "/conversations")
    )
    policy = _POLICY.format(unsafe="" if own else " 'unsafe-inline' 'unsafe-eval'")

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(_HEADERS)
            headers.setdefault("Content-Security-Policy", policy)
            if own and not path.startswith("/plain"):
                headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return sending


def _with_cookie(send: Send, visitor: str) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            cookie = f"{VISITOR}={visitor}; Path=/; Max-Age={_YEAR}; HttpOnly; SameSite=Strict"
            MutableHeaders(scope=message).append("Set-Cookie", cookie)
        await send(message)

    return sending


def _bounded(receive: Receive, limit: int) -> Receive:
    """Give what is received, up to `limit` bytes; one who sends more without saying so is cut off."""
    had = 0

    async def receiving() -> Message:
        nonlocal had
        message = await receive()
        had += len(message.get("body", b""))
        return {"type": "http.disconnect"} if had > limit else message

    return receiving


async def _drain(receive: Receive) -> None:
    """Take what is still being sent, so that a browser reads why it was refused; nobody is heard for ever."""
    had = 0
    while had < _MOST_DRAINED:
        message = await receive()
        had += len(message.get("body", b""))
        if not message.get("more_body"):
            return


def _plain(address: str) -> str:
    try:
        known = ip_address(address)
    except ValueError:
        return address
    return str(getattr(known, "ipv4_mapped", None) or known)


def _is_here(host: str) -> bool:
    """Say whether a Host header names this machine: another would let a page elsewhere ask in the user's browser."""
    name = host if host.endswith("]") else host.rsplit(":", 1)[0]
    return is_loopback(name.strip("[]"))


def is_loopback(host: str) -> bool:
    """Say whether only this machine can reach a server that listens on `host`."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
