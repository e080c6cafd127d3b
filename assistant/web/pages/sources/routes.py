"""The routes of sources: a span in its document, finding in a document, and the originals."""

from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from assistant.web.pages.sources.page import find_in, source
from assistant.web.shared.errors import RefusedError, user_of
from assistant.web.shared.texts import spoken
from assistant.web.state import Workplace
from vectorstore.document import Document, DocumentSummary
from vectorstore.library import Library

_LARGEST_ID = 2**63
_ALONE = "default-src 'none'; sandbox"
_PDF = "default-src 'self'; object-src 'self'; frame-ancestors 'none'"


def add_sources(app: FastAPI, workplace: Workplace) -> None:
    """Add the routes to `app`."""
    library = workplace.library

    @app.get("/source", response_class=HTMLResponse)
    def show_source(request: Request, document: int, start: int, end: int, whole: bool = False) -> Response:
        say = spoken(request)
        found, entry = _known(library, document)
        if found is None or entry is None:
            told = say("This document has been replaced or removed since; open the conversation again, or ask again.")
            return HTMLResponse(f"<p>{told}</p>", status_code=404)
        if not 0 <= start < end <= len(found.text):
            return HTMLResponse(f"<p>{say('There is no such place in the document.')}</p>", status_code=404)
        return HTMLResponse(source(found, entry, start, end, whole, say))

    @app.get("/source/find")
    def find(document: int, text: str, after: int = -1, back: bool = False) -> Response:
        found, _ = _known(library, document)
        hit = find_in(found, text, after, back) if found else None
        told = {"start": hit.start, "end": hit.end, "number": hit.number, "count": hit.count} if hit else {"count": 0}
        return JSONResponse(told)

    @app.get("/documents/original")
    def original(request: Request, document: int, inline: bool = False) -> Response:
        user = user_of(request)
        _, entry = _known(library, document)
        if entry is None:
            raise RefusedError(404, "This document has been replaced or removed since.")
        content = library.original(entry.name).content
        name = entry.name.rsplit("/", 1)[-1]
        is_pdf = content.startswith(b"%PDF-")
        if not inline:
            workplace.records.audit.note(user.name, "download", entry.name)
        shown = "inline" if inline and is_pdf else "attachment"
        return Response(
            content,
            media_type="application/pdf" if shown == "inline" else "application/octet-stream",
            headers={
                "Content-Disposition": f"{shown}; filename*=UTF-8''{quote(name)}",
                "Content-Security-Policy": _PDF if shown == "inline" else _ALONE,
            },
        )


def _known(library: Library, id: int) -> tuple[Document | None, DocumentSummary | None]:
    if not 0 < id < _LARGEST_ID:
        return None, None
    return library.document(id), library.catalogue().by_id.get(id)
