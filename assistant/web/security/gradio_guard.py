"""What of Gradio's own interface a page may use, and with what."""

import json
import threading
from collections import OrderedDict
from urllib.parse import parse_qs

from starlette.types import Message, Receive, Scope

PREFIX = "/gradio_api/"
_JOIN, _RUN, _CANCEL = "/gradio_api/queue/join", "/gradio_api/run/predict", "/gradio_api/cancel"
_DATA, _HEARTBEAT = "/gradio_api/queue/data", "/gradio_api/heartbeat/"
_LARGEST = 200_000  # bytes of an event
_LONGEST_SESSION = 64
_MOST_SESSIONS = 20_000


class Events:
    """Lets pass what our page sends to Gradio, and nothing else: no files, no uploads, no page of another user.

    A session belongs to the user who first used it. Safe to use from several threads.
    """

    def __init__(self) -> None:
        self._owners: OrderedDict[str, str] = OrderedDict()
        self._turn = threading.Lock()

    async def admitted(self, scope: Scope, receive: Receive, user: str) -> Receive | None:
        """Give what is received of a request to Gradio, None where it must not pass."""
        path, method = scope["path"], scope["method"]
        if path == _DATA and method == "GET":
            (session,) = parse_qs(scope["query_string"].decode("latin-1")).get("session_hash", [""])[:1]
            return receive if self._is_of(session, user) else None
        if path.startswith(_HEARTBEAT) and method == "GET":
            return receive if self._is_of(path.removeprefix(_HEARTBEAT), user) else None
        if path not in (_JOIN, _RUN, _CANCEL) or method != "POST":
            return None
        body = await _body(receive)
        return _again(body, receive) if body is not None and self._is_ours(path, body, user) else None

    def _is_ours(self, path: str, body: bytes, user: str) -> bool:
        """Say whether an event holds plain values only: Gradio would fetch or copy the file that an object names."""
        try:
            event = json.loads(body)
            is_plain = path == _CANCEL or (_are_plain(event["data"]) and _are_plain(list((event.get("event_data") or {}).values())))
            return is_plain and isinstance(event["session_hash"], str) and self._is_of(event["session_hash"], user)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return False

    def _is_of(self, session: str, user: str) -> bool:
        if not 0 < len(session) <= _LONGEST_SESSION:
            return False
        with self._turn:
            owner = self._owners.setdefault(session, user)
            self._owners.move_to_end(session)
            while len(self._owners) > _MOST_SESSIONS:
                self._owners.popitem(last=False)
        return owner == user


def _are_plain(values: object) -> bool:
    return isinstance(values, list) and all(one is None or isinstance(one, str | int | float) for one in values)


async def _body(receive: Receive) -> bytes | None:
    """Receive a whole body; None where it is too large or broke off."""
    parts: list[bytes] = []
    while sum(map(len, parts)) <= _LARGEST:
        event = await receive()
        if event["type"] != "http.request":
            return None
        parts.append(event.get("body", b""))
        if not event.get("more_body"):
            return b"".join(parts)
    return None


def _again(body: bytes, receive: Receive) -> Receive:
    """Give `body` to who receives next, then what still comes."""
    given = False

    async def receiving() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receiving
