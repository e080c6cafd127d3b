"""The web application: a gate that knows who asks, our own pages and routes, and behind all else the Gradio page."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

import uvicorn
from fastapi import FastAPI
from fastapi.responses import HTMLResponse, PlainTextResponse
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.errors import AssistantError
from assistant.settings import Settings
from assistant.web.pages.ask.routes import add_asking
from assistant.web.pages.documents.routes import add_keeping
from assistant.web.pages.insights.page import add_insights
from assistant.web.pages.login.page import add_login
from assistant.web.pages.requirements.routes import add_assets, add_onboarding, add_requirements, add_terms
from assistant.web.pages.sources.routes import add_sources
from assistant.web.security.gate import Gate, is_loopback
from assistant.web.shared.errors import tell_errors
from assistant.web.shared.texts import LANGUAGES, said_in, spoken
from assistant.web.state import Workplace

_STARTING = """<!doctype html><html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="1"><title>{name}</title></head>
<body style="font-family: system-ui, sans-serif; margin: 20vh auto; max-width: 30em; padding: 0 1em; color: #475569">
<h1 style="font-size: 1.35rem; color: #1e293b">{name}</h1><p>{starting}</p></body></html>"""
_LEAVE = 3  # seconds that open streams of the page have to end
_log = logging.getLogger(__name__)


class Front:
    """Answers from the first moment: a page that says so while the real ones, one for each language, are being built (Gradio takes
    seconds to import)."""

    def __init__(self) -> None:
        self.pages: dict[str, ASGIApp] = {}
        self.failure: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        say = spoken(Request(scope))
        answering = self.pages.get(say.language) or self.failure
        if answering is None:
            told = _STARTING.format(language=say.language, name=say("Policy Assistant"), starting=say("Starting, a few seconds …"))
            answering = HTMLResponse(told, headers={"Cache-Control": "no-store"})
        await answering(scope, receive, send)


def application(workplace: Workplace) -> ASGIApp:
    """Build the application around `workplace`, which it makes ready in the background and closes when it shuts down."""
    front = Front()

    async def assemble(opened: AsyncExitStack) -> None:
        try:
            for language in LANGUAGES:
                page = await asyncio.to_thread(partial(_gradio_page, workplace, language))
                await opened.enter_async_context(page.router.lifespan_context(page))
                front.pages[language] = page
            workplace.prepare()
        except Exception:
            _log.exception("The page could not be built")
            front.failure = PlainTextResponse("The page could not be built; the log says why.", status_code=500)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as opened:
            building = asyncio.create_task(assemble(opened))
            yield
            await building
        workplace.close()

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    tell_errors(app)

    @app.get("/health", response_class=PlainTextResponse)
    def health() -> str:
        return "ready" if workplace.is_ready() else workplace.failure or workplace.stage

    @app.get("/openapi.json")
    def no_schema() -> PlainTextResponse:
        """Hide the one that Gradio serves of its own."""
        return PlainTextResponse("There is no such page.", status_code=404)

    add_assets(app)
    for add in (add_login, add_sources, add_asking, add_requirements, add_terms, add_onboarding, add_keeping, add_insights):
        add(app, workplace)
    app.mount("/", front)
    return Gate(app, workplace.settings, workplace.records)


def _gradio_page(workplace: Workplace, language: str) -> FastAPI:
    from assistant.web.pages.ask.page import mounted_page

    return mounted_page(workplace, said_in(language))


def serve(settings: Settings) -> None:
    """Serve until stopped.

    Raises AssistantError where the port is taken and where anybody could ask without being known, LibraryError where the library
    cannot be opened.
    """
    if not settings.auth and not is_loopback(settings.host):
        raise AssistantError(
            f"On {settings.host} others can reach this, and nobody logs in: set POLICY_AUTH=accounts or POLICY_AUTH=proxy, "
            "or POLICY_AUTH=open-to-everyone if whoever reaches it may read everything."
        )
    listener = _listener(settings.host, settings.port)
    workplace = Workplace(settings)
    print(f"Policy assistant: http://{settings.host}:{settings.port}", flush=True)  # noqa: T201 # tells where the page is
    # The gate believes no header of a proxy but the one that is set, so uvicorn reads none either.
    options = uvicorn.Config(
        application(workplace),
        loop="asyncio",
        log_level="warning",
        timeout_graceful_shutdown=_LEAVE,
        proxy_headers=False,
        server_header=False,
    )
    uvicorn.Server(options).run(sockets=[listener])


def _listener(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        raise AssistantError(f"Cannot listen on {host}, port {port}: {error.strerror}; choose another with --port.") from error
    return listener
