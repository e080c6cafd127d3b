"""Tells open pages, by events that a server sends, that something changed: pages and server ask nothing at intervals."""

import asyncio
import contextlib
import json
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping

from fastapi.responses import StreamingResponse


class Changes:
    """Where a thread notes that something changed, and event loops wait for that. Safe to use from several threads."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()

    def note(self) -> None:
        """Wake all who wait."""
        with self._turn:
            for loop, changed in self._waiting:
                loop.call_soon_threadsafe(changed.set)

    @contextlib.contextmanager
    def awaited(self) -> Iterator[asyncio.Event]:
        """Give an event of the running loop that is set at each change."""
        changed = asyncio.Event()
        mine = (asyncio.get_running_loop(), changed)
        with self._turn:
            self._waiting.add(mine)
        try:
            yield changed
        finally:
            with self._turn:
                self._waiting.discard(mine)


def followed(changes: Changes, look: Callable[[], tuple[Mapping[str, object], bool]]) -> StreamingResponse:
    """Reply with what `look` gives, now and after each change, as JSON in server-sent events, until it says that this was the last.

    `look` runs in a thread of its own; changes meanwhile are not lost.
    """

    async def events() -> AsyncIterator[str]:
        is_last = False
        with changes.awaited() as changed:
            while not is_last:
                changed.clear()
                data, is_last = await asyncio.to_thread(look)
                yield f"data: {json.dumps(data)}\n\n"
                if not is_last:
                    await changed.wait()

    return StreamingResponse(events(), media_type="text/event-stream")
