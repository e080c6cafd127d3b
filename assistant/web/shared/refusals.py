"""How what is refused, not found or failed is told: as a page to who browses, as JSON to who asks for that, else as its sentence."""

from pathlib import Path
from urllib.parse import quote

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse
from starlette.exceptions import HTTPException

from assistant.records.history import ChangedError
from assistant.records.users import User
from assistant.web.shared.addresses import above, back_to
from assistant.web.shared.errors import RefusedError
from assistant.web.shared.i18n import translations_for
from assistant.web.shared.pages import Page
from assistant.web.shared.programs import OPENAI, is_for_programs
from assistant.web.shared.view import View
from language.messages import Message, PolicyError, message

NO_PAGE = message("There is no such page.")
NO_WAY = message("This address takes no such request.")
NOT_ANSWERED = message("This could not be answered.")
_UNREADABLE = message("This cannot be read, or is too long.")
_BROKEN = message("Something went wrong here.")
_ONLY_SEEN = User("", "reader")  # nothing of the frame that is shown depends on who it is
_HINTS = {
    401: message("Whoever keeps this assistant can tell how one logs in."),
    403: message("Whoever keeps this assistant can open it to you."),
    404: message("The address may be old or mistyped, or what it named is gone."),
    405: message("The address may be old or mistyped, or what it named is gone."),
    413: message("Send a smaller file, or less at once."),
    429: message("Nothing is lost: wait a minute, go back and send it again."),
    500: message("The server's log says what. Try again; if it stays, tell whoever keeps this assistant."),
}


def told(request: Request, status: int, said: Message) -> Response:
    """Reply to a request with a status and what is to be said, in the language and form that its sender reads."""
    if is_browsed(request):
        return HTMLResponse(_page(request, status, said), status)
    text = translations_for(request).tell(said)
    path = request.scope["path"]
    if path.startswith(OPENAI):
        return JSONResponse({"error": {"message": text, "type": "invalid_request_error", "param": None, "code": str(status)}}, status)
    if is_for_programs(path) or "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"error": text, "status": status}, status)
    return PlainTextResponse(text, status)


def is_browsed(request: Request) -> bool:
    """Say whether a browser asks to show what it gets: scripts and programs do not ask for HTML first, or are said to be scripts."""
    return (
        not request.scope["path"].startswith(OPENAI)
        and "text/html" in request.headers.get("accept", "")
        and request.headers.get("sec-fetch-mode", "navigate") == "navigate"
    )


def tell_errors(app: FastAPI) -> None:
    """Let `app` answer our own errors with their sentence, and all others with a calm one; a fault of ours stands in the log."""

    @app.exception_handler(PolicyError)
    async def ours(request: Request, error: PolicyError) -> Response:
        status = error.status if isinstance(error, RefusedError) else 409 if isinstance(error, ChangedError) else 400
        return told(request, status, error.message)

    @app.exception_handler(HTTPException)
    async def of_routing(request: Request, error: HTTPException) -> Response:
        said = {404: NO_PAGE, 405: NO_WAY}.get(error.status_code, _UNREADABLE)
        return told(request, error.status_code, said)

    @app.exception_handler(RequestValidationError)
    @app.exception_handler(UnicodeError)
    async def unreadable(request: Request, _: Exception) -> Response:
        return told(request, 422, _UNREADABLE)

    @app.exception_handler(Exception)
    async def broken(request: Request, _: Exception) -> Response:
        return told(request, 500, _BROKEN)


def _page(request: Request, status: int, said: Message) -> str:
    path = request.scope["path"]
    user = getattr(request.state, "user", None)
    view = View(user or _ONLY_SEEN, translations_for(request), user is not None and getattr(request.state, "can_log_out", False))
    here = Page(quote(path.lstrip("/")) or "./", said, Path(__file__).parent, lambda _: APIRouter())
    hosts = (request.headers.get("host"), request.headers.get("x-forwarded-host"))
    back = back_to(request.headers.get("referer", ""), hosts, path)
    values = {"above": above(path), "is_known": user is not None, "number": status, "hint": _HINTS.get(status), "back": back}
    return view.page(here, "shared/html/refusal.html", with_source=False, **values)
