"""The routes of terms: the page, what is found on it, and the card of one term beside the other pages."""

from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from assistant.web.shared.pages import Page
from assistant.web.state import AppState
from language.messages import message
from language.text.tokens import folded
from vectorstore.sql.glossary import stands_in
from vectorstore.term import Term

_LONGEST_SEARCH = 200
_MOST = 100  # terms that are shown at once


def _routes(state: AppState) -> APIRouter:
    router, glossary = APIRouter(), state.library.glossary

    @router.get("/terms", response_class=HTMLResponse)
    def terms(request: Request, text: str = "") -> str:
        view, found = state.view(request), _fitting(glossary.terms(), text)
        listed = view.part("pages/terms/list.html", terms=found[:_MOST], count=len(found), stands_in=stands_in)
        return view.page(PAGE, "pages/terms/view.html", text=text, listed=listed)

    @router.get("/terms/list", response_class=HTMLResponse)
    def listed(request: Request, text: str = "") -> str:
        found = _fitting(glossary.terms(), text)
        return state.view(request).part("pages/terms/list.html", terms=found[:_MOST], count=len(found), stands_in=stands_in)

    @router.get("/term", response_class=HTMLResponse)
    def term(request: Request, name: str) -> Response:
        wanted = folded(name)[:_LONGEST_SEARCH]
        found = next((one for one in glossary.terms() if folded(one.term) == wanted), None)
        html = state.view(request).part("pages/terms/card.html", term=found, stands_in=stands_in)
        return HTMLResponse(html, status_code=200 if found else 404)

    return router


PAGE = Page("terms", message("Terms"), Path(__file__).parent, _routes, place=35)


def _fitting(terms: list[Term], text: str) -> list[Term]:
    """Give the terms that have all words of `text` in their name or their explanation, first those whose name has them."""
    words = folded(text)[:_LONGEST_SEARCH].split()

    def has(where: str) -> bool:
        return all(word in folded(where) for word in words)

    found = [term for term in terms if has(f"{term.term} {term.place.quote}")]
    return sorted(found, key=lambda term: (not has(term.term), folded(term.term)))
