"""The routes of conversations: how far the library is, the list beside the chat, exports, and what users say of answers."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated
from urllib.parse import quote

from fastapi import Body, FastAPI, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, StreamingResponse

from assistant.records.conversation_export import as_docx, as_markdown, as_text
from assistant.records.conversations import Turn
from assistant.web.pages.ask.parts import conversations_part
from assistant.web.shared.errors import RefusedError, user_of
from assistant.web.shared.texts import Texts, spoken
from assistant.web.state import Workplace

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_BETWEEN = 0.5  # seconds between two statuses of a library that is being read
_Number = Annotated[int, Query(ge=0, lt=2**63)]
_Id = Annotated[str, Body(max_length=64)]


def add_asking(app: FastAPI, workplace: Workplace) -> None:
    """Add the routes to `app`."""
    conversations, audit = workplace.records.conversations, workplace.records.audit

    @app.get("/conversations", response_class=HTMLResponse)
    def find(request: Request, text: str = "") -> str:
        return conversations_part(conversations.find(user_of(request).name, text[:100]), text, spoken(request))

    @app.get("/conversations/status")
    def status(request: Request) -> Response:
        user_of(request)
        return StreamingResponse(_statuses(workplace, spoken(request)), media_type="text/event-stream")

    @app.post("/conversations/rename")
    def rename(request: Request, id: _Id, title: Annotated[str, Body(max_length=300)]) -> Response:
        conversations.rename(user_of(request).name, id, title)
        return JSONResponse({})

    @app.post("/conversations/delete")
    def delete(request: Request, id: Annotated[str, Body(max_length=64, embed=True)]) -> Response:
        conversations.delete(user_of(request).name, id)
        return JSONResponse({})

    @app.get("/conversations/export")
    def export(request: Request, id: str, format: str = "md") -> Response:
        user = user_of(request).name
        found = conversations.conversation(user, id)
        if found is None:
            raise RefusedError(404, "There is no such conversation.")
        audit.note(user, "export", f"conversation as {format}.")
        return _exported(request, found.title, conversations.turns(user, id), format)

    @app.get("/conversations/answer")
    def answer(request: Request, turn: _Number, format: str = "md") -> Response:
        user = user_of(request).name
        found = conversations.turn(user, turn)
        if format in ("docx", "md"):
            audit.note(user, "export", f"answer as {format}.")
        return _exported(request, found.question, [found], format)

    @app.post("/conversations/rate")
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


async def _statuses(workplace: Workplace, say: Texts) -> AsyncIterator[str]:
    """Give, as events of a server, how far the library is, and at last what is in it."""
    while not workplace.is_finished:
        yield _event(text=say.told(workplace.stage), is_ready=False, is_failed=False)
        await asyncio.sleep(_BETWEEN)
    yield _event(text=await asyncio.to_thread(_status, workplace, say), is_ready=True, is_failed=bool(workplace.failure))


def _event(**data: object) -> str:
    return f"data: {json.dumps(data)}\n\n"


def _status(workplace: Workplace, say: Texts) -> str:
    if workplace.failure:
        return say.told(workplace.failure)
    if count := len(workplace.library.entries()):
        return say("{count} documents, as of {day}", count=count, day=workplace.library.as_of())
    return say("There are no documents yet.")


def _exported(request: Request, title: str, turns: list[Turn], form: str) -> Response:
    say = spoken(request)
    match form:
        case "docx":
            content, media = as_docx(title, turns, say), _WORD
        case "md":
            content, media = as_markdown(title, turns, say).encode(), "text/markdown; charset=utf-8"
        case "text":  # for the clipboard
            return PlainTextResponse("\n\n".join(as_text(turn, say) for turn in turns))
        case _:
            raise RefusedError(400, "The format must be docx or md.")
    name = quote(f"{title[:60].strip() or 'conversation'}.{form}", safe="")
    return Response(content, media_type=media, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"})
