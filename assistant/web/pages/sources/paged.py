"""The routes of the pages of PDF: each as a picture with the cited words boxed and its text to select, the picture alone, and the strip
beside them."""

from collections.abc import Callable
from typing import Any, TypeVar

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from assistant.viewing.pages import boxes_of, lines_of
from assistant.web.pages.sources.known import known_document
from assistant.web.shared.errors import RefusedError
from assistant.web.state import AppState
from ingest.errors import ReadingError
from language.span import Span
from vectorstore.document import Document

_Drawn = TypeVar("_Drawn")


def is_paged(document: Document) -> bool:
    """Say whether a document has pages to be shown."""
    return bool(document.pages) and document.name.lower().endswith(".pdf")


def add_paged(router: APIRouter, state: AppState) -> None:
    """Add the routes."""
    pages = state.pages

    @router.get("/source/page", response_class=HTMLResponse)
    def page(request: Request, document: int, start: int, end: int, number: int = 0) -> Response:
        found = _found(state, document)
        if not 0 <= start < end <= len(found.text):
            raise RefusedError(404, "There is no such place in the document.")
        shown = number or found.page_at(start) or 1
        picture = _drawn(found, shown, pages.page)
        values: dict[str, Any] = {
            "document": found, "start": start, "end": end, "number": shown, "count": len(found.pages), "picture": picture,
            "boxes": boxes_of(picture, found, shown, Span(start, end)) or [], "lines": lines_of(picture, Span(0, len(picture.text))),
            "is_first": not number,
        }  # fmt: skip
        return HTMLResponse(state.view(request).part("pages/sources/paged.html", **values))

    @router.get("/source/page/strip", response_class=HTMLResponse)
    def strip(request: Request, document: int) -> Response:
        found = _found(state, document)
        try:
            headings = pages.outline(found)
        except ReadingError as error:
            raise RefusedError(404, "The page cannot be shown.") from error
        values = {"document": found, "headings": headings, "count": len(found.pages)}
        return HTMLResponse(state.view(request).part("pages/sources/strip.html", **values))

    @router.get("/source/picture")
    def picture(document: int, number: int) -> Response:
        return _picture(_drawn(_found(state, document), number, pages.page).picture)

    @router.get("/source/picture/small")
    def small_picture(document: int, number: int) -> Response:
        return _picture(_drawn(_found(state, document), number, pages.small))


def _picture(content: bytes) -> Response:
    return Response(content, media_type="image/webp", headers={"Cache-Control": "private, max-age=3600"})


def _found(state: AppState, id: int) -> Document:
    document, _ = known_document(state.library, id)
    if document is None or not is_paged(document):
        raise RefusedError(404, "This document has been replaced or removed since.")
    return document


def _drawn(document: Document, number: int, draw: Callable[[Document, int], _Drawn]) -> _Drawn:
    if not 0 < number <= len(document.pages):
        raise RefusedError(404, "There is no such place in the document.")
    try:
        return draw(document, number)
    except ReadingError as error:
        raise RefusedError(404, "The page cannot be shown.") from error
