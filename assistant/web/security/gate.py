"""What every request passes first: who asks, from where, how much and how often."""

import asyncio
from collections import Counter
from collections.abc import Collection, Sequence
from contextlib import AsyncExitStack

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.bootstrap import largest_file
from assistant.records.records import Records
from assistant.records.users import User
from assistant.settings import Settings
from assistant.web.security.authentication import VISITOR, Authentication
from assistant.web.security.bodies import bounded, drain
from assistant.web.security.gradio_guard import PREFIX, Asker, Events, Questions
from assistant.web.security.headers import with_cookie, with_headers
from assistant.web.security.network import is_loopback
from assistant.web.security.rate_limit import limiter
from assistant.web.security.turns import Turns
from assistant.web.shared.addresses import above, returning
from assistant.web.shared.errors import RefusedError
from assistant.web.shared.refusals import is_browsed, told
from language.messages import PolicyError

LARGEST_BODY = 1_000_000
"""Bytes of a request that is no upload."""
_CHANGES_A_MINUTE, _LOGINS_A_MINUTE = 240, 60
_OPEN = 200  # requests of one user at a time, streams of open pages among them
_TOO_LARGE = 413


class Gate:
    """An ASGI application before another: it refuses what must not pass, and tells the other who asks, as `state.user`.

    Nobody who is not known passes, but to the `public` routes. A body may be as large as a file on the paths of `uploads` only.
    `questions` knows which events the page may send and which are open.
    """

    def __init__(
        self,
        app: ASGIApp,
        settings: Settings,
        records: Records,
        public: Sequence[BaseRoute],
        questions: Questions,
        uploads: Collection[str] = (),
    ) -> None:
        self._app, self._settings, self._public, self._uploads = app, settings, public, uploads
        self._authentication = Authentication(settings, records)
        self._changes = limiter("changes", _CHANGES_A_MINUTE, settings, records)
        self._logins = limiter("logins", _LOGINS_A_MINUTE, settings, records)
        self._events = Events(questions)
        self._open: Counter[str] = Counter()  # requests, by user
        self._turns = Turns(app)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._pass(scope, receive, with_headers(send, scope))
        else:
            await send({"type": "websocket.close", "code": 1008})

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        is_public = any(route.matches(scope)[0] is not Match.NONE for route in self._public)
        try:
            identity = await asyncio.to_thread(self._authentication.identify, request, is_public)  # it may read the database
        except PolicyError as error:
            await told(request, 503, error.message)(scope, receive, send)
            return
        address = self._authentication.address(request)
        scope.setdefault("state", {}).update(
            user=identity.user, address=address, base=self._authentication.base(request), can_log_out=self._settings.auth == "accounts"
        )
        receiving = bounded(receive, self._largest(scope["path"]))
        async with AsyncExitStack() as entered:
            try:
                self._check_origin(request)
                self._check_size(request)
                await asyncio.to_thread(self._check_user, request, identity.user, is_public)  # it may count in the database
                if scope["path"].startswith(PREFIX) and identity.user is not None:
                    asker = self._asker(identity.user, address)
                    receiving = await entered.enter_async_context(self._events.admitted(scope, receiving, asker))
            except RefusedError as refused:
                if refused.status == _TOO_LARGE:
                    await drain(receive)
                await self._refusal(request, refused)(scope, receive, send)
                return
            sending = with_cookie(send, VISITOR, identity.cookie) if identity.cookie else send
            await self._answer(identity.user, is_public, address, scope, receiving, sending)

    async def _answer(self, user: User | None, is_public: bool, address: str, scope: Scope, receive: Receive, send: Send) -> None:
        name = user.name if user else ""
        self._open[name] += 1
        try:
            if user is None or is_public or scope["path"] in self._uploads:  # files may take their time to come
                await self._app(scope, receive, send)
            else:
                asker = self._asker(user, address)
                await self._turns.answer(asker.address or asker.user, scope, receive, send)
        finally:
            self._open[name] -= 1
            if not self._open[name]:
                del self._open[name]

    def _check_origin(self, request: Request) -> None:
        """Raise RefusedError for a request from where none may come."""
        if self._authentication.is_past_proxy(request):
            raise RefusedError(403, "Only the proxy may ask here.")
        if not self._settings.auth and not _is_here(request.headers.get("host", "")):
            raise RefusedError(403, "This is served to this machine only.")
        origin = request.headers.get("origin")
        own = {request.headers.get(name) for name in ("host", "x-forwarded-host")}  # no page of another site can send the second
        if _is_change(request) and origin is not None and origin.partition("://")[2] not in own:
            raise RefusedError(403, "This comes from another site.")

    def _check_size(self, request: Request) -> None:
        length = request.headers.get("content-length", "0")
        if not length.isdecimal() or int(length[:12]) > self._largest(request.scope["path"]):
            raise RefusedError(_TOO_LARGE, "This is too large.")

    def _check_user(self, request: Request, user: User | None, is_public: bool) -> None:
        """Raise RefusedError where nobody known asks, or too often."""
        path, is_change = request.scope["path"], _is_change(request)
        if path == "/login" and is_change and not self._logins.admits(self._authentication.address(request)):
            raise RefusedError(429, "Too many logins; try again in a minute.")
        if user is None and not is_public:
            if self._settings.auth == "open-to-everyone":
                raise RefusedError(429, "Too many came from your network within a minute; try again in a minute.")
            raise RefusedError(401, "Log in first.")
        if is_change and user and not self._changes.admits(user.name):
            raise RefusedError(429, "Too many changes; try again in a minute.")
        if user and self._open[user.name] >= _OPEN:
            raise RefusedError(429, "Too many requests at once; close some of the open pages.")

    def _asker(self, user: User, address: str) -> Asker:
        return Asker(user.name, address if self._settings.auth == "open-to-everyone" else "")

    def _largest(self, path: str) -> int:
        return LARGEST_BODY + (largest_file(self._settings) if path in self._uploads else 0)

    def _refusal(self, request: Request, refused: RefusedError) -> Response:
        """Give the page to log in where a browser opens another without, else what is said."""
        if refused.status == 401 and self._settings.auth == "accounts" and request.method == "GET" and is_browsed(request):
            path = request.scope["path"]
            return RedirectResponse(f"{above(path)}login{returning(path, request.url.query)}", 303)
        return told(request, refused.status, refused.message)


def _is_change(request: Request) -> bool:
    return request.method not in ("GET", "HEAD")


def _is_here(host: str) -> bool:
    """Say whether a Host header names this machine: another would let a page elsewhere ask in the user's browser."""
    name = host if host.endswith("]") else host.rsplit(":", 1)[0]
    return is_loopback(name.strip("[]"))
