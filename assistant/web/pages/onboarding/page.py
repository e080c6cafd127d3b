"""The routes of onboarding: the page, keeping what was read and answered, and a certificate of it."""

from datetime import date
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Body, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from assistant.onboarding.newcomer import Newcomer, Newcomers
from assistant.onboarding.roles import ROLES
from assistant.web.pages.onboarding.view import page_values
from assistant.web.security.authentication import called
from assistant.web.shared.errors import RefusedError, user_of
from assistant.web.shared.pages import Page
from assistant.web.shared.view import View
from assistant.web.state import AppState
from language.messages import message

_LONGEST_ITEM = 400


def _routes(state: AppState) -> APIRouter:
    router, newcomers = APIRouter(), Newcomers(state.library, state.records.learning)

    @router.get("/onboarding", response_class=HTMLResponse)
    def onboarding(request: Request, role: Annotated[str, Query(max_length=100)] | None = None) -> str:
        view = state.view(request)
        if role is not None:
            state.records.learning.work_in(view.user.name, role if role in ROLES else "")
        values = page_values(state.library, newcomers.of(view.user.name, view.translations.language), date.today())
        return view.page(PAGE, "pages/onboarding/view.html", with_source=bool(values["steps"]), **values)

    @router.get("/certificate", response_class=HTMLResponse)
    def certificate(request: Request, user: Annotated[str, Query(max_length=200)] = "") -> str:
        view = state.view(request)
        if user not in ("", view.user.name):
            user_of(request, "administrator")
        newcomer = newcomers.of(user or view.user.name, view.translations.language)
        return view.page(PAGE, "pages/onboarding/certificate.html", with_source=False, newcomer=newcomer, who=called, today=date.today())

    @router.post("/onboarding/read")
    def read(request: Request, item: Annotated[str, Body(max_length=_LONGEST_ITEM)], done: Annotated[bool, Body()]) -> Response:
        view = state.view(request)
        if item not in {entry.name for entry in state.library.entries()}:
            raise RefusedError(404, "There is no such document.")
        newcomers.read(view.user.name, item, date.today() if done else None)
        return JSONResponse({"done": done, "learned": view.translations.tell(_of(newcomers, view).progress)})

    @router.post("/onboarding/answer")
    def answer(request: Request, question: Annotated[str, Body(max_length=64)], option: Annotated[int, Body(ge=0, le=9)]) -> Response:
        view = state.view(request)
        asked = next((one for one in _of(newcomers, view).questions if one.id == question), None)
        if asked is None:
            raise RefusedError(404, "The documents have changed since; load the page again.")
        is_right = option == asked.right
        newcomers.answered(view.user.name, asked.id, is_right)
        html = view.part("pages/onboarding/verdict.html", question=asked, is_right=is_right)
        told = view.translations.tell(_of(newcomers, view).progress)
        return JSONResponse({"right": is_right, "correct": asked.right, "told": html, "learned": told})

    return router


def _of(newcomers: Newcomers, view: View) -> Newcomer:
    return newcomers.of(view.user.name, view.translations.language)


PAGE = Page("onboarding", message("Onboarding"), Path(__file__).parent, _routes, place=30)
