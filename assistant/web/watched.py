"""Every request counted, timed and named, for whoever keeps the server."""

import secrets
import time

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.operations.logs import note_request, request_id
from assistant.operations.metrics import Metrics


class Watched:
    """An ASGI application before another; what the reply, the log and the metrics say of a request begins and ends here."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, id, began = 0, secrets.token_hex(8), time.perf_counter()

        async def sending(event: Message) -> None:
            nonlocal status
            if event["type"] == "http.response.start":
                status = event["status"]
                MutableHeaders(scope=event)["X-Request-ID"] = id
            await send(event)

        request_id.set(id)
        self._metrics.began()
        try:
            await self._app(scope, receive, sending)
        finally:
            self._metrics.ended(scope["method"], status)
            note_request(scope["method"], scope["path"], status, time.perf_counter() - began)
