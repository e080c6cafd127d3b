"""Requests that are refused, and how errors are told."""

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse

from assistant.records.users import User
from assistant.web.shared.i18n import translations_for
from language.messages import PolicyError, message


class RefusedError(PolicyError):
    """A request that is refused, with the status that says so."""

    def __init__(self, status: int, id: str, /, **values: object) -> None:
        super().__init__(id, **values)
        self.status = status


def user_of(request: Request, role: str = "reader") -> User:
    """Give who asks; raises RefusedError where that is not known, or where they have not `role` or a higher one."""
    user = getattr(request.state, "user", None)
    if not isinstance(user, User):
        raise RefusedError(401, "Log in first.")
    if not user.may_be(role):
        raise RefusedError(403, "This needs the role of {role}.", role=message(role))
    return user


def tell_errors(app: FastAPI) -> None:
    """Let `app` answer our own errors with their sentence."""

    @app.exception_handler(PolicyError)
    async def told(request: Request, error: PolicyError) -> Response:
        status = error.status if isinstance(error, RefusedError) else 400
        return PlainTextResponse(translations_for(request).tell(error.message), status_code=status)

    @app.exception_handler(RequestValidationError)
    @app.exception_handler(UnicodeError)
    async def unreadable(request: Request, _: Exception) -> Response:
        return PlainTextResponse(translations_for(request)("This cannot be read, or is too long."), status_code=422)
