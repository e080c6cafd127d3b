"""What of Gradio's own interface a page may use, and with what."""

import json
import threading
from collections import Counter, OrderedDict
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import NoReturn, Protocol
from urllib.parse import parse_qs

from starlette.types import Message, Receive, Scope

from assistant.web.security.authentication import VISITORS_OF_ADDRESS
from assistant.web.shared.errors import RefusedError

PREFIX = "/gradio_api/"
_JOIN, _RUN, _CANCEL = "/gradio_api/queue/join", "/gradio_api/run/predict", "/gradio_api/cancel"
_DATA, _HEARTBEAT = "/gradio_api/queue/data", "/gradio_api/heartbeat/"
_APP = "/gradio_api/app_id"  # by which a page that lost its connection tells that the same server is there again
_LARGEST = 200_000  # bytes of an event
_LONGEST_SESSION = 64
_MOST_SESSIONS = 20_000
_OF_USER, _OF_ALL = 3, 400  # questions that wait or are being answered


class Questions(Protocol):
    """What is known of the page's events."""

    def open_sessions(self) -> Iterable[str]:
        """Give the session of each question that waits or is being answered."""

    def takes(self, function: int, values: int) -> bool:
        """Say whether the page has the function of this number, and it takes so many values."""


@dataclass(frozen=True, slots=True)
class Asker:
    """A user's name, and where nobody logs in the address, which visitors share who throw their cookies away."""

    user: str
    address: str = ""


class Events:
    """Lets pass what our page sends to Gradio, and nothing else: no files, no uploads, no page of another user, and of each user
    few questions at a time, so that nobody keeps the others from asking.

    A session belongs to the user who first used it. Safe to use from several threads.
    """

    def __init__(self, questions: Questions) -> None:
        self._questions = questions
        self._owners: OrderedDict[str, Asker] = OrderedDict()
        self._joining: Counter[Asker] = Counter()  # who is about to wait with a question
        self._turn = threading.Lock()

    @asynccontextmanager
    async def admitted(self, scope: Scope, receive: Receive, asker: Asker) -> AsyncIterator[Receive]:
        """Give what is received of a request to Gradio, which is answered while the context is open; raises RefusedError where it must not
        pass, and where too many questions wait."""
        received = await self._received(scope, receive, asker)
        if scope["path"] != _JOIN:
            yield received
            return
        self._check_places(asker)
        with self._turn:
            self._joining[asker] += 1
        try:
            yield received
        finally:
            with self._turn:
                self._joining -= Counter([asker])

    async def _received(self, scope: Scope, receive: Receive, asker: Asker) -> Receive:
        path, method = scope["path"], scope["method"]
        if path == _DATA and method == "GET":
            (session,) = parse_qs(scope["query_string"].decode("latin-1")).get("session_hash", [""])[:1]
            return receive if self._is_of(session, asker) else _nowhere()
        if path.startswith(_HEARTBEAT) and method == "GET":
            return receive if self._is_of(path.removeprefix(_HEARTBEAT), asker) else _nowhere()
        if path == _APP and method == "GET":
            return receive
        if path not in (_JOIN, _RUN, _CANCEL) or method != "POST":
            _nowhere()
        body = await _body(receive)
        if body is None or not self._is_ours(path, body, asker):
            _nowhere()
        return _again(body, receive)

    def _check_places(self, asker: Asker) -> None:
        sessions = list(self._questions.open_sessions())
        with self._turn:
            askers = [*(self._owners[session] for session in sessions if session in self._owners), *self._joining.elements()]
        if sum(one.user == asker.user for one in askers) >= _OF_USER:
            raise RefusedError(429, "Your earlier questions are still being answered; ask again when they are.")
        if asker.address and sum(one.address == asker.address for one in askers) >= _OF_USER * VISITORS_OF_ADDRESS:
            raise RefusedError(429, "Too many questions came from your network; try again in a minute.")
        if len(sessions) >= _OF_ALL:
            raise RefusedError(503, "Very many are asking at this moment; try again in a minute.")

    def _is_ours(self, path: str, body: bytes, asker: Asker) -> bool:
        """Say whether an event holds plain values only: Gradio would fetch or copy the file that an object names."""
        try:
            event = json.loads(body)
            is_plain = path == _CANCEL or (_are_plain(event["data"]) and _are_plain(list((event.get("event_data") or {}).values())))
            is_known = path == _CANCEL or (type(event["fn_index"]) is int and self._questions.takes(event["fn_index"], len(event["data"])))
            return is_plain and is_known and isinstance(event["session_hash"], str) and self._is_of(event["session_hash"], asker)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return False

    def _is_of(self, session: str, asker: Asker) -> bool:
        if not 0 < len(session) <= _LONGEST_SESSION:
            return False
        with self._turn:
            owner = self._owners.setdefault(session, asker)
            self._owners.move_to_end(session)
            while len(self._owners) > _MOST_SESSIONS:
                self._owners.popitem(last=False)
        return owner.user == asker.user


def _nowhere() -> NoReturn:
    raise RefusedError(404, "There is no such page.")


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
