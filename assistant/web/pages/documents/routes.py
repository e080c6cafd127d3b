"""The routes of documents: the list, and for administrators uploading, editing, reading again, removing and undoing that."""

from typing import Annotated

from fastapi import Body, FastAPI, Request, Response, UploadFile
from fastapi.responses import HTMLResponse, JSONResponse

from assistant.records.users import User
from assistant.web.pages.documents.page import documents_page, documents_part, jobs_part
from assistant.web.security.gate import UPLOAD
from assistant.web.shared.errors import user_of
from assistant.web.shared.texts import spoken
from assistant.web.state import Workplace
from ingest.metadata.stated import checked_properties
from vectorstore.document import PROPERTIES

_Name = Annotated[str, Body(max_length=1000, embed=True)]


def add_keeping(app: FastAPI, workplace: Workplace) -> None:
    """Add the routes to `app`."""
    library, records, uploads = workplace.library, workplace.records, workplace.uploads

    @app.get("/documents", response_class=HTMLResponse)
    def documents(request: Request) -> str:
        return documents_page(library, workplace.view(request))

    @app.get("/documents/list", response_class=HTMLResponse)
    def listed(request: Request) -> str:
        view = workplace.view(request)
        removals = records.removed.all() if view.user.may_be("administrator") else []
        return documents_part(library.entries(), removals, view)

    @app.get("/documents/issuers")
    def issuers() -> Response:
        return JSONResponse(sorted({entry.issuer for entry in library.entries()} - {""}))

    @app.get("/documents/jobs")
    def jobs(request: Request) -> Response:
        own = uploads.jobs(_keeper(request).name)
        busy = any(job.state in ("waiting", "reading") for job in own)
        done = sum(job.state not in ("waiting", "reading") for job in own)
        return JSONResponse({"busy": busy, "done": done, "html": jobs_part(own, spoken(request))})

    @app.post(UPLOAD)
    def upload(request: Request, file: UploadFile) -> Response:
        user = _keeper(request)
        job = uploads.add(file.filename or "", file.file.read(), user.name)
        records.audit.note(user.name, "upload", job.name)
        return JSONResponse({"id": job.id})

    @app.post("/documents/properties")
    def properties(
        request: Request, name: Annotated[str, Body(max_length=1000)], properties: Annotated[dict[str, str], Body()]
    ) -> Response:
        user = _keeper(request)
        stated = {key: value.strip() for key, value in properties.items() if key in PROPERTIES}
        checked = checked_properties({key: value for key, value in stated.items() if value}, strict=True)
        library.give(library.original(name).source, checked | {key: "" for key, value in stated.items() if not value})
        records.audit.note(user.name, "edit", name)
        return JSONResponse({"id": uploads.again(name, user.name).id})

    @app.post("/documents/again")
    def again(request: Request, name: _Name) -> Response:
        user = _keeper(request)
        library.original(name)  # told at once where there is none
        records.audit.note(user.name, "read again", name)
        return JSONResponse({"id": uploads.again(name, user.name).id})

    @app.post("/documents/remove")
    def remove(request: Request, name: _Name) -> Response:
        user = _keeper(request)
        original = library.original(name)
        title = next((entry.title for entry in library.entries() if entry.name == name), name)
        id = records.removed.keep(name, title, original, library.given(original.source), user.name)
        library.remove(name)
        records.audit.note(user.name, "remove", name)
        return JSONResponse({"removal": id})

    @app.post("/documents/undo")
    def undo(request: Request, removal: Annotated[int, Body(embed=True, ge=0, lt=2**63)]) -> Response:
        user = _keeper(request)
        name, original, stated = records.removed.kept(removal)
        job = uploads.put_back(name, original, stated, user.name, lambda: records.removed.forget(removal))
        records.audit.note(user.name, "undo removal", name)
        return JSONResponse({"id": job.id})


def _keeper(request: Request) -> User:
    return user_of(request, "administrator")
