"""Requests that are refused."""

from fastapi import Request

from assistant.records.users import User
from language.messages import Message, PolicyError, message


class RefusedError(PolicyError):
    """A request that is refused, with the status that says so."""

    def __init__(self, status: int, id: str | Message, /, **values: object) -> None:
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
