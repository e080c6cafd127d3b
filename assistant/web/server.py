"""The web application: FastAPI with the Gradio page and the sources of citations."""

import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import gradio
import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse

from assistant.errors import AssistantError
from assistant.settings import Settings
from assistant.web.page import FILES, build_page
from assistant.web.render import source
from assistant.web.workplace import Workplace

_HEADERS = {
    # Gradio builds functions out of its own templates, hence 'unsafe-eval'; nothing may come from or go to another host.
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "font-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'self'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def application(workplace: Workplace) -> FastAPI:
    """Build the application around `workplace`, which it closes when it shuts down."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        workplace.prepare()
        yield
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
        found = workplace.library.document(document) if document < 2**63 else None
        if found is None:
            return HTMLResponse("<p>This document has been replaced or removed since; ask again.</p>", status_code=404)
        if not 0 <= start < end <= len(found.text):
            return HTMLResponse("<p>There is no such place in the document.</p>", status_code=404)
        return HTMLResponse(source(found, start, end, whole))

    return gradio.mount_gradio_app(
        app,
        build_page(workplace),
        path="",
        footer_links=[],
        run_history=False,
        show_error=False,
        enable_monitoring=False,
        ssr_mode=False,
        theme=gradio.themes.Default(primary_hue="blue", neutral_hue="slate"),
        css_paths=FILES / "page.css",
        head=f"<script>{(FILES / 'page.js').read_text(encoding='utf-8')}</script>",
    )


def serve(settings: Settings) -> None:
    """Serve until stopped. Raises AssistantError where the port is taken, LibraryError where the library cannot be opened."""
    listener = _listener(settings.host, settings.port)
    workplace = Workplace(settings)
    print(f"Policy assistant: http://{settings.host}:{settings.port}", flush=True)  # noqa: T201 # tells where the page is
    uvicorn.Server(uvicorn.Config(application(workplace), log_level="warning")).run(sockets=[listener])


def _listener(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        raise AssistantError(f"Cannot listen on {host}, port {port}: {error.strerror}; choose another with --port.") from error
    return listener
