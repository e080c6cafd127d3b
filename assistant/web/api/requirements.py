"""What the documents require, and the terms of the field."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from assistant.answer.requirement_text import requirement_as_dict
from assistant.queries.terms import Terms
from assistant.requirements.export import as_calendar, as_csv, as_xlsx
from assistant.requirements.rows import LedgerRow
from assistant.requirements.selection import ORDERS, Selection
from assistant.web.api.links import link
from assistant.web.pages.requirements.filters import asked_for
from assistant.web.pages.requirements.reading import rows_of
from assistant.web.shared.i18n import translations_for
from assistant.web.state import AppState
from language.messages import Translations
from language.text.tokens import folded

_MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ics": "text/calendar",
}


class Wanted(BaseModel):
    """The filters of the page of requirements, under its names."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(default="", max_length=200, description="words that all stand in quote, body or title")
    body: str = Field(default="", max_length=200)
    theme: str = Field(default="", max_length=200)
    modality: str = Field(default="", max_length=40, description="must, should, may, must not …")
    document: str = Field(default="", max_length=1000, description="the name of a document")
    role: str = Field(default="", max_length=80)
    state: str = Field(default="", max_length=40, description="open, in progress or done")
    assignee: str = Field(default="", max_length=200)
    due: Literal["", "overdue", "soon", "quarter", "year", "dated"] = ""
    since: str = Field(default="", max_length=10, description="due on this day or later")
    until: str = Field(default="", max_length=10, description="due on this day or earlier")
    target: bool = Field(default=False, description="only with a figure to be reached")
    exhortations: bool = Field(default=False, description="also what names nobody, no day and no figure")
    old: bool = Field(default=False, description="also of documents that are no longer in force")
    as_of: str = Field(default="", max_length=10, description="of documents that were in force on this day")
    order: Literal[*ORDERS] = ORDERS[0]  # type: ignore[valid-type] # mypy knows no Literal of a constant
    limit: int = Field(default=100, ge=1, le=10_000)
    offset: int = Field(default=0, ge=0, lt=2**31)
    format: Literal["json", "csv", "xlsx", "ics"] = "json"

    @property
    def given(self) -> dict[str, str]:
        """The fields that are filled, as the page sends them."""
        return {name: "1" if value is True else str(value) for name, value in self if value}


def add_requirements(router: APIRouter, state: AppState) -> None:
    """Add the routes."""

    @router.get("/requirements", tags=["requirements"], response_model=None)
    def requirements(request: Request, wanted: Annotated[Wanted, Query()]) -> dict[str, Any] | Response:
        """List what the documents require of whom, by when and to which target, as JSON, a table or a calendar."""
        _ = translations_for(request)
        asked = asked_for(wanted.given, _.language)
        selection = Selection(state.ledger.now(), asked, state.records.statuses.all(state.library.requirements))
        rows = rows_of(state, selection, selection.ids(wanted.order, wanted.limit, wanted.offset))
        if wanted.format == "json":
            return {"count": selection.count, "requirements": [_told(request, row) for row in rows]}
        return Response(_file(rows, wanted.format, state.ledger.now().today, _), media_type=_MEDIA[wanted.format])

    @router.get("/terms", tags=["requirements"])
    def terms(
        text: Annotated[str, Query(max_length=200)] = "",
        limit: Annotated[int, Query(ge=1, le=10_000)] = 200,
        offset: Annotated[int, Query(ge=0, lt=2**31)] = 0,
    ) -> list[dict[str, Any]]:
        """List the terms in which `text` stands, and where they are explained."""
        found: list[dict[str, Any]] = Terms(as_json=True).answer(state)
        return [one for one in found if folded(text) in folded(one["term"])][offset : offset + limit]


def _file(rows: Sequence[LedgerRow], format: str, today: date, _: Translations) -> str | bytes:
    match format:
        case "csv":
            return as_csv(rows)
        case "xlsx":
            return as_xlsx(rows)
        case _:
            return as_calendar(rows, today, _=_)


def _told(request: Request, row: LedgerRow) -> dict[str, Any]:
    one = row.requirement
    about = {"due": row.due.day, "state": row.state, "title": one.title, "link": link(request, one.document, one.span)}
    return requirement_as_dict(one) | about
