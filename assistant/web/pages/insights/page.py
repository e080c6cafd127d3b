"""The routes of insights, and what its template shows."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from assistant.operations.analytics import Day, Insights, Topic, insights
from assistant.spreadsheets import csv_of
from assistant.web.security.authentication import called
from assistant.web.shared.errors import user_of
from assistant.web.shared.pages import Page
from assistant.web.state import AppState
from language.messages import Message, Translations, message

_DAYS = 90
_MOST_TOPICS, _MOST_OF_TOPIC, _MOST_DEEDS = 40, 5, 50
ACTIONS = {
    one.id: one
    for one in (
        message("log in"),
        message("log out"),
        message("failed login"),
        message("upload"),
        message("fetch"),
        message("edit"),
        message("read again"),
        message("remove"),
        message("undo removal"),
        message("export"),
        message("download"),
        message("share"),
        message("revoke"),
        message("collect"),
        message("uncollect"),
        message("add user"),
        message("change password"),
        message("remove user"),
        message("add key"),
        message("remove key"),
        message("restore"),
    )
}
"""What users do, as the log has it."""


def _routes(state: AppState) -> APIRouter:
    router, records = APIRouter(), state.records

    def current() -> Insights:
        since = (datetime.now(UTC) - timedelta(days=_DAYS)).date().isoformat()
        return insights(records.conversations.uses(since), state.library.embedder)

    @router.get("/insights", response_class=HTMLResponse)
    def page(request: Request) -> str:
        deeds = records.audit.last(_MOST_DEEDS)
        values = _values(current(), state.view(request).translations) | {
            "health": state.health(),
            "deeds": deeds,
            "action": _action,
            "who": called,
        }
        return state.view(request).page(PAGE, "pages/insights/view.html", with_source=False, **values)

    @router.get("/insights/export")
    def export(request: Request, table: str = "days") -> Response:
        found, is_lacking = current(), table == "lacking"
        name = f"insights-{'lacking' if is_lacking else 'days'}.csv"
        records.audit.note(user_of(request, PAGE.role).name, "export", name)
        rows = _lacking_rows(found.lacking) if is_lacking else _day_rows(found.days)
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(csv_of(rows).encode("utf-8-sig"), media_type="text/csv; charset=utf-8", headers=headers)

    return router


PAGE = Page("insights", message("Insights"), Path(__file__).parent, _routes, role="administrator", place=50)


def _values(found: Insights, _: Translations) -> dict[str, Any]:
    """Give what the page shows."""
    return {
        "found": found,
        "period": _DAYS,
        "asked": sum(one.asked for one in found.days),
        "unanswered": sum(one.unanswered for one in found.days),
        "topics": found.lacking[:_MOST_TOPICS],
        "most_of_topic": _MOST_OF_TOPIC,
        "days": _each_day(found.days, _),
        "most": max((one.asked for one in found.days), default=0),
    }


def _action(action: str) -> str | Message:
    return ACTIONS.get(action, action)


def _each_day(days: Sequence[Day], _: Translations) -> list[tuple[str, int, int]]:
    """Give for every day from the first to the last on which something was asked how many were answered and how many were not."""
    if not days:
        return []
    counts, first, last = {one.day: one for one in days}, *(date.fromisoformat(days[place].day) for place in (0, -1))
    every = [(first + timedelta(days=number)).isoformat() for number in range((last - first).days + 1)]
    return [(_.day(day), counts[day].answered, counts[day].unanswered) if day in counts else (_.day(day), 0, 0) for day in every]


def _day_rows(days: Sequence[Day]) -> list[list[object]]:
    rows: list[list[object]] = [[one.day, one.asked, one.answered, one.unanswered] for one in days]
    return [["Day", "Asked", "Answered", "Without an answer"], *rows]


def _lacking_rows(topics: Sequence[Topic]) -> list[list[object]]:
    rows: list[list[object]] = [
        [topic.name, one.question, one.asked, one.outcome, "; ".join(one.reasons), one.remark] for topic in topics for one in topic.uses
    ]
    return [["Topic", "Question", "Asked", "Outcome", "Reasons", "Remark"], *rows]
