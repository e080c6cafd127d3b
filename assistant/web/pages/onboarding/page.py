"""The routes of onboarding: the page, and keeping what was read and answered."""

from datetime import date
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Body, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from assistant.onboarding.quiz import quiz
from assistant.onboarding.reading_path import reading_path
from assistant.web.pages.onboarding.progress import ANSWERED, READ, progress
from assistant.web.pages.onboarding.view import page_values
from assistant.web.shared.errors import RefusedError, user_of
from assistant.web.shared.pages import Page
from assistant.web.shared.view import View
from assistant.web.state import AppState
from language.messages import message

_LONGEST_ITEM = 400


def _routes(state: AppState) -> APIRouter:
    router, library, learning = APIRouter(), state.library, state.records.learning

    def learned(view: View) -> str:
        user, reader = view.user.name, view.translations.language
        documents = [step.entry.name for step in reading_path(library, reader)]
        return view.translations.tell(progress(documents, quiz(library, user, reader=reader), learning.learned(user)))

    @router.get("/onboarding", response_class=HTMLResponse)
    def onboarding(request: Request) -> str:
        view = state.view(request)
        values = page_values(library, view.user.name, learning.learned(view.user.name), date.today(), view.translations.language)
        return view.page(PAGE, "pages/onboarding/view.html", with_source=bool(values["steps"]), **values)

    @router.post("/onboarding/read")
    def read(request: Request, item: Annotated[str, Body(max_length=_LONGEST_ITEM)], done: Annotated[bool, Body()]) -> Response:
        user = user_of(request).name
        if not item.startswith(READ) or item.removeprefix(READ) not in {entry.name for entry in library.entries()}:
            raise RefusedError(404, "There is no such document.")
        learning.learn(user, item, date.today().isoformat() if done else "")
        return JSONResponse({"done": done, "learned": learned(state.view(request))})

    @router.post("/onboarding/answer")
    def answer(request: Request, question: Annotated[str, Body(max_length=64)], option: Annotated[int, Body(ge=0, le=9)]) -> Response:
        user, view = user_of(request).name, state.view(request)
        asked = next((one for one in quiz(library, user, reader=view.translations.language) if one.id == question), None)
        if asked is None:
            raise RefusedError(404, "The documents have changed since; load the page again.")
        is_right = option == asked.right
        learning.learn(user, ANSWERED + asked.id, "right" if is_right else "wrong")
        html = view.part("pages/onboarding/verdict.html", question=asked, is_right=is_right)
        return JSONResponse({"right": is_right, "correct": asked.right, "told": html, "learned": learned(view)})

    return router


PAGE = Page("onboarding", message("Onboarding"), Path(__file__).parent, _routes, place=30)
