"""The routes of sources: a span in its document, finding in a document, and the originals."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from assistant.answer.sentences import out_of_force
from assistant.viewing.pages import has_pages, may_be_paged
from assistant.web.pages.sources.finding import LONGEST_FIND, find_in, window
from assistant.web.pages.sources.known import known_document
from assistant.web.pages.sources.paged import add_paged
from assistant.web.pages.sources.rendered import add_rendered
from assistant.web.shared.errors import RefusedError, user_of
from assistant.web.shared.pages import Page
from assistant.web.shared.quotes import source_parts
from assistant.web.state import AppState
from language.messages import Message, Translations, message
from language.span import Span
from vectorstore.document import Document


@dataclass(frozen=True, slots=True)
class _View:
    """A way in which a document is shown besides its text: its name on the page, its route, its title."""

    name: str
    route: str
    title: Message


_PAGES, _STRUCTURE = _View("pages", "page", message("Pages")), _View("document", "rendered", message("Document"))
_ALONE = "default-src 'none'; sandbox"
_PDF = "default-src 'self'; object-src 'self'; frame-ancestors 'none'"
_AROUND, _WHOLE = 700, 200_000  # characters that the panel shows before and after the span


def _routes(state: AppState) -> APIRouter:
    router = APIRouter()
    _add_panel(router, state)
    add_rendered(router, state)
    add_paged(router, state)
    _add_original(router, state)
    return router


PAGE = Page("source", message("Source"), Path(__file__).parent, _routes)


def _add_panel(router: APIRouter, state: AppState) -> None:
    library = state.library

    @router.get("/source", response_class=HTMLResponse)
    def source(request: Request, document: int, start: int, end: int, whole: bool = False) -> Response:
        view = state.view(request)
        found, entry = known_document(library, document)
        if found is None or entry is None:
            gone = message("This document has been replaced or removed since; open the conversation again, or ask again.")
            return HTMLResponse(view.part("pages/sources/gone.html", reason=gone), status_code=404)
        if not 0 <= start < end <= len(found.text):
            gone = message("There is no such place in the document.")
            return HTMLResponse(view.part("pages/sources/gone.html", reason=gone), status_code=404)
        warning = out_of_force(view.translations.language, entry, library.entries())
        values = _values(found, Span(start, end), whole, view.translations) | {"warning": warning, "longest": LONGEST_FIND}
        return HTMLResponse(view.part("pages/sources/source.html", **values))

    @router.get("/source/find")
    def find(document: int, text: str, after: int = -1, back: bool = False) -> Response:
        found, _ = known_document(library, document)
        hit = find_in(found, text, after, back) if found else None
        if hit is None:
            return JSONResponse({"count": 0})
        return JSONResponse({"start": hit.span.start, "end": hit.span.end, "number": hit.number, "count": hit.count})


def _add_original(router: APIRouter, state: AppState) -> None:
    library = state.library

    @router.get("/documents/original")
    def original(request: Request, document: int, inline: bool = False) -> Response:
        user = user_of(request)
        _, entry = known_document(library, document)
        if entry is None:
            raise RefusedError(404, "This document has been replaced or removed since.")
        content = library.original(entry.name).content
        is_shown = inline and content.startswith(b"%PDF-")
        if not inline:
            state.records.audit.note(user.name, "download", entry.name)
        name = quote(entry.name.rsplit("/", 1)[-1])
        return Response(
            content,
            media_type="application/pdf" if is_shown else "application/octet-stream",
            headers={
                "Content-Disposition": f"{'inline' if is_shown else 'attachment'}; filename*=UTF-8''{name}",
                "Content-Security-Policy": _PDF if is_shown else _ALONE,
            },
        )


def _values(document: Document, cited: Span, whole: bool, _: Translations) -> dict[str, Any]:
    """Give what the panel shows: where the span stands, its surroundings or the whole document.

    Of a very long document it shows 200,000 characters before and after the span; “…” stands for the rest.
    """
    shown = window(document, cited, _WHOLE if whole else _AROUND)
    page = document.page_at(cited.start)
    return {
        "document": document,
        "start": cited.start,
        "end": cited.end,
        "whole": whole,
        "is_all": whole or shown == Span(0, len(document.text)),
        "parts": list(source_parts(shown.of(document.text), Span(cited.start - shown.start, cited.end - shown.start))),
        "begins": not shown.start,
        "ends": shown.end == len(document.text),
        "path": " › ".join(document.heading_at(cited.start)),
        "about": [one for one in (document.issuer, document.number, _.day(document.issued), document.name) if one],
        "page": page,
        "is_scan": page in document.scanned,
        "views": [_PAGES] if has_pages(document) else [_STRUCTURE, _PAGES] if may_be_paged(document) else [_STRUCTURE],
        "is_pdf": document.name.lower().endswith(".pdf"),
    }
