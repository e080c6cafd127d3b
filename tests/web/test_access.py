"""Who may do what on the pages."""

import pytest
from starlette.requests import Request

from assistant.records.users import User
from assistant.web.shared.errors import RefusedError, user_of


def request_of(state: dict[str, object]) -> Request:
    return Request({"type": "http", "headers": [], "state": state})


@pytest.mark.parametrize("state", [{}, {"user": None}, {"user": "local"}], ids=str)
def test_a_request_of_nobody_is_refused(state: dict[str, object]) -> None:
    with pytest.raises(RefusedError) as refused:
        user_of(request_of(state))
    assert refused.value.status == 401


def test_a_role_is_needed_where_it_is_asked_for() -> None:
    rita = User("rita", "reader")
    assert user_of(request_of({"user": rita})) == rita
    with pytest.raises(RefusedError) as refused:
        user_of(request_of({"user": rita}), "editor")
    assert refused.value.status == 403
