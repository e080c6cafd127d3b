"""The routes of conversations: the list beside the chat, exports, and what users say of answers."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Body, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse

from assistant.answer.blocks import Table
from assistant.answer.table_export import as_csv, as_xlsx
from assistant.records.conversation_export import as_docx, as_markdown, as_text
from assistant.records.conversations import Turn
from assistant.web.pages.ask.parts import conversations_part
from assistant.web.shared.changes import followed
from assistant.web.shared.errors import RefusedError, user_of
from assistant.web.shared.i18n import translations_for
from assistant.web.state import AppState
from language.messages import Translations

_MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_Number = Annotated[int, Query(ge=0, lt=2**63)]
_Id = Annotated[str, Body(max_length=64)]


def routes(state: AppState) -> APIRouter:
    """Give the routes."""
    router = APIRouter()
    _add_list(router, state)
    _add_exports(router, state)
    _add_rating(router, state)
    return router


def _add_list(router: APIRouter, state: AppState) -> None:
    conversations = state.records.conversations

    @router.get("/conversations", response_class=HTMLResponse)
    def find(request: Request, text: str = "") -> str:
        return conversations_part(conversations.find(user_of(request).name, text[:100]), text, translations_for(request))

    @router.get("/conversations/status")
    def status(request: Request) -> Response:
        user_of(request)
        _ = translations_for(request)
        return followed(state.changes, lambda: _status(state, _))

    @router.post("/conversations/rename")
    def rename(request: Request, id: _Id, title: Annotated[str, Body(max_length=300)]) -> Response:
        conversations.rename(user_of(request).name, id, title)
        return JSONResponse({})

    @router.post("/conversations/delete")
    def delete(request: Request, id: Annotated[str, Body(max_length=64, embed=True)]) -> Response:
        conversations.delete(user_of(request).name, id)
        return JSONResponse({})


def _add_exports(router: APIRouter, state: AppState) -> None:
    conversations, audit = state.records.conversations, state.records.audit

    @router.get("/conversations/export")
    def export(request: Request, id: str, format: str = "md") -> Response:
        user = user_of(request).name
        found = conversations.conversation(user, id)
        if found is None:
            raise RefusedError(404, "There is no such conversation.")
        audit.note(user, "export", f"conversation as {format}.")
        return _exported(request, found.title, conversations.turns(user, id), format)

    @router.get("/conversations/answer")
    def answer(request: Request, turn: _Number, format: str = "md") -> Response:
        user = user_of(request).name
        found = conversations.turn(user, turn)
        if format in _MEDIA:
            audit.note(user, "export", f"answer as {format}.")
        return _exported(request, found.question, [found], format)


def _add_rating(router: APIRouter, state: AppState) -> None:
    conversations = state.records.conversations

    @router.post("/conversations/rate")
    def rate(
        request: Request,
        turn: Annotated[int, Body(ge=0, lt=2**63)],
        rating: Annotated[str, Body(max_length=10)],
        reasons: Annotated[list[str], Body(max_length=10)],
        remark: Annotated[str, Body(max_length=2000)] = "",
        saved: Annotated[str, Body(max_length=5)] = "",
    ) -> Response:
        conversations.rate(user_of(request).name, turn, rating, reasons, remark, saved)
        return JSONResponse({"rating": rating})


def _status(state: AppState, _: Translations) -> tuple[dict[str, object], bool]:
    """Give how far the library is, or what is in it, and whether that is the last to tell."""
    is_ready = state.is_finished
    return {"text": library_status(state, _), "is_ready": is_ready, "is_failed": bool(state.failure)}, is_ready


def library_status(state: AppState, _: Translations) -> str:
    """Say what the library holds, or what keeps it from being ready."""
    if not state.is_finished:
        return _.tell(state.stage)
    if state.failure:
        return _.tell(state.failure)
    if count := len(state.library.entries()):
        return _("{count} documents, as of {day}", count=count, day=state.library.as_of())
    return _("There are no documents yet.")


def _exported(request: Request, title: str, turns: list[Turn], form: str) -> Response:
    say = translations_for(request)
    if form == "text":  # for the clipboard
        return PlainTextResponse("\n\n".join(as_text(turn, say) for turn in turns))
    content = _content(title, turns, form, say)
    name = quote(f"{title[:60].strip() or 'conversation'}.{form}", safe="")
    return Response(content, media_type=_MEDIA[form], headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"})


def _content(title: str, turns: list[Turn], form: str, say: Translations) -> bytes:
    match form:
        case "docx":
            return as_docx(title, turns, say)
        case "md":
            return as_markdown(title, turns, say).encode()
        case "csv" | "xlsx":
            tables = [table for turn in turns if turn.answer for table in turn.answer.blocks_of(Table)]
            if not tables:
                raise RefusedError(404, "There is no table to export.")
            return as_csv(tables).encode("utf-8-sig") if form == "csv" else as_xlsx(tables)
        case _:
            raise RefusedError(400, "The format must be docx, md, csv or xlsx.")
