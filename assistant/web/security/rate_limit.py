"""How often something may happen in a minute."""

import threading
import time
from collections import deque
from collections.abc import Callable

_MOST_NAMES = 10_000


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
