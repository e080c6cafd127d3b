"""One user who sends very many requests waits for themselves, and not the others."""

import asyncio
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from importlib import import_module
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

import assistant.web.pages as package
from assistant.web.security.gradio_guard import Asker, Events
from assistant.web.security.turns import AT_ONCE, Turns
from assistant.web.shared.errors import RefusedError
from tests.web.conftest import Served, served

MANY = 3 * AT_ONCE
A_SLOW_PAGE = """
import threading
from pathlib import Path
from fastapi import APIRouter
from assistant.web.shared.pages import Page
from language.messages import message

BEGUN, GO_ON = threading.Semaphore(0), threading.Event()

def routes(state):
    router = APIRouter()

    @router.get("/slow")
    def slow() -> str:
        BEGUN.release()
        GO_ON.wait(60)
        return "done"

    return router

PAGE = Page("slow", message("Weather"), Path(__file__).parent, routes)
"""


@pytest.fixture
def slow(small_library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """An application with a page that takes its time."""
    (tmp_path / "slow_for_a_test").mkdir()
    (tmp_path / "slow_for_a_test" / "__init__.py").write_text(A_SLOW_PAGE)
    monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path)])
    yield from served(small_library, auth="proxy")


def test_others_are_answered_while_one_waits_for_what_they_sent(slow: Served) -> None:
    page: Any = import_module("assistant.web.pages.slow_for_a_test")
    with ThreadPoolExecutor(MANY) as pool:
        waiting = [pool.submit(slow.get, "slow", "eve") for _ in range(MANY)]
        try:
            assert all(page.BEGUN.acquire(timeout=60) for _ in range(AT_ONCE))
            sleep(0.5)
            assert not page.BEGUN.acquire(blocking=False)
            assert slow.get("requirements", "rita").status_code == slow.get("health", "eve").status_code == 200
        finally:
            page.GO_ON.set()
        assert {one.result(60).status_code for one in waiting} == {200}


class NoQuestions:
    """What is known of a page whose queue has not taken anything in yet."""

    def open_sessions(self) -> list[str]:
        return []

    def takes(self, function: int, values: int) -> bool:
        return True


def test_questions_that_are_sent_at_once_are_counted_before_they_wait() -> None:
    events = Events(NoQuestions())
    joining: Scope = {"type": "http", "method": "POST", "path": "/gradio_api/queue/join", "query_string": b""}

    async def ask(entered: AsyncExitStack, user: str, session: str) -> None:
        async def sent() -> Message:
            return {"type": "http.request", "body": json.dumps({"data": [], "fn_index": 1, "session_hash": session}).encode()}

        await entered.enter_async_context(events.admitted(joining, sent, Asker(user)))

    async def asked() -> None:
        async with AsyncExitStack() as entered:
            for number in range(3):
                await ask(entered, "eve", f"eve{number}")
            with pytest.raises(RefusedError, match="earlier questions"):
                await ask(entered, "eve", "eve3")
            await ask(entered, "rita", "rita0")
        async with AsyncExitStack() as entered:
            await ask(entered, "eve", "eve4")

    asyncio.run(asked())


class Answering:
    """An application that begins its answers when it is told to, and ends them then or later."""

    def __init__(self, *, is_stream: bool) -> None:
        self.begun, self.go_on = 0, asyncio.Event()
        self._is_stream = is_stream

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.begun += 1
        if scope["path"] == "/fails":
            raise ValueError
        if self._is_stream:
            await send({"type": "http.response.start", "status": 200})
        await self.go_on.wait()
        if not self._is_stream:
            await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body"})


async def _nothing() -> Message:
    return {"type": "http.disconnect"}


async def _heard(_: Message) -> None:
    pass


async def begun_of(answering: Answering, *paths: str) -> int:
    """Say how many of the requests that one user sends at once are begun before one is ended."""
    turns = Turns(answering)
    asked = [asyncio.create_task(turns.answer("eve", {"type": "http", "path": path}, _nothing, _heard)) for path in paths]
    await asyncio.sleep(0.05)
    begun = answering.begun
    answering.go_on.set()
    await asyncio.gather(*asked, return_exceptions=True)
    assert answering.begun == len(paths)
    return begun


def test_few_are_worked_on_at_a_time_and_all_are_answered() -> None:
    async def asked() -> int:
        return await begun_of(Answering(is_stream=False), *["/"] * MANY)

    assert asyncio.run(asked()) == AT_ONCE


def test_a_stream_that_has_begun_keeps_no_other_waiting() -> None:
    async def asked() -> int:
        return await begun_of(Answering(is_stream=True), *["/"] * MANY)

    assert asyncio.run(asked()) == MANY


def test_what_fails_gives_its_turn_back() -> None:
    async def asked() -> int:
        return await begun_of(Answering(is_stream=False), *["/fails"] * MANY, "/")

    assert asyncio.run(asked()) == MANY + 1
