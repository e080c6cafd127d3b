"""The routes of the page: the list beside the chat, and what can be chosen."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Body, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import StringConstraints

from assistant.web.pages.ask.exports import add_exports
from assistant.web.pages.ask.listing import conversations_part, grouped
from assistant.web.scope import Choices, choices_part
from assistant.web.shared.changes import followed
from assistant.web.shared.errors import user_of
from assistant.web.shared.i18n import translations_for
from assistant.web.state import AppState
from language.messages import Translations

_Id = Annotated[str, Body(max_length=64)]
_ShortText = Annotated[str, StringConstraints(max_length=64)]
_PAGE, _MOST = 50, 10_000  # conversations of a list
_DAY = 24 * 60


def routes(state: AppState) -> APIRouter:
    """Give the routes."""
    router = APIRouter()
    _add_list(router, state)
    _add_scope(router, state)
    add_exports(router, state)
    return router


def _add_list(router: APIRouter, state: AppState) -> None:
    conversations = state.records.conversations

    @router.get("/conversations", response_class=HTMLResponse)
    def find(
        request: Request,
        text: Annotated[str, Query(max_length=100)] = "",
        most: Annotated[int, Query(ge=1, le=_MOST)] = _PAGE,
        behind: Annotated[int, Query(ge=-_DAY, le=_DAY)] = 0,
    ) -> str:
        found = conversations.find(user_of(request).name, text, most + 1)
        return conversations_part(grouped(found[:most], datetime.now(UTC), behind), text, len(found) > most, translations_for(request))

    @router.get("/conversations/status")
    def status(request: Request) -> Response:
        user_of(request)
        _ = translations_for(request)
        return followed(state.changes, lambda: _status(state, _))

    @router.post("/conversations/rename")
    def rename(request: Request, id: _Id, title: Annotated[str, Body(max_length=300)]) -> Response:
        conversations.rename(user_of(request).name, id, title)
        return JSONResponse({})

    @router.post("/conversations/pin")
    def pin(request: Request, id: _Id, pinned: Annotated[bool, Body()]) -> Response:
        conversations.pin(user_of(request).name, id, pinned)
        return JSONResponse({})

    @router.post("/conversations/delete")
    def delete(request: Request, ids: Annotated[list[_ShortText], Body(max_length=_MOST, embed=True)]) -> Response:
        conversations.delete(user_of(request).name, ids)
        return JSONResponse({})


def _add_scope(router: APIRouter, state: AppState) -> None:
    @router.get("/conversations/choices", response_class=HTMLResponse)
    def choices(request: Request, text: Annotated[str, Query(max_length=100)] = "") -> str:
        user_of(request)
        _ = translations_for(request)
        return choices_part(Choices.of(state, _.language), text, _)


def _status(state: AppState, _: Translations) -> tuple[dict[str, object], bool]:
    """Give how far the library is, or what is in it, and whether that is the last to tell."""
    is_ready = state.is_finished
    return {"text": state.status(_), "is_ready": is_ready, "is_failed": bool(state.failure)}, is_ready
