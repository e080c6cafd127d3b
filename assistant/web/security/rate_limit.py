"""How often something may happen in a minute, in one process or in all of an installation."""

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Protocol

from assistant.records.counts import Counts
from assistant.records.records import Records
from assistant.settings import Settings
from language.messages import PolicyError

_MOST_NAMES = 10_000


class Limiter(Protocol):
    """Admits so many events of each name in a minute."""

    def admits(self, name: str) -> bool:
        """Say whether another event of `name` is admitted, and count it if it is."""


def limiter(kind: str, most: int, settings: Settings, records: Records) -> Limiter:
    """Give what admits `most` events of a `kind` by each name: by all processes where they share a database, else by this one."""
    return SharedRateLimiter(kind, most, records.counts) if settings.database else RateLimiter(most)


class SharedRateLimiter:
    """Counts in the database what all processes admit, and alone while that is away. Safe to use from several threads."""

    def __init__(self, kind: str, most: int, counts: Counts) -> None:
        self._kind, self._most, self._counts = kind, most, counts
        self._alone = RateLimiter(most)

    def admits(self, name: str) -> bool:
        """Say whether another event of `name` is admitted, and count it if it is."""
        try:
            return self._counts.admits(f"{self._kind} {name}", self._most)
        except PolicyError:
            return self._alone.admits(name)


class RateLimiter:
    """Admits so many events of each name in a minute. Safe to use from several threads."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = most, clock
        self._turn = threading.Lock()
        self._events: dict[str, deque[float]] = {}

    def admits(self, name: str) -> bool:
        """Say whether another event of `name` is admitted, and count it if it is."""
        moment = self._clock()
        with self._turn:
            if len(self._events) > _MOST_NAMES:
                self._events = {name: own for name, own in self._events.items() if own and own[-1] > moment - 60}
            own = self._events.setdefault(name, deque())
            while own and own[0] <= moment - 60:
                own.popleft()
            if len(own) >= self._most:
                return False
            own.append(moment)
            return True
