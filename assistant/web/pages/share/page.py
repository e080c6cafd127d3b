"""The routes of shared answers and conversations."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Body, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from assistant.web.pages.share.reading import Read, read_turns
from assistant.web.shared.errors import RefusedError, user_of
from assistant.web.shared.pages import Page
from assistant.web.state import AppState
from language.messages import message

_LONGEST = 64


def _routes(state: AppState) -> APIRouter:
    router = APIRouter()
    _add_reading(router, state)
    _add_sharing(router, state)
    return router


PAGE = Page("share", message("Shared"), Path(__file__).parent, _routes)


def _add_reading(router: APIRouter, state: AppState) -> None:
    @router.get("/share", response_class=HTMLResponse)
    def shared(request: Request, link: str = "") -> str:
        view = state.view(request)
        if not link:
            return view.page(PAGE, "pages/share/list.html", shares=state.records.shares.of(view.user.name), with_source=False)
        found = state.records.shares.shared(link[:_LONGEST])
        if found is None:
            raise RefusedError(404, "Nothing is shared by this link any more.")
        share, turns = found
        title = share.title if share.is_whole else turns[0].question
        return view.page(PAGE, "pages/share/view.html", read=Read(title, read_turns(turns, state.library, view.translations), share))

    @router.get("/print", response_class=HTMLResponse)
    def to_print(request: Request, conversation: str) -> str:
        view, conversations = state.view(request), state.records.conversations
        found = conversations.conversation(view.user.name, conversation[:_LONGEST])
        if found is None:
            raise RefusedError(404, "There is no such conversation.")
        turns = conversations.turns(view.user.name, found.id)
        return view.page(PAGE, "pages/share/view.html", read=Read(found.title, read_turns(turns, state.library, view.translations)))


def _add_sharing(router: APIRouter, state: AppState) -> None:
    shares, audit = state.records.shares, state.records.audit

    @router.post("/share/conversation")
    def conversation(request: Request, id: Annotated[str, Body(max_length=_LONGEST, embed=True)]) -> Response:
        user = user_of(request).name
        token = shares.share_conversation(user, id)
        audit.note(user, "share", "conversation")
        return JSONResponse({"token": token})

    @router.post("/share/answer")
    def answer(request: Request, turn: Annotated[int, Body(ge=0, lt=2**63, embed=True)]) -> Response:
        user = user_of(request).name
        token = shares.share_answer(user, turn)
        audit.note(user, "share", "answer")
        return JSONResponse({"token": token})

    @router.post("/share/revoke")
    def revoke(request: Request, token: Annotated[str, Body(max_length=_LONGEST, embed=True)]) -> Response:
        user = user_of(request).name
        shares.revoke(user, token)
        audit.note(user, "revoke", "share")
        return JSONResponse({})
