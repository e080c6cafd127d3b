"""The web application: a gate that knows who asks, our own pages, and behind all else the Gradio page."""

import asyncio
import logging
import socket
import warnings
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Protocol

import uvicorn
from anyio.to_thread import current_default_thread_limiter
from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.responses import PlainTextResponse, StreamingResponse
from pydantic.warnings import UnsupportedFieldAttributeWarning
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.errors import AssistantError
from assistant.operations.logs import log_as
from assistant.operations.metrics import MEDIA_TYPE
from assistant.queries.service import commands_answered
from assistant.settings import Settings
from assistant.web.api.answering import Answering
from assistant.web.api.app import PREFIX as API
from assistant.web.api.app import UPLOAD as API_UPLOAD
from assistant.web.api.app import api
from assistant.web.api.chat import chat
from assistant.web.api.tools import tools
from assistant.web.security.connections import Calm, limited, most_connections
from assistant.web.security.gate import Gate
from assistant.web.security.gradio_guard import Questions
from assistant.web.security.headers import answered_by_gradio
from assistant.web.security.network import is_loopback
from assistant.web.shared.assets import add_assets
from assistant.web.shared.changes import Changes
from assistant.web.shared.errors import RefusedError, user_of
from assistant.web.shared.i18n import translations_for
from assistant.web.shared.pages import ANYBODY, pages
from assistant.web.shared.programs import METRICS
from assistant.web.shared.refusals import NO_PAGE, NO_WAY, NOT_ANSWERED, is_browsed, tell_errors, told
from assistant.web.shared.templates import render
from assistant.web.state import AppState
from assistant.web.watched import Watched
from language.language import languages
from language.messages import Translations, message, translations

if TYPE_CHECKING:
    from assistant.web.pages.ask.page import MountedPage

_THREADS = 120  # that answer requests, some of which may wait to write
_LEAVE = 3  # seconds that open streams of the page have to end
_log = logging.getLogger(__name__)


class PageOfLanguage(Questions, Protocol):
    """The page in one language, and what is known of its events."""

    @property
    def application(self) -> ASGIApp:
        """What serves it."""


class StartupPage:
    """Answers from the first moment: a page that says so while the real ones, one for each language, are being built (Gradio takes
    seconds to import), and ends by loading the real one."""

    def __init__(self, changes: Changes) -> None:
        self.pages: dict[str, PageOfLanguage] = {}
        self.failure: ASGIApp | None = None
        self.is_building = False
        self._changes = changes
        self._wanted: dict[str, None] = {}  # in order

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        _ = translations_for(request)
        page = self.pages.get(_.language)
        answering = page.application if page else self.failure
        if is_browsed(request) and (scope["path"], scope["method"]) != ("/", "GET"):  # what Gradio has besides is for scripts
            answering = told(request, 404, NO_PAGE) if scope["path"] != "/" else told(request, 405, NO_WAY)
        elif answering is None:
            self.want(_.language)
            answering = StreamingResponse(self._until_built(_), media_type="text/html")
        else:
            answered_by_gradio(scope)
            send = _with_sentences(request, receive, send)
        await answering(scope, receive, send)

    async def _until_built(self, _: Translations) -> AsyncIterator[str]:
        yield render("shared/html/starting.html", _=_)
        with self._changes.awaited() as changed:
            while self.is_building and not (_.language in self.pages or self.failure):
                await changed.wait()
                changed.clear()
        yield '<meta http-equiv="refresh" content="0">'

    def open_sessions(self) -> Iterable[str]:
        """Give the session of each question that waits or is being answered."""
        return chain.from_iterable(page.open_sessions() for page in self.pages.values())

    def takes(self, function: int, values: int) -> bool:
        """Say whether the page has the function of this number, and it takes so many values."""
        return any(page.takes(function, values) for page in self.pages.values())

    def add(self, language: str, page: PageOfLanguage) -> None:
        """Serve a page from now on."""
        self.pages[language] = page
        self._changes.note()

    def fail(self, failure: ASGIApp) -> None:
        """Answer by `failure` where there is no page."""
        self.failure = failure
        self._changes.note()

    def want(self, language: str) -> None:
        """Remember that somebody waits for the page in a language."""
        self._wanted[language] = None
        self._changes.note()

    @property
    def is_awaited(self) -> bool:
        """Say whether somebody waits for a page."""
        return not self._wanted.keys() <= self.pages.keys()

    def next_language(self) -> str | None:
        """Name the language whose page is to be built next, one that somebody waits for first; None where all are there."""
        codes = (*self._wanted, *(language.code for language in languages()))
        return next((code for code in codes if code not in self.pages), None)


