"""The routes of the plain pages: requirements, onboarding, terms, and the files that they need."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated

from fastapi import Body, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse

from assistant.errors import AssistantError
from assistant.exporting import as_calendar, as_csv, as_xlsx
from assistant.quiz import quiz
from assistant.reading_path import reading_path
from assistant.records import Mark
from assistant.web.onboarding_page import ANSWERED, READ, onboarding_page, progress, verdict
from assistant.web.parts import FILES, term_card
from assistant.web.requirements_page import differences_part, order_by, progress_part, requirements_page, rows_part, sought_by
from assistant.web.workplace import Workplace
from vectorstore.errors import LibraryError
from vectorstore.requirement import Requirement
from vectorstore.words import folded

_ASSETS = ("page.js", "page.css", "plain.css", "requirements.js", "onboarding.js")
_USER, _USER_LENGTH = "policy_user", 32
_LONG = 365 * 24 * 3600
_LONGEST_ITEM = 400
_MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ics": "text/calendar; charset=utf-8",
}


class _RefusedError(Exception):
    """A change that is not made, with the status and the sentence that say so."""

    def __init__(self, status: int, text: str) -> None:
        self.status, self.text = status, text


def add_lookup(app: FastAPI, workplace: Workplace) -> None:
    """Add the routes to `app`."""

    @app.exception_handler(AssistantError)
    @app.exception_handler(LibraryError)
    async def told(_: Request, error: Exception) -> Response:
        return PlainTextResponse(str(error), status_code=400)

    @app.exception_handler(RequestValidationError)
    @app.exception_handler(UnicodeError)
    async def unreadable(_: Request, __: Exception) -> Response:
        return PlainTextResponse("This cannot be read, or is too long.", status_code=422)

    @app.exception_handler(_RefusedError)
    async def refused(_: Request, error: _RefusedError) -> Response:
        return PlainTextResponse(error.text, status_code=error.status)

    @app.get("/plain/{name}")
    def asset(name: str) -> Response:
        return FileResponse(FILES / name) if name in _ASSETS else PlainTextResponse("There is no such file.", status_code=404)

    _add_requirements(app, workplace)
    _add_onboarding(app, workplace)


def _add_requirements(app: FastAPI, workplace: Workplace) -> None:
    library, records = workplace.library, workplace.records

    @app.get("/requirements", response_class=HTMLResponse)
    def requirements() -> str:
        return requirements_page(library)

    @app.get("/requirements/rows", response_class=HTMLResponse)
    def rows(request: Request) -> str:
        return rows_part(library.ledger, _given(request), records.marks(library.ledger), date.today())

    @app.get("/requirements/progress", response_class=HTMLResponse)
    def progress_bars() -> str:
        return progress_part(library.ledger, records.marks(library.ledger))

    @app.get("/requirements/differences", response_class=HTMLResponse)
    def differences() -> str:
        return differences_part(library)

    @app.get("/requirements/export")
    def export(request: Request) -> Response:
        form, marks = request.query_params.get("format", ""), records.marks(library.ledger)
        if form not in _MEDIA:
            return PlainTextResponse("The format must be xlsx, csv or ics.", status_code=400)
        given = _given(request)
        chosen = library.ledger.rows(sought_by(given, date.today(), marks), order_by(given))
        told = f'attachment; filename="requirements.{form}"'
        return Response(
            _exported(form, chosen, marks),
            media_type=_MEDIA[form],
            headers={"Content-Disposition": told},
        )

    @app.post("/requirements/mark")
    def mark(
        request: Request,
        id: Annotated[str, Body(max_length=64)],
        state: Annotated[str | None, Body(max_length=20)] = None,
        note: Annotated[str | None, Body(max_length=2000)] = None,
        name: Annotated[str | None, Body(max_length=100)] = None,
    ) -> Response:
        _refuse_others(request)
        row = library.ledger.by_id([id]).get(id)
        if row is None:
            raise _RefusedError(404, "This requirement has been replaced or removed since.")
        return JSONResponse({"state": records.mark(row, state, note, name).state})

    @app.get("/term", response_class=HTMLResponse)
    def term(name: str) -> Response:
        wanted = folded(name)[:200]
        found = next((one for one in library.glossary.terms() if folded(one.term) == wanted), None)
        return HTMLResponse(term_card(found)) if found else HTMLResponse("<p>No document has this term any more.</p>", status_code=404)


def _add_onboarding(app: FastAPI, workplace: Workplace) -> None:
    library, records = workplace.library, workplace.records

    def learned(user: str) -> str:
        return progress([step.entry.name for step in reading_path(library)], quiz(library, user), records.learned(user))

    @app.get("/onboarding", response_class=HTMLResponse)
    def onboarding(request: Request) -> Response:
        user = _user(request) or secrets.token_hex(_USER_LENGTH // 2)
        page = HTMLResponse(onboarding_page(library, records.learned(user), date.today(), user))
        page.set_cookie(_USER, user, max_age=_LONG, httponly=True, samesite="strict")
        return page

    @app.post("/onboarding/read")
    def read(request: Request, item: Annotated[str, Body(max_length=_LONGEST_ITEM)], done: Annotated[bool, Body()]) -> Response:
        user = _learner(request)
        if not item.startswith(READ) or item.removeprefix(READ) not in {entry.name for entry in library.entries()}:
            raise _RefusedError(404, "There is no such document.")
        records.learn(user, item, date.today().isoformat() if done else "")
        return JSONResponse({"done": done, "learned": learned(user)})

    @app.post("/onboarding/answer")
    def answer(request: Request, question: Annotated[str, Body(max_length=64)], option: Annotated[int, Body(ge=0, le=9)]) -> Response:
        user = _learner(request)
        asked = next((one for one in quiz(library, user) if one.id == question), None)
        if asked is None:
            raise _RefusedError(404, "The documents have changed since; load the page again.")
        is_right, said = verdict(asked, option)
        records.learn(user, ANSWERED + asked.id, "right" if is_right else "wrong")
        return JSONResponse({"right": is_right, "correct": asked.right, "told": said, "learned": learned(user)})


def _exported(form: str, rows: Sequence[Requirement], marks: Mapping[str, Mark]) -> bytes:
    if form == "csv":
        return as_csv(rows, marks).encode("utf-8-sig")
    return as_xlsx(rows, marks) if form == "xlsx" else as_calendar(rows, marks)


def _given(request: Request) -> Mapping[str, str]:
    return {name: value[:300] for name, value in request.query_params.items() if name != "format"}


def _user(request: Request) -> str:
    """Give the user of the cookie, whose progress is kept; empty where there is none."""
    user = request.cookies.get(_USER, "")
    return user if len(user) == _USER_LENGTH and user.isalnum() and user.isascii() else ""


def _learner(request: Request) -> str:
    """Give the user who changes their progress; raises _RefusedError where there is none, or another site asks."""
    _refuse_others(request)
    user = _user(request)
    if not user:
        raise _RefusedError(403, "It is not known whose progress this is; load the page again.")
    return user


def _refuse_others(request: Request) -> None:
    """Raise _RefusedError where a change comes from a page of another site in the same browser."""
    origin = request.headers.get("origin")
    if origin is not None and origin.partition("://")[2] != request.headers.get("host"):
        raise _RefusedError(403, "This comes from another site.")
