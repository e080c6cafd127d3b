"""The page that is there while the real one is being built."""

import asyncio
import warnings
from collections.abc import MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import PlainTextResponse

from assistant.web.server import StartupPage
from assistant.web.shared.changes import Changes
from language.language import languages
from tests.web.conftest import served


class _Page:
    """A page of one text, which has no functions."""

    def __init__(self, text: str) -> None:
        self.application = PlainTextResponse(text)

    def open_sessions(self) -> list[str]:
        return []

    def takes(self, function: int, values: int) -> bool:
        return False


async def _ask(page: StartupPage, sent: list[bytes]) -> None:
    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message.get("body", b""))

    async def receive() -> MutableMapping[str, Any]:
        await asyncio.Event().wait()
        raise AssertionError

    scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b"", "http_version": "1.1"}
    await page({**scope, "asgi": {"spec_version": "2.4", "version": "3.0"}}, receive, send)


def test_it_tells_at_once_that_it_starts_and_loads_the_real_page_when_that_is_there() -> None:
    async def run() -> list[bytes]:
        page, sent = StartupPage(Changes()), list[bytes]()
        page.is_building = True
        asking = asyncio.create_task(_ask(page, sent))
        while not any(b"Starting" in part for part in sent):
            await asyncio.sleep(0)
        assert not any(b"refresh" in part for part in sent)
        page.add("en", _Page("the real page"))
        await asking
        assert any(b"refresh" in part for part in sent)
        after = list[bytes]()
        await _ask(page, after)
        return after

    with ThreadPoolExecutor(1) as thread:  # Playwright, where it was used before, leaves a loop running in this one
        assert b"the real page" in thread.submit(asyncio.run, run()).result()


def test_the_page_that_somebody_waits_for_is_built_first() -> None:
    page = StartupPage(Changes())
    assert page.next_language() == "en"
    page.want("zh")
    assert page.is_awaited
    assert page.next_language() == "zh"
    for code in ("zh", "en", "fr"):
        page.add(code, _Page(""))
    assert page.next_language() is None
    assert not page.is_awaited


def test_questions_to_start_with_are_there_when_the_assistant_is_ready(small_library: Path) -> None:
    with contextmanager(served)(small_library) as server:
        server.state.prepare()
        server.state.wait()
        assert server.state.is_ready
        assert all(server.state.starters.of(language.code) for language in languages())


def test_no_request_changes_of_what_is_warned(small_library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """FastAPI does where it builds routes, and then other threads, which do so too, are told of what it meant to hide."""
    changed: list[object] = []
    for alone in served(small_library):
        monkeypatch.setattr(warnings, "simplefilter", lambda *given, **_: changed.append(given))
        for path in ("health", "requirements", "documents", "login"):
            alone.get(path)
        alone.post("requirements/mark", {"id": "x", "state": "done", "name": "Ida", "assignee": "Ben"})
        assert changed == []
