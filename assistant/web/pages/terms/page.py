"""The routes of terms: the page, what is found on it, and the card of one term beside the other pages."""

from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from assistant.web.shared.order import place_of
from assistant.web.shared.pages import Page
from assistant.web.shared.view import View
from assistant.web.state import AppState
from language.language import language_of
from language.messages import Message, message
from language.text.tokens import folded
from vectorstore.sql.glossary import stands_in
from vectorstore.term import Term

_LONGEST_SEARCH = 200
_MOST = 100  # terms that are shown at once


def _routes(state: AppState) -> APIRouter:
    router, glossary = APIRouter(), state.library.glossary

    @router.get("/terms", response_class=HTMLResponse)
    def terms(request: Request, text: str = "") -> str:
        view = state.view(request)
        return view.page(PAGE, "pages/terms/view.html", text=text, listed=_listed(view, glossary.terms(), text))

    @router.get("/terms/list", response_class=HTMLResponse)
    def listed(request: Request, text: str = "") -> str:
        return _listed(state.view(request), glossary.terms(), text)

    @router.get("/term", response_class=HTMLResponse)
    def term(request: Request, name: str) -> Response:
        wanted = folded(name)[:_LONGEST_SEARCH]
        found = next((one for one in glossary.terms() if folded(one.term) == wanted), None)
        html = state.view(request).part("pages/terms/card.html", term=found, stands_in=stands_in)
        return HTMLResponse(html, status_code=200 if found else 404)

    return router


PAGE = Page("terms", message("Terms"), Path(__file__).parent, _routes, place=35)


def _listed(view: View, terms: list[Term], text: str) -> str:
    """Give the terms that have the words of `text`, with an index of their letters where nothing is sought."""
    found = _fitting(terms, text, view.translations.language)
    letters = [] if text else _letters(found[:_MOST])
    return view.part("pages/terms/list.html", terms=found[:_MOST], count=len(found), letters=letters, stands_in=stands_in)


def _letters(terms: list[Term]) -> list[tuple[str, str | Message, str]]:
    """Give for each letter with which terms begin its anchor, what it is called, and the first of them: figures and marks are one, and
    so is each script without letters."""
    first: dict[str, tuple[str, str | Message, str]] = {}
    for term in terms:
        begins = language_of(term.term)
        letter = begins.code if begins.script else folded(term.term)[:1].upper()
        letter = letter if letter.isalpha() else "0"
        called: str | Message = begins.called if begins.script else letter if letter != "0" else "0–9"
        first.setdefault(letter, (f"letter-{letter}", called, term.term))
    return list(first.values())


def _fitting(terms: list[Term], text: str, reader: str) -> list[Term]:
    """Give the terms that have all words of `text` in their name or their explanation, first those whose name has them."""
    words = folded(text)[:_LONGEST_SEARCH].split()

    def has(where: str) -> bool:
        return all(word in folded(where) for word in words)

    found = [term for term in terms if has(f"{term.term} {term.place.quote}")]
    return sorted(found, key=lambda term: (not has(term.term), place_of(term.term, reader)))
