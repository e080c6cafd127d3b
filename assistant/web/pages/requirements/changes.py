"""The routes that change what is kept of requirements: marks, corrections, the reader's role, the address of a calendar."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Request, Response
from fastapi.responses import JSONResponse

from assistant.onboarding.roles import ROLES
from assistant.records.history import ChangedError
from assistant.web.shared.errors import RefusedError, user_of
from assistant.web.state import AppState
from vectorstore.requirement import Requirement

_MOST_IDS = 500
Id = Annotated[str, Body(max_length=64)]
State = Annotated[str | None, Body(alias="state", max_length=20)]
Note = Annotated[str | None, Body(max_length=2000)]
Name = Annotated[str | None, Body(max_length=100)]
Version = Annotated[int, Body(ge=0, lt=2**63)]
"""The version of its history in which the page showed what is changed; 0 where it was never changed."""


def add_changes(router: APIRouter, state: AppState) -> None:
    """Add the routes that change what is kept."""
    _add_marks(router, state)
    _add_corrections(router, state)
    _add_own(router, state)


def _add_marks(router: APIRouter, state: AppState) -> None:
    statuses, requirements = state.records.statuses, state.library.requirements

    @router.post("/requirements/mark")
    def mark(
        request: Request, id: Id, state_: State = None, note: Note = None, name: Name = None, assignee: Name = None, version: Version = 0
    ) -> Response:
        by, told = _author(state, request, name)
        requirement = _known(state, id)
        inherited = statuses.all(requirements).get(id)
        kept = statuses.set(requirement, state_, note, told, assignee=assignee, by=by, inherited=inherited, version=version)
        return JSONResponse({"state": kept.state})

    @router.post("/requirements/mark-several")
    def mark_several(
        request: Request,
        ids: Annotated[list[str], Body(max_length=_MOST_IDS)],
        state_: State = None,
        assignee: Name = None,
        name: Name = None,
        versions: Annotated[dict[str, int] | None, Body(max_length=_MOST_IDS)] = None,
    ) -> Response:
        """Mark those that are as the page showed them; where others are not, tell so of the first when these are marked."""
        by, told = _author(state, request, name)
        known, before = requirements.by_id(ids), statuses.all(requirements)
        refused: list[ChangedError] = []
        for id, requirement in known.items():
            given: Any = {"assignee": assignee, "by": by, "inherited": before.get(id), "version": (versions or {}).get(id, 0)}
            try:
                statuses.set(requirement, state_, None, told, **given)
            except ChangedError as error:
                refused.append(error)
        if refused:
            raise RefusedError(
                409, "{count} of {all} were not marked. {reason}", count=len(refused), all=len(known), reason=refused[0].message
            )
        return JSONResponse({"marked": len(known)})


def _add_corrections(router: APIRouter, state: AppState) -> None:
    corrections = state.records.corrections

    @router.post("/requirements/correct")
    def correct(
        request: Request,
        id: Id,
        body: Annotated[str, Body(max_length=300)],
        modality: Annotated[str, Body(max_length=20)],
        deadline: Annotated[str, Body(max_length=20)],
        text: Annotated[str, Body(max_length=2000)],
        name: Name = None,
        version: Version = 0,
    ) -> Response:
        by, _ = _author(state, request, name)
        given = {"body": body, "modality": modality, "deadline": deadline, "sentence": text}
        corrections.correct(state.library, _known(state, id), given, by, version)
        return JSONResponse({"corrected": id in corrections.all()})

    @router.post("/requirements/restore")
    def restore(request: Request, id: Id, name: Name = None, version: Version = 0) -> Response:
        by, _ = _author(state, request, name)
        corrections.undo(state.library, _known(state, id), by, version)
        return JSONResponse({"corrected": False})


def _add_own(router: APIRouter, state: AppState) -> None:
    """Add what each keeps for themselves."""

    @router.post("/requirements/role")
    def role(request: Request, role: Annotated[str, Body(embed=True, max_length=100)]) -> Response:
        if role and role not in ROLES:
            raise RefusedError(404, "There is no such role.")
        state.records.learning.work_in(user_of(request).name, role)
        return JSONResponse({"role": role})

    @router.post("/requirements/calendar")
    def calendar(request: Request) -> Response:
        user = user_of(request).name
        state.records.audit.note(user, "export", "calendar")
        return JSONResponse({"token": state.records.calendar_tokens.issue(user)})

    @router.post("/requirements/calendar/end")
    def end_calendar(request: Request) -> Response:
        state.records.calendar_tokens.revoke(user_of(request).name)
        return JSONResponse({"token": ""})


def _known(state: AppState, id: str) -> Requirement:
    requirement = state.library.requirements.by_id([id]).get(id)
    if requirement is None:
        raise RefusedError(404, "This requirement has been replaced or removed since.")
    return requirement


def _author(state: AppState, request: Request, name: str | None) -> tuple[str, str | None]:
    """Give who changes something, and the name that is kept beside it: where nobody logs in, the one that they give."""
    user = user_of(request, "editor").name
    return (user, user) if state.settings.auth else (name or user, name)
