"""The web application: FastAPI with the sources of citations, and in front of all else the Gradio page."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.errors import AssistantError
from assistant.settings import Settings
from assistant.web.lookup import add_lookup
from assistant.web.render import source
from assistant.web.workplace import Workplace

_HEADERS = {
    # Gradio builds functions out of its own templates, hence 'unsafe-eval'; nothing may come from or go to another host.
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; "
        "font-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'self'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_STARTING = """<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="1"><title>Policy Assistant</title></head>
<body style="font-family: system-ui, sans-serif; margin: 20vh auto; max-width: 30em; padding: 0 1em; color: #475569">
<h1 style="font-size: 1.35rem; color: #1e293b">Policy Assistant</h1><p>Starting, a few seconds …</p></body></html>"""
_LEAVE = 3  # seconds that open streams of the page have to end
_log = logging.getLogger(__name__)


class Front:
    """Answers from the first moment: a page that says so while the real one is being built (Gradio takes seconds to import)."""

    def __init__(self) -> None:
        self.page: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answering = self.page or HTMLResponse(_STARTING, headers={"Cache-Control": "no-store"})
        await answering(scope, receive, send)


def application(workplace: Workplace) -> FastAPI:
    """Build the application around `workplace`, which it makes ready in the background and closes when it shuts down."""
    front = Front()

    async def assemble(opened: AsyncExitStack) -> None:
        try:
            page = await asyncio.to_thread(_gradio_page, workplace)
            await opened.enter_async_context(page.router.lifespan_context(page))
            front.page = page
            workplace.prepare()
        except Exception:
            _log.exception("The page could not be built")
            front.page = PlainTextResponse("The page could not be built; the log says why.", status_code=500)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as opened:
            building = asyncio.create_task(assemble(opened))
            yield
            await building
        workplace.close()

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)

    @app.middleware("http")
    async def add_headers(request: Request, follow: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await follow(request)
        response.headers.update(_HEADERS)
        return response

    @app.get("/health", response_class=PlainTextResponse)
    def health() -> str:
        return "ready" if workplace.is_ready() else workplace.failure or workplace.stage

    @app.get("/source", response_class=HTMLResponse)
    def show_source(document: int, start: int, end: int, whole: bool = False) -> Response:
        found = workplace.library.document(document) if 0 < document < 2**63 else None
        if found is None:
            return HTMLResponse("<p>This document has been replaced or removed since; ask again.</p>", status_code=404)
        if not 0 <= start < end <= len(found.text):
            return HTMLResponse("<p>There is no such place in the document.</p>", status_code=404)
        return HTMLResponse(source(found, start, end, whole))

    add_lookup(app, workplace)
    app.mount("/", front)
    return app


def _gradio_page(workplace: Workplace) -> FastAPI:
    from assistant.web.page import mounted_page

    return mounted_page(workplace)


def serve(settings: Settings) -> None:
    """Serve until stopped. Raises AssistantError where the port is taken, LibraryError where the library cannot be opened."""
    listener = _listener(settings.host, settings.port)
    workplace = Workplace(settings)
    print(f"Policy assistant: http://{settings.host}:{settings.port}", flush=True)  # noqa: T201 # tells where the page is
    uvicorn.Server(uvicorn.Config(application(workplace), log_level="warning", timeout_graceful_shutdown=_LEAVE)).run(sockets=[listener])


def _listener(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        raise AssistantError(f"Cannot listen on {host}, port {port}: {error.strerror}; choose another with --port.") from error
    return listener
