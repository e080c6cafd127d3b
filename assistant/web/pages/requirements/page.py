"""The routes of the requirements: the page, what its script asks for, and exports."""

from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from assistant.requirements.export import as_csv, as_xlsx
from assistant.web.pages.requirements.board import board_part
from assistant.web.pages.requirements.changes import add_changes
from assistant.web.pages.requirements.filters import order_by
from assistant.web.pages.requirements.reading import asked_rows, calendar_of, given_by, rows_of, selection_of
from assistant.web.pages.requirements.view import (
    PAGE_ROWS,
    differences_part,
    history_part,
    page_of,
    page_values,
    progress_part,
    rows_part,
)
from assistant.web.shared.errors import RefusedError, user_of
from assistant.web.shared.i18n import translations_for
from assistant.web.shared.pages import Page
from assistant.web.state import AppState
from language.messages import message

_MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ics": "text/calendar; charset=utf-8",
}


def _routes(state: AppState) -> APIRouter:
    router = APIRouter()
    _add_views(router, state)
    _add_parts(router, state)
    _add_export(router, state)
    add_changes(router, state)
    return router


PAGE = Page("requirements", message("Requirements"), Path(__file__).parent, _routes, place=20)


def _add_views(router: APIRouter, state: AppState) -> None:
    @router.get("/requirements", response_class=HTMLResponse)
    def requirements(request: Request) -> str:
        user = user_of(request)
        role = state.records.learning.role(user.name)
        people = [one.name for one in state.records.accounts.all()] if user.may_be("editor") else []
        values = page_values(role, people, state.settings.auth in ("accounts", "proxy"))
        return state.view(request).page(PAGE, "pages/requirements/view.html", **values)

    @router.get("/requirements/rows", response_class=HTMLResponse)
    def rows(request: Request) -> str:
        given = given_by(request)
        chosen = selection_of(state, request)
        ids = chosen.ids(order_by(given), PAGE_ROWS, page_of(given) * PAGE_ROWS)
        rows = rows_of(state, chosen, ids)
        replacements = state.library.requirements.by_id(row.requirement.replaced_by for row in rows if row.requirement.replaced_by)
        marked = {row.status.requirement for row in rows if row.status}
        versions = state.records.history.versions({*ids, *marked})
        return rows_part(chosen, rows, replacements, versions, given, state.view(request))


def _add_parts(router: APIRouter, state: AppState) -> None:
    @router.get("/requirements/board", response_class=HTMLResponse)
    def board(request: Request, month: str = "") -> str:
        return board_part(state.library.requirements, selection_of(state, request), month[:7], state.view(request))

    @router.get("/requirements/progress", response_class=HTMLResponse)
    def progress(request: Request) -> str:
        titles = {entry.name: entry.title for entry in state.library.entries()}
        return progress_part(selection_of(state, request), titles, state.view(request))

    @router.get("/requirements/differences", response_class=HTMLResponse)
    def differences(request: Request) -> str:
        return differences_part(state.library, state.view(request))

    @router.get("/requirements/history", response_class=HTMLResponse)
    def history(request: Request, id: str) -> str:
        status = state.records.statuses.all(state.library.requirements).get(id)
        changed = state.records.history.of({id[:64], status.requirement if status else id[:64]})
        return history_part(changed, state.view(request))


def _add_export(router: APIRouter, state: AppState) -> None:
    @router.get("/requirements/export")
    def export(request: Request) -> Response:
        form = request.query_params.get("format", "")
        if form not in _MEDIA:
            raise RefusedError(400, "The format must be xlsx, csv or ics.")
        name, rows = f"requirements.{form}", asked_rows(state, request)
        state.records.audit.note(user_of(request).name, "export", f"{name} ({len(rows)})")
        disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
        if form == "ics":
            return Response(calendar_of(state, request), media_type=_MEDIA[form], headers=disposition)
        _ = translations_for(request)
        content = as_csv(rows, _).encode("utf-8-sig") if form == "csv" else as_xlsx(rows, _)
        return Response(content, media_type=_MEDIA[form], headers=disposition)
