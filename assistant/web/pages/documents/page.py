"""The routes of the page of documents: the list, bringing and reading them."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Body, Request, Response, UploadFile
from fastapi.responses import HTMLResponse, JSONResponse

from assistant.uploading.job import Progress
from assistant.web.pages.documents.changing import add_changes, administrator
from assistant.web.pages.documents.view import jobs_part, list_part, page_values, state_of, told_of
from assistant.web.shared.changes import followed
from assistant.web.shared.pages import Page
from assistant.web.shared.view import View
from assistant.web.state import AppState
from language.messages import message


def _routes(state: AppState) -> APIRouter:
    router = APIRouter()
    _add_list(router, state)
    _add_reading(router, state)
    add_changes(router, state)
    return router


PAGE = Page("documents", message("Documents"), Path(__file__).parent, _routes, place=40, upload="documents/upload")


def _add_list(router: APIRouter, state: AppState) -> None:
    library = state.library

    def listed(view: View) -> str:
        return list_part(state, state.guesses.of(library.entries()), view)

    @router.get("/documents", response_class=HTMLResponse)
    def documents(request: Request) -> str:
        view = state.view(request)
        return view.page(
            PAGE, "pages/documents/view.html", with_source=False, listed=listed(view), hosts=state.settings.fetch, **page_values()
        )

    @router.get("/documents/list", response_class=HTMLResponse)
    def rows(request: Request) -> str:
        return listed(state.view(request))

    @router.get("/documents/issuers")
    def issuers() -> Response:
        return JSONResponse(sorted({entry.issuer for entry in library.entries()} - {""}))


def _add_reading(router: APIRouter, state: AppState) -> None:
    uploads = state.uploads

    @router.get("/documents/jobs")
    def jobs(request: Request) -> Response:
        user, view = administrator(request), state.view(request)

        def look() -> tuple[dict[str, object], bool]:
            own = uploads.jobs(user.name)
            busy = [job for job in own if job.is_busy]
            told = {"html": jobs_part(own, Progress.of(own), view), "reading": {job.name: state_of(job, view) for job in busy}}
            ended = [{"id": job.id, "told": told_of(job, view)} for job in own if not job.is_busy]
            return told | {"busy": bool(busy), "ended": ended}, not busy

        return followed(state.changes, look)

    @router.post("/documents/upload")
    def upload(request: Request, file: UploadFile) -> Response:
        user = administrator(request)
        job = uploads.add(file.filename or "", file.file.read(), user.name)
        state.records.audit.note(user.name, "upload", job.name)
        return JSONResponse({"id": job.id})

    @router.post("/documents/fetch")
    def fetch(request: Request, address: Annotated[str, Body(max_length=2000, embed=True)]) -> Response:
        user = administrator(request)
        job = uploads.fetch(address, user.name)
        state.records.audit.note(user.name, "fetch", job.name)
        return JSONResponse({"id": job.id})

    @router.post("/documents/cancel")
    def cancel(request: Request, ids: Annotated[list[Annotated[int, Body(gt=0, lt=2**63)]], Body(max_length=1000, embed=True)]) -> Response:
        user = administrator(request)
        uploads.cancel(set(ids), user.name)
        return JSONResponse({})
