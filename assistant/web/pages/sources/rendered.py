"""The routes of a document as it is shown: its structure with the cited words marked, part by part, and the strip beside it."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from assistant.bootstrap import reader_memory
from assistant.viewing.rendering.renditions import Renditions
from assistant.web.pages.sources.known import known_document
from assistant.web.shared.errors import RefusedError
from assistant.web.state import AppState
from language.span import Span


def add_rendered(router: APIRouter, state: AppState) -> None:
    """Add the routes."""
    renditions = Renditions(state.library, reader_memory(state.settings))

    @router.get("/source/rendered", response_class=HTMLResponse)
    def rendered(request: Request, document: int, start: int, end: int, part: int = -1) -> Response:
        found, _ = known_document(state.library, document)
        if found is None or not 0 <= start < end <= len(found.text):
            raise RefusedError(404, "There is no such place in the document.")
        rendition = renditions.of(found)
        marks = rendition.find(Span(start, end))
        number = part if part >= 0 else rendition.part_of(marks)
        if number >= rendition.count:
            raise RefusedError(404, "There is no such place in the document.")
        values = {
            "document": found, "start": start, "end": end, "part": rendition.part(number, marks), "is_found": bool(marks),
            "is_first": part < 0, "lengths": rendition.lengths, "has_outline": bool(rendition.headings()),
        }  # fmt: skip
        return HTMLResponse(state.view(request).part("pages/sources/rendered.html", **values))

    @router.get("/source/rendered/strip", response_class=HTMLResponse)
    def strip(request: Request, document: int) -> Response:
        found, _ = known_document(state.library, document)
        if found is None:
            raise RefusedError(404, "This document has been replaced or removed since.")
        values = {"document": found, "headings": renditions.of(found).headings(), "count": 0}
        return HTMLResponse(state.view(request).part("pages/sources/strip.html", **values))
