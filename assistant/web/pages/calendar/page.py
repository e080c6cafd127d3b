"""The calendar of what is due: its address holds a token instead of a login."""

from pathlib import Path

from fastapi import APIRouter, Request, Response

from assistant.web.pages.requirements.reading import calendar_of
from assistant.web.shared.errors import RefusedError
from assistant.web.shared.pages import ANYBODY, Page
from assistant.web.state import AppState
from language.messages import message


def _routes(state: AppState) -> APIRouter:
    router = APIRouter()

    @router.get("/requirements/calendar.ics")
    def calendar(request: Request, token: str = "") -> Response:
        if not (_is_open(state) or getattr(request.state, "user", None) or _is_known(state, token)):
            raise RefusedError(403, "This address of a calendar has ended; the page Requirements gives a new one.")
        return Response(calendar_of(state, request), media_type="text/calendar; charset=utf-8")

    return router


PAGE = Page("requirements/calendar.ics", message("Calendar"), Path(__file__).parent, _routes, role=ANYBODY)


def _is_open(state: AppState) -> bool:
    """Say whether nobody logs in."""
    return state.settings.auth in ("", "open-to-everyone")


def _is_known(state: AppState, token: str) -> bool:
    """Say whether the token is that of a user who is still there; behind a proxy, it alone knows who that is."""
    user = state.records.calendar_tokens.user_of(token[:100]) if token else None
    return user is not None and (state.settings.auth == "proxy" or state.records.accounts.known(user) is not None)
