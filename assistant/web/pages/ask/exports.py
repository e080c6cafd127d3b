"""The routes by which answers and conversations are taken along as files."""

import re
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import PlainTextResponse

from assistant.answer.blocks import Table
from assistant.answer.table_export import as_csv, as_xlsx
from assistant.records.conversation_export import as_markdown, as_text
from assistant.records.conversations import Turn
from assistant.records.word_export import as_docx
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
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|“”„«»‘’？：\x00-\x1f]+')


def add_exports(router: APIRouter, state: AppState) -> None:
    """Add the routes."""
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


def _exported(request: Request, title: str, turns: list[Turn], form: str) -> Response:
    say = translations_for(request)
    if form == "text":  # for the clipboard
        return PlainTextResponse("\n\n".join(as_text(turn, say) for turn in turns))
    content = _content(title, turns, form, say, _address(request))
    name = quote(f"{file_name(title)}.{form}", safe="")
    return Response(content, media_type=_MEDIA[form], headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"})


def _content(title: str, turns: list[Turn], form: str, say: Translations, address: str) -> bytes:
    match form:
        case "docx":
            return as_docx(title, turns, say, address)
        case "md":
            return as_markdown(title, turns, say).encode()
        case "csv" | "xlsx":
            tables = [table for turn in turns if turn.answer for table in turn.answer.blocks_of(Table)]
            if not tables:
                raise RefusedError(404, "There is no table to export.")
            return as_csv(tables).encode("utf-8-sig") if form == "csv" else as_xlsx(tables)
        case _:
            raise RefusedError(400, "The format must be docx, md, csv or xlsx.")


def _address(request: Request) -> str:
    """Give the address of the application as who asks sees it, also behind a proxy."""
    given = request.headers
    host, scheme = given.get("x-forwarded-host", given.get("host", "")), given.get("x-forwarded-proto", request.url.scheme)
    return f"{scheme}://{host}/"


def file_name(title: str) -> str:
    """Give `title` as the name of a file: without what systems do not allow there and browsers replace by “_”."""
    return " ".join(_NOT_IN_NAMES.sub(" ", title).split())[:60].strip(" .,;") or "conversation"
