"""Logging in and out, and choosing a language."""

from typing import Annotated
from urllib.parse import quote

from fastapi import FastAPI, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from assistant.records.users import LoginError
from assistant.web.security.gate import SESSION
from assistant.web.shared.parts import LANGUAGE_NAMES, PAGES
from assistant.web.shared.render import attribute, escaped
from assistant.web.shared.texts import COOKIE, LANGUAGES, spoken
from assistant.web.state import Workplace

_YEAR = 365 * 24 * 3600


def add_login(app: FastAPI, workplace: Workplace) -> None:
    """Add the routes to `app`."""
    accounts, audit, settings = workplace.records.accounts, workplace.records.audit, workplace.settings

    @app.get("/login", response_class=HTMLResponse)
    def login(request: Request, to: str = "") -> Response:
        if settings.auth != "accounts" or request.state.user is not None:
            return RedirectResponse("./", 303)
        return HTMLResponse(_page(request, to))

    @app.post("/login", response_class=HTMLResponse)
    def log_in(
        request: Request,
        name: Annotated[str, Form(max_length=200)],
        password: Annotated[str, Form(max_length=1000)],
        to: Annotated[str, Form(max_length=200)] = "",
    ) -> Response:
        if settings.auth != "accounts":
            return RedirectResponse("./", 303)
        try:
            token = accounts.log_in(name, password, 3600 * settings.session_hours)
        except LoginError as error:
            audit.note(name, "failed login")
            return HTMLResponse(_page(request, to, spoken(request)(str(error)), name), status_code=403)
        audit.note(name.strip().lower(), "log in")
        page = RedirectResponse(_within(to), 303)
        safe = request.url.scheme == "https" or request.headers.get("x-forwarded-proto", "") == "https"
        page.set_cookie(SESSION, token, max_age=3600 * settings.session_hours, httponly=True, samesite="strict", secure=safe)
        return page

    @app.post("/logout")
    def log_out(request: Request) -> Response:
        accounts.log_out(request.cookies.get(SESSION, ""))
        audit.note(request.state.user.name, "log out")
        page = RedirectResponse("login", 303)
        page.delete_cookie(SESSION, httponly=True, samesite="strict")
        return page

    @app.get("/language")
    def language(to: str = "en", back: str = "") -> Response:
        page = RedirectResponse(_within(back), 303)
        if to in LANGUAGES:
            page.set_cookie(COOKIE, to, max_age=_YEAR, httponly=True, samesite="strict")
        return page


def _within(to: str) -> str:
    """Give the address of one of our pages, the first where `to` is none: nobody is sent elsewhere."""
    page, _, query = to.partition("?")
    return "./" if page not in PAGES.values() else f"{page}?{quote(query, safe='=&%+')}" if query else page


def _page(request: Request, to: str, told: str = "", name: str = "") -> str:
    say = spoken(request)
    other = next(one for one in LANGUAGES if one != say.language)
    warning = f'<p class="warning" role="alert">{escaped(told)}</p>' if told else ""
    return f"""<!doctype html><html lang="{say.language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{say("Log in")} · {say("Policy Assistant")}</title>
<link rel="stylesheet" href="plain/plain.css"><link rel="icon" href="data:,"></head><body class="plain login"><main>
<h1>{say("Policy Assistant")}</h1>{warning}<form method="post" action="login"><input type="hidden" name="to" value="{attribute(to)}">
<label>{say("Name")} <input name="name" autocomplete="username" required autofocus maxlength="64" value="{attribute(name[:64])}"></label>
<label>{say("Password")} <input name="password" type="password" autocomplete="current-password" required maxlength="200"></label>
<button class="primary">{say("Log in")}</button></form>
<p class="hint"><a href="language?to={other}&amp;back=" lang="{other}">{LANGUAGE_NAMES[other]}</a></p></main></body></html>"""
