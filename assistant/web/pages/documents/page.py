"""The routes of documents: the list, and for administrators uploading, editing, reading again, removing and undoing that."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Body, Request, Response, UploadFile
from fastapi.responses import HTMLResponse, JSONResponse

from assistant.records.users import User
from assistant.web.pages.documents.view import jobs_part, list_part, page_values
from assistant.web.shared.changes import followed
from assistant.web.shared.errors import user_of
from assistant.web.shared.pages import Page
from assistant.web.state import AppState
from ingest.metadata.stated import checked_properties
from language.messages import message
from vectorstore.document import PROPERTIES

_Name = Annotated[str, Body(max_length=1000, embed=True)]


def _routes(state: AppState) -> APIRouter:
    router = APIRouter()
    _add_list(router, state)
    _add_reading(router, state)
    _add_pairing(router, state)
    _add_removal(router, state)
    return router


PAGE = Page("documents", message("Documents"), Path(__file__).parent, _routes, place=40, upload="documents/upload")


def _add_list(router: APIRouter, state: AppState) -> None:
    library, records, uploads = state.library, state.records, state.uploads

    @router.get("/documents", response_class=HTMLResponse)
    def documents(request: Request) -> str:
        view = state.view(request)
        listed = list_part(library.entries(), [], view)
        return view.page(PAGE, "pages/documents/view.html", with_source=False, listed=listed, **page_values())

    @router.get("/documents/list", response_class=HTMLResponse)
    def listed(request: Request) -> str:
        view = state.view(request)
        removals = records.removed.all() if view.user.may_be("administrator") else []
        return list_part(library.entries(), removals, view)

    @router.get("/documents/issuers")
    def issuers() -> Response:
        return JSONResponse(sorted({entry.issuer for entry in library.entries()} - {""}))

    @router.get("/documents/jobs")
    def jobs(request: Request) -> Response:
        user, view = _administrator(request), state.view(request)

        def look() -> tuple[dict[str, object], bool]:
            own = uploads.jobs(user.name)
            busy = [job for job in own if job.state in ("waiting", "reading")]
            return {"busy": bool(busy), "done": len(own) - len(busy), "html": jobs_part(own, view)}, not busy

        return followed(state.changes, look)


def _add_reading(router: APIRouter, state: AppState) -> None:
    library, records, uploads = state.library, state.records, state.uploads

    @router.post("/documents/upload")
    def upload(request: Request, file: UploadFile) -> Response:
        user = _administrator(request)
        job = uploads.add(file.filename or "", file.file.read(), user.name)
        records.audit.note(user.name, "upload", job.name)
        return JSONResponse({"id": job.id})

    @router.post("/documents/properties")
    def properties(
        request: Request, name: Annotated[str, Body(max_length=1000)], properties: Annotated[dict[str, str], Body()]
    ) -> Response:
        user = _administrator(request)
        stated = {key: value.strip() for key, value in properties.items() if key in PROPERTIES}
        checked = checked_properties({key: value for key, value in stated.items() if value}, strict=True)
        library.give(library.original(name).source, checked | {key: "" for key, value in stated.items() if not value})
        records.audit.note(user.name, "edit", name)
        return JSONResponse({"id": uploads.again(name, user.name).id})

    @router.post("/documents/again")
    def again(request: Request, name: _Name) -> Response:
        user = _administrator(request)
        library.original(name)  # told at once where there is none
        records.audit.note(user.name, "read again", name)
        return JSONResponse({"id": uploads.again(name, user.name).id})


def _add_pairing(router: APIRouter, state: AppState) -> None:
    library, records = state.library, state.records

    def add(verb: str, relate: Callable[[str, str], None]) -> None:
        @router.post(f"/documents/{verb}")
        def related(request: Request, name: _Name, other: _Name) -> Response:
            user = _administrator(request)
            relate(name, other)
            records.audit.note(user.name, verb, f"{name}, {other}")
            return JSONResponse({})

    add("pair", library.pair)
    add("part", library.part)


def _add_removal(router: APIRouter, state: AppState) -> None:
    library, records, uploads = state.library, state.records, state.uploads

    @router.post("/documents/remove")
    def remove(request: Request, name: _Name) -> Response:
        user = _administrator(request)
        original = library.original(name)
        title = next((entry.title for entry in library.entries() if entry.name == name), name)
        id = records.removed.keep(name, title, original, library.given(original.source), user.name)
        library.remove(name)
        records.audit.note(user.name, "remove", name)
        return JSONResponse({"removal": id})

    @router.post("/documents/undo")
    def undo(request: Request, removal: Annotated[int, Body(embed=True, ge=0, lt=2**63)]) -> Response:
        user = _administrator(request)
        name, original, stated = records.removed.kept(removal)
        job = uploads.put_back(name, original, stated, user.name, lambda: records.removed.forget(removal))
        records.audit.note(user.name, "undo removal", name)
        return JSONResponse({"id": job.id})


def _administrator(request: Request) -> User:
    return user_of(request, "administrator")
