"""The documents: listed, read, brought and removed."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response, UploadFile

from assistant.queries.documents import document_as_dict
from assistant.uploading.job import Job
from assistant.web.api import models
from assistant.web.removing import remove
from assistant.web.scope import Choices
from assistant.web.shared.errors import RefusedError, user_of
from assistant.web.shared.i18n import translations_for
from assistant.web.state import AppState
from vectorstore.document import DocumentSummary

_Id = Annotated[int, Path(ge=0, lt=2**63)]


def add_documents(router: APIRouter, state: AppState) -> None:
    """Add the routes."""
    _add_reading(router, state)
    _add_changes(router, state)


def _add_reading(router: APIRouter, state: AppState) -> None:
    library = state.library

    @router.get("/documents", tags=["documents"])
    def documents() -> list[dict[str, Any]]:
        """List the documents with what is known of each."""
        return [document_as_dict(entry) for entry in library.entries()]

    @router.get("/collections", tags=["documents"])
    def collections() -> list[dict[str, Any]]:
        """List the collections and folders of documents."""
        return [{"key": one.key, "name": one.name, "documents": sorted(one.documents)} for one in Choices.of(state).collections]

    @router.get("/documents/{id}", tags=["documents"])
    def document(id: _Id) -> dict[str, Any]:
        """Give what is known of a document; its id is another when it was read anew."""
        return document_as_dict(_known(state, id))

    @router.get("/documents/{id}/text", tags=["documents"])
    def text(id: _Id) -> dict[str, Any]:
        """Give the text in which all places count characters, and its headings with where each begins."""
        found = library.document(_known(state, id).id)
        if found is None:
            raise RefusedError(404, "There is no such document.")
        sections = [{"heading": list(one.path), "start": one.span.start, "end": one.span.end} for one in found.sections]
        return {"text": found.text, "sections": sections, "pages": list(found.pages)}

    @router.get("/documents/{id}/original", tags=["documents"], response_class=Response)
    def original(request: Request, id: _Id) -> Response:
        """Give the file as it was brought."""
        entry = _known(state, id)
        state.records.audit.note(user_of(request).name, "download", entry.name)
        return Response(library.original(entry.name).content, media_type="application/octet-stream")


def _add_changes(router: APIRouter, state: AppState) -> None:
    uploads = state.uploads

    @router.post("/documents", status_code=202, response_model=models.Job, tags=["documents"])
    def upload(request: Request, file: UploadFile) -> dict[str, Any]:
        """Let a file be read, in place of one of the same name that was brought before; for administrators."""
        user = user_of(request, "administrator")
        job = uploads.add(file.filename or "", file.file.read(), user.name)
        state.records.audit.note(user.name, "upload", job.name)
        return _told(request, job)

    @router.delete("/documents/{id}", tags=["documents"])
    def delete(request: Request, id: _Id) -> dict[str, int]:
        """Take a document out; on the page that can be undone for a day. For administrators."""
        user = user_of(request, "administrator")
        return {"removal": remove(state, _known(state, id), user.name)}

    @router.get("/jobs", response_model=list[models.Job], tags=["documents"])
    def jobs(request: Request) -> list[dict[str, Any]]:
        """List the files that were brought lately, the oldest first."""
        return [_told(request, job) for job in uploads.jobs(user_of(request, "administrator").name)]

    @router.get("/jobs/{id}", response_model=models.Job, tags=["documents"])
    def job(request: Request, id: _Id) -> dict[str, Any]:
        """Say how far a file is, or what became of it."""
        own = uploads.jobs(user_of(request, "administrator").name)
        if (found := next((job for job in own if job.id == id), None)) is None:
            raise RefusedError(404, "There is no such file.")
        return _told(request, found)


def _known(state: AppState, id: int) -> DocumentSummary:
    entry = next((one for one in state.library.entries() if one.id == id), None)
    if entry is None:
        raise RefusedError(404, "There is no such document.")
    return entry


def _told(request: Request, job: Job) -> dict[str, Any]:
    _ = translations_for(request)
    messages = [one if isinstance(one, str) else _.tell(one) for one in job.messages]
    return {"id": job.id, "name": job.name, "state": job.state, "share": job.share, "messages": messages}
