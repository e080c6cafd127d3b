"""The routes of the requirements: the page, what its script asks for, exports, and marks."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Body, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from assistant.records.requirement_status import RequirementStatus
from assistant.requirements.export import as_calendar, as_csv, as_xlsx
from assistant.web.pages.requirements.filters import order_by, requirement_filter
from assistant.web.pages.requirements.view import differences_part, page_values, progress_part, rows_part
from assistant.web.shared.errors import RefusedError, user_of
from assistant.web.shared.pages import Page
from assistant.web.state import AppState
from language.messages import message
from vectorstore.requirement import Requirement

_LONGEST_VALUE = 300
_MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ics": "text/calendar; charset=utf-8",
}


def _routes(state: AppState) -> APIRouter:
    router = APIRouter()
    _add_views(router, state)
    _add_export(router, state)
    _add_mark(router, state)
    return router


PAGE = Page("requirements", message("Requirements"), Path(__file__).parent, _routes, place=20)


def _add_views(router: APIRouter, state: AppState) -> None:
    library, statuses = state.library, state.records.statuses

    @router.get("/requirements", response_class=HTMLResponse)
    def requirements(request: Request) -> str:
        return state.view(request).page(PAGE, "pages/requirements/view.html", **page_values(library.requirements))

    @router.get("/requirements/rows", response_class=HTMLResponse)
    def rows(request: Request) -> str:
        return rows_part(library.requirements, _given(request), statuses.all(library.requirements), date.today(), state.view(request))

    @router.get("/requirements/progress", response_class=HTMLResponse)
    def progress(request: Request) -> str:
        return progress_part(library.requirements, statuses.all(library.requirements), state.view(request))

    @router.get("/requirements/differences", response_class=HTMLResponse)
    def differences(request: Request) -> str:
        return differences_part(library, state.view(request))


def _add_export(router: APIRouter, state: AppState) -> None:
    library, statuses = state.library, state.records.statuses

    @router.get("/requirements/export")
    def export(request: Request) -> Response:
        form, all_statuses, given = request.query_params.get("format", ""), statuses.all(library.requirements), _given(request)
        if form not in _MEDIA:
            raise RefusedError(400, "The format must be xlsx, csv or ics.")
        reader = state.view(request).translations.language
        chosen = library.requirements.find(requirement_filter(given, date.today(), all_statuses, reader), order_by(given))
        name = f"requirements.{form}"
        state.records.audit.note(user_of(request).name, "export", f"{name} ({len(chosen)})")
        disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(_exported(form, chosen, all_statuses), media_type=_MEDIA[form], headers=disposition)


def _add_mark(router: APIRouter, state: AppState) -> None:
    library, statuses = state.library, state.records.statuses

    @router.post("/requirements/mark")
    def mark(
        request: Request,
        id: Annotated[str, Body(max_length=64)],
        state_: Annotated[str | None, Body(alias="state", max_length=20)] = None,
        note: Annotated[str | None, Body(max_length=2000)] = None,
        name: Annotated[str | None, Body(max_length=100)] = None,
    ) -> Response:
        user = user_of(request, "editor")
        requirement = library.requirements.by_id([id]).get(id)
        if requirement is None:
            raise RefusedError(404, "This requirement has been replaced or removed since.")
        by = name if state.settings.auth == "" else user.name
        return JSONResponse({"state": statuses.set(requirement, state_, note, by).state})


def _exported(form: str, rows: Sequence[Requirement], statuses: Mapping[str, RequirementStatus]) -> bytes:
    if form == "csv":
        return as_csv(rows, statuses).encode("utf-8-sig")
    return as_xlsx(rows, statuses) if form == "xlsx" else as_calendar(rows, statuses)


def _given(request: Request) -> Mapping[str, str]:
    return {name: value[:_LONGEST_VALUE] for name, value in request.query_params.items() if name != "format"}