def application(state: AppState) -> ASGIApp:
    """Build the application around `state`, which it makes ready in the background and closes when it shuts down."""
    front = StartupPage(state.changes)

    async def assemble(opened: AsyncExitStack) -> None:
        try:
            while language := front.next_language():
                page = await asyncio.to_thread(partial(_gradio_page, state, language))
                await opened.enter_async_context(page.application.router.lifespan_context(page.application))
                front.add(language, page)
                state.prepare()
                with state.changes.awaited() as changed:  # the others can wait until questions are answered
                    while not (state.is_finished or front.is_awaited):
                        await changed.wait()
                        changed.clear()
        except Exception:
            _log.exception("The page could not be built")
            front.fail(_not_built)

    answering = Answering(state)
    tool_routes, tools_open = tools(state, answering)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as opened:
            opened.enter_context(commands_answered(state))
            await opened.enter_async_context(tools_open)
            current_default_thread_limiter().total_tokens = _THREADS
            front.is_building = True
            building = asyncio.create_task(assemble(opened))
            yield
            building.cancel()
            with suppress(asyncio.CancelledError):
                await building
        state.close()

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    tell_errors(app)

    @app.get("/openapi.json")
    def no_schema() -> None:
        """Hide the one that Gradio serves of its own."""
        raise RefusedError(404, "There is no such page.")

    public = _public(state)
    app.include_router(public)
    for page in pages():
        router = page.routes(state)
        app.include_router(router, dependencies=[Depends(_required(page.role))] if page.role != ANYBODY else [])
        if page.role == ANYBODY:
            public.include_router(router)
    app.mount(API, api(state, answering))
    app.include_router(chat(answering))
    app.router.routes.extend(tool_routes)
    app.get(METRICS, dependencies=[Depends(_required("reader"))])(partial(_metrics, state))
    app.mount("/", front)
    _build(app.routes)
    _build(public.routes)
    uploads = {API_UPLOAD, *(f"/{page.upload}" for page in pages() if page.upload)}
    return Watched(Gate(app, state.settings, state.records, public.routes, front, uploads), state.metrics)


def _with_sentences(request: Request, receive: Receive, send: Send) -> Send:
    """Give a `send` that tells in a sentence what Gradio refuses in its own way."""
    is_refused = False

    async def sending(event: Message) -> None:
        nonlocal is_refused
        if event["type"] == "http.response.start" and event["status"] >= 400:
            is_refused = True
            said = {404: NO_PAGE, 405: NO_WAY}.get(event["status"], NOT_ANSWERED)
            await told(request, event["status"], said)(request.scope, receive, send)
        elif not is_refused:
            await send(event)

    return sending


async def _not_built(scope: Scope, receive: Receive, send: Send) -> None:
    """Say that there is no page to ask on."""
    reply = told(Request(scope), 500, message("The page could not be built; the log says why."))
    await reply(scope, receive, send)


def _public(state: AppState) -> APIRouter:
    """Give what is answered whoever asks."""
    router = APIRouter()

    @router.get("/health", response_class=PlainTextResponse)
    async def health() -> str:  # no thread is waited for
        return "ready" if state.is_ready else str(state.failure or state.stage)

    @router.get("/ready", response_class=PlainTextResponse)
    async def ready() -> PlainTextResponse:
        """Say by the status whether questions can be answered, for what sends requests to one of several."""
        return PlainTextResponse("ready" if state.is_ready else str(state.failure or state.stage), 200 if state.is_ready else 503)

    add_assets(router)
    return router


def _metrics(state: AppState) -> Response:
    return Response(state.metrics.text(), media_type=MEDIA_TYPE)


def _build(routes: Sequence[BaseRoute]) -> None:
    """Let FastAPI build the routes of the pages now, by looking for one: at the first request it would do so while other threads work,
    and whoever changes the filters of warnings, as it does then, changes those of all threads."""
    for route in routes:
        route.matches({"type": "http", "method": "GET", "path": "/", "root_path": "", "headers": []})


def _required(role: str) -> Callable[[Request], None]:
    """Give what refuses a request of one who has not the role."""

    def check(request: Request) -> None:
        user_of(request, role)

    return check


def _gradio_page(state: AppState, language: str) -> "MountedPage":
    from assistant.web.pages.ask.page import mounted_page

    return mounted_page(state, translations(language))


def serve(settings: Settings) -> None:
    """Serve until stopped.

    Raises AssistantError where the port is taken and where anybody could ask without being known, LibraryError where the library
    cannot be opened.
    """
    if not settings.auth and not is_loopback(settings.host):
        raise AssistantError(
            "On {host} others can reach this, and nobody logs in: set POLICY_AUTH=accounts or POLICY_AUTH=proxy, "
            "or POLICY_AUTH=open-to-everyone if whoever reaches it may read everything.",
            host=settings.host,
        )
    log_as(settings.log)
    listener = _listener(settings.host, settings.port)
    state = AppState(settings)
    print(f"Policy assistant: http://{settings.host}:{settings.port}", flush=True)  # noqa: T201 # tells where the page is
    # The gate believes no header of a proxy but the one that is set, so uvicorn reads none either.
    logging.getLogger("uvicorn.error").addFilter(Calm())
    # FastAPI means to keep this to itself, but while Gradio's page is built in a thread its filter is not always in force.
    warnings.filterwarnings("ignore", category=UnsupportedFieldAttributeWarning)
    options = uvicorn.Config(
        application(state),
        http=limited(most_connections(), settings.proxy_addresses),
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
        raise AssistantError(
            "Cannot listen on {host}, port {port}: {reason}; choose another with --port.", host=host, port=port, reason=error.strerror
        ) from error
    return listener
