"""How many requests of one user are worked on at a time."""

import asyncio
from collections import Counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

AT_ONCE = 6
"""More than a user's programs may ask questions at a time, which can take long."""


class Turns:
    """An ASGI application before another, for each user: it lets few of their requests be worked on, in the order in which they came, so
    that one who sends very many waits for themselves and not the others. A request has its turn until it is answered or, where the answer
    is a stream, until that begins.
    """

    def __init__(self, app: ASGIApp, most: int = AT_ONCE) -> None:
        self._app, self._most = app, most
        self._open: Counter[str] = Counter()
        self._turns: dict[str, asyncio.Semaphore] = {}

    async def answer(self, user: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request of `user` when it is its turn."""
        turn = self._turns.setdefault(user, asyncio.Semaphore(self._most))
        self._open[user] += 1
        try:
            await turn.acquire()
            await self._answer(turn, scope, receive, send)
        finally:
            self._open[user] -= 1
            if not self._open[user]:
                del self._open[user], self._turns[user]

    async def _answer(self, turn: asyncio.Semaphore, scope: Scope, receive: Receive, send: Send) -> None:
        has_turn = True

        async def sending(event: Message) -> None:
            nonlocal has_turn
            if has_turn:
                has_turn = False
                turn.release()
            await send(event)

        try:
            await self._app(scope, receive, sending)
        finally:
            if has_turn:
                turn.release()
