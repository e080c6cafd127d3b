"""The routes of requirements, onboarding and terms, and the files that the pages need."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated

from fastapi import Body, FastAPI, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse

from assistant.onboarding.quiz import quiz
from assistant.onboarding.reading_path import reading_path
from assistant.records.requirement_status import Mark
from assistant.requirements.export import as_calendar, as_csv, as_xlsx
from assistant.web.pages.onboarding.page import ANSWERED, READ, onboarding_page, progress, verdict
from assistant.web.pages.requirements.page import differences_part, order_by, progress_part, requirements_page, rows_part, sought_by
from assistant.web.shared.errors import RefusedError, user_of
from assistant.web.shared.parts import FILES, term_card
from assistant.web.shared.texts import LANGUAGES, Texts, said_in, spoken
from assistant.web.state import Workplace
from language.tokens import folded
from vectorstore.requirement import Requirement

_ASSETS = (
    "page.js", "page.css", "plain.css", "ask.js", "requirements.js", "onboarding.js", "documents.js",
)  # fmt: skip
_LONGEST_ITEM = 400
_MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ics": "text/calendar; charset=utf-8",
}


def add_assets(app: FastAPI) -> None:
    """Add the styles and scripts."""

    @app.get("/plain/{name}")
    def asset(name: str) -> Response:
        language = name.removeprefix("texts-").removesuffix(".js")
        if name.startswith("texts-") and language in LANGUAGES:
            table = json.dumps(said_in(language).table, ensure_ascii=False)
            told = f'window.policyTexts = {table};\nwindow.policyLanguage = "{language}";\n'
            return Response(told, media_type="text/javascript", headers={"Cache-Control": "no-cache"})
        if name not in _ASSETS:
            return PlainTextResponse("There is no such file.", status_code=404)
        return FileResponse(FILES / name, headers={"Cache-Control": "no-cache"})


def add_requirements(app: FastAPI, workplace: Workplace) -> None:
    """Add the page of requirements and what its script asks for."""
    library, records = workplace.library, workplace.records

    @app.get("/requirements", response_class=HTMLResponse)
    def requirements(request: Request) -> str:
        return requirements_page(library, workplace.view(request))

    @app.get("/requirements/rows", response_class=HTMLResponse)
    def rows(request: Request) -> str:
        marks = records.marks.all(library.ledger)
        return rows_part(library.ledger, _given(request), marks, date.today(), workplace.view(request))

    @app.get("/requirements/progress", response_class=HTMLResponse)
    def progress_bars(request: Request) -> str:
        return progress_part(library.ledger, records.marks.all(library.ledger), spoken(request))

    @app.get("/requirements/differences", response_class=HTMLResponse)
    def differences(request: Request) -> str:
        return differences_part(library, spoken(request))

    @app.get("/requirements/export")
    def export(request: Request) -> Response:
        form, marks = request.query_params.get("format", ""), records.marks.all(library.ledger)
        if form not in _MEDIA:
            return PlainTextResponse("The format must be xlsx, csv or ics.", status_code=400)
        given = _given(request)
        chosen = library.ledger.rows(sought_by(given, date.today(), marks), order_by(given))
        records.audit.note(user_of(request).name, "export", f"{len(chosen)} requirements as {form}.")
        told = f'attachment; filename="requirements.{form}"'
        return Response(_exported(form, chosen, marks), media_type=_MEDIA[form], headers={"Content-Disposition": told})

    @app.post("/requirements/mark")
    def mark(
        request: Request,
        id: Annotated[str, Body(max_length=64)],
        state: Annotated[str | None, Body(max_length=20)] = None,
        note: Annotated[str | None, Body(max_length=2000)] = None,
        name: Annotated[str | None, Body(max_length=100)] = None,
    ) -> Response:
        user = user_of(request, "editor")
        row = library.ledger.by_id([id]).get(id)
        if row is None:
            raise RefusedError(404, "This requirement has been replaced or removed since.")
        by = name if workplace.settings.auth == "" else user.name
        return JSONResponse({"state": records.marks.mark(row, state, note, by).state})


def add_terms(app: FastAPI, workplace: Workplace) -> None:
    """Add the cards of terms."""
    glossary = workplace.library.glossary

    @app.get("/term", response_class=HTMLResponse)
    def term(request: Request, name: str) -> Response:
        say, wanted = spoken(request), folded(name)[:200]
        found = next((one for one in glossary.terms() if folded(one.term) == wanted), None)
        if found is None:
            return HTMLResponse(f"<p>{say('No document has this term any more.')}</p>", status_code=404)
        return HTMLResponse(term_card(found, say))


def add_onboarding(app: FastAPI, workplace: Workplace) -> None:
    """Add the page of onboarding and what its script asks for."""
    library, learning = workplace.library, workplace.records.learning

    def learned(user: str, say: Texts) -> str:
        return progress([step.entry.name for step in reading_path(library)], quiz(library, user), learning.learned(user), say)

    @app.get("/onboarding", response_class=HTMLResponse)
    def onboarding(request: Request) -> str:
        return onboarding_page(library, learning.learned(user_of(request).name), date.today(), workplace.view(request))

    @app.post("/onboarding/read")
    def read(request: Request, item: Annotated[str, Body(max_length=_LONGEST_ITEM)], done: Annotated[bool, Body()]) -> Response:
        user = user_of(request).name
        if not item.startswith(READ) or item.removeprefix(READ) not in {entry.name for entry in library.entries()}:
            raise RefusedError(404, "There is no such document.")
        learning.learn(user, item, date.today().isoformat() if done else "")
        return JSONResponse({"done": done, "learned": learned(user, spoken(request))})

    @app.post("/onboarding/answer")
    def answer(request: Request, question: Annotated[str, Body(max_length=64)], option: Annotated[int, Body(ge=0, le=9)]) -> Response:
        user, say = user_of(request).name, spoken(request)
        asked = next((one for one in quiz(library, user) if one.id == question), None)
        if asked is None:
            raise RefusedError(404, "The documents have changed since; load the page again.")
        is_right, said = verdict(asked, option, say)
        learning.learn(user, ANSWERED + asked.id, "right" if is_right else "wrong")
        return JSONResponse({"right": is_right, "correct": asked.right, "told": said, "learned": learned(user, say)})


def _exported(form: str, rows: Sequence[Requirement], marks: Mapping[str, Mark]) -> bytes:
    if form == "csv":
        return as_csv(rows, marks).encode("utf-8-sig")
    return as_xlsx(rows, marks) if form == "xlsx" else as_calendar(rows, marks)


def _given(request: Request) -> Mapping[str, str]:
    return {name: value[:300] for name, value in request.query_params.items() if name != "format"}
