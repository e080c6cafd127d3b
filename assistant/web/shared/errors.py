"""Requests that are refused, and how errors are told."""

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse

from assistant.errors import AssistantError
from assistant.records.users import User
from assistant.web.shared.texts import spoken
from ingest.errors import NothingToIndexError, ReadingError
from vectorstore.errors import LibraryError


class RefusedError(Exception):
    """A request that is refused, with the status and the sentence that say so."""

    def __init__(self, status: int, text: str) -> None:
        self.status, self.text = status, text


def user_of(request: Request, role: str = "reader") -> User:
    """Give who asks; raises RefusedError where that is not known, or where they have not `role` or a higher one."""
    user = getattr(request.state, "user", None)
    if not isinstance(user, User):
        raise RefusedError(401, "Log in first.")
    if not user.may_be(role):
        raise RefusedError(403, f"This needs the role of {role}.")
    return user


def tell_errors(app: FastAPI) -> None:
    """Let `app` answer our own errors with their sentence."""

    @app.exception_handler(AssistantError)
    @app.exception_handler(LibraryError)
    @app.exception_handler(ReadingError)
    @app.exception_handler(NothingToIndexError)
    async def told(request: Request, error: Exception) -> Response:
        return PlainTextResponse(spoken(request).told(str(error)), status_code=400)

    @app.exception_handler(RequestValidationError)
    @app.exception_handler(UnicodeError)
    async def unreadable(request: Request, _: Exception) -> Response:
        return PlainTextResponse(spoken(request)("This cannot be read, or is too long."), status_code=422)

    @app.exception_handler(RefusedError)
    async def refused(request: Request, error: RefusedError) -> Response:
        return PlainTextResponse(spoken(request).told(error.text), status_code=error.status)
