"""The route of the page of one document."""

from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from assistant.web.pages.document.view import page_values
from assistant.web.shared.errors import RefusedError
from assistant.web.shared.pages import Page
from assistant.web.state import AppState
from language.messages import message


def _routes(state: AppState) -> APIRouter:
    router = APIRouter()

    @router.get("/document", response_class=HTMLResponse)
    def page(request: Request, name: str = "") -> str:
        entry = next((one for one in state.library.entries() if one.name == name), None)
        document = state.library.document(entry.id) if entry else None
        if entry is None or document is None:
            raise RefusedError(404, "There is no such document.")
        view = state.view(request)
        return view.page(PAGE, "pages/document/view.html", **page_values(state, entry, document, view))

    return router


PAGE = Page("document", message("Document"), Path(__file__).parent, _routes)
