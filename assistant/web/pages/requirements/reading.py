"""What a request of the page of requirements asks for, read from the library and the notes."""

from collections.abc import Mapping, Sequence

from starlette.requests import Request

from assistant.requirements.export import as_calendar
from assistant.requirements.rows import LedgerRow, ledger_rows
from assistant.requirements.selection import Selection
from assistant.web.pages.requirements.filters import asked_for, order_by
from assistant.web.shared.i18n import translations_for
from assistant.web.state import AppState

_LONGEST_VALUE = 300
_OTHER = ("format", "token")


def given_by(request: Request) -> Mapping[str, str]:
    """Give what the fields hold."""
    return {name: value[:_LONGEST_VALUE] for name, value in request.query_params.items() if name not in _OTHER}


def selection_of(state: AppState, request: Request) -> Selection:
    """Give the requirements that the fields ask for."""
    asked = asked_for(given_by(request), translations_for(request).language)
    return Selection(state.ledger.now(), asked, state.records.statuses.all(state.library.requirements))


def rows_of(state: AppState, selection: Selection, ids: Sequence[str]) -> list[LedgerRow]:
    """Give the requirements with these ids, in their order."""
    known = state.library.requirements.by_id(ids)
    found = [known[id] for id in ids if id in known]
    if selection.documents.as_of:
        found = state.library.requirements.as_they_stood(found, selection.documents)
    statuses, corrections = state.records.statuses.all(state.library.requirements), state.records.corrections.all()
    return ledger_rows(found, selection.ledger.catalogue.entries, selection.ledger.today, statuses, corrections)


def asked_rows(state: AppState, request: Request) -> list[LedgerRow]:
    """Give all requirements that the fields ask for, in the order that they ask for."""
    selection = selection_of(state, request)
    return rows_of(state, selection, selection.ids(order_by(given_by(request))))


def calendar_of(state: AppState, request: Request) -> bytes:
    """Give as a calendar what the fields ask for: what is to come, and where they ask for what is overdue, that."""
    is_past = given_by(request).get("due") == "overdue"
    return as_calendar(asked_rows(state, request), state.ledger.now().today, past=is_past, _=translations_for(request))
