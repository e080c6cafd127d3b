"""Events that a server sends: each change is told, none is lost between a look and the wait for the next, and the last ends them."""

import asyncio
import json
import re
import threading
from collections.abc import AsyncIterable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from assistant.web.shared.changes import Changes, followed
from tests.conftest import ROOT

Result = TypeVar("Result")


def finished(work: Coroutine[Any, Any, Result]) -> Result:
    """Give the result of `work`, which has some seconds, in a thread of its own: Playwright leaves a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, asyncio.wait_for(work, 20)).result()


async def told(changes: Changes, states: list[str]) -> list[str]:
    """Follow a value that a thread of its own sets, one state after the other, each as soon as the one before was sent."""
    now, sent = ["begin"], []
    reply = followed(changes, lambda: ({"state": now[0]}, now[0] == states[-1]))
    pieces: AsyncIterable[str | bytes | memoryview[int]] = reply.body_iterator
    left = iter(states)
    async for piece in pieces:
        sent.append(json.loads(str(piece).removeprefix("data: "))["state"])
        if (following := next(left, None)) is not None:
            now[0] = following
            thread = threading.Thread(target=changes.note)
            thread.start()
            thread.join()
    return sent


def test_each_change_is_told_until_the_last() -> None:
    states = [f"file {number}" for number in range(200)]
    assert finished(told(Changes(), states)) == ["begin", *states]


def test_what_changes_while_one_looks_is_told_after_it() -> None:
    changes, looks = Changes(), []

    def look() -> tuple[dict[str, object], bool]:
        looks.append(1)
        if len(looks) == 1:
            changes.note()  # the change that a look at the old state misses
        return {"looks": len(looks)}, len(looks) == 2

    async def all_of() -> int:
        return len([piece async for piece in followed(changes, look).body_iterator])

    assert finished(all_of()) == 2


def test_who_has_left_is_told_nothing_and_hinders_nobody() -> None:
    changes = Changes()

    async def leave() -> None:
        stream = followed(changes, lambda: ({}, False)).body_iterator
        await anext(aiter(stream))
        await stream.aclose()  # type: ignore[attr-defined] # a generator, as the page's going away closes it

    finished(leave())
    changes.note()  # raises where it still calls the loop, which is closed


def test_no_page_and_no_route_waits_for_a_time() -> None:
    taken = {"chartist.js"}  # others' files, which draw
    sources = [
        path for path in (ROOT / "assistant" / "web").rglob("*") if path.suffix in (".py", ".js", ".html") and path.name not in taken
    ]
    assert len(sources) > 50
    waits = re.compile(r"setTimeout|setInterval|\bsleep\(|gr\.Timer|\bevery=")
    assert [path.name for path in sources if waits.search(path.read_text(encoding="utf-8"))] == []
