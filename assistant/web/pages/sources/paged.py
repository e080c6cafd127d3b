"""The routes of the pages of documents: each as a picture with the cited words boxed and its text to select, the picture alone, the
strip beside them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from assistant.viewing.pages import Pages, has_pages, lines_of, may_be_paged
from assistant.web.pages.sources.known import known_document
from assistant.web.shared.errors import RefusedError
from assistant.web.state import AppState
from ingest.errors import ReadingError
from language.span import Span
from vectorstore.document import Document

_Drawn = TypeVar("_Drawn")


def add_paged(router: APIRouter, state: AppState) -> None:
    """Add the routes."""
    pages = state.pages

    @router.get("/source/page", response_class=HTMLResponse)
    def page(request: Request, document: int, start: int, end: int, number: int = 0) -> Response:
        found = _found(state, document)
        if not 0 <= start < end <= len(found.text):
            raise RefusedError(404, "There is no such place in the document.")
        cited = Span(start, end)
        with _told():
            shown = number or pages.first_of(found, cited)
            picture = _drawn(pages, found, shown, pages.page)
            boxes = pages.boxes(found, shown, cited)
            count = pages.count(found)
        values: dict[str, Any] = {
            "document": found, "start": start, "end": end, "number": shown, "count": count, "picture": picture, "boxes": boxes,
            "lines": lines_of(picture, Span(0, len(picture.text))), "is_first": not number,
        }  # fmt: skip
        return HTMLResponse(state.view(request).part("pages/sources/paged.html", **values))

    @router.get("/source/page/strip", response_class=HTMLResponse)
    def strip(request: Request, document: int) -> Response:
        found = _found(state, document)
        with _told():
            values = {"document": found, "headings": pages.outline(found), "count": pages.count(found)}
        return HTMLResponse(state.view(request).part("pages/sources/strip.html", **values))

    @router.get("/source/picture")
    def picture(document: int, number: int) -> Response:
        with _told():
            return _picture(_drawn(pages, _found(state, document), number, pages.page).picture)

    @router.get("/source/picture/small")
    def small_picture(document: int, number: int) -> Response:
        with _told():
            return _picture(_drawn(pages, _found(state, document), number, pages.small))


def _picture(content: bytes) -> Response:
    return Response(content, media_type="image/webp", headers={"Cache-Control": "private, max-age=3600"})


def _found(state: AppState, id: int) -> Document:
    document, _ = known_document(state.library, id)
    if document is None or not (has_pages(document) or may_be_paged(document)):
        raise RefusedError(404, "This document has been replaced or removed since.")
    return document


def _drawn(pages: Pages, document: Document, number: int, draw: Callable[[Document, int], _Drawn]) -> _Drawn:
    if not 0 < number <= pages.count(document):
        raise RefusedError(404, "There is no such place in the document.")
    return draw(document, number)


@contextmanager
def _told() -> Iterator[None]:
    """Refuse what cannot be drawn."""
    try:
        yield
    except ReadingError as error:
        raise RefusedError(404, "The page cannot be shown.") from error
