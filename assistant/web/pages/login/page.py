"""The routes of logging in and out, and of choosing a language."""

from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from assistant.records.users import LoginError
from assistant.single_sign_on import SingleSignOn
from assistant.web.security.authentication import SESSION
from assistant.web.shared.addresses import LONGEST, returning, within
from assistant.web.shared.errors import user_of
from assistant.web.shared.i18n import COOKIE, translations_for
from assistant.web.shared.pages import ANYBODY, Page
from assistant.web.shared.templates import render
from assistant.web.shared.view import choices
from assistant.web.state import AppState
from language.language import languages
from language.messages import Message, message

_YEAR = 365 * 24 * 3600
_LONGEST_NAME = 64
_AWAY, _BACK = "policy_away", "login-back"


def _routes(state: AppState) -> APIRouter:
    router = APIRouter()
    _add_sessions(router, state)
    _add_sign_on(router, state)
    _add_language(router)
    return router


PAGE = Page("login", message("Log in"), Path(__file__).parent, _routes, role=ANYBODY)


def _add_sessions(router: APIRouter, state: AppState) -> None:
    accounts, audit, settings = state.records.accounts, state.records.audit, state.settings

    @router.get("/login", response_class=HTMLResponse)
    def login(request: Request, to: str = "") -> Response:
        if settings.auth != "accounts" or request.state.user is not None:
            return RedirectResponse(within(to), 303)
        return HTMLResponse(_page(state, request, to))

    @router.post("/login", response_class=HTMLResponse)
    def log_in(
        request: Request,
        name: Annotated[str, Form(max_length=200)],
        password: Annotated[str, Form(max_length=1000)],
        to: Annotated[str, Form(max_length=LONGEST)] = "",
    ) -> Response:
        if settings.auth != "accounts":
            return RedirectResponse("./", 303)
        try:
            token = accounts.log_in(name, password, 3600 * settings.session_hours, request.state.address)
        except LoginError as error:
            audit.note(name, "failed login")
            return HTMLResponse(_page(state, request, to, error.message, name), status_code=403)
        audit.note(name.strip().lower(), "log in")
        return _entered(request, token, 3600 * settings.session_hours, to)

    @router.post("/logout")
    def log_out(request: Request) -> Response:
        user = user_of(request)
        accounts.log_out(request.cookies.get(SESSION, ""))
        audit.note(user.name, "log out")
        page = RedirectResponse("login", 303)
        page.delete_cookie(SESSION, httponly=True, samesite="strict")
        return page


def _add_sign_on(router: APIRouter, state: AppState) -> None:
    accounts, audit, settings = state.records.accounts, state.records.audit, state.settings
    if settings.sign_on is None:
        return
    provider = SingleSignOn(settings.sign_on, state.records.secret())

    @router.get("/login-provider")
    def away(request: Request, to: Annotated[str, Query(max_length=LONGEST)] = "") -> Response:
        try:
            address, kept = provider.begin(f"{request.state.base}{_BACK}", to)
        except LoginError as error:
            return HTMLResponse(_page(state, request, to, error.message), status_code=503)
        page = RedirectResponse(address, 303)
        page.set_cookie(_AWAY, kept, max_age=600, httponly=True, samesite="lax", secure=_is_safe(request))
        return page

    @router.get(f"/{_BACK}", response_class=HTMLResponse)
    def back(request: Request) -> Response:
        """Take in who comes back. The page itself loads the next: a browser would not send the session's cookie with a redirect that began
        at another site."""
        try:
            signed_on = provider.finish(f"{request.state.base}{_BACK}", request.cookies.get(_AWAY, ""), request.query_params)
            seconds = 3600 * settings.session_hours
            token = accounts.enter(signed_on.name, signed_on.role, seconds)
        except LoginError as error:
            audit.note("", "failed login", error.message.id)
            return HTMLResponse(_page(state, request, "", error.message), status_code=403)
        audit.note(signed_on.name.strip().lower(), "log in")
        values = {"address": within(signed_on.to), "_": translations_for(request)}
        page = HTMLResponse(render("pages/login/entered.html", **values))
        page.set_cookie(SESSION, token, max_age=seconds, httponly=True, samesite="strict", secure=_is_safe(request))
        page.delete_cookie(_AWAY, httponly=True, samesite="lax")
        return page


def _add_language(router: APIRouter) -> None:
    @router.get("/language")
    def language(to: str = "en", back: str = "") -> Response:
        page = RedirectResponse(within(back), 303)
        if to in {one.code for one in languages()}:
            page.set_cookie(COOKIE, to, max_age=_YEAR, httponly=True, samesite="strict")
        return page


def _entered(request: Request, token: str, seconds: int, to: str) -> Response:
    """Send the user to the page `to` with the session's token, which lasts so many seconds."""
    page = RedirectResponse(within(to), 303)
    page.set_cookie(SESSION, token, max_age=seconds, httponly=True, samesite="strict", secure=_is_safe(request))
    return page


def _is_safe(request: Request) -> bool:
    return request.url.scheme == "https" or request.headers.get("x-forwarded-proto", "") == "https"


def _page(state: AppState, request: Request, to: str, reason: Message | None = None, name: str = "") -> str:
    _ = translations_for(request)
    here = quote(f"login{returning(to, '')}", safe="")
    values: dict[str, Any] = {"to": to, "here": here, "reason": reason, "name": name[:_LONGEST_NAME], "page": PAGE}
    values["provider"] = f"login-provider{returning(to, '')}" if state.settings.sign_on else ""
    return render("pages/login/view.html", _=_, **values, **choices(_))
