"""What is received of a request: no more than is allowed, and in no more time."""

import asyncio
import time

from starlette.types import Message, Receive

SECONDS, SLOWEST = 60.0, 20_000
"""How long a body may take to come: so many seconds, and one more for so many bytes that it may have."""
_MOST_DRAINED = 100_000_000  # bytes
_LEFT: Message = {"type": "http.disconnect"}


def bounded(receive: Receive, limit: int, seconds: float = SECONDS) -> Receive:
    """Give what is received, up to `limit` bytes and for so long as these may take; one who sends more, or slower, is cut off."""
    had, is_whole = 0, False
    until = time.monotonic() + seconds + limit / SLOWEST

    async def receiving() -> Message:
        nonlocal had, is_whole
        if is_whole:  # what comes now is that the other side leaves
            return await receive()
        try:
            async with asyncio.timeout(until - time.monotonic()):
                message = await receive()
        except TimeoutError:
            return _LEFT
        had += len(message.get("body", b""))
        is_whole = not message.get("more_body")
        return _LEFT if had > limit else message

    return receiving


async def drain(receive: Receive) -> None:
    """Take what is still being sent, so that a browser reads why it was refused; nobody is heard for ever."""
    receiving = bounded(receive, _MOST_DRAINED, seconds=0)
    while (await receiving()).get("more_body"):
        pass
